"""A server that is restarted, killed, stands still or says no: a plain sentence, and nothing lost or there twice (P34)."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.harness.amount import amount
from tests.harness.postgres import address, database, execute, paused, restart, server, stop
from tests.store.conftest import Make
from triage.store import migrate
from triage.store import server as under_test
from triage.store.problems import LOCKED, StoreProblem
from triage.store.server_problems import NOT_ALLOWED, SEAT_TAKEN_ELSEWHERE
from triage.store.store import Store, open_store
from triage.usecases.records import Answer, Person

GONE = "The database on this computer does not answer, so that was not saved. Everything before it is safe."


@pytest.fixture
def store(there: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, address=there, seat="desk-two")
    yield opened
    opened.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "PATIENCE", 0.3)


def cut_all_desks() -> None:
    execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'triage'")


def values(store: Store) -> list[str]:
    return sorted(row.value for row in store.run(lambda rows: rows.find(Answer)).result(30))


def test_restarted_between_two_answers_nobody_notices(store: Store, make: Make) -> None:
    store.run(lambda rows: rows.add(make(Answer, value="before"))).result()
    for how in ("fast", "immediate"):
        restart(how)
        assert store.run(lambda rows: rows.is_open("desk-two")).result(30), "and its place is its own again"
    store.run(lambda rows: rows.add(make(Answer, value="after"))).result(30)
    assert values(store) == ["after", "before"]


def test_cut_before_it_was_committed_it_is_done_once_more(store: Store, make: Make) -> None:
    times = 0

    def work(rows: Any) -> None:
        nonlocal times
        times += 1
        rows.add(make(Answer, value="once"))
        if times == 1:
            cut_all_desks()
        rows.find(Answer)

    store.run(work).result(30)
    assert times == 2 and values(store) == ["once"]


@pytest.mark.parametrize("arrived", [True, False])
def test_cut_while_it_was_committed_its_first_row_tells(
    arrived: bool, store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, times = under_test.Server._commit, 0

    def cut(self: Any, really: Any, result: Any, rows: Any) -> None:
        nonlocal times
        times += 1
        if times > 1:
            commit(self, really, result, rows)
            return

        def lost() -> None:
            if arrived:
                really()
            cut_all_desks()
            self._connection.exec_driver_sql("SELECT 1")  # the answer never comes

        commit(self, lost, result, rows)

    monkeypatch.setattr(under_test.Server, "_commit", cut)
    assert store.run(lambda rows: rows.add(make(Answer, value="once")) or "said").result(30) == "said"
    assert values(store) == ["once"] and times - 1 == (1 if arrived else 2), "reading it back is one more"


def test_gone_it_says_so_and_back_it_goes_on(store: Store, make: Make, impatient: None) -> None:
    stop()
    try:
        for work in (lambda: store.run(lambda rows: rows.add(make(Answer))), store.mark):
            with pytest.raises(StoreProblem) as caught:
                work().result(30)  # type: ignore[attr-defined]
            assert str(caught.value).startswith(GONE)
    finally:
        server().ensure_postgres_running()
    store.run(lambda rows: rows.add(make(Answer, value="back"))).result(30)
    assert values(store) == ["back"]


@pytest.mark.skipif(os.name != "posix", reason="stops processes by signal")
def test_standing_still_it_is_told_and_later_it_is_there_once_at_most(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch, impatient: None
) -> None:
    monkeypatch.setattr(under_test, "SILENCE", 0.3)
    store.run(lambda rows: rows.add(make(Answer, value="before"))).result()
    with paused():  # those who talk to a desk; a new connection would be answered, so the transaction is done again
        store.run(lambda rows: rows.add(make(Answer, value="meanwhile"))).result(30)
    assert values(store) == ["before", "meanwhile"]


def test_a_lock_somebody_holds_is_waited_for_and_then_told(
    store: Store, there: str, make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        under_test, "_SETTINGS", under_test._SETTINGS.replace("lock_timeout = '5s'", "lock_timeout = '200ms'")
    )
    held, ask = threading.Event(), threading.Event()
    other = open_store(tmp_path / "other", address=there)

    def hold(_rows: Any) -> None:
        held.set()
        ask.wait(30)

    working = store.run(hold)
    held.wait(30)
    with pytest.raises(StoreProblem) as caught:
        other.run(lambda rows: rows.add(make(Answer))).result(30)
    assert str(caught.value) == LOCKED
    ask.set()
    working.result(30)
    other.run(lambda rows: rows.add(make(Answer, value="then"))).result(30)
    assert values(store) == ["then"]
    other.close()


def test_one_desk_one_place_also_across_computers(store: Store, there: str, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as caught:
        open_store(tmp_path / "copied", address=there, seat="desk-two")
    assert str(caught.value) == SEAT_TAKEN_ELSEWHERE
    other = open_store(tmp_path / "other", address=there, seat="desk-three")
    asked = lambda rows: [rows.is_open(id) for id in ("desk-two", "desk-three", "desk-four")]  # noqa: E731
    assert store.run(asked).result() == [True, True, False]
    other.close()
    until = time.monotonic() + 5
    while store.run(asked).result() != [True, False, False]:  # the server notices in its own time, a moment later
        assert time.monotonic() < until


def test_whoever_starts_again_at_once_finds_the_place_free(there: str, tmp_path: Path) -> None:
    """The server notices in its own time that the one before has left: that moment is waited for."""
    before = open_store(tmp_path / "desk", address=there, seat="desk-two")
    leaving = threading.Timer(0.4, before.close)
    leaving.start()
    open_store(tmp_path / "again", address=there, seat="desk-two").close()
    leaving.join()


def test_marks_tell_of_others_and_reading_is_no_change(store: Store, there: str, make: Make, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other", address=there)
    before = store.mark().result()
    other.run(lambda rows: rows.find(Answer)).result()
    assert store.mark().result() == before
    other.run(lambda rows: rows.add(make(Answer))).result()
    assert store.mark().result() != before
    other.close()


def roles(name: str) -> None:
    """What docs/operations.md has whoever looks after the database do."""
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    for block in text.split("```sql\n")[1:]:
        where, _, statements = block.partition("\n")
        said = [line for line in statements.partition("```")[0].splitlines() if line and not line.startswith("--")]
        for statement in "\n".join(said).replace("triage_", f"{name}_").split(";"):
            if statement.strip() and "CREATE DATABASE" not in statement:
                execute(statement, database=name if "in the database" in where else "postgres")


@contextmanager
def as_in_the_docs() -> Iterator[tuple[str, str]]:
    """A database without tables, its address as its owner has it and as a desk has it."""
    with database(empty=True) as there:
        name = there.partition("?")[0].rpartition("/")[2]
        roles(name)
        yield there.replace("postgres:@", f"{name}_owner@"), there.replace("postgres:@", f"{name}_desk@")
        for role in ("desk", "owner"):
            execute(f"DROP OWNED BY {name}_{role} CASCADE", database=name)
    execute(f"DROP ROLE {name}_desk", f"DROP ROLE {name}_owner")


def test_a_desk_s_role_may_neither_change_nor_remove_tables_nor_rewrite_rows(tmp_path: Path, make: Make) -> None:
    with as_in_the_docs() as (as_owner, as_desk):
        with pytest.raises(StoreProblem) as caught:
            open_store(tmp_path, address=as_desk).close()
        assert str(caught.value) == NOT_ALLOWED
        open_store(tmp_path, address=as_owner).close()
        desk = open_store(tmp_path, address=as_desk)
        first = make(Answer, value="x", contact_id="c")
        desk.run(lambda rows: rows.add(first)).result()
        desk.run(lambda rows: rows.replace([first.id], make(Answer, value="y", contact_id="c"))).result()
        assert values(desk) == ["y"]
        desk.run(lambda rows: rows.erase(Answer, contact_id="c")).result()
        for statement in (
            "UPDATE answer SET value = 'z'",
            "DROP TABLE answer",
            "TRUNCATE answer",
            "CREATE TABLE mine (x int)",
        ):
            with pytest.raises(StoreProblem) as caught:
                desk.run(lambda rows, s=statement: rows._connection.exec_driver_sql(s)).result()  # type: ignore[attr-defined, misc]
            assert str(caught.value) == NOT_ALLOWED, statement
        desk.close()


def test_an_older_schema_comes_along_and_a_newer_is_left_alone(tmp_path: Path) -> None:
    with database() as there:
        name = there.partition("?")[0].rpartition("/")[2]
        execute("UPDATE alembic_version SET version_num = '9999'", database=name)
        with pytest.raises(StoreProblem, match="newer triage"):
            open_store(tmp_path, address=there)
        execute(f"UPDATE alembic_version SET version_num = '{migrate.VERSION}'", database=name)
        open_store(tmp_path, address=there).close()


def test_no_such_database_or_nobody_there(tmp_path: Path, impatient: None) -> None:
    with pytest.raises(StoreProblem, match="does not let triage in, or is not there"):
        open_store(tmp_path, address=address("nothing_of_that_name"))
    with pytest.raises(StoreProblem) as caught:
        open_store(tmp_path, address="postgresql://desk:planted-secret@127.0.0.1:9/triage")
    assert str(caught.value).startswith(GONE) and "planted" not in f"{caught.value!r} {vars(caught.value)}"


def test_without_the_driver_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreProblem, match="its extra “postgres”"):
        open_store(tmp_path, address="postgresql://desk@127.0.0.1/triage")


def test_faults_while_desks_write_lose_nothing_and_double_nothing(there: str, tmp_path: Path) -> None:
    """P34: each desk keeps a journal of what it was told is saved; the server is cut, restarted and killed meanwhile."""
    chance, ended, all_open = random.Random(34), threading.Event(), threading.Barrier(4)
    saved: list[str] = []
    told: list[str] = []

    def desk(name: str) -> None:
        store, number = open_store(tmp_path / name, address=there, seat=name), 0
        all_open.wait(60)
        while not ended.is_set():
            number += 1
            person = Person(id=f"{name}-{number}", at=datetime.now(UTC), actor_id="a", terminal_id=name)
            try:
                store.run(lambda rows, person=person: rows.add(person)).result(60)
                saved.append(person.id)
            except StoreProblem as problem:
                told.append(f"{person.id} {problem}")
            time.sleep(0.002)
        store.close()

    threads = [threading.Thread(target=desk, args=(f"desk{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    faults = amount(4, 300)
    all_open.wait(60)
    for fault in range(faults):
        time.sleep(0.05 + chance.random() / 10)
        if fault % 4 < 2:
            cut_all_desks()
        else:
            restart("fast" if fault % 4 == 2 else "immediate")
    ended.set()
    for thread in threads:
        thread.join(60)
    there_now = [id for (id,) in execute("SELECT id FROM person", database=there.partition("?")[0].rpartition("/")[2])]
    unsure = {line.split()[0] for line in told if "not sure whether" in line}
    assert len(there_now) == len(set(there_now))
    assert set(saved) <= set(there_now) <= set(saved) | unsure
    assert len(saved) > 3 * faults, "they did work meanwhile"
