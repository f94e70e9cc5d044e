"""By when something should have happened: the times of practice.md D5, in hub hours or in real hours.

What is urgent runs day and night. Everything else runs only while the hub is open on a working day: Monday to Friday,
not on a bank holiday; "72 h" is three working days (contract.md 9). Due times are moments in Europe/London, so 15:00
stays 15:00 when the clocks change. Nothing here stops anybody: a time that has passed is said, and a person decides.

Called by the use cases that show a handoff, today's list and the page of a visit. Pure; `now` is handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from triage.core.handoff import FINAL, StepKind, state
from triage.core.hours import LONDON, Schedule, Slot, slots
from triage.core.needs import Severity

_HORIZON = 400  # days ahead in which a hub is sure to open; without opening times everything runs in real hours


class Clock(StrEnum):
    """What is waited for (the rows of practice.md D5; `try_again` is D7; `expected` an hour agreed)."""

    HANDED_OVER = "handed_over"
    EXPECTED = "expected"
    ACCEPTED_HERE = "accepted_here"
    ACCEPTED_OUTSIDE = "accepted_outside"
    FIRST_CONTACT = "first_contact"
    TRY_AGAIN = "try_again"
    FOLLOW_UP = "follow_up"
    PLAN_CHECK = "plan_check"
    OUTCOME = "outcome"


class Unit(StrEnum):
    MINUTES = "minutes"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit; `same_day` counts nothing."""

    unit: Unit
    number: int = 0


_TODAY = Limit(Unit.SAME_DAY)


def _minutes(number: int) -> Limit:
    return Limit(Unit.MINUTES, number)


def _working_days(number: int) -> Limit:
    return Limit(Unit.WORKING_DAYS, number)


def _days(number: int) -> Limit:
    return Limit(Unit.DAYS, number)


def _by_severity(urgent: Limit, significant: Limit, emerging: Limit | None = None) -> Mapping[Severity, Limit]:
    limits = {Severity.URGENT: urgent, Severity.SIGNIFICANT: significant}
    return {**limits, Severity.EMERGING: emerging} if emerging else limits


# What is urgent, what is significant, what is emerging.
LIMITS: Mapping[Clock, Mapping[Severity, Limit]] = {
    Clock.EXPECTED: {},  # due at its own hour
    Clock.HANDED_OVER: _by_severity(_minutes(0), _minutes(4 * 60), _TODAY),
    Clock.ACCEPTED_HERE: _by_severity(_minutes(15), _working_days(1), _working_days(5)),
    Clock.ACCEPTED_OUTSIDE: _by_severity(_minutes(60), _working_days(1), _working_days(5)),
    Clock.FIRST_CONTACT: _by_severity(_TODAY, _working_days(3), _days(7)),
    Clock.TRY_AGAIN: _by_severity(_TODAY, _TODAY, _TODAY),
    Clock.FOLLOW_UP: _by_severity(_minutes(24 * 60), _working_days(3), _days(28)),
    Clock.PLAN_CHECK: _by_severity(_days(7), _days(7)),
    Clock.OUTCOME: _by_severity(_days(28), _days(28), _days(28)),
}
# Somebody who did not come is tried three times, the first on the same day; all are counted from that day (D7).
TRIES = (_TODAY, _working_days(2), _working_days(10))
CARD_LOOKED_AT = _working_days(1)  # every card that was used, by a supervisor (practice.md B, 10)
AFTER_VISIT = (Clock.FOLLOW_UP, Clock.PLAN_CHECK, Clock.OUTCOME)


