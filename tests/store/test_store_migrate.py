"""From nothing to this version in one step that either happened or did not; never backwards."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.harness.amount import amount, thorough
from tests.store.keep import kept
from triage.store import migrate
from triage.store.problems import StoreProblem
from triage.store.rows import METADATA
from triage.store.store import open_store
from triage.usecases.records import (
    Access,
    Actor,
    Agreement,
    Answer,
    CameBack,
    Conflict,
    Decision,
    DeskState,
    Expected,
    HandoffStep,
    Household,
    PersonDetail,
    Pin,
    Review,
    Right,
    SamePerson,
    SignIn,
    Staff,
    Tally,
    Whereabouts,
)

# Forks once per statement of the first migration (its COMMIT too); each child kills itself just before that statement.
STRIDE = amount(6, 1)  # which statements somebody pulls the plug at: every sixth, or every one
KILLS = """
    import os, signal, sys
    from pathlib import Path
    import alembic.command, sqlcipher3.dbapi2 as driver
    from sqlalchemy import Engine, event
    import triage.store.queries, triage.store.engine, triage.store.migrate
    from triage.store.store import open_store

    def run(folder, die_at):
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1]
        seen = 0
        def count(*_, **__):
            nonlocal seen
            seen += 1
            if seen == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", count)
        open_store(folder).close()
        os._exit(0)

    def tables(folder):
        connection = driver.connect(str(folder / "triage.db"))
        try:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()

    assert run(Path(sys.argv[1]) / "whole", 0) == 0
    whole = tables(Path(sys.argv[1]) / "whole")
    killed = 0
    for n in range(1, 1000, STRIDE):
        folder = Path(sys.argv[1]) / str(n)
        status = run(folder, n)
        if not status:
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert tables(folder) == 0, n
        killed += 1
        if killed % 10 == 0:
            assert run(folder, 0) == 0
            assert tables(folder) == whole
    print(killed)
    """


def test_the_constant_is_the_last_file() -> None:
    config = Config()
    config.set_main_option("script_location", "triage.store:migrations")
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrate.VERSION]
    versions = [revision.revision for revision in script.walk_revisions()]
    assert versions == sorted(versions, reverse=True) and {len(v) for v in versions} == {4}


def test_a_filled_store_of_every_schema_is_kept() -> None:
    """P7 upgrades them. A new schema: `python -m tests.store.keep`, once, before it is released."""
    assert kept()[-1] == migrate.VERSION


def test_a_second_start_has_nothing_to_do(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    store: Any = open_store(tmp_path)
    assert store.run(lambda rows: migrate.migrate(rows._connection)).result() is False
    assert store.run(lambda rows: migrate.version(rows._connection)).result() == migrate.VERSION
    store.close()


@thorough
def test_killed_before_any_statement_of_a_migration_the_old_state_stands(tmp_path: Path, child: Any) -> None:
    done = child(KILLS.replace("STRIDE", str(STRIDE)), tmp_path)
    assert done.stderr == ""
    statements = len(METADATA.tables) + sum(len(table.indexes) for table in METADATA.tables.values())
    assert int(done.stdout) * STRIDE >= statements + 3  # the version table, its row, COMMIT


def store_of(version: str, folder: Path) -> Any:
    """A store as that version left it, empty; a connection to fill it by."""
    connection = driver.connect(str(folder / "triage.db"), isolation_level=None)
    engine = sqlalchemy.create_engine("sqlite://", creator=lambda: connection, poolclass=sqlalchemy.StaticPool)
    with engine.begin() as live:
        config = Config()
        config.set_main_option("script_location", "triage.store:migrations")
        config.attributes["connection"] = live
        command.upgrade(config, version)
    return connection


def test_the_version_before_comes_along_without_loss(tmp_path: Path, make: Any) -> None:
    """A store of 0001 with an agreement and a step: both are there afterwards, and what is new reads as nothing said."""
    connection = store_of("0001", tmp_path)
    moment = "2026-11-23 10:15:00.000000"
    connection.execute(
        "INSERT INTO agreement (id, at, actor_id, terminal_id, contact_id, service, need, state, limits, fields, until,"
        " words_version, because) VALUES ('a', ?, 'x', 'y', 'c', 'advice', 'n', 'given', '', '[]', NULL, '1', '')",
        [moment],
    )
    connection.execute(
        "INSERT INTO handoff_step (id, at, actor_id, terminal_id, handoff_id, contact_id, step, worker, because,"
        " happened_at, seen, after) VALUES ('s', ?, 'x', 'y', 'h', 'c', 'sent', '', '', ?, 1, '')",
        [moment, moment],
    )
    connection.close()
    store = open_store(tmp_path)
    (agreement,) = store.run(lambda rows: rows.find(Agreement, contact_id="c")).result()
    (step,) = store.run(lambda rows: rows.find(HandoffStep, contact_id="c")).result()
    decision, conflict = make(Decision), make(Conflict)
    store.run(lambda rows: (rows.add(decision), rows.add(conflict))).result()
    assert store.run(lambda rows: (rows.get(Decision, decision.id), rows.get(Conflict, conflict.id))).result() == (
        decision,
        conflict,
    )
    store.close()
    assert (agreement.state, agreement.agreed_by, agreement.how) == ("given", "", "")
    assert (step.step, step.to, step.seen) == ("sent", "", True)


def test_counts_of_0002_come_along_and_what_is_said_at_a_desk_can_be_written(tmp_path: Path, make: Any) -> None:
    connection = store_of("0002", tmp_path)
    connection.execute(
        "INSERT INTO tally (id, at, actor_id, terminal_id, what, how) VALUES ('t', ?, 'x', 'y', 'visit', 'finished')",
        ["2026-11-23 10:15:00.000000"],
    )
    connection.close()
    store = open_store(tmp_path)
    (tally,) = store.run(lambda rows: rows.since(Tally, datetime(2026, 11, 23, tzinfo=UTC))).result()
    said = make(DeskState)
    store.run(lambda rows: rows.add(said)).result()
    assert store.run(lambda rows: rows.since(DeskState, said.at)).result() == [said]
    store.close()
    assert (tally.what, tally.how) == ("visit", "finished")


def test_people_who_come_back_are_found_among_those_of_before(tmp_path: Path, make: Any) -> None:
    """A store of 0002 with somebody's date of birth: found by it afterwards, by an index, and linked to a new visit."""
    connection = store_of("0002", tmp_path)
    connection.execute(
        "INSERT INTO person_detail (id, at, actor_id, terminal_id, person_id, contact_id, field, value, field_class)"
        " VALUES ('d', '2026-11-23 10:15:00.000000', 'x', 'y', 'p', 'c', 'born', '\"1992-03-01\"', 'identity')"
    )
    connection.close()
    store = open_store(tmp_path)
    said, together, back = make(SamePerson, b="p"), make(Household), make(CameBack)
    store.run(lambda rows: [rows.add(row) for row in (said, together, back)]).result()
    assert store.run(lambda rows: rows.find(PersonDetail, value='"1992-03-01"')[0].person_id).result() == "p"
    assert store.run(
        lambda rows: (rows.find(SamePerson, b="p"), rows.find(Household), rows.find(CameBack))
    ).result() == (
        [said],
        [together],
        [back],
    )
    store.close()
    connection = driver.connect(str(tmp_path / "triage.db"))
    how = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM person_detail WHERE value = 'x'").fetchall()
    connection.close()
    assert "ix_person_detail_value" in str(how)


