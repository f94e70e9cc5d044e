"""Who may open a store: many at once, or one alone, by locks of the operating system that end with the process.

Every start holds the folder's lock together with the others; putting back a backup holds it alone. The kernel lets go
of it when a process ends, kill -9 included, so there is no stale lock to clear. The file stays and stays empty: removing
it would let two processes hold two files of one name. Must not load SQLAlchemy. Called by store.py, backup.py, seat.py.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from triage.store.problems import ALREADY_OPEN, RESTORING, StoreProblem

MANY = 64  # how many may hold it together on Windows, which knows no shared lock here: each takes a byte of its own
PAST_THE_END = 1 << 30  # where those bytes are: what is written in a locked file stays readable there

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, shared: bool) -> None:
        for place in range(MANY if shared else 1):
            os.lseek(handle, PAST_THE_END + place, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1 if shared else MANY)
                return
            except PermissionError:
                if place == MANY - 1 or not shared:
                    raise

else:
    import fcntl

    def _lock(handle: int, shared: bool) -> None:
        # flock, not lockf: a second open in the same process counts too, and SQLite's own locks are left alone.
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


class Taken(Exception):
    """Somebody else holds it."""


class FileLock:
    """Held from construction until `release`, or the end of the process. Raises Taken, or OSError without a file."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        self.handle: int | None = os.open(path, flags, 0o600)
        try:
            _lock(self.handle, shared)
        except OSError as error:
            self.release()
            if isinstance(error, (BlockingIOError, PermissionError)):  # PermissionError is how Windows says it
                raise Taken from None
            raise

    def release(self) -> None:
        """Let others in. May be called twice."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def together(path: Path) -> FileLock:
    """For a start: others may have the store open too. Raises StoreProblem while a backup is being put back, OSError."""
    try:
        return FileLock(path, shared=True)
    except Taken:
        raise StoreProblem(RESTORING) from None


def alone(path: Path, sentence: str = ALREADY_OPEN) -> FileLock:
    """For what nobody may see half done. Raises StoreProblem with `sentence` while anybody has it, OSError."""
    try:
        return FileLock(path)
    except Taken:
        raise StoreProblem(sentence) from None
