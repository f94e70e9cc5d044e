"""Questions and facts as one graph: an order in which each comes after all it depends on, or the cycle there is.

A question depends on what its `when` and `known` read and on the questions whose options open it; a fact on what it
reads; `fact.top_severity` on everything needs and cards read. Also who may read what (contract.md 1).

Imports core and its neighbours. Called by `load`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from triage.content.questions import UNLOCKED
from triage.content.reader import Fields
from triage.core.cards import ActionCard
from triage.core.conditions import Condition
from triage.core.facts import FACTS, WRAP_UP
from triage.core.needs import NeedRule
from triage.core.questions import Question

TOP = "fact.top_severity"


def in_order(
    questions: Mapping[str, Question],
    fields: Mapping[str, Fields],
    needs: Iterable[NeedRule],
    cards: Iterable[ActionCard],
) -> tuple[str, ...]:
    """Question ids and `fact.NAME`s in dependency order. A cycle is a problem at one of its questions, and gives ()."""
    graph: dict[str, list[str]] = {node: [] for node in (*questions, *(f"fact.{name}" for name in FACTS))}
    for question in questions.values():
        for target in _opened_by(question):
            if target in graph and target != question.id:
                graph[target].append(question.id)
        for condition in (question.when, question.known):
            graph[question.id].extend(_nodes(condition.refs() if condition else ()))
    for fact in FACTS.values():
        graph[f"fact.{fact.name}"].extend(_nodes(fact.reads))
    graph[TOP].extend(_nodes((need_refs(needs) | card_refs(cards)) - {TOP}))
    known = {node: [d for d in dict.fromkeys(depends) if d in graph] for node, depends in graph.items()}
    try:
        return tuple(TopologicalSorter(known).static_order())
    except CycleError as error:
        _tell(error.args[1], fields)
        return ()


def _tell(cycle: list[str], fields: Mapping[str, Fields]) -> None:
    """A cycle holds at least one question, since facts alone have none (a test of core.facts sees to that)."""
    at = next(fields[node] for node in cycle if node in fields)
    what = f"each of these waits for the one before: {' → '.join(cycle)}"
    at.add("cycle", what, "take one of them out of a condition")


def _opened_by(question: Question) -> set[str]:
    options = [*question.options, *(option for part in question.parts for option in part.options)]
    return {target for option in options for target in (*option.opens, *option.first)}


def _nodes(refs: Iterable[str]) -> list[str]:
    """References as nodes of the graph: a part is answered with its question. Sorted, so that the order is stable."""
    return sorted({ref if ref.startswith("fact.") else ref.split(".", 1)[0] for ref in refs})


def need_refs(needs: Iterable[NeedRule]) -> frozenset[str]:
    refs = {ref for need in needs for _, condition in need.lines for ref in condition.refs()}
    return frozenset(refs | {f"fact.{fact}" for need in needs for fact in need.raise_by})


def card_refs(cards: Iterable[ActionCard]) -> frozenset[str]:
    conditions: list[Condition | None] = []
    for card in cards:
        conditions.extend((card.when, *(made.when for made in card.needs)))
    return frozenset(ref for condition in conditions if condition for ref in condition.refs())


def check_reading(
    questions: Mapping[str, Question],
    fields: Mapping[str, Fields],
    needs: Iterable[tuple[NeedRule, Fields]],
    cards: Iterable[tuple[ActionCard, Fields]],
) -> None:
    """Who may read what: only ZZ reads wrap-up facts, nothing else reads ZZ, and what unlocks others has no lock."""
    for question in questions.values():
        for key, condition in (("when", question.when), ("known", question.known)):
            for ref in sorted(condition.refs() if condition else ()):
                if ref in WRAP_UP and question.module != "ZZ":
                    fields[question.id].add("reads", f"`{key}` reads {ref}", "only ZZ may read it; ask something else")
                if question.id in UNLOCKED and ref.startswith("fact.") and ref != "fact.place":
                    what = f"`{key}` reads {ref}, and {question.id} unlocks others"
                    fields[question.id].add("lock", what, "only fact.place may stand in it")
    for need, at in needs:
        _no_wrap_up(need_refs([need]), at, questions)
    for card, at in cards:
        _no_wrap_up(card_refs([card]), at, questions)


def _no_wrap_up(refs: Iterable[str], at: Fields, questions: Mapping[str, Question]) -> None:
    for ref in sorted(refs):
        question = questions.get(ref.split(".", 1)[0])
        if ref in WRAP_UP or ref == TOP or (question is not None and question.module == "ZZ"):
            at.add("reads", f"a condition reads {ref}", "needs and cards may not; they come before the wrap-up")
