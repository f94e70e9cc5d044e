"""How much is tried: a small amount for `make test`, all of it for `make check`."""

from __future__ import annotations

import os
from typing import TypeVar

import pytest

T = TypeVar("T")


def amount(small: T, full: T) -> T:
    """`full` where TRIAGE_FULL is set, else `small`."""
    return full if os.environ.get("TRIAGE_FULL") else small


thorough = pytest.mark.skipif(
    not amount(0, 1), reason="takes long, and something quicker looks at the same: in `make check`"
)
