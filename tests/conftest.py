"""How much is run, and by how many. `make test` takes the small amounts, `make check` the full ones (TRIAGE_FULL)."""

from __future__ import annotations

import os


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of the suite waits for terminals and timers."""
    return (os.cpu_count() or 1) + 1
