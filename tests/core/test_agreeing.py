"""Who may say yes to passing something on (practice.md C2)."""

from __future__ import annotations

import pytest

from triage.core.agreeing import Agreer, who_agrees, who_may_agree
from triage.core.facts import Speaker

PERSON, CHILD, PARENT, ATTORNEY = Agreer.PERSON, Agreer.CHILD, Agreer.PARENT, Agreer.ATTORNEY


@pytest.mark.parametrize(
    ("speaker", "age", "young", "may"),
    [
        ("self", 34, False, (PERSON,)),
        ("self", None, False, (PERSON,)),
        ("self", 16, True, (PERSON,)),  # from 16 on their own yes counts
        ("self", 15, True, (CHILD, PARENT)),
        ("self", None, True, (CHILD, PARENT)),
        ("for_child", 8, True, (CHILD, PARENT)),
        ("for_child", None, False, (CHILD, PARENT)),
        ("for_child", 17, True, (PERSON, ATTORNEY)),
        ("for_adult", 80, False, (PERSON, ATTORNEY)),
        ("for_adult", None, False, (PERSON, ATTORNEY)),
        ("professional", 40, False, (PERSON, ATTORNEY)),
        ("professional", 12, True, (CHILD, PARENT)),
    ],
)
def test_who_may(speaker: str, age: int | None, young: bool, may: tuple[Agreer, ...]) -> None:
    assert who_may_agree(Speaker(speaker), age, young) == may


def test_who_does_is_said_once_and_asked_where_it_may_be_more_than_one() -> None:
    assert who_agrees("", (PERSON,)) is PERSON
    assert who_agrees("", (PERSON, ATTORNEY)) is None
    assert who_agrees("", (PERSON, ATTORNEY), before="attorney_or_deputy") is ATTORNEY
    assert who_agrees("person", (PERSON, ATTORNEY), before="attorney_or_deputy") is PERSON
    assert who_agrees("", (CHILD, PARENT), before="person") is None
    assert who_agrees("attorney_or_deputy", (PERSON,)) is None  # somebody who is there speaks for themselves
    assert who_agrees("parent", (PERSON, ATTORNEY)) is None
