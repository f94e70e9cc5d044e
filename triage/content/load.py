"""The content folder → a question set and a directory, every problem of every file in one pass.

Files are read once and carefully (plain files inside the folder, at most 2 MB), hashed as they stood, and can be read
again from what a store kept: `body` is the text of all files, and its SHA-256 is the hash.

Imports core and its neighbours. Called by the commands and by bootstrap.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from triage.content.cards import read_cards
from triage.content.conditions import names
from triage.content.crosswalk import read_crosswalk
from triage.content.directory import read_directory
from triage.content.hours import LISTED_YEARS, bank_holidays
from triage.content.needs import read_needs
from triage.content.nodes import MAX_BYTES, MapNode, Spot, parse
from triage.content.order import check_reading, in_order
from triage.content.questions import Draft, finish, read_assessment, read_module
from triage.content.reader import Cell, Fields
from triage.content.report import Report, did_you_mean
from triage.content.sayings import read_sayings
from triage.core.directory import Directory
from triage.core.problems import Problem
from triage.core.questions import QuestionSet

QUESTION_SETS = "question_sets"
DIRECTORY = "directory.yaml"
YEARS = LISTED_YEARS
_OTHERS = ("assessment", "needs", "cards")
_CROSSWALK, _FIND = "crosswalk", "find"  # optional: a hub may have none, and so may a kept question set
_START = Spot(1, 1)
Files = Mapping[str, bytes]
Years = Iterable[int]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything loaded. `bodies`: by hash, the question set and the directory as a store keeps them."""

    question_set: QuestionSet
    directory: Directory
    bodies: Mapping[str, str]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Content, and by id where its modules, questions, needs, cards and services stand. `report` takes more problems."""

    content: Content
    report: Report
    modules: Mapping[str, Fields]
    questions: Mapping[str, Fields]
    needs: Mapping[str, Fields]
    cards: Mapping[str, Fields]
    services: Mapping[str, Fields]


def load_content(folder: Path, years: Years = YEARS) -> Content:
    """`folder` holds question_sets/ and directory.yaml. Raises ContentError with all problems of all files."""
    return read_content(folder, years).content


def read_content(folder: Path, years: Years = YEARS) -> Read:
    """The same, with where each thing stands, for what looks further (`check`). Raises ContentError."""
    report = Report(folder.name)
    rules = _read_rules(_question_files(folder / QUESTION_SETS, report), report)
    read = _read_directory(_file(folder / DIRECTORY, DIRECTORY, report), years, report)
    if rules and read and rules.whole:
        _check_together(rules, read)
    rules, read = _settled(rules, report), _settled(read, report)
    bodies = {rules.question_set.hash: rules.body, read.directory.hash: read.body}
    content = Content(rules.question_set, read.directory, bodies, report.sorted())
    return Read(content, report, rules.modules, rules.questions, rules.needs, rules.cards, read.fields)


def load_question_set(folder: Path) -> QuestionSet:
    """The question set alone; `folder` is question_sets/ itself. Raises ContentError."""
    report = Report(folder.name)
    return _settled(_read_rules(_question_files(folder, report), report), report).question_set


def load_directory(file: Path, years: Years = YEARS) -> Directory:
    """The directory alone, with England's bank holidays of `years`. Raises ContentError."""
    report = Report(file.name)
    return _settled(_read_directory(_file(file, DIRECTORY, report), years, report), report).directory


def question_set_from(body: str) -> QuestionSet:
    """A question set as it stood, from the body a store kept (`Content.bodies`). Raises ContentError."""
    report = Report(QUESTION_SETS)
    return _settled(_read_rules(_files(body), report), report).question_set


def directory_from(body: str, years: Years = YEARS) -> Directory:
    """A directory as it stood, from the body a store kept. Raises ContentError."""
    report = Report(DIRECTORY)
    return _settled(_read_directory(_files(body), years, report), report).directory


# --- files ------------------------------------------------------------------------------------------


