"""What went wrong with the store, in a sentence a receptionist can act on.

SQLite says "disk I/O error" for a full disk, a read-only one and a broken one alike, so the cause is looked up in the
free space and the mount. A message never holds a value, and a problem never drags along the exception it came from
(whose parameters are people's words): `code` is all that is kept of it. Must not load SQLAlchemy. Called by the
store's other modules; faces catch StoreProblem and show it.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from triage.usecases.ports import UseCaseError

NEARLY_NOTHING = 4 * 1024 * 1024  # bytes free below which a failed write is put down to a full disk

ALREADY_OPEN = "triage is open on this machine. Close it at every desk of this machine, then try again."
RESTORING = "The data here is being put back from a backup just now. Wait until that is done, then start again."
SEAT_TAKEN = (
    "triage is already open as {desk}. Go on working there or close it; or say which desk this one is, "
    "for instance with: triage --desk “Desk 3”."
)
NEWER = (
    "This data was written by a newer triage. Install that version on this machine, then start again. "
    "Nothing was changed."
)
LOCKED = (
    "Another program has held triage's data for more than 5 seconds, so that was not saved. "
    "Close whatever may have it open (a backup, a database viewer), then try again."
)
FULL = (
    "The disk is full, so that was not saved. Everything before it is safe. "
    "Make some room on this computer, then try again."
)
READ_ONLY = (
    "triage may not write to its data folder, {folder}, so that was not saved. Everything before it is safe. "
    "Ask whoever looks after this computer to make the folder writable."
)
DISK = (
    "The disk did not take what was written to it, so that was not saved. Everything before it is safe. "
    "Try again; if it happens again, ask whoever looks after this computer to check the disk."
)
DAMAGED = (
    "The data in {folder} cannot be read: it is damaged, or locked with another key. "
    "Go on with paper, change nothing there, and tell whoever looks after triage."
)
NETWORK = (
    "The data folder, {folder}, is on a drive that cannot keep triage's data safe (often a network drive). "
    "Set TRIAGE_HOME to a folder on this computer's own disk."
)
BAD_TEXT = "A character in that text cannot be saved. Type the text again without it."
CLOSING = "triage is closing, so that was not saved."
UNEXPECTED = (
    "That was not saved, and nothing was changed. Try again; if it happens again, tell whoever looks after triage "
    "this code: {code}."
)


class StoreProblem(UseCaseError):
    """Something the store cannot do. The text is safe to show on any screen; `code` is for the log."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


def too_old(found: str, needed: str) -> StoreProblem:
    """For an SQLite that can damage a database in WAL mode."""
    return StoreProblem(
        f"triage needs SQLite {needed} or newer and found {found}, which can damage data. "
        "Install triage again, so that it brings its own."
    )


def explain_os(error: OSError, folder: Path) -> StoreProblem:
    """A folder or file that could not be made or opened."""
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreProblem(FULL, code)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST):
        return StoreProblem(READ_ONLY.format(folder=folder), code)
    return StoreProblem(_by_looking(folder) or DISK, code)


def explain(error: BaseException, folder: Path) -> StoreProblem | None:
    """The problem behind an error of the database or the file system; None if it is neither."""
    if isinstance(error, StoreProblem):
        return error
    if isinstance(error, UnicodeEncodeError):  # a lone surrogate: the driver cannot write it as UTF-8
        return StoreProblem(BAD_TEXT, "UnicodeEncodeError")
    if isinstance(error, OSError):
        return explain_os(error, folder)
    if not _of_the_database(error):
        return None
    cause = getattr(error, "orig", None) or error
    code = str(getattr(cause, "sqlite_errorname", "") or type(cause).__name__)
    return StoreProblem(_sentence(code, folder), code)


def _of_the_database(error: BaseException) -> bool:
    """By module name, so that nothing heavy is loaded to ask. A class of ours may derive from one of theirs."""
    return any(kind.__module__.split(".")[0] in ("sqlalchemy", "sqlcipher3", "sqlite3") for kind in type(error).__mro__)


def _sentence(code: str, folder: Path) -> str:
    match code:
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return LOCKED
        case "SQLITE_FULL":
            return FULL
        case "SQLITE_READONLY" | "SQLITE_PERM":
            return READ_ONLY.format(folder=folder)
        case "SQLITE_CORRUPT" | "SQLITE_NOTADB":
            return DAMAGED.format(folder=folder)
        case "SQLITE_IOERR" | "SQLITE_CANTOPEN":
            return _by_looking(folder) or DISK
        case _:
            return UNEXPECTED.format(code=code)


def _by_looking(folder: Path) -> str | None:
    """Why a write may have failed, from what the file system says of itself; None if it looks well."""
    try:
        if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
            return READ_ONLY.format(folder=folder)
        if shutil.disk_usage(folder).free < NEARLY_NOTHING:
            return FULL
        if not os.access(folder, os.W_OK | os.X_OK):
            return READ_ONLY.format(folder=folder)
    except OSError:
        return None
    return None
