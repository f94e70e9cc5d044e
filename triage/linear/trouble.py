"""What is said and kept when the linear desk itself fails (promises.md P12): a reference and where, never a value.

Messages of exceptions and local variables can hold people's words, so neither is shown nor kept. Called by `desk`.
"""

from __future__ import annotations

import secrets
import traceback
from datetime import datetime
from pathlib import Path


def note_trouble(log: Path, error: BaseException, at: datetime) -> str:
    """Append the types and lines of the chain to `log`; answers the sentence to say, which holds the reference."""
    reference = secrets.token_hex(2).upper()
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None and len(lines) < 8:
        frames = traceback.extract_tb(link.__traceback__)
        where = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        lines.append(f"{at.isoformat(timespec='seconds')} {reference} {type(link).__name__} {where}".rstrip())
        link = link.__cause__ or link.__context__
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        log.chmod(0o600)
    except OSError:  # a log that cannot be written is no reason to fail twice
        pass
    return f"Your answers are saved. Start triage again and it will offer to carry on. Reference {reference}."
