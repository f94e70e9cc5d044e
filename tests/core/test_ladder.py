"""Who sees to it once a time has passed (practice.md D6): a table, and that nobody ever steps down by waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hub import E, S, U, at, hours
from tests.core.test_clocks import HUB
from triage.core.clocks import HubTime
from triage.core.ladder import Rung, rung
from triage.core.needs import Severity

RUNGS = list(Rung)


@pytest.mark.parametrize(
    ("severity", "now", "who"),
    [
        # urgent, missed on Monday 23 November 2026 at 10:30
        (U, "2026-11-23 10:31", Rung.SENDER),
        (U, "2026-11-23 11:30", Rung.SENDER),  # within the hour
        (U, "2026-11-23 11:31", Rung.DUTY_LEAD),
        (U, "2026-11-23 13:31", Rung.HUB_MANAGER),  # two hours more
        (U, "2026-11-24 00:00", Rung.HUB_MANAGER),
        (U, "2026-11-24 00:01", Rung.BOARD),  # the same day is over
        # anything else
        (S, "2026-11-23 10:31", Rung.SENDER),
        (S, "2026-11-24 12:00", Rung.SENDER),  # the next working morning
        (S, "2026-11-24 12:01", Rung.DUTY_LEAD),
        (S, "2026-11-25 12:01", Rung.HUB_MANAGER),  # a working day more
        (E, "2026-11-30 12:00", Rung.HUB_MANAGER),  # three more, and a Saturday is none
        (E, "2026-11-30 12:01", Rung.BOARD),
    ],
)
def test_whose_turn_it_is(severity: Severity, now: str, who: Rung) -> None:
    assert rung(at("2026-11-23 10:30"), severity, at(now), HUB) is who


@pytest.mark.parametrize("severity", [U, S])
def test_a_hub_without_opening_times_has_the_same_ladder(severity: Severity) -> None:
    always = HubTime(hours())
    missed = at("2026-11-28 10:30")  # a Saturday
    seen = [rung(missed, severity, missed + timedelta(hours=later), always) for later in (0, 2, 26, 60, 200)]
    assert seen[0] is Rung.SENDER and seen[-1] is Rung.BOARD
    assert seen == sorted(seen, key=RUNGS.index)


@settings(max_examples=40)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from([U, S, E]),
    st.lists(st.integers(0, 20_000), min_size=2, max_size=5),
)
def test_waiting_only_ever_goes_up(missed: datetime, severity: Severity, minutes: list[int]) -> None:
    start = at(missed.strftime("%Y-%m-%d %H:%M"))
    seen = [RUNGS.index(rung(start, severity, start + timedelta(minutes=m), HUB)) for m in sorted(minutes)]
    assert seen == sorted(seen)
