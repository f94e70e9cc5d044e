"""What the answers so far lead to: the needs by their conditions, and those that a card makes urgent (practice.md B3).

Called by the walk, once: as soon as all that needs and cards read is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from triage.core.cards import ActionCard, FiredCard, find_cards
from triage.core.conditions import Values
from triage.core.needs import Need, Severity, find_needs
from triage.core.questions import QuestionSet
from triage.core.readers import awake, readers, wakes


@dataclass(frozen=True, slots=True)
class _Index:
    """By reference, the places of the needs and cards that read it; and where a need stands in the vocabulary."""

    needs: Mapping[str, tuple[int, ...]]
    cards: Mapping[str, tuple[int, ...]]
    place: Mapping[str, int]
    card: Mapping[str, ActionCard]


@lru_cache(maxsize=4)
def _index(question_set: QuestionSet) -> _Index:
    needs, cards = question_set.needs, question_set.cards
    return _Index(
        needs=readers((place, wakes(*(line for _, line in rule.lines))) for place, rule in enumerate(needs)),
        cards=readers((place, wakes(card.when)) for place, card in enumerate(cards)),
        place={rule.code: place for place, rule in enumerate(needs)},
        card={card.id: card for card in cards},
    )


def needs_and_cards(question_set: QuestionSet, values: Values) -> tuple[tuple[Need, ...], tuple[FiredCard, ...]]:
    """Needs in the vocabulary's order, cards in the order they are to be worked."""
    index = _index(question_set)
    rules = (question_set.needs[place] for place in awake(index.needs, values))
    needs = {need.code: need for need in find_needs(rules, values)}
    cards = find_cards((question_set.cards[place] for place in awake(index.cards, values)), values)
    for fired in cards:
        for made in index.card[fired.card].needs:
            if made.when is None or made.when.holds(values) is True:
                needs[made.code] = _with_card(needs.get(made.code), made.code, fired)
    return tuple(sorted(needs.values(), key=lambda need: index.place[need.code])), cards


def _with_card(need: Need | None, code: str, fired: FiredCard) -> Need:
    """The need at urgent because of a card, remembering what it would be without it."""
    before = need or Need(code, Severity.NONE)
    return Need(
        code=code,
        severity=Severity.URGENT,
        refs=tuple(dict.fromkeys((*before.refs, *fired.refs))),
        raised=before.raised,
        cards=(*before.cards, fired.card),
        without_cards=before.without_cards,
        source=before.source,
    )