def test_who_is_expected_is_found_by_the_day_and_where_somebody_works_can_be_written(tmp_path: Path, make: Any) -> None:
    connection = store_of("0005", tmp_path)
    connection.execute(
        "INSERT INTO handoff_step (id, at, actor_id, terminal_id, handoff_id, contact_id, step, worker, because,"
        " happened_at, seen, after, \"to\") VALUES ('s', '2026-11-23 10:15:00.000000', 'x', 'y', 'h', 'c', 'sent', '',"
        " '', '2026-11-23 10:15:00.000000', 1, '', '')"
    )
    connection.close()
    store = open_store(tmp_path)
    (step,) = store.run(lambda rows: rows.find(HandoffStep, contact_id="c")).result()
    expected, where = make(Expected, day="2026-11-24"), make(Whereabouts)
    store.run(lambda rows: (rows.add(expected), rows.add(where))).result()
    found = store.run(lambda rows: (rows.find(Expected, day="2026-11-24"), rows.since(Whereabouts, where.at))).result()
    store.close()
    assert step.step == "sent" and found == ([expected], [where])
    connection = driver.connect(str(tmp_path / "triage.db"))
    how = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM expected WHERE day = 'x'").fetchall()
    connection.close()
    assert "ix_expected_day" in str(how)


def test_what_0002_holds_stays_and_can_be_looked_at_again(tmp_path: Path, make: Any) -> None:
    """A store of 0002 with a decision: it is there afterwards, nobody has looked at it, and then somebody has."""
    connection = store_of("0002", tmp_path)
    connection.execute(
        "INSERT INTO decision (id, at, actor_id, terminal_id, contact_id, service, need, share, decided_by, role,"
        " powers, harm, reasoning, fields, told, why_not_told, follow_up) VALUES ('d', '2026-11-23 10:15:00.000000',"
        " 'x', 'y', 'c', 'dsl', 'n', 1, 'Rosa', 'duty_lead', '[]', 'h', 'r', '[]', 'no', 'w', '2026-11-24')"
    )
    connection.close()
    store = open_store(tmp_path)
    unseen = store.run(lambda rows: rows.without(Decision, Review, "about")).result()
    review = make(Review, about="d")
    store.run(lambda rows: rows.add(review)).result()
    seen = store.run(lambda rows: rows.without(Decision, Review, "about")).result()
    store.close()
    assert [row.decided_by for row in unseen] == ["Rosa"] and seen == []


