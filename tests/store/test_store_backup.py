"""A backup is one moment of the store, tried before it has a name; putting one back loses nothing that was there."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]
from alembic import command
from alembic.config import Config

from tests.store.conftest import Child, Make
from triage.store import backup
from triage.store.backup import Holds, make_backup, restore_backup
from triage.store.engine import bare
from triage.store.place import DATABASE
from triage.store.problems import ALREADY_OPEN, StoreProblem
from triage.store.store import Store, open_store
from triage.usecases.records import Answer, Contact

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = "0f" * 32


def yes(*_: object) -> bool:
    return True


def visits(folder: Path, key: str | None = None) -> list[str]:
    opened = open_store(folder, key)
    try:
        return [row.code for row in opened.run(lambda rows: rows.find(Contact)).result()]
    finally:
        opened.close()


def add(store: Store, make: Make, *codes: str) -> None:
    for code in codes:
        row = make(Contact, code=code)
        store.run(lambda rows, row=row: rows.add(row)).result()


@pytest.fixture
def filled(tmp_path: Path, make: Make) -> Path:
    """A folder with two visits in it."""
    opened = open_store(tmp_path / "data")
    add(opened, make, "NM-1", "NM-2")
    opened.close()
    return tmp_path / "data"


def left_over(*folders: Path) -> list[str]:
    """Anything of a backup's own that should be gone."""
    marks = (backup.SCRATCH, backup.UNFINISHED)
    return [p.name for folder in folders for p in folder.iterdir() if p.name.startswith(marks)]


@pytest.mark.parametrize("key", [None, KEY])
def test_it_holds_one_moment_while_others_write(key: str | None, tmp_path: Path, make: Make) -> None:
    """A writer puts in pairs, each pair in one transaction, as fast as it can: no backup ever holds half of one."""
    store = open_store(tmp_path / "data", key)
    stop, confirmed = threading.Event(), 0

    def pair(rows: Any) -> None:
        rows.add(make(Contact))
        rows.add(make(Answer))

    def work() -> None:
        nonlocal confirmed
        while not stop.is_set():
            store.run(pair).result()
            confirmed += 1

    store.run(pair).result()
    writer = threading.Thread(target=work)
    writer.start()
    try:
        for number in range(3):
            before = confirmed
            file = tmp_path / f"{number}.db"
            holds = make_backup(store.folder, file, key)
            counts = {name: count for name, count, _ in holds.tables}
            assert counts["contact"] == counts["answer"] == holds.visits
            assert before < holds.visits <= confirmed + 2
            with_key = bare(file, key)
            assert with_key.execute("SELECT count(*) FROM answer").fetchone() == (holds.visits,)
            with_key.close()
    finally:
        stop.set()
        writer.join()
        store.close()
    assert confirmed > 3, "it did write meanwhile"
    assert left_over(tmp_path, tmp_path / "data") == []


