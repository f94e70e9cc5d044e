"""Who reads what, so that a walk looks only at what something said can have changed.

A condition none of whose references is known always comes out the same, so it is worked out once and not looked at
again. A walk therefore costs as much as was answered, not as much as the question set holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from triage.core.conditions import TODAY, Condition, Values

K = TypeVar("K", str, int)
NOTHING_KNOWN: Values = {}


def readers(reads: Iterable[tuple[K, Iterable[str]]]) -> dict[str, tuple[K, ...]]:
    """Reference → all that read it, from each one's references."""
    found: dict[str, list[K]] = {}
    for reader, refs in reads:
        for ref in refs:
            found.setdefault(ref, []).append(reader)
    return {ref: tuple(those) for ref, those in found.items()}


def references(*conditions: Condition | None) -> frozenset[str]:
    return frozenset(ref for condition in conditions if condition is not None for ref in condition.refs())


def wakes(*conditions: Condition | None) -> frozenset[str]:
    """The references that may make one of these hold; today, which is always known, for one that holds at rest."""
    at_rest = any(condition is not None and condition.holds(NOTHING_KNOWN) is True for condition in conditions)
    return references(*conditions) | (frozenset({TODAY}) if at_rest else frozenset())


def awake(found: Mapping[str, tuple[int, ...]], values: Values) -> list[int]:
    """The places of all that read something known, in their own order."""
    return sorted({place for ref in values if ref in found for place in found[ref]})
