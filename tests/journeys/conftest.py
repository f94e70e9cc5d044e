"""`triage assess` as tests call it: a file by its name, the shipped content read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.journeys.found import FILES, Assess, Changed, Found, told
from triage.cli.main import main
from triage.content import load

_once = cache(load.load_content)


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped content is read once for all tests that ask for this."""
    monkeypatch.setattr(load, "load_content", _once)


@pytest.fixture
def assess(capsys: pytest.CaptureFixture[str]) -> Assess:
    """`assess("sam")` or `assess(path)`: the JSON of `triage assess`, which must succeed and say nothing else."""

    def run(file: str | Path, *more: str) -> Found:
        path = FILES / f"{file}.yaml" if isinstance(file, str) else file
        code = main(["assess", "--answers", str(path), "--json", *more])
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        found: Found = json.loads(out)
        return found

    return run


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """A copy of a file with one piece of its text replaced."""

    def change(name: str, old: str, new: str) -> Path:
        text = told(name)
        assert text.count(old) == 1, old
        path = tmp_path / f"{name}.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change
