"""Two facts or nothing: when somebody may be told from somebody else, and who is joined with whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.core.returning import CODE, Told, Verdict, joined, needs_code, recognised, said_apart, same_name, tidy_code
from triage.usecases.afterwards.finding import alike

SAM = Told("Sam Reed", date(1992, 3, 1), "ZZ99 3AA", frozenset({"NM-7Q4D"}))
DAY, OTHER_DAY = date(1992, 3, 1), date(1961, 3, 1)


@pytest.mark.parametrize(
    ("told", "by"),
    [
        (Told("Sam Reed", DAY), ("name", "born")),
        (Told("sam  REED", None, "zz993aa"), ("name", "postcode")),
        (Told("Sam", DAY), ("name", "born")),  # the name to use may be all there is
        (Told("Samuel Reid", DAY), ("name", "born")),
        (Told("", DAY, "ZZ99 3AA"), ("born", "postcode")),
        (Told("Sam Reed", DAY, "ZZ98 1XX"), ("name", "born")),  # people move
        (Told("Sam Reed", codes=frozenset({"NM-7Q4D"})), ("name", "code")),
        (Told("Alex Moss", DAY, codes=frozenset({"NM-7Q4D"})), ("born", "code")),  # a new name, with the slip
        # One fact, or one and something that speaks against it
        (Told("Sam Reed"), ()),
        (Told("", DAY), ()),
        (Told("", None, "ZZ99 3AA"), ()),
        (Told(codes=frozenset({"NM-7Q4D"})), ()),  # a slip without its owner
        (Told("Sam Reed", None, "ZZ99"), ()),  # half a postcode is none
        (Told("Sam Reed", OTHER_DAY, "ZZ99 3AA"), ()),  # father and son
        (Told("Anna Reed", DAY, "ZZ99 3AA"), ()),  # twins
        (Told("Sam Reed", OTHER_DAY), ()),
        (Told("Jo Moss", OTHER_DAY, "ZZ98 1XX", frozenset({"NM-XXXX"})), ()),
        (Told(), ()),
    ],
)
def test_two_facts_and_nothing_against(told: Told, by: tuple[str, ...]) -> None:
    assert recognised(told, SAM, alike) == by


def test_the_code_alone_is_enough_where_nothing_else_is_known() -> None:
    code = frozenset({"NM-7Q4D"})
    assert recognised(Told(codes=code), Told(codes=code), alike) == (CODE,)
    assert recognised(Told(codes=code), Told("Sam", codes=code), alike) == ()
    assert recognised(Told("Sam", codes=code), Told("Sam", codes=code), alike) == ("name", CODE)


@pytest.mark.parametrize(
    ("known", "needed"),
    [
        (Told(), True),
        (Told("Sam"), True),
        (Told("Sam", None, "ZZ99"), True),
        (Told("Sam", DAY), False),
        (Told("", DAY, "ZZ99 3AA"), False),
    ],
)
def test_whose_code_is_their_way_back(known: Told, needed: bool) -> None:
    assert needs_code(known) is needed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("José Núñez", "jose nunez", True),
        ("Siobhan O'Neill", "Siobhán O’Neil", True),
        ("Reed, Sam", "Sam Reed", True),
        ("Sam Reed", "Sara Reed", False),
        ("Bill Reed", "Jill Reed", False),
        ("S", "Sam Reed", False),
        ("Sam Sam", "Sam Reed", False),
        ("", "Sam", False),
        ("", "", False),
        ("Олена", "Олена Шевченко", True),
    ],
)
def test_names_as_people_write_them(one: str, other: str, same: bool) -> None:
    assert same_name(one, other, alike) is same
    assert same_name(other, one, alike) is same


@pytest.mark.parametrize(
    ("typed", "code"),
    [("7q4d", "NM-7Q4D"), ("nm 7q4d", "NM-7Q4D"), ("NM-7Q4D", "NM-7Q4D"), ("NM7Q4D", "NM-7Q4D"), ("nm", ""), ("", "")],
)
def test_a_code_as_it_is_typed(typed: str, code: str) -> None:
    assert tidy_code(typed, "NM") == code


def test_a_hubs_letters_may_be_one() -> None:
    assert tidy_code("n 7q4d", "N") == tidy_code("7q4d", "N") == "N-7Q4D"
    assert tidy_code("n7q4", "N") == "N-N7Q4"  # four are the code itself


PEOPLE = st.sampled_from("abcdef")
SAID = st.lists(st.tuples(PEOPLE, PEOPLE, st.sampled_from([v.value for v in Verdict])), max_size=12)


@given(SAID)
def test_joined_is_the_same_from_either_side(said: list[tuple[str, str, str]]) -> None:
    for one in "abcdef":
        group = joined(one, said)
        assert one in group
        assert all(one in joined(other, said) for other in group)


@given(SAID)
def test_nobody_is_joined_with_somebody_said_not_to_be_them(said: list[tuple[str, str, str]]) -> None:
    apart = {(a, b) for a, b, verdict in said if verdict == Verdict.NOT_SAME and a != b}
    for one, other in apart:
        assert other not in joined(one, said)
        assert said_apart({one}, {other}, said) and said_apart({other}, {one}, said)


@given(st.lists(st.tuples(PEOPLE, PEOPLE), max_size=8))
def test_not_sure_joins_nobody(pairs: list[tuple[str, str]]) -> None:
    said = [(a, b, Verdict.NOT_SURE.value) for a, b in pairs]
    assert joined("a", said) == {"a"}
    assert not said_apart("a", "bcdef", said)


FACT = st.sampled_from(["name", "born", "postcode", "code"])


@given(FACT, st.booleans())
def test_one_fact_never_tells_anything(fact: str, rest_known: bool) -> None:
    """Whatever else is known of them: a single fact of theirs finds nobody, and the code only who left nothing else."""
    told = {
        "name": Told("Sam Reed"),
        "born": Told("", DAY),
        "postcode": Told("", None, "ZZ99 3AA"),
        "code": Told(codes=frozenset({"NM-7Q4D"})),
    }[fact]
    known = SAM if rest_known else Told("Sam Reed", codes=SAM.codes)
    assert recognised(told, known, alike) == ()
