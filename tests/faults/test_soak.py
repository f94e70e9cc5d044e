"""Nothing grows with the hours: the small form of the soak, and that it would notice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.faults.soak import Count, a_day, grown
from tests.harness.amount import amount, thorough


@thorough
def test_a_day_at_the_desk_leaves_nothing_behind(tmp_path: Path) -> None:
    warm, end = a_day(tmp_path, amount(5, 40))
    assert grown(warm, end) == [], f"{warm}; then {end}"


def test_what_grows_is_named() -> None:
    warm = Count(memory=100.0, files=12, threads=3, screens=3, widgets=40)
    assert grown(warm, warm) == []
    for name, more in {"memory": 40, "files": 1, "threads": 2, "screens": 2, "widgets": 100}.items():
        assert len(grown(warm, replace(warm, **{name: getattr(warm, name) + more}))) == 1, name
