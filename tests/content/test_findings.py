"""What `triage check` finds beyond single mistakes, in sound files and in the shipped content (problems.txt has the rest)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.content.conftest import REPO, YEARS, Break, told
from triage.cli.main import main
from triage.content.check import Checked, check_content
from triage.content.findings import reach
from triage.content.findings.meets import find_cards_without_need
from triage.content.findings.released import ids_of
from triage.content.load import Read, read_content
from triage.content.nodes import ListNode, MapNode, Node
from triage.content.wording import GRADE, HARD, hard_words, reading_grade
from triage.core.conditions import All, Answered, Any, AnyOf, Condition, Not

FOUND = (
    "unreachable",
    "leads-nowhere",
    "no-service",
    "meets-nothing",
    "card-need",
    "public-label",
    "where",
    "released",
)


@cache
def shipped_checked() -> Checked:
    return check_content(REPO, YEARS)


@cache
def shipped_read() -> Read:
    return read_content(REPO, YEARS)


def leading_nowhere() -> set[str]:
    """What answers and cards of the shipped content lead nowhere, as `rule part`."""
    problems = shipped_read().report.problems
    before = len(problems)
    reach.find_leading_nowhere(shipped_read())
    find_cards_without_need(shipped_read())
    return {f"{problem.rule} {problem.part}" for problem in problems[before:]}


# --- the shipped content ------------------------------------------------------------------------------


def test_the_shipped_content_holds_nothing_of_the_kind() -> None:
    warnings = {f"{w.rule} {w.part}" for w in shipped_checked().content.warnings if w.rule in FOUND}
    # practice.md A5 wants CO3 yes to find skills.literacy_numeracy; until a condition reads it, this warning is right
    assert warnings <= {"leads-nowhere CO3.options"}


@pytest.mark.parametrize("question", sorted(reach.IN_CODE))
def test_what_the_code_reads_by_id_would_be_found_without_it(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = leading_nowhere()
    monkeypatch.setattr(reach, "IN_CODE", reach.IN_CODE - {question})
    assert any(line.startswith(f"leads-nowhere {question}.") for line in leading_nowhere() - before)


def reasons_given() -> list[tuple[str, MapNode]]:
    """Every `read_by` and `no_need` of the shipped content: which key, and the node it stands in."""
    waiting: list[Node] = [at.node for at in (*shipped_read().questions.values(), *shipped_read().cards.values())]
    given = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, MapNode):
            given += [(key, node) for key in ("read_by", "no_need") if key in node.entries]
            waiting += [value for _, value in node.entries.values()]
        elif isinstance(node, ListNode):
            waiting += node.items
    return given


def test_every_reason_given_in_the_content_is_needed() -> None:
    """Take one `read_by` or `no_need` away, and something is found: none stands there for nothing."""
    before = leading_nowhere()
    given = reasons_given()
    assert len(given) >= 7
    for key, node in given:
        taken = node.entries.pop(key)
        try:
            assert leading_nowhere() - before, f"{key} in line {taken[0].line}"
        finally:
            node.entries[key] = taken


# --- what can be reached ------------------------------------------------------------------------------

ASKED, UNASKED = AnyOf("H1", frozenset({"own"})), AnyOf("H9", frozenset({"own"}))
ON_NOBODY = AnyOf("fact.deadline_days", frozenset({"1"}))


@pytest.mark.parametrize(
    ("condition", "could_hold"),
    [
        (ASKED, True),
        (UNASKED, False),
        (Not(UNASKED), False),
        (Not(Answered("H9")), True),
        (Answered("H9"), False),
        (All((ASKED, UNASKED)), False),
        (Any((ASKED, UNASKED)), True),
        (Not(All((ASKED, UNASKED))), True),
        (Not(Any((ASKED, UNASKED))), False),
        (AnyOf("H1.part", frozenset({"own"})), True),
        (AnyOf("fact.month", frozenset({"11"})), True),
        (AnyOf("fact.top_severity", frozenset({"urgent"})), True),
        (ON_NOBODY, False),
    ],
)
def test_a_condition_could_hold_if_what_it_reads_can_be_answered(condition: Condition, could_hold: bool) -> None:
    assert reach._may(condition, True, {"H1"}) is could_hold


def test_a_tick_of_a_question_that_is_not_reached_opens_nothing(broken: Break) -> None:
    """H4 opens H3b, but nobody can be asked H4."""
    lost = (
        "- id: H4\\n    layer: follow_up\\n    kind: one\\n    where: pod\\n    text: 'And?'\\n    about: And\\n"
        "    options: [{id: 'yes', text: 'Yes', opens: [H3b]}, {id: 'no', text: 'No'}]\\n  - id: H3b"
    ).replace("\\n", "\n")
    after = broken("question_sets/home.yaml", "- id: H3b", lost)
    assert [line.split(": ")[1:3] for line in after] == [["unreachable", "H4"]]  # H3b has a `when` that can hold
    opened_only = "    when: {H3: {any_of: [two_months, not_sure]}}\n"
    after = broken("question_sets/home.yaml", opened_only, "")
    assert [line.split(": ")[1:3] for line in after] == [["unreachable", "H4"], ["unreachable", "H3b"]]


# --- needs, cards, services ---------------------------------------------------------------------------


def test_answers_left_out_at_the_counter_may_find_something_sensitive(broken: Break) -> None:
    sensitive = 'label: "No home tonight"\n    sensitive: yes'
    assert len(broken("question_sets/needs.yaml", 'label: "No home tonight"', sensitive)) == 1
    assert broken("question_sets/start.yaml", "first: [H1]}", "first: [H1], alone: yes}") == []


def test_a_question_that_finds_something_sensitive_only_with_others_may_stay(broken: Break) -> None:
    sensitive = "sensitive: yes\n    severity:\n      urgent: {all: [{H1: {any_of: [own]}}, {H3b: {within_days: 1}}]}\n"
    text = "severity:\n      urgent: {H3b: {within_days: 56}}\n"
    assert broken("question_sets/needs.yaml", text, sensitive) == []
    after = broken(
        "question_sets/needs.yaml", "{all: [{H1: {any_of: [own]}}, {H3b: {within_days: 1}}]}", "{H1: {any_of: [own]}}"
    )
    assert [line.split(": ")[1:3] for line in after] == [["where", "H1"]]


# --- wording ------------------------------------------------------------------------------------------


def test_hard_words_are_named_as_they_stand_with_another_way_to_say_it() -> None:
    said = "Are you eligible? Carers and their Assessments; a careful disclosure."
    assert list(hard_words(said)) == [
        ("eligible", HARD["eligib"]),
        ("Carers", HARD["carer"]),
        ("Assessments", HARD["assessment"]),
        ("disclosure", HARD["disclos"]),
    ]
    assert list(hard_words("Take care. You tell me who presented what was preferred.")) == []


def test_words_that_only_staff_read_may_be_hard(broken: Break) -> None:
    assert broken("question_sets/cards.yaml", "Walk to Housing Options now.", "Ring the safeguarding lead.") == []
    assert len(broken("question_sets/cards.yaml", "Thank you for telling me.", "This is safeguarding.")) == 1


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", 0.0),
        ("...", 0.0),
        ("I am in.", 0.0),  # 3 words, 3 syllables: the formula gives less than nothing
        ("Do you feel safe at home?", 0.0),
        # 10 words, 13 syllables: 0.39 * 10 + 11.8 * 13 / 10 - 15.59
        ("Is your heating off and are you often ill today?", 3.7),
        # the same in two sentences: 0.39 * 5 + …
        ("Is your heating off? And are you often ill today?", 1.7),
        # 8 words, 30 syllables: 0.39 * 8 + 11.8 * 30 / 8 - 15.59
        ("Alternative accommodation possibilities appear satisfactory following consultation today.", 31.8),
    ],
)
def test_reading_grade(text: str, grade: float) -> None:
    assert reading_grade(text) == pytest.approx(grade, abs=0.05)


@pytest.mark.parametrize(
    ("word", "count"),
    [("home", 1), ("need", 1), ("wanted", 2), ("helped", 1), ("table", 2), ("money", 2), ("houses", 2)],
)
def test_syllables(word: str, count: int) -> None:
    from triage.content.wording import _syllables

    assert _syllables(word) == count


def test_every_module_of_the_shipped_content_can_be_followed_by_a_ten_year_old() -> None:
    grades = shipped_checked().grades
    assert set(grades) == {"ST", "RE", "CO", "HO", "H", "M", "W", "K", "F", "ZZ"}  # PR is word for word as agreed
    assert 0 < max(grades.values()) <= 4 < GRADE


# --- the ids of a released version --------------------------------------------------------------------

PUT_BACK = "put it back, or accept that it is gone with `triage check --release`"


def released(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", "--release", "--content", str(folder)]) == 0
    return capsys.readouterr().out.splitlines()[-1]


def test_ids_of_a_released_version_may_not_go(folder: Path, broken: Break, capsys: pytest.CaptureFixture[str]) -> None:
    home, reason = "question_sets/home.yaml", "question_sets/reason.yaml"
    assert released(folder, capsys) == "Released: the ids of version 1 are in question_sets/released.json."
    assert told(folder) == []
    assert broken(home, 'text: "Rent: private landlord"', 'text: "A landlord"') == []  # words may change
    assert broken(home, "      - {id: outside,", '      - {id: boat, text: "A boat"}\n      - {id: outside,') == []
    assert broken(home, "{id: outside,", "{id: tent,") == [
        f"question_sets/home.yaml:15:5: released: H1: version 1 had `outside` in H1, and it is gone; {PUT_BACK}"
    ]
    assert broken(reason, "{id: words,", "{id: quote,") == [
        f"question_sets/home.yaml:15:5: released: H1: version 1 had `outside` in H1, and it is gone; {PUT_BACK}",
        f"question_sets/reason.yaml:4:5: released: RE1: version 1 had `words` in RE1, and it is gone; {PUT_BACK}",
        f"question_sets/released.json:7:5: released: ids: version 1 had `RE1.words`, and it is gone; {PUT_BACK}",
    ]


def test_a_released_question_may_not_go_until_that_is_accepted(
    folder: Path, broken: Break, capsys: pytest.CaptureFixture[str]
) -> None:
    released(folder, capsys)
    wrap_up = "question_sets/wrapup.yaml"
    assert broken(wrap_up, "id: ZZ6", "id: ZZ7") == [
        f"question_sets/released.json:15:5: released: ids: version 1 had `ZZ6`, and it is gone; {PUT_BACK}"
    ]
    released(folder, capsys)
    assert told(folder) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: kind: the file is empty; begin with lines of the form `key: value`"),
        ('{"version": "1"}', "1:1: missing: `ids` is missing; add a line `ids: …`"),
        ('{"version": "1", "ids": ["H1"]}', "1:25: kind: ids: this is a list, not keys with values;"
         " write `key: value` lines under it, or {key: value}"),
    ],
)  # fmt: skip
def test_a_broken_list_of_released_ids_is_told(folder: Path, text: str, said: str) -> None:
    (folder / "question_sets/released.json").write_text(text, encoding="utf-8")
    assert told(folder) == [f"question_sets/released.json:{said}"]


def test_the_shipped_list_holds_every_question_of_the_version_it_names() -> None:
    kept = json.loads((REPO / "question_sets/released.json").read_text(encoding="utf-8"))
    now = ids_of(shipped_checked().content.question_set)
    assert kept["ids"].keys() <= now.keys()
    assert kept["ids"]["H1"] == [
        *("own", "social", "private", "room", "family_settled", "family_for_now", "temporary", "outside", "leaving"),
    ]  # contract.md 2