def test_one_file_for_this_user_only_and_nothing_beside_it(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "a.db"
    holds = make_backup(filled, file)
    assert [path.name for path in file.parent.iterdir()] == ["a.db"]
    assert file.stat().st_mode & 0o077 == 0 and file.parent.stat().st_mode & 0o077 == 0
    assert holds.visits == 2 and holds.newest == datetime(2026, 11, 23, 10, 15, 0, 123456, tzinfo=UTC)
    assert left_over(filled, file.parent) == []


def test_locked_it_stays_locked(tmp_path: Path, make: Make) -> None:
    store = open_store(tmp_path / "data", KEY)
    add(store, make, "NM-PLANTED")
    store.close()
    make_backup(tmp_path / "data", tmp_path / "a.db", KEY)
    assert b"NM-PLANTED" not in (tmp_path / "a.db").read_bytes()
    assert restore_backup(tmp_path / "new", tmp_path / "a.db", yes, NOW, KEY)
    assert visits(tmp_path / "new", KEY) == ["NM-PLANTED"]
    with pytest.raises(StoreProblem, match="locked with another key"):
        restore_backup(tmp_path / "other", tmp_path / "a.db", yes, NOW)


def test_put_back_and_what_was_there_is_kept_whole(filled: Path, tmp_path: Path, make: Make) -> None:
    file = tmp_path / "a.db"
    make_backup(filled, file)
    store = open_store(filled)
    add(store, make, "NM-3")
    store.close()
    asked: list[tuple[int, int | None]] = []

    def agreed(holds: Holds, here: Holds | None) -> bool:
        asked.append((holds.visits, here.visits if here else None))
        return True

    done = restore_backup(filled, file, agreed, NOW)
    assert asked == [(2, 3)]
    assert done is not None and done.kept == filled / "before-restore-2026-11-23-120000"
    assert visits(filled) == ["NM-1", "NM-2"]
    assert visits(done.kept) == ["NM-1", "NM-2", "NM-3"]
    again = restore_backup(filled, file, agreed, NOW)
    assert again is not None and again.kept == filled / "before-restore-2026-11-23-120000-2"
    assert left_over(filled) == []


def test_on_no_nothing_changes(filled: Path, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "a.db")
    before = (filled / DATABASE).read_bytes()
    assert restore_backup(filled, tmp_path / "a.db", lambda *_: False, NOW) is None
    assert (filled / DATABASE).read_bytes() == before
    assert not [path for path in filled.iterdir() if path.name.startswith("before-")]


def test_data_that_cannot_be_read_is_kept_as_it_is(filled: Path, tmp_path: Path) -> None:
    make_backup(filled, tmp_path / "a.db")
    broken = b"not a database at all" * 500
    (filled / DATABASE).write_bytes(broken)
    (filled / f"{DATABASE}-wal").write_bytes(b"a log of something else")
    seen: list[Holds | None] = []
    done = restore_backup(filled, tmp_path / "a.db", lambda _holds, here: bool(seen.append(here)) or True, NOW)
    assert seen == [None] and done is not None and done.kept is not None
    assert (done.kept / DATABASE).read_bytes() == broken
    assert visits(filled) == ["NM-1", "NM-2"], "the old log was not taken for its own"


def test_a_backup_of_a_newer_triage_is_refused(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    make_backup(filled, file)
    connection = driver.connect(str(file))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = (filled / DATABASE).read_bytes()
    with pytest.raises(StoreProblem, match=r"a\.db was made by a newer triage"):
        restore_backup(filled, file, yes, NOW)
    assert (filled / DATABASE).read_bytes() == before and left_over(filled) == []


def test_a_backup_of_an_older_triage_comes_along(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    connection = driver.connect(str(file), isolation_level=None)
    engine = sqlalchemy.create_engine("sqlite://", creator=lambda: connection, poolclass=sqlalchemy.StaticPool)
    with engine.begin() as live:
        config = Config()
        config.set_main_option("script_location", "triage.store:migrations")
        config.attributes["connection"] = live
        command.upgrade(config, "0001")
    connection.close()
    before = file.read_bytes()
    done = restore_backup(filled, file, yes, NOW)
    assert done is not None and (done.holds.version, done.holds.visits, done.holds.newest) == ("0001", 0, None)
    assert file.read_bytes() == before
    assert visits(filled) == []


def other_database(file: Path) -> None:
    connection = driver.connect(str(file))
    connection.execute("CREATE TABLE contact (x)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "write",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_text("a letter"),
        lambda file: file.write_bytes(os.urandom(8192)),
        other_database,
    ],
    ids=["empty", "text", "noise", "another program's"],
)
def test_something_else_is_no_backup(write: Any, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    write(file)
    before = file.read_bytes()
    with pytest.raises(StoreProblem, match="not a backup that can be put back"):
        restore_backup(filled, file, yes, NOW)
    assert file.read_bytes() == before and visits(filled) == ["NM-1", "NM-2"] and left_over(filled) == []


def test_a_damaged_backup_is_noticed(filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    make_backup(filled, file)
    data = bytearray(file.read_bytes())
    for page in range(4, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = os.urandom(64)
    file.write_bytes(data)
    with pytest.raises(StoreProblem, match="damaged"):
        restore_backup(filled, file, yes, NOW)


def test_while_triage_is_open_it_waits_for_nobody_but_puts_nothing_back(filled: Path, tmp_path: Path) -> None:
    store = open_store(filled)
    try:
        make_backup(filled, tmp_path / "a.db")
        with pytest.raises(StoreProblem) as caught:
            restore_backup(filled, tmp_path / "a.db", yes, NOW)
    finally:
        store.close()
    assert str(caught.value) == ALREADY_OPEN


def test_no_file_no_data_and_the_data_itself(filled: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="nothing to back up yet"):
        make_backup(tmp_path / "empty", tmp_path / "a.db")
    with pytest.raises(StoreProblem, match="no file called gone"):
        restore_backup(filled, tmp_path / "gone.db", yes, NOW)
    with pytest.raises(StoreProblem, match="the data in use"):
        restore_backup(filled, filled / DATABASE, yes, NOW)


def test_a_copy_that_differs_is_not_kept(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = backup._copied

    def lossy(file: Path, to: Path) -> None:
        copied(file, to)
        connection = driver.connect(str(to))
        connection.execute("DELETE FROM contact WHERE code = 'NM-2'")
        connection.commit()
        connection.close()

    monkeypatch.setattr(backup, "_copied", lossy)
    with pytest.raises(StoreProblem, match="did not come out the same"):
        make_backup(filled, tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists() and left_over(filled, tmp_path) == []


# Dies at a rename, at a link or at a sync, whichever comes as number N; what it left is looked at from outside.
KILLED = """
    import os, sys
    from datetime import datetime, UTC
    from pathlib import Path
    from triage.store import backup
    seen = 0
    def dying(real):
        def step(*arguments, **more):
            global seen
            seen += 1
            if seen == int(sys.argv[4]):
                os._exit(9)
            return real(*arguments, **more)
        return step
    for name in ("replace", "link", "fsync", "unlink"):
        setattr(os, name, dying(getattr(os, name)))
    home, file = Path(sys.argv[2]), Path(sys.argv[3])
    if sys.argv[1] == "backup":
        backup.make_backup(home, file)
    else:
        backup.restore_backup(home, file, lambda *_: True, datetime(2026, 11, 23, tzinfo=UTC))
"""


@pytest.mark.parametrize("step", [1, 3, 5])
def test_killed_while_putting_back_either_the_old_or_the_new_is_there(
    step: int, filled: Path, tmp_path: Path, make: Make, child: Child
) -> None:
    file = tmp_path / "a.db"
    make_backup(filled, file)
    store = open_store(filled)
    add(store, make, "NM-3")
    store.close()
    assert child(KILLED, "restore", filled, file, step).returncode == 9
    assert visits(filled) in (["NM-1", "NM-2"], ["NM-1", "NM-2", "NM-3"])
    assert restore_backup(filled, file, yes, NOW) is not None and left_over(filled) == []


def test_killed_while_backing_up_there_is_no_file_and_the_next_clears_up(
    filled: Path, tmp_path: Path, child: Child
) -> None:
    out = tmp_path / "out"
    assert child(KILLED, "backup", filled, out / "a.db", 1).returncode == 9
    assert not (out / "a.db").exists()
    make_backup(filled, out / "a.db")
    assert [path.name for path in out.iterdir()] == ["a.db"] and left_over(filled) == []


@pytest.fixture(autouse=True)
def _clean(tmp_path: Path) -> Iterator[None]:
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
