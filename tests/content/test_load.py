"""Sound files → core types."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.content.conftest import FIXTURES, REPO, YEARS, told
from triage.content.load import (
    Content,
    directory_from,
    load_content,
    load_directory,
    load_question_set,
    question_set_from,
)
from triage.content.where import sample_content
from triage.core.conditions import Answered, AnyOf, Asked, Compare, Condition, Equals, Not, WithinDays
from triage.core.conditions import Any as AnyHolds
from triage.core.directory import Eligibility, Mode, Worker
from triage.core.facts import FACTS
from triage.core.needs import Severity
from triage.core.problems import ContentError
from triage.core.questions import Kind, Layer, Option, Where


def test_questions(content: Content) -> None:
    rules = content.question_set
    assert [module.id for module in rules.modules] == ["ST", "RE", "H", "ZZ"]
    home = rules.by_id["H0"]
    assert (home.kind, home.layer, home.where, home.everybody) == (Kind.MANY, Layer.OPENER, Where.COUNTER, True)
    assert home.options[0] == Option("may_have_to_leave", "I may have to leave", "may have to leave", opens=("H3",))
    assert home.options[1].says == "None of these"
    assert not home.may_be_not_sure
    assert rules.by_id["H3"].may_be_not_sure
    assert rules.by_id["S3"].asked_in is Where.COUNTER
    assert rules.by_id["ZZ1"].max_chars == 120
    assert rules.by_id["RE1"].parts[1].options[0].moves == "H"
    assert rules.by_id["H3b"].when == AnyOf("H3", frozenset({"two_months", "not_sure"}))
    assert rules.by_id["H3"].known == AnyOf("S3", frozenset({"no_bed"}))
    assert rules.module("H").section == "housing"
    assert rules.privacy_version == "1"


def test_needs_and_cards(content: Content) -> None:
    need = content.question_set.need("housing.eviction_risk")
    assert need.lines == (
        (Severity.URGENT, WithinDays("H3b", 56)),
        (Severity.SIGNIFICANT, AnyOf("H3", frozenset({"two_months"}))),
    )
    assert need.by_staff == ((Severity.URGENT, "a bailiff is on the way"),)
    assert need.raise_by == ("child_under_5",)
    card = content.question_set.card("RF-ROOF")
    assert (card.number, card.order, card.needs[0].code) == ("7", 120, "housing.no_home_tonight")
    assert card.numbers[0].number == "01632 960120"


def test_times_numbers_and_words_stay_what_was_typed(content: Content) -> None:
    service = content.directory.by_id["housing_duty"]
    assert service.phone == "07700900123"
    assert service.accepts_until == "15:30"
    assert service.workers == (Worker("Priya", (0, 1, 2, 3, 4), "0120"),)
    assert service.checked_on == date(2026, 11, 2)
    assert service.modes == (Mode.WALK_OVER, Mode.PHONE)
    assert service.eligibility == Eligibility((16, 24), ("ZZ99 3",), ("private",), ("pregnant",))
    assert service.hours.spans[1].end < service.hours.spans[1].start
    assert service.in_building
    night = content.directory.by_id["night_line"]
    assert night.hours.always
    assert not night.in_building
    assert content.question_set.version == "1"
    assert date(2026, 12, 28) in content.directory.closed_dates


def test_the_order_puts_everything_after_what_it_depends_on(content: Content) -> None:
    rules = content.question_set
    place = {node: n for n, node in enumerate(rules.order)}
    assert set(place) == set(rules.by_id) | {f"fact.{name}" for name in FACTS}
    assert place["S3"] < place["H1"]
    assert place["RE1"] < place["H3"] < place["H3b"] < place["fact.deadline_days"]
    assert place["H3b"] < place["fact.top_severity"]
    assert place["fact.lead_needed"] < place["ZZ6"]
    again = load_question_set(FIXTURES / "question_sets")
    assert again.order == rules.order


def test_hashes_are_of_the_bodies_and_bodies_load_again(content: Content) -> None:
    rules, directory = content.question_set, content.directory
    assert set(content.bodies) == {rules.hash, directory.hash}
    for hashed, body in content.bodies.items():
        assert sha256(body.encode()).hexdigest() == hashed
    files = json.loads(content.bodies[rules.hash])
    assert files["question_sets/home.yaml"] == (FIXTURES / "question_sets/home.yaml").read_text(encoding="utf-8")
    assert question_set_from(content.bodies[rules.hash]) == rules
    assert directory_from(content.bodies[directory.hash], YEARS) == directory
    assert load_directory(FIXTURES / "directory.yaml", YEARS) == directory


@pytest.mark.parametrize("body", ["", "{}", "[]", "[1", '{"directory.yaml": 3}'])
def test_a_body_that_is_none_is_refused(body: str) -> None:
    for load in (question_set_from, directory_from):
        with pytest.raises(ContentError, match="this is not content as a store keeps it"):
            load(body)


def test_line_endings_and_a_byte_order_mark_change_nothing(folder: Path, content: Content) -> None:
    for path in (folder / "question_sets").glob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_content(folder, YEARS).question_set == content.question_set


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("{RE1.about: {equals: [home]}}", Equals("RE1.about", frozenset({"home"}))),
        ("{H3: {equals: pnts}}", Equals("H3", "pnts")),
        ("{H3: {at_least: two_months}}", Compare("H3", 1, True, ("no", "two_months", "later"))),
        ("{fact.age: {at_least: 65}}", Compare("fact.age", 65, True)),
        ("{fact.visits_90_days: {at_most: 2}}", Compare("fact.visits_90_days", 2, False)),
        ("{fact.month: {any_of: [11, 12]}}", AnyOf("fact.month", frozenset({"11", "12"}))),
        ("{not: {asked: S3}}", Not(Asked("S3"))),
        ("{any: [{answered: RE1.words}, {S3: {any_of: [no]}}]}",
         AnyHolds((Answered("RE1.words"), AnyOf("S3", frozenset({"no"}))))),
    ],
)  # fmt: skip
def test_conditions(folder: Path, typed: str, read: Condition) -> None:
    path = folder / "question_sets/home.yaml"
    text = path.read_text(encoding="utf-8").replace("{H3: {any_of: [two_months, not_sure]}}", typed)
    path.write_text(text, encoding="utf-8")
    assert load_content(folder, YEARS).question_set.by_id["H3b"].when == read


def test_a_locked_module_locks_its_questions_except_where_said(folder: Path) -> None:
    path = folder / "question_sets/home.yaml"
    text = path.read_text(encoding="utf-8").replace("module: H\n", "module: H\nalone: yes\n")
    path.write_text(text.replace("  - id: H1\n", "  - id: H1\n    alone: no\n"), encoding="utf-8")
    questions = load_content(folder, YEARS).question_set.by_id
    assert (questions["H0"].alone, questions["H1"].alone, questions["S3"].alone) == (True, False, False)


MEND = " split it in two, or say less"


def test_verbatim_wording_may_be_long(folder: Path) -> None:
    path = folder / "question_sets/home.yaml"
    long = "Where are you living at the moment and how long have you been living there with the others?"
    text = path.read_text(encoding="utf-8").replace("Where are you living at the moment?", long)
    path.write_text(text, encoding="utf-8")
    assert told(folder) == [
        "question_sets/home.yaml:21:11: wording: H1.text: a sentence of 18 words, and 16 are enough;" + MEND
    ]
    path.write_text(text.replace("    carry: yes", "    verbatim: yes"), encoding="utf-8")
    assert told(folder) == []


def test_the_shipped_content_is_sound() -> None:
    assert sample_content() == REPO
    content = load_content(sample_content(), YEARS)
    assert len(content.question_set.modules) == 11
