"""The walk: which question comes next, and what the answers so far lead to (contract.md 1).

A pure replay. Given the same answers, in whatever order they were given, it says the same thing; changing an answer and
changing it back restores everything. Locks (place, privacy, age, the cap) limit what is *asked*, never what is *known*.

Called by the use cases after every answer, and by `triage assess`. It knows no service, no clock and no screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from triage.core.cards import FiredCard
from triage.core.conditions import TODAY, Value, Values
from triage.core.facts import FACTS, Situation, companion, ticks
from triage.core.found import needs_and_cards
from triage.core.needs import Need, worst
from triage.core.presenting import SEATED, held_back, left_open, present, privacy_here
from triage.core.questions import Layer, Option, Question, QuestionSet
from triage.core.telling import prompts, sections

CAP = 60  # questions put aloud; practice.md A1
_ROUTINE = frozenset({"ST", "RE", "PR", "CO", "HO", "ZZ"})
_ENDINGS = {("RE5", "no"): "offered_declined", ("PR1", "no"): "declined", ("PR1", "no_writing"): "no_record"}


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A question that stays open, and why: locked, place, pnts, not_sure, dropped or not_reached."""

    question: str
    because: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What the answers so far lead to. `waiting` lists the questions still to be put here, the next one first."""

    asked: tuple[str, ...]
    next: str | None
    waiting: tuple[str, ...]
    set_aside: tuple[str, ...]
    opened: tuple[str, ...]
    needs: tuple[Need, ...]
    cards: tuple[FiredCard, ...]
    sections: Mapping[str, str]
    not_covered: tuple[NotCovered, ...]
    prompts: tuple[str, ...]
    ended: str | None
    values: Values


def walk(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation) -> Walk:
    """Replay `answers` (by question id, typed as core.answers says) through the question set."""
    known = _replay(question_set, answers, situation)
    presented = present(question_set, known.values)
    privacy = privacy_here(known.values, situation)
    ended = next((how for (q, said), how in _ENDINGS.items() if known.values.get(q) == said), None)

    waiting: list[str] = []
    not_covered: list[NotCovered] = []
    asked = tuple(q for q in presented if q in answers)
    due = [q for q in presented if q not in answers and _to_be_asked(question_set.by_id[q], known, situation)]
    dropped = _over_the_cap(question_set, asked, due)
    for question_id in presented:
        question = question_set.by_id[question_id]
        if question_id in answers:
            again, why = left_open(question, known.values, situation, privacy)
            if again:
                waiting.append(question_id)
            if why:
                not_covered.append(NotCovered(question_id, why))
        elif question_id in due:
            why = held_back(question, question_set, known.values, privacy) or (
                "dropped" if question_id in dropped else None
            )
            if why is None:
                waiting.append(question_id)
            if question.layer is not Layer.STAFF:
                not_covered.append(NotCovered(question_id, why or "not_reached"))
    if "F0" in waiting:  # put first, right after the place became private enough (contract.md 1, rule 4)
        waiting.insert(0, waiting.pop(waiting.index("F0")))
    if ended:
        waiting = []
    return Walk(
        asked=asked,
        next=waiting[0] if waiting else None,
        waiting=tuple(waiting),
        set_aside=tuple(q for q in presented if q in known.set_aside),
        opened=tuple(q for q in presented if q in known.opened),
        needs=known.needs,
        cards=known.cards,
        sections=sections(question_set, asked, due, known.values),
        not_covered=tuple(not_covered),
        prompts=prompts(known.values, situation.minutes, bool(waiting)),
        ended=ended,
        values=known.values,
    )


@dataclass(slots=True)
class _Known:
    """The replay as it goes: what is known, what is due whatever the locks, what was opened, what is set aside."""

    values: dict[str, Value]
    due: set[str]
    opened: set[str]
    set_aside: set[str]
    needs: tuple[Need, ...] = ()
    cards: tuple[FiredCard, ...] = ()


def _replay(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation) -> _Known:
    known = _Known({TODAY: situation.today}, set(), _opened_by_staff(question_set, situation), set())
    for node in question_set.order:
        if node.startswith("fact."):
            value = _fact(node[5:], question_set, known, situation)
            if value is not None:
                known.values[node] = value
            continue
        question = question_set.by_id[node]
        if _is_due(question, known):
            known.due.add(node)
        answer = answers.get(node)
        if answer is None:
            continue
        if question.layer is Layer.FOLLOW_UP and node not in known.due:
            known.set_aside.add(node)
            continue
        _enter(question, answer, known)
    known.needs, known.cards = needs_and_cards(question_set, known.values)
    return known


def _opened_by_staff(question_set: QuestionSet, situation: Situation) -> set[str]:
    opened: set[str] = set()
    for name in situation.opened:
        if name in question_set.by_id:
            opened.add(name)
        for module in question_set.modules:
            if name == module.section:  # `f`, the full check: every gateway of the domain
                opened.update(q.id for q in module.questions if q.layer is Layer.GATEWAY)
    return opened


def _fact(name: str, question_set: QuestionSet, known: _Known, situation: Situation) -> Value | None:
    if name == "top_severity":
        needs, _ = needs_and_cards(question_set, known.values)
        return worst(need.severity for need in needs).value
    return FACTS[name].compute(known.values, situation)


def _is_due(question: Question, known: _Known) -> bool:
    """The due rule of contract.md 1, before any lock: `known` beats opening, opening beats `when`."""
    if question.known is not None and question.known.holds(known.values) is True:
        return False
    if question.layer is Layer.STAFF:
        return question.id == "F0"
    if question.id == "RE2":
        return len(ticks(known.values.get("RE1.about"))) >= 2
    if question.id in known.opened:
        return True
    if question.layer is Layer.CUE:
        return False
    when = None if question.when is None else question.when.holds(known.values)
    if question.layer is Layer.FOLLOW_UP:
        return when is True
    if question.everybody or question.layer is Layer.OPENER or question.module in _ROUTINE:
        return when is not False
    return when is True


def _enter(question: Question, answer: Value, known: _Known) -> None:
    """Make an answer known: the whole, its parts, and whatever its ticks open."""
    known.values[question.id] = answer
    pairs: list[tuple[tuple[Option, ...], object]] = [(question.options, answer)]
    if isinstance(answer, Mapping):
        for part in question.parts:
            if (inner := answer.get(part.id)) is not None:
                known.values[f"{question.id}.{part.id}"] = inner
                pairs.append((part.options, inner))
    for options, value in pairs:
        ticked = ticks(value)
        for option in options:
            if option.id in ticked:
                known.opened.update(option.opens)
                known.opened.update(option.first)


def _to_be_asked(question: Question, known: _Known, situation: Situation) -> bool:
    """Due, and not held back by what this person is simply not asked: the short version for under-18s, F0's moment."""
    if question.id == "F0":
        return situation.place in SEATED and not companion(known.values)
    if known.values.get("fact.under_18") == "yes":
        if not question.short:
            return False
        if question.layer is Layer.GATEWAY:
            return question.known is None or question.known.holds(known.values) is not True
    return question.id in known.due


def _over_the_cap(question_set: QuestionSet, asked: tuple[str, ...], due: list[str]) -> frozenset[str]:
    """What goes once more than 60 would be put: `drop` 1 first, the last in order first (contract.md 1)."""
    counted = [q for q in (*asked, *due) if question_set.by_id[q].layer is not Layer.STAFF]
    over = len(counted) - CAP
    dropped: list[str] = []
    for turn in (1, 2, 3):
        for question_id in reversed(due):
            if len(dropped) < over and question_set.by_id[question_id].drop == turn:
                dropped.append(question_id)
    return frozenset(dropped)
