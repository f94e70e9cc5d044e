"""What somebody said → a typed answer, and back (contract.md 1 and 2).

One → option id · many → frozenset of option ids · text → str · number → int · date → date or "none" · parts → mapping
of part id to any of those. `not_sure` and `pnts` stand for a whole answer or one part. Called by content (answers from
a file), by both faces and by the store; all of them get the same sentence when something is not an answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from triage.core.conditions import NO_DATE, NOT_SURE, PNTS, Scalar, Value, is_declined
from triage.core.people import tidy_postcode
from triage.core.questions import Kind, Option, Part, Question, contradicting

GIVEN = "given"  # all that an `answer` row of HO1-HO3 says; the details live in person_detail (contract.md 1)
NO_POSTCODE = "That does not look like a postcode. Leave it empty if they have none."
MOST_TICKS = {"RE1.about": 3}
_HIGHEST = {"ZZ6": 10}
_HIGH = 999
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters, and the marks that turn the direction of what follows.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NotAnAnswer(ValueError):
    """Why something is no answer, as a sentence. `part` says where; `word` and `known` allow a spelling suggestion."""

    def __init__(self, says: str, part: str = "", word: str = "", known: Iterable[str] = ()) -> None:
        super().__init__(says)
        self.says, self.part, self.word, self.known = says, part, word, tuple(known)


def read_answer(question: Question, raw: object) -> Value:
    """`raw` as typed answer to `question`. Raises NotAnAnswer, a ValueError with one plain sentence.

    `raw` is text, a number, a date, a list or set of text, or for parts a mapping of those; already typed answers pass
    through unchanged.
    """
    if isinstance(raw, str) and raw in declines(question):
        return raw
    if question.kind is not Kind.PARTS:
        return _one(question.id, question.kind, question.options, question.max_chars, raw, declines(question))
    if isinstance(raw, str) and raw == GIVEN and question.needs_person_detail:
        return GIVEN
    if not isinstance(raw, Mapping):
        names = ", ".join(part.id for part in question.parts)
        raise NotAnAnswer(f"{question.id} has parts, so its answer needs them: {names}")
    return _parts(question, raw)


def read_parts(question: Question, raw: Mapping[Any, object]) -> Mapping[str, Scalar | frozenset[str]]:
    """The parts of a form filled in so far; those that must be given may still be missing. Raises NotAnAnswer."""
    return _parts(question, raw, so_far=True)


def check_as_told(question: Question, value: Value) -> None:
    """What somebody just said or a file holds, beyond its kind: a postcode looks like one. Raises NotAnAnswer.

    Not part of `read_answer`: what was kept before this was looked at stays readable.
    """
    said = value.get("postcode") if question.id == "HO1" and isinstance(value, Mapping) else None
    if isinstance(said, str) and said not in (NOT_SURE, PNTS) and tidy_postcode(said) is None:
        raise NotAnAnswer(NO_POSTCODE, "postcode")


def write_answer(value: Value) -> object:
    """The answer as JSON knows it: dates as ISO text, ticks as a sorted list. `read_answer` reads it back unchanged."""
    if isinstance(value, Mapping):
        return {part: write_answer(inner) for part, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def detail_told(stored: str) -> str:
    """A fact about a person as it was told: its stored JSON as text, empty where they would rather not say."""
    told = json.loads(stored)
    return "" if is_declined(told) else str(told)


def as_said(answers: Mapping[str, Value]) -> dict[str, Value]:
    """Answers and their parts under their references, set aside or not.

    For what depends only on questions that are never set aside: who is there, whether anybody can overhear, the
    reasons, the openers (core.presenting). Anything else wants the values of a walk.
    """
    parts = {
        f"{question}.{part}": said
        for question, answer in answers.items()
        if isinstance(answer, Mapping)
        for part, said in answer.items()
    }
    return {**answers, **parts}


def declines(question: Question) -> tuple[str, ...]:
    """`not_sure` and `pnts`, as far as the question takes them: openers and staff questions take no `not_sure`."""
    return question.declines() if question.kind in (Kind.ONE, Kind.MANY) else (NOT_SURE, PNTS)


def most_ticks(question_id: str) -> int:
    """How many lines may be ticked in a question, or in the one part of it that has a limit; 0 for any number."""
    return next((most for ref, most in MOST_TICKS.items() if ref.partition(".")[0] == question_id), 0)


def _parts(
    question: Question, raw: Mapping[Any, object], so_far: bool = False
) -> Mapping[str, Scalar | frozenset[str]]:
    known = {part.id: part for part in question.parts}
    for name in raw:
        if name not in known:
            raise NotAnAnswer(f"{question.id} has no part `{name}`", str(name), str(name), known)
    read: dict[str, Scalar | frozenset[str]] = {}
    for part in question.parts:
        said = raw.get(part.id)
        if said is None or said == "" or said == [] or said == frozenset():
            if not part.optional and not so_far:
                raise NotAnAnswer(f"{question.id} needs its part `{part.id}`", part.id)
        else:
            read[part.id] = _part(question, part, said)
    return read


def _part(question: Question, part: Part, raw: object) -> Scalar | frozenset[str]:
    if isinstance(raw, str) and raw in (NOT_SURE, PNTS):
        return raw
    try:
        return _one(f"{question.id}.{part.id}", part.kind, part.options, part.max_chars, raw, (NOT_SURE, PNTS))
    except NotAnAnswer as error:
        error.part = f"{part.id}.{error.part}".rstrip(".")
        raise


def _one(
    ref: str, kind: Kind, options: tuple[Option, ...], most: int, raw: object, also: tuple[str, ...]
) -> Scalar | frozenset[str]:
    if kind is Kind.MANY:
        return _ticks(ref, options, raw, also)
    if isinstance(raw, (Mapping, list, tuple, set, frozenset)) or raw is None:
        raise NotAnAnswer(f"{ref} takes one answer")
    if kind is Kind.ONE:
        return _option(ref, tuple(option.id for option in options), str(raw), also)
    if kind is Kind.NUMBER:
        return _number(ref, raw)
    if kind is Kind.DATE:
        return _date(ref, raw)
    return _text(ref, str(raw), most)


def _option(ref: str, options: tuple[str, ...], word: str, also: tuple[str, ...], part: str = "") -> str:
    if word not in options:
        raise NotAnAnswer(f"`{word}` is not an option of {ref}", part, word, (*options, *also))
    return word


def _ticks(ref: str, options: tuple[Option, ...], raw: object, also: tuple[str, ...]) -> frozenset[str]:
    ids = tuple(option.id for option in options)
    if not isinstance(raw, (list, tuple, set, frozenset)):
        some = [option.id for option in options if not option.exclusive][:2]
        raise NotAnAnswer(f"{ref} is a tick list, so its answer is a list, such as [{', '.join(some)}]")
    ticked = [str(tick) for tick in (raw if isinstance(raw, (list, tuple)) else sorted(map(str, raw)))]
    for place, tick in enumerate(ticked, 1):
        if tick in also and len(ticked) > 1:
            raise NotAnAnswer(f"`{tick}` cannot be ticked together with others in {ref}", str(place))
        if tick in also:
            raise NotAnAnswer(f"{ref} is answered `{tick}` as a whole, without a list", str(place))
        _option(ref, ids, tick, also, str(place))
        if ticked.count(tick) > 1:
            raise NotAnAnswer(f"`{tick}` is ticked twice in {ref}", str(place))
        if Option(tick, "").exclusive and len(ticked) > 1:
            raise NotAnAnswer(f"`{tick}` cannot be ticked together with others in {ref}", str(place))
    for pair in contradicting(options):
        if pair.issubset(ticked):
            one, other = sorted(pair, key=ticked.index)
            raise NotAnAnswer(f"`{one}` and `{other}` cannot both be ticked in {ref}", str(ticked.index(other) + 1))
    if not ticked:
        raise NotAnAnswer(f"nothing is ticked in {ref}")
    if len(ticked) > MOST_TICKS.get(ref, len(ticked)):
        raise NotAnAnswer(f"at most {MOST_TICKS[ref]} may be ticked in {ref}")
    return frozenset(ticked)


def _number(ref: str, raw: object) -> int:
    most = _HIGHEST.get(ref, _HIGH)
    text = str(raw).strip()
    if isinstance(raw, bool) or not re.fullmatch("[0-9]{1,9}", text) or int(text) > most:
        raise NotAnAnswer(f"{ref} is a whole number from 0 to {most}")
    return int(text)


def _date(ref: str, raw: object) -> date | str:
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    if text == NO_DATE:
        return NO_DATE
    if _ISO.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise NotAnAnswer(f"{ref}: there is no day {text}") from None
    raise NotAnAnswer(f"{ref} is a date, such as 2026-11-23, or {NO_DATE}")


def _text(ref: str, raw: str, most: int) -> str:
    text = raw.strip()
    if not text:
        raise NotAnAnswer(f"nothing is written in {ref}")
    if found := _FORBIDDEN.search(text):
        raise NotAnAnswer(f"{ref} has an invisible character in it, U+{ord(found[0]):04X}")
    if len(text) > most:
        raise NotAnAnswer(f"{ref} has {len(text)} characters, and at most {most} fit")
    return text
