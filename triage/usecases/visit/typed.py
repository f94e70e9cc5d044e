"""What was typed at a desk, read as an answer; or a sentence that says what to do next.

`core.answers` reads answers as files hold them. Here days come as people type them ("4 dec"), and whoever is told that
something is no answer stands beside a person who waits. Called by `answers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from triage.core.answers import NO_POSTCODE, NotAnAnswer, check_as_told, read_answer, read_parts
from triage.core.conditions import DECLINED, Value
from triage.core.dates import NOT_A_DAY, read_date
from triage.core.people import tidy_postcode
from triage.core.questions import Kind, Question
from triage.usecases.ports import UseCaseError

_IN_THE_PAST = frozenset({"HO1.born", "M4.decided"})
_NOT_A_NUMBER = "Type a whole number, such as 2."


def typed_answer(question: Question, raw: object, today: date) -> Value:
    """`raw` as an answer. Raises UseCaseError with what to do next."""
    try:
        value = read_answer(question, _dates_read(question, raw, today))
        check_as_told(question, value)
        return value
    except NotAnAnswer as problem:
        raise UseCaseError(_at_the_desk(question, problem)) from None
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None


def typed_parts(question: Question, raw: Mapping[str, object], today: date) -> Value:
    """The parts of a form filled in so far. Raises UseCaseError for one that cannot be right."""
    try:
        read = _dates_read(question, raw, today)
        assert isinstance(read, Mapping)
        value = read_parts(question, read)
        check_as_told(question, value)
        return value
    except NotAnAnswer as problem:
        raise UseCaseError(_at_the_desk(question, problem)) from None
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None


def field_problem(kind: str, typed: str, today: date, field: str = "") -> str:
    """What to do next if `typed` cannot be a date, a number or a postcode; empty if it can, and for any other field."""
    if problem := text_problem(field, typed):
        return problem
    if kind == Kind.NUMBER and not typed.strip().isdecimal():
        return _NOT_A_NUMBER
    if kind == Kind.DATE:
        try:
            read_date(typed, today)
        except ValueError as problem:
            return str(problem)
    return ""


def text_problem(field: str, typed: str) -> str:
    """What to do next if a field of words holds none of its kind: so far, a postcode."""
    wrong = field == "postcode" and typed not in DECLINED and tidy_postcode(typed) is None
    return NO_POSTCODE if wrong else ""


def _at_the_desk(question: Question, problem: NotAnAnswer) -> str:
    """Files are told which question and option; somebody at a desk only what to do next."""
    if problem.part == "postcode":  # also one that is too long to be one
        return NO_POSTCODE
    part = question.part(problem.part.partition(".")[0])
    kind = part.kind if part else question.kind
    if kind is Kind.MANY:
        return "Tick at least one, or say that none fits. “None” cannot go with others, and three are the most for a reason."
    if kind is Kind.NUMBER:
        return _NOT_A_NUMBER
    if kind is Kind.DATE:
        return NOT_A_DAY
    if kind is Kind.TEXT:
        return "Type a few words, without special characters, and a little shorter if they do not fit."
    return "Choose one of the answers on the screen."


def _dates_read(question: Question, raw: object, today: date) -> object:
    """Dates as people type them ("4 dec") become dates; everything else stays as it came."""
    if question.kind is Kind.DATE and isinstance(raw, str) and raw not in DECLINED | {"none"}:
        return read_date(raw, today).isoformat()
    if isinstance(raw, Mapping):
        read = dict(raw)
        for part in question.parts:
            text = read.get(part.id)
            if part.kind is Kind.DATE and isinstance(text, str) and text.strip() and text not in DECLINED | {"none"}:
                past = f"{question.id}.{part.id}" in _IN_THE_PAST
                read[part.id] = read_date(text, today, past=past).isoformat()
        return {key: inner for key, inner in read.items() if inner not in ("", None)}
    return raw
