"""Planning for the hour somebody can come, when they are not in the building now (contract.md 4, `when_can_you_come`).

What cannot wait is planned for now, by a call; all else for that hour, as if they stood at the desk then: what is open,
takes people without an appointment, and is not past its cut-off. Pure; called by `usecases.visit.assessment`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from triage.core.directory import DeskState, Directory, Mode, Service
from triage.core.hours import LONDON
from triage.core.plan import IN_PERSON, THERE_NOW, Plan, PlanItem

_AT_THAT_HOUR = "they are there at that hour, and this should not wait"


def desk_then(
    directory: Directory, said: Mapping[str, DeskState], now: datetime, then: datetime
) -> Mapping[str, DeskState]:
    """What a desk's word of today means at that hour. On another day nothing of it holds, and a wait has run down."""
    days = (then.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if not days:
        return said
    return {
        s.id: DeskState(here=s.full_today, wait_days=max(0, s.wait_days - days))
        for s in directory.services
        if s.full_today or s.wait_days
    }


def both(now: Plan, then: Plan) -> Plan:
    """One plan of two, for different needs: a service that is in both is called now, about all of it."""
    calls = {item.service: item for item in now.items}
    later: list[PlanItem] = []
    for item in then.items:
        call = calls.get(item.service)
        if call is None:
            later.append(replace(item, why=_AT_THAT_HOUR if item.why == THERE_NOW else item.why))
        else:
            calls[item.service] = replace(call, needs=(*call.needs, *item.needs))
    return Plan((*calls.values(), *later), (*now.unmet, *then.unmet))


def ways(service: Service, *, here: bool) -> tuple[Mode, ...]:
    """How somebody can get to a service: from elsewhere nobody walks, and a desk is rung together, on speaker."""
    if here:
        return service.modes
    left = tuple(mode for mode in service.modes if mode not in IN_PERSON)
    rung = service.phone and len(left) < len(service.modes) and Mode.THREE_WAY_CALL not in left
    return (*left, Mode.THREE_WAY_CALL) if rung else left
