"""Agreeing what is shared with whom: one recipient and one need at a time, nothing pre-ticked (contract.md 6)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from triage.core.agreeing import Agreer, who_agrees, who_may_agree
from triage.core.conditions import is_declined
from triage.core.consent import (
    FIELD_WORDS,
    SENDS,
    Consent,
    default_until,
    preview,
    sentence,
    state_now,
)
from triage.core.directory import Mode
from triage.core.handoff import StepKind
from triage.core.people import age_on
from triage.core.plan import PlanItem
from triage.core.questions import Layer, Where
from triage.core.reasons import answer_words, date_words
from triage.usecases import records as rec
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.instead import instead, turned_away
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.masking import SUPPORT, need_words
from triage.usecases.views import SharingRow, SharingView
from triage.usecases.visit.access_needs import access_words, interpreter_words, other_language
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.safe_way import safe_contact
from triage.usecases.write import stamp

AT_ONCE = 3  # recipients asked about now; the rest through the lead (contract.md 6)
ANSWERS = ("given", "given_with_limits", "refused", "not_today")  # the rest have use cases of their own
SHARE_LESS = ("name", "safe_contact", "access_needs", "interpreter")
AGREES = {
    Agreer.PERSON: "The person themselves",
    Agreer.CHILD: "The child, who understands what is passed on and why",
    Agreer.PARENT: "A parent, or who has that duty by law",
    Agreer.ATTORNEY: "An attorney or deputy, with the paper that says so",
}
WHO_SAYS_YES = (
    "Who says yes? Ask the person themselves, or somebody who may by law. A worker, friend or relative may not."
)
_SECTION_FIELD = {"H": "housing_answers", "M": "money_answers", "W": "health_answers", "K": "skills_answers"}


def see_sharing(rows: Rows, house: House, ctx: Context, contact_id: str) -> SharingView:
    """The rows to be agreed: planned services and their needs, at most three services now."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    may = _may_agree(case, result)
    known = who_agrees("", may, _said_before(rows, contact_id))
    return sharing_view(house, ctx, case, result, () if known else tuple((who.value, AGREES[who]) for who in may))


def sharing_view(
    house: House, ctx: Context, case: Case, result: Assessed, who: tuple[tuple[str, str], ...] = ()
) -> SharingView:
    now, later = _now_and_later(case, result)
    return SharingView(
        contact_id=case.contact.id,
        code=case.contact.code,
        rows=tuple(sharing_row(house, ctx, case, result, item.service, need) for item in now for need in item.needs),
        later=tuple(house.label(item.service) for item in later),
        who=who,
    )


def _may_agree(case: Case, result: Assessed) -> tuple[Agreer, ...]:
    age = result.walk.values.get("fact.age")
    young = result.walk.values.get("fact.under_18") == "yes"
    return who_may_agree(case.situation.speaker, age if isinstance(age, int) else None, young)


def _said_before(rows: Rows, contact_id: str) -> str:
    """Who said the latest yes of this visit."""
    given = [row for row in rows.find(rec.Agreement, contact_id=contact_id) if row.state in SENDS and row.agreed_by]
    return max(given, key=lambda row: row.id).agreed_by if given else ""


def _now_and_later(case: Case, result: Assessed) -> tuple[list[PlanItem], list[PlanItem]]:
    """The most pressing three are asked about now. Who was asked about already stays in sight, and counts among them
    until somebody there has the person. A no makes room for who is to take its place."""
    accepted = {h.handoff.service for h in case.handoffs if h.has(StepKind.ACCEPTED)}
    asked = {service for service, _ in case.marks.agreements}
    room = AT_ONCE - sum(item.service in asked - accepted for item in result.plan.items)
    items = result.plan.items
    takes_over = [best.service for no in turned_away(case.handoffs) if (best := instead(items, no.needs))]
    new = [service for service in (*takes_over, *[i.service for i in items]) if service not in asked]
    now = asked | set(list(dict.fromkeys(new))[: max(room, 0)])
    return [i for i in items if i.service in now], [i for i in items if i.service not in now]


def agree(
    rows: Rows,
    house: House,
    ctx: Context,
    contact_id: str,
    service: str,
    need: str,
    state: str,
    limits: str = "",
    fields: Sequence[str] = SHARE_LESS,
    by: str = "",
) -> SharingView:
    """Write down yes, no, or yes with limits in their words. "Not today" is a no until midnight.

    `by`: who says yes (core.agreeing), where that may be more than one; once said, it holds for the rest of the visit.

    With limits only `fields` are sent: by default the least that lets the service expect them (practice.md C3).
    Raises UseCaseError for limits without words, for anything but an answer of theirs, and for a yes of somebody who may
    not say it.
    """
    if state not in ANSWERS:
        raise UseCaseError("Yes, no, yes with limits or not today: choose what they said.")
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    because = ""
    until = None
    if state == "not_today":
        state, because, until = Consent.REFUSED.value, "not_today", default_until(ctx.now, not_today=True)
    consent = Consent(state)
    if consent is Consent.GIVEN_WITH_LIMITS and not limits.strip():
        raise UseCaseError("Which limits? Write them in the person's own words.")
    agrees = who_agrees(by, _may_agree(case, result), _said_before(rows, contact_id))
    if consent in (Consent.GIVEN, Consent.GIVEN_WITH_LIMITS):
        until = default_until(ctx.now)
        if agrees is None:
            raise UseCaseError(WHO_SAYS_YES)
    known = facts_for(house, case, result, need)
    kept = set(fields) if consent is Consent.GIVEN_WITH_LIMITS else set(known)
    agreed = [f for f in house.directory.by_id[service].receives if f in known and f in kept]
    row = rec.Agreement(
        **stamp(ctx),
        contact_id=contact_id,
        service=service,
        need=need,
        state=consent.value,
        limits=limits.strip(),
        fields=json.dumps(agreed),
        until=until,
        words_version=house.question_set.privacy_version,
        because=because,
        agreed_by=agrees.value if agrees else "",
        how="through an interpreter" if other_language(case) else "said",
    )
    earlier = rows.find(rec.Agreement, contact_id=contact_id, service=service, need=need)
    rows.replace([old.id for old in earlier], row)
    return see_sharing(rows, house, ctx, contact_id)


