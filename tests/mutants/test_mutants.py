"""The harness itself: mutants are what they say, and only a test that failed counts as having noticed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
import yaml

from tests.harness.amount import amount
from tests.mutants.__main__ import CONTROLS, REASONS, Broken, Judge
from tests.mutants.content import content_mutants
from tests.mutants.content import mutants_of as content_of
from tests.mutants.core import core_mutants
from tests.mutants.core import mutants_of as core_of
from tests.mutants.mutant import REPO, shuffled
from tests.mutants.plan import groups


def test_every_mutant_has_its_own_name_and_changes_its_file() -> None:
    every = [*core_mutants(), *content_mutants()]
    assert len({each.name for each in every}) == len(every) > 1000
    for each in shuffled(every, 1)[:200]:
        assert each.text() != (REPO / each.file).read_text(encoding="utf-8"), each.name
        if each.file.endswith(".py"):
            ast.parse(each.text())


def test_every_reason_is_for_a_mutant() -> None:
    reasons = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {}
    assert set(reasons) <= {each.name for each in [*core_mutants(), *content_mutants()]}
    assert all(isinstance(reason, str) and len(reason.split()) >= 4 for reason in reasons.values())


def test_what_is_changed_in_code() -> None:
    source = b"""
def f(a: int = 1) -> int | None:
    \"\"\"Not 1 word < here.\"\"\"
    if a < 2 and not a:  # < 2
        return f"{a + 1}"
    return min(a, True)
"""
    assert [each.name.split(": ", 1)[1] for each in core_of("x.py", source)] == [
        "`def f(a: int = 1) -> int | None:` → `def f(a: int = 2) -> int | None:`",
        '`return f"{a + 1}"` → `pass`',
        "`if a < 2 and not a: # < 2` → `if a < 2 or not a: # < 2`",
        "`if a < 2 and not a: # < 2` → `if a <= 2 and not a: # < 2`",
        "`if a < 2 and not a: # < 2` → `if a < 3 and not a: # < 2`",
        "`if a < 2 and not a: # < 2` → `if a < 2 and a: # < 2`",
        "`return min(a, True)` → `return max(a, True)`",
        "`return min(a, True)` → `return min(a, False)`",
    ]


def test_what_is_changed_in_content() -> None:
    source = b"""# a comment
needs:
  - code: home.one
    label: "Words"
    plain: >-
      More words
      kinds: also words
    severity:
      urgent: {H1: {any_of: [a, b]}}
      significant: {H2: {equals: c}}
      by_staff: ["urgent: words"]
"""
    assert [each.name.split(": ", 1)[1] for each in content_of("question_sets/x.yaml", source)] == [
        "without `needs:`",
        "without `- code: home.one`",
        "without `severity:`",
        "without `urgent: {H1: {any_of: [a, b]}}`",
        "`urgent: {H1: {any_of: [a, b]}}` → `urgent: {H1: {any_of: [b]}}`",
        "`urgent: {H1: {any_of: [a, b]}}` → `urgent: {H1: {any_of: [a]}}`",
        "`urgent: {H1: {any_of: [a, b]}}` → `significant: {H1: {any_of: [a, b]}}`",
        "without `significant: {H2: {equals: c}}`",
        "`significant: {H2: {equals: c}}` → `emerging: {H2: {equals: c}}`",
        'without `by_staff: ["urgent: words"]`',
        '`by_staff: ["urgent: words"]` → `by_staff: ["significant: words"]`',
    ]
    swapped = next(each for each in content_of("question_sets/x.yaml", source) if "→ `significant" in each.name)
    assert [instead for _, _, instead in swapped.edits] == [
        b"      significant: {H1: {any_of: [a, b]}}\n",
        b"      urgent: {H2: {equals: c}}\n",
    ]


def test_the_controls_go_through_every_group_of_tests() -> None:
    files = [*(f"triage/core/{path.name}" for path in (REPO / "triage/core").glob("*.py")), "question_sets/needs.yaml"]
    every = {group for file in files for group in groups(file, REPO)}
    assert every == {group for file in CONTROLS for group in groups(file, REPO)}


@pytest.fixture
def judge() -> Iterator[Judge]:
    """A judge with hardly any tests to judge by."""
    made = Judge()
    for path in (made.folder / "tests").glob("*/test_*.py"):
        if path.name not in ("test_people.py", "test_text.py"):
            path.unlink()
    yield made
    made.close()
    assert not made.folder.exists()


@pytest.mark.skipif(not amount(0, 1), reason="it runs tests forty times: in `make check`")
def test_a_verdict_names_the_test_and_a_harness_that_breaks_is_no_verdict(judge: Judge) -> None:
    text = "triage/core/text.py"
    sound = (REPO / text).read_text(encoding="utf-8")
    control = judge.control(text)
    assert control["verdict"] == "survived" and control["ran"] > 40
    caught = judge.ask(text, sound.replace("marks > 8", "marks >= 8"))
    assert caught["verdict"] == "caught" and "test_text.py::test_what_cannot_be_seen" in caught["by"]
    assert judge.ask(text, sound.replace("marks > 8", "marks > 9"))["verdict"] == "caught"  # of the same length
    assert judge.ask(text, sound + "import nothing_of_that_name\n")["by"] == "import or loader: ModuleNotFoundError"
    assert judge.ask(text, sound)["verdict"] == "survived"  # nothing of a mutant is left
    (judge.folder / "tests/core/test_people.py").write_text("")
    with pytest.raises(Broken, match=r"test_people.py ended with .*NO_TESTS_COLLECTED"):
        judge.ask(text, sound)
