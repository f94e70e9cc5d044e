"""A no that came later, when nobody stands at the desk any more: the next best at once, with its reason (practice.md D1).

Never back to reception, and never nobody: until something follows, the no stays in today's list and among what is due.
After two it is the duty lead's (contract.md 5). Called by `later`, `review` and `due_list`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from triage.core.consent import may_send
from triage.core.handoff import StepKind, bounces, state
from triage.core.plan import IN_PERSON, PlanItem
from triage.core.text import lower_first, upper_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, HandoffCase, assessed
from triage.usecases.handoff.after_views import Ask, LaterRow
from triage.usecases.handoff.ends import end_row
from triage.usecases.handoff.handoffs import (
    BOUNCES_BEFORE_DUTY_LEAD,
    chain,
    could_take_over,
    record_step,
    start_handoff,
)
from triage.usecases.handoff.instead import instead, turned_away
from triage.usecases.handoff.sharing import agree, sharing_row
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.matches import choose_service, duty_lead, plan_view

NEXT, DUTY, OTHER, NOBODY = "next_best", "duty_lead", "somebody_else", "unmet"
BY_US = frozenset({NEXT, DUTY, OTHER, NOBODY})
_ANSWERS = (("given", "They say yes"), ("refused", "They say no"))
_BECAUSE = "after a no"
_CAUSES = {"full": "full", "not_eligible": "not_eligible", "out_of_area": "too_far", "changed_mind": "changed_mind"}


def noes(case: Case) -> list[HandoffCase]:
    """Tries that ended in a no, that nothing has followed, and whose need still has no end; oldest first."""
    return [handoff for handoff in turned_away(case.handoffs) if still_open(handoff, case.needs, case.ends.values())]


def still_open(handoff: HandoffCase, needs: Iterable[rec.Need], ends: Iterable[rec.NeedEnd]) -> bool:
    """True while something this try was for is still to be ended. From rows alone, for a list of many visits."""
    ended = {end.need_id for end in ends if end.how != "open"}
    return any(need.code in handoff.needs and not need.removed and need.id not in ended for need in needs)


def no_words(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> str:
    """`said no: No room today; next: Legal clinic`, or the duty lead's name once two have said so."""
    last = handoff.has(state(handoff.path))
    why = _why(last.because if last else "")
    words = "sent it on" if state(handoff.path) is StepKind.REDIRECTED else "said no"
    told = f"{words}: {lower_first(why)}" if why else words
    if handoff.has(StepKind.ESCALATED):
        return f"{told}; the duty lead has it, {duty_lead(house)}"
    if _noes(case, handoff) >= BOUNCES_BEFORE_DUTY_LEAD:
        return f"{told}; two have said no: ring {duty_lead(house)}"
    best = _best(assessed(case, house, ctx.now), handoff)
    label = house.label(best.service) if best else ""
    return f"{told}; next: {label}" if best else f"{told}; nobody else was found: ring {duty_lead(house)}"


def no_rows(house: House, ctx: Context, case: Case) -> tuple[LaterRow, ...]:
    """One row for each: who next and why, or the duty lead; and what may be done about it now."""
    found = noes(case)
    if not found:
        return ()
    result = assessed(case, house, ctx.now)
    return tuple(_row(house, ctx, case, result, handoff) for handoff in found)


