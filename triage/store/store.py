"""One thread that owns the database; each piece of work is one transaction, durable before its future resolves.

A pool of threads would open an encrypted store once per thread and let two writers meet; one thread needs no lock
and no care (after simonw/datasette's write thread). Loads SQLModel and SQLAlchemy on that thread, never in the
caller's. Called by bootstrap; faces hold a Store and await its futures.
"""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from triage.store.lock import StartLock
from triage.store.place import DATABASE, LOCK, sync_folder
from triage.store.problems import CLOSING, StoreProblem, explain
from triage.usecases.ports import Rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Rows], Any]


class Store:
    """Open from construction until `close`. `opened` resolves when the tables are ready, or carries the StoreProblem.

    `folder` is the data folder (made 0700 if new); `key` is 64 hex digits. The start lock is taken in the caller's
    thread, in a millisecond, so a second start is told before anything is loaded; the rest is on the store's thread.
    Work may be queued at once. Raises StoreProblem if another start has the folder or it cannot be written to.
    """

    def __init__(self, folder: Path, key: str | None = None) -> None:
        self.folder = folder
        self.opened: Future[None] = _uncancellable()
        self._queue: SimpleQueue[tuple[Work, Future[Any]] | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing is queued behind the end
        self._closed = False
        try:
            _make_folder(folder)
            self._lock = StartLock(folder / LOCK)
        except OSError as error:
            problem = explain(error, folder)
        else:
            problem = None
        if problem is not None:
            raise problem
        # A daemon, so that a forgotten store cannot hang the interpreter; atexit drains it, so that no save is lost.
        self._thread = threading.Thread(target=self._live, args=(key,), name="triage-store", daemon=True)
        atexit.register(self.close)
        self._thread.start()

    def run(self, fn: Callable[[Rows], T]) -> Future[T]:
        """Run `fn` whole in one transaction on the store's thread. Commits before the future resolves.

        Any exception rolls back and reaches the future: those of `fn` as they are, those of the database as a
        StoreProblem. What is queued will run: cancelling the future has no effect. `fn` must not keep the rows.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a use case cannot start another transaction inside its own")
        future: Future[T] = _uncancellable()
        with self._gate:
            if not self._closed:
                self._queue.put((fn, future))
                return future
        future.set_exception(StoreProblem(CLOSING))
        return future

    def close(self) -> None:
        """Finish what is queued, close the database, let the next start in. May be called twice."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()
        atexit.unregister(self.close)

    # Below: the store's thread only.

    def _live(self, key: str | None) -> None:
        connection: Connection | None = None
        problem: BaseException | None = None
        try:
            connection = _open(self.folder / DATABASE, key)
        except BaseException as error:
            problem = explain(error, self.folder) or error
        del key
        if problem is None:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(problem)
        while (item := self._queue.get()) is not None:
            fn, future = item
            if connection is None:
                future.set_exception(problem or StoreProblem(CLOSING))
            else:
                self._settle(connection, fn, future)
            del item, fn, future
        if connection is not None:
            _close(connection)
        self._lock.release()

    def _settle(self, connection: Connection, fn: Work, future: Future[Any]) -> None:
        """Whatever happens, the future resolves and the thread lives on."""
        problem: BaseException | None = None
        result = None
        try:
            result = _transaction(connection, fn)
        except BaseException as error:
            problem = explain(error, self.folder) or error
        if problem is None:
            future.set_result(result)
        else:
            future.set_exception(problem)


def open_store(path: Path, key: str | None = None) -> Store:
    """The store in the folder `path`, ready for use. Raises StoreProblem with a sentence to show.

    Blocks while it opens (about 0.4 s to load, and as much again the first time): not for a screen's thread.
    """
    store = Store(path, key)
    try:
        store.opened.result()
    except BaseException:
        store.close()
        raise
    return store


def _uncancellable() -> Future[Any]:
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future


def _make_folder(folder: Path) -> None:
    """Only a folder made here is closed to others: TRIAGE_HOME may name one that is shared on purpose."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def _open(file: Path, key: str | None) -> Connection:
    from triage.store import queries  # noqa: F401  loaded here, before the first answer waits for it
    from triage.store.engine import open_engine
    from triage.store.migrate import migrate

    connection = open_engine(file, key).connect()
    try:
        with connection.begin():
            migrate(connection)
    except BaseException:
        _close(connection)
        raise
    return connection


def _transaction(connection: Connection, fn: Callable[[Rows], T]) -> T:
    from triage.store.queries import StoredRows

    with connection.begin():
        rows = StoredRows(connection)
        result = fn(rows)
        if rows.failed is not None:
            raise rows.failed
        rows.failed = RuntimeError("rows are good for one transaction only")
    if rows.rewrite:
        _rewrite(connection)
    if rows.erased:
        _forget(connection)
    return result


def _rewrite(connection: Connection) -> None:
    """Free pages are zeroed as rows go (secure_delete); writing the file anew leaves no half-empty page behind either.

    If it fails (a full disk) what was erased is still zeroed.
    """
    raw: Any = connection.connection.driver_connection
    with contextlib.suppress(Exception):
        raw.execute("VACUUM")


def _forget(connection: Connection) -> None:
    """Erased words stand in the write-ahead log until it is emptied. If that fails the rows are gone all the same."""
    raw: Any = connection.connection.driver_connection
    with contextlib.suppress(Exception):  # the next checkpoint tries again
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _close(connection: Connection) -> None:
    """A full or read-only disk must not stop the thread from ending: what was promised is already in the log."""
    with contextlib.suppress(Exception):
        connection.close()
