"""One start per store: a lock of the operating system, held while the process lives.

The kernel lets go of it when the process ends, kill -9 included, so there is no stale lock to clear. The file stays
and stays empty: removing it would let two processes hold two files of one name. Must not load SQLAlchemy. Called by
store.py.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from triage.store.problems import ALREADY_OPEN, StoreProblem

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        # flock, not lockf: a second open in the same process is refused too, and SQLite's own locks are left alone.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StartLock:
    """Held from construction until `release`. Raises StoreProblem if another start has it, OSError without a file."""

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            _try_lock(self._handle)
        except OSError as error:
            self.release()
            if isinstance(error, (BlockingIOError, PermissionError)):  # PermissionError is how Windows says it
                raise StoreProblem(ALREADY_OPEN) from None
            raise

    def release(self) -> None:
        """Let the next start in. May be called twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
