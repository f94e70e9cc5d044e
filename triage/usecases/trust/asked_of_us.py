"""What somebody may ask of us about what is written down, from the page of their visit (practice.md C8).

Whoever is told that something is different, or a complaint, writes it down; a supervisor says what was done about it, and who
may see somebody at all. What is offered is what the policy lets whoever is signed in do. The rest of rights, copies and
what goes, stays with `triage rights` and `triage sar`. Called by both faces.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.core.policy import Action, FieldClass, Thing, may
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.same import people_of
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows
from triage.usecases.trust.masking import is_kept_back_question
from triage.usecases.trust.relations import named_for
from triage.usecases.trust.rights import COMPLAINT, see_complaints

CORRECT, COMPLAIN, RESTRICT, FOR_ALL, ANSWER = "correct", "complain", "restrict", "for_all", "answer "
TITLE = "What do they ask?"
WHICH, WHAT_IS_RIGHT = (
    "What is different?",
    "What do they say is right? It stands beside what was written, which stays.",
)
WHAT_IS_WRONG = "What do they say? In their own words."
WHAT_WAS_DONE = "What was done about it?"
WHO, WHO_ELSE, NOBODY_ELSE = (
    "There for whom? Everybody else then sees a code and whom to ask.",
    "Who else?",
    "Nobody else",
)
WRITTEN = "Written down. It stands on the page, beside what was said."


@dataclass(frozen=True, slots=True)
class AskedView:
    """`asks`: (id, words) of what may be done now; `questions`: what may be put right; `staff`: who may be named."""

    code: str
    asks: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    staff: tuple[tuple[str, str], ...]


def see_asked(rows: Rows, house: House, ctx: Context, contact_id: str) -> AskedView:
    """What may be asked about this visit, as far as whoever is signed in may read its page. Writes nothing."""
    case = load(rows, house, ctx, contact_id)
    named = named_for(rows, people_of(rows, case.contact.person_id))
    questions = tuple(
        (id, question.about)
        for id in sorted(case.rows, key=lambda id: case.rows[id].id)
        if (question := house.question_set.by_id.get(id)) and not is_kept_back_question(house, ctx, id)
    )
    about, asks = Thing(ctx.relations, named), []
    if may(house.policy, ctx.actor, Action.RIGHTS, about, FieldClass.NOTES).allowed:
        asks += [(CORRECT, "Something is different from what is written")] if questions else []
        asks.append((COMPLAIN, "They complain about how we look after their information"))
    if may(house.policy, ctx.actor, Action.RIGHTS, about, FieldClass.VISIT).allowed:
        asks += _complaints(rows, house, ctx, contact_id)
        asks.append((RESTRICT, "Only some of us may see them: a relative of ours, or in great danger"))
        asks += [(FOR_ALL, "Everybody may see them again")] if named else []
    staff = tuple((member.id, member.name) for member in house.directory.staff)
    return AskedView(case.contact.code, tuple(asks), questions, staff)


def told(names: tuple[str, ...]) -> str:
    """What is said once it is restricted or lifted."""
    return f"There for {' and '.join(names)}, and nobody else." if names else "There for everybody again."


def complained(due: str) -> str:
    return f"Written down. Say: we answer you by {due}."


def _complaints(rows: Rows, house: House, ctx: Context, contact_id: str) -> list[tuple[str, str]]:
    here = {row.id for row in rows.find(rec.Right, contact_id=contact_id, what=COMPLAINT)}
    return [
        (f"{ANSWER}{one.id}", f"What was done about the complaint of {say.day(one.at)}: “{one.words[:40]}”")
        for one in see_complaints(rows, house, ctx)
        if one.id in here and not one.answered
    ]
