"""Invented question sets, small and valid, with answers and a situation to go with them: the rules beyond our own content.

A world is built from a size and a seed, so that hypothesis can look for a small one that fails. Questions are made one
after the other; conditions look back, and options open forward, so that there is never a cycle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from triage.content.order import in_order
from triage.core.cards import ActionCard, CardNeed
from triage.core.conditions import (
    NO_DATE,
    NOT_SURE,
    PNTS,
    All,
    Answered,
    Any,
    AnyOf,
    Asked,
    Compare,
    Condition,
    Equals,
    Not,
    Value,
    WithinDays,
)
from triage.core.facts import F0_PARTS, PlaceKind, Situation, Speaker
from triage.core.needs import NeedRule, Severity
from triage.core.questions import Kind, Layer, Module, Option, Part, Question, QuestionSet, Where

TODAY = date(2026, 11, 23)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
ABOUT = (
    Option("home", "", moves="H"),
    Option("money", "", moves="M"),
    Option("unsafe", "", moves="F"),
    Option("x", ""),
)
SECTIONS = {"H": "housing", "M": "money", "F": "safety"}
SEEN = ("alone", "with_adult", "someone_answering", "seems_under_18")


def _spine() -> list[Question]:
    """What the rules know by name, as content has it."""

    def one(id_: str, options: tuple[Option, ...], short: bool = False, **more: object) -> Question:
        made = Question(id_, id_[:2], "", "", Kind.ONE, Layer.GATEWAY, Where.COUNTER, options=options, short=short)
        return replace(made, **more)  # type: ignore[arg-type]

    seen = tuple(Option(id_, "") for id_ in SEEN)
    clear = tuple(Part(id_, "", Kind.ONE, YES_NO) for id_ in F0_PARTS)
    now = (*(Option(id_, "") for id_ in ("no", "ill")), Option("not_safe", "", first=("F0",)), Option("no_bed", ""))
    writing = tuple(Option(id_, "") for id_ in ("yes", "no_writing", "no"))
    return [
        one("ST1", seen, kind=Kind.MANY, layer=Layer.STAFF),
        one("S3", now, True, module="ST", kind=Kind.MANY),
        one("F0", (), module="F", kind=Kind.PARTS, layer=Layer.STAFF, parts=clear, short=True),
        one("RE1", (), True, kind=Kind.PARTS, parts=(Part("about", "", Kind.MANY, ABOUT),)),
        one("RE2", ABOUT),
        one("PR1", writing, True),
        one("HO1", (), True, kind=Kind.PARTS, parts=(Part("born", "", Kind.DATE),)),
        one("ZZ1", YES_NO, True, when=AnyOf("fact.top_severity", frozenset({"urgent", "emerging"}))),
    ]


@dataclass(frozen=True)
class World:
    """A question set, what was answered, and where. `plain`: no condition reads a lock, or tells *declined* from *not asked*."""

    rules: QuestionSet
    answers: Mapping[str, Value]
    at: Situation
    plain: bool = field(default=False)


def worlds(plain: bool = False) -> st.SearchStrategy[World]:
    return st.builds(_world, st.integers(1, 16), st.integers(0, 2**32 - 1), st.just(plain))


def _world(size: int, seed: int, plain: bool) -> World:
    chance = Random(f"{size} {seed}")
    rules = question_set(size, chance, plain)
    answered = [q for q in rules.by_id.values() if chance.random() < 0.5 and (q.id != "PR1" or chance.random() < 0.1)]
    chance.shuffle(answered)
    names = [*rules.by_id, *SECTIONS.values()]
    at = Situation(
        today=TODAY,
        place=chance.choice(list(PlaceKind)),
        speaker=chance.choice([Speaker.SELF, Speaker.SELF, Speaker.PROFESSIONAL]),
        visits_90_days=chance.randint(0, 3),
        opened=tuple(chance.sample(names, chance.choice([0, 0, 1, 3]))),
    )
    return World(rules, {q.id: answer(q, chance) for q in answered}, at, plain)


def question_set(size: int, chance: Random, plain: bool = False) -> QuestionSet:
    made = _spine()
    for number in range(10, 10 + size):
        made.append(_question(number, made, chance, plain))
    made = [_opening(question, made[place + 1 :], chance) for place, question in enumerate(made)]
    asked = _outside_wrap_up(made)
    needs = tuple(_need(f"home.n{number}", asked, chance, plain) for number in range(chance.randint(1, 5)))
    cards = tuple(_card(number, needs, asked, chance, plain) for number in range(chance.randint(0, 2)))
    modules = []
    for id_ in ("ST", "RE", "PR", "HO", "H", "M", "F", "ZZ"):
        own = [question for question in made if question.module == id_]
        late = [question for question in own if question.id[-2:].isdecimal()]
        chance.shuffle(late)  # the order in which they are put is not the order in which they depend on each other
        own = [question for question in own if question not in late] + late
        modules.append(Module(id_, SECTIONS.get(id_), id_, alone=id_ == "F", questions=tuple(own)))
    by_id = {question.id: question for module in modules for question in module.questions}
    order = in_order(by_id, {}, needs, cards)
    return QuestionSet("invented", "1", "", tuple(modules), needs, cards, order, by_id=by_id)


def _outside_wrap_up(questions: list[Question]) -> list[Question]:
    """ZZ reads how serious things are, so nothing before it may rest on ZZ."""
    return [question for question in questions if question.module != "ZZ"]


# --- questions --------------------------------------------------------------------------------------------


def _question(number: int, before: list[Question], chance: Random, plain: bool) -> Question:
    module = chance.choice(["RE", "H", "H", "M", "M", "F", "ZZ"])
    domain = module in SECTIONS
    layers = [Layer.GATEWAY, Layer.GATEWAY, Layer.FOLLOW_UP, Layer.FOLLOW_UP]
    layer = chance.choice([*layers, Layer.OPENER, Layer.CUE] if domain else layers)
    opener = layer is Layer.OPENER
    kind = Kind.MANY if opener else chance.choice([Kind.ONE, Kind.ONE, Kind.MANY, Kind.NUMBER, Kind.DATE, Kind.PARTS])
    parts = (Part("a", "", Kind.ONE, _options(chance)), Part("b", "", Kind.NUMBER)) if kind is Kind.PARTS else ()
    before = before if module == "ZZ" else _outside_wrap_up(before)
    asks = layer is Layer.FOLLOW_UP or chance.random() < 0.4
    return Question(
        id=f"{module}{number}",
        module=module,
        text="",
        about="",
        kind=kind,
        layer=layer,
        where=chance.choice([Where.COUNTER, Where.COUNTER, Where.POD, Where.PRIVATE]),
        options=_options(chance, opener) if kind in (Kind.ONE, Kind.MANY) else (),
        parts=parts,
        when=condition(before, chance, plain) if asks and not opener else None,
        known=condition(before, chance, plain) if chance.random() < 0.15 else None,
        everybody=domain and layer is Layer.GATEWAY and chance.random() < 0.5,
        show_card=chance.random() < 0.2,
        short=not opener and chance.random() < 0.4,
        drop=chance.choice([None, None, 1, 2, 3]),
        ordered=True,
        alone=module == "F" and chance.random() < 0.8,
        may_be_not_sure=not opener,
    )


def _options(chance: Random, opener: bool = False) -> tuple[Option, ...]:
    def some(id_: str) -> Option:
        where = chance.choice([None, None, Where.POD]) if opener else None
        return Option(id_, "", where=where, alone=opener and chance.random() < 0.1)

    return (*(some(id_) for id_ in "abc"), Option("none", ""))


def _opening(question: Question, after: list[Question], chance: Random) -> Question:
    """The same, with options that open some of the invented questions made after it."""
    after = after if question.module != "ZZ" else [later for later in after if later.module == "ZZ"]
    can = [later.id for later in after if later.id[-2:].isdecimal()]

    def forward(option: Option) -> Option:
        if not can or option.exclusive or chance.random() < 0.6:
            return option
        opens = tuple(chance.sample(can, min(len(can), chance.randint(1, 2))))
        return replace(option, first=(*option.first, *opens)) if question.id == "S3" else replace(option, opens=opens)

    options = question.options if question.id == "ST1" else tuple(map(forward, question.options))
    parts = tuple(replace(part, options=tuple(map(forward, part.options))) for part in question.parts)
    return replace(question, options=options, parts=question.parts if question.id == "F0" else parts)


# --- conditions, needs, cards -----------------------------------------------------------------------------


def condition(before: list[Question], chance: Random, plain: bool, depth: int = 2) -> Condition:
    shape = chance.random()
    if depth and shape < 0.4:
        of = tuple(condition(before, chance, plain, depth - 1) for _ in range(chance.randint(1, 3)))
        return All(of) if shape < 0.2 else Any(of)
    if depth and shape < 0.5:
        return Not(condition(before, chance, plain, depth - 1))
    if shape < 0.6:
        return Compare("fact.visits_90_days", chance.randint(1, 3), chance.random() < 0.5)
    if not plain and shape < 0.75:
        where = AnyOf("fact.place", frozenset(chance.sample(list(PlaceKind), 2)))
        facts = [Equals("fact.under_18", "yes"), Equals("fact.alone_and_private", "yes"), where]
        refs = [Asked, Answered]
        return chance.choice([*facts, *(shape(chance.choice(before).id) for shape in refs)])
    return about(before, chance, plain)


_LOCKS = frozenset({"ST1", "F0", "HO1"})  # what decides where, in front of whom and how young


def about(questions: list[Question], chance: Random, plain: bool) -> Condition:
    """A condition that holds only for something that was really said to one of these questions."""
    question = chance.choice([question for question in questions if not plain or question.id not in _LOCKS])
    if question.kind is Kind.PARTS:
        part = chance.choice(question.parts)
        return _about(f"{question.id}.{part.id}", part.kind, [option.id for option in part.options], chance, plain)
    return _about(question.id, question.kind, [option.id for option in question.options], chance, plain)


def _about(ref: str, kind: Kind, options: list[str], chance: Random, plain: bool) -> Condition:
    if kind is Kind.NUMBER:
        return Compare(ref, chance.randint(0, 4), chance.random() < 0.5)
    if kind is Kind.DATE:
        return WithinDays(ref, chance.choice([0, 7, 56]))
    if kind is Kind.MANY and chance.random() < 0.2:
        return Equals(ref, frozenset(chance.sample(options, 1)))
    wanted = chance.sample(options, chance.randint(1, 2))
    if kind is Kind.ONE and chance.random() < 0.3:
        return Compare(ref, chance.randrange(len(options)), chance.random() < 0.5, tuple(options))
    if kind is Kind.ONE and chance.random() < 0.3:
        return Equals(ref, PNTS if not plain and chance.random() < 0.3 else wanted[0])
    return AnyOf(ref, frozenset([*wanted, *([NOT_SURE, PNTS] if not plain and chance.random() < 0.2 else [])]))


def _need(code: str, asked: list[Question], chance: Random, plain: bool) -> NeedRule:
    severities = chance.sample([Severity.URGENT, Severity.SIGNIFICANT, Severity.EMERGING], chance.randint(1, 3))
    lines = [(severity, _grounded(asked, chance, plain)) for severity in sorted(severities, reverse=True)]
    raise_by = ("under_18",) if not plain and chance.random() < 0.3 else ()
    return NeedRule(code, "", "", "", (), tuple(lines), raise_by=raise_by)


def _card(number: int, needs: tuple[NeedRule, ...], asked: list[Question], chance: Random, plain: bool) -> ActionCard:
    when = _grounded(asked, chance, plain)
    made = (CardNeed(chance.choice(needs).code),)
    return ActionCard(f"RF-{number}", "1", "", 50 - number, "", when, "", made, (), (), (), (), (), "", "")


def _grounded(asked: list[Question], chance: Random, plain: bool) -> Condition:
    """Something was said, and perhaps something else holds besides: a need is never found in silence."""
    said = about(asked, chance, plain)
    return said if chance.random() < 0.6 else All((said, condition(asked, chance, plain)))


# --- answers ----------------------------------------------------------------------------------------------


def answer(question: Question, chance: Random) -> Value:
    """Anything the question takes, declined answers too."""
    if question.id != "ST1" and chance.random() < 0.15:
        return chance.choice(question.declines())
    if question.kind is Kind.PARTS:
        some = [part for part in question.parts if chance.random() < 0.8]
        return {part.id: _real(part.kind, part.options, chance) for part in some}  # type: ignore[misc]
    return _real(question.kind, question.options, chance)


def _real(kind: Kind, options: tuple[Option, ...], chance: Random) -> Value:
    if kind is Kind.NUMBER:
        return chance.randint(0, 5)
    if kind is Kind.DATE:
        days = chance.choice([-9000, -6000, -3, 0, 7, 8, 56, 57])
        return NO_DATE if chance.random() < 0.2 else TODAY + timedelta(days=days)
    ids = [option.id for option in options if not option.exclusive]
    if kind is Kind.MANY:
        alone = [option.id for option in options if option.exclusive]
        some = alone if alone and chance.random() < 0.3 else chance.sample(ids, chance.randint(1, 2))
        return frozenset(some)
    return (
        chance.choice([*ids, "none"]) if "none" in {option.id for option in options} else chance.choice(ids or ["no"])
    )
