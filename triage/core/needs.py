"""Needs and how severe they are (practice.md A0, E; contract.md 1).

Severity is ordinal and only ever compared: the highest line that holds wins, and nothing can be added up or averaged
(practice.md 0.1 rule 2). What is *unknown* is not a severity; it is a question listed as not covered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from triage.core.conditions import Condition, Values


class Severity(Enum):
    """A response tier, never a score. Ordered, and deliberately without arithmetic."""

    NONE = "none"
    EMERGING = "emerging"
    SIGNIFICANT = "significant"
    URGENT = "urgent"

    @property
    def _rank(self) -> int:
        return _ORDER.index(self)

    def __lt__(self, other: Severity) -> bool:
        return self._rank < other._rank

    def __le__(self, other: Severity) -> bool:
        return self._rank <= other._rank

    def __gt__(self, other: Severity) -> bool:
        return self._rank > other._rank

    def __ge__(self, other: Severity) -> bool:
        return self._rank >= other._rank

    def raised(self) -> Severity:
        """One step up, never from `none` and never past `urgent`."""
        if self is Severity.NONE or self is Severity.URGENT:
            return self
        return _ORDER[self._rank + 1]


_ORDER = (Severity.NONE, Severity.EMERGING, Severity.SIGNIFICANT, Severity.URGENT)


def worst(severities: Iterable[Severity]) -> Severity:
    """The maximum, `none` for no needs at all."""
    return max(severities, default=Severity.NONE)


class Wanted(StrEnum):
    """Need is not the same as wanting help (practice.md 0.1 rule 4)."""

    NOW = "now"
    LATER = "later"
    NO = "no"
    ALREADY = "already"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class NeedRule:
    """One of the need codes, as content: when it holds, at which severity, who usually helps.

    `plain` is how it is read back ("You may have to leave your home"). `lines` holds the conditions, highest severity
    first. `by_staff` are lines no question asks; the assistant may raise by them, with a reason.
    """

    code: str
    label: str
    definition: str
    plain: str
    kinds: tuple[str, ...]
    lines: tuple[tuple[Severity, Condition], ...] = ()
    by_staff: tuple[tuple[Severity, str], ...] = ()
    raise_by: tuple[str, ...] = ()
    self_help: str = ""
    facets: tuple[str, ...] = ()
    sensitive: bool = False

    @property
    def domain(self) -> str:
        return self.code.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Saying:
    """What people call something, all meaning the same; the needs and kinds of service it leads to, likeliest first."""

    words: tuple[str, ...]
    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A need in two other vocabularies, for exports only. `icd10` is a code number, never a diagnosis of anybody.

    `situation`: the Open Eligibility term is a human situation, not a human service.
    """

    open_eligibility: str
    situation: bool = False
    icd10: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A need as found: never without the questions it came from. `refs` are references into the walk's values."""

    code: str
    severity: Severity
    refs: tuple[str, ...] = ()
    raised: str | None = None
    cards: tuple[str, ...] = ()
    without_cards: Severity = Severity.NONE
    source: str = "walk"
    wanted: Wanted = Wanted.NOT_ASKED

    @property
    def domain(self) -> str:
        return self.code.split(".", 1)[0]


def find_needs(rules: Iterable[NeedRule], values: Values) -> tuple[Need, ...]:
    """Each need whose conditions hold, at the highest line that holds, raised at most once (practice.md A0)."""
    found = []
    for rule in rules:
        for severity, condition in rule.lines:
            if condition.holds(values) is True:
                need = Need(rule.code, severity, condition.because(values), without_cards=severity)
                found.append(_raise(need, rule, values))
                break
    return tuple(found)


def _raise(need: Need, rule: NeedRule, values: Values) -> Need:
    for fact in rule.raise_by:
        if values.get(f"fact.{fact}") == "yes" and need.severity.raised() is not need.severity:
            higher = need.severity.raised()
            refs = (*need.refs, f"fact.{fact}")
            return replace(need, severity=higher, without_cards=higher, raised=fact, refs=refs)
    return need
