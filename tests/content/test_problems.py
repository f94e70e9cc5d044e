"""Every rule once: break a sound file in one place, and exactly these lines are told (problems.txt)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.conftest import Break, told

TABLE = Path(__file__).with_name("problems.txt").read_text(encoding="utf-8")
STEMS = "use one of assessment, cards, home, reason, start"
ESCAPES = re.compile(r"\\n|\\t|\\u[0-9a-f]{4}")


def typed(line: str) -> str:
    return ESCAPES.sub(lambda found: found[0].encode().decode("unicode_escape"), line[2:])


def blocks() -> list[tuple[str, str, str, list[str]]]:
    found = []
    for block in TABLE.strip().split("\n\n")[1:]:
        file, old, new, *said = block.splitlines()
        found.append((file, typed(old), typed(new), [line[2:] for line in said]))
    return found


@pytest.mark.parametrize(("file", "old", "new", "expected"), blocks())
def test_a_break_is_told_exactly(broken: Break, file: str, old: str, new: str, expected: list[str]) -> None:
    assert expected
    assert broken(file, old, new) == expected


def test_problems_of_all_files_come_out_in_one_pass(folder: Path) -> None:
    for file, old, new in (
        ("question_sets/home.yaml", "kind: date", "kind: dat"),
        ("question_sets/home.yaml", "everybody: yes", "everybody: maybe"),
        ("question_sets/needs.yaml", "within_days: 56", "within_days: soon"),
        ("question_sets/cards.yaml", "group: basic", "group: basics"),
        ("directory.yaml", "role: assistant", "role: boss"),
        ("question_sets/start.yaml", "title: Start", "title: *start"),
    ):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert [line.split(": ")[0] for line in told(folder)] == [
        "directory.yaml:6:34",
        "question_sets/cards.yaml:6:12",
        "question_sets/home.yaml:9:16",
        "question_sets/home.yaml:41:11",
        "question_sets/needs.yaml:8:35",
        "question_sets/start.yaml:2:8",
    ]


def test_a_file_that_cannot_be_read_does_not_flood_the_others(folder: Path) -> None:
    """needs.yaml and cards.yaml name questions of home.yaml; only the real mistake is told."""
    path = folder / "question_sets/home.yaml"
    path.write_text("module: [H\n", encoding="utf-8")
    assert [line.split(": ")[0] for line in told(folder)] == ["question_sets/home.yaml:2:1"]


def test_files_that_are_missing_huge_linked_or_not_text(folder: Path) -> None:
    sets = folder / "question_sets"
    (sets / "home.yaml").write_bytes(b"module: H\ntitle: caf\xe9\n")
    (sets / "needs.yaml").unlink()
    (sets / "cards.yaml").write_bytes(b"#" * 2_000_001)
    secret = folder.parent / "secret.yaml"
    secret.write_text("module: ZZ\n", encoding="utf-8")
    (sets / "wrapup.yaml").unlink()
    (sets / "wrapup.yaml").symlink_to(secret)
    (folder / "directory.yaml").write_bytes(b"")
    assert told(folder) == [
        "directory.yaml:1:1: kind: the file is empty; begin with lines of the form `key: value`",
        "question_sets/assessment.yaml:3:32: missing: modules.4: there is no file question_sets/wrapup.yaml; " + STEMS,
        "question_sets/cards.yaml:1:1: size: the file is larger than 2 MB; split it into smaller files",
        "question_sets/home.yaml:2:11: encoding: a letter is not UTF-8; save the file as UTF-8",
        "question_sets/needs.yaml:1:1: missing: there is no such file; add it, or check --content",
        "question_sets/wrapup.yaml:1:1: link: the file is a link that leads out of its folder; put the file here",
    ]


def test_no_content_at_all(tmp_path: Path) -> None:
    assert [line.split(": ")[0] for line in told(tmp_path / "nowhere")] == [
        "directory.yaml:1:1",
        "question_sets/assessment.yaml:1:1",
        "question_sets/cards.yaml:1:1",
        "question_sets/needs.yaml:1:1",
    ]
