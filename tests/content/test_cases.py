"""Every row of the case tables, through the content files and `triage assess --answers` (practice.md A-E, contract.md 1, 4, 6)."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.content import casecover as cover
from tests.content.casebook import Case, Outcome, assess, cases, expand
from tests.core.shipped import NOW, REPO, content, rules
from triage.cli.main import main
from triage.content import load
from triage.content.load import Content, load_content
from triage.core.answers import declines
from triage.core.conditions import Values
from triage.core.consent import Consent
from triage.core.lead import STATUTORY, LeadRule, propose_lead
from triage.core.needs import Severity
from triage.core.plan import Plan

Found = dict[str, Any]


def _needs(found: Found) -> dict[str, str]:
    return {need["code"]: need["severity"] for need in found["needs"]}


def _due(found: Found) -> set[str]:
    """Still to be asked, here or elsewhere."""
    return ({gap["question"] for gap in found["not_covered"]} | {found["next"]}) - set(found["asked"])


def _subset(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    assert {key: found.get(key) for key in wanted} == wanted


def _ids(wanted: list[str], found: Any) -> None:
    assert set(wanted) <= set(found), sorted(set(wanted) - set(found))


def _none_of(wanted: list[str], found: Any) -> None:
    assert set(wanted).isdisjoint(found), sorted(set(wanted) & set(found))


def _plan(found: Found) -> dict[str, str]:
    return {item["service"]: item["mode"] for item in found["plan"]}


def _lead(wanted: Any, found: Found) -> None:
    if wanted == "none":
        assert found["lead"] is None
    else:
        assert found["lead"] is not None
        _subset(wanted, found["lead"])


def _sharing(wanted: dict[str, dict[str, Any]], found: Found) -> None:
    rows = {(row["service"], row["need"]): row for row in found["agreements"]}
    for service, needs in wanted.items():
        for need, says in needs.items():
            row = rows[service, need]
            assert row["state"] == says["state"]
            _ids(says.get("sends", []), row["sends"])
            _none_of(says.get("not_sends", []), row["sends"])
            assert row["sends"] or "sends" not in says
            assert not row["sends"] or "sends" in says, "something is sent, and the case does not say what"


def _why(wanted: dict[str, list[str]], found: Found) -> None:
    for code, questions in wanted.items():
        because = next(need["because"] for need in found["needs"] if need["code"] == code)
        _ids(questions, {reason["question"] for reason in because})


UNMET = {
    "no_service",
    "full",
    "closed_today",
    "not_eligible",
    "too_far",
    "language_access",
    "changed_mind",
}  # contract.md 3

# What each word of a case is compared with. `cards` and `unmet` are compared whole: nothing more may come up.
COMPARE: dict[str, Callable[[Any, Found], None]] = {
    "needs": lambda wanted, found: _subset(wanted, _needs(found)),
    "not_needs": lambda wanted, found: _none_of(wanted, _needs(found)),
    "raised": lambda wanted, found: _subset(wanted, {need["code"]: need["raised"] for need in found["needs"]}),
    "why": _why,
    "wanted": lambda wanted, found: _subset(wanted, {need["code"]: need["wanted"] for need in found["needs"]}),
    "prompts": lambda wanted, found: _same(wanted, found["prompts"]),
    "status": lambda wanted, found: _same(wanted, found["status"]),
    "next": lambda wanted, found: _same(wanted, found["next"] or "none"),
    "asked": lambda wanted, found: _ids(wanted, found["asked"]),
    "due": lambda wanted, found: _ids(wanted, _due(found)),
    "not_due": lambda wanted, found: _none_of(wanted, _due(found)),
    "held": lambda wanted, found: _subset(wanted, {gap["question"]: gap["because"] for gap in found["not_covered"]}),
    "opens": lambda wanted, found: _ids(wanted, found["opened"]),
    "set_aside": lambda wanted, found: _same(wanted, found["set_aside"]),
    "sections": lambda wanted, found: _subset(wanted, found["sections"]),
    "plan": lambda wanted, found: _subset(wanted, _plan(found)),
    "not_plan": lambda wanted, found: _none_of(wanted, _plan(found)),
    "lead": _lead,
    "ends": lambda wanted, found: _subset(wanted, {end["need"]: end["how"] for end in found["ends"]}),
    "unmet": lambda wanted, found: _same(wanted, {unmet["need"]: unmet["cause"] for unmet in found["unmet"]}),
    "sharing": _sharing,
}


def _same(wanted: Any, found: Any) -> None:
    assert found == wanted


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Outcome]:
    """Each case worked out once, for its own test and for what all of them reach."""
    folder = tmp_path_factory.mktemp("cases")
    done: dict[int, Outcome] = {}

    def once(case: Case) -> Outcome:
        if id(case) not in done:
            done[id(case)] = assess(case, folder)
        return done[id(case)]

    return once


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.table}: {case.name}") for case in cases()])
def test_case(case: Case, outcome: Callable[[Case], Outcome]) -> None:
    found = outcome(case).found
    assert [card["card"] for card in found["cards"]] == case.expected.get("cards", []), (
        "cards, all of them and in order"
    )
    for word, wanted in case.expected.items():
        if word != "cards":
            COMPARE[word](wanted, found)


def _named(case: Case) -> tuple[set[str], set[str], set[str], set[str]]:
    """The needs, services, cards and questions that a case says come of it or do not."""
    said, file = case.expected, case.file
    needs = set().union(
        *(said.get(word, ()) for word in ("needs", "not_needs", "raised", "why", "wanted", "ends", "unmet"))
    )
    services = {*said.get("plan", ()), *said.get("not_plan", ()), *said.get("sharing", ())}
    services |= set() if said.get("lead", "none") == "none" else {said["lead"].get("service", "navigator")}
    words = ("asked", "due", "not_due", "held", "opens", "set_aside")
    questions = set().union(*(said.get(word, ()) for word in words)) | {said.get("next", "none")} - {"none"}
    return needs | set(file.get("needs", ())), services, {*said.get("cards", ()), *file.get("cards", ())}, questions


def test_a_case_names_only_what_there_is() -> None:
    """What is not there is never planned for and never asked, so a case that says so of it could not fail."""
    house = content()
    there = (
        {need.code for need in house.question_set.needs},
        set(house.directory.by_id),
        {card.id for card in house.question_set.cards},
        set(house.question_set.by_id),
    )
    for case in cases():
        for named, known in zip(_named(case), there, strict=True):
            assert named <= known, (case.table, case.name, named - known)


# The assistant may always say otherwise, with a reason: two cases where less is said, and one where more is.
SAID_OTHERWISE = {
    ("money.no_food_today", Severity.EMERGING),
    ("health.mental_wellbeing", Severity.EMERGING),
    ("housing.insecure", Severity.URGENT),
}


def test_what_is_raised_by_hand_is_among_what_the_content_tells_staff_to_look_for() -> None:
    """Section E's lines that no question asks (`by_staff`) are there, and each is at the severity a case gives it."""
    rules = content().question_set
    raised = {
        (code, Severity(said["severity"]))
        for case in cases()
        for code, said in case.file.get("needs", {}).items()
        if "severity" in said
    }
    told = {(need.code, severity) for need in rules.needs for severity, _ in need.by_staff}
    assert raised == told | SAID_OTHERWISE
    twice = Counter((need.code, severity) for need in rules.needs for severity, _ in need.by_staff) - Counter(told)
    assert twice == Counter({("housing.overcrowded", Severity.SIGNIFICANT): 1})


