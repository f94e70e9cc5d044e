"""The walk: which question comes next, and what the answers so far lead to (contract.md 1).

A pure replay. Given the same answers, in whatever order they were given, it says the same thing; changing an answer and
changing it back restores everything. Locks (place, privacy, age, the cap) limit what is *asked*, never what is *known*.

Called by the use cases after every answer, and by `triage assess`. It knows no service, no clock and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.core.cards import FiredCard
from triage.core.conditions import Value, Values
from triage.core.facts import Situation, companion
from triage.core.needs import Need
from triage.core.presenting import SEATED, held_back, left_open, present, privacy_here
from triage.core.questions import Layer, Question, QuestionSet
from triage.core.readers import references
from triage.core.replay import Known, replay
from triage.core.telling import prompts, sections

CAP = 60  # questions put aloud; practice.md A1
_OPENABLE = frozenset({Layer.GATEWAY, Layer.FOLLOW_UP, Layer.CUE})
# The beginning and the end of a visit: asked in their turn, or not at all.
_IN_TURN = frozenset({"ST", "RE", "PR", "ZZ"})
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
    return put(question_set, answers, situation, replay(question_set, answers, situation))


def put(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation, known: Known) -> Walk:
    """What is put here and now, once it is known what the answers mean: the second half of a walk."""
    presented = present(question_set, known.values)
    asked = tuple(question_id for question_id in presented if question_id in answers)
    may_be_asked = _to_be_asked(question_set, known, situation)
    due = {question_id: None for question_id in presented if question_id in may_be_asked and question_id not in answers}
    in_question = [question_set.by_id[q] for q in presented if q in answers or q in due]
    dropped = _over_the_cap(question_set, asked, tuple(due))
    waiting, not_covered = _put_or_not(in_question, question_set, known, situation, answers, dropped)
    waiting.sort(key=lambda q: not _follows_what_staff_opened(question_set.by_id[q], known.values, situation))
    if "F0" in waiting:  # put first, right after the place became private enough (contract.md 1, rule 4)
        waiting.insert(0, waiting.pop(waiting.index("F0")))
    ended = next((how for (question_id, said), how in _ENDINGS.items() if known.values.get(question_id) == said), None)
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


def _put_or_not(
    questions: Iterable[Question],
    question_set: QuestionSet,
    known: Known,
    situation: Situation,
    answers: Mapping[str, Value],
    dropped: frozenset[str],
) -> tuple[list[str], list[NotCovered]]:
    """Of questions that are answered or due: (those to be put here and now, those that stay open and why), in order."""
    privacy = privacy_here(known.values, situation)
    waiting: list[str] = []
    not_covered: list[NotCovered] = []
    for question in questions:
        if question.id in answers:
            to_put, why = left_open(question, known.values, situation, privacy)
        else:
            why = held_back(question, question_set, known.values, privacy)
            if why is None and question.id in dropped:
                why = "dropped"
            to_put = why is None
            why = None if question.layer is Layer.STAFF else why or "not_reached"
        if to_put:
            waiting.append(question.id)
        if why:
            not_covered.append(NotCovered(question.id, why))
    return waiting, not_covered


def _to_be_asked(question_set: QuestionSet, known: Known, situation: Situation) -> set[str]:
    """Due, and not held back by what this person is simply not asked: the short version for under-18s, F0's moment."""
    asked = known.due
    if known.values.get("fact.under_18") == "yes":
        asked = {q.id for q in question_set.by_id.values() if q.short and _is_due_in_short(q, known)}
    if situation.place in SEATED and not companion(known.values):
        return asked | {"F0"}
    return asked - {"F0"}


def _follows_what_staff_opened(question: Question, values: Values, situation: Situation) -> bool:
    """What staff open for something heard goes on at once: nobody who said yes to W5b is asked about anything else first
    (docs/adr/0013)."""
    if not situation.opened or question.layer is not Layer.FOLLOW_UP:
        return False
    asked = {ref.partition(".")[0] for ref in references(question.when)}
    return any(opened in values and opened in asked for opened in situation.opened)


def openable(question_set: QuestionSet, found: Walk, situation: Situation) -> tuple[str, ...]:
    """What staff may open here and now for something said or seen: cues first, then in the order of the modules.

    Opening only makes a question due (contract.md 1, rules 2 and 6), so nothing is in it that place, company, age or an
    answer given elsewhere would keep from being put.
    """
    privacy, short = privacy_here(found.values, situation), found.values.get("fact.under_18") == "yes"
    able = [
        question
        for question in question_set.by_id.values()
        if question.layer in _OPENABLE
        and question.module not in _IN_TURN
        and question.id not in (*found.asked, *found.waiting)
        and (question.short or not short)
        and (question.known is None or question.known.holds(found.values) is not True)
        and held_back(question, question_set, found.values, privacy) is None
    ]
    able.sort(key=lambda question: question.layer is not Layer.CUE)
    return () if found.ended else tuple(question.id for question in able)


def _is_due_in_short(question: Question, known: Known) -> bool:
    if question.layer is Layer.GATEWAY:
        return question.known is None or question.known.holds(known.values) is not True
    return question.id in known.due


def _over_the_cap(question_set: QuestionSet, asked: tuple[str, ...], due: tuple[str, ...]) -> frozenset[str]:
    """What goes once more than 60 would be put: `drop` 1 first, the last in order first (contract.md 1)."""
    questions = question_set.by_id
    over = sum(questions[q].layer is not Layer.STAFF for q in (*asked, *due)) - CAP
    droppable = [q for turn in (1, 2, 3) for q in reversed(due) if questions[q].drop == turn] if over > 0 else []
    return frozenset(droppable[: max(0, over)])
