"""Every cell of the policy against the file, read and settled here in another way (promises.md, P20)."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.content.directory import RECEIVES
from triage.content.load import load_content
from triage.content.policy import load_policy, read_policy
from triage.content.where import sample_content
from triage.core.access import Actor, Role
from triage.core.policy import (
    DEFAULT,
    NOT_NAMED,
    Action,
    Classes,
    Decision,
    Effect,
    FieldClass,
    Policy,
    Relation,
    Rule,
    Thing,
    may,
    policy_of,
)
from triage.core.problems import ContentError

FILE = sample_content() / "policy.yaml"
STRICT = ["allow", "mask", "reason_first", "deny"]
Cell = tuple[Role, Action, FieldClass, tuple[Relation, ...]]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(sample_content())


def rules_written() -> list[dict[str, Any]]:
    return list(yaml.safe_load(FILE.read_text())["rules"])


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    return rules_written()


def settled(rules: list[dict[str, Any]], role: str, action: str, seen: str, relations: tuple[str, ...]) -> str:
    """What the file says, worked out line by line for one question: nothing is kept, nothing is multiplied out."""

    def one(relation: str) -> str | None:
        said = [
            rule["then"]
            for rule in rules
            if role in rule["roles"]
            and action in rule["actions"]
            and seen in rule["fields"]
            and relation in rule["relations"]
        ]
        return STRICT[max(map(STRICT.index, said))] if said else None

    answers = [answer for relation in relations if (answer := one(relation))]
    if not answers or "deny" in answers:
        return "deny"
    return STRICT[min(map(STRICT.index, answers))]


def cells(ways: int = 1) -> list[Cell]:
    """Every role, action and class of what is seen, standing to it in so many ways at once."""
    return list(itertools.product(Role, Action, FieldClass, itertools.combinations(Relation, ways)))


def as_in_the_file(policy: Policy, rules: list[dict[str, Any]], cell: Cell) -> str:
    """What is wrong with one cell, or nothing."""
    role, action, seen, ways = cell
    said = may(policy, Actor("x", "X", role), action, Thing(frozenset(ways)), seen).effect.value
    wanted = settled(rules, role.value, action.value, seen.value, tuple(way.value for way in ways))
    return "" if said == wanted else f"{said}, and the file says {wanted}"


def test_every_cell_is_as_in_the_file(policy: Policy, rules: list[dict[str, Any]]) -> None:
    assert [(cell, wrong) for cell in cells() if (wrong := as_in_the_file(policy, rules, cell))] == []
    assert len(cells()) == len(Role) * len(Action) * len(FieldClass) * len(Relation) >= 4000


def test_standing_in_two_ways_the_kinder_counts_unless_one_denies(policy: Policy, rules: list[dict[str, Any]]) -> None:
    assert [(cell, wrong) for cell in cells(2) if (wrong := as_in_the_file(policy, rules, cell))] == []


def test_every_answer_has_its_reason(policy: Policy, rules: list[dict[str, Any]]) -> None:
    words = {rule["because"] for rule in rules} | {DEFAULT, NOT_NAMED}
    for role, action, seen, relation in itertools.product(Role, Action, FieldClass, Relation):
        assert may(policy, Actor("x", "X", role), action, Thing(frozenset({relation})), seen).because in words


def test_without_a_rule_nothing_may_be_done() -> None:
    for role, action, seen in itertools.product(Role, Action, FieldClass):
        said = may(Policy(), Actor("x", "X", role), action, Thing(frozenset(Relation)), seen)
        assert said == Decision(Effect.DENY, DEFAULT)


def test_whoever_is_restricted_is_there_for_those_named_alone(policy: Policy) -> None:
    mine = frozenset({Relation.OWN})
    for who, allowed in (("asha", True), ("tom", False)):
        said = may(
            policy, Actor(who, who, Role.ASSISTANT), Action.ASK, Thing(mine, frozenset({"asha"})), FieldClass.VISIT
        )
        assert said.allowed is allowed
    assert said.because == NOT_NAMED, "as if they were not there"


def reads(then: Effect, because: str) -> Rule:
    every = (frozenset({Role.LEAD}), frozenset({Action.READ}), frozenset({FieldClass.NEED}))
    return Rule(*every, frozenset({Relation.LEAD}), then, because)


def said_of(*written: Rule) -> Decision:
    made = policy_of("", written, Classes())
    return may(made, Actor("x", "X", Role.LEAD), Action.READ, Thing(frozenset({Relation.LEAD})), FieldClass.NEED)


def test_deny_beats_allow_whatever_the_order() -> None:
    for order in itertools.permutations(Effect):
        assert said_of(*(reads(then, then.value) for then in order)) == Decision(Effect.DENY, "deny")


@pytest.mark.parametrize("then", Effect)
def test_of_two_as_strict_the_first_says_why(then: Effect) -> None:
    assert said_of(reads(then, "the first"), reads(then, "the second")) == Decision(then, "the first")


def test_who_has_no_business_with_people_gets_none(policy: Policy) -> None:
    """Read off the roles themselves, so that nobody loosens the file by accident."""
    people = [seen for seen in FieldClass if seen is not FieldClass.HUB]
    for action, seen, relation in itertools.product(Action, people, Relation):
        for role in (Role.ADMINISTRATOR, Role.NOBODY):
            assert may(policy, Actor("x", "X", role), action, Thing(frozenset({relation})), seen).effect is Effect.DENY
        outside = may(policy, Actor("x", "X", Role.SERVICE), action, Thing(frozenset({relation})), seen)
        if relation not in (Relation.SERVICE, Relation.LEAD):
            assert outside.effect is Effect.DENY
    for seen in (FieldClass.HEALTH, FieldClass.SAFETY, FieldClass.OFFENCE):
        for role in (Role.ASSISTANT, Role.OUTREACH, Role.LEAD, Role.SERVICE):
            for action in (Action.READ, Action.PAGE):
                assert not may(policy, Actor("x", "X", role), action, Thing(frozenset(Relation)), seen).allowed


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("roles: [administrator]", "roles: [administrater]", "administrater"),
        ("then: mask", "then: perhaps", "perhaps"),
        ('    because: "Who works here, and settings, are theirs."\n', "", "because"),
        ("    name: identity", "    name: identities", "identities"),
        ("rules:", "rulez:", "rulez"),
        ("    relations: [none]", "    relations: []", "list is empty"),
    ],
)
def test_a_file_that_is_not_right_says_where(old: str, new: str, told: str, tmp_path: Path) -> None:
    text = FILE.read_text()
    assert old in text
    (tmp_path / "policy.yaml").write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError) as caught:
        read_policy(tmp_path / "policy.yaml")
    assert any(told in str(problem) and "policy.yaml:" in str(problem) for problem in caught.value.problems)


def test_everything_written_down_is_in_a_class(policy: Policy) -> None:
    """Nothing is left to the careful default: whoever adds a need or a field says what kind of thing it is."""
    content, classes = load_content(sample_content()), policy.classes
    assert set(RECEIVES) <= set(classes.fields)
    assert {module.id for module in content.question_set.modules} <= set(classes.questions)
    private = {FieldClass.HEALTH, FieldClass.SAFETY, FieldClass.OFFENCE, FieldClass.LEGAL}
    for need in content.question_set.needs:
        assert need.code in classes.needs or need.code.partition(".")[0] in classes.needs
        if need.sensitive:
            assert classes.of_need(need.code) in private, need.code


def test_a_hub_without_a_file_has_the_one_that_comes_with_triage(tmp_path: Path, policy: Policy) -> None:
    assert load_policy(tmp_path) == policy