# --- what nobody knows, for every question there is -----------------------------------------------------------------

# `not_sure` follows the yes branch where that is said (practice.md A7 H2 and H3, A9 W3a, A11 F2b); nothing else leads anywhere.
AS_YES = {
    ("H2", "not_sure"): {"housing.no_home_tonight"},
    ("H3", "not_sure"): {"housing.eviction_risk"},
    ("W3a", "not_sure"): {"health.no_medication"},
    ("F2b", "not_sure"): {"safety.domestic_abuse"},
}


def _unknown_answers() -> list[tuple[str, Any, str]]:
    """Every way to say "not sure" or "rather not say": to a whole question, and to each part of one."""
    found: list[tuple[str, Any, str]] = []
    for question in rules().by_id.values():
        found += [(question.id, word, word) for word in declines(question)]
        found += [(question.id, {part.id: word}, word) for part in question.parts for word in ("not_sure", "pnts")]
    return found


@pytest.mark.parametrize(("question", "answer", "word"), _unknown_answers())
def test_what_is_not_known_is_never_a_need(question: str, answer: Any, word: str, tmp_path: Path) -> None:
    """Practice.md 0.1 rule 3: it stays "not covered", and neither a need nor a card follows."""
    file = {"as_of": NOW.isoformat(), "place": "pod", "opened": [question], "answers": {question: answer}}
    found = assess(Case(f"{question} {word}", "", "", file, {}), tmp_path).found
    wanted = AS_YES.get((question, word), set())
    assert set(_needs(found)) == wanted
    assert bool(found["cards"]) is (question in ("W3a", "F2b") and bool(wanted))
    if found["set_aside"] != [question]:
        assert {"question": question, "because": word} in found["not_covered"]


