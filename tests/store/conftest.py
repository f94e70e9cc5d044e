"""Records made up by type, a store in a new folder, and child processes that can be killed."""

from __future__ import annotations

import dataclasses
import itertools
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.harness.amount import amount
from tests.harness.postgres import emptied
from triage.store.store import Store, open_store
from triage.usecases.records import Record

ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 11, 23, 10, 15, 0, 123456, tzinfo=UTC)
BY_TYPE: dict[str, Any] = {"bool": True, "int": 3, "datetime": MOMENT, "datetime | None": MOMENT}

Make = Callable[..., Any]
Child = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def there() -> Iterator[str]:
    """The address of a database on the test server, with nothing in it."""
    with emptied() as found:
        yield found


@pytest.fixture
def make() -> Make:
    """`make(Answer, value="x")`: a record of any kind, ids counting up, every other field filled by its type."""
    count = itertools.count(1)

    def _make(kind: type[Record], **given: Any) -> Any:
        filled = {f.name: BY_TYPE.get(str(f.type), f"some {f.name}") for f in dataclasses.fields(kind)}
        filled["id"] = f"{next(count):036d}"
        return kind(**filled | given)

    return _make


# Modules that say what any store must do: their tests run on a file, on a real server, and on one that sees no words
# (which is that server with more in the way, so the plain one waits for `make check`).
_ADDRESS: WeakKeyDictionary[Store, str] = WeakKeyDictionary()
_KEYS: WeakKeyDictionary[Store, str] = WeakKeyDictionary()


def opened_again(store: Store) -> Store:
    """A second way into the same rows, as another window has it."""
    return open_store(store.folder, _KEYS.get(store), address=_ADDRESS.get(store, ""))


def elsewhere(store: Store, table: str = "answer") -> int:
    """How many rows another process would see there, looking past every lock of ours."""
    if store in _ADDRESS:
        import psycopg

        with psycopg.connect(_ADDRESS[store]) as connection:
            found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # type: ignore[call-overload, unused-ignore]
            return int(found[0]) if found else 0
    other = driver.connect(str(store.folder / "triage.db"))
    try:
        return int(other.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        other.close()


CONTRACT = ("test_store_rows", "test_store_queries", "test_store_transactions")
OF_A_FILE = "of_a_file"  # the mark of a test there that looks into SQLite itself


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    of_both = metafunc.module.__name__.rpartition(".")[2] in CONTRACT
    if "store" in metafunc.fixturenames and of_both and not metafunc.definition.get_closest_marker(OF_A_FILE):
        metafunc.parametrize("store", amount(["file", "sealed"], ["file", "server", "sealed"]), indirect=True)


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    if getattr(request, "param", "file") == "file":
        opened = open_store(tmp_path / "data")
        yield opened
        opened.close()
        return
    with emptied() as address:
        key = "1f" * 32 if request.param == "sealed" else None
        opened = open_store(tmp_path / "data", key, address=address)
        _ADDRESS[opened] = address
        if key:
            _KEYS[opened] = key
        yield opened
        opened.close()


@pytest.fixture
def child() -> Child:
    """Runs a script in a new process (inside `wrap`, if given) and hands back what it printed."""

    def _child(script: str, *args: object, wrap: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        environment = {k: v for k, v in os.environ.items() if k != "TRIAGE_HOME"} | {"PYTHONPATH": str(ROOT)}
        command = [*wrap, sys.executable, "-c", textwrap.dedent(script), *map(str, args)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)

    return _child
