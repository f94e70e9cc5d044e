"""`triage doctor`: each check can say that something is wrong, and then says what to do."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.harness.kept import DEMO, copy_home, prepare_home
from tests.harness.keyed import copy_keyed
from triage.cli import doctor
from triage.store import health, migrate
from triage.store.backup import SCRATCH
from triage.store.engine import bare
from triage.store.last_backup import LAST
from triage.store.place import DATABASE

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("kept") / "home")


@pytest.fixture
def demo(waiting: Path, home: Path) -> Path:
    return copy_home(waiting, home) / DEMO


def test_a_well_computer(demo: Path, triage: Command) -> None:
    ran = triage("doctor", "--demo")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("ok      Python: ") and f"ok      data: sound, schema {migrate.VERSION}" in lines
    assert "look    backups: none made from here yet" in lines and "        → Run “triage backup”" in ran.out
    found = json.loads(triage("doctor", "--demo", "--json").out)
    assert found["worst"] == "look"
    assert [f"{c['state']:<7} {c['name']}: {c['says']}" for c in found["checks"]][:3] == lines[:3]


def test_what_is_broken_has_its_own_exit_code(
    home: Path, triage: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRIAGE_CONTENT", str(tmp_path))
    ran = triage("doctor")
    assert ran.code == 1 and "broken  questions and directory: " in ran.out and "Run “triage check”" in ran.out
    home.write_text("a file where the folder should be")
    assert triage("doctor").code == 3


def test_data_that_is_damaged_newer_or_older(demo: Path) -> None:
    file = demo / DATABASE

    def version(number: str) -> None:
        connection = bare(file, None)
        connection.execute("UPDATE alembic_version SET version_num = ?", (number,))
        connection.close()

    version("9999")
    assert doctor._data(demo).state == "broken" and "newer triage" in doctor._data(demo).says
    version("0001")
    assert doctor._data(demo).state == "look" and "older triage" in doctor._data(demo).says
    version(migrate.VERSION)
    assert doctor._data(demo).state == "ok"
    file.write_bytes(b"noise" * 5000)
    assert doctor._data(demo).state == "broken" and "triage restore FILE" in doctor._data(demo).next


@pytest.mark.parametrize(
    ("at", "state", "says"),
    [
        (timedelta(0), "ok", "the last is of today"),
        (timedelta(days=1, hours=1), "ok", "the last is 1 day old"),
        (timedelta(days=8), "look", "the last is 8 days old"),
    ],
)
def test_the_age_of_the_last_backup(at: timedelta, state: str, says: str, demo: Path) -> None:
    made = {"at": (datetime.now(UTC) - at).isoformat(), "file": str(demo / DATABASE)}
    (demo / LAST).write_text(json.dumps(made))
    found = doctor._backups(demo)
    assert (found.state, found.says) == (state, says)
    (demo / LAST).write_text("[]")
    assert doctor._backups(demo).state == "look"


@posix
def test_a_folder_that_others_may_read(demo: Path) -> None:
    demo.chmod(0o755)
    assert doctor._folder(demo).state == "look" and "chmod" in doctor._folder(demo).next
    demo.chmod(0o700)
    assert doctor._folder(demo).state == "ok"
    (demo / SCRATCH).mkdir()
    assert "cut off" in doctor._folder(demo).says


def test_a_clock_that_is_behind_what_was_written(demo: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(demo, tmp_path / "real"))
    assert doctor._clock(home).state == ("look" if datetime.now(UTC) < health.look(home).newest else "ok")  # type: ignore[operator]
    connection = bare(home / DATABASE, None)
    connection.execute("UPDATE contact_event SET at = '2090-01-01 10:00:00.000000'")
    connection.close()
    found = doctor._clock(home)
    assert found.state == "look" and "before the last thing written" in found.says


def test_slips_that_were_left_lying(demo: Path) -> None:
    slip = demo / "slips" / "NM-7Q4D.txt"
    slip.parent.mkdir()
    slip.touch()
    assert doctor._papers(demo).state == "ok"
    os.utime(slip, (0, 0))
    assert (doctor._papers(demo).state, doctor._papers(demo).says) == ("look", "1 older than a day is still here")


def test_little_room_and_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def free(amount: int) -> Callable[[Any], Any]:
        return lambda _folder: shutil._ntuple_diskusage(0, 0, amount)

    for amount, state in ((10**6, "broken"), (10**8, "look"), (10**10, "ok")):
        monkeypatch.setattr(shutil, "disk_usage", free(amount))
        assert doctor._disk(tmp_path / "not" / "yet").state == state


@pytest.mark.parametrize(
    ("size", "encoding", "state"),
    [((80, 24), "utf-8", "ok"), ((79, 24), "UTF-8", "look"), ((120, 40), "ascii", "look")],
)
def test_the_terminal(
    size: tuple[int, int], encoding: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Out:
        def isatty(self) -> bool:
            return True

    Out.encoding = encoding  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stdout", Out())
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size(size))
    assert doctor._terminal(tmp_path).state == state


def test_an_old_database_engine_and_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.driver, "sqlite_version_info", (3, 40, 1))
    assert doctor._database(tmp_path).state == "broken"
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert doctor._pdf(tmp_path).state == "look"


def test_a_check_that_fails_is_told_and_stops_no_other(
    home: Path, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_home: Path) -> doctor.Check:
        raise RuntimeError("NM-SECRET")

    monkeypatch.setattr(doctor, "_settings", fails)
    monkeypatch.setattr(doctor, "_content", lambda _home: doctor.Check("questions and directory", "ok", "sound"))
    ran = triage("doctor")
    assert ran.code == 1 and "broken  settings: could not be looked at (RuntimeError)" in ran.out
    assert "SECRET" not in ran.out + ran.err and "terminal: " in ran.out


def test_where_the_end_of_who_saw_what_is_kept(home: Path, triage: Command, tmp_path: Path) -> None:
    def said() -> str:
        return next(line for line in triage("doctor").out.splitlines() if "who saw what" in line)

    assert said().startswith("ok ") and "practice data" in said()
    copy_keyed(home)
    assert said().startswith("look ") and "on this computer only" in said()
    away = tmp_path / "away"
    (home / "settings.toml").write_text(f'audit_heads = "{away.as_posix()}"\n', encoding="utf-8")
    assert said().startswith("look ") and "is not there" in said()
    away.mkdir()
    assert said().startswith("ok ") and str(away) in said()
