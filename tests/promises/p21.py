"""P21: five tries of somebody's digits, then their passphrase, whatever is done between the tries; nobody else is kept out.

Between two tries triage starts again, the clock goes years back or on, or every file but the data and its keys is
deleted. The digits are made up by chance, never the right ones; afterwards the right passphrase and another's digits work.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from random import Random
from unittest.mock import patch

from tests.harness.keyed import copy_keyed
from tests.keys.test_guessing import guessed_at, uncounted
from tests.promises.promise import Outcome, Promise, Trial
from triage.usecases.trust import signing


def prove(trial: Trial) -> Outcome:
    return _guess(trial, nullcontext)


def control(trial: Trial) -> Outcome:
    """The one line gone that counts."""
    return _guess(trial, lambda: patch.object(signing, "_write", uncounted))


def _guess(trial: Trial, guarded: Callable[[], AbstractContextManager[object]]) -> Outcome:
    outcome = Outcome()
    for n in range(trial.amount):
        keyed = copy_keyed(trial.folder / "home")
        with guarded():
            outcome.add(f"guesser {n}", *guessed_at(keyed, Random(f"{trial.seed} {n}")))
        shutil.rmtree(keyed.home)
    return outcome


PROMISE = Promise(
    id="P21",
    says="guessing stops: five tries, then the passphrase, through restarts, clocks and deleted files; for them alone",
    full=1000,
    small=6,
    prove=prove,
    control=control,
    small_controls=2,
    elsewhere="tests/keys/test_guessing.py",
)
