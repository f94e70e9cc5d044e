"""Why not: a need, a card or a service that did not come of it, and what would change that (design.md 3, idea 4).

Pure; works on what `assess` worked out. The words are for staff and name codes and questions, so they stay with
`triage explain`. Nothing here decides anything: each line is read from the rule that decided.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from triage.core.explain import missing
from triage.core.facts import AWAY, FACTS, PlaceKind
from triage.core.matching import Fit, Verdict
from triage.core.needs import Severity
from triage.core.passed_over import does_not_lead, lead_not_needed, why_not_chosen
from triage.usecases.ports import House
from triage.usecases.visit.assessment import Assessed, Marks, kinds_of, plan_for


def need_lines(house: House, result: Assessed, code: str) -> list[str]:
    """What would make a need more serious than it is; all that would bring it, where it is not there."""
    rule, values = house.question_set.need(code), result.walk.values
    found = next((need for need in result.needs if need.code == code), None)
    now = found.severity if found else Severity.NONE
    out = [
        f"would be {severity.value} if {missing(condition, values, house.question_set)}"
        for severity, condition in rule.lines
        if severity > now
    ]
    if rule.raise_by and now < Severity.URGENT and not (found and found.raised):
        facts = [FACTS[fact].words("yes") for fact in rule.raise_by]
        out.append(f"would be one step more serious with {' or '.join(facts)}")
    out += [f"staff may make it {severity.value}: {words}" for severity, words in rule.by_staff if severity > now]
    makers = [card.id for card in house.question_set.cards if any(made.code == code for made in card.needs)]
    out += [f"card {' or '.join(makers)} would make it"] if makers and not (found and found.cards) else []
    return out


def card_lines(house: House, result: Assessed, card_id: str) -> list[str]:
    """What would bring a card up; staff open any card at any time for the rest of its trigger."""
    card = house.question_set.card(card_id)
    if card_id in {fired.card for fired in result.walk.cards}:
        return ["is there: see above"]
    by_itself = missing(card.when, result.walk.values, house.question_set) if card.when else ""
    out = [f"would come up if {by_itself}"] if by_itself else ["no answer brings it up; staff open it"]
    return [*out, f"staff open it at any time: {card.trigger}"]


def not_chosen(house: House, result: Assessed, marks: Marks, now: datetime) -> dict[str, str]:
    """Service → why it is not in the plan, for those that could be. Empty while they are only expected later."""
    place = str(result.walk.values.get("fact.place", PlaceKind.COUNTER))
    here, wanted = PlaceKind(place) not in AWAY, {need.code for need in result.wanted}
    planned = {item.service: item for item in result.plan.items}
    chosen_for = {code: item.service for item in result.plan.items for code in item.needs}

    def because(fit: Fit) -> str:
        codes = [code for code in fit.needs if code in wanted]
        if not codes:
            return "nothing they want help with now"
        if fit.of.national and any(not house.directory.by_id[chosen_for[c]].national for c in codes if c in chosen_for):
            return "somebody here can help, and a line for the whole country comes after that"
        if by_hand := sorted(code for code in codes if marks.chosen.get(code, fit.service) != fit.service):
            return f"somebody else was chosen by hand for {', '.join(by_hand)}"
        if gone := sorted(code for code in codes if (fit.service, code) in marks.excluded):
            return f"it said no already to {', '.join(gone)}"
        tried = [
            plan_for(
                house, result.wanted, result.fits, result.walk, replace(marks, chosen={**marks.chosen, code: fit.service}),
                now, here=here,
            )
            for code in codes
        ]  # fmt: skip
        able = [plan for plan in tried if fit.service in {item.service for item in plan.items}]
        if not able:
            return "it cannot be reached, or is never together with somebody in the plan"
        words = [why_not_chosen(result.plan, plan, result.wanted, now, here) for plan in able]
        instead = sorted({chosen_for[code] for code in codes if code in chosen_for})
        return f"{', '.join(instead)} instead: {words[0]}"

    if marks.coming:
        return {}
    return {
        fit.service: because(fit) for fit in result.fits if fit.service not in planned and fit.verdict is not Verdict.NO
    }


def lead_lines(house: House, result: Assessed, marks: Marks, now: datetime) -> list[str]:
    """Why this one leads and the others of the plan do not; or what would make a lead needed."""
    if result.lead is None:
        if result.lead_because:
            return [f"one person is needed ({result.lead_because}), and nobody here may lead"]
        changes = lead_not_needed(result.needs, len(result.plan.items), result.walk.values)
        return ["nobody is needed: one named contact is enough", *(f"would be needed if {words}" for words in changes)]
    others = does_not_lead(
        result.lead, result.wanted, result.needs, result.plan, house.directory, kinds_of(house), now, marks.conflicts
    )
    return [
        f"{result.lead.service}, by rule {result.lead.rule.value}: {result.lead.because}",
        f"needed because of {result.lead_because}",
        *(f"not {service}: {why}" for service, why in others),
        "would be another if they choose one who may lead"
        if result.lead.rule.value != "statutory"
        else "the law decides, so nobody chooses another",
    ]
