"""Every row of the case tables, through the content files and `triage assess --answers` (practice.md A-E, contract.md 1, 4, 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from tests.content import casecover as cover
from tests.content.casebook import Case, Outcome, assess, cases
from tests.core.shipped import rules
from triage.core.consent import Consent
from triage.core.lead import LeadRule

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
    assert [card["card"] for card in found["cards"]] == case.expected.get("cards", []), "cards, all of them and in order"
    for word, wanted in case.expected.items():
        if word != "cards":
            COMPARE[word](wanted, found)


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
    _all_reached(cover.options_there_are(rules()), {given for case, _ in outcomes for given in cover.options_given(case)})


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
    _all_reached({state.value for state in Consent}, said, {"expired": "a file has no `until`: tests/core/test_consent.py"})


def test_every_prompt_is_given(outcomes: Outcomes) -> None:
    given = {prompt for case, _ in outcomes for prompt in case.expected.get("prompts", [])}
    _all_reached({"make_safe_moment", "young_people_worker"}, given)  # offer_finish is the faces' own: they know the time
