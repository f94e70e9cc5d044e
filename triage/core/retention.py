"""How long what is written down is kept, and what goes first (practice.md C7). The hub's own schedule wins: policy.yaml.

Of a visit the words go first, while who was asked and what was agreed stay for longer; then all of it. What is still going
on, and what is on hold, stays. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Goes(StrEnum):
    """What goes: everything but a tombstone, or only the words."""

    ALL = "all"
    WORDS = "words"


DAYS: Mapping[str, int] = {
    "abandoned": 1,  # begun, never finished, nothing agreed, no card
    "information": 365,  # nobody was asked
    "referred": 730,  # somebody was asked, or a card was opened: the words
    "asked_and_agreed": 2192,  # the same, all of it: six years
    "access_log": 730,  # who saw what: from the beginning of each terminal's chain
}


@dataclass(frozen=True, slots=True)
class VisitAge:
    """What the rules look at. `last` is when anything last happened; `waits` while it is parked, passed on, interrupted
    or was outreach; `stripped` once the words have gone."""

    last: datetime
    closed: bool
    waits: bool
    sent: bool
    agreed: bool
    card: bool
    going_on: bool
    on_hold: bool
    stripped: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What is due to go, and by which rule."""

    goes: Goes
    rule: str


def due(visit: VisitAge, now: datetime, days: Mapping[str, int] = DAYS) -> Due | None:
    """What of a visit is due to go now; None if nothing is."""

    def over(rule: str) -> bool:
        return now - visit.last >= timedelta(days=days[rule])

    if visit.on_hold or visit.going_on:
        return None
    if visit.sent or visit.card or visit.agreed:
        if over("asked_and_agreed"):
            return Due(Goes.ALL, "asked_and_agreed")
        return Due(Goes.WORDS, "referred") if over("referred") and not visit.stripped else None
    if not visit.closed:
        return Due(Goes.ALL, "abandoned") if over("abandoned") and not visit.waits else None
    return Due(Goes.ALL, "information") if over("information") else None
