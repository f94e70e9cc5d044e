"""A walk looks only at what something said can have changed. It must find what looking at everything finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given

from tests.core import test_walk_properties  # noqa: F401  its profile
from tests.core.said import answers, situations
from tests.core.shipped import due, rules, walked
from triage.core.answers import as_said
from triage.core.cards import FiredCard, find_cards
from triage.core.conditions import TODAY, Asked, Condition, Equals, Not, Value, Values
from triage.core.due import is_due, standing
from triage.core.facts import FACTS, Situation, WrapUp, companion, ticks
from triage.core.flow import put
from triage.core.needs import Severity, find_needs, worst
from triage.core.presenting import options_now, privacy_here
from triage.core.questions import Layer, Question
from triage.core.readers import awake, readers, wakes
from triage.core.replay import replay, wrapped_up


def plainly(told: Mapping[str, Value], at: Situation) -> tuple[Values, set[str], set[str]]:
    """Every node of the order in turn: what is known in the end, what was never asked and is due, what is set aside."""
    values: dict[str, Value] = {TODAY: at.today}
    opened, to_ask, aside = set(at.opened), set[str](), set[str]()
    for module in rules().modules:
        if module.section in at.opened:
            opened |= {question.id for question in module.questions if question.layer is Layer.GATEWAY}
    for node in rules().order:
        if node == "fact.top_severity":
            values[node] = worst(severities(values).values()).value
        elif node.startswith("fact."):
            fact = FACTS[node.removeprefix("fact.")].compute(values, at)
            values |= {node: fact} if fact is not None else {}
        else:
            question = rules().by_id[node]
            is_now = is_due(question, values, node in opened)
            if node not in told:
                to_ask |= {node} if is_now else set()
            elif question.layer is Layer.FOLLOW_UP and not is_now:
                aside.add(node)
            else:
                said = known(question, told[node])
                values |= said
                opened |= opened_by(question, said)
    return values, to_ask, aside


def known(question: Question, answer: Value) -> dict[str, Value]:
    parts = answer.items() if isinstance(answer, Mapping) else ()
    return {question.id: answer} | {f"{question.id}.{part}": said for part, said in parts}


def opened_by(question: Question, said: Values) -> set[str]:
    lists = [(question.id, question.options), *((f"{question.id}.{p.id}", p.options) for p in question.parts)]
    chosen = [option for ref, options in lists for option in options if option.id in ticks(said.get(ref))]
    return {target for option in chosen for target in (*option.opens, *option.first)}


def severities(values: Values) -> dict[str, Severity]:
    """All needs and all cards asked whether they hold."""
    held = {need.code: need.severity for need in find_needs(rules().needs, values)}
    for fired in fired_cards(values):
        for made in rules().card(fired.card).needs:
            if made.when is None or made.when.holds(values) is True:
                held[made.code] = Severity.URGENT
    return held


def fired_cards(values: Values) -> tuple[FiredCard, ...]:
    return find_cards(rules().cards, values)


@given(answers(), situations())
def test_looking_at_less_finds_the_same(told: dict[str, Value], at: Situation) -> None:
    found = walked(told, at)
    values, to_ask, aside = plainly(told, at)
    assert found.values == values
    if values.get("fact.under_18") != "yes":  # then other rules say what is asked
        assert due(found) - {"F0"} == to_ask - {"F0"}
    assert set(found.set_aside) == aside
    assert {need.code: need.severity for need in found.needs} == severities(values)
    assert found.cards == fired_cards(values)


NO_HOME = Equals("H1", "outside")


@pytest.mark.parametrize(
    ("condition", "known", "woken"),
    [
        (NO_HOME, {}, False),
        (NO_HOME, {"H2": "yes"}, False),
        (NO_HOME, {"H1": "own"}, True),
        (Not(Asked("H1")), {}, True),  # holds while nothing is known, so it is always looked at
        (Not(Asked("H1")), {"H1": "own"}, True),
    ],
)
def test_what_may_hold_is_looked_at(condition: Condition, known: dict[str, Value], woken: bool) -> None:
    found = readers([(7, wakes(condition))])
    assert awake(found, {TODAY: 0, **known}) == [7] * woken


def test_what_is_due_at_rest_is_what_an_empty_visit_asks() -> None:
    empty = {q.id for q in rules().by_id.values() if is_due(q, {}, opened=False)}
    assert standing(rules()).due == empty >= {"ST2", "H0", "F1"}


@given(answers(), situations())
def test_the_wrap_up_added_afterwards_finds_the_same(told: dict[str, Value], at: Situation) -> None:
    known = replay(rules(), told, replace(at, wrap_up=WrapUp()))
    assert put(rules(), told, at, wrapped_up(rules(), told, at, known)) == walked(told, at)


@given(answers(), situations())
def test_what_may_be_put_depends_on_what_is_never_set_aside(told: dict[str, Value], at: Situation) -> None:
    """So that taking an answer needs no walk before it."""
    values, said = walked(told, at).values, as_said(told)
    assert privacy_here(said, at) == privacy_here(values, at)
    assert companion(said) == companion(values)
    for question in rules().by_id.values():
        if question.layer is Layer.OPENER or question.id == "RE2":
            assert options_now(question, said, at) == options_now(question, values, at)
