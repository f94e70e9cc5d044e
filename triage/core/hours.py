"""When a service is open, in hub time, across midnight, bank holidays and the clocks changing (practice.md F2).

A `Schedule` is a weekly pattern in local wall-clock minutes. Everything asked of it takes an aware datetime; local time
is Europe/London unless said. Wall-clock times stay what was typed: 17:00 is 17:00 in summer and in winter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Open on `days` (0 Monday to 6) from `start` to `end`, minutes after local midnight; `end` <= `start` is next day."""

    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekly pattern. `always` is day and night. `holidays` says whether bank holidays are worked."""

    spans: tuple[Span, ...] = ()
    always: bool = False
    holidays: bool = False

    def __bool__(self) -> bool:
        return self.always or bool(self.spans)


@dataclass(frozen=True, slots=True)
class Slot:
    """One dated opening: aware datetimes, `start` included, `end` not."""

    start: datetime
    end: datetime


def slots(schedule: Schedule, day: date, closed: frozenset[date] = frozenset()) -> tuple[Slot, ...]:
    """The openings that begin on `day`, earliest first; none on a bank holiday unless holidays are worked."""
    if schedule.always:
        return (Slot(_at(day, 0), _at(day, _DAY)),)
    if day in closed and not schedule.holidays:
        return ()
    found = []
    for span in schedule.spans:
        if day.weekday() in span.days:
            end = span.end if span.end > span.start else span.end + _DAY
            found.append(Slot(_at(day, span.start), _at(day, end)))
    return tuple(sorted(found, key=lambda slot: slot.start))


def open_slot(schedule: Schedule, now: datetime, closed: frozenset[date] = frozenset()) -> Slot | None:
    """The opening `now` falls in, also one that began yesterday; None when closed."""
    today = now.astimezone(LONDON).date()
    for day in (today - timedelta(days=1), today):
        for slot in slots(schedule, day, closed):
            if slot.start <= now < slot.end:
                return slot
    return None


def is_open(schedule: Schedule, now: datetime, closed: frozenset[date] = frozenset()) -> bool:
    return open_slot(schedule, now, closed) is not None


def coming(schedule: Schedule, now: datetime, closed: frozenset[date] = frozenset(), days: int = 14) -> Iterator[Slot]:
    """Openings not yet over, soonest first: the one under way now, then those of the next `days` days."""
    today = now.astimezone(LONDON).date()
    for ahead in range(-1, days + 1):
        for slot in slots(schedule, today + timedelta(days=ahead), closed):
            if slot.end > now:
                yield slot


def next_open(schedule: Schedule, now: datetime, closed: frozenset[date] = frozenset()) -> datetime | None:
    """When somebody could next be seen: `now` if open, else the next opening within 14 days, else None."""
    for slot in coming(schedule, now, closed):
        return max(now, slot.start)
    return None


def minutes(text: str) -> int:
    """Minutes after midnight of a wall-clock time "HH:MM"; "24:00" is 1440. Raises ValueError on anything else."""
    hours, _, rest = text.partition(":")
    if not (hours.isascii() and hours.isdigit() and rest.isascii() and rest.isdigit() and len(rest) == 2):
        raise ValueError(text)
    value = int(hours) * 60 + int(rest)
    if int(rest) > 59 or value > _DAY:
        raise ValueError(text)
    return value


def at_time(day: date, text: str) -> datetime:
    """That wall-clock time on that day, aware."""
    return _at(day, minutes(text))


def _at(day: date, minute: int) -> datetime:
    days, rest = divmod(minute, _DAY)
    day = day + timedelta(days=days)
    return datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=LONDON)
