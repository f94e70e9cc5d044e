"""What the walk tells beside questions and needs: how far each section is, and what staff are prompted to do."""

from __future__ import annotations

from collections.abc import Collection

from triage.core.conditions import Values
from triage.core.facts import F0_PARTS, companion, ticks
from triage.core.questions import Layer, Module, QuestionSet

ENOUGH, LONG_ENOUGH = 8, 15  # minutes; practice.md A1: with nothing pressing, and in any case


def sections(question_set: QuestionSet, asked: Collection[str], due: Collection[str], values: Values) -> dict[str, str]:
    """By section: covered, opener, part, not_covered or locked (contract.md 3)."""
    return {m.section: _section(m, asked, due, values) for m in question_set.modules if m.section is not None}


def _section(module: Module, asked: Collection[str], due: Collection[str], values: Values) -> str:
    put = [q for q in module.questions if q.id in asked and q.layer is not Layer.STAFF]
    gateways = [q for q in module.questions if q.layer is Layer.GATEWAY]
    if all(q.id in asked for q in gateways):
        return "covered"
    if any(q.layer is Layer.OPENER for q in put) and not any(q.id in due for q in module.questions):
        return "opener"
    if put:
        return "part"
    return "locked" if module.alone and values.get("fact.alone_and_private") != "yes" else "not_covered"


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
