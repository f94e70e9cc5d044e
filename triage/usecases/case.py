"""One contact read back from its rows: answers, place, decisions. The only place that knows how rows become a case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from triage.core.answers import GIVEN, NotAnAnswer, detail_told, read_answer, read_parts
from triage.core.cards import CardClose
from triage.core.conditions import Value, is_declined
from triage.core.conflict import Conflict
from triage.core.consent import AgreementTerm, Consent
from triage.core.facts import PlaceKind, Situation, companion
from triage.core.gate import Deciding, missing
from triage.core.handoff import TURNED_AWAY, StepKind
from triage.core.hours import LONDON
from triage.core.needs import Severity, Wanted
from triage.core.people import initials
from triage.usecases import records as rec
from triage.usecases.handoff.tries import HandoffCase as HandoffCase
from triage.usecases.handoff.tries import followed_back, tries_of
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.building import desk_states
from triage.usecases.visit.assessment import Assessed, CardMark, Marks, NeedMark, assess
from triage.usecases.visit.before import NOBODY_BEFORE, Before, arranged_before, read_before, who_it_may_be
from triage.usecases.visit.card_looks import used
from triage.usecases.visit.sitting import (
    BESIDE_THE_WAY,
    CLOSING,
    coming_of,
    leading_of,
    minutes_here,
    mistake_in,
    speaker_of,
    who_leads,
)  # fmt: skip

# HO1-HO3 live only in person_detail (contract.md 1): HO1 part by part, the other two each as one field of JSON.
HO1_PARTS = ("name", "born", "postcode", "no_fixed_address")
DETAIL_OF = {"HO2": "safe_contact", "HO3": "household"}
FIELD_CLASS = {"HO1": "identity", "HO2": "safe contact", "HO3": "household"}
SO_FAR = "so_far"  # in an answer's source: a form somebody is still filling in
_OF_A_VISIT: tuple[type[rec.Record], ...] = (
    rec.Answer, rec.SamePerson, rec.Need, rec.NeedEnd, rec.CardEvent, rec.Agreement, rec.Decision, rec.Review,
    rec.Conflict, rec.Handoff, rec.HandoffStep, rec.Lead, rec.Fit,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A contact and everything current about it. `answers` has the details of HO1-HO3 merged in.

    `begun` are forms somebody was still filling in; they answer nothing yet. `next_lead`: named to take over from `lead`,
    who stays responsible until they say yes. `followed`: tries of earlier visits that some of `handoffs` follow.
    """

    contact: rec.Contact
    events: tuple[rec.ContactEvent, ...]
    rows: Mapping[str, rec.Answer]
    begun: Mapping[str, rec.Answer]
    details: Mapping[str, str]
    answers: Mapping[str, Value]
    situation: Situation
    place_id: str
    marks: Marks
    needs: tuple[rec.Need, ...]
    ends: Mapping[str, rec.NeedEnd]
    handoffs: tuple[HandoffCase, ...]
    lead: rec.Lead | None
    agreements: tuple[rec.Agreement, ...]
    card_events: tuple[rec.CardEvent, ...]
    decisions: tuple[rec.Decision, ...] = ()
    before: Before = NOBODY_BEFORE
    reviews: tuple[rec.Review, ...] = ()
    next_lead: rec.Lead | None = None
    followed: tuple[HandoffCase, ...] = ()

    @property
    def name(self) -> str:
        """The name they want to be called by; empty while nobody asked or they would rather not say."""
        return detail_told(self.details.get("name", '""'))

    @property
    def initials(self) -> str:
        """What lists may show of who this is; before a name was asked, of what they said when they sat down to wait."""
        return initials(self.name or called(self.events))

    def parts(self, question_id: str) -> Mapping[str, Any]:
        """What was told in a form, by part; one that was declined is not told, and is not in it."""
        said = self.answers.get(question_id)
        told = said.items() if isinstance(said, Mapping) else ()
        return {part: value for part, value in told if not is_declined(value)}

    @property
    def first_name(self) -> str:
        """What to call them to their face and on paper."""
        return self.name.split()[0] if self.name.split() else ""

    @property
    def closed(self) -> rec.ContactEvent | None:
        return next((e for e in self.events if e.event in CLOSING), None)

    @property
    def mistake(self) -> str:
        """Why this visit should not be there; empty for all others."""
        return mistake_in(self.events)

    @property
    def state(self) -> str:
        """The latest event that says where things stand: opened, waiting, parked, passed_to, resumed, closed …"""
        return next((e.event for e in reversed(self.events) if e.event not in BESIDE_THE_WAY), "opened")


