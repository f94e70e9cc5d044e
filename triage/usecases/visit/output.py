"""An assessment as the JSON of contract.md 3, for other programs and for tests. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from triage.core.consent import Consent, state_now
from triage.core.needs import Need, Wanted
from triage.core.reasons import reasons
from triage.usecases.ports import House
from triage.usecases.visit.assessment import Assessed, Marks, sends
from triage.usecases.visit.matches import where_words

_OPEN_ENDS = {Wanted.LATER: "later", Wanted.NOW: "open"}


def as_json(house: House, result: Assessed, marks: Marks, now: datetime) -> dict[str, Any]:
    """Every key of contract.md 3, always; lists are never null."""
    walk, rules = result.walk, house.question_set
    because = _reasons_of(house, result)
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
        "needs": [
            {
                "code": need.code,
                "severity": need.severity.value,
                "wanted": need.wanted.value,
                "because": because(need.refs),
                "raised": need.raised,
                "source": need.source,
            }
            for need in result.needs
        ],
        "cards": [{"card": card.card, "because": because(card.refs)} for card in walk.cards]
        + [{"card": card, "because": []} for card in marks.cards if card not in {c.card for c in walk.cards}],
        "fits": [
            {
                "service": fit.service,
                "needs": list(fit.needs),
                "verdict": fit.verdict.value,
                "for": list(fit.for_),
                "against": list(fit.against),
                "would_change": list(fit.would_change),
                "open_now": fit.open_now,
            }
            for fit in result.fits
        ],
        "plan": [
            {
                "service": item.service,
                "mode": item.mode.value,
                "needs": list(item.needs),
                "where": where_words(house.directory.by_id[item.service]),
                "because": " · ".join(item.because),
            }
            for item in result.plan.items
        ],
        "assumed_wanted": result.assumed_wanted,
        "agreements": [
            {
                "service": service,
                "need": need,
                "state": (state_now(term, now) if term else Consent.NOT_ASKED).value,
                "sends": list(sends(house, service, term, now)),
            }
            for service, need, term in _terms(result, marks)
        ],
        "lead": {"service": result.lead.service, "rule": result.lead.rule.value, "because": result.lead.because}
        if result.lead
        else None,
        "ends": _ends(result),
        "unmet": [{"need": unmet.need, "cause": unmet.cause} for unmet in result.plan.unmet],
    }


def _reasons_of(house: House, result: Assessed) -> Any:
    def because(refs: Iterable[str]) -> list[dict[str, str]]:
        found = reasons(house.question_set, refs, result.walk.values)
        return [{"question": reason.question, "says": reason.says} for reason in found]

    return because


def _terms(result: Assessed, marks: Marks) -> list[tuple[str, str, Any]]:
    """Every pair that was asked about, and every pair the plan would need."""
    pairs = dict.fromkeys((item.service, need) for item in result.plan.items for need in item.needs)
    pairs.update(dict.fromkeys(marks.agreements))
    return [(service, need, marks.agreements.get((service, need))) for service, need in sorted(pairs)]


def _ends(result: Assessed) -> list[dict[str, str]]:
    """From a file only later, unmet and open can be known (contract.md 3)."""
    causes = {unmet.need: unmet.cause for unmet in result.plan.unmet}
    return [_end(need, causes) for need in result.needs if need in result.wanted or need.wanted is Wanted.LATER]


def _end(need: Need, causes: dict[str, str]) -> dict[str, str]:
    if need.code in causes:
        return {"need": need.code, "how": "unmet", "because": causes[need.code]}
    return {"need": need.code, "how": _OPEN_ENDS.get(need.wanted, "open"), "because": ""}
