"""Files broken at random, always the same way: never a traceback, and the line is named (promises.md P23)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.content.conftest import FIXTURES, REPO, YEARS
from tests.harness.amount import amount
from triage.content.answers import read_answers
from triage.content.load import Content, directory_from, question_set_from
from triage.core.problems import ContentError, Problem

SHIPPED = (REPO / "question_sets/cards.yaml").exists()
SOURCE = REPO if SHIPPED else FIXTURES
ROUNDS = amount(30, 300)


def mutated(text: str, chance: random.Random) -> str:
    """One of the ways in which people, editors and half copies break files."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    spot = chance.randrange(len(line) + 1)
    match chance.randrange(9):
        case 0:
            lines[at] = line[:spot] + line[spot + 1 :]
        case 1:
            lines[at] = line[:spot] + chance.choice("{}[]:,\"'&*!|>%@`#-\t ?\x00\u202e0é") + line[spot:]
        case 2:
            del lines[at]
        case 3:
            lines.insert(at, line)
        case 4:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 5:
            lines[at] = " " * chance.randrange(1, 5) + line
        case 6:
            words = line.split(" ")
            words[chance.randrange(len(words))] = chance.choice(["yes", "H3", "[]", "{}", "2026-02-30", "99999", "~"])
            lines[at] = " ".join(words)
        case 7:
            lines = [*lines[:at], line[:spot]]
        case _:
            lines[at] = line + chance.choice([" {", " [", ": x", " #", " !!python/object:os.system x", "[" * 60])
    return "\n".join(lines)


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    import json

    try:
        if "directory.yaml" in files:
            directory_from(json.dumps(files), YEARS)
        else:
            question_set_from(json.dumps(files))
    except ContentError as error:
        return error.problems
    return ()


def test_mutated_content_is_refused_with_a_line_or_read() -> None:
    chance = random.Random(20261123)
    sets = {
        f"question_sets/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((SOURCE / "question_sets").glob("*.yaml"))
    }
    directory = {"directory.yaml": (SOURCE / "directory.yaml").read_text(encoding="utf-8")}
    refused = named = 0
    for round_ in range(ROUNDS):
        files = dict(directory if round_ % 4 == 0 else sets)
        file = chance.choice(sorted(files))
        files[file] = mutated(files[file], chance)
        problems = problems_of(files)
        refused += bool(problems)
        named += bool(problems) and all(names_a_line(problem, files) for problem in problems)
    assert refused > ROUNDS / 3
    assert named >= 0.99 * refused


def names_a_line(problem: Problem, files: dict[str, str]) -> bool:
    """The line is there, or is the one right after the last, where something that was begun does not end."""
    lines = files[problem.file].split("\n")
    if not 1 <= problem.line <= len(lines) + 1 or "\n" in str(problem):
        return False
    length = len(lines[problem.line - 1]) if problem.line <= len(lines) else 0
    return 1 <= problem.column <= length + 1


@pytest.mark.parametrize("seed", range(3))
def test_mutated_answers_are_refused_with_a_line_or_read(content: Content, seed: int) -> None:
    from tests.content.test_answers import FULL

    chance = random.Random(seed)
    for _ in range(ROUNDS // 3):
        text = mutated(FULL, chance)
        try:
            read_answers(text.encode("utf-8", "replace"), "a.yaml", content.question_set, content.directory)
        except ContentError as error:
            assert all(names_a_line(problem, {"a.yaml": text}) for problem in error.problems), text


def test_bombs_are_refused_at_once(content: Content, tmp_path: Path) -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for text, rule in ((laughs, "anchor"), ("a: " + "[" * 1_000_000, "depth"), ("a: " + "{b: " * 400_000, "depth")):
        with pytest.raises(ContentError) as caught:
            read_answers(text.encode(), "a.yaml", content.question_set, content.directory)
        assert rule in {problem.rule for problem in caught.value.problems}
