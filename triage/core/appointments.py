"""The time of an appointment as somebody types it ("tue 10:00", "24 nov 9:30", "tomorrow 14:00").

Kept as a moment of the hub's own clock, so that a slip can say it and nothing else that was typed (practice.md H2).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from triage.core.dates import read_date
from triage.core.hours import LONDON

_TIME = re.compile(r"(?:^|[\s,]+)(?:at\s+)?(\d{1,2})[:.](\d{2})$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"^(?:next\s+)?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$")
_WRONG = "Type a day and a time, such as tue 10:00 or 24 nov 9:30."


def read_appointment(text: str, now: datetime) -> datetime:
    """Day and time, as a naive moment of the wall clock `now` is on. Raises ValueError with a sentence to show.

    A weekday is the next one, today included while the time has not passed; without a day it is today.
    """
    squeezed = " ".join(text.lower().split())
    found = _TIME.search(squeezed)
    if not found:
        raise ValueError(_WRONG)
    try:
        at = time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(_WRONG) from None
    moment = datetime.combine(_day(squeezed[: found.start()].rstrip(" ,"), at, now), at)
    if moment < now.replace(tzinfo=None):
        raise ValueError("That time has passed. " + _WRONG)
    return moment


def _day(words: str, at: time, now: datetime) -> date:
    today = now.date()
    if words in ("", "today"):
        return today
    if words == "tomorrow":
        return today + timedelta(days=1)
    if found := _WEEKDAY.match(words):
        ahead = (_DAYS.index(found[1]) - today.weekday()) % 7
        return today + timedelta(days=ahead or (7 if at < now.time() else 0))
    try:
        return read_date(words, today)
    except ValueError:
        raise ValueError(_WRONG) from None


def appointment_moment(text: str) -> datetime | None:
    """The moment kept as `2026-11-24T10:00:00`, on the hub's clock (aware); None for anything that is not such a moment.

    In the hour that the clock goes through twice it is the first time round.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=LONDON) if "T" in text and moment.tzinfo is None else None


def appointment_words(text: str) -> str:
    """`2026-11-24T10:00:00` as `Tuesday 24 November, 10:00`; empty for anything that is not such a moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return moment_words(moment) if "T" in text else ""


def moment_words(moment: datetime) -> str:
    """`Tuesday 24 November, 10:00`, on the clock `moment` is on."""
    return f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}"