def load(rows: Rows, house: House, ctx: Context, contact_id: str) -> Case:
    """Read one contact. Raises UseCaseError when there is no such contact."""
    contact = rows.get(rec.Contact, contact_id)
    if contact is None:
        raise UseCaseError("That person is no longer in the list. Go back to the front desk and look again.")
    _look_ahead(rows, contact)
    events = tuple(rows.find(rec.ContactEvent, contact_id=contact_id))
    every_row = {row.question_id: row for row in rows.find(rec.Answer, contact_id=contact_id)}
    begun = {
        id: row for id, row in every_row.items() if json.loads(row.source).get(SO_FAR) or _ask_alone(row, every_row)
    }
    answer_rows = {id: row for id, row in every_row.items() if id not in begun}
    details = {row.field: row.value for row in rows.find(rec.PersonDetail, person_id=contact.person_id)}
    needs = tuple(rows.find(rec.Need, contact_id=contact_id))
    agreements = tuple(rows.find(rec.Agreement, contact_id=contact_id))
    card_events = tuple(rows.find(rec.CardEvent, contact_id=contact_id))
    decisions = tuple(rows.find(rec.Decision, contact_id=contact_id)) if needs or agreements else ()
    handoffs = tries_of(rows, contact_id)
    asked_for_lead, owner = leading_of(events)
    lead, next_lead = who_leads(rows.find(rec.Lead, contact_id=contact_id))
    place_id = next((e.place for e in reversed(events) if e.place), "")
    before = read_before(rows, contact, events, answer_rows)
    if before.alone and before.visits:
        details = {**arranged_before(rows, before.visits), **details}
    return Case(
        contact=contact,
        events=events,
        rows=answer_rows,
        begun=begun,
        details=details,
        answers=_answers(house, answer_rows, details),
        situation=_situation(house, ctx, events, answer_rows, place_id, before.visits_90_days),
        place_id=place_id,
        marks=Marks(
            cards=_card_marks(card_events),
            needs={row.code: _need_mark(row) for row in needs},
            agreements={(row.service, row.need): term(row, house, decisions) for row in agreements},
            excluded=_excluded(handoffs),
            chosen=_chosen(rows, contact_id, handoffs) if needs else {},
            conflicts=_conflicts(rows, contact_id) if needs else (),
            desk=desk_states(rows, ctx),
            asked_for_lead=asked_for_lead,
            owner=owner,
            coming=coming_of(events, ctx.now),
        ),
        needs=needs,
        ends={end.need_id: end for end in rows.find(rec.NeedEnd, contact_id=contact_id)} if needs else {},
        handoffs=handoffs,
        followed=followed_back(rows, handoffs),
        lead=lead,
        next_lead=next_lead,
        agreements=agreements,
        card_events=card_events,
        decisions=decisions,
        before=before,
        reviews=tuple(rows.find(rec.Review, contact_id=contact_id))
        if handoffs or decisions or needs or card_events
        else (),
    )


def _look_ahead(rows: Rows, contact: rec.Contact) -> None:
    """Early in a visit most of what may be written down is not there yet, and every key asks for it again."""
    rows.look_ahead(
        *((kind, "contact_id", contact.id) for kind in _OF_A_VISIT),
        (rec.PersonDetail, "person_id", contact.person_id),
        (rec.SamePerson, "a", contact.person_id),
        (rec.SamePerson, "b", contact.person_id),
    )


def with_known(rows: Rows, house: House, ctx: Context, case: Case) -> Case:
    """The case with whom this may be, if they were here before: for what a face is about to draw."""
    return replace(case, before=who_it_may_be(rows, house, ctx, case.contact, case.before, case.events, case.rows))


