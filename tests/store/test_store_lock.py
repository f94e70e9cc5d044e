"""Many windows may have a store open, each at a desk of its own; a backup is put back only when none has."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import ROOT, Make
from triage.store.lock import FileLock, Taken, alone, together
from triage.store.place import LOCK
from triage.store.problems import ALREADY_OPEN, RESTORING, StoreProblem
from triage.store.seat import FOLDER, Seat, is_open, known_id
from triage.store.store import Store, open_store
from triage.usecases.records import Answer

HOLD = """
import sys
from pathlib import Path
from triage.store.seat import Seat
from triage.store.store import open_store
seat = Seat(Path(sys.argv[1]), sys.argv[2], lambda: "made-here")
store = open_store(Path(sys.argv[1]))
print(seat.id, flush=True)
sys.stdin.read()
"""
TRY = """
import sys
from pathlib import Path
from triage.store.seat import Seat
from triage.store.problems import StoreProblem
try:
    Seat(Path(sys.argv[1]), "desk  2 ", lambda: "x")
except StoreProblem as problem:
    print(problem, "sqlalchemy" in sys.modules)
"""


@contextmanager
def another(home: Path, desk: str) -> Iterator[subprocess.Popen[str]]:
    """A window in another process at that desk."""
    window = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home), desk],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    with window:
        assert window.stdout is not None and window.stdout.readline() == "made-here\n"
        yield window
        window.kill()


def test_one_window_for_each_desk_and_kill_9_lets_go(tmp_path: Path, child: Any) -> None:
    with another(tmp_path, "Desk 2") as window:
        told = child(TRY, tmp_path)
        assert told.stderr == "" and told.stdout.startswith("triage is already open as desk  2 . Go on working there")
        assert told.stdout.endswith("False\n"), "told before anything slow is loaded"
        other = Seat(tmp_path, "Desk 3", lambda: "third")
        store = open_store(tmp_path)  # two processes, one file
        assert store.run(lambda rows: (rows.is_open("made-here"), rows.is_open("third"))).result() == (True, True)
        other.release()
        window.kill()
        window.wait()
        assert store.run(lambda rows: (rows.is_open("made-here"), rows.is_open("third"))).result() == (False, False)
        store.close()
    again = Seat(tmp_path, "Desk 2", lambda: "never used")
    assert again.id == "made-here" == known_id(tmp_path, "Desk 2")
    again.release()


def test_what_one_writes_the_other_sees_and_is_told_of(tmp_path: Path, make: Make) -> None:
    one, two = open_store(tmp_path), open_store(tmp_path)
    before, own = two.mark().result(), one.mark().result()
    assert two.mark().result() == before, "nothing was written"
    one.run(lambda rows: rows.find(Answer)).result()
    assert (two.mark().result(), one.mark().result()) == (before, own), "reading is no change"
    one.run(lambda rows: rows.add(make(Answer, value="x"))).result()
    assert two.mark().result() != before and one.mark().result() != own
    assert [row.value for row in two.run(lambda rows: rows.find(Answer)).result()] == ["x"]
    one.close()
    two.close()


def test_alone_or_together(tmp_path: Path, store: Store) -> None:
    with pytest.raises(StoreProblem) as caught:
        alone(store.folder / LOCK)
    assert str(caught.value) == ALREADY_OPEN
    store.close()
    held = alone(store.folder / LOCK)
    with pytest.raises(StoreProblem) as caught:
        open_store(store.folder)
    assert str(caught.value) == RESTORING
    held.release()
    two = [together(store.folder / LOCK) for _ in range(2)]
    with pytest.raises(Taken):
        FileLock(store.folder / LOCK)
    for lock in two:
        lock.release()


def test_the_first_desk_of_a_folder_keeps_the_id_it_had(tmp_path: Path) -> None:
    (tmp_path / "terminal.json").write_text(json.dumps({"id": "from before"}))
    first = Seat(tmp_path, "Desk 2", lambda: "new")
    second = Seat(tmp_path, "Desk 3", lambda: "new")
    assert (first.id, second.id) == ("from before", "new") and not (tmp_path / "terminal.json").exists()
    first.release()
    second.release()


def test_a_desk_s_file_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    Seat(tmp_path, "Desk 2", lambda: "one").release()
    [file] = (tmp_path / FOLDER).iterdir()
    file.write_text('{"id": "on')
    assert not is_open(tmp_path, "one")
    seat = Seat(tmp_path, "Desk 2", lambda: "two")
    assert seat.id == "two" and is_open(tmp_path, "two")
    seat.release()


def test_a_start_that_failed_lets_go(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="hexadecimal"):
            open_store(tmp_path, "no key")
    alone(tmp_path / LOCK).release()
