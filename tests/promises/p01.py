"""P1: the process is killed at the Nth write of a whole visit; what was confirmed is there, and nothing is half there."""

from __future__ import annotations

import os
import shutil
import signal

from tests.promises.promise import Outcome, Promise, Trial
from tests.promises.struck import cannot_trace, how_many, points, strike
from tests.promises.visit import known


def prove(trial: Trial) -> Outcome:
    return _kill(trial, early=False)


def control(trial: Trial) -> Outcome:
    return _kill(trial, early=True)


def _kill(trial: Trial, *, early: bool) -> Outcome:
    whole = known(trial.shared, trial.small)
    counted = how_many(whole)
    outcome = Outcome(note=f"{sum(counted.values())} writes in a visit")
    for call, n in points(counted, trial.amount):
        folder = shutil.copytree(whole.base, trial.folder / "struck")
        said, status = strike(folder, "signal=KILL", call, n, steps=whole.steps, early=early)
        outcome.add(f"{call} {n}", _killed(status, said), whole.wrong(said, folder))
        shutil.rmtree(folder)
    return outcome


def _killed(status: int, said: list[str]) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return ""
    return f"was not killed: {said[-1:]}"


PROMISE = Promise(
    id="P1",
    says="kill -9 at any write loses no confirmed answer",
    full=1000,
    small=4,
    prove=prove,
    control=control,
    controls=60,
    small_controls=6,
    cannot=cannot_trace,
)
