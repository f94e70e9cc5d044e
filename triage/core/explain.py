"""Conditions in words: what has to hold, for somebody who asks why, why not, and what would change it (design.md 3, idea 4).

Pure. Called by `triage explain` and `triage graph`.
"""

from __future__ import annotations

from triage.core.conditions import (
    All,
    Answered,
    Any,
    AnyOf,
    Asked,
    Compare,
    Condition,
    Equals,
    Not,
    Truth,
    Values,
    WithinDays,
)
from triage.core.facts import FACTS
from triage.core.questions import Option, QuestionSet

_JOINS = {All: "and", Any: "or"}


def describe(condition: Condition, question_set: QuestionSet) -> str:
    """ "Date to be out (H3b) is at most 7 days away, or What has happened (H3a) is bailiffs with a date"."""
    match condition:
        case All(of=parts) | Any(of=parts):
            join = _JOINS[type(condition)]
            return f", {join} ".join(_inner(part, question_set) for part in parts)
        case Not(of=part):
            return f"it does not hold that {_inner(part, question_set)}"
        case Asked(ref=ref):
            return f"{_name(ref, question_set)} was asked"
        case Answered(ref=ref):
            return f"{_name(ref, question_set)} was answered"
        case WithinDays(ref=ref, days=days):
            return f"{_name(ref, question_set)} is at most {days} days away"
        case Compare(ref=ref, bound=bound, at_least=at_least, ranks=ranks):
            word = _option(ref, ranks[bound], question_set) if ranks else str(bound)
            return f"{_name(ref, question_set)} is {word} or {'more' if at_least else 'less'}"
        case Equals(ref=ref, wanted=wanted):
            ids = sorted(wanted) if isinstance(wanted, frozenset) else [str(wanted)]
            words = " and ".join(_option(ref, id_, question_set) for id_ in ids)
            return f"{_name(ref, question_set)} is {'exactly ' if isinstance(wanted, frozenset) else ''}{words}"
        case AnyOf(ref=ref, options=options):
            words = " or ".join(_option(ref, id_, question_set) for id_ in sorted(options))
            return f"{_name(ref, question_set)} is {words}"


def missing(condition: Condition, values: Values, question_set: QuestionSet) -> tuple[str, ...]:
    """The smallest parts of a condition that do not hold, in words: what would change it. Empty when it holds."""
    if condition.holds(values) is True:
        return ()
    if isinstance(condition, All):
        return tuple(words for part in condition.of for words in missing(part, values, question_set))
    return (f"{describe(condition, question_set)} ({_truth(condition.holds(values))})",)


def _truth(truth: Truth) -> str:
    return "not known" if truth is None else "yes" if truth else "no"


def _inner(part: Condition, question_set: QuestionSet) -> str:
    words = describe(part, question_set)
    return f"({words})" if isinstance(part, (All, Any)) else words


def _name(ref: str, question_set: QuestionSet) -> str:
    if ref.startswith("fact."):
        return ref[5:].replace("_", " ")
    question = question_set.by_id[ref.partition(".")[0]]
    part = question.part(ref.partition(".")[2])
    about = f"{question.about}, {part.text.rstrip('?:').lower()}" if part else question.about
    return f"{about} ({ref})"


def _option(ref: str, id_: str, question_set: QuestionSet) -> str:
    if ref.startswith("fact."):
        return FACTS[ref[5:]].words(id_) if id_ in ("yes", "no") else id_
    question = question_set.by_id[ref.partition(".")[0]]
    part = question.part(ref.partition(".")[2])
    options: tuple[Option, ...] = part.options if part else question.options
    found = next((o for o in options if o.id == id_), None)
    return f"“{found.says or found.text.lower()}”" if found else f"“{id_.replace('_', ' ')}”"
