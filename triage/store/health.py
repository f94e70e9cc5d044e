"""How the store in a folder is doing, read without changing it. Called by `triage doctor`."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from triage.store.backup import ONE_AT_A_TIME, SCRATCH, UNFINISHED, moment
from triage.store.engine import SQLITE_NEEDED, bare
from triage.store.lock import alone
from triage.store.migrate import VERSION
from triage.store.place import DATABASE
from triage.store.problems import StoreProblem


@dataclass(frozen=True, slots=True)
class Health:
    """`version` is the store's schema, `wanted` the one of this triage. `newest` is when the last row was written."""

    sound: bool
    version: str
    wanted: str
    newest: datetime | None


def sqlite_version() -> tuple[str, str, bool]:
    """SQLite's version, SQLCipher's, and whether data is safe with it (stack.md, promises.md)."""
    with closing(driver.connect(":memory:")) as connection:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    found: tuple[int, ...] = driver.sqlite_version_info
    return driver.sqlite_version, cipher[0] if cipher else "", found >= SQLITE_NEEDED


def look(folder: Path, key: str | None = None) -> Health:
    """Raises the driver's errors when the file cannot be read at all. Others may be working in it."""
    with closing(bare(folder / DATABASE, key)) as connection:
        connection.execute("PRAGMA query_only=ON").fetchall()
        connection.execute("PRAGMA busy_timeout=5000").fetchall()
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        newest = connection.execute("SELECT max(at) FROM contact_event").fetchone()[0]
    return Health(sound, version, VERSION, moment(newest))


def left_over(folder: Path) -> bool:
    """Whether a backup that was cut off left a copy of the data behind; not while one is being made."""
    with suppress(StoreProblem, OSError):
        if (folder / SCRATCH).exists() or (folder / UNFINISHED).exists():
            alone(folder / ONE_AT_A_TIME).release()
            return True
    return False
