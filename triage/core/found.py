"""What the answers so far lead to: the needs by their conditions, and those that a card makes urgent (practice.md B3).

Called by the walk, once at its end and whenever a question asks how serious things are.
"""

from __future__ import annotations

from triage.core.cards import CardNeed, FiredCard, find_cards
from triage.core.conditions import Values
from triage.core.needs import Need, Severity, find_needs
from triage.core.questions import QuestionSet


def needs_and_cards(question_set: QuestionSet, values: Values) -> tuple[tuple[Need, ...], tuple[FiredCard, ...]]:
    """Needs in the vocabulary's order, cards in the order they are to be worked."""
    needs = {need.code: need for need in find_needs(question_set.needs, values)}
    cards = find_cards(question_set.cards, values)
    for fired in cards:
        for made in question_set.card(fired.card).needs:
            if made.when is None or made.when.holds(values) is True:
                needs[made.code] = _with_card(needs.get(made.code), made, fired)
    order = {rule.code: place for place, rule in enumerate(question_set.needs)}
    return tuple(sorted(needs.values(), key=lambda need: order[need.code])), cards


def _with_card(need: Need | None, made: CardNeed, fired: FiredCard) -> Need:
    """The need as serious as the card makes it, remembering what it would be without it."""
    before = need or Need(made.code, Severity.NONE)
    return Need(
        code=made.code,
        severity=max(before.severity, made.severity),
        refs=tuple(dict.fromkeys((*before.refs, *fired.refs))),
        raised=before.raised,
        cards=(*before.cards, fired.card),
        without_cards=before.without_cards,
        source=before.source,
    )
