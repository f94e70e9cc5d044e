"""One lead hands over to another: who, why, whether they said yes, and whether the person knows (practice.md D3)."""

from __future__ import annotations

from typing import Any

from triage.tui.base import Deskside
from triage.tui.modals.need import FindModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.worker import WorkerModal
from triage.usecases.handoff.after_views import HandOverView
from triage.usecases.handoff.handing_over import (
    AFTER_A_CHANGE,
    AGAIN,
    CHANGES,
    KNOWS,
    NO_GAP,
    TO_TELL,
    YES,
    answer_hand_over,
    hand_over,
    person_told,
    see_hand_over,
)


async def hand_over_lead(screen: Deskside[Any], contact_id: str) -> HandOverView | None:
    """What was written down, or None. Only inside a turn."""
    view = await screen.do(see_hand_over, contact_id)
    if view is None:
        return None
    if view.choices:
        return await _answered(screen, view)
    if view.to_tell:
        how = await screen.ask(PickModal(f"{view.code}: {view.worker} has them now", AFTER_A_CHANGE))
        if how != AGAIN:
            return await screen.do(person_told, contact_id) if how else None
    return await _named(screen, view)


async def _named(screen: Deskside[Any], view: HandOverView) -> HandOverView | None:
    why = await screen.ask(PickModal(f"{view.worker} hands over. Why does it change?", CHANGES, NO_GAP))
    if why is None:
        return None
    service = await screen.ask(FindModal("Who takes over?", [(id, label, "") for id, label, _ in view.could]))
    workers = next((names for id, _, names in view.could if id == service), None)
    if service is None or workers is None:
        return None
    worker = await screen.ask(WorkerModal("Who will it be?", workers))
    return await screen.do(hand_over, view.contact_id, service, worker, why) if worker else None


async def _answered(screen: Deskside[Any], view: HandOverView) -> HandOverView | None:
    title = f"{view.next_worker}, {view.next_label}, takes over from {view.worker}?"
    said = await screen.ask(PickModal(title, view.choices, f"{view.because}. {NO_GAP}"))
    if said is None:
        return None
    told: str | None = TO_TELL
    if said == YES:
        told = await screen.ask(PickModal("Does the person know?", KNOWS))
    return await screen.do(answer_hand_over, view.contact_id, said, told) if told else None
