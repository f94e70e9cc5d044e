"""What keeps the rows: a file of our own or a server. Both run a use case whole, in one transaction, durable at its end.

A keeper lives on the store's thread and is touched by no other. Imports SQLAlchemy through its heirs: loaded there too.
Called by store.py.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from triage.store.problems import StoreProblem
from triage.usecases.ports import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from triage.store.queries import StoredRows
    from triage.store.veil import Veil

T = TypeVar("T")


class Keeper(ABC):
    """Opened once, then `run` and `mark` as often as wanted, then closed."""

    def __init__(self) -> None:
        self._connection: Connection | None = None
        self._veil: Veil | None = None

    @abstractmethod
    def open(self) -> None:
        """Connect and bring the tables to this version. Raises what goes wrong."""

    @abstractmethod
    def run(self, fn: Callable[[Rows], T]) -> T:
        """One transaction, committed when this returns. Raises what `fn` raises, and the database's errors."""

    @abstractmethod
    def mark(self) -> str:
        """Differs from the one before if anybody has written anything since; asked every second, so it costs nothing."""

    @abstractmethod
    def explain(self, error: BaseException) -> StoreProblem | None:
        """The problem behind an error of the database; None if it is none."""

    @abstractmethod
    def is_open(self, terminal_id: str) -> bool:
        """Whether triage is open at that terminal now."""

    def close(self) -> None:
        """A full or read-only disk must not stop the thread from ending: what was promised is already kept."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()

    def _in_transaction(self, connection: Connection, fn: Callable[[Rows], T]) -> tuple[T, StoredRows]:
        """`fn` done and committed. Whatever is raised, also while committing, nothing of it is under way any more."""
        from triage.store.queries import StoredRows

        rows = StoredRows(connection, self.is_open, self._veil)
        transaction = connection.begin()
        try:
            result = fn(rows)
            if rows.failed is not None:
                raise rows.failed
            rows.failed = RuntimeError("rows are good for one transaction only")
            self._commit(transaction.commit, result, rows)
        except BaseException:
            with contextlib.suppress(Exception):  # of a connection that is gone there is nothing to take back
                transaction.rollback()
            raise
        return result, rows

    def _commit(self, commit: Callable[[], None], _result: object, _rows: StoredRows) -> None:
        commit()