def with_answer(house: House, ctx: Context, case: Case, row: rec.Answer, value: Value) -> Case:
    """The case after one more answer, without reading it all again: every key costs these milliseconds."""
    rows = {**case.rows, row.question_id: row}
    return replace(
        case,
        rows=rows,
        begun={id: before for id, before in case.begun.items() if id != row.question_id},
        answers={**case.answers, row.question_id: value},
        situation=_situation(house, ctx, case.events, rows, case.place_id, case.situation.visits_90_days),
    )


def assessed(case: Case, house: House, now: datetime) -> Assessed:
    """The case worked out (usecases.visit.assessment), at `now`."""
    return assess(house, case.answers, case.situation, case.marks, now)


def arranged(case: Case, field: str) -> str:
    """One line of what was arranged beside the questions; empty where nothing was."""
    return str(json.loads(case.details.get(field, '""')))


def term(row: rec.Agreement, house: House, decisions: Sequence[rec.Decision] = ()) -> AgreementTerm:
    """A row as the core's agreement. Without asking it holds only by a decision with every part (practice.md C5)."""
    consent, fields = Consent(row.state), tuple(json.loads(row.fields))
    if consent is Consent.NOT_NEEDED_LEGAL:
        lawful = next((one for one in reversed(decisions) if _opens(one, row, house)), None)
        if lawful is None:
            return AgreementTerm(row.service, row.need, Consent.NOT_ASKED)
        allowed = deciding(lawful).fields
        fields = tuple(field for field in fields if field in allowed)
        # Named fields only: a `given` without any means all that was read out, and nothing was read out here.
        consent = consent if fields else Consent.NOT_ASKED
    return AgreementTerm(row.service, row.need, consent, row.limits, fields, row.until)


def deciding(row: rec.Decision) -> Deciding:
    """A decision as the core's gate knows it."""
    return Deciding(
        service=row.service,
        need=row.need,
        share=row.share,
        decided_by=row.decided_by,
        role=row.role,
        powers=tuple(json.loads(row.powers)),
        harm=row.harm,
        reasoning=row.reasoning,
        fields=tuple(json.loads(row.fields)),
        told=row.told,
        why_not_told=row.why_not_told,
        follow_up=date.fromisoformat(row.follow_up) if row.follow_up else None,
    )


def _opens(decision: rec.Decision, row: rec.Agreement, house: House) -> bool:
    """Whether a decision lets this agreement through: the same recipient and need, to share, and nothing missing."""
    if (decision.service, decision.need, decision.share) != (row.service, row.need, True):
        return False
    made = decision.at.astimezone(LONDON).date()
    return missing(deciding(decision), house.directory.by_id.get(row.service), made) is None


def place_kind(house: House, place_id: str) -> PlaceKind:
    """What kind of place an id of the directory is; phone and outreach are their own."""
    if place_id in (PlaceKind.PHONE.value, PlaceKind.OUTREACH.value):
        return PlaceKind(place_id)
    found = next((p for p in house.directory.places if p.id == place_id), None)
    return PlaceKind(found.kind) if found else PlaceKind.COUNTER


def place_name(house: House, place_id: str, named: str = "") -> str:
    """What to call a place; `named` is a hall or a school, for a visit that is not at the hub."""
    away = {PlaceKind.PHONE.value: "On the phone", PlaceKind.OUTREACH.value: "Out of the building"}.get(place_id, "")
    return next((p.name for p in house.directory.places if p.id == place_id), named or away or place_id or "Desk")


def named_in(events: Sequence[rec.ContactEvent]) -> str:
    """The name that goes with the latest place of these events; empty for a place of the directory."""
    last = next((event for event in reversed(events) if event.place), None)
    return str(json.loads(last.detail).get("named", "")) if last and last.detail else ""


def _answers(house: House, rows: Mapping[str, rec.Answer], details: Mapping[str, str]) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    for question_id, row in rows.items():
        question = house.question_set.by_id.get(question_id)
        raw = json.loads(row.value)
        if question is None or raw is None:
            continue
        if raw == GIVEN:
            raw = given_details(question_id, details)
        with suppress(NotAnAnswer):  # no answer to the question as it is put today: not known, so it is put again
            answers[question_id] = read_answer(question, raw)
    return answers


