"""The one connection: sqlcipher3 under SQLAlchemy, with the settings that the promises rest on (promises.md).

The standard library's SQLite is often older than 3.51.3, and older ones can damage a database in WAL mode, so
sqlcipher3 is the driver with or without a key. Imports SQLAlchemy: load it on the store's thread. Called by store.py.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from triage.store.problems import NETWORK, StoreProblem, too_old

SQLITE_NEEDED = (3, 51, 3)

# In this order, after the key. SQLite ignores a PRAGMA it does not know, so a test asks each one back.
WAIT = 5.0  # seconds until a transaction that cannot begin is told
PRAGMAS: tuple[tuple[str, str], ...] = (
    ("busy_timeout", "5000"),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("fullfsync", "ON"),  # macOS: plain fsync there does not reach the disk. No effect elsewhere
    ("checkpoint_fullfsync", "ON"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),
    ("trusted_schema", "OFF"),
)


def open_engine(file: Path, key: str | None = None) -> Engine:
    """An engine on `file`, made 0600 if new. `key` is 64 hex digits. Raises StoreProblem if SQLite is too old.

    `isolation_level=None` with BEGIN IMMEDIATE of our own puts DDL inside the transaction too, so a migration that
    dies in the middle leaves nothing; IMMEDIATE waits for the lock at the start and not half-way.
    """
    found: tuple[int, ...] = driver.sqlite_version_info
    if found < SQLITE_NEEDED:
        raise too_old(".".join(map(str, found)), ".".join(map(str, SQLITE_NEEDED)))
    if key is not None and not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        raise ValueError("a store's key is 64 hexadecimal digits")
    # hide_parameters: an exception of SQLAlchemy otherwise quotes people's words.
    engine = create_engine(
        "sqlite://", module=driver, creator=lambda: _connect(file, key), poolclass=NullPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Past SQLAlchemy, which would take a tenth of an answer's time.

    SQLite waits for its lock by looking again, in the end ten times a second: of three desks that write without a break
    one may wait for more than five seconds. So it is asked to wait for little, again and again.
    """
    there: Any = connection.connection.driver_connection
    until = time.monotonic() + WAIT
    there.execute("PRAGMA busy_timeout=12")  # it looks after 1, 2, 5 ms and gives up
    try:
        while True:
            try:
                there.execute("BEGIN IMMEDIATE")
                return
            except driver.OperationalError as error:
                if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
    finally:
        there.execute("PRAGMA busy_timeout=5000")


def bare(file: Path, key: str | None) -> Any:
    """A connection of the driver's with the key and nothing else set; `file` is made 0600 if new. Also for backup.py."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its side files the mode of this one
    if os.name == "posix":
        os.chmod(file, 0o600)
    connection = driver.connect(str(file), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # or a wrong key writes over the screen
        if key is not None:
            connection.execute(f"PRAGMA key=\"x'{key}'\"").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(file: Path, key: str | None) -> Any:
    connection = bare(file, key)
    try:
        for name, value in PRAGMAS:
            answer = connection.execute(f"PRAGMA {name}={value}").fetchall()
            if name == "journal_mode" and answer != [("wal",)]:
                raise StoreProblem(NETWORK.format(folder=file.parent))
    except BaseException:
        connection.close()
        raise
    return connection
