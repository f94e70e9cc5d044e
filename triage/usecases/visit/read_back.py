"""Reading back: "I heard … did I get that right?", and what of it the person wants help with (ZZ3, ZZ4)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from triage.core.conditions import is_declined
from triage.core.facts import FACTS
from triage.core.needs import Need, NeedRule, Severity, Wanted
from triage.core.reasons import reasons
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, assessed, load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.masking import need_reasons, need_words
from triage.usecases.views import MatchesView, NeedView, ReadBackView
from triage.usecases.visit.answers_view import not_covered
from triage.usecases.visit.assessment import Assessed, most_pressing, settle
from triage.usecases.visit.matches import see_matches
from triage.usecases.write import stamp


@dataclass(frozen=True, slots=True)
class NeedDecision:
    """What the read-back said of one need. A changed `severity` needs its reason in `because`."""

    code: str
    wanted: str = "now"
    removed: bool = False
    severity: str | None = None
    because: str = ""
    added: bool = False


def read_back(rows: Rows, house: House, ctx: Context, contact_id: str) -> ReadBackView:
    """What was heard, one sentence per need, with its reasons and what was not covered."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    found = {need.code for need in result.needs}
    hoped = case.answers.get("ZZ1")
    return ReadBackView(
        contact_id=contact_id,
        code=case.contact.code,
        needs=tuple(_need_view(house, case, result, need) for need in most_pressing(result.needs)),
        not_covered=not_covered(house, result.walk),
        hoped_for=hoped if isinstance(hoped, str) and not is_declined(hoped) else "",
        could_add=tuple(
            (rule.code, rule.label)
            for rule in house.question_set.needs
            if rule.code not in found and not rule.sensitive
        ),
    )


def confirm_needs(
    rows: Rows, house: House, ctx: Context, contact_id: str, decisions: Sequence[NeedDecision]
) -> MatchesView:
    """Write down the read-back: one row per need, replacing what an earlier read-back said of it.

    The person's edit wins, except over a card's need, which stays until its card is closed. Raises UseCaseError.
    """
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    found = {need.code: need for need in settle(result.walk, house, replace(case.marks, needs={}))}
    earlier = {row.code: row for row in case.needs}
    for decision in decisions:
        need = found.get(decision.code)
        if need is None and not decision.added and decision.code not in earlier:
            raise UseCaseError("That is not among what was heard. Add it first, then choose.")
        if decision.severity and not decision.because.strip():
            raise UseCaseError("Say in a few words why this is more pressing.")
        if decision.removed and need is not None and need.cards:
            raise UseCaseError("This stays while its card is open. Close the card as not what it seemed first.")
        old = earlier.get(decision.code)
        row = _row(ctx, contact_id, decision, need, result, house, old)
        rows.replace([old.id] if old else [], row)
    return see_matches(rows, house, ctx, contact_id)


def _row(
    ctx: Context,
    contact_id: str,
    decision: NeedDecision,
    need: Need | None,
    result: Assessed,
    house: House,
    old: rec.Need | None,
) -> rec.Need:
    """The need as decided now. A raise with its reason holds until another is given."""
    proposed = need.severity if need else Severity.EMERGING
    severity, raised = proposed, (need.raised or "") if need else ""
    if decision.severity:
        severity, raised = Severity(decision.severity), decision.because.strip()
    elif old is not None and old.severity != old.proposed_severity:
        severity, raised = Severity(old.severity), old.raised
    because = reasons(house.question_set, need.refs, result.walk.values) if need else ()
    return rec.Need(
        **stamp(ctx),
        contact_id=contact_id,
        code=decision.code,
        severity=severity.value,
        proposed_severity=proposed.value,
        wanted=Wanted(decision.wanted).value,
        raised=raised,
        source=need.source if need else "staff",
        because=json.dumps([[r.question, r.says] for r in because], ensure_ascii=False),
        removed=decision.removed,
    )


def _need_view(house: House, case: Case, result: Assessed, need: Need) -> NeedView:
    rule = house.question_set.need(need.code)
    return NeedView(
        code=need.code,
        plain=need_words(house, case, result, need.code),
        when=say.WHEN[need.severity.value],
        because=need_reasons(house, case, result, (need.code,)),
        wanted="" if need.wanted is Wanted.NOT_ASKED else need.wanted.value,
        by_card=bool(need.cards),
        raised=_raised_words(need),
        staff_lines=_staff_lines(rule, need),
    )


def _raised_words(need: Need) -> str:
    return FACTS[need.raised].words("yes") if need.raised and need.raised in FACTS else (need.raised or "")


def _staff_lines(rule: NeedRule, need: Need) -> tuple[str, ...]:
    """What the assistant may see that no question asks, only where it would make the need more pressing."""
    return tuple(f"{sev.value}: {words}" for sev, words in rule.by_staff if sev > need.severity)
