"""Whether a question is due, before place, privacy, age or the cap say anything (contract.md 1, what is due)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from triage.core.conditions import Values
from triage.core.facts import ticks
from triage.core.questions import Layer, Question, QuestionSet
from triage.core.readers import NOTHING_KNOWN, readers, references

_ROUTINE = frozenset({"ST", "RE", "PR", "CO", "HO", "ZZ"})
_REASONS = "RE1.about"


def is_due(question: Question, values: Values, opened: bool) -> bool:
    """Whether to put this question at all. `known` beats opening, opening beats `when`."""
    if question.known is not None and question.known.holds(values) is True:
        return False
    if question.layer is Layer.STAFF:
        return question.id == "F0"
    if question.id == "RE2":
        return len(ticks(values.get(_REASONS))) >= 2
    if opened:
        return True
    if question.layer is Layer.CUE:
        return False
    when = None if question.when is None else question.when.holds(values)
    if question.layer is Layer.FOLLOW_UP:
        return when is True
    if question.everybody or question.layer is Layer.OPENER or question.module in _ROUTINE:
        return when is not False
    return when is True


@dataclass(frozen=True, slots=True)
class Standing:
    """`due`: the questions that are due while nothing is known. `readers`: reference → the questions it may change."""

    due: frozenset[str]
    readers: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def standing(question_set: QuestionSet) -> Standing:
    """Worked out once for a question set."""
    questions = question_set.by_id.values()
    return Standing(
        due=frozenset(q.id for q in questions if is_due(q, NOTHING_KNOWN, opened=False)),
        readers=readers((q.id, _reads(q)) for q in questions),
    )


def _reads(question: Question) -> frozenset[str]:
    refs = references(question.when, question.known)
    return refs | {_REASONS} if question.id == "RE2" else refs
