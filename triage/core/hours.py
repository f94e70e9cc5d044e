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
HOLIDAY = 7  # beside the weekdays, 0 to 6
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Open on `days` from `start` to `end`, minutes after local midnight; `end` <= `start` is next day.

    Days are 0 Monday to 6, and HOLIDAY for hours that hold on bank holidays.
    """

    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekly pattern. `always` is day and night. `holidays` says whether bank holidays are worked like other days."""

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
    """The openings that begin on `day`, earliest first; on a bank holiday only those that are worked then."""
    if schedule.always:
        return (Slot(_at(day, 0), _at(day, _DAY)),)
    worked = {day.weekday()}
    if day in closed:
        worked = worked | {HOLIDAY} if schedule.holidays else {HOLIDAY}
    found = []
    for span in schedule.spans:
        if not worked.isdisjoint(span.days):
            end = span.end if span.end > span.start else span.end + _DAY
            found.append(Slot(_at(day, span.start), _at(day, end)))
    return tuple(sorted(found, key=lambda slot: slot.start))


def coming(schedule: Schedule, now: datetime, closed: frozenset[date] = frozenset(), days: int = 14) -> Iterator[Slot]:
    """Openings not yet over, soonest first: the one under way now, then those of the next `days` days."""
    today = now.astimezone(LONDON).date()
    for ahead in range(-1, days + 1):
        for slot in slots(schedule, today + timedelta(days=ahead), closed):
            if slot.end > now:
                yield slot


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
