"""Reasons in words: from a reference ("RE4.date", "fact.age") to the question asked and what was said.

Every need, card, fit and lead carries such reasons (design.md 3, idea 4). A reason always names a question that was
really asked: a fact is traced back to the questions it was worked out from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from triage.core.conditions import NO_DATE, NOT_SURE, PNTS, TODAY, Value, Values
from triage.core.facts import BY_REF, Fact, PlaceKind, Situation, Speaker, days_words
from triage.core.questions import Kind, Option, Part, Question, QuestionSet
from triage.core.text import lower_first

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
    """An answer as a person would say it; parts are joined by commas, and those that say nothing are left out."""
    if isinstance(value, str) and value in _DECLINED_WORDS:
        return _DECLINED_WORDS[value]
    if isinstance(value, Mapping):
        parts = sorted(
            question.parts, key=lambda part: part.kind is Kind.DATE
        )  # what a day is for reads before the day
        said = (part_words(part, value.get(part.id), today) for part in parts)
        return ", ".join(dict.fromkeys(words for words in said if words))  # the same to speak and to read: said once
    return _scalar_words(question.kind, question.options, value, today)


def part_words(part: Part, value: object, today: date | None = None) -> str:
    """One part in words: numbers and yeses with their name ("adults: 2", "pregnant"); noughts and noes say nothing."""
    if value in (None, "", "no", 0):
        return ""
    name = part.text.rstrip("?:").strip()
    name = lower_first(name)
    words = _scalar_words(part.kind, part.options, value, today)
    if value == "yes":
        return name
    return f"{name}: {words}" if part.kind is Kind.NUMBER or words in _DECLINED_WORDS.values() else words


def _scalar_words(kind: Kind, options: tuple[Option, ...], value: object, today: date | None) -> str:
    if isinstance(value, frozenset):
        return ", ".join(_option_words(o) for o in options if o.id in value)
    if isinstance(value, date):
        return date_words(value) + (f" ({days_words((value - today).days)})" if today else "")
    if isinstance(value, str):
        if value in _DECLINED_WORDS:
            return _DECLINED_WORDS[value]
        if kind is Kind.DATE and value == NO_DATE:
            return "no date"
        return next((_option_words(o) for o in options if o.id == value), value)
    return str(value)


def _option_words(option: Option) -> str:
    return option.says or option.text.lower()


def questions_behind(ref: str, values: Values) -> tuple[str, ...]:
    """The asked questions a reference rests on: itself, or for a fact those it was worked out from."""
    if ref in BY_REF:
        found: list[str] = []
        for read in _carrying(BY_REF[ref], values):
            found.extend(questions_behind(read, values))
        return tuple(dict.fromkeys(found))
    question = ref.split(".", 1)[0]
    return (question,) if question in values else ()


def _carrying(fact: Fact, values: Values) -> tuple[str, ...]:
    """Of what a fact reads, only what makes it so by itself; all of it where it takes them together.

    So "cold is harder on somebody at home" names the child under 5 and not the mood that was fine.
    """
    today = values.get(TODAY)
    if len(fact.reads) < 2 or not isinstance(today, date):
        return fact.reads
    situation = Situation(
        today=today,
        place=PlaceKind(str(values.get("fact.place", PlaceKind.COUNTER))),
        speaker=Speaker(str(values.get("fact.speaker", Speaker.SELF))),
    )

    def alone(read: str) -> Values:
        return {ref: value for ref, value in values.items() if ref == read or ref.startswith(f"{read}.")}

    value = values.get(f"fact.{fact.name}")
    return tuple(read for read in fact.reads if fact.compute(alone(read), situation) == value) or fact.reads


def reasons(question_set: QuestionSet, refs: Iterable[str], values: Values) -> tuple[Reason, ...]:
    """The refs in words, one reason a question, in the order given; refs nothing was said about are left out."""
    today = values.get(TODAY)
    now = today if isinstance(today, date) else None
    said: dict[str, list[str]] = {}
    for ref in refs:
        for question_id in questions_behind(ref, values):
            if words := _ref_words(question_set.by_id[question_id], ref, values, now):
                said.setdefault(question_id, []).append(words)
    return tuple(
        Reason(question_id, f"{question_set.by_id[question_id].about}: {', '.join(dict.fromkeys(words))}")
        for question_id, words in said.items()
    )


def _ref_words(question: Question, ref: str, values: Values, today: date | None) -> str:
    if ref not in values:
        return ""
    if ref in BY_REF:
        return BY_REF[ref].words(values[ref])
    part = question.part(ref.partition(".")[2])
    if part is None:
        return answer_words(question, values[ref], today)
    return part_words(part, values[ref], today) or f"{part.text.rstrip('?:').lower()}: no"
