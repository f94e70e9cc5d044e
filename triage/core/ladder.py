"""Who sees to it when a time has passed: the ladder of practice.md D6, from whoever sent it to the partnership board.

Each rung has a time of its own, counted from when the one below it was used up (docs/adr/0010). Nothing here tells
anybody: the rung is said where staff look, and a person acts.

Called by the use cases that say what is late. Pure; `now` is handed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from enum import StrEnum

from triage.core.clocks import HubTime, Limit, Unit, moment_after, next_working
from triage.core.hours import LONDON
from triage.core.needs import Severity

_NOON = time(12)


class Rung(StrEnum):
    """Who acts: the sender with the service, the duty lead with its manager, the hub manager with its head, the board."""

    SENDER = "sender"
    DUTY_LEAD = "duty_lead"
    HUB_MANAGER = "hub_manager"
    BOARD = "board"


_URGENT = (Limit(Unit.MINUTES, 60), Limit(Unit.MINUTES, 120), Limit(Unit.SAME_DAY))
_OTHERS = (Limit(Unit.WORKING_DAYS, 1), Limit(Unit.WORKING_DAYS, 3))


def rung(missed: datetime, severity: Severity, now: datetime, hub: HubTime) -> Rung:
    """Whose turn it is, for something that should have come by `missed` (aware) and has not."""
    passed = sum(end.astimezone(UTC) < now.astimezone(UTC) for end in _ends(missed, severity, hub))
    return tuple(Rung)[passed]


def _ends(missed: datetime, severity: Severity, hub: HubTime) -> Iterator[datetime]:
    """Until when each rung but the last has time."""
    end = missed
    if severity is not Severity.URGENT:
        end = _next_morning(missed, hub)
        yield end
    for limit in _URGENT if severity is Severity.URGENT else _OTHERS:
        end = moment_after(limit, severity, end, hub)
        yield end


def _next_morning(moment: datetime, hub: HubTime) -> datetime:
    """Noon of the next working day; of the next day at all where nobody knows when the hub opens."""
    day = moment.astimezone(LONDON).date()
    if not hub.hours:
        return datetime.combine(day.fromordinal(day.toordinal() + 1), _NOON, LONDON)
    return datetime.combine(next_working(day, hub), _NOON, LONDON)
