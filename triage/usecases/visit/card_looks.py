"""Telling a card that was used from one that was only looked at (practice.md B, 4 and 5).

Anybody may open a card at any time, also to see what it says. It is put away with one key that says so: never in
silence, and in nobody's list of what to look at again. A card that an answer raised has no such way out.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.usecases import records as rec

LOOKED = "only looked at"


def used(events: Iterable[rec.CardEvent]) -> tuple[rec.CardEvent, ...]:
    """Without those that were opened and put away again: they neither raise nor close anything, nor undo what did."""
    found: list[rec.CardEvent] = []
    for event in events:
        if event.event == "not_as_seemed" and event.because == LOOKED:
            last = next((n for n in range(len(found) - 1, -1, -1) if found[n].card == event.card), None)
            if last is not None and found[last].event == "opened":
                del found[last]
        else:
            found.append(event)
    return tuple(found)
