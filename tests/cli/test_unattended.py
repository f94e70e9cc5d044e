"""A backup made by a scheduler: nobody types anything, desks are open, the data stays locked; and it is tried by day."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.cli.conftest import Command
from tests.harness.amount import amount
from tests.harness.keyed import PASSPHRASES, Keyed, copy_keyed
from tests.harness.terminal import ROOT, clean_environment
from triage.cli import doctor, unlock
from triage.keys.keyfile import read_key_file
from triage.keys.ring import unlock as unlock_file
from triage.store import keyless
from triage.store.backup import try_backup
from triage.store.keyless import copy_locked
from triage.store.last_backup import backup_reminder, last_backup, last_tried
from triage.store.place import DATABASE, is_encrypted
from triage.store.problems import StoreProblem
from triage.usecases.reception.contacts import open_contact

NIGHT = "import sys; from triage.cli.main import main; sys.exit(main())"


@pytest.fixture
def keyed(home: Path) -> Keyed:
    return copy_keyed(home)


def at_night(keyed: Keyed, *arguments: object) -> subprocess.CompletedProcess[str]:
    """As cron runs it: another process, no terminal, nobody."""
    return subprocess.run(
        [sys.executable, "-c", NIGHT, "backup", "--unattended", *map(str, arguments)],
        env=clean_environment(keyed.home) | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_at_night_with_a_desk_open_and_what_it_just_saved_in_it(keyed: Keyed, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    office = keyed.open("asha")
    try:
        office.do(open_contact).result()
        assert Path(f"{keyed.home / DATABASE}-wal").stat().st_size, "the control: what was saved is still in the log"
        done = at_night(keyed, away)
        office.do(open_contact).result()
    finally:
        office.close()
    assert done.returncode == 0, done.stderr
    (file,) = away.glob("triage-*.db")
    assert is_encrypted(file) and "Nobody has seen one open" in done.stdout
    keys = read_key_file(unlock.keys_beside(file))
    assert keys is not None
    key = unlock_file(keys, "mira", PASSPHRASES["mira"]).hex_keys[-1]
    assert try_backup(keyed.home, file, key).visits == 1
    with pytest.raises(StoreProblem, match="locked with another key"):
        try_backup(keyed.home, file, "0" * 64)
    assert sorted(one.name for one in away.iterdir()) == sorted((file.name, unlock.keys_beside(file).name))


def test_it_says_until_somebody_tries_one(
    keyed: Keyed, triage: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert triage("backup", "--unattended", tmp_path / "a.db").code == 0
    again = triage("backup", "--unattended", tmp_path / "a.db")
    assert again.code == 3 and "already" in again.err, "nothing is replaced with nobody to ask"
    now = datetime.now(UTC)
    assert "triage backup --try" in backup_reminder(keyed.home, now) and doctor._backups(keyed.home).state == "look"
    monkeypatch.setattr(unlock, "open_keys_here", lambda _s, file, *_a: unlock_file(file, "mira", PASSPHRASES["mira"]))
    tried = triage("backup", "--try")
    assert tried.code == 0 and "It opens" in tried.out
    assert backup_reminder(keyed.home, now) == "" and doctor._backups(keyed.home).state == "ok"
    assert triage("backup", "--unattended", tmp_path / "b.db").code == 0
    last = last_backup(keyed.home)
    assert last is not None and last[1].name == "b.db" and last_tried(keyed.home) is not None
    assert backup_reminder(keyed.home, now + timedelta(days=40)), "a month later it is said again"
    (tmp_path / "b.db").write_bytes(os.urandom(8192))
    broken = triage("backup", "--try")
    assert broken.code == 3 and "not a backup" in broken.err


def test_only_the_newest_are_kept_and_nothing_else_is_touched(keyed: Keyed, triage: Command, tmp_path: Path) -> None:
    for day in (1, 2, 3):
        for ending in ("db", "db.keys"):
            (tmp_path / f"triage-2026-11-0{day}-030000.{ending}").write_text("x")
    old = unlock.keys_beside(tmp_path / "triage-2026-11-01-030000.db")
    old.write_text("x")
    (tmp_path / "mine.db").write_text("x")
    done = triage("backup", "--unattended", tmp_path, "--keep", "2")
    assert done.code == 0
    names = {one.name for one in tmp_path.glob("*.db")}
    assert len(names) == 3 and {"mine.db", "triage-2026-11-03-030000.db"} < names and not old.exists()


def test_a_drive_that_is_not_there_is_said_and_not_written_beside(
    keyed: Keyed, triage: Command, tmp_path: Path
) -> None:
    done = triage("backup", "--unattended", tmp_path / "mnt" / "backups")
    assert done.code == 3 and "There is no folder" in done.err and not (tmp_path / "mnt").exists()


def rows_of(file: Path) -> list[Any]:
    with closing(driver.connect(str(file))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return list(connection.execute("SELECT * FROM t ORDER BY 1"))


@pytest.mark.parametrize("seed", range(amount(3, 60)))
def test_the_copy_is_what_sqlite_itself_reads_also_of_a_log_cut_anywhere(seed: int, tmp_path: Path) -> None:
    """Transactions that are saved, taken back or cut off, big ones among them; the copy holds what was saved and no more."""
    luck = Random(seed)
    file, log = tmp_path / DATABASE, tmp_path / f"{DATABASE}-wal"
    states: list[list[Any]] = [[]]
    with closing(driver.connect(str(file), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, words TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for n in range(30):
            connection.execute("BEGIN")
            for m in range(luck.choice((1, 2, 40))):
                connection.execute("INSERT OR REPLACE INTO t VALUES (?, ?)", (luck.randrange(60), f"{n}.{m}" * 90))
            if luck.random() < 0.2:
                connection.execute("DELETE FROM t WHERE n > ?", (luck.randrange(60),))
            connection.execute(luck.choice(("COMMIT", "COMMIT", "ROLLBACK")))
            states.append(list(connection.execute("SELECT * FROM t ORDER BY 1")))
            if seed % 2 and luck.random() < 0.1:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        data, whole = file.read_bytes(), log.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / DATABASE).write_bytes(data)
    (elsewhere / f"{DATABASE}-wal").write_bytes(whole)
    copy_locked(elsewhere, tmp_path / "copy.db")
    assert rows_of(tmp_path / "copy.db") == states[-1]
    for n in range(0 if seed % 2 else 6):  # with nothing of the log in the file yet, any beginning of it is a moment
        cut = tmp_path / f"cut-{n}.db"
        cut.write_bytes(data)
        with cut.open("r+b") as out:
            keyless._put_in(out, whole[: luck.randrange(len(whole))])
        assert rows_of(cut) in states


def test_while_somebody_saves_all_the_time_nothing_is_made(
    keyed: Keyed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(range(1000))
    monkeypatch.setattr(keyless, "_read", lambda _log: str(next(said)).encode())
    monkeypatch.setattr(keyless, "PAUSE", 0)
    with pytest.raises(StoreProblem, match="Nothing was made"):
        copy_locked(keyed.home, tmp_path / "away" / "a.db")
    assert list((tmp_path / "away").iterdir()) == []
