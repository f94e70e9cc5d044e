"""By how many the tests are run, and how quickly. How much of each is in `tests.harness.amount`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.harness.quick import quick


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of the suite waits for terminals and timers."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield
