"""`assessment.yaml` and the module files → modules of questions, in two passes (contract.md 1 and 2).

The first pass reads every question; the second compiles `when` and `known`, since a condition may name a question of
any module. Also checks what ties questions together: what opens what, what moves forward, who may have locks.

Imports core and its neighbours. Called by `load`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from triage.content.conditions import Names, optional_condition
from triage.content.nodes import Scalar
from triage.content.reader import Cell, Fields
from triage.content.report import did_you_mean, nearest
from triage.core.conditions import NO_DATE, NOT_SURE, PNTS
from triage.core.questions import Kind, Layer, Module, Offer, Option, Part, Question, Where

MODULES = ("ST", "RE", "PR", "CO", "HO", "H", "M", "W", "K", "F", "ZZ")
SECTIONS = {"H": "housing", "M": "money", "W": "health", "K": "skills", "F": "safety"}
WHERE = {where.name.lower(): where for where in Where}
UNLOCKED = ("ST1", "HO1", "F0")
_KINDS = tuple(kind.value for kind in Kind)
_PART_KINDS = tuple(kind.value for kind in Kind if kind is not Kind.PARTS)
_LAYERS = tuple(layer.value for layer in Layer)
_QUESTION_ID = re.compile(r"[A-Z]{1,2}[0-9]{1,2}[a-z]?")
_OPTION_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
_YES_NO = (Option("yes", "Yes", "Yes"), Option("no", "No", "No"))
_AFTER_MODULE = "abcdefghijklmnopqrstuvwxyz0123456789"
_TITLE, _OPTION, _ABOUT_WORDS, _READ_BY = 8, 60, 5, 100


@dataclass(frozen=True, slots=True)
class Assessment:
    """`assessment.yaml`: the module files' names, in presented order, and the privacy words."""

    id: str
    version: str
    modules: tuple[Cell, ...]
    privacy_words: str
    privacy_version: str


def _privacy_words(privacy: Fields) -> str:
    """Signed-off words are said as they are: `verbatim` exempts them from the wording rule, as it does a question."""
    return privacy.text("words", 1200) if privacy.flag("verbatim") else privacy.words("words", 1200)


def read_assessment(fields: Fields) -> Assessment:
    cell = fields.need("modules")
    privacy_cell = fields.get("privacy")
    privacy = privacy_cell.fields() if privacy_cell else None
    read = Assessment(
        id=fields.need_text("id", 60),
        version=fields.need_text("version", 20),
        modules=tuple(item for item in cell.items() if item.id()) if cell else (),
        privacy_words=_privacy_words(privacy) if privacy else "",
        privacy_version=privacy.text("version", 20) if privacy else "",
    )
    if privacy:
        privacy.done()
    fields.done()
    return read


@dataclass(slots=True)
class Draft:
    """Questions as the first pass leaves them: `fields` still hold the conditions, `ties` the ids options name.

    `tops`: by module, where its file begins.
    """

    modules: list[Module] = field(default_factory=list)
    tops: dict[str, Fields] = field(default_factory=dict)
    fields: dict[str, Fields] = field(default_factory=dict)
    ties: list[Cell] = field(default_factory=list)

    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for module in self.modules for question in module.questions}


def read_module(fields: Fields, draft: Draft) -> bool:
    """One module file, added to the draft; False if it cannot be. Conditions stay nodes until `finish`."""
    module_id = fields.need_choice("module", MODULES) or ""
    if any(module.id == module_id for module in draft.modules):
        fields.add("duplicate-id", f"module {module_id} is in two files", "keep one of them in assessment.yaml")
        return False
    section = fields.choice("section", tuple(SECTIONS.values()))
    if module_id and section != SECTIONS.get(module_id):
        wanted = SECTIONS.get(module_id)
        mend = f"write `section: {wanted}`" if wanted else "delete `section`"
        fields.add("section", f"module {module_id} has the wrong section", mend)
    module = Module(
        id=module_id,
        section=section,
        title=fields.need_text("title", _TITLE),
        say=fields.words("say", 600),
        alone=fields.flag("alone"),
    )
    fields.need("questions", empty=True)
    read = [_question(item, module, draft) for item in fields.each("questions")]
    fields.done()
    draft.tops[module_id] = fields
    draft.modules.append(replace(module, questions=tuple(question for question in read if question is not None)))
    return True


def _question(fields: Fields, module: Module, draft: Draft) -> Question | None:
    cell = fields.need("id")
    question_id = cell.id(_QUESTION_ID, "the module's letters and a number, such as H3 or H3a") if cell else None
    kind = Kind(fields.need_choice("kind", _KINDS) or _likely(fields))
    layer = Layer(fields.need_choice("layer", _LAYERS) or Layer.GATEWAY)
    within = _Within(question_id or "", fields.flag("verbatim"), draft)
    question = Question(
        id=within.id,
        module=module.id,
        text=within.said(fields.need("text")),
        about=_about(fields),
        kind=kind,
        layer=layer,
        where=WHERE[fields.need_choice("where", WHERE) or "counter"],
        more=within.said(fields.get("more")),
        say=within.said(fields.get("say")),
        help=fields.text("help", 1200),
        options=within.options(fields, kind),
        parts=within.parts(fields, kind),
        offers=_offers(fields, kind),
        everybody=fields.flag("everybody"),
        show_card=fields.flag("show_card"),
        short=fields.flag("short"),
        drop=fields.whole("drop", 1, 3),
        ordered=fields.flag("ordered"),
        verbatim=within.verbatim,
        carry=fields.flag("carry"),
        alone=_alone(fields, module),
        may_be_not_sure=fields.flag("not_sure", True) and layer not in (Layer.OPENER, Layer.STAFF),
        max_chars=_most(fields, kind),
        needs_person_detail=within.id in ("HO1", "HO2", "HO3"),
    )
    fields.get("when"), fields.get("known")  # known keys; the second pass reads them
    fields.text("read_by", _READ_BY)  # for people, and for `triage check`
    if question.id in UNLOCKED and (question.alone or question.where is Where.PRIVATE):
        fields.add("lock", f"{question.id} unlocks others, so it has no lock", "write `alone: no`, `where: counter`")
    return question if _is_new(question, fields, draft) else None


def _likely(fields: Fields) -> Kind:
    """What kind was meant, where it is misspelt: one mistake gives one problem."""
    said = fields.node.get("kind")
    if isinstance(said, Scalar) and (kind := nearest(said.text, _KINDS)):
        return Kind(kind)
    return Kind.PARTS if fields.get("parts") else Kind.ONE if fields.get("options") else Kind.TEXT


def _is_new(question: Question, fields: Fields, draft: Draft) -> bool:
    """Under its own id: of this module, and used nowhere before. Remembers it."""
    if not question.id:
        return False
    if question.id != "S3" and question.id.rstrip(_AFTER_MODULE) != question.module:
        fields.add("id", f"{question.id} stands in module {question.module}", f"begin the id with {question.module}")
    if earlier := draft.fields.get(question.id):
        what = f"{question.id} is already used, in {earlier.report.file} line {earlier.node.line}"
        fields.add("duplicate-id", what, "give one of them another id")
        return False
    draft.fields[question.id] = fields
    return True


def _about(fields: Fields) -> str:
    cell = fields.need("about")
    about = (cell.text(60) if cell else None) or ""
    if cell and (count := len(about.split())) > _ABOUT_WORDS:
        what = f"{count} words, and at most {_ABOUT_WORDS} fit"
        fields.report.warn(cell.node, "wording", cell.part, what, 'say it shorter, such as "Where you live"')
    return about


def _offers(fields: Fields, kind: Kind) -> tuple[Offer, ...]:
    """Lines to point at for the text parts of a form; names of things, so no wording rule."""
    cell = fields.get("offers")
    if cell and kind is not Kind.PARTS:
        cell.add("options", f"`kind: {kind}` offers nothing beside its options", "delete `offers`")
    offers: dict[str, Offer] = {}
    for item in fields.each("offers", name=""):
        offer = Offer(item.need_text("name", _OPTION), item.need_text("own", _OPTION))
        if offer.name.casefold() in offers:
            item.add("duplicate-id", f"`{offer.name}` is offered twice", "delete one")
        offers[offer.name.casefold()] = offer
    return tuple(offers.values())


def _alone(fields: Fields, module: Module) -> bool:
    cell = fields.get("alone")
    if cell and not module.alone:
        cell.add("lock", f"module {module.id} is not locked", "delete the key; only module F has `alone: yes`")
    return module.alone and fields.flag("alone", True)


def _most(fields: Fields, kind: Kind) -> int:
    cell = fields.get("max")
    if cell and kind is not Kind.TEXT:
        cell.add("too-long", f"`kind: {kind}` has no length", "delete the key; only text has a `max`")
    return fields.whole("max", 1, 2000) or 200


