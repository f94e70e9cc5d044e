"""Which answers the conditions of a question set tell apart: what several findings need to know.

Imports core only. Called by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.core.conditions import All, Any, AnyOf, Compare, Condition, Equals, Not
from triage.core.questions import QuestionSet


def conditions(rules: QuestionSet) -> Iterator[Condition]:
    """Every condition there is."""
    for question in rules.by_id.values():
        yield from (condition for condition in (question.when, question.known) if condition)
    for need in rules.needs:
        yield from (condition for _, condition in need.lines)
    for card in rules.cards:
        yield from (condition for condition in (card.when, *(made.when for made in card.needs)) if condition)


def pairs(condition: Condition) -> Iterator[tuple[str, str]]:
    """Each answer that a condition tells from others."""
    if isinstance(condition, All | Any):
        for part in condition.of:
            yield from pairs(part)
    elif isinstance(condition, Not):
        yield from pairs(condition.of)
    elif isinstance(condition, AnyOf):
        yield from ((condition.ref, option) for option in condition.options)
    elif isinstance(condition, Equals):
        wanted = condition.wanted if isinstance(condition.wanted, frozenset) else {str(condition.wanted)}
        yield from ((condition.ref, option) for option in wanted)
    elif isinstance(condition, Compare):
        beyond = condition.ranks[condition.bound :] if condition.at_least else condition.ranks[: condition.bound + 1]
        yield from ((condition.ref, option) for option in beyond)


def sufficient(condition: Condition) -> Iterator[Condition]:
    """The smallest parts that are enough by themselves and read one question only."""
    if len({ref.split(".", 1)[0] for ref in condition.refs()}) == 1:
        yield condition
    elif isinstance(condition, Any):
        for part in condition.of:
            yield from sufficient(part)
