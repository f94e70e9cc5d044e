"""A small sound content folder to break, one place at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from triage.content.check import check_content
from triage.content.load import Content, load_content
from triage.core.problems import ContentError

FIXTURES = Path(__file__).parent / "fixtures"
REPO = Path(__file__).resolve().parents[2]
YEARS = range(2026, 2028)
Break = Callable[..., list[str]]


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(FIXTURES, YEARS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixtures that a test may change."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "content"))


def told(folder: Path) -> list[str]:
    """Every problem and warning of a folder, as printed."""
    try:
        return [str(problem) for problem in check_content(folder, YEARS).content.warnings]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


@pytest.fixture
def broken(folder: Path) -> Break:
    """`broken(file, old, new)`: what is told once `old` is replaced by `new` in a file."""

    def change(file: str, old: str, new: str) -> list[str]:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return told(folder)

    return change