def _question_files(folder: Path, report: Report) -> Files:
    """Every YAML file of the folder, and a problem for each that must be there and is not."""
    must = {folder / f"{stem}.yaml" for stem in _OTHERS}
    found: dict[str, bytes] = {}
    for path in sorted({*folder.glob("*.yaml"), *must}):
        found |= _file(path, f"{QUESTION_SETS}/{path.name}", report)
    return found


def _file(path: Path, name: str, report: Report) -> Files:
    """The file's bytes by its name, or nothing and a problem. Only plain files; a link must stay in its folder."""
    here = report.for_file(name)
    try:
        if not path.resolve().is_relative_to(path.parent.resolve()):
            here.add(_START, "link", "", "the file is a link that leads out of its folder", "put the file here")
        elif not path.is_file():
            here.add(_START, "missing", "", "there is no such file", "add it, or check --content")
        else:
            with path.open("rb") as file:
                return {name: file.read(MAX_BYTES + 1)}
    except OSError as error:
        here.add(_START, "unreadable", "", f"the file cannot be read ({error.strerror})", "check its permissions")
    return {}


def _body(files: Files) -> str:
    """The files as one text, always the same for the same files: this is what is hashed and kept."""
    texts = {name: data.decode("utf-8-sig", "replace").replace("\r\n", "\n") for name, data in files.items()}
    return json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _files(body: str) -> Files:
    try:
        return {name: text.encode() for name, text in json.loads(body).items()}
    except (ValueError, AttributeError):
        return {}


def read_fields(path: Path, name: str, report: Report) -> Fields | None:
    """The top of one more file of the content, None with a problem added if it cannot be read."""
    return _fields(_file(path, name, report), name, report)


def _hash(body: str) -> str:
    return sha256(body.encode()).hexdigest()


def _fields(files: Files, name: str, report: Report) -> Fields | None:
    """The top of a file, None if it is not there or cannot be read (and then the report says so)."""
    if name not in files:
        return None
    here = report.for_file(name)
    tree = parse(files[name], here)
    return None if tree is None else Fields(tree, "", here)


# --- reading ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rules:
    """`whole`: every file was there and could be read, so that what is missing is truly missing."""

    question_set: QuestionSet
    body: str
    whole: bool
    modules: Mapping[str, Fields]
    questions: Mapping[str, Fields]
    needs: Mapping[str, Fields]
    cards: Mapping[str, Fields]
    sayings: Iterable[Fields]


@dataclass(frozen=True, slots=True)
class _Services:
    directory: Directory
    body: str
    fields: Mapping[str, Fields]


_R = TypeVar("_R")


def _settled(read: _R | None, report: Report) -> _R:
    """What was read. Raises ContentError if there are problems, also when a kept body is not one at all."""
    if read is None and not report.problems:
        report.add(_START, "missing", "", "this is not content as a store keeps it", "restore it from a backup")
    report.settle()
    assert read is not None  # nothing read is always a problem
    return read


def _name(stem: str) -> str:
    return f"{QUESTION_SETS}/{stem}.yaml"


def _read_rules(files: Files, report: Report) -> _Rules | None:
    top = _fields(files, _name("assessment"), report)
    if top is None:
        return None
    assessment = read_assessment(top)
    draft = Draft()
    whole = _read_modules(files, assessment.modules, draft, report)
    known = names(draft.questions().values())
    modules = finish(draft, known)
    needs_top, cards_top = _fields(files, _name("needs"), report), _fields(files, _name("cards"), report)
    needs = read_needs(needs_top, known) if needs_top else {}
    crosswalk_top = _fields(files, _name(_CROSSWALK), report)
    crosswalk = read_crosswalk(crosswalk_top, list(needs) if needs_top else None) if crosswalk_top else {}
    cards = read_cards(cards_top, known, needs if needs_top else None) if cards_top else {}
    find_top = _fields(files, _name(_FIND), report)
    sayings = read_sayings(find_top, list(needs) if needs_top else None) if find_top else []
    if not whole:
        report.forget("unknown-question")
    questions = {question.id: question for module in modules for question in module.questions}
    check_reading(questions, draft.fields, needs.values(), cards.values())
    rules, acts = tuple(need for need, _ in needs.values()), tuple(card for card, _ in cards.values())
    body = _body(files)
    question_set = QuestionSet(
        id=assessment.id,
        version=assessment.version,
        hash=_hash(body),
        modules=modules,
        needs=rules,
        cards=acts,
        order=in_order(questions, draft.fields, rules, acts),
        privacy_words=assessment.privacy_words,
        privacy_version=assessment.privacy_version,
        by_id=questions,
        crosswalk=crosswalk,
        sayings=tuple(saying for saying, _ in sayings),
    )
    return _Rules(
        question_set,
        body,
        whole and needs_top is not None,
        modules=draft.tops,
        questions=draft.fields,
        needs={code: at for code, (_, at) in needs.items()},
        cards={card: at for card, (_, at) in cards.items()},
        sayings=[at for _, at in sayings],
    )


