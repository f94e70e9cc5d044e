"""A condition in words, and what is missing for it to hold (design.md 3, idea 4)."""

from __future__ import annotations

import pytest

from tests.core.shipped import POD, rules, said, walked
from tests.core.test_conditions import compiled
from triage.core.explain import describe, missing


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{H1: {equals: own}}", "Where you live (H1) is “own home”"),
        ("{H3a: {any_of: [notice, court_papers]}}", "{H3a} is “court papers” or “a notice letter”"),
        ("{H3a: {equals: [notice]}}", "{H3a} is exactly “a notice letter”"),
        ("{H3b: {within_days: 7}}", "{H3b} is at most 7 days away"),
        ("{asked: H1}", "Where you live (H1) was asked"),
        ("{answered: H1}", "Where you live (H1) was answered"),
        ("{not: {answered: H1}}", "Where you live (H1) was not answered"),
        ("{not: {asked: H1}}", "Where you live (H1) was not asked"),
        ("{not: {H1: {equals: own}}}", "it does not hold that Where you live (H1) is “own home”"),
        ("{answered: fact.age}", "age is known"),
        ("{not: {answered: fact.under_18}}", "under 18 is not known"),
        ("{fact.age: {at_least: 60}}", "age is 60 or more"),
        ("{fact.deadline_days: {at_most: 7}}", "the number of days until the date is 7 or less"),
        ("{fact.top_severity: {at_least: significant}}", "the most serious need is significant or more"),
        ('{fact.under_18: {equals: "yes"}}', "under 18"),
        ('{fact.under_18: {equals: "no"}}', "18 or over"),
        ('{fact.ng6_vulnerable: {equals: "yes"}}', "cold is harder on somebody at home"),
        ("{fact.month: {any_of: [11, 12, 1, 2, 3]}}", "January or February or March or November or December"),
        ("{fact.place: {equals: pod}}", "place: pod"),
        ("{all: [{asked: H1}, {any: [{asked: H1}, {asked: H1}]}]}", "A, and (A, or A)"),
        ("{not: {all: [{asked: H1}, {asked: H1}]}}", "it does not hold that (A, and A)"),
        ("{RE4.kind: {equals: court}}", "{RE4.kind} is “court”"),
        ("{W7: {at_least: some}}", "{W7} is “some of the time” or more"),
    ],
)
def test_in_words(condition: str, words: str) -> None:
    about = {ref: f"{rules().by_id[ref].about} ({ref})" for ref in ("H3a", "H3b", "W7")}
    part = rules().by_id["RE4"].part("kind")
    assert part
    about["RE4.kind"] = f"{rules().by_id['RE4'].about}, {part.text.rstrip('?:').lower()} (RE4.kind)"
    for ref, name in about.items():
        words = words.replace("{" + ref + "}", name)
    words = words.replace("A", "Where you live (H1) was asked") if words.count("A") > 1 else words
    assert describe(compiled(condition), rules()) == words


@pytest.mark.parametrize(
    ("condition", "answers", "words"),
    [
        ("{H1: {equals: own}}", "H1: own", ""),
        ("{H1: {equals: own}}", "H1: room", "Where you live (H1) is “own home” (no)"),
        ("{H1: {equals: own}}", "H1: pnts", "Where you live (H1) is “own home” (not known)"),
        ("{not: {answered: H1}}", "H1: own", "Where you live (H1) was not answered (no)"),
        ("{all: [{asked: H1}, {H1: {equals: own}}]}", "H1: room", "Where you live (H1) is “own home” (no)"),
        ("{any: [{asked: H2}, {answered: H2}]}", "H1: own", "N was asked (no), or N was answered (no)"),
        # Both are needed, and it says so.
        (
            "{all: [{asked: H2}, {H1: {equals: own}}]}",
            "H1: room",
            "N was asked (no), and Where you live (H1) is “own home” (no)",
        ),
        (
            "{any: [{all: [{asked: H2}, {answered: H2}]}, {all: [{asked: H1}, {H1: {equals: own}}]}]}",
            "H1: room",
            "(N was asked (no), and N was answered (no)), or Where you live (H1) is “own home” (no)",
        ),
    ],
)
def test_what_is_missing(condition: str, answers: str, words: str) -> None:
    tonight = f"{rules().by_id['H2'].about} (H2)"
    found = missing(compiled(condition), walked(said(answers), POD).values, rules())
    assert found == words.replace("N ", f"{tonight} ")
