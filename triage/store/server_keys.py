"""Which data key the rows on a server are under: found out at each connection, begun once, changed while nobody else is in.

The data key itself is never there: a row has its number and a proof that says nothing about it. Every connection shares a
lock of the server's; changing the key, or beginning to use one, takes it alone, so no desk writes under another key than
the rest. Changing it is one transaction: all rows are under the new key or all under the old. Called by server.py and
unlocking.py (docs/adr/0023).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select

from triage.store.address import where
from triage.store.problems import StoreProblem
from triage.store.rows import TABLES, names
from triage.store.server_problems import explain_server

if TYPE_CHECKING:
    from triage.store.veil import Veil

KEYS = 0x7472_6963  # "tric": a lock nobody else is likely to use
_AT_ONCE = 500  # rows in memory while the key is changed

NO_KEY_FILE = (
    "The data on {server} is locked, and this computer has no key file. Whoever looks after triage copies "
    "triage.keys from a desk where triage opens, or names the folder it is in (docs/operations.md); then start again."
)
OLDER_FILE = (
    "The key file on this computer is older than the data on {server}: the key was changed at another desk since, as it is "
    "when somebody leaves. Whoever looks after triage copies triage.keys from there; then start again."
)
NEWER_FILE = (
    "The data on {server} is older than the key file on this computer: perhaps a backup was put back. Use the copy of "
    "triage.keys that was kept with that backup, and tell whoever looks after triage."
)
OTHER_FILE = (
    "The key file on this computer is not the one of the data on {server}, so nothing was opened. Whoever looks "
    "after triage copies triage.keys from a desk where triage opens; somebody may have set triage up twice."
)
NOT_LOCKED = (
    "The database on {server} holds practice data that is not encrypted, and real data does not go on top of it. Whoever "
    "looks after it makes a new, empty database (docs/operations.md)."
)
OPEN_ELSEWHERE = (
    "triage is open at another desk, or was a moment ago. Close it at every desk, wait a moment, then try again: the key "
    "is changed for all of them at once."
)
BEING_CHANGED = (
    "The key of the data is being changed at another desk just now. Wait until that is done, then start again."
)

Key = tuple[int, str]  # its number and its 64 hex digits


def share(connection: Connection) -> None:
    """From here on, while this connection lives, nobody changes the key. Raises StoreProblem while somebody does."""
    if not _asked(connection, f"SELECT pg_try_advisory_lock_shared({KEYS})"):
        raise StoreProblem(BEING_CHANGED)


def agreed(connection: Connection, key: Key | None, server: str) -> Veil | None:
    """What the rows are written and read through; None for practice data. Raises StoreProblem for any other key."""
    found = in_use(connection)
    if key is None:
        if found is not None:
            raise StoreProblem(NO_KEY_FILE.format(server=server))
        return None
    from triage.store.veil import Veil

    veil = Veil(key[1])
    if found == (key[0], veil.proof):
        return veil
    if found is None:
        wrong = NOT_LOCKED
    elif found[0] == key[0]:
        wrong = OTHER_FILE
    else:
        wrong = OLDER_FILE if found[0] > key[0] else NEWER_FILE
    raise StoreProblem(wrong.format(server=server))


def begun(connection: Connection, key: Key, server: str) -> None:
    """In a transaction: rows are under `key` from here on, where there are none yet. Raises StoreProblem."""
    if in_use(connection) is not None:
        return
    if _has_words(connection):
        raise StoreProblem(NOT_LOCKED.format(server=server))
    if not _asked(connection, f"SELECT pg_try_advisory_xact_lock({KEYS})"):
        raise StoreProblem(OPEN_ELSEWHERE)
    _say(connection, key)


def in_use(connection: Connection) -> tuple[int, str] | None:
    """The number and the proof of the key the rows are under."""
    found = _there(connection).execute("SELECT number, proof FROM data_key ORDER BY number DESC LIMIT 1").fetchone()
    return (int(found[0]), str(found[1])) if found else None


def prove(address: str, key: Key) -> None:
    """Raises StoreProblem with what to do unless the rows are under `key`. Others may be at work."""
    with _connected(address) as connection:
        agreed(connection, key, where(address))


def nobody_else(address: str, ours: int = 0) -> None:
    """Raises StoreProblem while more than `ours` are in: said before somebody is asked for anything in vain."""
    held = f"locktype = 'advisory' AND classid = 0 AND objid = {KEYS} AND granted"
    here = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    with _connected(address) as connection:
        if _asked(connection, f"SELECT count(*) FROM pg_locks WHERE {held} AND {here}") > ours:
            raise StoreProblem(OPEN_ELSEWHERE)


def migrated(address: str) -> None:
    """Bring the tables to this version: for their owner, who needs no key for it. Raises StoreProblem."""
    from triage.store.server import bring_tables

    with _connected(address) as connection:
        bring_tables(connection)


def may_begin(address: str) -> None:
    """Raises StoreProblem where real data or practice data is there already."""
    migrated(address)
    with _connected(address) as connection:
        if in_use(connection) is not None:
            raise StoreProblem(NO_KEY_FILE.format(server=where(address)))
        if _has_words(connection):
            raise StoreProblem(NOT_LOCKED.format(server=where(address)))


class Alone:
    """The rows on a server, with nobody else in."""

    def __init__(self, connection: Connection, server: str) -> None:
        self._connection, self._server = connection, server

    def change(self, old: Key, new: Key) -> None:
        """Everything under `new`, or nothing. Raises StoreProblem for rows under neither."""
        from triage.store.veil import Veil

        with self._connection.begin():
            _there(self._connection).execute("SET LOCAL statement_timeout = 0")
            before, after, found = Veil(old[1]), Veil(new[1]), in_use(self._connection)
            if found == (new[0], after.proof):
                return
            if found != (old[0], before.proof) and (found is not None or _has_words(self._connection)):
                raise StoreProblem(OTHER_FILE.format(server=self._server))
            _rewritten(self._connection, before, after)
            _there(self._connection).execute("DELETE FROM data_key")
            _say(self._connection, new)


@contextmanager
def alone_on(address: str) -> Iterator[Alone]:
    """Raises StoreProblem while any other triage is connected, and for whatever the server says."""
    with _connected(address) as connection:
        if not _asked(connection, f"SELECT pg_try_advisory_lock({KEYS})"):
            raise StoreProblem(OPEN_ELSEWHERE)
        yield Alone(connection, where(address))


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    from triage.store.server import open_engine

    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            yield connection
    except Exception as error:
        problem = explain_server(error, where(address))
        if problem is None:
            raise
        raise problem from None
    finally:
        engine.dispose()


def _rewritten(connection: Connection, old: Veil, new: Veil) -> None:
    """Desks may not change a row, only take it out and put it in again: the same ids, times and words."""
    from triage.store.veil import sealed

    for kind, table in TABLES.items():
        if not sealed(table):
            continue
        last, columns = "", names(kind)
        while found := connection.execute(
            select(table).where(table.c.id > last).order_by(table.c.id).limit(_AT_ONCE)
        ).all():
            rows = [dict(zip(columns, row, strict=True)) for row in found]
            connection.execute(delete(table).where(table.c.id.in_([row["id"] for row in rows])))
            connection.execute(insert(table), [new.drawn(kind, old.lifted(kind, row)) for row in rows])
            last = rows[-1]["id"]


def _has_words(connection: Connection) -> bool:
    from triage.store.veil import sealed

    some = " OR ".join(f'EXISTS (SELECT 1 FROM "{table.name}")' for table in TABLES.values() if sealed(table))
    return bool(_asked(connection, f"SELECT {some}"))


def _say(connection: Connection, key: Key) -> None:
    from triage.store.veil import Veil

    _there(connection).execute("INSERT INTO data_key (number, proof) VALUES (%s, %s)", (key[0], Veil(key[1]).proof))


def _asked(connection: Connection, statement: str) -> Any:
    return _there(connection).execute(statement).fetchone()[0]


def _there(connection: Connection) -> Any:
    """The driver's own connection, past SQLAlchemy."""
    return connection.connection.driver_connection
