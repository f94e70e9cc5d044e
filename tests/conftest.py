"""By how many the tests are run, and how quickly. How much of each is in `tests.harness.amount`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.harness.postgres import LAST_LINE, SKIPPED
from tests.harness.quick import quick


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a good part of the suite waits for terminals and timers."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Around everything else that ends a run, so that what was not tried is said last."""
    yield
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = [str(report.longrepr[2]) for report in terminal.stats.get("skipped", ())] if terminal else []
    found = [reason for reason in skipped if SKIPPED in reason]
    if found:
        why = found[0].partition(": ")[2].partition(": ")[2] or found[0]
        terminal.write_line(LAST_LINE.format(count=len(found), why=why))
