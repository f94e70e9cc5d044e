"""An assessment as the JSON of contract.md 3, for other programs and for tests. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from triage.core.consent import Consent, state_now
from triage.core.matching import Fit
from triage.core.needs import Need, Wanted
from triage.core.plan import PlanItem
from triage.core.reasons import reasons
from triage.usecases.ports import House
from triage.usecases.visit.assessment import Assessed, Marks, sends
from triage.usecases.visit.matches import where_words

Json = dict[str, Any]
_OPEN_ENDS = {Wanted.LATER: "later", Wanted.NOW: "open"}


def as_json(house: House, result: Assessed, marks: Marks, now: datetime) -> Json:
    """Every key of contract.md 3, always; lists are never null."""
    walk, rules = result.walk, house.question_set
    return {
        "question_set": {"id": rules.id, "version": rules.version, "hash": rules.hash},
        "directory": {"hash": house.directory.hash},
        "at": now.isoformat(),
        "status": result.status,
        "asked": list(walk.asked),
        "next": walk.next,
        "set_aside": list(walk.set_aside),
        "not_covered": [{"question": gap.question, "because": gap.because} for gap in walk.not_covered],
        "opened": list(walk.opened),
        "sections": dict(walk.sections),
        "prompts": list(walk.prompts),
        "needs": [_need(house, result, need) for need in result.needs],
        "cards": _cards(house, result, marks),
        "fits": [_fit(fit) for fit in result.fits],
        "plan": [_plan_item(house, item) for item in result.plan.items],
        "assumed_wanted": result.assumed_wanted,
        "agreements": _agreements(house, result, marks, now),
        "lead": _lead(result),
        "ends": _ends(result),
        "unmet": [{"need": unmet.need, "cause": unmet.cause} for unmet in result.plan.unmet],
    }


def _because(house: House, result: Assessed, refs: Iterable[str]) -> list[Json]:
    found = reasons(house.question_set, refs, result.walk.values)
    return [{"question": reason.question, "says": reason.says} for reason in found]


def _need(house: House, result: Assessed, need: Need) -> Json:
    return {
        "code": need.code,
        "severity": need.severity.value,
        "wanted": need.wanted.value,
        "because": _because(house, result, need.refs),
        "raised": need.raised,
        "source": need.source,
    }


def _cards(house: House, result: Assessed, marks: Marks) -> list[Json]:
    """Those that answers triggered, then those that staff opened, which no answer is the reason of."""
    triggered = [{"card": card.card, "because": _because(house, result, card.refs)} for card in result.walk.cards]
    names = {card.card for card in result.walk.cards}
    return triggered + [{"card": card, "because": []} for card in marks.cards if card not in names]


def _fit(fit: Fit) -> Json:
    return {
        "service": fit.service,
        "needs": list(fit.needs),
        "verdict": fit.verdict.value,
        "for": list(fit.for_),
        "against": list(fit.against),
        "would_change": list(fit.would_change),
        "open_now": fit.open_now,
    }


def _plan_item(house: House, item: PlanItem) -> Json:
    return {
        "service": item.service,
        "mode": item.mode.value,
        "needs": list(item.needs),
        "where": where_words(house.directory.by_id[item.service]),
        "because": " · ".join(item.because),
    }


def _agreements(house: House, result: Assessed, marks: Marks, now: datetime) -> list[Json]:
    """Every pair that was asked about, and every pair the plan would need."""
    planned = {(item.service, need) for item in result.plan.items for need in item.needs}
    found = []
    for service, need in sorted(planned.union(marks.agreements)):
        term = marks.agreements.get((service, need))
        found.append(
            {
                "service": service,
                "need": need,
                "state": (state_now(term, now) if term else Consent.NOT_ASKED).value,
                "sends": list(sends(house, service, term, now)),
            }
        )
    return found


def _lead(result: Assessed) -> Json | None:
    lead = result.lead
    return {"service": lead.service, "rule": lead.rule.value, "because": lead.because} if lead else None


def _ends(result: Assessed) -> list[Json]:
    """From a file only later, unmet and open can be known (contract.md 3)."""
    causes = {unmet.need: unmet.cause for unmet in result.plan.unmet}
    return [_end(need, causes) for need in result.needs if need in result.wanted or need.wanted is Wanted.LATER]


def _end(need: Need, causes: dict[str, str]) -> Json:
    if need.code in causes:
        return {"need": need.code, "how": "unmet", "because": causes[need.code]}
    return {"need": need.code, "how": _OPEN_ENDS.get(need.wanted, "open"), "because": ""}
