"""Who may see and do what: one question, `may`, answered from one reviewed file, each time with its reason.

What no rule allows is denied. Of several rules for one cell the strictest holds. Somebody may stand to a visit in more
than one way (their own, and they lead it); then the kindest of those counts, unless a rule denies one of them outright.
Whoever is restricted is there only for those named. Promises.md P20; practice.md C8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from triage.core.access import Actor, Role
from triage.core.retention import DAYS


class Action(StrEnum):
    """What can be done. Most are about one visit; `desk` and `settings` are about nobody."""

    DESK = "desk"  # services, hours, cards, counts
    LIST = "list"  # a line of a list: code, initials, what they wait for
    FIND = "find"  # look for somebody who was here before
    SEND = "send"  # from another desk: begin a visit for the front desk, with what they said
    ASK = "ask"  # the talk: put questions, write down what was said and decided
    SHARE = "share"  # agree, send, walk over, write down what came of it
    ANSWER = "answer"  # for a service: yes, no, sent on, met, how it turned out
    READ = "read"  # a page about a visit
    PAGE = "page"  # the same on paper or as a file
    RIGHTS = "rights"  # copies, corrections, erasing, keeping, complaints, who is restricted
    AUDIT = "audit"  # who saw what
    SETTINGS = "settings"


class FieldClass(StrEnum):
    """What kind of thing is seen (practice.md C6). `visit` is that somebody was here, when and for whom they wait."""

    VISIT = "visit"
    IDENTITY = "identity"
    CONTACT = "contact"
    SAFE_CONTACT = "safe_contact"
    NEED = "need"
    HEALTH = "health"
    SAFETY = "safety"
    OFFENCE = "offence"
    LEGAL = "legal"
    NOTES = "notes"
    HUB = "hub"  # nobody's: services, the building, settings


class Relation(StrEnum):
    """How somebody stands to a visit. `team`: they are at the desk, and it is open or ended in the last six weeks."""

    OWN = "own"
    SERVICE = "service"
    LEAD = "lead"
    TEAM = "team"
    NONE = "none"


class Effect(StrEnum):
    """From kind to strict."""

    ALLOW = "allow"
    MASK = "mask"
    REASON = "reason_first"
    DENY = "deny"


_ORDER = tuple(Effect)
DEFAULT = "Nothing says that this may be done in this role."
NOT_NAMED = "That person is not in the list. Go back and look again."


@dataclass(frozen=True, slots=True)
class Decision:
    """An effect and why, in a sentence that may be shown."""

    effect: Effect
    because: str

    @property
    def allowed(self) -> bool:
        return self.effect is Effect.ALLOW


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the file, for every combination of what it names."""

    roles: frozenset[Role]
    actions: frozenset[Action]
    fields: frozenset[FieldClass]
    relations: frozenset[Relation]
    then: Effect
    because: str


Cell = tuple[Role, Action, FieldClass, Relation]


@dataclass(frozen=True, slots=True)
class Classes:
    """Which class what is written down belongs to. A name is looked up whole, then its part before the dot."""

    fields: Mapping[str, FieldClass] = field(default_factory=dict)
    questions: Mapping[str, FieldClass] = field(default_factory=dict)
    needs: Mapping[str, FieldClass] = field(default_factory=dict)

    def of_need(self, code: str) -> FieldClass:
        """A kind of need nobody has placed is the most careful one."""
        return self.needs.get(code) or self.needs.get(code.partition(".")[0], FieldClass.SAFETY)

    def of_question(self, question: str, module: str) -> FieldClass:
        return self.questions.get(question) or self.questions.get(module, FieldClass.SAFETY)


@dataclass(frozen=True, slots=True)
class Policy:
    """The file, each cell worked out. The empty policy allows nothing."""

    version: str = ""
    rules: tuple[Rule, ...] = ()
    classes: Classes = field(default_factory=Classes)
    cells: Mapping[Cell, Decision] = field(default_factory=dict)
    retention: Mapping[str, int] = field(default_factory=lambda: DAYS)


def policy_of(version: str, rules: Iterable[Rule], classes: Classes, retention: Mapping[str, int] = DAYS) -> Policy:
    """Work out every cell. Where several rules speak of one, the strictest holds; of equally strict ones the first."""
    rules = tuple(rules)
    cells: dict[Cell, Decision] = {}
    for rule in rules:
        for cell in product(rule.roles, rule.actions, rule.fields, rule.relations):
            before = cells.get(cell)
            if before is None or _ORDER.index(rule.then) > _ORDER.index(before.effect):
                cells[cell] = Decision(rule.then, rule.because)
    return Policy(version, rules, classes, cells, retention)


@dataclass(frozen=True, slots=True)
class Thing:
    """What it is about: how the actor stands to it, and, if it is restricted, the staff ids it is there for."""

    relations: frozenset[Relation] = frozenset({Relation.NONE})
    only: frozenset[str] | None = None


def may(policy: Policy, actor: Actor, action: Action, thing: Thing, seen: FieldClass) -> Decision:
    """Whether this actor may do this to this thing where that class of what is known is seen, and why."""
    if thing.only is not None and actor.id not in thing.only:
        return Decision(Effect.DENY, NOT_NAMED)
    given = [policy.cells.get((actor.role, action, seen, relation)) for relation in sorted(thing.relations)]
    said = [decision for decision in given if decision is not None]
    if not said:
        return Decision(Effect.DENY, DEFAULT)
    outright = next((decision for decision in said if decision.effect is Effect.DENY), None)
    return outright or min(said, key=lambda decision: _ORDER.index(decision.effect))


def strictest(decisions: Iterable[Decision]) -> Decision:
    """Of several answers about one act, the one that holds: the strictest."""
    return max(decisions, key=lambda decision: _ORDER.index(decision.effect))
