"""Dates as people say them at a desk: "4 dec", "4/12/2026", "2026-12-04"."""

from __future__ import annotations

import re
from datetime import date

NOT_A_DAY = "That is not a day in the calendar. Type it like 4 dec or 4/12/2026."
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s-]*([a-z]{3,9})\.?,?(?:[\s-]+(\d{4}))?$")


def read_date(text: str, today: date, *, past: bool = False) -> date:
    """The day a person typed, day before month. Without a year: the nearest such day that is not over half a year ago.

    With `past` (a date of birth) a two-digit year is never in the future. Raises ValueError with a sentence to show.
    """
    squeezed = " ".join(text.lower().split())
    if found := _ISO.match(squeezed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(squeezed):
        day, month, year = int(found[1]), int(found[2]), found[3]
    elif (found := _WORDS.match(squeezed)) and found[2][:3] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(found[2][:3]) + 1, found[3]
    else:
        raise ValueError(NOT_A_DAY)
    if year is None:
        return _nearest(day, month, today)
    if len(year) == 4:
        return _day(int(year), month, day)
    full = today.year - today.year % 100 + int(year)
    return _day(full - 100 if past and full > today.year else full, month, day)


def _nearest(day: int, month: int, today: date) -> date:
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (today - found).days <= 183:
            return found
    raise ValueError(NOT_A_DAY)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(NOT_A_DAY) from None
