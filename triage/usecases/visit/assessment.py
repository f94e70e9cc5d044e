"""One assessment as it stands: the walk, then what staff said of it, then who can help (contract.md 1, 3-6).

Pure. Both the desk (from the store) and `triage assess` (from a file) come through here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from triage.core.cards import CardClose, FiredCard
from triage.core.coming import both, desk_then
from triage.core.conditions import Value
from triage.core.conflict import Conflict, barred, without_barred
from triage.core.consent import AgreementTerm, fields_sent
from triage.core.directory import DeskState
from triage.core.facts import AWAY, Situation, WrapUp
from triage.core.flow import Walk, put
from triage.core.hours import LONDON
from triage.core.lead import STATUTORY, LeadProposal, lead_needed, propose_lead
from triage.core.matching import Fit, find_fits
from triage.core.needs import Need, Severity, Wanted, worst
from triage.core.plan import Plan, make_plan
from triage.core.questions import QuestionSet
from triage.core.replay import Known, replay, wrapped_up
from triage.usecases.ports import House


@dataclass(frozen=True, slots=True)
class CardMark:
    """What became of a card. `how` is None while it is open; `to`: whom it was passed to; `because`: why it was not as it seemed."""

    how: CardClose | None = None
    to: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class NeedMark:
    """What the read-back said of a need: the person's edit wins, except over the record of a card."""

    wanted: Wanted = Wanted.NOT_ASKED
    severity: Severity | None = None
    because: str = ""
    removed: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything staff and the person decided, beside the answers.

    `excluded`: (service, need) pairs that said no already. `chosen`: need → service picked by hand instead.
    `conflicts`: services and workers who have to do with somebody who harms this person. `owner`: the duty by which
    somebody leads already, as that service said (core.lead.STATUTORY). `coming`: when they can come, if they are not here.
    """

    cards: Mapping[str, CardMark] = field(default_factory=dict)
    needs: Mapping[str, NeedMark] = field(default_factory=dict)
    agreements: Mapping[tuple[str, str], AgreementTerm] = field(default_factory=dict)
    desk: Mapping[str, DeskState] = field(default_factory=dict)
    excluded: frozenset[tuple[str, str]] = frozenset()
    chosen: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    asked_for_lead: bool = False
    owner: str = ""
    coming: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """`cards` are those still to be closed, in order. `lead` is None unless practice.md D3 asks for one, as `lead_because`
    says, and somebody may lead."""

    walk: Walk
    needs: tuple[Need, ...]
    wanted: tuple[Need, ...]
    cards: tuple[FiredCard, ...]
    fits: tuple[Fit, ...]
    plan: Plan
    assumed_wanted: bool
    lead: LeadProposal | None
    lead_because: str | None
    status: str


def assess(
    house: House,
    answers: Mapping[str, Value],
    situation: Situation,
    marks: Marks,
    now: datetime,
) -> Assessed:
    """Everything that follows from answers and decisions. The wrap-up may read what the rest of the walk led to."""
    known = replay(house.question_set, answers, situation)
    needs = settle(known, house, marks)
    wanted, assumed = wanted_now(needs)
    fits, plan = _fits_and_plan(house, needs, wanted, known, situation, marks, now)
    because = lead_needed(needs, len(plan.items), known.values, situation.visits_90_days, marks.asked_for_lead)
    lead = _lead(house, needs, wanted, plan, known, marks, now) if because else None
    wanting = sum(need.wanted in (Wanted.NOW, Wanted.LATER) for need in needs)
    wrap_up = WrapUp(len(wanted) if assumed else wanting, because is not None)
    if wrap_up != situation.wrap_up:
        situation = replace(situation, wrap_up=wrap_up)
        known = wrapped_up(house.question_set, answers, situation, known)
    last = put(house.question_set, answers, situation, known)
    open_cards = unclosed(last, marks)
    return Assessed(
        walk=last,
        needs=needs,
        wanted=wanted,
        cards=open_cards,
        fits=fits,
        plan=plan,
        assumed_wanted=assumed,
        lead=lead,
        lead_because=because,
        status=_status(last, open_cards),
    )


def _fits_and_plan(
    house: House,
    needs: tuple[Need, ...],
    wanted: tuple[Need, ...],
    known: Known,
    situation: Situation,
    marks: Marks,
    now: datetime,
) -> tuple[tuple[Fit, ...], Plan]:
    """Who fits, and whom to choose: now, or for the hour they can come where they are not in the building (core.coming)."""
    fits = _fits(house, needs, known, marks, now)
    away = situation.place in AWAY
    then = marks.coming
    if not away or then is None or then <= now:
        return fits, plan_for(house, wanted, fits, known, marks, now, here=not away)
    cannot_wait = tuple(need for need in wanted if need.severity is Severity.URGENT)
    rest = tuple(need for need in wanted if need not in cannot_wait)
    called = plan_for(house, cannot_wait, fits, known, marks, now, here=False)
    fits = _fits(house, needs, known, marks, now, then)
    return fits, both(called, plan_for(house, rest, fits, known, marks, then, here=True))


def _lead(
    house: House,
    needs: tuple[Need, ...],
    wanted: tuple[Need, ...],
    plan: Plan,
    known: Known,
    marks: Marks,
    now: datetime,
) -> LeadProposal | None:
    """Whom to propose, with what that service said of a duty by law put under its reference (practice.md D3, rule 1)."""
    values = {**known.values, STATUTORY: marks.owner} if marks.owner else known.values
    priority = known.values.get("RE2")
    return propose_lead(
        wanted,
        plan,
        house.directory,
        kinds_of(house),
        values,
        now,
        priority if isinstance(priority, str) else None,
        marks.conflicts,
        needs,
        marks.desk,
    )


def settle(found: Walk | Known, house: House, marks: Marks) -> tuple[Need, ...]:
    """The walk's needs after cards were closed and the read-back edited them, in the vocabulary's order."""
    needs = _after_cards(found, house, marks)
    _add_cards_of_staff(needs, found, house, marks)
    for code, mark in marks.needs.items():
        edited = _read_back(code, needs.get(code), mark)
        if edited is None:
            needs.pop(code, None)
        else:
            needs[code] = edited
    order = {rule.code: place for place, rule in enumerate(house.question_set.needs)}
    return tuple(sorted(needs.values(), key=lambda need: order[need.code]))


def _after_cards(found: Walk | Known, house: House, marks: Marks) -> dict[str, Need]:
    """Each need without the cards that were not what they seemed, and as serious as those left make it."""
    needs: dict[str, Need] = {}
    for need in found.needs:
        kept = tuple(card for card in need.cards if not _not_as_seemed(card, marks))
        severity = worst((need.without_cards, *(_made(house, card, need.code) for card in kept)))
        if need.cards and not kept and severity is Severity.URGENT:
            continue  # its own urgent line says the same as the card that was not what it seemed (practice.md B3)
        if severity is not Severity.NONE:
            needs[need.code] = replace(need, severity=severity, cards=kept)
    return needs


def _add_cards_of_staff(needs: dict[str, Need], found: Walk | Known, house: House, marks: Marks) -> None:
    """Into `needs`: what the cards create that staff opened and no answer triggered."""
    fired = {card.card for card in found.cards}
    for card_id in marks.cards:
        if card_id in fired or _not_as_seemed(card_id, marks):
            continue
        for made in house.question_set.card(card_id).needs:
            if made.when is None or made.when.holds(found.values) is True:
                before = needs.get(made.code) or Need(made.code, Severity.NONE, source="staff")
                worse = max(before.severity, made.severity)
                needs[made.code] = replace(before, severity=worse, cards=(*before.cards, card_id))


def _read_back(code: str, current: Need | None, mark: NeedMark) -> Need | None:
    """A need as the person put it right; None for one they say is none of theirs. A card's own need stays (practice.md A12)."""
    if current is None:
        if not mark.added and mark.severity is None:
            return None
        current = Need(code, mark.severity or Severity.EMERGING, source="staff")
    if mark.removed and not current.cards:
        return None
    severity = mark.severity or current.severity
    if current.cards:  # the record of a card may be made more serious, never less (practice.md A12, ZZ3)
        severity = max(severity, current.severity)
    raised = mark.because if severity is not current.severity and mark.because else current.raised
    return replace(current, severity=severity, wanted=mark.wanted, raised=raised)


