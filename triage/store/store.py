"""One thread that owns the database; each piece of work is one transaction, durable before its future resolves.

A pool of threads would open an encrypted store once per thread and let two writers meet; one thread needs no lock
and no care (after simonw/datasette's write thread). Loads SQLModel and SQLAlchemy on that thread, never in the
caller's. Called by bootstrap; faces hold a Store and await its futures.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from triage.store.lock import together
from triage.store.place import LOCK, make_folder
from triage.store.problems import CLOSING, StoreProblem, explain
from triage.usecases.ports import Rows

if TYPE_CHECKING:
    from triage.store.keeper import Keeper

T = TypeVar("T")
Work = Callable[["Keeper"], Any]


class Store:
    """Open from construction until `close`. `opened` resolves when the tables are ready, or carries the StoreProblem.

    `folder` is the data folder (made 0700 if new); `key` is 64 hex digits. With `address` the rows are on a PostgreSQL
    server and only what belongs to this computer is in the folder; `seat` is the id of the terminal, which then counts
    as open there, and the key, with its `number`, seals what people said before it goes there.

    The folder's lock is taken in the caller's thread, in a millisecond; the rest is on the store's thread. Work may be
    queued at once. Raises StoreProblem while a backup is put back, or without a folder to write to.
    """

    def __init__(
        self, folder: Path, key: str | None = None, *, address: str = "", seat: str = "", number: int = 1
    ) -> None:
        self.folder = folder
        self.opened: Future[None] = _uncancellable()
        self._queue: SimpleQueue[tuple[Work, Future[Any]] | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing is queued behind the end
        self._closed = False
        try:
            make_folder(folder)
            self._lock = together(folder / LOCK)
        except OSError as error:
            problem = explain(error, folder)
        else:
            problem = None
        if problem is not None:
            raise problem
        keeper: Callable[[], Keeper] = (
            partial(_server, address, seat, (number, key) if key else None)
            if address
            else partial(_own_file, folder, key)
        )
        # A daemon, so that a forgotten store cannot hang the interpreter; atexit drains it, so that no save is lost.
        self._thread = threading.Thread(target=self._live, args=(keeper,), name="triage-store", daemon=True)
        atexit.register(self.close)
        self._thread.start()

    def run(self, fn: Callable[[Rows], T]) -> Future[T]:
        """Run `fn` whole in one transaction on the store's thread. Commits before the future resolves.

        Any exception rolls back and reaches the future: those of `fn` as they are, those of the database as a
        StoreProblem. What is queued will run: cancelling the future has no effect. `fn` must not keep the rows.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a use case cannot start another transaction inside its own")
        return self._queued(lambda keeper: keeper.run(fn))

    def mark(self) -> Future[str]:
        """A mark that differs from the one before if anybody at any desk has written anything since. Costs next to nothing."""
        return self._queued(lambda keeper: keeper.mark())

    def _queued(self, work: Callable[[Keeper], T]) -> Future[T]:
        future: Future[T] = _uncancellable()
        with self._gate:
            if not self._closed:
                self._queue.put((work, future))
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

    def _live(self, make: Callable[[], Keeper]) -> None:
        keeper: Keeper | None = None
        problem: BaseException | None = None
        try:
            keeper = make()
            keeper.open()
        except BaseException as error:
            problem = (keeper.explain(error) if keeper else explain(error, self.folder)) or error
        del make
        if problem is None:
            self.opened.set_result(None)
        else:
            self.opened.set_exception(problem)
        while (item := self._queue.get()) is not None:
            work, future = item
            if keeper is None or problem is not None:
                future.set_exception(problem or StoreProblem(CLOSING))
            else:
                _settle(keeper, work, future)
            del item, work, future
        if keeper is not None:
            keeper.close()
        self._lock.release()


def _settle(keeper: Keeper, work: Work, future: Future[Any]) -> None:
    """Whatever happens, the future resolves and the thread lives on."""
    problem: BaseException | None = None
    result = None
    try:
        result = work(keeper)
    except BaseException as error:
        problem = keeper.explain(error) or error
    if problem is None:
        future.set_result(result)
    else:
        future.set_exception(problem)


def open_store(path: Path, key: str | None = None, *, address: str = "", seat: str = "", number: int = 1) -> Store:
    """The store of the folder `path`, ready for use. Raises StoreProblem with a sentence to show.

    Blocks while it opens (about 0.4 s to load, and as much again the first time): not for a screen's thread.
    """
    store = Store(path, key, address=address, seat=seat, number=number)
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


def _own_file(folder: Path, key: str | None) -> Keeper:
    from triage.store.own_file import OwnFile

    return OwnFile(folder, key)


def _server(address: str, seat: str, key: tuple[int, str] | None) -> Keeper:
    from triage.store.server import Server

    return Server(address, seat, key)
