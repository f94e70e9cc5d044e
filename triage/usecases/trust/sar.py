"""A copy of everything that is written down about somebody, for them (practice.md C8; docs/adr/0020).

First: is it they, and is the way it reaches them safe? People who harm somebody ask for their record. Then everything is
laid out in four parts kept apart: their own words, staff notes, what concerns others, and what could do serious harm; the
last two stay out unless somebody decides otherwise, the last only with a name. A draft is looked through, and released.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from triage.core.answers import NotAnAnswer
from triage.core.consent import Consent
from triage.core.gate import DECIDER_WORDS, Decider
from triage.core.handoff import STEP_WORDS, StepKind, is_a_name
from triage.core.policy import FieldClass
from triage.core.reasons import answer_words
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.looked_at import CARD, DECISION
from triage.usecases.afterwards.same import all_visits
from triage.usecases.case import Case, load
from triage.usecases.paper.calendars import theirs_alone
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.rights import COMPLAINT, CORRECTION
from triage.usecases.write import stamp

COPY = "copy"  # what a released copy is among the rights
IDENTITY = (
    ("photo", "They showed a document with a photo"),
    ("known", "A member of staff who has met them knows them"),
    ("answers", "They answered three things only they would know"),
)
DELIVERY = (("in_hand", "In their hand, here"), ("post", "By post"), ("email", "By email"))
ASKERS = (("self", "They themselves"), ("for_child", "A parent, for a child"), ("for_adult", "Somebody for them"))
SAFE_FOR = timedelta(days=183)  # a safe way is unknown again after six months (practice.md C7)
TAKEN_OUT = "[taken out]"
# What these questions are about is somebody else's as well.
_OTHERS = frozenset({"HO3", "W9", "W10", "F2a", "F2c"})
_RESTRICTED = frozenset({FieldClass.SAFETY, FieldClass.OFFENCE})


class Part(StrEnum):
    OWN = "own words"
    STAFF = "staff notes"
    OTHERS = "what concerns others"
    RESTRICTED = "what could do serious harm"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing written down. `include`: whether it is in the copy, as the parts say until somebody decides."""

    id: str
    at: datetime
    code: str
    part: Part
    about: str
    words: str
    include: bool
    take_out: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The words without what is to be taken out of them."""
        words = self.words
        for phrase in self.take_out:
            words = words.replace(phrase, TAKEN_OUT)
        return words


@dataclass(frozen=True, slots=True)
class SarView:
    """The whole copy. `left_out` counts what is not in it, by part: that something is left out is said, not what."""

    contact_id: str
    code: str
    hub: str
    phone: str
    at: datetime
    identity: str
    delivery: str
    asker: str
    items: tuple[Item, ...]

    @property
    def included(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.include)

    @property
    def left_out(self) -> int:
        return sum(not item.include or bool(item.take_out) for item in self.items)


def draft_copy(
    rows: Rows,
    house: House,
    ctx: Context,
    contact_id: str,
    identity: str,
    delivery: str,
    asker: str = "self",
    checked_by: str = "",
) -> SarView:
    """Everything of every visit of this person, in four parts. Writes nothing.

    Raises UseCaseError until it is known that it is they and that the way is safe, and for somebody else's request
    without the name of whoever looked at it.
    """
    case = load(rows, house, ctx, contact_id)
    visits = sorted(all_visits(rows, case.contact.person_id), key=lambda visit: visit.at)
    cases = [load(rows, house, ctx, visit.id) for visit in visits]
    if identity not in dict(IDENTITY):
        raise UseCaseError(f"First: how do you know that it is they? {_offer(IDENTITY)}.")
    if delivery not in dict(DELIVERY):
        raise UseCaseError(f"How does it reach them? {_offer(DELIVERY)}.")
    if delivery != "in_hand" and not _is_safe(cases[-1], delivery, ctx.now):
        raise UseCaseError(
            "They did not say in the last six months that this way is safe. Put it into their hand, here."
        )
    if asker not in dict(ASKERS):
        raise UseCaseError(f"Who asks? {_offer(ASKERS)}.")
    if asker != "self" and not _somebody_else(ctx, checked_by):
        raise UseCaseError("Somebody asks for them: the safeguarding lead looks at it first. Say their name.")
    hub = house.directory.hub
    items = tuple(item for one in cases for item in _items(rows, house, one))
    return SarView(contact_id, case.contact.code, hub.name, hub.phone, ctx.now, identity, delivery, asker, items)


def release_copy(
    rows: Rows,
    house: House,
    ctx: Context,
    contact_id: str,
    decided: Mapping[str, tuple[bool, tuple[str, ...]]],
    identity: str,
    delivery: str,
    asker: str = "self",
    checked_by: str = "",
) -> SarView:
    """The copy as it was decided, read anew, and written down that it was given, in ids.

    `decided`: item id → (in it, what is taken out of its words). What came since the draft is not in it. Raises
    UseCaseError as the draft does, and for what could do serious harm without the name of whoever decided that.
    """
    view = draft_copy(rows, house, ctx, contact_id, identity, delivery, asker, checked_by)
    items = []
    for item in view.items:
        include, take_out = decided.get(item.id, (False, ()))
        if include and item.part is Part.RESTRICTED and not _somebody_else(ctx, checked_by):
            raise UseCaseError(
                "Something in it could do serious harm. Say the name of whoever decided that it may go: a second person."
            )
        items.append(replace(item, include=include, take_out=take_out))
    view = replace(view, items=tuple(items))
    left = [item.id for item in view.items if not item.include]
    words = json.dumps({"identity": identity, "delivery": delivery, "asker": asker, "left_out": left})
    rows.add(rec.Right(**stamp(ctx), contact_id=contact_id, what=COPY, about="", words=words, name=checked_by))
    return view


def _somebody_else(ctx: Context, name: str) -> bool:
    """A name, and not one's own: a paper that is shown may be forged, so two people look at it."""
    said, mine = name.strip().casefold(), ctx.actor.name.casefold()
    return is_a_name(name) and said not in (mine, mine.split()[0] if mine else "", ctx.actor.id.casefold())


