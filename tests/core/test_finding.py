"""The ranking behind finding a service, on a hub of four: words, stems, phrases, and what comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.shipped import content, rules
from triage.core.finding import SMALL, Because, Found, Index, index, rank, stem, words_of
from triage.core.needs import Saying


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My landlord's changed the locks", ("landlords", "changed", "locks")),
        ("can’t pay", ("pay",)),
        ("Café, DÉJÀ vu", ("cafe", "deja", "vu")),
        ("16-17 year_old", ("16", "17", "year", "old")),
        ("I need some help", ()),
        ("", ()),
    ],
)
def test_the_words_that_can_be_looked_for(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    "same",
    [
        ("evicted", "evicting", "evict"),
        ("debts", "debt"),
        ("house", "houses", "housing"),
        ("bailiffs", "bailiff"),
        ("beds", "bed"),
    ],
)
def test_endings_do_not_matter(same: tuple[str, ...]) -> None:
    assert len({stem(word) for word in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("care", "car"), ("dress", "dres"), ("gas", "ga"), ("mess", "mes"), ("bath", "bat")]
)
def test_short_words_keep_theirs(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(max_size=30))
def test_words_are_small_letters_and_digits_and_never_small_words(text: str) -> None:
    for word in words_of(text):
        assert word.isalnum() and word not in SMALL
        assert stem(word)


def four(*sayings: Saying) -> Index:
    """Four services of the sample, and what people call them."""
    shipped = content()
    services = tuple(shipped.directory.by_id[name] for name in ("housing_duty", "advice", "pantry", "crisis"))
    directory = replace(shipped.directory, hash=f"four{sayings}", services=services)
    return index(directory, replace(rules(), hash=f"four{sayings}", sayings=sayings))


def ranked(found_in: Index, *words: str) -> list[Found]:
    found = rank(found_in, [found_in.meanings(word) for word in words])
    return sorted(found, key=lambda one: (-one.score, one.order, one.service.id))


def test_a_whole_phrase_counts_for_more_than_a_part_of_it() -> None:
    here = four(Saying(("gone with wind",), ("money.no_food_today",)), Saying(("gone",), ("money.bailiffs",)))
    assert [one.service.id for one in ranked(here, "gone")][:1] == ["advice"]
    assert [one.service.id for one in ranked(here, "gone", "wind")][:2] == ["pantry", "crisis"]


def test_the_likelier_need_and_its_usual_helper_come_first() -> None:
    here = four(Saying(("zzz",), ("money.no_food_today", "money.bailiffs")))
    assert [(one.service.id, one.score, one.order) for one in ranked(here, "zzz")] == [
        ("pantry", 1.0, 0),
        ("crisis", 1.0, 1),
        ("advice", 1.0, 10),
    ]


def test_words_lead_to_kinds_too_and_say_so() -> None:
    here = four(Saying(("zzz",), (), ("food_support",)))
    assert [(one.service.id, one.order, one.because) for one in ranked(here, "zzz")] == [
        ("pantry", 0, (Because("zzz"),))
    ]


def test_why_leaves_out_what_another_word_says_already() -> None:
    here = four(Saying(("zzz pantry",), ("money.no_food_today",)))  # and Pantry is what one of them is called
    found = best(here, "zzz", "pantry")["pantry"]
    assert [way.because.words for way in found.ways] == ["zzz pantry", "pantry"]
    assert found.because == (Because("zzz pantry", "money.no_food_today"),)


def test_what_matches_much_less_than_the_best_is_left_out() -> None:
    here = four()
    assert [(one.service.id, one.order) for one in ranked(here, "pantry")] == [("pantry", 0)]
    assert ranked(here, "qqqqq") == [] and rank(here, []) == []


def test_a_word_still_being_typed_counts_but_less_than_one_that_is_there() -> None:
    here = four()
    whole, begun = here.meanings("pantry"), here.meanings("pant")
    assert whole["pantry"] == 1.0 and 0 < begun["pantry"] < 1.0
    assert "pantry" in here.meanings("pa")
    assert here.meanings("p") == {} and here.meanings("qqqqq") == {}


@given(st.permutations(["emergency", "money", "food"]))
def test_the_order_of_the_words_does_not_matter(words: list[str]) -> None:
    here = four()
    assert [(one.service.id, one.score) for one in ranked(here, *words)] == [
        (one.service.id, one.score) for one in ranked(here, "emergency", "money", "food")
    ]


def best(here: Index, *words: str) -> dict[str, Found]:
    return {one.service.id: one for one in ranked(here, *words)}


def test_of_two_kinds_of_one_service_the_more_usual_counts() -> None:
    here = four(Saying(("zzz",), ("money.benefit_challenge",)))
    assert best(here, "zzz")["advice"].order == 0  # welfare rights come before legal advice


def test_of_several_ways_the_best_counts_and_of_equal_ones_the_likelier_and_then_the_first() -> None:
    likelier_first = four(Saying(("zzz",), ("money.bailiffs", "money.other_debt")))
    assert best(likelier_first, "zzz")["advice"].order == 0
    likelier_later = four(
        Saying(("zzz",), ("money.no_food_today", "money.bailiffs")), Saying(("zzz",), ("money.other_debt",))
    )
    assert best(likelier_later, "zzz")["advice"].order == 0
    weaker_later = four(
        Saying(("zzz",), ("money.no_food_today", "money.bailiffs")), Saying(("zzz yyy xxx",), ("money.other_debt",))
    )
    assert best(weaker_later, "zzz")["advice"].score == 1.0
    the_same = four(Saying(("zzz",), ("money.bailiffs",)), Saying(("Zzz!",), ("money.bailiffs",)))
    assert best(the_same, "zzz")["advice"].because == (Because("zzz", "money.bailiffs"),)


def test_of_several_words_the_least_likely_counts_and_the_score_has_two_digits() -> None:
    here = four(Saying(("zzz",), ("money.no_food_today", "money.bailiffs")), Saying(("yyy",), ("money.bailiffs",)))
    assert best(here, "zzz", "yyy")["advice"].order == 10
    assert best(here, "yyy", "qqq", "www")["advice"].score == 0.33


def test_six_tenths_of_the_best_is_near_enough() -> None:
    shipped = content()
    named = replace(shipped.directory.by_id["pantry"], public_label="Zzz")
    aside = replace(shipped.directory.by_id["crisis"], organization="Zzz")
    here = index(replace(shipped.directory, hash="two", services=(named, aside)), replace(rules(), sayings=()))
    assert {one.service.id: one.score for one in ranked(here, "zzz")} == {"pantry": 1.0, "crisis": 0.6}


def test_who_is_there_to_be_found() -> None:
    here = index(content().directory, rules())
    there = {service.id for service in here.services}
    assert {"housing_duty", "da", "uk_shelter", "cu"} <= there  # one that is not running is said to be so
    line = replace(content().directory.by_id["uk_shelter"], active=False)  # a number that nobody relies on
    assert index(replace(content().directory, hash="off", services=(line,)), rules()).services == ()
    workers = {word for worker in content().directory.by_id["da"].workers for word in words_of(worker.name)}
    assert workers and not workers & set(here.vocabulary)
    assert "priya" in here.vocabulary


def test_beginnings_are_those_of_longer_words() -> None:
    cut = four().cut(6)
    assert "housing" in cut["housin"]
    assert "pantry" not in cut and all(len(word) > 6 for words in cut.values() for word in words)
