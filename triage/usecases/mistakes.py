"""A visit that should not be there: the wrong person, twice the same, or recorded by mistake (design.md 3, idea 6).

Nothing is overwritten: one more event says so. From then on the visit counts nowhere, its open tries are marked as
entered by mistake, and every row stays and can be read on its page.
"""

from __future__ import annotations

import json
from dataclasses import replace

from triage.core.handoff import FINAL, StepKind, state
from triage.usecases import records as rec
from triage.usecases.case import CLOSING, HandoffCase, load
from triage.usecases.desk_views import MistakeView
from triage.usecases.handoffs import record_step
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.quick import MISTAKE as NOT_COUNTED
from triage.usecases.quick import VISIT
from triage.usecases.sitting import MISTAKE, UNMARKED, mistake_in
from triage.usecases.write import add_event, stamp

WHY = (
    ("wrong_person", "Written down for the wrong person"),
    ("duplicate", "The same visit is here twice"),
    ("by_mistake", "Recorded by mistake"),
)
_TOLD = frozenset(StepKind) - {StepKind.PROPOSED, StepKind.AGREED}


def mark_mistake(rows: Rows, house: House, ctx: Context, contact_id: str, why: str) -> MistakeView:
    """Mark a visit, finished or not. Answers whom to ring, because they were told. Raises UseCaseError."""
    if why not in dict(WHY):
        raise UseCaseError("What went wrong? Choose from the list.")
    case = load(rows, house, ctx, contact_id)
    if case.mistake:
        raise UseCaseError("That visit is marked already.")
    told = [handoff for handoff in case.handoffs if state(handoff.path) not in FINAL]
    for handoff in told:
        record_step(rows, house, ctx, handoff.handoff.id, StepKind.MISTAKE.value, because=dict(WHY)[why])
    if case.closed is not None:
        _uncount(rows, ctx, case.closed)
    add_event(rows, ctx, contact_id, "closed", detail=json.dumps({"how": MISTAKE, "why": why}))
    ring = tuple(_ring(house, handoff) for handoff in told if not _TOLD.isdisjoint(handoff.path))
    return MistakeView(case.contact.code, ring)


def take_back_mark(rows: Rows, house: House, ctx: Context, contact_id: str) -> MistakeView:
    """It was no mistake after all: a row takes the place of the mark. Answers whom to ask again. Raises UseCaseError.

    Who was told that it was a mistake has been told; to them it is a new try, which follows the old one.
    """
    case = load(rows, house, ctx, contact_id)
    mark = next((event for event in reversed(case.events) if mistake_in([event])), None)
    if mark is None:
        raise UseCaseError("That visit is not marked as a mistake.")
    rows.replace([mark.id], rec.ContactEvent(**stamp(ctx), contact_id=contact_id, event=UNMARKED, place=""))
    for tally in rows.since(rec.Tally, mark.at):
        if (tally.at, tally.terminal_id, tally.what) == (mark.at, mark.terminal_id, NOT_COUNTED):
            what, _, how = tally.how.partition(":")
            closed = next(event for event in case.events if event.event in CLOSING)
            again = replace(rec.Tally(**stamp(ctx), what=what, how=how), at=closed.at)  # it counts for that day
            rows.replace([tally.id], again)
            break
    ended = [handoff for handoff in case.handoffs if state(handoff.path) is StepKind.MISTAKE]
    return MistakeView(case.contact.code, tuple(_ring(house, handoff) for handoff in ended))


def _uncount(rows: Rows, ctx: Context, closed: rec.ContactEvent) -> None:
    """The count that was written together with the closing: a count names no visit, but shares its moment and desk."""
    for tally in rows.since(rec.Tally, closed.at):
        if (tally.at, tally.terminal_id, tally.what) == (closed.at, closed.terminal_id, VISIT):
            rows.replace([tally.id], rec.Tally(**stamp(ctx), what=NOT_COUNTED, how=f"{VISIT}:{tally.how}"))
            return


def _ring(house: House, handoff: HandoffCase) -> str:
    service = house.directory.by_id[handoff.handoff.service]
    accepted = handoff.has(StepKind.ACCEPTED)
    who = f"{accepted.worker}, {service.public_label}" if accepted else service.public_label
    return f"{who}, {service.phone}"