def _offer(options: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{id} ({lower_first(words)})" for id, words in options)


def _is_safe(case: Case, delivery: str, now: datetime) -> bool:
    """The one way they said is safe and nobody else's, said alone, and not too long ago; unknown is unsafe (practice.md B2)."""
    row, safe = case.rows.get("HO2"), case.parts("HO2")
    if row is None or json.loads(row.source).get("beside"):
        return False
    alone = theirs_alone(str(safe.get("who_else_sees", "")))
    return safe.get("channel") == delivery and alone and now - row.at <= SAFE_FOR


def _items(rows: Rows, house: House, case: Case) -> Iterator[Item]:
    code, id = case.contact.code, case.contact.id

    def item(row: rec.Record, part: Part, about: str, words: str) -> Iterator[Item]:
        if words:
            yield Item(row.id, row.at, code, part, about, words, include=part in (Part.OWN, Part.STAFF))

    where = next((e.place for e in case.events if e.place), "")
    yield from item(
        case.contact, Part.STAFF, "Visit", f"{say.day(case.contact.at)}, {say.clock(case.contact.at)}, {where}"
    )
    for question_id, answer in case.rows.items():
        yield from item(answer, _part_of(house, answer), _about(house, question_id), _said(house, case, question_id))
    for step in rows.find(rec.Step, contact_id=id):
        yield from item(step, Part.STAFF if step.whose == "ours" else Part.OWN, "Next step", step.words)
    for need in case.needs:
        rule = house.question_set.need(need.code)
        part = Part.RESTRICTED if house.policy.classes.of_need(need.code) in _RESTRICTED else Part.STAFF
        raised = f"; {need.raised}" if need.raised else ""
        yield from item(need, part, "What we heard", f"{rule.plain}{raised}")
    for card in case.card_events:
        words = " ".join(filter(None, (card.event.replace("_", " "), card.to, card.because)))
        yield from item(card, Part.RESTRICTED, "Card", f"{house.question_set.card(card.card).number}: {words}")
    for agreed in case.agreements:
        service = house.directory.by_id[agreed.service]
        by_law = agreed.state == Consent.NOT_NEEDED_LEGAL.value  # decided without asking, so perhaps without telling
        part = Part.RESTRICTED if service.sensitive or by_law else Part.OWN
        words = f"{agreed.state.replace('_', ' ')}. {agreed.limits}"
        yield from item(agreed, part, f"Agreed with {service.public_label}", words)
    for handoff in case.handoffs:
        service = house.directory.by_id[handoff.handoff.service]
        for sent in handoff.steps:
            words = f"{STEP_WORDS[StepKind(sent.step)]} {sent.worker} {say.because(sent.because)}".strip()
            apart = service.sensitive or StepKind.AGREED not in handoff.path
            yield from item(sent, Part.RESTRICTED if apart else Part.STAFF, service.public_label, words)
    for decision in case.decisions:
        who = f"{decision.decided_by}, {DECIDER_WORDS[Decider(decision.role)]}"
        yield from item(
            decision, Part.RESTRICTED, "Decided without asking", f"{who}: {decision.harm}. {decision.reasoning}"
        )
    for review in case.reviews:
        part = Part.RESTRICTED if review.what in (CARD, DECISION) else Part.STAFF
        yield from item(review, part, "Looked at again", f"{review.found} {review.because} {review.name}".strip())
    for conflict in rows.find(rec.Conflict, contact_id=id):
        label = house.label(conflict.service)
        yield from item(conflict, Part.OTHERS, "Kept out of it", f"{label} {conflict.worker}".strip())
    if case.lead is not None:
        keeps = house.directory.by_id.get(case.lead.service)
        part = Part.RESTRICTED if keeps is None or keeps.sensitive else Part.STAFF
        yield from item(case.lead, part, "Keeps it together", f"{case.lead.worker}: {case.lead.because}")
    for right in rows.find(rec.Right, contact_id=id):
        if right.what in (CORRECTION, COMPLAINT):
            apart = right.what == CORRECTION and _class_of(house, right.about) in _RESTRICTED
            part = Part.RESTRICTED if apart else Part.OWN
            yield from item(right, part, right.what.capitalize(), right.words)


def _part_of(house: House, answer: rec.Answer) -> Part:
    """Whose an answer is: safety apart, then what concerns others or was said by somebody else, else their own words."""
    if _class_of(house, answer.question_id) in _RESTRICTED:
        return Part.RESTRICTED
    by = json.loads(answer.source).get("speaker", "self")
    return Part.OTHERS if answer.question_id in _OTHERS or by != "self" else Part.OWN


def _class_of(house: House, question_id: str) -> FieldClass:
    question = house.question_set.by_id.get(question_id)
    return house.policy.classes.of_question(question_id, question.module if question else "")


def _about(house: House, question_id: str) -> str:
    question = house.question_set.by_id.get(question_id)
    return question.about if question else question_id


def _said(house: House, case: Case, question_id: str) -> str:
    question, value = house.question_set.by_id.get(question_id), case.answers.get(question_id)
    if question is None or value is None:
        return json.loads(case.rows[question_id].value) or "" if question is None else ""
    try:
        return answer_words(question, value)
    except NotAnAnswer:
        return ""
