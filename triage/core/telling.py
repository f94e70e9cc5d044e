"""What a walk says besides questions and needs: how far each section is, and what staff are prompted to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from triage.core.conditions import Values
from triage.core.facts import F0_PARTS, companion, ticks
from triage.core.questions import Layer, Module, QuestionSet

ENOUGH, LONG_ENOUGH = 8, 15  # minutes; practice.md A1: with nothing pressing, and in any case


@dataclass(frozen=True, slots=True)
class _Section:
    """The question ids of one module, by what they count for."""

    name: str
    alone: bool
    all: frozenset[str]
    spoken: frozenset[str]
    gateways: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=4)
def _sections(question_set: QuestionSet) -> tuple[_Section, ...]:
    def ids(module: Module, *layers: Layer) -> frozenset[str]:
        return frozenset(question.id for question in module.questions if question.layer in layers)

    return tuple(
        _Section(
            name=module.section,
            alone=module.alone,
            all=ids(module, *Layer),
            spoken=ids(module, *(layer for layer in Layer if layer is not Layer.STAFF)),
            gateways=ids(module, Layer.GATEWAY),
            openers=ids(module, Layer.OPENER),
        )
        for module in question_set.modules
        if module.section is not None
    )


def sections(question_set: QuestionSet, asked: Collection[str], due: Collection[str], values: Values) -> dict[str, str]:
    """By section: covered, opener, part, not_covered or locked (contract.md 3)."""
    put, open_ = frozenset(asked), frozenset(due)
    return {section.name: _how_far(section, put, open_, values) for section in _sections(question_set)}


def _how_far(section: _Section, asked: frozenset[str], due: frozenset[str], values: Values) -> str:
    if section.gateways <= asked:
        return "covered"
    if not section.openers.isdisjoint(asked) and section.all.isdisjoint(due):
        return "opener"
    if not section.spoken.isdisjoint(asked):
        return "part"
    return "locked" if section.alone and values.get("fact.alone_and_private") != "yes" else "not_covered"


def prompts(values: Values, minutes: int, more: bool) -> tuple[str, ...]:
    """What staff are asked to do now. `minutes` they have talked so far; `more`: something is still to be asked."""
    found = []
    unsafe = "unsafe" in ticks(values.get("RE1.about")) or "not_safe" in ticks(values.get("S3"))
    refused = any(values.get(f"F0.{part}") == "no" for part in F0_PARTS)
    if values.get("fact.alone_and_private") != "yes" and (companion(values) or unsafe or refused):
        found.append("make_safe_moment")
    if values.get("fact.under_18") == "yes":
        found.append("young_people_worker")
    if more and minutes >= (LONG_ENOUGH if pressing(values) else ENOUGH):
        found.append("offer_finish")
    return tuple(found)


def pressing(values: Values) -> bool:
    """True once anything found is above emerging."""
    return values.get("fact.top_severity") in ("significant", "urgent")