# --- what the shipped hub cannot show --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "service"), [("child_plan", "mash"), ("adult_enquiry", "asc")], ids=["a child plan", "an adult enquiry"]
)
def test_who_is_already_responsible_by_law_leads(owner: str, service: str) -> None:
    """Practice.md D3 rule 1, before a worker they like. No question asks for it, so no file of answers can say it."""
    directory = content().directory
    values: Values = {STATUTORY: owner, "HO4": "Glenda"}
    lead = propose_lead([], Plan((), ()), directory, {}, values, NOW, None)
    assert lead is not None and (lead.service, lead.rule.value) == (service, "statutory")


# A hub with fewer services: what changes in directory.yaml → the need that stays unmet, and why (practice.md D9). Somebody
# who is full or closed today is seen another day, so these two causes need a desk that stops taking people before it opens.
LESS = {
    "no_service": ("skills.volunteering", "  - id: volunteer\n", "  - id: volunteer\n    active: no\n"),
    "too_far": (
        "skills.childcare",
        'says: "families with children',
        'locality: ["ZZ98"], says: "families with children',
    ),
    "closed_today": (
        "skills.digital_skills",
        '    hours: ["Mon,Wed,Fri 10:00-15:00"]\n    drop_in: ["Mon,Wed,Fri 10:00-15:00"]\n',
        '    hours: ["Wed 14:00-15:00"]\n    accepts_until: "12:00"\n',
    ),
    "full": (
        "skills.young_person_neet",
        '    drop_in: ["Tue,Thu 13:00-16:00"]\n',
        '    accepts_until: "09:30"\n',
    ),
}


