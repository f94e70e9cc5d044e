"""By when (practice.md D5): a table of cases, and a second way of counting that goes minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hub import WEEK, E, S, U, at, hours
from tests.harness.amount import thorough
from triage.core.clocks import LIMITS, TRIES, Clock, HubTime, Unit, due, handoff_waits, visit_waits
from triage.core.handoff import StepKind as K
from triage.core.hours import LONDON
from triage.core.needs import Severity

NORTHMERE = hours(
    ((0, 1, 4), "08:45", "17:00"), ((2,), "10:00", "17:00"), ((3,), "08:45", "18:30"), ((5,), "09:30", "12:30")
)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
HUB = HubTime(NORTHMERE, CHRISTMAS)


@pytest.mark.parametrize(
    ("clock", "severity", "start", "by"),
    [
        # Monday 23 November 2026, 10:15, as the demo has it
        (Clock.HANDED_OVER, U, "2026-11-23 10:15", "2026-11-23 10:15"),
        (Clock.HANDED_OVER, S, "2026-11-23 10:15", "2026-11-23 14:15"),
        (Clock.HANDED_OVER, S, "2026-11-23 15:00", "2026-11-24 10:45"),  # two hours today, two tomorrow
        (Clock.HANDED_OVER, S, "2026-11-24 16:00", "2026-11-25 13:00"),  # Wednesdays open at ten
        (Clock.HANDED_OVER, E, "2026-11-23 10:15", "2026-11-23 17:00"),
        (Clock.HANDED_OVER, E, "2026-11-26 10:15", "2026-11-26 18:30"),  # Thursdays are long
        (Clock.ACCEPTED_HERE, U, "2026-11-23 10:15", "2026-11-23 10:30"),
        (Clock.ACCEPTED_OUTSIDE, U, "2026-11-23 16:30", "2026-11-23 17:30"),  # urgent does not stop at closing time
        (Clock.ACCEPTED_HERE, S, "2026-11-23 10:15", "2026-11-24 10:15"),
        (Clock.ACCEPTED_HERE, S, "2026-11-24 09:00", "2026-11-25 10:00"),  # not open yet at nine
        (Clock.ACCEPTED_HERE, S, "2026-11-26 18:00", "2026-11-27 17:00"),  # no longer open at six
        (Clock.ACCEPTED_HERE, S, "2026-11-27 12:00", "2026-11-30 12:00"),  # Saturday is no working day
        (Clock.ACCEPTED_HERE, S, "2026-11-28 11:00", "2026-12-01 08:45"),  # begins on Monday morning
        (Clock.ACCEPTED_HERE, S, "2026-12-24 11:00", "2026-12-29 11:00"),  # over Christmas
        (Clock.ACCEPTED_OUTSIDE, E, "2026-11-23 10:15", "2026-11-30 10:15"),
        (Clock.FIRST_CONTACT, U, "2026-11-23 10:15", "2026-11-24 00:00"),
        (Clock.FIRST_CONTACT, S, "2026-11-26 11:00", "2026-12-01 11:00"),  # "72 h" is three working days
        (Clock.FIRST_CONTACT, E, "2026-11-23 10:15", "2026-11-30 10:15"),
        (Clock.FIRST_CONTACT, E, "2026-12-18 16:00", "2026-12-29 08:45"),  # falls on Christmas Day
        (Clock.TRY_AGAIN, E, "2026-11-23 10:15", "2026-11-23 17:00"),
        (Clock.FOLLOW_UP, U, "2026-11-27 12:00", "2026-11-28 12:00"),
        (Clock.FOLLOW_UP, S, "2026-11-23 10:15", "2026-11-26 10:15"),
        (Clock.FOLLOW_UP, E, "2026-11-23 10:15", "2026-12-21 10:15"),
        (Clock.PLAN_CHECK, S, "2026-11-23 10:15", "2026-11-30 10:15"),
        (Clock.OUTCOME, U, "2026-11-23 10:15", "2026-12-21 10:15"),
        # the clocks change: 29 March and 25 October 2026
        (Clock.ACCEPTED_HERE, S, "2026-03-27 15:00", "2026-03-30 15:00"),
        (Clock.HANDED_OVER, S, "2026-03-27 15:00", "2026-03-30 10:45"),
        (Clock.FIRST_CONTACT, E, "2026-10-20 09:00", "2026-10-27 09:00"),
        (Clock.FOLLOW_UP, U, "2026-03-28 12:00", "2026-03-29 13:00"),  # 24 real hours over the short night
        (Clock.PLAN_CHECK, U, "2026-10-23 12:00", "2026-10-30 12:00"),  # seven days keep the time on the wall
    ],
)
def test_by_when(clock: Clock, severity: Severity, start: str, by: str) -> None:
    assert due(clock, severity, at(start), HUB) == at(by)


def test_d5_has_a_time_for_everything_but_the_plan_of_what_is_emerging() -> None:
    without = {
        (clock, severity)
        for clock in {*Clock} - {Clock.EXPECTED}
        for severity in (U, S, E)
        if severity not in LIMITS[clock]
    }
    assert without == {(Clock.PLAN_CHECK, E)}
    assert due(Clock.PLAN_CHECK, E, at("2026-11-23 10:15"), HUB) is None
    assert all(due(clock, Severity.NONE, at("2026-11-23 10:15"), HUB) is None for clock in Clock)


def test_a_hub_without_opening_times_runs_day_and_night() -> None:
    assert due(Clock.HANDED_OVER, S, at("2026-11-22 23:00"), HubTime(hours())) == at("2026-11-23 03:00")


# --- the second way of counting


def open_at(hub: HubTime, moment: datetime) -> bool:
    """Straight from the words: a working day, and between opening and closing on the wall."""
    local = moment.astimezone(LONDON)
    if local.weekday() > 4 or local.date() in hub.closed:
        return False
    minute = local.hour * 60 + local.minute
    return any(local.weekday() in span.days and span.start <= minute < span.end for span in hub.hours.spans)


def opens_on(hub: HubTime, day: date) -> bool:
    return any(open_at(hub, at(f"{day} {minute // 60:02}:{minute % 60:02}")) for minute in range(24 * 60))


def counted(clock: Clock, severity: Severity, start: datetime, hub: HubTime) -> datetime:
    """One minute after the other. Minutes are counted while open; days by the date on the wall."""
    limit, minute = LIMITS[clock][severity], timedelta(minutes=1)
    now = start.astimezone(UTC)
    while not open_at(hub, now):
        now += minute
    if limit.unit is Unit.MINUTES:
        left = limit.number
        while left:
            left -= open_at(hub, now)
            now += minute
        return now
    begin = now.astimezone(LONDON)
    if limit.unit is Unit.DAYS:
        now = (begin.replace(tzinfo=None) + timedelta(days=limit.number)).replace(tzinfo=LONDON).astimezone(UTC)
        while not open_at(hub, now):
            now += minute
        return now
    days, last = 0, begin.date()
    while days < (limit.number if limit.unit is Unit.WORKING_DAYS else 0):
        last += timedelta(days=1)
        days += opens_on(hub, last)
    wanted = begin.time() if limit.unit is Unit.WORKING_DAYS else None
    now, closes = at(f"{last} 00:00").astimezone(UTC), None
    while now.astimezone(LONDON).date() == last:
        if open_at(hub, now):
            closes = now + minute
            if wanted is not None and now.astimezone(LONDON).time() >= wanted:
                return now
        now += minute
    assert closes is not None
    return closes


@st.composite
def hubs(draw: st.DrawFn) -> HubTime:
    """One or two openings a day that do not touch, some days shut, some bank holidays; Monday always works."""
    spans = []
    for day in sorted({0, *draw(st.sets(st.integers(0, 6)))}):
        edges = sorted(draw(st.lists(st.integers(5, 92), min_size=2, max_size=4, unique=True)))
        for n in range(0, len(edges) - 1, 2):
            spans.append(((day,), *[f"{edge * 15 // 60:02}:{edge * 15 % 60:02}" for edge in edges[n : n + 2]]))
    first = date(2026, 3, 1)
    closed = draw(st.frozensets(st.integers(0, 300).map(lambda n: first + timedelta(days=n)), max_size=6))
    return HubTime(hours(*spans), closed)


STARTS = st.one_of(
    st.integers(0, 300 * 24 * 60),
    st.integers(26 * 24 * 60, 31 * 24 * 60),  # round 29 March, when summer time begins
    st.integers(236 * 24 * 60, 241 * 24 * 60),  # round 25 October, when it ends
).map(lambda n: (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=n)).astimezone(LONDON))


@thorough
@settings(max_examples=25, deadline=None)
@given(hubs(), STARTS, st.sampled_from([c for c in Clock if c is not Clock.OUTCOME]), st.sampled_from([S, E]))
def test_counted_minute_by_minute_it_is_the_same(
    hub: HubTime, start: datetime, clock: Clock, severity: Severity
) -> None:
    found = due(clock, severity, start, hub)
    if severity not in LIMITS[clock]:
        assert found is None
        return
    assert found == counted(clock, severity, start, hub)


@settings(max_examples=100, deadline=None)
@given(hubs(), STARTS, st.sampled_from(list(Clock)), st.sampled_from([U, S, E]))
def test_never_before_it_began_and_urgent_never_asks_the_hub(
    hub: HubTime, start: datetime, clock: Clock, severity: Severity
) -> None:
    found = due(clock, severity, start, hub)
    if found is not None:
        assert found >= start
    if severity is U:
        assert found == due(clock, U, start, HubTime(hours((WEEK, "09:00", "10:00"))))


# --- which clock runs

T0, T1, T2 = at("2026-11-23 10:15"), at("2026-11-23 10:25"), at("2026-11-23 11:00")
BEGUN = [(K.PROPOSED, T0), (K.AGREED, T0), (K.SENT, T0)]


@pytest.mark.parametrize(
    ("more", "clock", "since"),
    [
        ([], Clock.ACCEPTED_HERE, T0),
        ([(K.RECEIVED, T1)], Clock.ACCEPTED_HERE, T0),
        ([(K.WALKING, T0), (K.NOBODY_THERE, T1), (K.SENT, T1)], Clock.ACCEPTED_HERE, T0),  # still since the first word
        ([(K.ESCALATED, T1)], Clock.ACCEPTED_HERE, T0),
        ([(K.ACCEPTED, T1)], Clock.FIRST_CONTACT, T1),
        ([(K.ACCEPTED, T1), (K.DID_NOT_ATTEND, T2)], Clock.TRY_AGAIN, T2),
        ([(K.ACCEPTED, T1), (K.DID_NOT_ATTEND, T2), (K.SENT, T2)], Clock.ACCEPTED_HERE, T2),
        ([(K.ACCEPTED, T1), (K.FIRST_CONTACT, T2)], Clock.OUTCOME, T0),
    ],
)
def test_what_is_waited_for(more: list[tuple[K, datetime]], clock: Clock, since: datetime) -> None:
    waits = handoff_waits([*BEGUN, *more], S, True, HUB)
    assert waits is not None
    assert (waits.clock, waits.since) == (clock, since)
    assert waits.due == due(clock, S, since, HUB)
    assert not waits.late(waits.due) and waits.late(waits.due + timedelta(minutes=1))


@pytest.mark.parametrize("last", [K.DECLINED, K.REDIRECTED, K.WITHDRAWN, K.MISTAKE, K.OUTCOME, K.CLOSED])
def test_over_is_over(last: K) -> None:
    assert handoff_waits([*BEGUN, (last, T1)], U, True, HUB) is None


def test_outside_the_building_an_answer_may_take_an_hour() -> None:
    here, outside = handoff_waits(BEGUN, U, True, HUB), handoff_waits(BEGUN, U, False, HUB)
    assert here is not None and outside is not None
    assert (here.due - T0, outside.due - T0) == (timedelta(minutes=15), timedelta(minutes=60))


def test_nothing_is_waited_for_before_anybody_was_asked() -> None:
    assert handoff_waits([], U, True, HUB) is None
    assert handoff_waits([(K.PROPOSED, T0)], U, True, HUB) is None


@pytest.mark.parametrize(
    ("tries", "by"),
    [(0, "2026-11-23 17:00"), (1, "2026-11-25 10:25"), (2, "2026-12-07 10:25"), (3, "2026-12-07 10:25")],
)
def test_three_tries_for_somebody_who_did_not_come(tries: int, by: str) -> None:
    steps = [*BEGUN, (K.ACCEPTED, T1), (K.DID_NOT_ATTEND, T1)]
    waits = handoff_waits(steps, S, True, HUB, tries)
    assert waits is not None
    assert (waits.clock, waits.since, waits.due) == (Clock.TRY_AGAIN, T1, at(by))
    assert len(TRIES) == 3


@pytest.mark.parametrize(
    ("severity", "clocks"),
    [
        (U, {"follow_up": "2026-11-24 10:15", "plan_check": "2026-11-30 10:15", "outcome": "2026-12-21 10:15"}),
        (S, {"follow_up": "2026-11-26 10:15", "plan_check": "2026-11-30 10:15", "outcome": "2026-12-21 10:15"}),
        (E, {"outcome": "2026-12-21 10:15"}),  # asked once, and not twice on the same day
        (Severity.NONE, {}),
    ],
)
def test_what_is_asked_after_a_visit(severity: Severity, clocks: dict[str, str]) -> None:
    found = visit_waits(T0, severity, (), HUB)
    assert {wait.clock.value: wait.due for wait in found} == {clock: at(by) for clock, by in clocks.items()}
    assert [wait.clock.value for wait in found] == list(clocks)
    for done in found:
        left = visit_waits(T0, severity, (done.clock,), HUB)
        assert [wait.clock for wait in left] == [wait.clock for wait in found if wait is not done]