def wanted_now(needs: tuple[Need, ...]) -> tuple[tuple[Need, ...], bool]:
    """The needs to plan for, and whether that was assumed because nobody has been asked yet (contract.md 3)."""
    if needs and all(need.wanted is Wanted.NOT_ASKED for need in needs):
        return needs, True
    return tuple(need for need in needs if need.wanted is Wanted.NOW), False


def _fits(
    house: House, needs: tuple[Need, ...], known: Known, marks: Marks, now: datetime, then: datetime | None = None
) -> tuple[Fit, ...]:
    """Who fits, now or `then`; without whoever knows somebody involved."""
    desk = desk_then(house.directory, marks.desk, now, then) if then else marks.desk
    moment = then or now
    fits = find_fits(house.directory, needs, kinds_of(house), known.values, moment, desk)
    if marks.conflicts:
        day = moment.astimezone(LONDON).date()
        fits = without_barred(fits, barred(house.directory.services, marks.conflicts, day))
    return fits


def plan_for(
    house: House,
    wanted: tuple[Need, ...],
    fits: tuple[Fit, ...],
    found: Walk | Known,
    marks: Marks,
    now: datetime,
    *,
    here: bool,
) -> Plan:
    """The plan, with the needs chosen by hand kept to the service chosen for them."""
    excluded = set(marks.excluded)
    for code, service in marks.chosen.items():
        if (service, code) not in marks.excluded:  # once the chosen one said no, all others count again
            excluded.update((other.id, code) for other in house.directory.services if other.id != service)
    return make_plan(
        house.directory, wanted, kinds_of(house), fits, found.values, now, marks.desk, here, frozenset(excluded)
    )


