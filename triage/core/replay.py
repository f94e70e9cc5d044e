"""What the answers mean: what is known, what is due whatever the locks, which needs and cards follow (contract.md 1).

The first half of a walk; `flow` says what of it is put here and now. Pure: the same answers give the same, in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from triage.core.cards import FiredCard
from triage.core.conditions import TODAY, Value
from triage.core.due import Standing, is_due, standing
from triage.core.facts import BY_REF, WRAP_UP, Situation, ticks
from triage.core.found import needs_and_cards
from triage.core.needs import Need, worst
from triage.core.questions import Layer, Option, Question, QuestionSet

_TOP = "fact.top_severity"


@dataclass(slots=True)
class Known:
    """What is known, what is due whatever the locks, what was opened, what is set aside; needs and cards that follow.

    `look_at`: the questions and facts worth a look: answered, opened, or reading something known. The question set's
    own order puts each of them after all that it reads.
    """

    values: dict[str, Value]
    due: set[str]
    opened: set[str]
    set_aside: set[str]
    look_at: set[str]
    needs: tuple[Need, ...] = ()
    cards: tuple[FiredCard, ...] = ()


def replay(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation) -> Known:
    """Each answer in the order in which one depends on another: the first half of a walk."""
    rest = standing(question_set)
    opened = _opened_by_staff(question_set, situation)
    known = Known({TODAY: situation.today}, set(rest.due), opened, set(), {*answers, *opened, *BY_REF})
    for node in question_set.order:
        if node not in known.look_at:
            continue
        if node in BY_REF:
            value = _fact(node, question_set, known, situation)
            if value is not None:
                _learn(node, value, known, rest)
            continue
        question = question_set.by_id[node]
        if is_due(question, known.values, node in known.opened):
            known.due.add(node)
        else:
            known.due.discard(node)
        answer = answers.get(node)
        if answer is None:
            continue
        if question.layer is Layer.FOLLOW_UP and node not in known.due:
            known.set_aside.add(node)
            continue
        _enter(question, answer, known, rest)
    if _TOP not in known.values:
        known.needs, known.cards = needs_and_cards(question_set, known.values)
    return known


def wrapped_up(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation, known: Known) -> Known:
    """What `replay` gives with the wrap-up of `situation`, from what it gave before without.

    Only ZZ may read the wrap-up, and needs and cards never read ZZ (contract.md 1): so while none of the questions that
    read it is answered, nothing follows but whether they are due.
    """
    readers = {question for fact in WRAP_UP for question in standing(question_set).readers.get(fact, ())}
    if not readers.isdisjoint(answers):
        return replay(question_set, answers, situation)
    values = {
        **known.values,
        **{ref: said for ref in WRAP_UP if (said := BY_REF[ref].compute({}, situation)) is not None},
    }
    due = {q for q in readers if is_due(question_set.by_id[q], values, q in known.opened)}
    return replace(known, values=values, due=(known.due - readers) | due)


def _opened_by_staff(question_set: QuestionSet, situation: Situation) -> set[str]:
    opened: set[str] = set()
    for name in situation.opened:
        if name in question_set.by_id:
            opened.add(name)
        for module in question_set.modules:
            if name == module.section:  # `f`, the full check: every gateway of the domain
                opened.update(q.id for q in module.questions if q.layer is Layer.GATEWAY)
    return opened


def _fact(node: str, question_set: QuestionSet, known: Known, situation: Situation) -> Value | None:
    if node == _TOP:  # after all that needs and cards read, so these are final
        known.needs, known.cards = needs_and_cards(question_set, known.values)
        return worst(need.severity for need in known.needs).value
    return BY_REF[node].compute(known.values, situation)


def _learn(ref: str, value: Value, known: Known, rest: Standing) -> None:
    known.values[ref] = value
    known.look_at.update(rest.readers.get(ref, ()))


def _enter(question: Question, answer: Value, known: Known, rest: Standing) -> None:
    """Make an answer known: the whole, its parts, and whatever its ticks open."""
    _learn(question.id, answer, known, rest)
    pairs: list[tuple[tuple[Option, ...], object]] = [(question.options, answer)]
    if isinstance(answer, Mapping):
        for part in question.parts:
            if (inner := answer.get(part.id)) is not None:
                _learn(f"{question.id}.{part.id}", inner, known, rest)
                pairs.append((part.options, inner))
    for options, value in pairs:
        ticked = ticks(value)
        for option in options:
            if option.id in ticked and (option.opens or option.first):
                known.opened.update(option.opens, option.first)
                known.look_at.update(option.opens, option.first)