def sharing_row(house: House, ctx: Context, case: Case, result: Assessed, service_id: str, need: str) -> SharingRow:
    service = house.directory.by_id[service_id]
    known = facts_for(house, case, result, need)
    agreed = case.marks.agreements.get((service_id, need))
    would = tuple(f for f in service.receives if f in known)
    plain = need_words(house, case, result, need)
    planned = next((item.mode for item in result.plan.items if item.service == service_id), Mode.WALK_OVER)
    return SharingRow(
        service=service_id,
        label=service.public_label,
        need=need,
        need_words=plain,
        sentence=sentence(service, would, _spoken(plain)),
        fields=tuple(FIELD_WORDS[f] for f in would),
        sends=preview(service, agreed, ctx.now, known),
        state=(state_now(agreed, ctx.now) if agreed else Consent.NOT_ASKED).value,
        limits=agreed.limits if agreed else "",
        walked=planned in (Mode.WALK_OVER, Mode.BRING_TO_PERSON),
    )


def _spoken(plain: str) -> str:
    """Said aloud where others may hear: what it is about stays between the two."""
    return "what we talked about" if plain == SUPPORT else plain


def what_leaves(
    house: House, ctx: Context, case: Case, result: Assessed, service_id: str, need: str
) -> tuple[str, ...]:
    """The exact lines that go to a service for a need: what the preview showed (promises.md P16)."""
    known = facts_for(house, case, result, need)
    agreed = case.marks.agreements.get((service_id, need))
    return preview(house.directory.by_id[service_id], agreed, ctx.now, known)


def facts_for(house: House, case: Case, result: Assessed, need: str) -> dict[str, str]:
    """Field → text, for everything known that could be shared for this need; nothing empty is in it."""
    values = result.walk.values
    known: dict[str, str] = {
        "name": case.name,
        "born": _born(case),
        "postcode": str(case.parts("HO1").get("postcode", "")),
        "safe_contact": safe_contact(case),
        "household": _words(house, case, "HO3"),
        "access_needs": access_words(house, case),
        "interpreter": interpreter_words(house, case),
        "key_dates": _key_dates(values),
        "own_words": _own_words(case),
        "hoped_for": _words(house, case, "ZZ1"),
        "work_goal": _join(house, case, ("K1", "K1a")),
        "claim_issue": _words(house, case, "M4"),
        "drink_or_drugs": _words(house, case, "W8"),
        "danger_now": _words(house, case, "F2b"),
        "children_yes_no": _words(house, case, "F2c"),
        "agreed_steps": _words(house, case, "ZZ5"),
    }
    for module_id, name in _SECTION_FIELD.items():
        known[name] = _section(house, case, result, module_id)
    return {name: text for name, text in known.items() if text}


def _section(house: House, case: Case, result: Assessed, module_id: str) -> str:
    """The answers of a section that may be passed on: never what is only asked in private (practice.md C4)."""
    said = []
    for question in house.question_set.module(module_id).questions:
        if question.where is Where.PRIVATE or question.layer is Layer.OPENER or question.id not in result.walk.values:
            continue
        words = answer_words(question, result.walk.values[question.id])
        if words and words != "none":
            said.append(f"{question.about}: {words}")
    return "; ".join(said)


def _words(house: House, case: Case, question_id: str) -> str:
    value = case.answers.get(question_id)
    question = house.question_set.by_id.get(question_id)
    if value is None or question is None or is_declined(value):
        return ""
    return answer_words(question, value)


def _join(house: House, case: Case, ids: tuple[str, ...]) -> str:
    return ", ".join(words for words in (_words(house, case, i) for i in ids) if words)


def _born(case: Case) -> str:
    born = case.parts("HO1").get("born")
    return f"{date_words(born)} (aged {age_on(born, case.situation.today)})" if isinstance(born, date) else ""


def _own_words(case: Case) -> str:
    return str(case.parts("RE1").get("words", ""))


def _key_dates(values: Mapping[str, object]) -> str:
    dates = []
    for ref, words in (("RE4.date", "on the letter"), ("H3b", "out by"), ("M4.decided", "decision")):
        value = values.get(ref)
        if isinstance(value, date):
            dates.append(f"{words} {date_words(value)}")
    return ", ".join(dates)
