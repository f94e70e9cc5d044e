"""Every row of the case tables, through the content files and `triage assess --answers` (practice.md A-E, contract.md 1, 4, 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.content.casebook import Case, Outcome, assess, cases

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
    assert [card["card"] for card in found["cards"]] == case.expected.get("cards", []), (
        "cards, all of them and in order"
    )
    for word, wanted in case.expected.items():
        if word != "cards":
            COMPARE[word](wanted, found)
