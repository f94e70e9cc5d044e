"""A copy of the data taken with nobody there to unlock it: the encrypted pages as they are, by a scheduler at night.

The file and its write-ahead log are read twice; if neither changed under it, what was read is one moment of both, as a power
cut would leave it, and the log's finished transactions are then put into the copy, page by page (SQLite's file format,
section 4). No page is decrypted, so none can be looked at: whether the copy opens is tried when somebody with a passphrase
is there (`triage backup --try`). Never run it in a process that has the data open: closing a file drops that process's
locks. Called by the backup command.
"""

from __future__ import annotations

import contextlib
import os
import struct
import time
from pathlib import Path
from typing import BinaryIO

from triage.store.backup import NOTHING, UNFINISHED, alone_here, cleared, settled, told_as_problem
from triage.store.place import DATABASE, sync_folder
from triage.store.problems import StoreProblem

TRIES, PAUSE = 8, 0.5
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC = (0x377F0682, 0x377F0683)
RESTLESS = (
    "Somebody is saving all the time, so no moment could be copied. Nothing was made. It is tried again at the next run; "
    "or run it at a quieter hour."
)


def copy_locked(folder: Path, target: Path) -> int:
    """Copy the store in `folder` to `target`, one file, locked as it is; how many bytes. Raises StoreProblem."""
    if not (folder / DATABASE).is_file():
        raise StoreProblem(NOTHING.format(folder=folder))
    with told_as_problem(target.parent), alone_here(folder):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        rest = target.with_name(UNFINISHED)
        with cleared(rest):
            for _ in range(TRIES):
                if _one_moment(folder / DATABASE, rest):
                    break
                time.sleep(PAUSE)
            else:
                raise StoreProblem(RESTLESS)
            settled(rest)
            size = rest.stat().st_size
            os.replace(rest, target)
        sync_folder(target.parent)
    return size


def _one_moment(database: Path, copy: Path) -> bool:
    """Write what both files hold to `copy`; False if they changed meanwhile."""
    log = Path(f"{database}-wal")
    with contextlib.suppress(FileNotFoundError):
        copy.unlink()
    handle = os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b") as out, database.open("rb") as source:
        while part := source.read(1 << 20):
            out.write(part)
        waiting = _read(log)
        source.seek(0)
        out.seek(0)
        while part := source.read(1 << 20):
            if out.read(len(part)) != part:
                return False
        if out.read(1) or not _read(log).startswith(waiting):
            return False
        _put_in(out, waiting)
    return True


def _read(log: Path) -> bytes:
    try:
        return log.read_bytes()
    except FileNotFoundError:
        return b""


def _put_in(out: BinaryIO, log: bytes) -> None:
    """Each page's last finished version from the log into the copy, as SQLite's own checkpoint does."""
    pages, size, length = finished(log)
    for number, place in pages.items():
        out.seek((number - 1) * size)
        out.write(log[place : place + size])
    if length:
        out.truncate(length * size)


def finished(log: bytes) -> tuple[dict[int, int], int, int]:
    """Where each page's last finished version begins in the log, the size of a page, and how many pages the file then has.

    Stops at the first frame that is of an earlier log or was not wholly written: nothing after it was ever said to be saved.
    """
    if len(log) < _HEADER.size:
        return {}, 0, 0
    magic, _, size, _, salt_1, salt_2, *_ = _HEADER.unpack_from(log)
    if magic not in _MAGIC:
        return {}, 0, 0
    words = ">" if magic & 1 else "<"
    check = _sum(log[:24], words, (0, 0))
    if check != struct.unpack_from(">2I", log, 24):
        return {}, 0, 0
    done: dict[int, int] = {}
    begun: dict[int, int] = {}
    length = 0
    for place in range(_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        page, commits, one, two, *said = _FRAME.unpack_from(log, place)
        data = place + _FRAME.size
        check = _sum(log[place : place + 8] + log[data : data + size], words, check)
        if (one, two) != (salt_1, salt_2) or check != tuple(said):
            break
        begun[page] = data
        if commits:
            done |= begun
            begun, length = {}, commits
    return done, size, length


def _sum(data: bytes, words: str, start: tuple[int, int]) -> tuple[int, int]:
    """SQLite's checksum of whole pairs of 32-bit words."""
    one, two = start
    numbers = struct.unpack(f"{words}{len(data) // 4}I", data)
    for first, second in zip(numbers[::2], numbers[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
