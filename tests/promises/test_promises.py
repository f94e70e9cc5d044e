"""The small form of each promise, in a process of its own as `make faults` has it; and that a promise can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.terminal import ROOT, clean_environment
from tests.promises.promise import Outcome, Promise, Trial, ids, promise

HERE = [id for id in ids() if not promise(id).elsewhere]
CASE = """
import sys
from tests.promises import __main__ as command
from tests.promises.promise import Outcome, Promise

def tried(wrong):
    def one(trial):
        outcome = Outcome()
        for n in range(trial.amount):
            outcome.add(str(n), wrong)
        return outcome
    return one

proved, control, cannot = sys.argv[1:]
case = Promise("P0", "is tried", 10, 2, tried(proved), tried(control), cannot=lambda: cannot)
command.ids, command.promise = lambda: ["P0"], lambda id: case
sys.exit(command.main(["--only", "P0", "--small"]))
"""


def ran(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean_environment(home),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("id", HERE)
def test_it_is_kept_and_its_control_notices(id: str, tmp_path: Path) -> None:
    if why := promise(id).cannot():
        pytest.skip(why)
    done = ran(tmp_path, "-m", "tests.promises", "--only", id, "--small")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("proved", "control", "cannot", "code", "said"),
    [
        ("", "leaks", "", 0, "kept   2/2  control noticed 2/2"),
        ("lost", "leaks", "", 1, "BROKEN 0/2"),
        ("", "", "", 1, "NOTICED NOTHING"),
        ("", "leaks", "no tracer", 1, "cannot be tried on this machine: no tracer"),
    ],
)
def test_what_makes_the_command_fail(
    proved: str, control: str, cannot: str, code: int, said: str, tmp_path: Path
) -> None:
    done = ran(tmp_path, "-c", CASE, proved, control, cannot)
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout + done.stderr


def test_every_promise_names_itself_and_where_its_small_form_is() -> None:
    for id in ids():
        found = promise(id)
        assert isinstance(found, Promise) and found.id == id
        assert found.full >= found.small > 0 and found.controls >= found.small_controls > 0
        assert not found.elsewhere or (ROOT / found.elsewhere).is_file()


def test_an_attempt_counts_once_however_much_went_wrong(tmp_path: Path) -> None:
    outcome = Outcome()
    outcome.add("a", "", "")
    outcome.add("b", "one", "two")
    assert (outcome.attempted, outcome.passed, outcome.wrong) == (2, 1, ["b: one; two"])
    trial = Trial(1, 7, tmp_path, tmp_path)
    assert trial.chance.random() == trial.chance.random()