def record_after_no(
    rows: Rows, house: House, ctx: Context, case: Case, handoff: HandoffCase, step: str, said: Sequence[str]
) -> None:
    """Go on to the next best, choose somebody else, hand it to the duty lead, or say that nobody can. Raises UseCaseError."""
    contact, result = case.contact.id, assessed(case, house, ctx.now)
    if step == DUTY:
        record_step(rows, house, ctx, handoff.handoff.id, StepKind.ESCALATED.value, because=duty_lead(house))
    elif step == OTHER:
        choose_service(rows, house, ctx, contact, said[0], _open_needs(case, handoff), _BECAUSE)
    elif step == NOBODY:
        last = handoff.has(state(handoff.path))
        for need in case.needs:
            if need.code in handoff.needs and not need.removed:
                end_row(rows, ctx, case, need, "unmet", _cause(last.because if last else ""))
    else:
        best = _best(result, handoff)
        if best is None:
            raise UseCaseError("Nobody else was found. Ring the duty lead.")
        for code, answer in zip(_to_ask(case, ctx, best, handoff), said, strict=True):
            agree(rows, house, ctx, contact, best.service, code, answer)
        if not said or "given" in said:
            start_handoff(rows, house, ctx, contact, best.service, _mode(house, best))


def _row(house: House, ctx: Context, case: Case, result: Assessed, handoff: HandoffCase) -> LaterRow:
    best = _best(result, handoff)
    duty = _noes(case, handoff) >= BOUNCES_BEFORE_DUTY_LEAD
    has_it = handoff.has(StepKind.ESCALATED) is not None
    choices, asks = [], {}
    if best is not None and not duty:
        label = house.label(best.service)
        choices.append((NEXT, f"{say.MODE[_mode(house, best)]}: {label}"))
        asks[NEXT] = tuple(
            Ask(sharing_row(house, ctx, case, result, best.service, need).sentence, _ANSWERS)
            for need in _to_ask(case, ctx, best, handoff)
        )
    if not has_it and (duty or best is None):
        choices.append((DUTY, "The duty lead has it"))
    if others := could_take_over(house, case, result, handoff, best.service if best else ""):
        choices.append((OTHER, "Somebody else"))
        asks[OTHER] = (Ask("Who instead?", others),)
    choices.append((NOBODY, "Nobody can help with this for now"))
    words = no_words(house, ctx, case, handoff)
    return LaterRow(
        key=handoff.handoff.id,
        label=house.label(handoff.handoff.service),
        worker="",
        now_words="",
        waits=upper_first(words) + (_why_words(house, ctx, case, result, best) if best and not duty else ""),
        choices=tuple(choices),
        asks=tuple(asks.items()),
    )


def _to_ask(case: Case, ctx: Context, best: PlanItem, handoff: HandoffCase) -> tuple[str, ...]:
    """Needs of this try for which they have not said yes yet to that service."""
    held = {
        need for (to, need), term in case.marks.agreements.items() if to == best.service and may_send(term, ctx.now)
    }
    return tuple(need for need in best.needs if need in handoff.needs and need not in held)


def _best(result: Assessed, handoff: HandoffCase) -> PlanItem | None:
    return instead(result.plan.items, handoff.needs)


def _mode(house: House, best: PlanItem) -> str:
    """Not on foot: nobody stands at this desk now."""
    modes = (best.mode, *house.directory.by_id[best.service].modes)
    return next((mode for mode in modes if mode not in IN_PERSON), best.mode).value


def _why_words(house: House, ctx: Context, case: Case, result: Assessed, best: PlanItem) -> str:
    """` (from Thursday 13:00; helps with letters about the law, free)`: when, and why this one."""
    view = plan_view(house, ctx, case, result, best)
    why = next((fit.for_ for fit in result.fits if fit.service == best.service), ())
    return f" ({'; '.join([view.open_words, *why])})"


def _noes(case: Case, handoff: HandoffCase) -> int:
    return bounces([one.path for one in chain(case, handoff)])


def _open_needs(case: Case, handoff: HandoffCase) -> list[str]:
    return [need.code for need in case.needs if need.code in handoff.needs and not need.removed]


def _why(because: str) -> str:
    return dict(say.DECLINE_REASONS).get(because, because)


def _cause(because: str) -> str:
    """The cause of an unmet need (contract.md 4), by the reason of the no."""
    ids = {words: id for id, words in say.DECLINE_REASONS}
    return _CAUSES.get(ids.get(because, because), "no_service")
