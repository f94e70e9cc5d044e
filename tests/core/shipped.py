"""The shipped content, and short ways to say what somebody answered. Tests of the walk go through it.

`said("H1: private, H3a: [notice]")` is what a file of answers holds under `answers:`, read by the same strict reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from triage.content.answers import AnswersFile, read_answers
from triage.content.load import Content, load_content
from triage.core.conditions import Value
from triage.core.facts import PlaceKind, Situation, Speaker, WrapUp
from triage.core.flow import Walk, walk
from triage.core.questions import Layer, QuestionSet
from triage.core.reasons import Reason, reasons
from triage.usecases.ports import House

REPO = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)  # the Monday of contract.md 8
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)

Answers = dict[str, Value]


@cache
def content() -> Content:
    return load_content(REPO, range(2026, 2028))


def rules() -> QuestionSet:
    return content().question_set


def house() -> House:
    return House(content().question_set, content().directory)


def file_of(text: str) -> AnswersFile:
    return read_answers(text.encode(), "row.yaml", content().question_set, content().directory)


def said(text: str) -> Answers:
    return dict(file_of(f"answers: {{{text}}}").answers)


def here(
    place: str = "counter",
    *,
    speaker: str = "self",
    today: date = TODAY,
    visits: int = 0,
    opened: str = "",
    wanted: int = 0,
    lead: bool = False,
    left_out: Mapping[str, Iterable[str]] | None = None,
) -> Situation:
    return Situation(
        today=today,
        place=PlaceKind(place),
        speaker=Speaker(speaker),
        visits_90_days=visits,
        opened=tuple(opened.split()),
        wrap_up=WrapUp(wanted, lead),
        left_out={question: frozenset(options) for question, options in (left_out or {}).items()},
    )


COUNTER, POD, ROOM, PHONE, OUTREACH = (here(place) for place in ("counter", "pod", "private_room", "phone", "outreach"))


def walked(answers: Mapping[str, Value], at: Situation = COUNTER) -> Walk:
    return walk(rules(), answers, at)


def due(found: Walk) -> set[str]:
    """What is to be asked and was not yet, here or elsewhere."""
    return {*(gap.question for gap in found.not_covered), *found.waiting} - set(found.asked)


def gaps(found: Walk) -> dict[str, str]:
    return {gap.question: gap.because for gap in found.not_covered}


def needs(found: Walk) -> dict[str, str]:
    return {need.code: need.severity.value for need in found.needs}


def cards(found: Walk) -> list[str]:
    return [card.card for card in found.cards]


def because(found: Walk, code: str) -> tuple[Reason, ...]:
    """Why a need was found, in words."""
    need = next(need for need in found.needs if need.code == code)
    return reasons(rules(), need.refs, found.values)


def spoken() -> list[str]:
    """Every question that is put aloud, in file order."""
    return [q.id for q in rules().by_id.values() if q.layer is not Layer.STAFF]


# Somebody with a plain reason, told up to the four domains, then fine in every way.
TOLD = said(
    "ST2: here, S3: [no], RE1: {about: [complaint]}, ZZ1: less to pay, RE3: no, PR1: yes,"
    " CO1: {speak: English, read: English}, CO2: [none],"
    " HO1: {name: Sam, born: 1992-03-01}, HO2: {channel: none}, HO3: {adults: 0, alone: yes}"
)
NONE = said("H0: [none], M0: [none], W0: [none], K0: [none]")
FINE = said("H1: own, M2: yes, W5: ok, K4: very")
CLEAR = said("F0: {alone: yes, private: yes, interpreter_ok: yes, no_child_over_2: yes}")
BESIDE = said("ST1: [with_adult]")
