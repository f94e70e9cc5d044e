"""Where the data lives."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from triage.store.place import data_folder


def test_triage_home_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRIAGE_HOME", str(tmp_path / "here"))
    assert data_folder() == tmp_path / "here"
    assert not (tmp_path / "here").exists()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRIAGE_HOME", "near")
    assert data_folder() == tmp_path / "near"
    monkeypatch.setenv("TRIAGE_HOME", "~/there")
    assert data_folder() == Path.home() / "there"


def test_else_the_platform_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    for unset in (True, False):
        monkeypatch.delenv("TRIAGE_HOME", raising=False) if unset else monkeypatch.setenv("TRIAGE_HOME", "")
        assert data_folder() == Path(platformdirs.user_data_dir("triage", appauthor=False))