@pytest.fixture(scope="module")
def smaller_hub(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The shipped content with those services away, elsewhere or full for weeks."""
    folder = tmp_path_factory.mktemp("hub")
    shutil.copytree(REPO / "question_sets", folder / "question_sets")
    text = (REPO / "directory.yaml").read_text(encoding="utf-8")
    for _, old, new in LESS.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "directory.yaml").write_text(text, encoding="utf-8")
    return load_content(folder, range(2026, 2028))


@pytest.mark.parametrize("cause", LESS)
def test_why_a_need_stays_unmet(smaller_hub: Content, cause: str, tmp_path: Path) -> None:
    need, _, _ = LESS[cause]
    answers = {"HO1": {"name": "Jo", "born": "2005-01-01", "postcode": "ZZ99 3AB"}, "K4": "fairly"}
    more = {"needs": {need: {"wanted": "now"}}}
    file = {"as_of": NOW.isoformat(), "place": "pod", "answers": answers, **more}
    found = assess(Case(cause, "", "", file, {}), tmp_path, smaller_hub).found
    assert {unmet["need"]: unmet["cause"] for unmet in found["unmet"]} == {need: cause}
    assert {end["need"]: end["how"] for end in found["ends"]} == {need: "unmet"}


# --- the command, and the tables themselves ------------------------------------------------------------------------------


FIRST = {case.table: case for case in reversed(cases())}


@pytest.mark.parametrize("table", FIRST)
def test_the_command_prints_what_the_cases_are_compared_with(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "load_content", lambda *_: content())
    path = tmp_path / "case.json"
    path.write_text(json.dumps(FIRST[table].file), encoding="utf-8")
    assert main(["assess", "--answers", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == assess(FIRST[table], tmp_path).found


@pytest.mark.parametrize(
    "row",
    [
        {"says": "a case", "guide": "A7", "needz": {}},
        {"says": "a case", "guide": "A7", "needs": {}, "marked": {"lead": {}}},
        {"says": "a case", "needs": {}},
        {"says": "a case", "guide": "A7", "answers": {"H1": "own"}},
    ],
    ids=["a word that is none", "a mark that is none", "no guide", "nothing follows"],
)
def test_a_row_that_is_no_case_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a case"):
        list(expand("t", row))


def test_no_two_cases_have_one_name() -> None:
    names = [f"{case.table}: {case.name}" for case in cases()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


# --- what all cases together reach ---------------------------------------------------------------------------------


Outcomes = list[tuple[Case, Outcome]]


@pytest.fixture(scope="module")
def outcomes(outcome: Callable[[Case], Outcome]) -> Outcomes:
    return [(case, outcome(case)) for case in cases()]


def _all_reached(there_are: set[str], reached: Iterable[str], out_of_reach: Mapping[str, str] | None = None) -> None:
    """Nothing is missing, and nothing that is said to be out of reach is reached after all."""
    reached, beyond = set(reached), set(out_of_reach or {})
    assert sorted(there_are - reached - beyond) == [], "no case reaches these"
    assert sorted(beyond & reached) == [], "these are said to be out of reach, and are reached"


def test_every_question_is_met(outcomes: Outcomes) -> None:
    _all_reached(set(rules().by_id), {q for _, done in outcomes for q in cover.questions_met(done) if q})


def test_every_option_is_given(outcomes: Outcomes) -> None:
    _all_reached(
        cover.options_there_are(rules()), {given for case, _ in outcomes for given in cover.options_given(case)}
    )


def test_every_jump_is_taken(outcomes: Outcomes) -> None:
    _all_reached(cover.jumps_there_are(rules()), {j for case, done in outcomes for j in cover.jumps_taken(case, done)})


def test_every_tick_that_moves_a_module_moves_it(outcomes: Outcomes) -> None:
    _all_reached(cover.moves_there_are(rules()), {m for case, _ in outcomes for m in cover.moves_made(case, rules())})


def test_every_severity_line_decides(outcomes: Outcomes) -> None:
    decided = {line for case, done in outcomes for line in cover.lines_decided(case, done, rules())}
    _all_reached(cover.lines_there_are(rules()), decided)


def test_every_branch_of_a_severity_line_decides(outcomes: Outcomes) -> None:
    decided = {b for case, done in outcomes for b in cover.branches_deciding_needs(case, done, rules())}
    _all_reached(cover.branches_of_needs(rules()), decided)


def test_every_raise_is_made(outcomes: Outcomes) -> None:
    _all_reached(cover.raises_there_are(rules()), {r for case, _ in outcomes for r in cover.raises_made(case)})


def test_every_card_comes_up_in_every_way_it_can(outcomes: Outcomes) -> None:
    fired = {b for case, done in outcomes for b in cover.branches_deciding_cards(case, done, rules())}
    _all_reached(cover.branches_of_cards(rules()), fired)


def test_every_lead_rule_fires(outcomes: Outcomes) -> None:
    leads = [case.expected["lead"] for case, _ in outcomes if "lead" in case.expected]
    fired = {lead["rule"] for lead in leads if isinstance(lead, dict)}
    _all_reached({rule.value for rule in LeadRule}, fired, {"statutory": "no question asks for it: below"})


def test_every_state_of_an_agreement_is_met(outcomes: Outcomes) -> None:
    said = {state for case, _ in outcomes for state in cover.states_said(case.expected)}
    _all_reached(
        {state.value for state in Consent}, said, {"expired": "a file has no `until`: tests/core/test_consent.py"}
    )


def test_every_cause_of_an_unmet_need_is_met(outcomes: Outcomes) -> None:
    met = {cause for case, _ in outcomes for cause in case.expected.get("unmet", {}).values()}
    by_people = {
        "changed_mind": "a service said no or was refused, which only the desk knows: tests/core/test_plan.py",
        "language_access": "only staff can know it (contract.md 3)",
    }
    _all_reached(UNMET, met | set(LESS), by_people)


def test_every_prompt_is_given(outcomes: Outcomes) -> None:
    given = {prompt for case, _ in outcomes for prompt in case.expected.get("prompts", [])}
    _all_reached(
        {"make_safe_moment", "young_people_worker"}, given
    )  # offer_finish is the faces' own: they know the time
