"""Conditions in words: what has to hold, for somebody who asks why, why not, and what would change it (design.md 3, idea 4).

Pure. Called by `triage explain` and `triage graph`.
"""

from __future__ import annotations

from collections.abc import Callable

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
from triage.core.facts import BY_REF, YES_NO
from triage.core.questions import Option, QuestionSet

_JOINS = {All: "and", Any: "or"}
# What a number or a rank is called; facts that are plainly so or not, and those with a name for each, need none.
_FACT_NAMES = {
    "visits_90_days": "visits in 90 days",
    "deadline_days": "the number of days until the date",
    "appeal_days": "the number of days left to challenge it",
    "top_severity": "the most serious need",
    "wanted_count": "the number of needs they want help with",
}


def describe(condition: Condition, question_set: QuestionSet) -> str:
    """ "Date to be out (H3b) is at most 7 days away, or What has happened (H3a) is bailiffs with a date"."""
    match condition:
        case All(of=parts) | Any(of=parts):
            join = _JOINS[type(condition)]
            return f", {join} ".join(_inner(part, question_set) for part in parts)
        case Not(of=Asked(ref=ref)):
            return f"{_name(ref, question_set)} was not asked"
        case Not(of=Answered(ref=ref)):
            return f"{_name(ref, question_set)} {'is not known' if ref in BY_REF else 'was not answered'}"
        case Not(of=part):
            return f"it does not hold that {_inner(part, question_set)}"
        case Asked(ref=ref):
            return f"{_name(ref, question_set)} was asked"
        case Answered(ref=ref):
            return f"{_name(ref, question_set)} {'is known' if ref in BY_REF else 'was answered'}"
        case Equals(ref=ref, wanted=wanted) if ref in BY_REF:
            return BY_REF[ref].words(str(wanted))
        case AnyOf(ref=ref, options=options) if ref in BY_REF:
            return " or ".join(BY_REF[ref].words(id_) for id_ in sorted(options, key=_as_listed(ref)))
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


def missing(condition: Condition, values: Values, question_set: QuestionSet) -> str:
    """What would make it hold: the smallest parts that do not, each with how it stands. Empty when it holds.

    All that is joined by "and" is needed, any of what is joined by "or" is enough.
    """
    if condition.holds(values) is True:
        return ""
    if not isinstance(condition, (All, Any)):
        return f"{describe(condition, question_set)} ({_truth(condition.holds(values))})"
    left = [part for part in condition.of if part.holds(values) is not True]
    words = [missing(part, values, question_set) for part in left]
    if len(left) == 1:
        return words[0]
    inner = [f"({said})" if ", and " in said or ", or " in said else said for said in words]
    return f", {_JOINS[type(condition)]} ".join(inner)


def _truth(truth: Truth) -> str:
    return "not known" if truth is None else "yes" if truth else "no"


def _inner(part: Condition, question_set: QuestionSet) -> str:
    words = describe(part, question_set)
    return f"({words})" if isinstance(part, (All, Any)) else words


def _name(ref: str, question_set: QuestionSet) -> str:
    if fact := BY_REF.get(ref):
        return fact.words("yes") if fact.options == YES_NO else _FACT_NAMES.get(fact.name, fact.name)
    question = question_set.by_id[ref.partition(".")[0]]
    part = question.part(ref.partition(".")[2])
    about = f"{question.about}, {part.text.rstrip('?:').lower()}" if part else question.about
    return f"{about} ({ref})"


def _as_listed(ref: str) -> Callable[[str], tuple[int, str]]:
    """Numbers in their order, such as months; words by the alphabet."""
    return lambda id_: (int(id_) if id_.isdigit() else 0, id_)


def _option(ref: str, id_: str, question_set: QuestionSet) -> str:
    if ref in BY_REF:
        return id_
    question = question_set.by_id[ref.partition(".")[0]]
    part = question.part(ref.partition(".")[2])
    options: tuple[Option, ...] = part.options if part else question.options
    found = next((o for o in options if o.id == id_), None)
    return f"“{found.says or found.text.lower()}”" if found else f"“{id_.replace('_', ' ')}”"
