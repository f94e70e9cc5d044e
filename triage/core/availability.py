"""When a service can be reached: hours, cut-offs, waits, the desk's word (contract.md 4; practice.md F2, H11).

Says nothing of who may use it: that is `matching`, which most callers ask instead. Pure; `now` is handed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from triage.core.directory import DeskState, Service
from triage.core.hours import LONDON, Schedule, Slot, at_time, coming
from triage.core.text import counted

NOT_LISTED = "opening times not listed"
_NOTHING_SAID = DeskState()


@dataclass(frozen=True, slots=True)
class Availability:
    """`room`: not full, and before the cut-off. `next_at`: when somebody could first be seen, waits included."""

    open_now: bool
    open_until: datetime | None
    takes_today: bool
    room: bool
    next_at: datetime | None
    why: tuple[str, ...]


def availability(
    service: Service, now: datetime, closed_dates: frozenset[date] = frozenset(), desk_state: DeskState | None = None
) -> Availability:
    """When somebody could be seen, by the hours, the cut-off, the wait and what the desk said just now."""
    return _availability(intake(service), by_the_minute(now), closed_dates, desk_state or _NOTHING_SAID)


def by_the_minute(now: datetime) -> datetime:
    """The moment cut to its minute. Nothing opens or closes within one, so what is worked out holds until the next.

    In UTC: two London times compare by what the clock on the wall shows, which is wrong in the hour it goes back.
    """
    return now.astimezone(UTC).replace(second=0, microsecond=0)


def intake(service: Service) -> Intake:
    """The part of a service that decides when it can be reached."""
    return Intake(service.hours, service.drop_in, service.accepts_until, service.wait_days, service.full_today)


class Intake(NamedTuple):
    """All of a service that times depend on: what is worked out for one serves every service with the same."""

    hours: Schedule
    drop_in: Schedule
    accepts_until: str
    wait_days: int
    full_today: bool


@lru_cache(maxsize=4096)
def _availability(of: Intake, now: datetime, closed: frozenset[date], said: DeskState) -> Availability:
    today = now.astimezone(LONDON).date()
    full = said.full or (of.full_today and not said.here)
    too_late = bool(of.accepts_until) and now >= at_time(today, of.accepts_until)
    opening, until = _opening(of, now, closed, said)
    next_at = _next_at(of, now, closed, said, full)
    if opening and opening.start <= now:
        hours = _while_open(of, now, closed, said, until, too_late)
    else:
        hours = _while_closed(of, now, closed, said, opening)
    return Availability(
        open_now=opening is not None and opening.start <= now,
        open_until=until.astimezone(LONDON) if until else None,
        takes_today=next_at is not None and next_at.astimezone(LONDON).date() == today,
        room=not full and not too_late,
        next_at=next_at.astimezone(LONDON) if next_at else None,
        why=(*([_told("full today", said.room_said)] if full else []), *hours, *_waits(of, now, said)),
    )


def _opening(
    of: Intake, now: datetime, closed: frozenset[date], said: DeskState
) -> tuple[Slot | None, datetime | None]:
    """The opening under way, or the next one; and until when the one under way lasts (None: day and night)."""
    ahead = _openings(of.hours, now, now, closed, said)
    opening = next(ahead, None)
    if opening is None or opening.start > now or (of.hours.always and not said.closes):
        return opening, None
    until = opening.end
    for later in ahead:  # an opening that runs into the next is one opening
        if later.start > until:
            break
        until = max(until, later.end)
    return opening, until


def _next_at(of: Intake, now: datetime, closed: frozenset[date], said: DeskState, full: bool) -> datetime | None:
    """When somebody could first be seen: booked after the wait, or dropping in without one, whichever is sooner."""
    today = now.astimezone(LONDON).date()
    wait_days = _wait_days(of, said)
    first_day = today + timedelta(days=1) if full else today
    after_wait = max(first_day, today + timedelta(days=wait_days))
    booked = _first(of, of.hours, now, after_wait, closed, said)
    dropped_in = _first(of, of.drop_in, now, first_day, closed, said) if wait_days else None
    next_at = min(filter(None, (booked, dropped_in)), default=None)
    free_at = _free_at(said, now)
    return max(next_at, free_at) if next_at and free_at else next_at


def _wait_days(of: Intake, said: DeskState) -> int:
    """The days to an appointment: as the desk says today, else as the directory does."""
    return of.wait_days if said.wait_days is None else said.wait_days


def _free_at(said: DeskState, now: datetime) -> datetime | None:
    """When the queue the desk spoke of will be through, in UTC; None where there is none, or it is over."""
    if not said.free_at:
        return None
    moment = at_time(now.astimezone(LONDON).date(), said.free_at).astimezone(UTC)
    return moment if now < moment else None


def _while_open(
    of: Intake, now: datetime, closed: frozenset[date], said: DeskState, until: datetime | None, too_late: bool
) -> Iterator[str]:
    """Until when, what shortens it, and the drop-in if that ends before."""
    today = now.astimezone(LONDON).date()
    if until:
        yield f"closes {clock(until, now)}"
    if said.closes and said.hours_said and until == at_time(today, said.closes).astimezone(UTC):
        yield _told(f"closing early, at {said.closes}", said.hours_said)
    if too_late:
        yield f"takes nobody new after {of.accepts_until}"
    drop_in = next(_openings(of.drop_in, now, now, closed, said), None)
    if drop_in and until and drop_in.start <= now and drop_in.end < until:
        yield f"drop-in until {clock(drop_in.end, now)}"


def _while_closed(
    of: Intake, now: datetime, closed: frozenset[date], said: DeskState, opening: Slot | None
) -> Iterator[str]:
    """Why nobody is there, and when they open."""
    today = now.astimezone(LONDON).date()
    if today in closed and not of.hours.holidays:
        yield "closed for the bank holiday"
    away = _away(said, now, today)
    if away:
        yield away
    if away.startswith("back at "):  # which says when already
        return
    if opening:
        yield f"opens {clock(opening.start, now)}"
    else:
        yield "no opening in the next two weeks" if of.hours else NOT_LISTED


def _waits(of: Intake, now: datetime, said: DeskState) -> Iterator[str]:
    """How long people wait: for an appointment in days, in the queue until about a time."""
    if days := _wait_days(of, said):
        yield _told(f"wait {counted(days, 'day')}", said.room_said if said.wait_days else "")
    if _free_at(said, now):
        yield _told(f"wait until about {said.free_at}", said.room_said)


def _told(words: str, when: str) -> str:
    """What the desk said, and at what time, so that everybody can judge how old it is."""
    return f"{words}, said at {when}" if when else words


def _away(said: DeskState, now: datetime, today: date) -> str:
    """Why nobody is there now, as somebody at a desk said it; empty where nobody did."""
    if not said.hours_said:
        return ""
    if said.back_at and now < at_time(today, said.back_at):
        return _told(f"back at {said.back_at}", said.hours_said)
    if said.out and not said.back_at:
        return _told("not in today", said.hours_said)
    if said.closes and now >= at_time(today, said.closes):
        return _told("closed early today", said.hours_said)
    return ""


def _openings(
    schedule: Schedule, now: datetime, since: datetime, closed: frozenset[date], said: DeskState
) -> Iterator[Slot]:
    """Openings not over at `since`, soonest first, in UTC; today's as the desk said they are."""
    today = now.astimezone(LONDON).date()
    extra = [Slot(at_time(today, "00:00"), at_time(today, said.here_until))] if said.here_until else []
    for slot in chain(extra, coming(schedule, since, closed)):
        start, end = slot.start.astimezone(UTC), slot.end.astimezone(UTC)
        if slot.start.date() <= today:
            if said.out and not said.back_at:
                continue
            start = max(start, at_time(today, said.back_at).astimezone(UTC)) if said.back_at else start
            end = min(end, at_time(today, said.closes).astimezone(UTC)) if said.closes else end
        if start < end and end > since:
            yield Slot(start, end)


def _first(
    of: Intake, schedule: Schedule, now: datetime, first_day: date, closed: frozenset[date], said: DeskState
) -> datetime | None:
    """The first moment from `first_day` on at which they are open and still take people."""
    since = max(now, at_time(first_day, "00:00").astimezone(UTC))
    for slot in _openings(schedule, now, since, closed, said):
        start = max(slot.start, since)
        day = slot.start.astimezone(LONDON).date()
        if not of.accepts_until or start < at_time(day, of.accepts_until).astimezone(UTC):
            return start
    return None


def clock(moment: datetime, now: datetime) -> str:
    """16:30 today, "midnight", "Tuesday 09:30" within a week either way, "Tuesday 8 December 09:30" else."""
    local = moment.astimezone(LONDON)
    days = (local.date() - now.astimezone(LONDON).date()).days
    if days == 1 and (local.hour, local.minute) == (0, 0):
        return "midnight"
    day = "" if days == 0 else f"{local:%A} " if -7 < days < 7 else f"{local:%A} {local.day} {local:%B} "
    return f"{day}{local:%H:%M}"
