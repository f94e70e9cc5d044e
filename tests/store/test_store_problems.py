"""Disks that are full, read-only, held or broken: one plain sentence, reading goes on, nothing is half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.harness.amount import thorough
from triage.store import problems
from triage.store.problems import DAMAGED, DISK, FULL, LOCKED, NETWORK, READ_ONLY, StoreProblem
from triage.store.store import open_store
from triage.usecases.records import Answer

# Fills the disk, reads, makes room, goes on. Prints what somebody at the desk would see.
FILL = """
    import resource, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from triage.store.problems import StoreProblem
    from triage.store.store import open_store
    from triage.usecases.records import Answer
    folder, way = Path(sys.argv[1]), sys.argv[2]
    (folder / "ballast").write_bytes(b"x" * 1024 * 1024)
    store = open_store(folder)
    if way == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    def pair(rows, n):
        for half in "ab":
            rows.add(Answer(id=f"{n:05}{half}", at=datetime.now(UTC), actor_id="a", terminal_id="t", contact_id="c",
                            question_id="H1", value="y" * 20_000, source="s"))
    said, saved = None, []
    for n in range(1000):
        try:
            store.run(lambda rows: pair(rows, n)).result()
        except StoreProblem as problem:
            said = problem
            break
        saved.append(n)
    print(said)
    print(said.code)
    ids = lambda: [row.id for row in store.run(lambda rows: rows.find(Answer)).result()]
    whole = lambda: [f"{n:05}{half}" for n in saved for half in "ab"]
    print(len(saved) > 2, ids() == whole())
    if way == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        (folder / "ballast").unlink()
    store.run(lambda rows: pair(rows, 2000)).result()
    saved.append(2000)
    check = store.run(lambda rows: rows._connection.exec_driver_sql("PRAGMA integrity_check").scalar()).result()
    print(ids() == whole(), check)
    store.close()
    """


def private_mounts() -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run(["unshare", "-m", "true"], check=False).returncode


needs_mounts = pytest.mark.skipif(not private_mounts(), reason="needs a mount of its own")


@needs_mounts
def test_disk_full(tmp_path: Path, child: Any) -> None:
    tiny = ("unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=4m tiny {tmp_path} && exec "$@"', "sh")
    done = child(FILL, tmp_path, "tiny", wrap=tiny)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [FULL, "SQLITE_FULL", "True True", "True ok"]


def test_a_file_that_may_not_grow(tmp_path: Path, child: Any) -> None:
    done = child(FILL, tmp_path, "limit")
    assert done.stderr == ""
    said, code, *rest = done.stdout.splitlines()
    assert said in (DISK, FULL) and code in ("SQLITE_IOERR", "SQLITE_FULL")
    assert rest == ["True True", "True ok"]


OPEN = """
    import os, sys
    from pathlib import Path
    import triage.store.queries, triage.store.engine, triage.store.migrate, alembic.command, platformdirs
    from triage.store.problems import StoreProblem
    from triage.store.store import open_store
    if sys.argv[2] == "nobody" and os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        open_store(Path(sys.argv[1]))
    except StoreProblem as problem:
        print(problem)
    """


@needs_mounts
@pytest.mark.parametrize("existing", [True, False])
def test_a_read_only_disk(tmp_path: Path, child: Any, existing: bool) -> None:
    folder = tmp_path / "data" if existing else tmp_path
    if existing:
        open_store(folder).close()
    else:
        folder = tmp_path / "new"
    frozen = f'mount --bind {tmp_path} {tmp_path} && mount -o remount,bind,ro {tmp_path} && exec "$@"'
    done = child(OPEN, folder, "root", wrap=("unshare", "-m", "sh", "-c", frozen, "sh"))
    assert (done.stdout, done.stderr) == (READ_ONLY.format(folder=folder) + "\n", "")


@pytest.mark.skipif(os.name != "posix", reason="file modes")
@pytest.mark.parametrize("existing", [True, False])
def test_a_folder_that_may_not_be_written_to(child: Any, existing: bool) -> None:
    folder = Path(f"/tmp/triage-test-{os.getpid()}-{existing}")  # a user without rights must reach it
    folder.mkdir()
    try:
        if existing:
            open_store(folder).close()
        folder.chmod(0o555)
        done = child(OPEN, folder, "nobody")
        assert (done.stdout, done.stderr) == (READ_ONLY.format(folder=folder) + "\n", "")
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


@thorough
def test_held_by_another_program_and_free_when_it_is_killed(store: Any, make: Any) -> None:
    script = "import sqlcipher3.dbapi2 as d, sys; c = d.connect(sys.argv[1], isolation_level=None); "
    script += "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(store.folder / "triage.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        begun = time.monotonic()
        with pytest.raises(StoreProblem) as caught:
            store.run(lambda rows: rows.add(make(Answer))).result()
        assert time.monotonic() - begun > 4.5
        assert (str(caught.value), caught.value.code) == (LOCKED, "SQLITE_BUSY")
        waiting = store.run(lambda rows: rows.add(make(Answer)))
        holder.kill()
    waiting.result()
    assert len(store.run(lambda rows: rows.find(Answer)).result()) == 1


def test_damaged_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "triage.db").write_bytes(b"\0garbage" * 4096)
    with pytest.raises(StoreProblem) as caught:
        open_store(tmp_path)
    assert str(caught.value) == DAMAGED.format(folder=tmp_path)
    assert (tmp_path / "triage.db").read_bytes() == b"\0garbage" * 4096


def test_damaged_in_the_middle(tmp_path: Path, make: Any) -> None:
    store: Any = open_store(tmp_path)
    store.run(lambda rows: [rows.add(make(Answer, value="z" * 900)) for _ in range(300)]).result()
    store.close()
    size = (tmp_path / "triage.db").stat().st_size
    with (tmp_path / "triage.db").open("r+b") as file:
        file.seek(size - 200 * 1024)
        file.write(b"\xff" * 150 * 1024)
    store = open_store(tmp_path)
    with pytest.raises(StoreProblem) as caught:
        store.run(lambda rows: rows.history(Answer)).result()
    assert str(caught.value) == DAMAGED.format(folder=tmp_path)
    store.close()


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        with pytest.raises(StoreProblem) as caught:
            open_store(folder)
        assert str(caught.value) == READ_ONLY.format(folder=folder)


def test_a_drive_without_wal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(driver.Connection):  # type: ignore[misc]
        def execute(self, statement: str, *rest: Any) -> Any:
            return super().execute(statement.replace("journal_mode=WAL", "journal_mode=DELETE"), *rest)

    connect = driver.connect
    monkeypatch.setattr("triage.store.engine.driver.connect", lambda *a, **k: connect(*a, factory=Elsewhere, **k))
    with pytest.raises(StoreProblem) as caught:
        open_store(tmp_path)
    assert str(caught.value) == NETWORK.format(folder=tmp_path)


def test_the_cause_of_an_io_error_is_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = driver.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR"

    def said() -> str:
        return str(problems.explain(error, tmp_path))

    assert said() == DISK
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("triage.store.problems.shutil.disk_usage", lambda _: usage._replace(free=4096))
        assert said() == FULL
    if hasattr(os, "statvfs"):
        with monkeypatch.context() as patch:
            frozen = type("Mount", (), {"f_flag": os.ST_RDONLY})
            patch.setattr("triage.store.problems.os.statvfs", lambda _: frozen)
            assert said() == READ_ONLY.format(folder=tmp_path)
    shutil.rmtree(tmp_path)
    assert said() == DISK


def test_an_error_that_is_not_the_store_s_is_left_alone(tmp_path: Path) -> None:
    assert problems.explain(ValueError("x"), tmp_path) is None
    assert problems.explain(KeyError("x"), tmp_path) is None


def test_sentences_are_short_and_say_what_to_do() -> None:
    for name, sentence in vars(problems).items():
        if name.isupper() and isinstance(sentence, str):
            assert sentence.endswith("."), name
            assert not {"SQLite", "traceback", "exception", "database is", "I/O"} & set(sentence.split()), name
