"""The `Rows` port inside one transaction: insert, find what stands, read the history, erase. Nothing is updated.

Statements are built once per shape and kept. Only portable SQL. Imports SQLAlchemy: load it on the store's thread.
Called by store.py, which hands it to a use case.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Executable,
    Insert,
    Select,
    Table,
    bindparam,
    delete,
    except_,
    insert,
    select,
)

from triage.store.columns import Begins
from triage.store.rows import REPLACED, TABLES, names, to_row
from triage.usecases.records import Record

if TYPE_CHECKING:
    from triage.store.veil import Veil

R = TypeVar("R", bound=Record)
_SIGNS: Mapping[type, str] = {tuple: "*", Begins: "~"}


class StoredRows:
    """Good for one transaction on the store's thread. `erased` tells the store to clear its write-ahead log.

    What was read is kept until something of that kind is written: use cases are made of smaller ones that ask again,
    and each question to a server is a way there and back. `first` is the first row added, as (kind, id): whether it is
    there tells whether a commit went through whose answer was lost. Through a `veil` the server sees no words.
    """

    def __init__(
        self,
        connection: Connection,
        is_open: Callable[[str], bool] = lambda _terminal_id: False,
        veil: Veil | None = None,
    ) -> None:
        self._connection = connection
        self._veil = veil
        self._read_before: dict[type[Record], dict[Hashable, tuple[Any, ...]]] = {}
        self._none_of: set[tuple[type[Record], str, str]] = set()
        self._check: Callable[[Record], None] = lambda _record: None
        self.is_open = is_open
        self.failed: BaseException | None = None
        self.erased = False
        self.rewrite = False
        self.wrote = False
        self.first: tuple[type[Record], str] | None = None

    def guard(self, check: Callable[[Record], None]) -> None:
        self._check = check

    def add(self, record: Record) -> None:
        self._check(record)
        self._forget(type(record))
        self.wrote = True
        self.first = self.first or (type(record), record.id)
        values = to_row(record)
        self._run(_insert(TABLES[type(record)]), self._veil.drawn(type(record), values) if self._veil else values)

    def replace(self, old: Iterable[str], record: Record) -> None:
        self.add(record)
        links = [{"old_id": id, "new_id": record.id} for id in dict.fromkeys(old)]
        if links:
            self._run(_insert(REPLACED), links)

    def look_ahead(self, *where: tuple[type[Record], str, str]) -> None:
        """One question for all; of those there is none of, no other is asked."""
        asked = [one for one in where if one not in self._none_of]
        for kind, column, _ in asked:
            self._must_be_plain(kind, column)
        if asked and self.failed is None:
            values = {f"v{n}": value for n, (_, _, value) in enumerate(asked)}
            found = self._run(_any_of(tuple((TABLES[kind], column) for kind, column, _ in asked)), values).one()
            self._none_of |= {one for one, there in zip(asked, found, strict=True) if not there}

    def find(self, kind: type[R], **equal: str | tuple[str, ...]) -> list[R]:
        if any((kind, column, value) in self._none_of for column, value in equal.items()):
            return []
        return self._found(kind, find_statement, equal)

    def since(self, kind: type[R], moment: datetime) -> list[R]:
        return self._read(kind, since_statement(TABLES[kind]), {"moment": moment})

    def without(self, kind: type[R], other: type[Record], column: str, **equal: str | tuple[str, ...]) -> list[R]:
        self._must_be_plain(other, column, *equal)
        statement = without_statement(TABLES[kind], TABLES[other], column, _shape(equal))
        return list(self._records(kind, statement, equal))  # rests on two kinds, so it is asked each time

    def history(self, kind: type[R], **equal: str | tuple[str, ...]) -> list[R]:
        return self._found(kind, history_statement, equal)

    def last(self, kind: type[R], by: str, **equal: str) -> R | None:
        self._must_be_plain(kind, by, *equal)
        return next(iter(self._read(kind, last_statement(TABLES[kind], by, _shape(equal)), equal)), None)

    def get(self, kind: type[R], id: str) -> R | None:
        return next(iter(self.history(kind, id=id)), None)

    def erase(self, kind: type[Record], **equal: str) -> int:
        if not equal:
            raise ValueError("erase needs to be told which rows")
        if self._veil and self._veil.asked(kind, equal)[1]:
            return sum(self.erase(kind, id=row.id) for row in self.history(kind, **equal))
        unlink, rows = _erase(TABLES[kind], _shape(equal))
        self._forget(kind)
        self.wrote = True
        self._run(unlink, equal)
        gone = self._run(rows, equal).rowcount
        self.erased = self.erased or gone > 0
        return gone

    def leave_nothing(self) -> None:
        self.rewrite = True

    def _found(
        self, kind: type[R], statement: Callable[[Table, tuple[str, ...]], Select[Any]], equal: Mapping[str, Any]
    ) -> list[R]:
        """What is sealed is compared here, where it is open."""
        asked, left = self._veil.asked(kind, equal) if self._veil else (equal, {})
        rows = self._read(kind, statement(TABLES[kind], _shape(asked)), asked)
        return [row for row in rows if _says(row, left)] if left else rows

    def _must_be_plain(self, kind: type[Record], *columns: str) -> None:
        if self._veil is not None and self._veil.asked(kind, dict.fromkeys(("id", *columns), ""))[1]:
            raise ValueError(f"{kind.__name__}: the server cannot compare what is sealed")

    def _read(self, kind: type[R], statement: Select[Any], values: Mapping[str, Any]) -> list[R]:
        known: dict[Hashable, tuple[Any, ...]] = self._read_before.setdefault(kind, {})
        asked = (id(statement), *values.items())  # statements are kept for good, so an id stays that statement's
        if asked not in known:
            known[asked] = tuple(self._records(kind, statement, values))
        elif self.failed is not None:
            raise self.failed
        return list(known[asked])

    def _records(self, kind: type[R], statement: Select[Any], values: Mapping[str, Any]) -> Iterator[R]:
        columns, veil = names(kind), self._veil
        for row in self._run(statement, values).all():
            found = dict(zip(columns, row, strict=True))
            yield kind(**(self._lifted(veil, kind, found) if veil else found))

    def _lifted(self, veil: Veil, kind: type[Record], row: Mapping[str, Any]) -> dict[str, Any]:
        """Nothing is committed after a row that is not as it was written, whoever catches that."""
        try:
            return veil.lifted(kind, row)
        except BaseException as error:
            self.failed = error
            raise

    def _forget(self, kind: type[Record]) -> None:
        """Something of that kind is being written."""
        self._read_before.pop(kind, None)
        self._none_of = {one for one in self._none_of if one[0] is not kind}

    def _run(self, statement: Executable, values: Any) -> CursorResult[Any]:
        # SQLite ends the transaction by itself after some errors. Somebody who catches one and goes on must not
        # write outside a transaction, so after the first failure nothing runs and the store does not commit.
        if self.failed is not None:
            raise self.failed
        try:
            return self._connection.execute(statement, values)
        except BaseException as error:
            self.failed = error
            raise


def _shape(equal: Mapping[str, Any]) -> tuple[str, ...]:
    """The names, sorted; one with several values is marked with a star, one that is how it begins with a tilde."""
    return tuple(sorted(f"{name}{_SIGNS.get(type(value), '')}" for name, value in equal.items()))


def _equal(table: Table, by: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [_compared(table, name) for name in by]


def _compared(table: Table, name: str) -> ColumnElement[bool]:
    if name.endswith("*"):
        return table.c[name[:-1]].in_(bindparam(name[:-1], expanding=True))
    if name.endswith("~"):
        return table.c[name[:-1]].like(bindparam(name[:-1]))
    return table.c[name] == bindparam(name)


def _says(row: Record, wanted: Mapping[str, Any]) -> bool:
    return all(
        getattr(row, name) in value if isinstance(value, tuple) else getattr(row, name) == value
        for name, value in wanted.items()
    )


def _stands(table: Table) -> ColumnElement[bool]:
    """Nothing replaces the row."""
    return ~select(REPLACED.c.old_id).where(REPLACED.c.old_id == table.c.id).exists()


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def history_statement(table: Table, by: tuple[str, ...]) -> Select[Any]:
    """Columns in the record's order (a test compares them). Ids are UUIDv7, so their order is that of time."""
    return select(table).where(*_equal(table, by)).order_by(table.c.id)


