"""One start per store, for as long as the process lives and not a moment longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import ROOT
from triage.store.problems import StoreProblem
from triage.store.store import Store, open_store

SENTENCE = "triage is already open on this machine. Close the other window, or go on working there."
HOLD = """
import sys
from pathlib import Path
from triage.store.store import open_store
store = open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
TRY = """
import sys
from pathlib import Path
from triage.store.store import Store
from triage.store.problems import StoreProblem
try:
    Store(Path(sys.argv[1]))
except StoreProblem as problem:
    print(problem, "sqlalchemy" in sys.modules)
"""


def test_a_second_start_is_told_at_once_and_kill_9_lets_go(tmp_path: Path, child: Any) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    with holder:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        second = child(TRY, tmp_path)
        assert (second.stdout, second.stderr) == (f"{SENTENCE} False\n", "")
        with pytest.raises(StoreProblem) as caught:
            open_store(tmp_path)
        assert str(caught.value) == SENTENCE
        holder.kill()
    open_store(tmp_path).close()


def test_a_second_start_in_the_same_process_too(store: Store) -> None:
    with pytest.raises(StoreProblem, match="already open"):
        Store(store.folder)
    assert store.run(lambda rows: 1).result() == 1
    store.close()
    open_store(store.folder).close()


def test_a_start_that_failed_lets_go(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="hexadecimal"):
            open_store(tmp_path, "no key")
    open_store(tmp_path).close()
