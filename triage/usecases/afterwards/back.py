"""Back again: what is still open from last time and who holds it, what was agreed, and why they had to come again.

What is open comes first ("the advice centre has not answered"); never a sensitive service or need (contract.md 9).
Why somebody is back is written against the earlier try (practice.md A3 RE3a, D9), so that a supervisor sees who did not
get it right the first time: the service, never the person. Called by both faces and `review`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from triage.core.conditions import is_declined
from triage.core.handoff import FINAL, STEP_WORDS, StepKind, state
from triage.core.questions import QuestionSet
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.returning_views import BackRow, BackView
from triage.usecases.case import Case, HandoffCase, load
from triage.usecases.handoff.waits import unanswered, waiting, waits_words
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import reach_words
from triage.usecases.visit.sitting import is_kept
from triage.usecases.write import stamp

MOST_VISITS = 6  # how far back what is open is looked for
_OVER = FINAL | {StepKind.OUTCOME}
_UNSAID = frozenset({"unsafe", "health"})  # reasons for a visit that are not named at the next one
BESIDE = "Somebody is beside them. Find a moment alone first."
NOBODY_BEFORE = "Nobody has said yet that they were here before."


def see_back(rows: Rows, house: House, ctx: Context, contact_id: str) -> BackView:
    """What stands from earlier visits. Raises UseCaseError while nobody said they are the same, or somebody is beside."""
    case = load(rows, house, ctx, contact_id)
    if not case.before.alone:
        raise UseCaseError(BESIDE)
    if not case.before.visits:
        raise UseCaseError(NOBODY_BEFORE)
    earlier = [load(rows, house, ctx, visit.id) for visit in case.before.visits[:MOST_VISITS]]
    said = {row.handoff_id: row.why for row in rows.find(rec.CameBack, contact_id=contact_id)}
    last = earlier[0]
    followed = {handoff.handoff.follows for visit in earlier for handoff in visit.handoffs}
    return BackView(
        contact_id=contact_id,
        code=case.contact.code,
        last=f"Last here {say.ago(last.contact.at, ctx.now)}",
        about=_about(house, last),
        open=tuple(row for visit in earlier for row in _open(rows, house, ctx, visit, followed, said)),
        agreed=tuple(_agreed(house, last)),
        reasons=() if _why_known(case) else reasons(house.question_set),
        not_finished="" if last.closed else f"{last.contact.code} was not finished then, and is still in the list.",
    )


def reasons(question_set: QuestionSet) -> tuple[tuple[str, str], ...]:
    """Why somebody may be back: the lines of RE3a, as (id, words)."""
    question = question_set.by_id.get("RE3a")
    return tuple((option.id, option.text) for option in question.options) if question else ()


def record_back(rows: Rows, house: House, ctx: Context, contact_id: str, handoff_id: str, why: str = "") -> BackView:
    """They are back because of this one. Written against it, and as their answer to RE3 and RE3a: not asked again.

    `why` may be empty once RE3a was answered. Raises UseCaseError for what is not open, and without a reason.
    """
    case = load(rows, house, ctx, contact_id)
    view = see_back(rows, house, ctx, contact_id)
    if case.closed or handoff_id not in {row.handoff_id for row in view.open}:
        raise UseCaseError("That is not open any more. Go back and look again.")
    why = why or _why_known(case)
    if why not in dict(reasons(house.question_set)):
        raise UseCaseError("What happened? Choose from the list.")
    handoff = rows.get(rec.Handoff, handoff_id)
    assert handoff is not None  # the view has it
    before = rows.find(rec.CameBack, contact_id=contact_id, handoff_id=handoff_id)
    row = rec.CameBack(**stamp(ctx), contact_id=contact_id, handoff_id=handoff_id, service=handoff.service, why=why)
    rows.replace([old.id for old in before], row)
    for question, answer in (("RE3", "yes"), ("RE3a", why)):
        if case.answers.get(question) != answer:
            give_answer(rows, house, ctx, contact_id, question, answer)
    return see_back(rows, house, ctx, contact_id)


def why_words(question_set: QuestionSet, why: str) -> str:
    """A reason as the supervisor reads it."""
    question = question_set.by_id.get("RE3a")
    option = question.option(why) if question else None
    return option.says if option else why


def _why_known(case: Case) -> str:
    said = case.answers.get("RE3a")
    return said if isinstance(said, str) and not is_declined(said) else ""


def _open(
    rows: Rows, house: House, ctx: Context, visit: Case, followed: Container[str], said: Mapping[str, str]
) -> list[BackRow]:
    """The tries of one visit nobody has finished with or asked for again, without those nobody may name here."""
    return [
        _row(rows, house, ctx, visit, handoff, said)
        for handoff in visit.handoffs
        if handoff.handoff.id not in followed
        and state(handoff.path) not in _OVER
        and StepKind.AGREED in handoff.path
        and _may_be_named(house, handoff)
    ]


def _row(
    rows: Rows,
    house: House,
    ctx: Context,
    visit: Case,
    handoff: HandoffCase,
    said: Mapping[str, str],
) -> BackRow:
    service = house.directory.by_id[handoff.handoff.service]
    waits = waiting(house, visit, handoff)
    words = waits_words(house, ctx, visit, handoff)
    now = f"{STEP_WORDS[state(handoff.path)]}, {say.ago(handoff.steps[-1].happened_at, ctx.now)}"
    if waits is not None and unanswered(waits):
        now = words.replace("no answer since", "has not answered since", 1)
    elif words:
        now = f"{STEP_WORDS[state(handoff.path)]}: {words}"
    lead = visit.lead
    kept = lead is not None and is_kept(lead) and lead.service == service.id
    return BackRow(
        handoff_id=handoff.handoff.id,
        label=service.public_label,
        now_words=now,
        owner=_owner(rows, handoff),
        reach=lead.reach if kept and lead is not None else reach_words(service),
        why=why_words(house.question_set, said[handoff.handoff.id]) if handoff.handoff.id in said else "",
    )


def _owner(rows: Rows, handoff: HandoffCase) -> str:
    """Whoever said yes; until then whoever asked them still has it (practice.md 0.1, rule 9)."""
    accepted = handoff.has(StepKind.ACCEPTED)
    if accepted is not None:
        return f"{accepted.worker} has it"
    asked = [actor.name for actor in rows.find(rec.Actor, actor_id=handoff.handoff.actor_id)]
    return f"{asked[-1] if asked else 'The desk'} asked them, and has it until somebody there says yes"


def _may_be_named(house: House, handoff: HandoffCase) -> bool:
    needs = (house.question_set.need(code) for code in handoff.needs)
    return not house.directory.by_id[handoff.handoff.service].sensitive and not any(need.sensitive for need in needs)


def _agreed(house: House, visit: Case) -> list[str]:
    """How each wanted thing ended, then what they and we said we would do; nothing sensitive."""
    lines = []
    for row in visit.needs:
        rule, end = house.question_set.need(row.code), visit.ends.get(row.id)
        if row.removed or rule.sensitive or row.wanted not in ("now", "later"):
            continue
        how = end.how if end else "open"
        lines.append(f"{rule.plain}: {say.END[how].lower()}")
    lead = visit.lead
    service = house.directory.by_id.get(lead.service) if lead is not None else None
    if lead is not None and is_kept(lead) and service is not None and not service.sensitive:
        lines.append(f"{lead.worker} at the {service.public_label} keeps it all together: {lead.reach}")
    return lines


def _about(house: House, visit: Case) -> str:
    """What they came for last time, by its neutral ticks."""
    ticks = visit.parts("RE1").get("about")
    part = house.question_set.by_id["RE1"].part("about") if "RE1" in house.question_set.by_id else None
    if not isinstance(ticks, frozenset) or part is None:
        return ""
    words = [option.says or option.text.lower() for option in part.options if option.id in ticks - _UNSAID]
    return say.listed(words)
