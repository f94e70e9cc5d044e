"""A desk's seat: which terminal this window is, and whether triage is open at another one (design.md 3, idea 10).

Each desk that uses a data folder has a small file there: its id, made once, and a lock held while a window is open at
it. So two windows cannot both be Desk 2, and a visit that is open at a desk is known to be held by somebody: no clock
decides it, and a window that dies lets go at once. Must not load SQLAlchemy. Called by bootstrap and store.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from triage.core.text import visible
from triage.store.lock import FileLock, Taken
from triage.store.place import make_folder
from triage.store.problems import SEAT_TAKEN, StoreProblem, explain_os

FOLDER = "desks"
BEFORE = "terminal.json"  # where the one desk of a folder had its id before there were several
_PATIENCE = 0.5  # seconds: somebody who only looks whether a desk is open holds its lock for a moment


class Seat:
    """One desk's place, held until `release`. `id` is the terminal's own. Raises StoreProblem while it is taken."""

    def __init__(self, home: Path, name: str, new_id: Callable[[], str]) -> None:
        try:
            make_folder(home)
            folder = home / FOLDER
            folder.mkdir(mode=0o700, exist_ok=True)
            self._lock = _held(folder / file_name(name), name)
            self.id = _read(self._lock) or _write(self._lock, name, _id_before(home) or new_id())
        except OSError as error:
            raise explain_os(error, home) from None

    def release(self) -> None:
        """Somebody else may sit down. May be called twice."""
        self._lock.release()


def file_name(name: str) -> str:
    """One file for each name, whatever signs are in it; capitals and spaces around it make no other desk."""
    return hashlib.sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:16] + ".json"


def known_id(home: Path, name: str) -> str:
    """The id of that desk, taken or not; empty when nobody has sat there yet."""
    return _id_in(home / FOLDER / file_name(name))


def is_open(home: Path, terminal_id: str) -> bool:
    """Whether a window is open at that terminal of this folder."""
    return any(_id_in(file) == terminal_id and _is_taken(file) for file in (home / FOLDER).glob("*.json"))


def _held(file: Path, name: str) -> FileLock:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return FileLock(file)
        except Taken:
            if time.monotonic() > until:
                raise StoreProblem(SEAT_TAKEN.format(desk=visible(name))) from None
            time.sleep(0.02)


def _is_taken(file: Path) -> bool:
    try:
        FileLock(file, shared=True).release()
    except Taken:
        return True
    except OSError:
        return False
    return False


def _id_in(file: Path) -> str:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        return str(json.loads(file.read_bytes())["id"])
    return ""


def _read(lock: FileLock) -> str:
    assert lock.handle is not None
    with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
        return str(json.loads(os.read(lock.handle, 4096))["id"])
    return ""


def _write(lock: FileLock, name: str, made: str) -> str:
    assert lock.handle is not None
    os.lseek(lock.handle, 0, os.SEEK_SET)
    os.ftruncate(lock.handle, 0)
    os.write(lock.handle, json.dumps({"id": made, "name": name}).encode())
    os.fsync(lock.handle)
    return made


def _id_before(home: Path) -> str:
    """The first desk of a folder keeps the id it had, and only one can take it."""
    found = _id_in(home / BEFORE)
    try:
        os.unlink(home / BEFORE)
    except OSError:
        return ""
    return found
