"""Appointments as people type them. It is Monday 23 November 2026, 10:15."""

from __future__ import annotations

from datetime import datetime

import pytest

from triage.core.appointments import appointment_moment, appointment_words, read_appointment
from triage.core.hours import LONDON

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("tue 10:00", "2026-11-24T10:00:00"),
        ("Tuesday, 9.30", "2026-11-24T09:30:00"),
        ("next tuesday at 9:30", "2026-11-24T09:30:00"),
        ("tomorrow 14:00", "2026-11-24T14:00:00"),
        ("14:00", "2026-11-23T14:00:00"),
        ("today 10:15", "2026-11-23T10:15:00"),
        ("monday 11:00", "2026-11-23T11:00:00"),
        ("monday 09:00", "2026-11-30T09:00:00"),
        ("4 dec 10:00", "2026-12-04T10:00:00"),
        ("4/1 10:00", "2027-01-04T10:00:00"),
    ],
)
def test_day_and_time(typed: str, moment: str) -> None:
    assert read_appointment(typed, NOW).isoformat() == moment


@pytest.mark.parametrize("typed", ["", "tuesday", "10", "tue 25:00", "tue 10:61", "soon 10:00", "31 feb 10:00", "9:00"])
def test_what_is_none_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match="Type a day and a time"):
        read_appointment(typed, NOW)


def test_in_words() -> None:
    assert appointment_words("2026-11-24T10:00:00") == "Tuesday 24 November, 10:00"
    assert appointment_words("2026-11-24") == appointment_words("no room today") == appointment_words("") == ""


def test_a_moment_is_a_day_and_a_time_on_the_hubs_clock() -> None:
    assert appointment_moment("2026-11-24T10:00:00") == datetime(2026, 11, 24, 10, tzinfo=LONDON)
    for other in ("2026-11-24", "2026-11-24T10:00:00+00:00", "tomorrow", ""):
        assert appointment_moment(other) is None
