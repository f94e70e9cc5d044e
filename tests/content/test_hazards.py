"""The hazard log and the threat table name tests that are there, and rate what they say they rate."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

REPO = Path(__file__).resolve().parents[2]
LOG: dict[str, Any] = yaml.safe_load((REPO / "docs/hazards.yaml").read_text())
SEVERITY = ["minor", "significant", "considerable", "major", "catastrophic"]
LIKELIHOOD = ["very_low", "low", "medium", "high", "very_high"]
MATRIX = {  # DCB0129, by likelihood (rows) and severity (columns)
    "very_high": [3, 4, 4, 5, 5],
    "high": [2, 3, 3, 4, 5],
    "medium": [2, 2, 3, 3, 4],
    "low": [1, 2, 2, 3, 4],
    "very_low": [1, 1, 2, 2, 3],
}


def is_there(named: str) -> bool:
    file, _, test = named.partition("::")
    path = REPO / file
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text())
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == test for node in tree.body)


@pytest.mark.parametrize("hazard", LOG["hazards"], ids=lambda hazard: hazard["id"])
def test_a_hazard_is_whole_and_its_controls_name_tests_that_are_there(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {"id", "name", "harm", "effect", "causes", "initial", "controls", "residual", "open"}
    assert hazard["causes"] and hazard["controls"] and hazard["open"]
    for control in hazard["controls"]:
        assert control["what"] and control["tests"], hazard["id"]
        assert [named for named in control["tests"] if not is_there(named)] == []


@pytest.mark.parametrize("hazard", LOG["hazards"], ids=lambda hazard: hazard["id"])
def test_ratings_follow_the_matrix_and_controls_never_make_it_worse(hazard: dict[str, Any]) -> None:
    for when in ("initial", "residual"):
        risk = hazard[when]
        assert risk["rating"] == MATRIX[risk["likelihood"]][SEVERITY.index(risk["severity"])], (hazard["id"], when)
    before, after = hazard["initial"], hazard["residual"]
    assert LIKELIHOOD.index(after["likelihood"]) < LIKELIHOOD.index(before["likelihood"])
    assert after["severity"] == before["severity"], "no control here makes an injury smaller, only rarer"


def test_the_twelve_harms_are_all_in_it() -> None:
    assert {hazard["harm"] for hazard in LOG["hazards"]} >= set(range(1, 13))
    ids = [hazard["id"] for hazard in LOG["hazards"]]
    assert len(ids) == len(set(ids))


def test_the_threat_table_names_tests_that_are_there() -> None:
    page = (REPO / "docs/security.md").read_text()
    named = re.findall(r"`(tests/[^`]+)`", page)
    assert len(named) > 15 and [one for one in named if not is_there(one)] == []
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert [row for row in rows if "`tests/" not in row] == []


def test_a_test_that_is_not_there_would_be_noticed() -> None:
    assert not is_there("tests/content/test_hazards.py::test_that_is_not_there")
    assert not is_there("tests/content/nowhere.py::test_the_twelve_harms_are_all_in_it")
