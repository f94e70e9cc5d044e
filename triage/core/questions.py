"""Questions and question sets: the assessment as data (contract.md 1 and 2, practice.md A).

Built by `content` from YAML, read by `flow`. Nothing here asks anything: it says what may be asked, in which words,
where it may be said aloud, and what a well-formed answer is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

from triage.core.cards import ActionCard
from triage.core.conditions import NOT_SURE, PNTS, Condition
from triage.core.needs import Crosswalk, NeedRule, Saying


class Kind(StrEnum):
    ONE = "one"
    MANY = "many"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PARTS = "parts"


class Layer(StrEnum):
    """Who is asked, and when (practice.md A0). `opener` is a domain's tick list (contract.md 1)."""

    OPENER = "opener"
    GATEWAY = "gateway"
    FOLLOW_UP = "follow_up"
    CUE = "cue"
    STAFF = "staff"


class Where(IntEnum):
    """How private a place must be for this to be said aloud; ordered from open to private."""

    COUNTER = 0
    POD = 1
    PRIVATE = 2

    def allows(self, needed: Where) -> bool:
        """True if something that needs `needed` may be said in a place as private as this one."""
        return self >= needed

    def lowered(self) -> Where:
        """One step less private: what pointing at a card allows (`show_card`)."""
        return Where(max(0, self.value - 1))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `says` is how it reads in a reason ("Rent: private landlord"); `text` is what is offered.

    `opens`: questions a tick opens. `first`: questions a tick puts before everything else. `moves`: the module a tick
    moves forward. `where`: left out in a less private place. `alone`: left out while somebody is beside the person.
    `not_with`: options that contradict it, said at one of the two.
    """

    id: str
    text: str
    says: str = ""
    opens: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    moves: str | None = None
    where: Where | None = None
    alone: bool = False
    not_with: tuple[str, ...] = ()

    @property
    def exclusive(self) -> bool:
        """`no` and `none` exclude other ticks."""
        return self.id in ("no", "none")


def contradicting(options: Iterable[Option]) -> frozenset[frozenset[str]]:
    """The pairs that cannot both be ticked, besides what `no` and `none` exclude."""
    return frozenset(frozenset((option.id, other)) for option in options for other in option.not_with)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a `parts` question, such as RE4's `kind` and `date`. `unless`: as in HasUnless."""

    id: str
    text: str
    kind: Kind
    options: tuple[Option, ...] = ()
    max_chars: int = 200
    optional: bool = True
    unless: tuple[tuple[str, str], ...] = ()


class HasUnless(Protocol):
    """A field of a form, in core or as a face sees it. `unless`: (earlier part, its option, or "" for any answer)."""

    @property
    def unless(self) -> tuple[tuple[str, str], ...]: ...


def part_asked(part: HasUnless, said: Mapping[str, object]) -> bool:
    """False if what was said in an earlier part makes this one needless. `said`: part id → answer, typed or as typed."""
    given = ((said.get(earlier), option) for earlier, option in part.unless)
    return not any(value not in (None, "", NOT_SURE, PNTS) and option in ("", value) for value, option in given)


@dataclass(frozen=True, slots=True)
class Offer:
    """One line that may be pointed at in place of typing: what is written down, and how its own readers write it."""

    name: str
    own: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `about` is a short neutral name for reasons and lists; `more` is said only when nobody is beside.

    `offers` are lines for its text parts, such as languages; any other words are as good.
    """

    id: str
    module: str
    text: str
    about: str
    kind: Kind
    layer: Layer
    where: Where
    more: str = ""
    say: str = ""
    help: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    offers: tuple[Offer, ...] = ()
    when: Condition | None = None
    known: Condition | None = None
    everybody: bool = False
    show_card: bool = False
    short: bool = False
    drop: int | None = None
    ordered: bool = False
    verbatim: bool = False
    carry: bool = False
    alone: bool = False
    may_be_not_sure: bool = True
    max_chars: int = 200
    needs_person_detail: bool = False

    @property
    def asked_in(self) -> Where:
        """The least private place in which this may be put: pointing at a card lowers it by one step."""
        return self.where.lowered() if self.show_card else self.where

    def option(self, option_id: str) -> Option | None:
        return next((o for o in self.options if o.id == option_id), None)

    def part(self, part_id: str) -> Part | None:
        return next((p for p in self.parts if p.id == part_id), None)

    def declines(self) -> tuple[str, ...]:
        """The two extra answers every closed question ends with; openers have no `not_sure`."""
        return (NOT_SURE, PNTS) if self.may_be_not_sure else (PNTS,)


@dataclass(frozen=True, slots=True)
class Module:
    """One part of the assessment. `title` is what screens show: always neutral ("You", "Private")."""

    id: str
    section: str | None
    title: str
    say: str = ""
    alone: bool = False
    questions: tuple[Question, ...] = ()

    @property
    def is_domain(self) -> bool:
        return self.section is not None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The whole assessment. `order` lists question ids and `fact.NAME`s so that each comes after all it depends on."""

    id: str
    version: str
    hash: str
    modules: tuple[Module, ...]
    needs: tuple[NeedRule, ...]
    cards: tuple[ActionCard, ...]
    order: tuple[str, ...]
    privacy_words: str = ""
    privacy_version: str = ""
    by_id: Mapping[str, Question] = field(default_factory=dict)
    crosswalk: Mapping[str, Crosswalk] = field(default_factory=dict)
    sayings: tuple[Saying, ...] = ()

    def __hash__(self) -> int:
        """By the content, so that what is worked out once for a question set can be kept."""
        return hash(self.hash)

    def module(self, module_id: str) -> Module:
        return next(m for m in self.modules if m.id == module_id)

    def need(self, code: str) -> NeedRule:
        return next(n for n in self.needs if n.code == code)

    def card(self, card_id: str) -> ActionCard:
        return next(c for c in self.cards if c.id == card_id)