@dataclass(frozen=True, slots=True)
class _Within:
    """What options and parts need to know of the question they stand in."""

    id: str
    verbatim: bool
    draft: Draft

    def said(self, cell: Cell | None, most: int = 600) -> str:
        """Words said aloud; licensed or tested wording (`verbatim`) is exempt from the wording rule."""
        if cell is None:
            return ""
        return (cell.text(most) if self.verbatim else cell.words(most)) or ""

    def options(self, fields: Fields, kind: Kind) -> tuple[Option, ...]:
        closed = kind in (Kind.ONE, Kind.MANY)
        cell = fields.need("options") if closed else fields.get("options")
        if cell is None:
            return ()
        if not closed:
            cell.add("options", f"`kind: {kind}` has no options", "delete them, or write `kind: one` or `kind: many`")
        if isinstance(cell.node, Scalar) and cell.node.text == "yes_no":
            return _YES_NO
        options: dict[str, Option] = {}
        others: list[Cell] = []
        for item in fields.each("options", name=""):
            option = self.option(item)
            apart = item.get("not_with")
            others.extend(apart.items() if apart else ())
            if option.id in options:
                item.add("duplicate-id", f"the option `{option.id}` is here twice", "delete one, or rename it")
            elif option.id:
                options[option.id] = option
        for other in others:
            word = other.text(60)
            if word and word not in options:
                other.add("unknown-option", f"there is no option `{word}` beside it", did_you_mean(word, options))
        return tuple(options.values())

    def option(self, fields: Fields) -> Option:
        cell = fields.need("id")
        option_id = cell.id(_OPTION_ID, "small letters, digits and _") if cell else None
        if cell and option_id in (NOT_SURE, PNTS):
            cell.add("options", f"`{option_id}` is offered anyway", "delete this option")
        text = self.said(fields.need("text"), _OPTION)
        where = fields.choice("where", WHERE)
        fields.text("read_by", _READ_BY)
        return Option(
            id=option_id or "",
            text=text,
            says=fields.text("says", 80) or text,
            opens=self.tied(fields, "opens"),
            first=self.tied(fields, "first", only="S3"),
            moves=self.moves(fields),
            where=WHERE[where] if where else None,
            alone=fields.flag("alone"),
            not_with=fields.ids("not_with"),
        )

    def moves(self, fields: Fields) -> str | None:
        cell = fields.get("moves")
        if cell and self.id != "RE1":
            cell.add("options", "only RE1 moves modules forward", "delete `moves`")
        return fields.choice("moves", tuple(SECTIONS))

    def tied(self, fields: Fields, key: str, only: str = "") -> tuple[str, ...]:
        """Ids of questions, looked up once all are read."""
        cell = fields.get(key)
        if cell is None:
            return ()
        if only and self.id != only:
            cell.add("options", f"only {only} puts questions first", f"delete `{key}`, or use `opens`")
        self.draft.ties.extend(cell.items())
        return fields.ids(key)

    def parts(self, fields: Fields, kind: Kind) -> tuple[Part, ...]:
        cell = fields.need("parts") if kind is Kind.PARTS else fields.get("parts")
        if cell is None:
            return ()
        if kind is not Kind.PARTS:
            cell.add("parts", f"`kind: {kind}` has no parts", "delete them, or write `kind: parts`")
        parts: dict[str, Part] = {}
        for item in fields.each("parts", name=""):
            part = self.part(item, parts)
            if part.id in parts:
                item.add("duplicate-id", f"the part `{part.id}` is here twice", "delete one, or rename it")
            elif part.id:
                parts[part.id] = part
        return tuple(parts.values())

    def part(self, fields: Fields, earlier: Mapping[str, Part]) -> Part:
        cell = fields.need("id")
        kind = Kind(fields.need_choice("kind", _PART_KINDS) or _likely(fields))
        return Part(
            id=(cell.id(_OPTION_ID, "small letters, digits and _") if cell else None) or "",
            text=self.said(fields.need("text")),
            kind=kind,
            options=self.options(fields, kind),
            max_chars=_most(fields, kind),
            optional=fields.flag("optional", True),
            unless=self.unless(fields, earlier),
        )

    def unless(self, fields: Fields, earlier: Mapping[str, Part]) -> tuple[tuple[str, str], ...]:
        """`part` or `part.option` of parts that stand before this one."""
        cell, found = fields.get("unless"), []
        for item in cell.items() if cell else ():
            part_id, _, option = (item.text(60) or "").partition(".")
            part = earlier.get(part_id)
            known = [o.id for o in part.options] + ([NO_DATE] if part.kind is Kind.DATE else []) if part else []
            if part is None:
                item.add("unknown-part", f"no part `{part_id}` stands before this one", did_you_mean(part_id, earlier))
            elif option and option not in known:
                item.add("unknown-option", f"`{option}` is not an answer of `{part_id}`", did_you_mean(option, known))
            else:
                found.append((part_id, option))
        return tuple(found)


def finish(draft: Draft, known: Names) -> tuple[Module, ...]:
    """The second pass: conditions compiled, and the ids that options name looked up."""
    questions = draft.questions()
    for tie in draft.ties:
        word = tie.node.text if isinstance(tie.node, Scalar) else None
        if word is not None and word not in questions:
            tie.add("unknown-question", f"there is no question `{word}`", did_you_mean(word, questions))
    return tuple(
        replace(module, questions=tuple(_compiled(q, draft.fields[q.id], known) for q in module.questions))
        for module in draft.modules
    )


def _compiled(question: Question, fields: Fields, known: Names) -> Question:
    when, before = optional_condition(fields, "when", known), optional_condition(fields, "known", known)
    return replace(question, when=when, known=before)