@cache
def last_statement(table: Table, column: str, by: tuple[str, ...]) -> Select[Any]:
    return select(table).where(*_equal(table, by)).order_by(table.c[column].desc()).limit(1)


@cache
def find_statement(table: Table, by: tuple[str, ...]) -> Select[Any]:
    return history_statement(table, by).where(_stands(table))


@cache
def _any_of(where: tuple[tuple[Table, str], ...]) -> Select[Any]:
    """One row, a yes or no for each table and column: replaced rows count, as they must be looked at to be left out."""
    asked: list[Any] = [
        select(table.c.id).where(table.c[column] == bindparam(f"v{n}")).exists().label(f"c{n}")
        for n, (table, column) in enumerate(where)
    ]
    return select(*asked)


@cache
def since_statement(table: Table) -> Select[Any]:
    """Ordered by `at` before `id`, or SQLite walks every id to spare itself the sort."""
    recent = select(table).where(table.c.at >= bindparam("moment"), _stands(table))
    return recent.order_by(table.c.at, table.c.id)


@cache
def without_statement(table: Table, other: Table, column: str, by: tuple[str, ...]) -> Select[Any]:
    """A row of `other` that was itself replaced no longer says anything.

    The ids first, as one set less another: half the time of asking row by row, and few of many are left.
    """
    named = select(other.c[column]).where(*_equal(other, by), _stands(other))
    left = except_(select(table.c.id), named).subquery()
    return find_statement(table, ()).where(table.c.id.in_(select(left.c.id)))


@cache
def _erase(table: Table, by: tuple[str, ...]) -> tuple[Delete, Delete]:
    """First the links that hid a row now going, then the rows. What an erased row had replaced stays replaced."""
    which = _equal(table, by)
    return delete(REPLACED).where(REPLACED.c.old_id.in_(select(table.c.id).where(*which))), delete(table).where(*which)
