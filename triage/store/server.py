"""Rows on a PostgreSQL server that several desks share (design.md 3, idea 10). Called on the store's thread.

One connection, and one transaction at a time in the whole house, as with SQLite: each begins by waiting for the house's
own lock, five seconds at most, so what a use case read still stands when it writes. The lock is the server's, ends with
the transaction, and a desk that goes silent in the middle is cut off. Psycopg is an extra, loaded here and only here.

A server that is restarted, killed or stands still: the transaction is done once more, unless it had been sent off to be
committed; then whether its first row is there tells whether it was. So nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from triage.store.address import where
from triage.store.keeper import Keeper
from triage.store.problems import StoreProblem
from triage.store.server_problems import SEAT_TAKEN_ELSEWHERE, SERVER_GONE, UNSURE, explain_server
from triage.usecases.ports import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from triage.store.queries import StoredRows

T = TypeVar("T")

HOUSE, SEATS = 0x7472_6961, 0x6765_0001  # "tria", "ge": two kinds of lock nobody else is likely to use
PATIENCE = 5.0  # seconds until a server that does not answer is told
A_MOMENT = 2.0  # seconds in which a server notices that whoever sat here before has left
SILENCE = 10.0  # seconds in which one transaction must be over; longer than the server lets it wait for a lock
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({HOUSE})"
_SETTINGS = """
    SET lock_timeout = '5s'; SET statement_timeout = '8s'; SET idle_in_transaction_session_timeout = '15s';
    SET synchronous_commit = on; SET timezone = 'UTC';
    SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
"""


class Server(Keeper):
    """`address` as triage.store.address takes it; `seat` is the terminal that counts as open, or empty for none.

    `key` is the data key with its number, None for practice data.
    """

    def __init__(self, address: str, seat: str = "", key: tuple[int, str] | None = None) -> None:
        super().__init__()
        self._key = key
        self._has_tables = False
        self._engine = open_engine(address)
        self._where = where(address)
        self._seat = seat
        self._sitting = False
        self._sent = False  # to be committed, and no answer yet
        self._watch = _Watch()

    def open(self) -> None:
        from triage.store import queries  # noqa: F401  loaded here, before the first answer waits for it
        from triage.store.server_keys import agreed, begun

        connection = self._connect(PATIENCE)
        until = time.monotonic() + A_MOMENT
        while not self._sitting and time.monotonic() < until:
            time.sleep(0.1)
            self._sit(connection)
        if not self._sitting:
            raise StoreProblem(SEAT_TAKEN_ELSEWHERE)
        bring_tables(connection)
        if self._key is not None:
            with connection.begin():
                begun(connection, self._key, self._where)
        self._veil = agreed(connection, self._key, self._where)
        self._has_tables = True

    def run(self, fn: Callable[[Rows], T]) -> T:
        lost: BaseException | None = None
        for _ in range(2):
            self._sent = False
            unsure: tuple[T, StoredRows] | None = None
            try:
                return self._once(fn)
            except _Unsure as error:
                lost, unsure = error.cause, error.done
            except BaseException as error:
                if not self._is_lost(error):
                    raise
                lost = error
            self._drop()
            if unsure is not None and self._is_there(unsure[1]):
                return unsure[0]
        raise lost or StoreProblem(SERVER_GONE.format(server=self._where))

    def mark(self) -> str:
        """Every transaction that writes anything, of any desk, makes another snapshot of what is visible."""
        connection = self._connection or self._connect(0)
        if not self._sitting:
            self._sit(connection)
        try:
            with self._watch.over(connection):
                return str(raw(connection).execute("SELECT pg_current_snapshot()::text").fetchone()[0])
        except Exception as error:
            if self._is_lost(error):
                self._drop()
            raise

    def explain(self, error: BaseException) -> StoreProblem | None:
        return explain_server(error, self._where)

    def is_open(self, terminal_id: str) -> bool:
        assert self._connection is not None
        return listed_open(raw(self._connection))(terminal_id)

    def close(self) -> None:
        self._watch.stop()
        super().close()
        self._engine.dispose()

    # -- one transaction

    def _once(self, fn: Callable[[Rows], T]) -> T:
        connection = self._connection or self._connect(PATIENCE)
        with self._watch.over(connection):
            return self._in_transaction(connection, fn)[0]

    def _commit(self, commit: Callable[[], None], result: Any, rows: StoredRows) -> None:
        try:
            commit()
        except Exception as error:
            if rows.first is not None and self._is_lost(error):
                raise _Unsure(error, (result, rows)) from None
            raise

    def _is_there(self, rows: StoredRows) -> bool:
        """Whether that commit went through. The house's lock comes first, so it is no longer under way."""
        from triage.store.queries import StoredRows

        assert rows.first is not None
        kind, id = rows.first
        try:
            connection = self._connect(PATIENCE)
            with connection.begin(), self._watch.over(connection):
                return StoredRows(connection).get(kind, id) is not None
        except Exception as error:
            if self._is_lost(error) or isinstance(error, StoreProblem):
                self._drop()
                raise StoreProblem(UNSURE.format(server=self._where)) from None
            raise

    # -- the connection

    def _connect(self, patience: float) -> Connection:
        """Tries for so many seconds. Raises the driver's error, or StoreProblem."""
        from triage.store.server_keys import agreed, share

        until = time.monotonic() + patience
        while True:
            try:
                connection = self._engine.connect()
                break
            except Exception as error:
                if time.monotonic() >= until or not _may_come_back(error):
                    raise
                time.sleep(0.2)
        self._connection = connection
        try:
            share(connection)
            if self._has_tables:  # the key may have been changed while we were cut off
                agreed(connection, self._key, self._where)
            self._sitting = not self._seat
            self._sit(connection)
        except BaseException:
            self._drop()
            raise
        return connection

    def _sit(self, connection: Connection) -> None:
        """Count as open at our terminal for as long as the connection lives. After a break the old one may still stand."""
        if self._seat:
            found = raw(connection).execute(
                "SELECT pg_try_advisory_lock(%s, %s)", (_signed(SEATS), _signed(_number(self._seat)))
            )
            self._sitting = bool(found.fetchone()[0])

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.invalidate()
                connection.close()

    def _is_lost(self, error: BaseException) -> bool:
        """True when the connection is gone, so that whatever was not committed is gone too."""
        cause = getattr(error, "orig", None) or error
        if type(cause).__module__.split(".")[0] != "psycopg":
            return False
        return self._connection is None or self._connection.invalidated or bool(raw(self._connection).closed)


