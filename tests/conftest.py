"""By how many the tests are run. How much of each is in `tests.harness.amount`."""

from __future__ import annotations

import os

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of the suite waits for terminals and timers."""
    return (os.cpu_count() or 1) + 1
