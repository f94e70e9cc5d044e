"""The file of contract.md 3, and single answers typed in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.core.shipped import content as shipped
from triage.content.answers import AgreementNote, AnswersFile, CardNote, NeedNote, read_answers
from triage.content.load import Content
from triage.core.answers import read_answer, write_answer
from triage.core.cards import CardClose
from triage.core.conditions import Value
from triage.core.directory import DeskState
from triage.core.facts import PlaceKind, Speaker
from triage.core.needs import Severity, Wanted
from triage.core.problems import ContentError
from triage.core.questions import Kind, Layer, Option, Part, Question, Where

FULL = """
as_of: 2026-11-23T10:15+00:00
speaker: for_child
place: pod
visits_90_days: 2
opened: [H3, housing]
answers: {H1: private, H3: pnts, H0: [may_have_to_leave], H3b: 2027-01-16, ZZ6: 7, ZZ1: "off by 17:00",
          RE1: {words: "07700900123", about: [home, money]}, RE2: home}
cards: {RF-ROOF: {close: passed_to, to: pantry}}
needs: {housing.eviction_risk: {wanted: now, severity: urgent, reason: "notice seen"}}
agreements: {housing_duty: {housing.eviction_risk: {state: given_with_limits, limits: "not the date", fields: [name]},
             housing.no_home_tonight: refused}}
desk: {housing_duty: {full: true}, night_line: {closes: "11:00"}}
"""


def read(content: Content, text: str, file: str = "a.yaml") -> AnswersFile:
    return read_answers(text.encode(), file, content.question_set, content.directory)


def test_a_whole_file(content: Content) -> None:
    found = read(content, FULL)
    assert found.as_of == datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    assert (found.speaker, found.place, found.visits_90_days) == (Speaker.FOR_CHILD, PlaceKind.POD, 2)
    assert found.opened == ("H3", "housing")
    assert found.answers == {
        "H1": "private",
        "H3": "pnts",
        "H0": frozenset({"may_have_to_leave"}),
        "H3b": date(2027, 1, 16),
        "ZZ6": 7,
        "ZZ1": "off by 17:00",
        "RE1": {"words": "07700900123", "about": frozenset({"home", "money"})},
        "RE2": "home",
    }
    assert found.cards == {"RF-ROOF": CardNote(CardClose.PASSED_TO, "pantry")}
    assert found.needs == {"housing.eviction_risk": NeedNote(Wanted.NOW, Severity.URGENT, "notice seen")}
    assert found.agreements["housing_duty"] == {
        "housing.eviction_risk": AgreementNote("given_with_limits", "not the date", ("name",)),
        "housing.no_home_tonight": AgreementNote("refused"),
    }
    assert found.desk == {"housing_duty": DeskState(full=True), "night_line": DeskState(closes="11:00")}


def test_json_says_the_same(content: Content) -> None:
    said = {"answers": {"ZZ1": "a smile 😀", "RE1": {"about": ["home"]}}, "desk": {"night_line": {"out": True}}}
    for text in (json.dumps(said), json.dumps(said, indent=2), json.dumps(said, separators=(",", ":"))):
        found = read(content, text, "a.json")
        assert found.answers == {"ZZ1": "a smile 😀", "RE1": {"about": frozenset({"home"})}}
        assert found.desk == {"night_line": DeskState(out=True)}


def blocks() -> list[tuple[str, str]]:
    table = Path(__file__).with_name("answers.txt").read_text(encoding="utf-8")
    pairs = [block.split("\n! ") for block in table.strip().split("\n\n")[1:]]
    return [(text, said) for text, said in pairs]


@pytest.mark.parametrize(("text", "expected"), blocks())
def test_what_is_not_an_answer(content: Content, text: str, expected: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(content, text)
    assert [str(problem) for problem in caught.value.problems] == [expected]


def test_all_problems_of_a_file_at_once(content: Content) -> None:
    with pytest.raises(ContentError) as caught:
        read(content, "place: x\nspeaker: y\nanswers:\n  H1: z\n  H3b: soon\n  H1: own\n")
    assert [(p.line, p.rule) for p in caught.value.problems] == [
        (1, "choice"),
        (2, "choice"),
        (4, "answer"),
        (5, "answer"),
        (6, "duplicate-key"),
    ]


PARTS = Question(
    id="HO1",
    module="HO",
    text="",
    about="",
    kind=Kind.PARTS,
    layer=Layer.GATEWAY,
    where=Where.COUNTER,
    parts=(
        Part("name", "", Kind.TEXT, max_chars=20),
        Part("born", "", Kind.DATE),
        Part("count", "", Kind.NUMBER),
        Part("alone", "", Kind.ONE, (Option("yes", ""), Option("no", ""))),
        Part("ticks", "", Kind.MANY, (Option("a", ""), Option("b", ""), Option("none", ""))),
    ),
    needs_person_detail=True,
)


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ("pnts", "pnts"),
        ("given", "given"),
        ({}, {}),
        ({"name": " Sam ", "ticks": [], "count": ""}, {"name": "Sam"}),
        ({"born": "1992-03-01", "count": "0"}, {"born": date(1992, 3, 1), "count": 0}),
        ({"born": date(1992, 3, 1), "count": 12}, {"born": date(1992, 3, 1), "count": 12}),
        ({"born": "none", "alone": "not_sure"}, {"born": "none", "alone": "not_sure"}),
        ({"ticks": {"b", "a"}, "alone": "yes"}, {"ticks": frozenset({"a", "b"}), "alone": "yes"}),
    ],
)
def test_an_answer_in_parts_there_and_back(raw: object, typed: Value) -> None:
    assert read_answer(PARTS, raw) == typed
    assert read_answer(PARTS, json.loads(json.dumps(write_answer(typed)))) == typed


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "Sam",
        7,
        ["name"],
        {"name": "x" * 21},
        {"name": "a\u202eb"},
        {"count": "-1"},
        {"count": True},
        {"count": "1.5"},
        {"alone": "maybe"},
        {"alone": ["yes"]},
        {"ticks": "a"},
        {"ticks": ["a", "a"]},
        {"ticks": ["pnts"]},
        {"ticks": ["a", "pnts"]},
        {"born": "20261123"},
        {3: "x"},
    ],
)
def test_no_answer_is_a_plain_sentence(raw: object) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{10,120}$"):
        read_answer(PARTS, raw)


def test_a_postcode_looks_like_one_or_is_left_out() -> None:
    assert read(shipped(), 'answers: {HO1: {name: Sam, postcode: "zz993aa"}}').answers["HO1"]
    assert read(shipped(), "answers: {HO1: {name: Sam, no_fixed_address: yes}}").answers["HO1"]
    assert read(shipped(), "answers: {HO1: {name: Sam, postcode: pnts}}").answers["HO1"]
    with pytest.raises(ContentError) as caught:
        read(shipped(), "answers: {HO1: {name: Sam, postcode: somewhere}}")
    assert [str(problem) for problem in caught.value.problems] == [
        "a.yaml:1:38: answer: answers.HO1.postcode: That does not look like a postcode. Leave it empty if they have none.;"
        " change the answer"
    ]


def test_a_card_that_was_not_what_it_seemed_may_say_what_it_was() -> None:
    found = read(shipped(), 'cards: {RF-FOOD: {close: not_as_seemed, reason: "there is food at home"}}')
    assert found.cards == {"RF-FOOD": CardNote(CardClose.NOT_AS_SEEMED, reason="there is food at home")}
    assert read(shipped(), "cards: {RF-FOOD: {close: not_as_seemed}}").cards  # as contract.md 3 writes it
