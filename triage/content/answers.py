"""The file of contract.md 3 → `AnswersFile`: typed answers, and what was said of cards, needs, sharing and desks.

YAML or JSON, read by the same strict reader as the content, against the question set and the directory. Imports core
and its neighbours. Called by `triage assess` and by tests.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from triage.content.hours import time_of_day
from triage.content.nodes import ListNode, MapNode, Node, Scalar, parse
from triage.content.questions import SECTIONS
from triage.content.reader import Cell, Fields
from triage.content.report import Report, did_you_mean
from triage.core.answers import NotAnAnswer, check_as_told, read_answer
from triage.core.cards import CardClose
from triage.core.conditions import Value
from triage.core.consent import FIELD_WORDS, Consent
from triage.core.directory import DeskState, Directory
from triage.core.facts import PlaceKind, Speaker
from triage.core.needs import Severity, Wanted
from triage.core.questions import Question, QuestionSet

AGREEMENT_STATES = ("given", "given_with_limits", "refused", "not_asked", "withdrawn", "not_needed_legal")
_WANTED = tuple(wanted.value for wanted in Wanted)
_SEVERITIES = tuple(severity.value for severity in Severity)
_CLOSES = tuple(close.value for close in CardClose)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class CardNote:
    """What became of a card; `close` None is still open. Naming a card that is not triggered opens it.

    `reason`: what it was instead, for one that was not what it seemed (practice.md B, behaviour 5).
    """

    close: CardClose | None = None
    to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NeedNote:
    """What the read-back said of a need. A code the walk did not find is one that staff added."""

    wanted: Wanted = Wanted.NOT_ASKED
    severity: Severity | None = None
    reason: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class AgreementNote:
    """One recipient and one need: the state of contract.md 6, with limits in words and the fields it is limited to."""

    state: str
    limits: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """An assessment as one file holds it. `as_of` is aware; None is now."""

    as_of: datetime | None = None
    speaker: Speaker = Speaker.SELF
    place: PlaceKind = PlaceKind.COUNTER
    visits_90_days: int = 0
    opened: tuple[str, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    cards: Mapping[str, CardNote] = field(default_factory=dict)
    needs: Mapping[str, NeedNote] = field(default_factory=dict)
    agreements: Mapping[str, Mapping[str, AgreementNote]] = field(default_factory=dict)
    desk: Mapping[str, DeskState] = field(default_factory=dict)


def read_answers(data: bytes, file: str, question_set: QuestionSet, directory: Directory) -> AnswersFile:
    """`data` as the file called `file` holds it: `.json` or YAML. Raises ContentError with every problem in it."""
    report = Report(file)
    tree = parse(data, report)
    read = _read(Fields(tree, "", report), question_set, directory) if tree else AnswersFile()
    report.settle()
    return read


def _read(fields: Fields, rules: QuestionSet, directory: Directory) -> AnswersFile:
    codes = [need.code for need in rules.needs]
    services = list(directory.by_id)
    speaker, place = fields.choice("speaker", list(Speaker)), fields.choice("place", list(PlaceKind))
    opened = fields.get("opened")
    read = AnswersFile(
        as_of=_moment(fields.get("as_of")),
        speaker=Speaker(speaker or "self"),
        place=PlaceKind(place or "counter"),
        visits_90_days=fields.whole("visits_90_days", 0, 999) or 0,
        opened=opened.choices([*SECTIONS.values(), *rules.by_id], "a question or a section") if opened else (),
        answers=_answers(fields.get("answers"), rules.by_id),
        cards=_by_key(fields.get("cards"), [card.id for card in rules.cards], "a card", _card),
        needs=_by_key(fields.get("needs"), codes, "a need", _need),
        agreements=_by_key(
            fields.get("agreements"),
            services,
            "a service",
            lambda cell: _by_key(cell, codes, "a need", _agreement),
        ),
        desk=_by_key(fields.get("desk"), services, "a service", _desk),
    )
    fields.done()
    return read


def _moment(cell: Cell | None) -> datetime | None:
    text = cell.text(40) if cell else None
    if cell is None or text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        cell.add("time", f"`{text}` is not a moment", "write it like 2026-11-23T10:15+00:00, with the zone")
        return None
    return moment


def _known(cell: Cell | None, known: Collection[str], what: str) -> Iterator[tuple[str, Cell]]:
    """The keys and values of a mapping whose keys must be known."""
    fields = cell.fields() if cell else None
    for key, value in fields.entries() if fields else ():
        if (word := key.choice(known, what)) is not None:
            yield word, value


def _by_key(cell: Cell | None, known: Collection[str], what: str, read: Callable[[Cell], _T | None]) -> dict[str, _T]:
    return {word: note for word, value in _known(cell, known, what) if (note := read(value)) is not None}


def _answers(cell: Cell | None, questions: Mapping[str, Question]) -> dict[str, Value]:
    read: dict[str, Value] = {}
    for question_id, value in _known(cell, questions, "a question"):
        try:
            read[question_id] = read_answer(questions[question_id], _plain(value.node))
            check_as_told(questions[question_id], read[question_id])
        except NotAnAnswer as error:
            at = _find(value, error.part)
            at.add("answer", error.says, did_you_mean(error.word, error.known) if error.known else "change the answer")
    about, first = read.get("RE1"), read.get("RE2")
    ticked = about.get("about") if isinstance(about, Mapping) else None
    if isinstance(first, str) and isinstance(ticked, frozenset) and first not in (*ticked, "pnts", "not_sure"):
        at = next(value for question_id, value in _known(cell, questions, "a question") if question_id == "RE2")
        at.add("answer", f"RE2 says `{first}`, which RE1 does not tick", did_you_mean(first, sorted(ticked)))
    return read


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, (_, value) in node.entries.items()}


def _find(cell: Cell, part: str) -> Cell:
    """The cell a problem is about: `about.2` is the second item of the value under `about`; else the nearest above."""
    for name in part.split(".") if part else ():
        if isinstance(cell.node, MapNode) and name in cell.node.entries:
            cell = Cell(cell.node.entries[name][1], f"{cell.part}.{name}", cell.report)
        elif isinstance(cell.node, ListNode) and name.isdigit() and int(name) <= len(cell.node.items):
            cell = Cell(cell.node.items[int(name) - 1], f"{cell.part}.{name}", cell.report)
    return cell


def _card(cell: Cell) -> CardNote | None:
    fields = cell.fields()
    if fields is None:
        return None
    close = fields.choice("close", _CLOSES)
    note = CardNote(CardClose(close) if close else None, fields.text("to", 80), fields.text("reason", 200))
    if note.close is CardClose.PASSED_TO and not note.to:
        fields.add("missing", "a card was passed on, and `to` is missing", "say to whom, such as to: pantry")
    fields.done()
    return note


def _need(cell: Cell) -> NeedNote | None:
    fields = cell.fields()
    if fields is None:
        return None
    wanted, severity = fields.choice("wanted", _WANTED), fields.choice("severity", _SEVERITIES)
    note = NeedNote(
        wanted=Wanted(wanted or "not_asked"),
        severity=Severity(severity) if severity else None,
        reason=fields.text("reason", 200),
        removed=fields.flag("removed"),
    )
    if note.severity and not note.reason:
        fields.add("missing", "a severity is set by hand, and `reason` is missing", "say why in a few words")
    fields.done()
    return note


def _agreement(cell: Cell) -> AgreementNote | None:
    """The state alone, or {state, limits, fields}."""
    if isinstance(cell.node, Scalar):
        state = cell.choice(AGREEMENT_STATES, "a state of an agreement")
        return None if state is None else AgreementNote(state)
    fields = cell.fields()
    if fields is None:
        return None
    state = fields.need_choice("state", AGREEMENT_STATES)
    note = AgreementNote(state or "not_asked", fields.text("limits", 200), fields.choices("fields", list(FIELD_WORDS)))
    if state == Consent.GIVEN_WITH_LIMITS and not note.limits:
        fields.add("missing", "there are limits, and `limits` is missing", "write them in the person's own words")
    fields.done()
    return note


def _desk(cell: Cell) -> DeskState | None:
    fields = cell.fields()
    if fields is None:
        return None
    state = DeskState(
        full=fields.flag("full"),
        closes=time_of_day(fields.get("closes")) or None,
        back_at=time_of_day(fields.get("back_at")) or None,
        out=fields.flag("out"),
    )
    fields.done()
    return state