def _read_modules(files: Files, wanted: tuple[Cell, ...], draft: Draft, report: Report) -> bool:
    """Every module file into the draft; False if there is none, or one cannot be read."""
    whole, listed = bool(wanted), {_name(stem) for stem in (*_OTHERS, _CROSSWALK, _FIND)}
    for cell in wanted:
        name = _name(cell.text() or "")
        if name in listed:
            cell.add("duplicate-id", f"`{cell.text()}` is here twice", "delete one")
            continue
        listed.add(name)
        if name not in files:
            stems = [file.split("/")[-1].removesuffix(".yaml") for file in files]
            cell.add("missing", f"there is no file {name}", did_you_mean(cell.text() or "", stems))
        fields = _fields(files, name, report)
        if fields is None or not read_module(fields, draft):
            whole = False
    for name in sorted(files.keys() - listed):
        report.for_file(name).warn(_START, "not-listed", "", "assessment.yaml does not list this file", "list it")
    return whole


def _read_directory(files: Files, years: Years, report: Report) -> _Services | None:
    top = _fields(files, DIRECTORY, report)
    if top is None:
        return None
    read = read_directory(top)
    body = _body(files)
    directory = Directory(
        hash=_hash(body),
        hub=read.hub,
        services=read.services,
        places=read.places,
        staff=read.staff,
        quick_questions=read.quick_questions,
        closed_dates=bank_holidays(years),
        by_id={service.id: service for service in read.services},
    )
    return _Services(directory, body, read.fields)


# --- what the two say of each other -----------------------------------------------------------------


def _check_together(rules: _Rules, services: _Services) -> None:
    needs = rules.question_set.needs
    asked_for = [need.kinds for need in needs] + [saying.kinds for saying in rules.question_set.sayings]
    wanted = sorted({kind for kinds in asked_for for kind in kinds})
    codes = sorted({name for need in needs for name in (need.code, need.domain)})
    home = rules.question_set.by_id.get("H1")
    tenures = [option.id for option in home.options] if home else []
    offered = sorted({kind for service in services.directory.services for kind in service.kinds})
    for at in rules.sayings:
        _each(at, "kinds", offered, "unknown-kind", "a kind that any service is", warn=True)
    for at in services.fields.values():
        for key in ("meets", "enforces"):
            _each(at, key, codes, "unknown-need", "a need or a section", warn=False)
        own = at.get("id")  # a service that is one of a kind, such as the welcome desk: no need asks for it, by intent
        kinds = [*wanted, own.text() or ""] if own else wanted
        _each(at, "kinds", kinds, "unknown-kind", "a kind that any need asks for", warn=True)
        eligibility = at.get("eligibility")
        if eligibility and isinstance(eligibility.node, MapNode) and tenures:
            who = Fields(eligibility.node, eligibility.part, at.report)
            _each(who, "tenure", tenures, "unknown-option", "an option of H1", warn=False)


def _each(at: Fields, key: str, known: Collection[str], rule: str, what: str, warn: bool) -> None:
    cell = at.get(key)
    for item in cell.items() if cell else ():
        if (word := item.text()) and word not in known:
            tell = item.report.warn if warn else item.report.add
            tell(item.node, rule, item.part, f"`{word}` is not {what}", did_you_mean(word, known))