def _ask_alone(row: rec.Answer, all_rows: Mapping[str, rec.Answer]) -> bool:
    """A safe contact that was given with somebody beside them is asked for again once they are alone (practice.md B2)."""
    if row.question_id != "HO2" or not json.loads(row.source).get("beside"):
        return False
    seen = all_rows.get("ST1")
    return not companion({"ST1": frozenset(json.loads(seen.value))} if seen else {})


def parts_so_far(house: House, case: Case, question_id: str) -> Value | None:
    """What a form somebody began already holds; None when nobody did."""
    row, question = case.begun.get(question_id), house.question_set.by_id[question_id]
    if row is None or not json.loads(row.source).get(SO_FAR):
        return None  # what was said beside somebody is asked afresh
    raw = json.loads(row.value)
    with suppress(NotAnAnswer):
        return read_parts(question, given_details(question_id, case.details) if raw == GIVEN else raw)
    return None


def given_details(question_id: str, details: Mapping[str, str]) -> dict[str, object]:
    """What was given for HO1, HO2 or HO3, put together again from the person's details."""
    if question_id == "HO1":
        return {part: json.loads(details[part]) for part in HO1_PARTS if part in details}
    return dict(json.loads(details.get(DETAIL_OF[question_id], "{}")))


def _situation(
    house: House,
    ctx: Context,
    events: tuple[rec.ContactEvent, ...],
    answers: Mapping[str, rec.Answer],
    place_id: str,
    visits: int,
) -> Situation:
    opened: list[str] = []
    for event in events:
        if event.event == "opened_questions":
            opened.extend(json.loads(event.detail))
    left_out = {}
    for question_id, row in answers.items():
        left = json.loads(row.source).get("left_out")
        if left is not None:
            left_out[question_id] = frozenset(left)
    return Situation(
        today=ctx.today,
        place=place_kind(house, place_id),
        speaker=speaker_of(events),
        visits_90_days=visits,
        minutes=minutes_here(events, ctx.now, (row.at for row in answers.values())),
        opened=tuple(dict.fromkeys(opened)),
        left_out=left_out,
    )


def _card_marks(events: tuple[rec.CardEvent, ...]) -> dict[str, CardMark]:
    marks: dict[str, CardMark] = {}
    for event in used(events):
        if event.event == "opened":
            marks[event.card] = CardMark()
        else:
            marks[event.card] = CardMark(CardClose(event.event), event.to, event.because)
    return marks


def _need_mark(row: rec.Need) -> NeedMark:
    return NeedMark(
        wanted=Wanted(row.wanted),
        severity=Severity(row.severity) if row.severity != row.proposed_severity else None,
        because=row.raised,
        removed=row.removed,
        added=row.source == "staff",
    )


def _excluded(handoffs: tuple[HandoffCase, ...]) -> frozenset[tuple[str, str]]:
    """A service that said no, or was called off, is not proposed again for that need."""
    said_no = TURNED_AWAY | {StepKind.WITHDRAWN}
    return frozenset((h.handoff.service, need) for h in handoffs if said_no & set(h.path) for need in h.needs)


def _chosen(rows: Rows, contact_id: str, handoffs: tuple[HandoffCase, ...]) -> dict[str, str]:
    """Need → service picked by hand, or sent on to by another; the latest word counts."""
    said = [
        (fit.at, json.loads(fit.needs), fit.service)
        for fit in rows.find(rec.Fit, contact_id=contact_id, verdict="chosen")
    ]
    said += [(step.at, h.needs, step.to) for h in handoffs for step in h.steps if step.to]
    chosen: dict[str, str] = {}
    for _, needs, service in sorted(said, key=lambda one: one[0]):
        chosen.update(dict.fromkeys(needs, service))
    return chosen


def _conflicts(rows: Rows, contact_id: str) -> tuple[Conflict, ...]:
    return tuple(Conflict(row.service, row.worker) for row in rows.find(rec.Conflict, contact_id=contact_id))


def called(events: Sequence[rec.ContactEvent]) -> str:
    """What they said to call them when they sat down to wait, before a name was asked."""
    said = (json.loads(event.detail) for event in reversed(events) if event.detail)
    return next((str(detail["called"]) for detail in said if isinstance(detail, dict) and "called" in detail), "")
