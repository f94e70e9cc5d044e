"""`triage backup` and `triage restore`, as somebody types them."""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Ran
from tests.harness.kept import DEMO, copy_home, prepare_home
from tests.harness.terminal import ROOT, clean_environment
from triage.store.store import open_store
from triage.usecases.records import Contact


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("kept") / "home")


@pytest.fixture
def demo(waiting: Path, home: Path) -> Path:
    """The demo's data, people waiting, in the folder that commands find."""
    return copy_home(waiting, home) / DEMO


def say(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Somebody is there, and types this."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda _question: answer)


def visits(folder: Path) -> int:
    store = open_store(folder)
    try:
        return len(store.run(lambda rows: rows.find(Contact)).result())
    finally:
        store.close()


def test_there_and_back(demo: Path, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = triage("backup", tmp_path, "--demo")
    assert made.code == 0 and "5 visits, the newest on 23 November 2026 at " in made.out
    (file,) = tmp_path.glob("triage-*.db")
    assert str(file) in made.out
    assert json.loads((demo / "last-backup.json").read_text())["file"] == str(file)
    say(monkeypatch, "no")
    assert triage("restore", file, "--demo") == Ran(1, _asked() + "Nothing was changed.\n", "")
    say(monkeypatch, "yes")
    done = triage("restore", file, "--demo")
    assert done.code == 0 and "Put back: 5 visits" in done.out and "What was here before is in" in done.out
    assert visits(demo) == 5


def _asked() -> str:
    holds = "5 visits, the newest on 23 November 2026 at 10:11"
    return f"The backup holds {holds}.\nThe data here holds {holds}.\nThe data here is kept beside it, in a folder of its own.\n"


def test_nothing_is_replaced_without_asking(
    demo: Path, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letter.db"
    file.write_text("mine")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    ran = triage("backup", file, "--demo")
    assert ran.code == 2 and "Say --yes" in ran.err and file.read_text() == "mine"
    say(monkeypatch, "")
    assert triage("backup", file, "--demo").code == 1 and file.read_text() == "mine"
    assert triage("backup", file, "--demo", "--yes").code == 0 and file.read_text(errors="replace") != "mine"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert triage("restore", file, "--demo").code == 2
    assert not list(demo.glob("before-restore-*"))


def test_a_desk_that_is_open_can_be_backed_up(demo: Path, tmp_path: Path, triage: Command) -> None:
    """From another process, as it would be: the desk here holds the store, and goes on."""
    import subprocess

    store = open_store(demo)
    try:
        script = "import sys; from triage.cli.main import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", script, "backup", "--demo", str(tmp_path / "a.db")],
            env=clean_environment(demo.parent) | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        refused = triage("restore", tmp_path / "a.db", "--demo", "--yes")
        assert refused.code == 3 and "triage is open on this machine" in refused.err
        assert len(store.run(lambda rows: rows.find(Contact)).result()) == 5
    finally:
        store.close()


def test_what_is_no_backup_is_refused(home: Path, triage: Command, tmp_path: Path) -> None:
    assert triage("backup").code == 3
    assert not home.exists()
    (tmp_path / "x.db").write_text("a letter")
    letter, none = triage("restore", tmp_path / "x.db"), triage("restore", tmp_path / "none.db")
    assert letter.code == 3 and letter.err.startswith("x.db is not a backup")
    assert none.code == 3 and none.err.startswith("There is no file called none.db.")