def most_pressing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """The most pressing first; the vocabulary's order within one tier."""
    return tuple(sorted(needs, key=lambda need: need.severity, reverse=True))


def kinds_of(house: House) -> Mapping[str, tuple[str, ...]]:
    """Need code → the kinds of service that usually help."""
    return _kinds(house.question_set)


@lru_cache(maxsize=4)
def _kinds(question_set: QuestionSet) -> Mapping[str, tuple[str, ...]]:
    return {rule.code: rule.kinds for rule in question_set.needs}


def unclosed(found: Walk, marks: Marks) -> tuple[FiredCard, ...]:
    """Cards triggered or opened by staff that nobody has closed, in the order they are to be worked."""
    triggered = tuple(card for card in found.cards if marks.cards.get(card.card, CardMark()).how is None)
    names = {card.card for card in found.cards}
    opened = tuple(FiredCard(c, ()) for c, mark in marks.cards.items() if mark.how is None and c not in names)
    return triggered + opened


def sends(house: House, service: str, term: AgreementTerm | None, now: datetime) -> tuple[str, ...]:
    """Exactly which fields leave for a service: its minimum ∩ what was agreed, nothing unless agreed."""
    return fields_sent(house.directory.by_id[service], term, now)


def _made(house: House, card: str, code: str) -> Severity:
    """How serious a card makes this need."""
    return worst(made.severity for made in house.question_set.card(card).needs if made.code == code)


def _not_as_seemed(card: str, marks: Marks) -> bool:
    mark = marks.cards.get(card)
    return mark is not None and mark.how is CardClose.NOT_AS_SEEMED


def _status(found: Walk, open_cards: tuple[FiredCard, ...]) -> str:
    if open_cards:
        return "interrupted"
    if found.ended:
        return found.ended
    return "complete" if found.next is None else "open"
