"""What is due to go, by the table of practice.md C7, at each edge; and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from triage.core.retention import DAYS, Due, Goes, VisitAge, due

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
QUIET = VisitAge(NOW, False, False, False, False, False, False, False, False)


def ago(visit: VisitAge, days: float, **more: bool) -> Due | None:
    return due(replace(visit, last=NOW - timedelta(days=days), **more), NOW)


@pytest.mark.parametrize(
    ("more", "days", "goes"),
    [
        ({}, 1, Due(Goes.ALL, "abandoned")),
        ({"closed": True}, 365, Due(Goes.ALL, "information")),
        ({"closed": True, "sent": True}, 730, Due(Goes.WORDS, "referred")),
        ({"closed": True, "card": True}, 730, Due(Goes.WORDS, "referred")),
        ({"agreed": True}, 730, Due(Goes.WORDS, "referred")),
        ({"closed": True, "sent": True, "stripped": True}, 2192, Due(Goes.ALL, "asked_and_agreed")),
    ],
)
def test_on_its_day_and_not_before(more: dict[str, bool], days: int, goes: Due) -> None:
    assert ago(QUIET, days, **more) == goes
    assert ago(QUIET, days - 0.01, **more) is None


def test_what_waits_is_never_abandoned_and_what_is_stripped_is_not_stripped_again() -> None:
    assert ago(QUIET, 400, waits=True) is None
    assert ago(QUIET, 800, sent=True, stripped=True) is None


def test_a_hold_and_whatever_still_goes_on_beat_every_rule() -> None:
    for more in ({}, {"closed": True}, {"sent": True}, {"card": True}):
        for beats in ("on_hold", "going_on"):
            assert ago(QUIET, 5000, **{**more, beats: True}) is None


def test_the_hubs_own_days_win() -> None:
    week = {**DAYS, "information": 7}
    visit = replace(QUIET, closed=True, last=NOW - timedelta(days=8))
    assert due(visit, NOW, week) == Due(Goes.ALL, "information") and due(visit, NOW) is None
