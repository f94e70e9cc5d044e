"""Who next, after a no: never back to reception (practice.md D1). Called by `handoffs` and `sharing`."""

from __future__ import annotations

from collections.abc import Iterable

from triage.core.directory import WARM
from triage.core.handoff import TURNED_AWAY, state
from triage.core.plan import PlanItem
from triage.usecases.case import HandoffCase


def instead(items: Iterable[PlanItem], needs: Iterable[str]) -> PlanItem | None:
    """Of the plan, what can be done at once and covers most of the needs that were turned away."""
    away = set(needs)
    fitting = [item for item in items if away & set(item.needs)]
    return max(fitting, key=lambda item: (item.mode in WARM, len(away & set(item.needs))), default=None)


def turned_away(handoffs: Iterable[HandoffCase]) -> list[HandoffCase]:
    """Tries that ended in a no and that nothing has followed yet, oldest first."""
    tries = list(handoffs)
    followed = {try_.handoff.follows for try_ in tries}
    return [try_ for try_ in tries if state(try_.path) in TURNED_AWAY and try_.handoff.id not in followed]
