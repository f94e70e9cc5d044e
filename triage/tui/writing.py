"""Making a file without stopping the screen, and the sentence that tells of it. Called by the slip and the summary."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from triage.usecases.office import Written
from triage.usecases.ports import UseCaseError
from triage.usecases.say import not_written, written


async def write(make: Callable[..., Written], *args: Any) -> str:
    """What to say after `make(*args)`: where the file is, or why there is none."""
    try:
        return written(await asyncio.to_thread(make, *args))
    except UseCaseError as problem:
        return str(problem)
    except OSError as problem:
        return not_written(problem)