def test_who_works_here_can_be_written_beside_what_0005_holds(tmp_path: Path, make: Any) -> None:
    connection = store_of("0005", tmp_path)
    connection.execute(
        "INSERT INTO actor (id, at, actor_id, terminal_id, name, role) VALUES ('a', '2026-11-23 10:15:00.000000', 'x',"
        " 'y', 'Asha', 'assistant')"
    )
    connection.close()
    store = open_store(tmp_path)
    staff, pin, came = make(Staff, staff_id="x"), make(Pin, staff_id="x"), make(SignIn, staff_id="x", wrong=2)
    store.run(lambda rows: [rows.add(row) for row in (staff, pin, came)]).result()
    found = store.run(lambda rows: [rows.find(kind, staff_id="x") for kind in (Staff, Pin, SignIn)]).result()
    (actor,) = store.run(lambda rows: rows.find(Actor)).result()
    store.close()
    assert found == [[staff], [pin], [came]] and (actor.id, actor.name) == ("a", "Asha")


def test_a_store_of_before_gets_a_record_of_who_saw_what_that_begins_at_one(tmp_path: Path, make: Any) -> None:
    """A store of 0005 with a count: it is there afterwards, a look and a complaint can be written, an index finds the end."""
    connection = store_of("0005", tmp_path)
    connection.execute(
        "INSERT INTO tally (id, at, actor_id, terminal_id, what, how) VALUES ('t', ?, 'x', 'y', 'visit', 'finished')",
        ["2026-11-23 10:15:00.000000"],
    )
    connection.close()
    store = open_store(tmp_path)
    assert [row.how for row in store.run(lambda rows: rows.find(Tally)).result()] == ["finished"]
    assert store.run(lambda rows: rows.last(Access, "number", terminal_id="y")).result() is None
    looks, said = [make(Access, number=n, terminal_id="y") for n in (1, 3, 2)], make(Right)
    store.run(lambda rows: [rows.add(row) for row in (*looks, said)]).result()
    assert store.run(lambda rows: rows.last(Access, "number", terminal_id="y")).result() == looks[1]
    assert store.run(lambda rows: rows.find(Right)).result() == [said]
    store.close()
    connection = driver.connect(str(tmp_path / "triage.db"))
    how = connection.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM access WHERE terminal_id = 'y' ORDER BY number DESC LIMIT 1"
    ).fetchall()
    connection.close()
    assert "ix_access_number" in str(how) and "TEMP B-TREE" not in str(how)


def test_an_exception_in_a_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = op.create_table

    def breaks(name: str, *rest: Any, **more: Any) -> Any:
        if name == "need":
            raise RuntimeError("half-way")
        return real(name, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(op, "create_table", breaks)
        with pytest.raises(RuntimeError, match="half-way"):
            open_store(tmp_path)
    connection = driver.connect(str(tmp_path / "triage.db"))
    assert connection.execute("SELECT * FROM sqlite_master").fetchall() == []
    connection.close()
    open_store(tmp_path).close()


def test_data_of_a_newer_triage_is_left_alone(store: Any, make: Any) -> None:
    answer = make(Answer)
    store.run(lambda rows: rows.add(answer)).result()
    store.run(lambda rows: rows._connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")).result()
    store.close()
    before = (store.folder / "triage.db").read_bytes()
    with pytest.raises(StoreProblem) as caught:
        open_store(store.folder)
    assert str(caught.value) == (
        "This data was written by a newer triage. Install that version on this machine, then start again. "
        "Nothing was changed."
    )
    assert (store.folder / "triage.db").read_bytes() == before
