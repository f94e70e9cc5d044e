"""Reasons in words: from a reference ("RE4.date", "fact.age") to the question asked and what was said.

Every need, card, fit and lead carries such reasons (design.md 3, idea 4). A reason always names a question that was
really asked: a fact is traced back to the questions it was worked out from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from triage.core.conditions import NOT_SURE, PNTS, TODAY, Value, Values
from triage.core.facts import FACTS, days_words
from triage.core.questions import Option, Question, QuestionSet

_DECLINED_WORDS = {NOT_SURE: "not sure", PNTS: "would rather not say"}


@dataclass(frozen=True, slots=True)
class Reason:
    """`question` is an asked question's id; `says` the answer in words ("Date to be out: 16 January 2027 (in 54 days)")."""

    question: str
    says: str


def date_words(day: date) -> str:
    """16 January 2027, without a leading nought."""
    return f"{day.day} {day:%B %Y}"


def answer_words(question: Question, value: Value, today: date | None = None) -> str:
    """An answer as a person would say it; parts are joined by commas, empty ones left out."""
    if isinstance(value, str) and value in _DECLINED_WORDS:
        return _DECLINED_WORDS[value]
    if isinstance(value, dict):
        said = []
        for part in question.parts:
            if (inner := value.get(part.id)) is not None and inner != "":
                words = _scalar_words(part.options, inner, today)
                said.append(f"{part.text.rstrip('?:').lower()}: {words}" if words in ("yes", "no") else words)
        return ", ".join(said)
    return _scalar_words(question.options, value, today)


def _scalar_words(options: tuple[Option, ...], value: object, today: date | None) -> str:
    if isinstance(value, frozenset):
        return ", ".join(_option_words(o) for o in options if o.id in value)
    if isinstance(value, date):
        return date_words(value) + (f" ({days_words((value - today).days)})" if today else "")
    if isinstance(value, str):
        if value in _DECLINED_WORDS:
            return _DECLINED_WORDS[value]
        return next((_option_words(o) for o in options if o.id == value), "no date" if value == "none" else value)
    return str(value)


def _option_words(option: Option) -> str:
    return option.says or option.text.lower()


def questions_behind(ref: str, values: Values) -> tuple[str, ...]:
    """The asked questions a reference rests on: itself, or for a fact all that it read."""
    if ref.startswith("fact."):
        found: list[str] = []
        for read in FACTS[ref[5:]].reads:
            found.extend(questions_behind(read, values))
        return tuple(dict.fromkeys(found))
    question = ref.split(".", 1)[0]
    return (question,) if question in values else ()


def reasons(question_set: QuestionSet, refs: Iterable[str], values: Values) -> tuple[Reason, ...]:
    """The refs in words, each once, in the order given; refs nothing was said about are left out."""
    today = values.get(TODAY)
    now = today if isinstance(today, date) else None
    found: dict[Reason, None] = {}
    for ref in refs:
        for question_id in questions_behind(ref, values):
            question = question_set.by_id[question_id]
            if ref.startswith("fact."):
                says = FACTS[ref[5:]].words(values[ref]) if ref in values else question.about
            elif ref in values:
                part = question.part(ref.partition(".")[2])
                words = (
                    _scalar_words(part.options, values[ref], now)
                    if part
                    else answer_words(question, values[ref], now)
                )
                says = f"{question.about}: {words}"
            else:
                continue
            found[Reason(question_id, says)] = None
    return tuple(found)
