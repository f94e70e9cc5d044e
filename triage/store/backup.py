"""A backup taken while people work, and putting one back. Called by the commands of those names.

One read transaction holds the moment: SQLite copies what it sees, and the copy is put back in a scratch place, opened
as triage would open it, and compared with that same moment row by row. Only then does the file get its name. So a
backup that exists has been restored once. Others may read and write meanwhile; they wait for nothing.

Scratch and unfinished files have fixed names, and the next run clears what a crash left. Imports SQLAlchemy through
the engine. A store on a server is backed up with the server's own tools, not with this.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from triage.store.engine import bare, open_engine
from triage.store.lock import alone
from triage.store.migrate import VERSION, migrate
from triage.store.place import DATABASE, LOCK, sync_folder
from triage.store.problems import StoreProblem, explain

SCRATCH = "backup-check"  # in the data folder: a whole copy of the data stands there for a moment
ONE_AT_A_TIME = "backup.lock"
UNFINISHED = ".triage-backup.part"
_BEFORE = "before-restore-"
_THE_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
SIDE_FILES = ("-wal", "-shm", "-journal")

NOTHING = "There is nothing to back up yet: nobody has used triage in {folder}."
BUSY = "Another backup is being made or put back just now. Wait until it is done, then try again."
NO_FILE = "There is no file called {file}. Check the name, and that the drive it is on is plugged in."
NOT_ONE = (
    "{file} is not a backup that can be put back here: it is something else, damaged, or locked with another key. "
    "Nothing was changed."
)
NEWER = (
    "{file} was made by a newer triage. Install that version on this machine, then put it back with that. "
    "Nothing was changed."
)
IN_USE = "{file} is the data in use, not a backup of it. Nothing was changed."
DIFFERS = "The backup did not come out the same as the data, so it was not kept. Try again; if it happens again, tell whoever looks after triage."


@dataclass(frozen=True, slots=True)
class Holds:
    """What a store holds, without a word of it: visits, the moment of the newest, its schema, a hash of each table."""

    visits: int
    newest: datetime | None
    version: str
    tables: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept` is the folder in which the data from before lies, or None when there was none."""

    holds: Holds
    kept: Path | None


def make_backup(folder: Path, target: Path, key: str | None = None) -> Holds:
    """Copy the store in `folder` to `target` as it is at this moment; whoever calls has asked about an older `target`.

    `key` is the store's own, and the backup's. Raises StoreProblem with a sentence to show, and then leaves no file.
    """
    if not (folder / DATABASE).is_file():
        raise StoreProblem(NOTHING.format(folder=folder))
    with told_as_problem(target.parent), alone_here(folder):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        rest = target.with_name(UNFINISHED)
        with cleared(rest):
            with closing(open_engine(folder / DATABASE, key).raw_connection()) as pooled:
                source: Any = pooled.driver_connection
                source.execute("BEGIN")
                holds = holds_of(source)
                with closing(bare(rest, key)) as copy:
                    source.backup(copy)
                    copy.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, nothing beside it
                source.execute("COMMIT")
            if _put_back_in_scratch(folder, rest, key) != holds:
                raise StoreProblem(DIFFERS)
            settled(rest)
            os.replace(rest, target)
        sync_folder(target.parent)
    return holds


def restore_backup(
    folder: Path,
    file: Path,
    agreed: Callable[[Holds, Holds | None], bool],
    now: datetime,
    key: str | None = None,
    here_key: str | None = None,
) -> Restored | None:
    """Put `file` in the place of the store in `folder`, and keep what was there beside it, whole.

    `key` is the backup's, `here_key` the one of the data here, which it is put under. First it is put back in a scratch
    place. If there is data here, `agreed` is then asked with what the backup holds and what is here (None where that
    cannot be read); on no nothing has changed, and the answer is None. Raises StoreProblem, also for a backup of a
    newer triage and while triage is open here.
    """
    if not file.is_file():
        raise StoreProblem(NO_FILE.format(file=file.name))
    here = folder / DATABASE
    if here.exists() and here.samefile(file):
        raise StoreProblem(IN_USE.format(file=file.name))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with told_as_problem(folder), alone_here(folder):
        lock = alone(folder / LOCK)
        try:
            holds = _look_at(folder, file, key)
            if here.exists() and not agreed(holds, _readable(here, here_key)):
                return None
            return Restored(holds, _replace(folder, file, now, key, here_key))
        finally:
            lock.release()


# -- what is in a store


def holds_of(connection: Any) -> Holds:
    """Reads every row. Raises the driver's errors, and StoreProblem for a newer schema."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version > VERSION:
        raise _Newer
    visits, newest = connection.execute("SELECT count(*), max(at) FROM contact").fetchone()
    return Holds(
        visits,
        moment(newest),
        version,
        tuple((name, *_hashed(connection, name)) for name in names),
    )


def moment(stored: str | None) -> datetime | None:
    """A moment as SQLite holds it: UTC, without saying so."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


