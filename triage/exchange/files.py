"""Files that leave the data: for this user's eyes only, whole or not there at all. Called by bootstrap and the store's backup.

What is written goes to a hidden name in the same folder, reaches the disk, and only then gets its own name. So a crash
leaves no half a file, and the hidden rest of one that was killed is cleared by the next write of that name.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from triage.usecases.ports import UseCaseError


def write_private(path: Path, data: bytes, over: bytes | None = b"") -> Path:
    """Write `data` to `path`, readable by this user only where the system knows such a thing.

    An older file is replaced only if it begins with `over`, so that a wrong name typed destroys nothing; None replaces
    whatever is there. Raises UseCaseError for another's name, and OSError.
    """
    if over is not None:
        _check_replaceable(path, over)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rest = part(path)
    with contextlib.suppress(FileNotFoundError):
        rest.unlink()
    try:
        handle = os.open(rest, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(rest, path)
    except BaseException:
        with contextlib.suppress(OSError):
            rest.unlink()
        raise
    sync_folder(path.parent)
    return path


def part(path: Path) -> Path:
    """The hidden name a file has until it is whole."""
    return path.with_name(f".{path.name}.part")


def sync_folder(folder: Path) -> None:
    """A new name, too, must outlive a power cut. Windows has no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check_replaceable(path: Path, over: bytes) -> None:
    try:
        with path.open("rb") as file:
            begins = file.read(len(over))
    except FileNotFoundError:
        return
    if not over or begins != over:
        raise UseCaseError(f"There is already another file called {path.name}. Choose another name.")
