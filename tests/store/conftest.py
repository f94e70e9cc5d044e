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

import pytest

from triage.store.store import Store, open_store
from triage.usecases.records import Record

ROOT = Path(__file__).parents[2]
MOMENT = datetime(2026, 11, 23, 10, 15, 0, 123456, tzinfo=UTC)
BY_TYPE: dict[str, Any] = {"bool": True, "int": 3, "datetime": MOMENT, "datetime | None": MOMENT}

Make = Callable[..., Any]
Child = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def make() -> Make:
    """`make(Answer, value="x")`: a record of any kind, ids counting up, every other field filled by its type."""
    count = itertools.count(1)

    def _make(kind: type[Record], **given: Any) -> Any:
        filled = {f.name: BY_TYPE.get(str(f.type), f"some {f.name}") for f in dataclasses.fields(kind)}
        filled["id"] = f"{next(count):036d}"
        return kind(**filled | given)

    return _make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
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