def _hashed(connection: Any, table: str) -> tuple[int, str]:
    count, found, quoted = 0, hashlib.sha256(), table.replace('"', '""')
    for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # a copy keeps the order too
        found.update(repr(row).encode("utf-8", "surrogatepass"))
        count += 1
    return count, found.hexdigest()


class _Newer(Exception):
    """Of a schema that this triage does not know."""


def _readable(file: Path, key: str | None) -> Holds | None:
    """What the data here holds; None when it cannot be read, which is no reason to lose it."""
    try:
        with closing(bare(file, key)) as connection:
            return holds_of(connection)
    except Exception:
        return None


def _put_back_in_scratch(folder: Path, file: Path, key: str | None) -> Holds:
    """What `file` holds once it is put back: sound, and opened as triage opens it. Raises what goes wrong."""
    scratch = folder / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir(mode=0o700)
        _copied(file, scratch / DATABASE)
        with closing(bare(scratch / DATABASE, key)) as connection:
            holds = holds_of(connection)
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise StoreProblem(DIFFERS)
        connection = open_engine(scratch / DATABASE, key).connect()
        with closing(connection), connection.begin():
            migrate(connection)  # an older schema comes along on the way
        return holds
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def try_backup(folder: Path, file: Path, key: str | None) -> Holds:
    """Put a backup back in a scratch place and open it, as restoring would. Raises StoreProblem with what is wrong."""
    if not file.is_file():
        raise StoreProblem(NO_FILE.format(file=file.name))
    with told_as_problem(folder), alone_here(folder):
        return _look_at(folder, file, key)


def _look_at(folder: Path, file: Path, key: str | None) -> Holds:
    try:
        return _put_back_in_scratch(folder, file, key)
    except _Newer:
        raise StoreProblem(NEWER.format(file=file.name)) from None
    except Exception as error:
        problem = explain(error, folder)
        if isinstance(error, OSError) or (problem and problem.code in _THE_DISK):
            raise
        raise StoreProblem(NOT_ONE.format(file=file.name)) from None


# -- putting it in place


def _replace(folder: Path, file: Path, now: datetime, key: str | None, here_key: str | None) -> Path | None:
    """The old data is whole in its own folder before the new takes its name, in one step."""
    here, rest = folder / DATABASE, folder / UNFINISHED
    with cleared(rest):
        if key == here_key or key is None or here_key is None:
            _copied(file, rest)
        else:
            _copied_under(file, rest, key, here_key)
        settled(rest)
        kept = _keep(folder, now, here_key) if here.exists() else None
        os.replace(rest, here)
    sync_folder(folder)
    return kept


def kept_before(folder: Path) -> list[Path]:
    """The folders with what was here before a backup was put back."""
    return sorted(found for found in folder.glob(f"{_BEFORE}*") if found.is_dir())


def _keep(folder: Path, now: datetime, key: str | None) -> Path:
    here = folder / DATABASE
    kept = _new_folder(folder / f"{_BEFORE}{now:%Y-%m-%d-%H%M%S}")
    with contextlib.suppress(Exception), closing(bare(here, key)) as connection:
        connection.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).fetchall()  # all of it into the one file, if it can be read
    for ending in SIDE_FILES:  # a log left beside the new data would be taken for its own
        with contextlib.suppress(FileNotFoundError):
            os.replace(f"{here}{ending}", f"{kept / DATABASE}{ending}")
    try:
        os.link(here, kept / DATABASE)
    except OSError:  # a disk without such links
        _copied(here, kept / DATABASE)
    settled(kept / DATABASE)
    sync_folder(kept)
    return kept


def _new_folder(wanted: Path) -> Path:
    for number in range(1, 1000):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise FileExistsError(wanted)


# -- files


@contextmanager
def alone_here(folder: Path) -> Iterator[None]:
    """One backup or restore at a time. Raises StoreProblem."""
    lock = alone(folder / ONE_AT_A_TIME, BUSY)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def told_as_problem(folder: Path) -> Iterator[None]:
    """What the database or the disk says becomes a sentence."""
    try:
        yield
    except _Newer:
        raise StoreProblem(NEWER.format(file="This data")) from None
    except Exception as error:
        problem = explain(error, folder)
        if problem is None:
            raise
        raise problem from None


@contextmanager
def cleared(rest: Path) -> Iterator[None]:
    """Nothing of that name before, and nothing left after, whatever happens in between."""
    _clear(rest)
    try:
        yield
    finally:
        _clear(rest)


def _clear(rest: Path) -> None:
    for ending in ("", *SIDE_FILES):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{rest}{ending}")


def _copied(file: Path, to: Path) -> None:
    handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with file.open("rb") as source, os.fdopen(handle, "wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def _copied_under(file: Path, to: Path, key: str, other: str) -> None:
    """A backup of before the data key was changed, under the key of now; the backup itself is only read."""
    from triage.store.rekey import copy_under

    scratch = to.with_name(f"{UNFINISHED}.old")
    with cleared(scratch):
        _copied(file, scratch)
        with closing(bare(scratch, key)) as source:
            copy_under(source, to, other)


def settled(file: Path) -> None:
    """On the disk, not only on its way there."""
    handle = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
