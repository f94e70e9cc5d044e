"""The data under another key: what stands there is whole under the old key until, in one step, it is whole under the new.

SQLCipher's own `PRAGMA rekey` writes the pages in place, through the write-ahead log; cut off between commit and
checkpoint it leaves pages of both keys. A copy that is compared and then takes the name has no such moment, and
stands beside the old only while it is made. Called by unlocking.py, which holds the start lock, and by backup.py.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from triage.store.backup import DIFFERS, SIDE_FILES, cleared, holds_of, settled
from triage.store.engine import bare
from triage.store.place import DATABASE, sync_folder
from triage.store.problems import StoreProblem

UNFINISHED = ".triage-rekey.part"


def which_opens(folder: Path, keys: Sequence[str]) -> int | None:
    """The place among `keys` of the one the data is under; None when none of them is, or there is no data."""
    if not (folder / DATABASE).exists():
        return None
    for place, key in enumerate(keys):
        with closing(bare(folder / DATABASE, key)) as connection:
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except Exception:  # the driver says "file is not a database" for a wrong key
                continue
            return place
    return None


def rekey(folder: Path, old: str, new: str) -> None:
    """Put the data in `folder` under `new`. Whoever calls holds the start lock. Raises the driver's errors and OSError."""
    here, rest = folder / DATABASE, folder / UNFINISHED
    with cleared(rest):
        with closing(bare(here, old)) as connection:
            connection.execute("PRAGMA busy_timeout=5000").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()  # all of it in the one file
            copy_under(connection, rest, new)
        for ending in SIDE_FILES:  # a log left beside the new data would be taken for its own
            if os.path.exists(f"{here}{ending}"):
                raise StoreProblem(DIFFERS)
        settled(rest)
        os.replace(rest, here)
    sync_folder(folder)


def copy_under(source: Any, to: Path, key: str) -> None:
    """Copy what `source` sees into a new file under `key`, and compare. Raises StoreProblem when they differ."""
    with closing(bare(to, key)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        sound = copy.execute("PRAGMA cipher_integrity_check").fetchall() == []
        if not sound or copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise StoreProblem(DIFFERS)
        if holds_of(copy) != holds_of(source):
            raise StoreProblem(DIFFERS)
