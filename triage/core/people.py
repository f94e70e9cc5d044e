"""What follows from what a person said of themselves: their age, their initials, a postcode as it is written."""

from __future__ import annotations

import re
from datetime import date

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
_OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")


def age_on(born: date, today: date) -> int:
    """Whole years. Somebody born on 29 February has their birthday on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def initials(name: str) -> str:
    """What a list may show of a name: at most three initials ("Sam Reed" → "SR"), "–" when there is none."""
    letters = [word[0].upper() for word in name.split() if word[:1].isalpha()]
    return "".join(letters[:3]) or "–"


def tidy_postcode(text: str) -> str | None:
    """`zz993aa` → `ZZ99 3AA`; an outward code alone is a legal partial answer; None when it is neither."""
    squeezed = "".join(text.split()).upper()
    if found := _POSTCODE.match(squeezed):
        return f"{found[1]} {found[2]}"
    return squeezed if _OUTWARD.match(squeezed) else None
