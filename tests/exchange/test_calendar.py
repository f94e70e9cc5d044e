"""The calendar file, read back with another library."""

from __future__ import annotations

from datetime import UTC, datetime

import icalendar
import pytest

from tests.harness.hostile import ALL
from triage.core.appointments import appointment_moment
from triage.core.hours import LONDON
from triage.core.text import visible
from triage.exchange.calendar import calendar_bytes
from triage.usecases.paper.paper_views import CalendarEntry, CalendarView

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def read_back(summary: str, start: datetime = NOW, location: str = "Northmere Hub") -> icalendar.Event:
    entry = CalendarEntry("019ab000-0001", start, summary, location, "Questions: 01632 960101.")
    data = calendar_bytes(CalendarView("NM-7Q4D", (entry,)), NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


@pytest.mark.parametrize(
    ("agreed", "utc"),
    [
        ("2026-11-24T10:00:00", "2026-11-24T10:00Z"),  # winter
        ("2027-03-26T10:00:00", "2027-03-26T10:00Z"),  # the Friday before the clocks go forward
        ("2027-03-29T10:00:00", "2027-03-29T09:00Z"),  # the Monday after
        ("2027-10-29T10:00:00", "2027-10-29T09:00Z"),  # the Friday before they go back
        ("2027-11-01T10:00:00", "2027-11-01T10:00Z"),
        ("2027-10-31T01:30:00", "2027-10-31T00:30Z"),  # twice: the first time round
    ],
)
def test_the_time_is_right_across_the_clock_change(agreed: str, utc: str) -> None:
    start = appointment_moment(agreed)
    assert start is not None
    event = read_back("Appointment", start)
    assert event.start == datetime.fromisoformat(utc)
    wall = event.start.astimezone(LONDON)
    assert wall.replace(tzinfo=None).isoformat() == agreed


@pytest.mark.parametrize("text", ["", "no time", "2026-11-24", "2026-11-24T10:00:00+00:00", "25:00"])
def test_what_is_no_time_of_the_hubs_clock_is_none(text: str) -> None:
    assert appointment_moment(text) is None


@pytest.mark.parametrize("kind", ALL)
def test_hostile_words_come_back_as_shown_and_add_nothing(kind: str) -> None:
    said = visible(f"{ALL[kind]}; a, b\\n: c\r\nATTENDEE:mailto:x@example.org")
    event = read_back(said, location=said)
    assert str(event["SUMMARY"]) == str(event["LOCATION"]) == " ".join(said.split())
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LOCATION", "DESCRIPTION", "CLASS"}


def test_no_place_is_no_line() -> None:
    assert "LOCATION" not in read_back("Appointment", location="")