@dataclass(frozen=True, slots=True)
class HubTime:
    """When the hub's clock runs: its opening times, without Saturdays, Sundays and bank holidays."""

    hours: Schedule
    closed: frozenset[date] = frozenset()

    def working(self, day: date) -> tuple[Slot, ...]:
        """The openings that begin on a working day; none on any other."""
        if day.weekday() > 4 or day in self.closed:
            return ()
        return slots(self.hours, day)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a handoff waits for now: since when, and by when it should have come."""

    clock: Clock
    since: datetime
    due: datetime

    def late(self, now: datetime) -> bool:
        return now.astimezone(UTC) > self.due.astimezone(UTC)


def due(clock: Clock, severity: Severity, start: datetime, hub: HubTime) -> datetime | None:
    """By when, for something that began at `start` (aware); None where D5 names no time for that severity."""
    limit = LIMITS[clock].get(severity)
    return moment_after(limit, severity, start, hub) if limit else None


def moment_after(limit: Limit, severity: Severity, start: datetime, hub: HubTime) -> datetime:
    """So much later: in real hours for what is urgent, else while the hub is open."""
    if severity is Severity.URGENT or not hub.hours:
        return _real(limit, start)
    return _hub(limit, start, hub).astimezone(LONDON)


def visit_waits(closed: datetime, severity: Severity, done: Collection[Clock], hub: HubTime) -> tuple[Waiting, ...]:
    """What is asked after a visit that ended at `closed`, with its most pressing wanted need: soonest first (D5).

    Where the first asking falls together with the last, as for what is emerging, it is one: how it turned out.
    """
    found = [Waiting(clock, closed, by) for clock in AFTER_VISIT if (by := due(clock, severity, closed, hub))]
    last = found[-1].due if found else None
    return tuple(w for w in found if w.clock not in done and (w.clock is Clock.OUTCOME or w.due != last))


def handoff_waits(
    steps: Sequence[tuple[StepKind, datetime]], severity: Severity, in_building: bool, hub: HubTime, tries: int = 0
) -> Waiting | None:
    """What one try waits for: an answer, the first time together, another try, how it turned out. None when it is over.

    `steps`: what happened and when, oldest first. The clock for an answer starts when they were first asked, and again
    when they were asked anew after the person did not come. `tries`: how often somebody tried to reach them since then.
    """
    path = [kind for kind, _ in steps]
    now = state(path)
    if now in FINAL or StepKind.SENT not in path:
        return None
    at = dict(steps)  # the latest of each kind
    if now is StepKind.ACCEPTED:
        return _waiting(Clock.FIRST_CONTACT, severity, at[now], hub)
    if now is StepKind.DID_NOT_ATTEND:
        limit = TRIES[min(tries, len(TRIES) - 1)]
        return Waiting(Clock.TRY_AGAIN, at[now], moment_after(limit, severity, at[now], hub))
    missed = max((place for place, kind in enumerate(path) if kind is StepKind.DID_NOT_ATTEND), default=-1)
    asked = next((moment for kind, moment in steps[missed + 1 :] if kind is StepKind.SENT), at[StepKind.SENT])
    if now in (StepKind.FIRST_CONTACT, StepKind.OUTCOME):
        return _waiting(Clock.OUTCOME, severity, asked, hub) if now is StepKind.FIRST_CONTACT else None
    return _waiting(Clock.ACCEPTED_HERE if in_building else Clock.ACCEPTED_OUTSIDE, severity, asked, hub)


def _waiting(clock: Clock, severity: Severity, since: datetime, hub: HubTime) -> Waiting | None:
    by = due(clock, severity, since, hub)
    return Waiting(clock, since, by) if by is not None else None


def _real(limit: Limit, start: datetime) -> datetime:
    """Day and night. Whole days keep the time on the wall; the same day lasts until midnight."""
    if limit.unit is Unit.MINUTES:
        return (start.astimezone(UTC) + timedelta(minutes=limit.number)).astimezone(LONDON)
    local = start.astimezone(LONDON)
    if limit.unit is Unit.SAME_DAY:
        return _wall(local.date() + timedelta(days=1), datetime.min)
    return _wall(local.date() + timedelta(days=limit.number), local)


def _hub(limit: Limit, start: datetime, hub: HubTime) -> datetime:
    """Only while the hub is open. Something that begins while it is closed begins when it opens."""
    ahead = _openings(start, hub)
    slot = next(ahead)
    begin = slot.start
    if limit.unit is Unit.MINUTES:
        left = timedelta(minutes=limit.number)
        while slot.end - slot.start < left:
            left -= slot.end - slot.start
            slot = next(ahead)
        return slot.start + left
    local = begin.astimezone(LONDON)
    if limit.unit is Unit.SAME_DAY:
        return _last_of(local.date(), hub)
    if limit.unit is Unit.DAYS:
        moment = _wall(local.date() + timedelta(days=limit.number), local)
        return next(_openings(moment, hub)).start
    day = local.date()
    for _ in range(limit.number):
        day = next_working(day, hub)
    return _within(_wall(day, local), day, hub)


def _openings(start: datetime, hub: HubTime) -> Iterator[Slot]:
    """What is left of the hub's working openings from `start` on, soonest first, in UTC."""
    reached = start.astimezone(UTC)
    today = start.astimezone(LONDON).date()
    for ahead in range(-1, _HORIZON):
        for slot in hub.working(today + timedelta(days=ahead)):
            end = slot.end.astimezone(UTC)
            if end > reached:  # two openings that overlap count once
                yield Slot(max(slot.start.astimezone(UTC), reached), end)
                reached = end


def next_working(day: date, hub: HubTime) -> date:
    """The next day on which the hub's clock runs."""
    days = (day + timedelta(days=ahead) for ahead in range(1, _HORIZON))
    return next(later for later in days if hub.working(later))


def _last_of(day: date, hub: HubTime) -> datetime:
    openings = hub.working(day) or hub.working(day - timedelta(days=1))  # an opening that runs past midnight
    return max(slot.end for slot in openings)


def _within(moment: datetime, day: date, hub: HubTime) -> datetime:
    """That moment if the hub is open then; else its next opening that day, or when it closes for the day."""
    for slot in hub.working(day):
        if moment < slot.end:
            return max(moment, slot.start)
    return _last_of(day, hub)


def _wall(day: date, time: datetime) -> datetime:
    """That time on the wall on that day."""
    return datetime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=LONDON)
