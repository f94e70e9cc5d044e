"""A visit that should not be there: the wrong person, twice the same, or recorded by mistake (design.md 3, idea 6).

Nothing is overwritten: one more event says so. From then on the visit counts nowhere, its open tries are marked as
entered by mistake, and every row stays and can be read on its page. What was written down for the wrong person can be
moved to the right one's visit: rows of its own there (`moving`), and here the code of that visit.
"""

from __future__ import annotations

import json
from dataclasses import replace

from triage.core.handoff import FINAL, StepKind, state
from triage.core.policy import Action, FieldClass, may
from triage.usecases import records as rec
from triage.usecases.case import Case, load
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import new_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import MistakeView
from triage.usecases.reception.moving import TOLD, move_answers, moved_to, put_back, to_be_told, whom
from triage.usecases.reception.quick import MISTAKE as NOT_COUNTED
from triage.usecases.reception.quick import VISIT
from triage.usecases.trust.relations import thing
from triage.usecases.visit.sitting import CLOSING, MISTAKE, MOVED_TO, UNMARKED, mistake_in
from triage.usecases.write import add_event, stamp

WRONG_PERSON = "wrong_person"
WHY = (
    (WRONG_PERSON, "Written down for the wrong person"),
    ("duplicate", "The same visit is here twice"),
    ("by_mistake", "Recorded by mistake"),
)
NEW = "new"
WHOSE = "Whose visit was it?"
ASKED_AGAIN = "What was said is moved. Who they are and what was agreed is asked again."
NOBODYS = ("nobody", "I do not know: only mark it")


def mark_mistake(rows: Rows, house: House, ctx: Context, contact_id: str, why: str) -> MistakeView:
    """Mark a visit, finished or not. Answers whom to ring, because they were told. Raises UseCaseError."""
    if why not in dict(WHY):
        raise UseCaseError("What went wrong? Choose from the list.")
    return _mark(rows, house, ctx, load(rows, house, ctx, contact_id), why)


def see_move(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[tuple[str, str], ...]:
    """(contact id, words) of those whose visit it may have been: not finished, and open at no other desk; then `NEW`."""
    here = [p for p in front_desk(rows, house, ctx).people if p.contact_id != contact_id and not p.elsewhere]
    may_be = [p for p in here if _may_be_opened(rows, house, ctx, p.contact_id)]
    return (*((p.contact_id, f"{p.code}  {p.initials}") for p in may_be), (NEW, "Somebody not in the list"))


def move_visit(rows: Rows, house: House, ctx: Context, contact_id: str, to: str) -> MistakeView:
    """It was somebody else's: what was said goes into the visit `to`, or into a new one that waits (`NEW`).

    The visit itself is marked; nothing of it is changed. Answers everybody who was told of the wrong person, since they
    must be told again. Raises UseCaseError.
    """
    case = load(rows, house, ctx, contact_id)
    if case.mistake:
        raise UseCaseError("That visit is marked already.")
    if to not in dict(see_move(rows, house, ctx, contact_id)):
        raise UseCaseError("Whose is it? Choose from the list.")
    if to == NEW:
        to = new_contact(rows, house, ctx, case.place_id).id
        add_event(rows, ctx, to, "waiting")
    right = load(rows, house, ctx, to)
    move_answers(rows, ctx, case, right)
    ring = to_be_told(house, case)
    _mark(rows, house, ctx, case, WRONG_PERSON, right.contact.code)
    return MistakeView(case.contact.code, ring, right.contact.code)


def _mark(rows: Rows, house: House, ctx: Context, case: Case, why: str, moved: str = "") -> MistakeView:
    if case.mistake:
        raise UseCaseError("That visit is marked already.")
    told = [handoff for handoff in case.handoffs if state(handoff.path) not in FINAL]
    for handoff in told:
        record_step(rows, house, ctx, handoff.handoff.id, StepKind.MISTAKE.value, because=dict(WHY)[why])
    if case.closed is not None:
        _uncount(rows, ctx, case.closed)
    detail = {"how": MISTAKE, "why": why, **({MOVED_TO: moved} if moved else {})}
    add_event(rows, ctx, case.contact.id, "closed", detail=json.dumps(detail))
    ring = tuple(whom(house, handoff) for handoff in told if not TOLD.isdisjoint(handoff.path))
    return MistakeView(case.contact.code, ring)


def take_back_mark(rows: Rows, house: House, ctx: Context, contact_id: str) -> MistakeView:
    """It was no mistake after all: a row takes the place of the mark. Answers whom to ask again. Raises UseCaseError.

    Who was told that it was a mistake has been told; to them it is a new try, which follows the old one.
    """
    case = load(rows, house, ctx, contact_id)
    mark = next((event for event in reversed(case.events) if mistake_in([event])), None)
    if mark is None:
        raise UseCaseError("That visit is not marked as a mistake.")
    for right in rows.find(rec.Contact, code=moved_to([mark])) if moved_to([mark]) else ():
        put_back(rows, ctx, case, load(rows, house, ctx, right.id))
    rows.replace([mark.id], rec.ContactEvent(**stamp(ctx), contact_id=contact_id, event=UNMARKED, place=""))
    for tally in rows.since(rec.Tally, mark.at):
        if (tally.at, tally.terminal_id, tally.what) == (mark.at, mark.terminal_id, NOT_COUNTED):
            what, _, how = tally.how.partition(":")
            closed = next(event for event in case.events if event.event in CLOSING)
            again = replace(rec.Tally(**stamp(ctx), what=what, how=how), at=closed.at)  # it counts for that day
            rows.replace([tally.id], again)
            break
    ended = [handoff for handoff in case.handoffs if state(handoff.path) is StepKind.MISTAKE]
    return MistakeView(case.contact.code, tuple(whom(house, handoff) for handoff in ended))


def _uncount(rows: Rows, ctx: Context, closed: rec.ContactEvent) -> None:
    """The count that was written together with the closing: a count names no visit, but shares its moment and desk."""
    for tally in rows.since(rec.Tally, closed.at):
        if (tally.at, tally.terminal_id, tally.what) == (closed.at, closed.terminal_id, VISIT):
            rows.replace([tally.id], rec.Tally(**stamp(ctx), what=NOT_COUNTED, how=f"{VISIT}:{tally.how}"))
            return


def _may_be_opened(rows: Rows, house: House, ctx: Context, contact_id: str) -> bool:
    """Somebody who is there for others only is not offered, as if they were not here."""
    contact = rows.get(rec.Contact, contact_id)
    seen = FieldClass.NOTES
    return contact is not None and may(house.policy, ctx.actor, Action.ASK, thing(rows, ctx, contact), seen).allowed
