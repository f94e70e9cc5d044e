"""Condition nodes → core conditions, checked against the questions and facts they name (contract.md 1).

The tree is closed: the ten words in `_JOINS` and `_TESTS`, and nothing else. Imports core and its neighbours `reader`
and `report`. Called by `questions`, `needs` and `cards` once every question's options are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from triage.content.nodes import ListNode, Scalar
from triage.content.reader import Cell, Fields
from triage.content.report import did_you_mean
from triage.core.answers import declines
from triage.core.conditions import (
    NO_DATE,
    NOT_SURE,
    PNTS,
    All,
    Answered,
    AnyOf,
    Asked,
    Compare,
    Condition,
    Equals,
    Not,
    WithinDays,
)
from triage.core.conditions import Any as AnyHolds
from triage.core.facts import FACTS
from triage.core.questions import Kind, Question

_JOINS = ("all", "any", "not", "asked", "answered")
_TESTS = ("equals", "any_of", "at_least", "at_most", "within_days")
_FURTHEST = 36_500


@dataclass(frozen=True, slots=True)
class Known:
    """What may be said of one reference: its kind, the words it can be, and whether they have an order.

    `options` are the real answers, or the names of the parts; `declines` those of `not_sure` and `pnts` it may also be.
    """

    kind: Kind
    options: tuple[str, ...] = ()
    declines: tuple[str, ...] = ()
    ordered: bool = False


Names = Mapping[str, Known]


def names(questions: Iterable[Question]) -> Names:
    """Everything a condition may refer to: questions, their parts, and the facts."""
    known: dict[str, Known] = {}
    for question in questions:
        options = tuple(option.id for option in question.options or question.parts)
        known[question.id] = Known(question.kind, options, declines(question), question.ordered)
        for part in question.parts:
            inner = tuple(option.id for option in part.options)
            known[f"{question.id}.{part.id}"] = Known(part.kind, inner, (NOT_SURE, PNTS))
    for fact in FACTS.values():
        kind = Kind.ONE if fact.options else Kind.NUMBER
        known[f"fact.{fact.name}"] = Known(kind, fact.options, (), fact.ordered)
    return known


def condition(cell: Cell, known: Names) -> Condition | None:
    """The condition at this cell, or None with a problem added. A mapping holds exactly one key."""
    fields = cell.fields()
    if fields is None:
        return None
    pairs = list(fields.entries())
    if len(pairs) != 1:
        cell.add("condition", f"a condition has one key, and here are {len(pairs)}", "join several with all: or any:")
        return None
    ((key, value),) = pairs
    word = key.text() or ""
    if word in _BUILD:
        return _BUILD[word](value, known)
    if word not in known:
        _unknown(key, word, known)
        return None
    return _test(word, value, known[word])


def _joined(value: Cell, known: Names) -> tuple[Condition, ...]:
    items = value.items()
    if not items and isinstance(value.node, ListNode):
        value.add("condition", "the list is empty", "write at least one condition in it")
    return tuple(part for item in items if (part := condition(item, known)) is not None)


def _not(value: Cell, known: Names) -> Condition | None:
    inner = condition(value, known)
    return None if inner is None else Not(inner)


def _asked(value: Cell, known: Names) -> Condition | None:
    ref = _ref(value, known)
    return None if ref is None else Asked(ref)


def _answered(value: Cell, known: Names) -> Condition | None:
    ref = _ref(value, known)
    return None if ref is None else Answered(ref)


_BUILD: Mapping[str, Callable[[Cell, Names], Condition | None]] = {
    "all": lambda value, known: All(_joined(value, known)),
    "any": lambda value, known: AnyHolds(_joined(value, known)),
    "not": _not,
    "asked": _asked,
    "answered": _answered,
}


def _ref(value: Cell, known: Names) -> str | None:
    word = value.text()
    if word is not None and word not in known:
        _unknown(value, word, known)
        return None
    return word


def _unknown(at: Cell, word: str, known: Names) -> None:
    if word.startswith("fact."):
        facts = [name for name in known if name.startswith("fact.")]
        at.add("unknown-fact", f"there is no fact `{word}`", did_you_mean(word, facts))
    elif word in _TESTS:
        at.add("condition", f"`{word}` stands inside a question", f"write {{H1: {{{word}: …}}}} with the question's id")
    else:
        near = [*_JOINS, *known] if word.islower() else list(known)
        at.add("unknown-question", f"there is no question or part `{word}`", did_you_mean(word, near))


def _test(ref: str, value: Cell, about: Known) -> Condition | None:
    fields = value.fields()
    if fields is None:
        return None
    pairs = list(fields.entries())
    if len(pairs) != 1:
        value.add("condition", f"one test belongs here, and there are {len(pairs)}", "join several with all: or any:")
        return None
    ((key, wanted),) = pairs
    test = key.choice(_TESTS, "a test")
    if test is None:
        return None
    if about.kind is Kind.PARTS:
        key.add(
            "condition",
            f"`{ref}` has parts",
            f"name the part, such as {ref}.{about.options[0]}, or use asked: or answered:",
        )
        return None
    if test == "equals":
        return _equals(ref, wanted, about)
    if test == "any_of":
        options = [_option(item, ref, about) for item in wanted.items()]
        if isinstance(wanted.node, ListNode) and not options:
            wanted.add("condition", "the list is empty", "name at least one option in it")
        return AnyOf(ref, frozenset(str(option) for option in options if option is not None))
    if test == "within_days":
        return _within(ref, key, wanted, about)
    return _compare(ref, key, wanted, about, at_least=test == "at_least")


def _equals(ref: str, wanted: Cell, about: Known) -> Condition | None:
    if isinstance(wanted.node, ListNode):
        if about.kind is not Kind.MANY:
            wanted.add("condition", f"`{ref}` has one answer, not a list", "use any_of: for one of several")
            return None
        ticks = [_option(item, ref, about) for item in wanted.items()]
        return Equals(ref, frozenset(str(tick) for tick in ticks if tick is not None))
    if about.kind is Kind.MANY and isinstance(wanted.node, Scalar) and wanted.node.text not in about.declines:
        wanted.add("condition", f"`{ref}` is a tick list", "write exactly these ticks as a list, or use any_of:")
        return None
    option = _option(wanted, ref, about)
    return None if option is None else Equals(ref, option)


def _option(cell: Cell, ref: str, about: Known) -> str | int | None:
    """One thing `ref` can be: an option's id, a whole number, `none` for a date or text."""
    word = cell.text()
    if word is None or word in about.declines:
        return word
    if about.kind is Kind.NUMBER:
        return cell.whole(-_FURTHEST, _FURTHEST)
    known = (NO_DATE,) if about.kind in (Kind.DATE, Kind.TEXT) else about.options
    if word in known:
        return word
    cell.add("unknown-option", f"`{word}` is not an option of {ref}", did_you_mean(word, [*known, *about.declines]))
    return None


def _within(ref: str, key: Cell, wanted: Cell, about: Known) -> Condition | None:
    if about.kind is not Kind.DATE:
        key.add("condition", f"`{ref}` is not a date", "use within_days: only on a date")
        return None
    days = wanted.whole(-_FURTHEST, _FURTHEST)
    return None if days is None else WithinDays(ref, days)


def _compare(ref: str, key: Cell, wanted: Cell, about: Known, at_least: bool) -> Condition | None:
    if about.kind is Kind.NUMBER:
        bound = wanted.whole(-_FURTHEST, _FURTHEST)
        return None if bound is None else Compare(ref, bound, at_least)
    if not about.ordered:
        key.add("condition", f"`{ref}` has no order", "use any_of:, or give the question `ordered: yes`")
        return None
    word = wanted.text()
    if word is None:
        return None
    if word not in about.options:
        what = f"`{word}` is not an option of {ref}"
        wanted.add("unknown-option", what, did_you_mean(word, about.options))
        return None
    return Compare(ref, about.options.index(word), at_least, about.options)


def optional_condition(fields: Fields, key: str, known: Names) -> Condition | None:
    cell = fields.get(key)
    return condition(cell, known) if cell else None
