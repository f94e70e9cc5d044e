"""Opening hours as staff write them → core schedules, and the bank holidays they are closed on.

`Mon-Fri 09:00-16:30` · `Mon,Wed 10:00-12:00` · `17:00-09:00` (every day, to the next morning) · `Hol 10:00-12:00` (bank
holidays) · `always`. Wall-clock times stay what was typed. Imports core, `reader`, and holidays (late: it takes 60 ms).
Called by `directory`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from triage.content.nodes import Scalar
from triage.content.reader import Cell
from triage.core.hours import HOLIDAY, Schedule, Span, minutes

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LINE = re.compile(r"(?:(?P<days>[A-Za-z,-]+) )?(?P<start>[0-9]{2}:[0-9]{2})-(?P<end>[0-9]{2}:[0-9]{2})")
_MEND = "write it like `Mon-Fri 09:00-16:30`, `Sat 10:00-12:00` or `always`"
_AGES = re.compile(r"([0-9]{1,3})?-([0-9]{1,3})?")


def schedule(cell: Cell | None, holidays: bool = False) -> Schedule:
    """A list of lines, or the one word `always`. Missing hours are an empty schedule, which is never open."""
    if cell is None:
        return Schedule()
    alone = isinstance(cell.node, Scalar) and cell.node.text == "always"
    items = [cell] if alone else cell.items()
    if any(isinstance(item.node, Scalar) and item.node.text == "always" for item in items):
        if len(items) > 1:
            cell.add("hours", "`always` stands beside other hours", "keep only one of them")
        return Schedule(always=True, holidays=True)
    spans = tuple(span for item in items if (span := _span(item)) is not None)
    return Schedule(spans, holidays=holidays)


def _span(cell: Cell) -> Span | None:
    text = cell.text(60)
    if text is None:
        return None
    try:
        return read_span(text)
    except ValueError as error:
        cell.add("hours", f"`{text}` is not opening hours{error}", _MEND)
        return None


def read_span(text: str) -> Span:
    """One line of hours. Raises ValueError, with what is wrong in words, starting with a colon or empty."""
    found = _LINE.fullmatch(text)
    if not found:
        raise ValueError("")
    days = (HOLIDAY,) if found["days"] == "Hol" else read_days(found["days"]) if found["days"] else tuple(range(7))
    try:
        start, end = minutes(found["start"]), minutes(found["end"])
    except ValueError as error:
        raise ValueError(f": {error} is not a time of day") from None
    if start == end or start == minutes("24:00"):
        raise ValueError(": it ends when it starts" if start == end else ": 24:00 can only be an end")
    return Span(days, start, end)


def read_days(text: str) -> tuple[int, ...]:
    """`Mon-Fri`, `Sat`, `Mon,Wed-Thu`, `Fri-Mon` → weekdays, 0 is Monday. Raises ValueError naming what is no day."""
    days: set[int] = set()
    for piece in text.split(","):
        first, dash, last = piece.partition("-")
        for name in (first, last) if dash else (first,):
            if name not in DAYS:
                raise ValueError(f": `{name}` is not a day; they are {' '.join(DAYS)}")
        start = DAYS.index(first)
        length = (DAYS.index(last) - start) % 7 if dash else 0
        days.update((start + step) % 7 for step in range(length + 1))
    return tuple(sorted(days))


def weekdays(cell: Cell | None) -> tuple[int, ...]:
    text = cell.text(60) if cell else None
    if cell is None or text is None:
        return ()
    try:
        return read_days(text)
    except ValueError as error:
        cell.add("days", f"`{text}` is not days{error}", "write it like `Mon-Fri` or `Mon,Wed`")
        return ()


def time_of_day(cell: Cell | None) -> str:
    """A time as typed ("15:30"), or "" with a problem added."""
    text = cell.text(20) if cell else None
    if cell is None or text is None:
        return ""
    try:
        if not re.fullmatch(r"[0-9]{2}:[0-9]{2}", text):
            raise ValueError(text)
        minutes(text)
    except ValueError:
        cell.add("time", f"`{text}` is not a time of day", "write it with two digits each, such as 09:30")
        return ""
    return text


def ages(cell: Cell | None) -> tuple[int | None, int | None] | None:
    """`16-24`, `18-`, `-18`: whole years, both ends included."""
    text = cell.text(20) if cell else None
    if cell is None or text is None:
        return None
    found = _AGES.fullmatch(text)
    if not found or not (found[1] or found[2]) or (found[1] and found[2] and int(found[1]) > int(found[2])):
        cell.add("ages", f"`{text}` is not an age range", "write it like 16-24, 18- or -25")
        return None
    return (int(found[1]) if found[1] else None, int(found[2]) if found[2] else None)


# As `holidays` 0.109 gives them; a test compares. Importing it takes a quarter of a second on a desk PC.
_LISTED = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2031: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
    2034: "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26",
    2035: "01-01 03-23 03-26 05-07 05-28 08-27 12-25 12-26",
}
LISTED_YEARS = range(min(_LISTED), max(_LISTED) + 1)


def bank_holidays(years: Iterable[int]) -> frozenset[date]:
    """England's, as gov.uk lists them: where one falls on a weekend, only its substitute day (28 Dec 2026, not 26)."""
    wanted = list(years)
    known = {date.fromisoformat(f"{year}-{day}") for year in wanted for day in _LISTED.get(year, "").split()}
    return frozenset(known | computed_holidays([year for year in wanted if year not in _LISTED]))


def computed_holidays(years: list[int]) -> frozenset[date]:
    """The same for any years, worked out by `holidays`, which also lists the day on the weekend itself."""
    if not years:
        return frozenset()
    from holidays import country_holidays

    return frozenset(day for day in country_holidays("GB", subdiv="ENG", years=years) if day.weekday() < 5)
