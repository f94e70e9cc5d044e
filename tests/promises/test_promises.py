"""The small form of each promise, in processes of their own; and that a promise can fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.harness.terminal import ROOT, clean_environment
from tests.promises import __main__ as command
from tests.promises.promise import Outcome, Promise, Trial, Tried, ids, promise

LONG = {"P5", "P6", "P13"} if amount(1, 0) else set()  # they wait; tests/store, tests/faults and tests/tui look quicker
HERE = [id for id in ids() if not promise(id).elsewhere and id not in LONG]
AT_A_TIME = amount(6, 1)  # promises tried by one process, which starts and reads the content once


@pytest.mark.parametrize("some", [HERE[n : n + AT_A_TIME] for n in range(0, len(HERE), AT_A_TIME)], ids="-".join)
def test_they_are_kept_and_their_controls_notice(some: list[str], tmp_path: Path) -> None:
    can = [id for id in some if not promise(id).cannot()]
    if not can:
        pytest.skip(promise(some[0]).cannot())
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises", "--small", "--together", "--only", *can],
        cwd=ROOT,
        env=clean_environment(tmp_path, TRIAGE_FULL=os.environ.get("TRIAGE_FULL", "")),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def always(wrong: str) -> Tried:
    """A trial in which that goes wrong each time."""

    def one(trial: Trial) -> Outcome:
        outcome = Outcome()
        for n in range(trial.amount):
            outcome.add(str(n), wrong)
        return outcome

    return one


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
    proved: str,
    control: str,
    cannot: str,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = Promise("P0", "is tried", 10, 2, always(proved), always(control), cannot=lambda: cannot)
    monkeypatch.setattr(command, "ids", lambda: ["P0"])
    monkeypatch.setattr(command, "promise", lambda _id: case)
    assert command.main(["--only", "P0", "--small"]) == code
    assert said in capsys.readouterr().out


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
