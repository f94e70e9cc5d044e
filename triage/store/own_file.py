"""Rows in one file on this computer, shared by every desk of this computer. Called on the store's thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from triage.store.keeper import Keeper
from triage.store.place import DATABASE
from triage.store.problems import StoreProblem, explain
from triage.store.seat import is_open
from triage.usecases.ports import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")


class OwnFile(Keeper):
    """SQLite in `folder`; `key` is 64 hex digits or None."""

    def __init__(self, folder: Path, key: str | None) -> None:
        super().__init__()
        self._folder = folder
        self._key = key
        self._writes = 0

    def open(self) -> None:
        from triage.store import queries  # noqa: F401  loaded here, before the first answer waits for it
        from triage.store.engine import open_engine
        from triage.store.migrate import migrate

        key, self._key = self._key, None
        connection = open_engine(self._folder / DATABASE, key).connect()
        try:
            with connection.begin():
                migrate(connection)
        except BaseException:
            with contextlib.suppress(Exception):
                connection.close()
            raise
        self._connection = connection

    def run(self, fn: Callable[[Rows], T]) -> T:
        assert self._connection is not None
        result, rows = self._in_transaction(self._connection, fn)
        self._writes += rows.wrote
        if rows.erased:
            _forget(self._connection)
        return result

    def mark(self) -> str:
        """SQLite counts what other connections commit; what this one does is counted here."""
        assert self._connection is not None
        raw: Any = self._connection.connection.driver_connection
        return f"{raw.execute('PRAGMA data_version').fetchone()[0]}/{self._writes}"

    def explain(self, error: BaseException) -> StoreProblem | None:
        return explain(error, self._folder)

    def is_open(self, terminal_id: str) -> bool:
        return is_open(self._folder, terminal_id)


def _forget(connection: Connection) -> None:
    """Erased words stand in the write-ahead log until it is emptied. If that fails the rows are gone all the same."""
    raw: Any = connection.connection.driver_connection
    with contextlib.suppress(Exception):  # the next checkpoint tries again
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
