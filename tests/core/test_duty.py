"""Who is there on a day: whose day it is, and who is not away until later (directory `back_on`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.shipped import house
from triage.core.clocks import CARD_LOOKED_AT, Limit, Unit
from triage.core.directory import Worker

WEDNESDAY = date(2026, 11, 25)
KOFI = Worker("Kofi", (0, 1, 2, 3, 4), "", WEDNESDAY)
DAYS = ((-2, False), (-1, False), (0, True), (1, True), (3, False))  # from that Wednesday on; Saturday is not his day


@pytest.mark.parametrize(("later", "there"), DAYS)
def test_on_duty_from_the_day_they_are_back(later: int, there: bool) -> None:
    day = date(2026, 11, 25 + later)
    service = replace(house().directory.by_id["advice"], workers=(KOFI, Worker("Ada", (day.weekday(),))))
    assert [worker.name for worker in service.on_duty(day)] == (["Kofi", "Ada"] if there else ["Ada"])
    assert [worker.name for worker in service.away(day)] == (["Kofi"] if later < 0 else [])
    assert replace(service, sensitive=True).away(day) == ()


def test_when_they_are_back_in_words() -> None:
    assert (KOFI.back_words, KOFI.back_short) == ("Kofi is back Wednesday 25 November", "Kofi back Wed 25 Nov")
    assert (Worker("Ada", (0,)).back_words, Worker("Ada", (0,)).back_short) == ("", "")


def test_a_card_is_looked_at_within_one_working_day() -> None:
    assert Limit(Unit.WORKING_DAYS, 1) == CARD_LOOKED_AT  # practice.md B, 10
