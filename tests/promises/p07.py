"""P7: the store of every earlier schema is upgraded, killed before each statement of it; nothing is lost.

After the kill the file is as it was or wholly new; the next start upgrades it; every row and column of before is there
with its value; and the visit that was under way stands at its question, asked from the question set it began with.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.journeys.desk import Morning
from tests.promises.promise import Outcome, Promise, Trial
from tests.promises.visit import FILE, IDS_FROM, in_child, state, told
from tests.store.keep import STANDS_AT, kept, unpack
from triage.store import migrate
from triage.usecases import records as rec
from triage.usecases.reception.contacts import see_contact
from triage.usecases.reception.desk import front_desk

Rows = dict[str, dict[str, dict[str, Any]]]  # table → id → column → value


def prove(trial: Trial) -> Outcome:
    return _upgrade(trial, lambda: None, unharmed=True)


def control(trial: Trial) -> Outcome:
    """Statements each on their own, as a driver that commits by itself would have them."""
    return _upgrade(
        trial, lambda: patch("triage.store.engine._begin", lambda _connection: None).start(), unharmed=False
    )


def _upgrade(trial: Trial, before: Callable[[], object], *, unharmed: bool) -> Outcome:
    _load_everything()
    counted = {version: _statements(trial.shared, version) for version in kept() if version != migrate.VERSION}
    every = [(version, n) for version, most in counted.items() for n in range(1, most + 1)]
    outcome = Outcome(note=", ".join(f"{version}: {most} statements" for version, most in counted.items()))
    chosen = (
        every if trial.amount >= len(every) else [every[n * len(every) // trial.amount] for n in range(trial.amount)]
    )
    for version in counted if unharmed else ():
        outcome.add(f"{version}, unharmed", _came_along(version, unpack(version, trial.folder / version)))
    for version, n in chosen:
        folder = unpack(version, trial.folder / "struck")
        old = state(folder)
        status = _killed_before(folder, n, before)
        found = state(folder)
        outcome.add(
            f"{version}, before statement {n}",
            "" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else "was not killed",
            "" if found == old or _version(folder) == migrate.VERSION else "half of it is there",
            _opens(folder) if found == old else "",
        )
        shutil.rmtree(folder)
    return outcome


def _load_everything() -> None:
    """What a child needs, so that each need not load it."""
    import alembic.command  # noqa: F401

    import triage.store.engine
    import triage.store.queries  # noqa: F401


@cache
def _statements(shared: Path, version: str) -> int:
    """How many statements the upgrade of that version is, its COMMIT too."""
    folder = unpack(version, shared / f"count {version}")

    def count(pipe: int) -> None:
        seen = _watch(0)
        _open_and_close(folder)
        os.write(pipe, f"{seen[0]}\n".encode())

    child, pipe = in_child(count)
    said, _ = told(pipe, child)
    return int(said[0])


def _killed_before(folder: Path, n: int, before: Callable[[], object]) -> int:
    def work(_pipe: int) -> None:
        before()
        _watch(n)
        _open_and_close(folder)

    child, pipe = in_child(work)
    return told(pipe, child)[1]


def _watch(die_at: int) -> list[int]:
    """Count every statement of SQLAlchemy's; the process dies before the one with that number."""
    from sqlalchemy import Engine, event

    seen = [0]

    def count(*_: object, **__: object) -> None:
        seen[0] += 1
        if seen[0] == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    return seen


def _open_and_close(folder: Path) -> None:
    from triage.store.store import open_store

    open_store(folder).close()


def _opens(folder: Path) -> str:
    """The next start, in a child of its own: "" if it upgrades."""

    def work(_pipe: int) -> None:
        _open_and_close(folder)

    child, pipe = in_child(work)
    _, status = told(pipe, child)
    return "" if status == 0 and _version(folder) == migrate.VERSION else "the next start does not upgrade it"


def _version(folder: Path) -> str:
    connection = driver.connect(str(folder / FILE))
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except driver.Error:
        return ""
    finally:
        connection.close()


def _came_along(version: str, folder: Path) -> str:
    """Upgrade it and carry on with the visit under way, in a child; then compare every value of before."""
    old = _rows(folder / FILE)

    def work(pipe: int) -> None:
        os.write(pipe, f"{_carried_on(folder)}\n".encode())

    child, pipe = in_child(work)
    said, _ = told(pipe, child)
    new = _rows(folder / FILE)
    lost = [
        f"{table}.{column} of {id}"
        for table, rows in old.items()
        for id, columns in rows.items()
        for column, value in columns.items()
        if new.get(table, {}).get(id, {}).get(column, "gone") != value
    ]
    return "; ".join(["; ".join(said), *[f"lost {one}" for one in lost[:3]]]).strip("; ")


def _carried_on(folder: Path) -> str:
    morning = Morning(folder)
    for _ in range(IDS_FROM):
        morning._ids()
    office = morning.open_office()
    try:
        office.sign_in("asha")
        office.do(front_desk).result()
        contacts = office.inside(lambda rows, _house, _ctx: rows.find(rec.Contact)).result()
        last = contacts[-1]
        view = office.do(see_contact, last.id).result()
        began = office.house_for(last.id).question_set.hash
    finally:
        office.close()
    if view.question is None or view.question.id != STANDS_AT:
        return f"stands at {view.question and view.question.id}, not {STANDS_AT}"
    return "" if began == last.question_set_hash else "asked from another question set than it began with"


def _rows(file: Path) -> Rows:
    connection = driver.connect(str(file))
    connection.row_factory = driver.Row
    try:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: {
                row["id"]: dict(zip(row.keys(), row, strict=True))
                for row in connection.execute(f"SELECT * FROM {table}")
            }
            for table in tables
            if table not in ("alembic_version",) and not table.startswith("sqlite_")
        }
    finally:
        connection.close()


PROMISE = Promise(
    id="P7",
    says="every earlier schema upgrades without loss, killed at any statement; a visit under way carries on as it began",
    full=9999,
    small=2,
    prove=prove,
    control=control,
    controls=40,
    small_controls=4,
)