class _Unsure(Exception):
    """The connection died while a transaction was being committed."""

    def __init__(self, cause: BaseException, done: tuple[Any, StoredRows]) -> None:
        super().__init__()
        self.cause, self.done = cause, done


class _Watch:
    """Cuts the connection of a transaction that takes too long: a server that stands still says nothing for ever."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: float | None = None
        self._handle = -1
        self._ended = threading.Event()
        threading.Thread(target=self._look, name="triage-watch", daemon=True).start()

    @contextlib.contextmanager
    def over(self, connection: Connection) -> Any:
        with self._lock:
            self._since, self._handle = time.monotonic(), raw(connection).fileno()
        try:
            yield
        finally:
            with self._lock:
                self._since = None

    def stop(self) -> None:
        self._ended.set()

    def _look(self) -> None:
        while not self._ended.wait(1.0):
            with self._lock:
                if self._since is not None and time.monotonic() - self._since > SILENCE:
                    self._since = None
                    _shut(self._handle)


def open_engine(address: str) -> Engine:
    """Raises StoreProblem where psycopg is not installed."""
    try:
        import psycopg
    except ImportError:
        from triage.store.server_problems import NO_DRIVER

        raise StoreProblem(NO_DRIVER) from None
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    def connect() -> Any:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=5, application_name="triage")
        connection.execute(_SETTINGS)
        return connection

    # hide_parameters: an exception of SQLAlchemy otherwise quotes people's words.
    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def bring_tables(connection: Connection) -> None:
    """To this version. No words are read for it, so it takes no key."""
    from triage.store.migrate import migrate

    with connection.begin():
        raw(connection).execute("SET LOCAL statement_timeout = 0")  # new tables over old rows take their time
        migrate(connection)


def raw(connection: Connection) -> Any:
    """The driver's own connection, past SQLAlchemy."""
    return connection.connection.driver_connection


def listed_open(there: Any) -> Callable[[str], bool]:
    """Which terminals have their lock: any role may see that."""
    asked = """
        SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
    found = {int(number) for (number,) in there.execute(asked, (SEATS,)).fetchall()}
    return lambda terminal_id: _number(terminal_id) in found


def _begin(connection: Connection) -> None:
    """One way there and back for both. A wait that was too long must leave no broken transaction behind."""
    there = raw(connection)
    try:
        there.execute(_BEGIN)
    except BaseException:
        with contextlib.suppress(Exception):
            there.rollback()
        raise


def _may_come_back(error: BaseException) -> bool:
    """A server that is starting or being restarted; not a wrong password or a database that is not there."""
    return explain_server(error, "").code == "away"  # type: ignore[union-attr]


def _number(terminal_id: str) -> int:
    return zlib.crc32(terminal_id.encode())


def _signed(number: int) -> int:
    """As the server takes it: 32 bits with a sign. What it lists has none."""
    return number - (1 << 32) if number >= 1 << 31 else number


def _shut(handle: int) -> None:
    with contextlib.suppress(OSError), socket.fromfd(handle, socket.AF_INET, socket.SOCK_STREAM) as there:
        there.shutdown(socket.SHUT_RDWR)
