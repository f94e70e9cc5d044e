"""Open, closed, full, waiting: around closing, cut-offs, bank holidays and the clocks changing (practice.md H11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.core.hub import ALWAYS, NOW, OPEN, TUESDAY, WEEK, at, hours, service
from triage.core.directory import DeskState, Service
from triage.core.hours import Schedule
from triage.core.matching import availability


def said(**what: Any) -> DeskState:
    """As somebody at a desk said it: of the room at 09:40, of the hours at 09:50."""
    return DeskState(room_said="09:40", hours_said="09:50", **what)


DESK = service("desk", "x", accepts_until="15:30")  # Mon-Fri 09:00-16:30
NIGHT = service("night", "x", hours=hours((WEEK, "17:00", "09:00"), ((5, 6), "00:00", "24:00"), holidays=True))
NIGHTS = service("nights", "x", hours=hours(((0, 1, 2, 3, 4, 5, 6), "22:00", "06:00")))


@pytest.mark.parametrize(
    ("when", "open_now", "takes_today", "room", "next_at"),
    [
        ("2026-11-23 08:59", False, True, True, "2026-11-23 09:00"),
        ("2026-11-23 09:00", True, True, True, "2026-11-23 09:00"),
        ("2026-11-23 15:29", True, True, True, "2026-11-23 15:29"),
        ("2026-11-23 15:30", True, False, False, "2026-11-24 09:00"),
        ("2026-11-23 16:29", True, False, False, "2026-11-24 09:00"),
        ("2026-11-23 16:30", False, False, False, "2026-11-24 09:00"),
        ("2026-11-27 16:30", False, False, False, "2026-11-30 09:00"),
        ("2026-11-28 12:00", False, False, True, "2026-11-30 09:00"),
    ],
)
def test_around_opening_cut_off_and_closing(
    when: str, open_now: bool, takes_today: bool, room: bool, next_at: str
) -> None:
    found = availability(DESK, at(when))
    assert (found.open_now, found.takes_today, found.room, found.next_at) == (open_now, takes_today, room, at(next_at))
    assert found.open_until == (at(when[:10] + " 16:30") if open_now else None)


@pytest.mark.parametrize(
    ("of", "desk", "when", "why"),
    [
        (DESK, None, "2026-11-23 10:15", ("closes 16:30",)),
        (DESK, None, "2026-11-23 16:00", ("closes 16:30", "takes nobody new after 15:30")),
        (DESK, None, "2026-11-23 08:00", ("opens 09:00",)),
        (service("e", "x", hours=TUESDAY), None, "2026-11-23 10:15", ("opens Tuesday 09:30",)),
        (service("e", "x", hours=TUESDAY), None, "2026-11-24 15:00", ("opens Tuesday 1 December 09:30",)),
        (DESK, DeskState(full=True), "2026-11-23 10:15", ("full today", "closes 16:30")),
        (DESK, DeskState(closes="11:00"), "2026-11-23 10:15", ("closes 11:00",)),
        (DESK, DeskState(closes="10:00"), "2026-11-23 10:15", ("opens Tuesday 09:00",)),
        (DESK, DeskState(back_at="14:00"), "2026-11-23 10:15", ("opens 14:00",)),
        (DESK, DeskState(out=True), "2026-11-23 10:15", ("opens Tuesday 09:00",)),
        (DESK, DeskState(out=True, back_at="14:00"), "2026-11-23 10:15", ("opens 14:00",)),
        (service("w", "x", wait_days=9), None, "2026-11-23 10:15", ("closes 16:30", "wait 9 days")),
        (DESK, said(full=True), "2026-11-23 10:15", ("full today, said at 09:40", "closes 16:30")),
        (
            DESK,
            said(closes="15:00"),
            "2026-11-23 10:15",
            ("closes 15:00", "closing early, at 15:00, said at 09:50"),
        ),
        (DESK, said(closes="17:00"), "2026-11-23 10:15", ("closes 16:30",)),
        (
            DESK,
            said(closes="10:00"),
            "2026-11-23 10:15",
            ("closed early today, said at 09:50", "opens Tuesday 09:00"),
        ),
        (DESK, said(back_at="14:00"), "2026-11-23 10:15", ("back at 14:00, said at 09:50",)),
        (DESK, said(back_at="14:00"), "2026-11-23 14:00", ("closes 16:30",)),
        (DESK, said(out=True), "2026-11-23 10:15", ("not in today, said at 09:50", "opens Tuesday 09:00")),
        (DESK, said(wait_days=2), "2026-11-23 10:15", ("closes 16:30", "wait 2 days, said at 09:40")),
        (DESK, said(free_at="10:40"), "2026-11-23 10:15", ("closes 16:30", "wait until about 10:40, said at 09:40")),
        (DESK, said(free_at="10:40"), "2026-11-23 10:40", ("closes 16:30",)),
        (service("f", "x", full_today=True), said(here=True), "2026-11-23 10:15", ("closes 16:30",)),
        (
            service("w", "x", wait_days=9),
            said(wait_days=1),
            "2026-11-23 10:15",
            ("closes 16:30", "wait 1 day, said at 09:40"),
        ),
        (service("e", "x", hours=TUESDAY), said(here=True, here_until="17:00"), "2026-11-23 10:15", ("closes 17:00",)),
        (
            service("e", "x", hours=TUESDAY),
            said(here=True, here_until="17:00"),
            "2026-11-23 17:00",
            ("opens Tuesday 09:30",),
        ),
        (service("n", "x", hours=Schedule()), None, "2026-11-23 10:15", ("opening times not listed",)),
        (service("a", "x", hours=ALWAYS), None, "2026-11-23 10:15", ()),
        (service("m", "x", hours=hours((WEEK, "09:00", "24:00"))), None, "2026-11-23 10:15", ("closes midnight",)),
        (
            service("d", "x", drop_in=hours(((0,), "09:30", "10:25"))),
            None,
            "2026-11-23 10:15",
            ("closes 16:30", "drop-in until 10:25"),
        ),
        (
            service("d", "x", drop_in=hours(((0,), "09:30", "10:25"))),
            None,
            "2026-11-23 09:30",  # the minute it begins
            ("closes 16:30", "drop-in until 10:25"),
        ),
    ],
)
def test_why_in_plain_words(of: Service, desk: DeskState | None, when: str, why: tuple[str, ...]) -> None:
    assert availability(of, at(when), frozenset(), desk).why == why


def test_what_the_desk_said_moves_the_next_chance() -> None:
    assert availability(DESK, NOW, frozenset(), DeskState(full=True)).next_at == at("2026-11-24 09:00")
    assert availability(DESK, NOW, frozenset(), said(wait_days=2)).next_at == at("2026-11-25 09:00")
    assert availability(DESK, NOW, frozenset(), said(free_at="10:40")).next_at == at("2026-11-23 10:40")
    assert availability(DESK, at("2026-11-23 10:41"), frozenset(), said(free_at="10:40")).next_at == at(
        "2026-11-23 10:41"
    )
    tuesdays = availability(service("e", "x", hours=TUESDAY), NOW, frozenset(), said(here=True, here_until="17:00"))
    assert tuesdays.takes_today and tuesdays.room and tuesdays.open_until == at("2026-11-23 17:00")
    assert availability(service("f", "x", full_today=True), NOW, frozenset(), said(here=True)).room
    assert availability(DESK, NOW, frozenset(), DeskState(back_at="14:00")).next_at == at("2026-11-23 14:00")
    assert availability(DESK, NOW, frozenset(), DeskState(closes="10:00")).next_at == at("2026-11-24 09:00")
    away = availability(DESK, NOW, frozenset(), DeskState(back_at="15:45"))  # back only after the cut-off
    assert not away.takes_today
    assert away.next_at == at("2026-11-24 09:00")


def test_a_wait_is_kept_unless_there_is_a_drop_in_first() -> None:
    assert availability(service("w", "x", wait_days=9), NOW).next_at == at("2026-12-02 09:00")
    thursday = service("w", "x", wait_days=9, drop_in=hours(((3,), "10:00", "12:00")))
    assert availability(thursday, NOW).next_at == at("2026-11-26 10:00")
    monday = service("w", "x", wait_days=9, drop_in=hours(((0,), "09:30", "10:25")))
    assert availability(monday, NOW).takes_today
    assert not availability(monday, at("2026-11-23 10:25")).takes_today
    assert availability(service("t", "x", hours=ALWAYS, wait_days=28), NOW).next_at == at("2026-12-21 00:00")


def test_bank_holidays_close_those_who_do_not_work_them() -> None:
    closed = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
    christmas = availability(DESK, at("2026-12-25 10:00"), closed)
    assert not christmas.open_now
    assert christmas.why == ("closed for the bank holiday", "opens Tuesday 09:00")
    assert christmas.next_at == at("2026-12-29 09:00")
    works = service("works", "x", hours=hours((WEEK, "09:00", "16:30"), holidays=True))
    assert availability(works, at("2026-12-25 10:00"), closed).open_now


def test_an_opening_that_runs_into_the_next_is_one() -> None:
    assert availability(NIGHT, at("2026-11-27 18:00")).open_until == at("2026-11-29 00:00") + timedelta(days=1)
    assert availability(NIGHT, at("2026-11-24 08:59")).open_until == at("2026-11-24 09:00")
    assert not availability(NIGHT, at("2026-11-24 09:00")).open_now


@pytest.mark.parametrize(
    ("now", "open_now"),
    [
        # 25 October 2026: 01:00-02:00 comes twice, and 06:00 is 06:00 GMT.
        ("2026-10-25T00:30+00:00", True),
        ("2026-10-25T01:30+00:00", True),
        ("2026-10-25T05:59+00:00", True),
        ("2026-10-25T06:00+00:00", False),
        # 28 March 2027: 01:00-02:00 does not come at all, and 06:00 is 05:00 GMT.
        ("2027-03-28T00:59+00:00", True),
        ("2027-03-28T04:59+00:00", True),
        ("2027-03-28T05:00+00:00", False),
    ],
)
def test_nights_when_the_clocks_change(now: str, open_now: bool) -> None:
    """The same whichever zone `now` is written in."""
    moment = datetime.fromisoformat(now)
    for written in (moment, moment.astimezone(at("2026-01-01 00:00").tzinfo)):
        assert availability(NIGHTS, written).open_now is open_now


def test_closing_inside_the_hour_that_comes_twice() -> None:
    """01:30 means the first one; the second 01:10 is after it, in whichever zone it is told."""
    short = service("short", "x", hours=hours(((6,), "00:30", "01:30")))
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 01:10 GMT, the second time round
    for written in (second, second.astimezone(at("2026-01-01 00:00").tzinfo)):
        assert not availability(short, written).open_now
    assert availability(short, datetime(2026, 10, 25, 0, 10, tzinfo=UTC)).open_now


def test_every_time_given_is_london_time() -> None:
    found = availability(DESK, datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    assert str(getattr(found.open_until, "tzinfo", "")) == "Europe/London"
    assert str(getattr(found.next_at, "tzinfo", "")) == "Europe/London"


def test_open_hours_are_wall_clock_hours_in_summer_too() -> None:
    assert availability(service("s", "x", hours=OPEN), datetime(2026, 7, 6, 8, 0, tzinfo=UTC)).open_now
    assert not availability(service("s", "x", hours=OPEN), datetime(2026, 7, 6, 15, 30, tzinfo=UTC)).open_now
