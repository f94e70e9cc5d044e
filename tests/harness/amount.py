"""How often a random test is repeated: a small number for `make test`, the full one for `make check`."""

from __future__ import annotations

import os

import pytest


def amount(small: int, full: int) -> int:
    """`full` where TRIAGE_FULL is set, else `small`."""
    return full if os.environ.get("TRIAGE_FULL") else small


thorough = pytest.mark.skipif(
    not amount(0, 1), reason="takes long, and something quicker looks at the same: in `make check`"
)
