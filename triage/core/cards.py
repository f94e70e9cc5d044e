"""Action cards: what to do first when something cannot wait (practice.md B).

A card is data that works with nobody open and no network. It never alters the walk: the pause belongs to the faces.
Headings are neutral ("Card 7 - Housing desk now"), since the screen may be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from triage.core.conditions import Condition, Values
from triage.core.needs import Severity


class CardClose(StrEnum):
    """A card is never dismissed silently (practice.md B, behaviour 5)."""

    DONE = "done"
    PASSED_TO = "passed_to"
    NOT_AS_SEEMED = "not_as_seemed"


@dataclass(frozen=True, slots=True)
class CardNumber:
    """Somebody to ring: `who`, and `number` exactly as it is dialled."""

    who: str
    number: str


@dataclass(frozen=True, slots=True)
class CardNeed:
    """The need a card creates, at `severity` at least. With `when`, only if that holds; several may hold at once."""

    code: str
    when: Condition | None = None
    severity: Severity = Severity.URGENT


@dataclass(frozen=True, slots=True)
class ActionCard:
    """`order`: which comes first when several are triggered (1 = life now). `steps`: what to do, the first step first."""

    id: str
    number: str
    title: str
    order: int
    group: str
    when: Condition | None
    trigger: str
    needs: tuple[CardNeed, ...]
    steps: tuple[str, ...]
    say: tuple[str, ...]
    never: tuple[str, ...]
    write: tuple[str, ...]
    numbers: tuple[CardNumber, ...]
    by_whom: str
    share_basis: str


@dataclass(frozen=True, slots=True)
class FiredCard:
    """A card whose trigger holds, with the references that made it so. `refs` is empty when staff opened it."""

    card: str
    refs: tuple[str, ...]


def find_cards(cards: Iterable[ActionCard], values: Values) -> tuple[FiredCard, ...]:
    """The cards whose trigger holds, in the order they are to be worked (practice.md B, behaviour 8)."""
    fired = [
        (card.order, FiredCard(card.id, card.when.because(values)))
        for card in cards
        if card.when is not None and card.when.holds(values) is True
    ]
    return tuple(card for _, card in sorted(fired, key=lambda pair: (pair[0], pair[1].card)))
