"""Reasons in words: the question and the answer (design.md 3, idea 4), through the shipped content."""

from __future__ import annotations

import pytest

from tests.core.shipped import COUNTER, POD, TODAY, TOLD, because, cards, house, needs, rules, said, walked
from triage.core.questions import Kind
from triage.core.reasons import answer_words, date_words, questions_behind, reasons


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("H1", "private", "rent, private landlord"),
        ("H1", "not_sure", "not sure"),
        ("H1", "pnts", "would rather not say"),
        ("H3a", "[notice, court_papers]", "a notice letter, court papers"),  # as they stand in the list
        ("H3a", "[court_papers, notice]", "a notice letter, court papers"),
        ("H3b", "2027-01-16", "16 January 2027 (in 54 days)"),
        ("H3b", "2026-11-23", "23 November 2026 (today)"),
        ("H3b", "2026-11-22", "22 November 2026 (1 day ago)"),
        ("H3b", "none", "no date"),
        ("RE4", "{kind: court, date: 2026-12-04}", "court, 4 December 2026 (in 11 days)"),
        ("RE4", "{kind: court, date: pnts}", "court, what date is it: would rather not say"),
        ("HO3", "{adults: 2, age_0_4: 0, pregnant: yes, alone: no}", "other adults: 2, anyone pregnant"),
        ("HO3", "{adults: 0}", ""),
        ("F0", "{alone: yes, private: no}", "on their own"),
        ("ZZ1", '"less [bold]worry[/]"', "less [bold]worry[/]"),  # letters are letters
        ("ZZ6", "7", "7"),
        ("RE3", "yes", "Yes"),
    ],
)
def test_answers_in_words(question: str, answer: str, words: str) -> None:
    value = said(f"{question}: {answer}")[question]
    assert answer_words(rules().by_id[question], value, TODAY).lower() == words.lower()


def test_a_date_without_today_is_only_a_date() -> None:
    assert answer_words(rules().by_id["H3b"], said("H3b: 2027-01-16")["H3b"]) == "16 January 2027"
    assert date_words(TODAY) == "23 November 2026"


@pytest.mark.parametrize(
    ("answers", "code", "says"),
    [
        ("H1: temporary", "housing.insecure", {"H1": "in a temporary place"}),
        (
            "H3: two_months, H3a: [notice], H3b: 2027-01-16",
            "housing.eviction_risk",
            {"H3b": "16 January 2027 (in 54 days)"},
        ),
        (
            "RE1: {about: [letter]}, RE4: {kind: move_out, date: 2026-11-27}",
            "housing.eviction_risk",
            {"RE4": "moving out, 27 November 2026 (in 4 days)"},
        ),
        ("M2: no", "money.no_food_today", {"M2": "not enough for today"}),
        ("S3: [no_food]", "money.no_food_today", {"S3": "no food today"}),
        ("M2: no, S3: [no_food]", "money.no_food_today", {"M2": "not enough for today"}),
        ("W3: no, W3a: not_sure", "health.no_medication", {"W3a": "not sure"}),
        ("F0: {alone: yes}, F4: {pay: no, phone: yes}", "safety.modern_slavery", {"F4": "keeps their own pay: no"}),
        ("M4: {what: wrong, decided: 2026-10-30}", "money.benefit_challenge", {"M4": "turned down, or the decision seems wrong, last day to challenge in 7 days"}),
    ],
)  # fmt: skip
def test_why_a_need_was_found(answers: str, code: str, says: dict[str, str]) -> None:
    found = {reason.question: reason.says for reason in because(walked(said(answers), POD), code)}
    assert {
        question: f"{rules().by_id[question].about}: {words}" for question, words in says.items()
    }.items() <= found.items()


RAISED = "H5: [damp], M5: {supply: low}"


@pytest.mark.parametrize(
    ("more", "question", "words"),
    [
        ("HO3: {age_0_4: 1}", "HO3", "child under 5"),
        ("HO1: {name: Mr A, born: 1955-01-01}", "HO1", "cold is harder on somebody at home"),
        ("W2: little", "W2", "cold is harder on somebody at home"),
    ],
)
def test_a_raise_names_the_question_it_rests_on_and_no_other(more: str, question: str, words: str) -> None:
    """Everything a fact could rest on was asked; only what makes it so is a reason."""
    asked = "HO1: {name: Sam, born: 1992-03-01}, HO3: {adults: 1, age_0_4: 0, baby_under_1: no, pregnant: no}, W2: no, W5: ok"
    found = walked(TOLD | said(asked) | said(RAISED) | said(more), POD)
    assert needs(found)["money.energy_bills"] == "urgent"
    told = {reason.question: reason.says for reason in because(found, "money.energy_bills")}
    assert set(told) == {"M5", question}
    assert words in told[question]


def test_the_nearest_date_is_the_reason() -> None:
    text = "RE1: {about: [letter]}, RE4: {kind: other, date: 2027-02-01}, H3: two_months, H3b: 2026-12-04, K2: some"
    found = walked(said(text), POD)
    assert questions_behind("fact.deadline_days", found.values) == ("H3b",)
    assert needs(found)["skills.forms_help"] == "significant"
    assert {reason.question for reason in because(found, "skills.forms_help")} == {"K2", "RE1", "H3b"}


@pytest.mark.parametrize(
    ("answers", "behind"),
    [
        ("HO1: {born: 2010-01-01}", {"HO1"}),
        ("HO1: {born: 2010-01-01}, ST1: [seems_under_18]", {"HO1", "ST1"}),
        ("HO1: {born: 2010-01-01}, ST1: [alone]", {"HO1"}),
        ("ST1: [seems_under_18]", {"ST1"}),
    ],
)
def test_under_18_rests_on_what_was_told_or_seen(answers: str, behind: set[str]) -> None:
    assert set(questions_behind("fact.under_18", walked(said(answers)).values)) == behind


def test_a_card_says_why() -> None:
    found = walked(said("HO1: {born: 2010-01-01}, H2: no"), COUNTER)
    assert cards(found) == ["RF-CHILD", "RF-ROOF"]
    child, roof = ([r.says for r in reasons(rules(), card.refs, found.values)] for card in found.cards)
    age, tonight = rules().by_id["HO1"].about, rules().by_id["H2"].about
    assert child == [f"{age}: under 18", f"{tonight}: No"]
    assert roof == [f"{tonight}: No"]


def test_nothing_unsaid_is_a_reason() -> None:
    """A line that holds because something was not answered names only what was."""
    found = walked(said("M3: yes, M3a: [rent]"), POD)
    assert [reason.question for reason in because(found, "housing.rent_arrears")] == ["M3a"]
    assert reasons(rules(), ("H1", "fact.age", "RE4.date"), found.values) == ()
    assert questions_behind("H1", found.values) == questions_behind("fact.ng6_vulnerable", found.values) == ()


def test_every_answer_of_the_content_has_words() -> None:
    """Each option reads as something, and never as its id."""
    assert house().question_set is rules()
    for question in rules().by_id.values():
        for option in question.options:
            value = option.id if question.kind is Kind.ONE else frozenset({option.id})
            words = answer_words(question, value)
            assert words and "_" not in words and words == (option.says or option.text.lower())
