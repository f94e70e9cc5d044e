"""P20: who may see and do what is as in the one reviewed file, cell by cell; and no check can be taken away unnoticed.

Each role, action, class of what is seen and way to stand to a visit, also two ways at once, against the file as it is
written; each door of a use case against the reviewed list of who gets through; and each `may()` call taken out of
the code in turn, whereupon something that must hold must give way. All the doors and calls are tried however few cells are.
"""

from __future__ import annotations

from unittest.mock import patch

import pytest

from tests.core import test_policy
from tests.core.test_policy import as_in_the_file, cells, rules_written
from tests.promises.promise import Outcome, Promise, Trial
from tests.usecases.test_doors import REVIEWED, who_gets_through
from tests.usecases.test_every_check import given_way, guarded_hub, sites, without
from tests.usecases.trusted import trusted_hub
from triage.content.policy import load_policy
from triage.content.where import sample_content
from triage.core.policy import Decision, Effect
from triage.usecases.doors import DOORS

EVERY = [*cells(), *cells(2)]


def prove(trial: Trial) -> Outcome:
    outcome = Outcome()
    _cells(trial, outcome)
    _doors(trial, outcome)
    _checks(trial, outcome)
    return outcome


def control(trial: Trial) -> Outcome:
    """A `may` that says yes to everybody."""
    outcome = Outcome()
    with patch.object(test_policy, "may", lambda *_: Decision(Effect.ALLOW, "")):
        _cells(trial, outcome)
    return outcome


def _cells(trial: Trial, outcome: Outcome) -> None:
    policy, rules = load_policy(sample_content()), rules_written()
    for cell in trial.chance.sample(EVERY, min(trial.amount, len(EVERY))):
        role, action, seen, ways = cell
        outcome.add(f"{role}, {action}, {seen}, {' and '.join(ways)}", as_in_the_file(policy, rules, cell))


def _doors(trial: Trial, outcome: Outcome) -> None:
    reviewed = REVIEWED.read_text().splitlines()
    desk = trusted_hub(trial.folder / "doors")
    try:
        for name in sorted(DOORS):
            line = who_gets_through(desk, name)
            outcome.add(name, "" if line in reviewed else f"now it is {line}")
    finally:
        desk.office.close()


def _checks(trial: Trial, outcome: Outcome) -> None:
    desk = guarded_hub(trial.folder / "checks")
    try:
        outcome.add("every check in its place", *given_way(desk))
        for stem, number in sites():
            with pytest.MonkeyPatch.context() as monkeypatch:
                without(stem, number, monkeypatch)
                outcome.add(f"{stem} without its check {number}", "" if given_way(desk) else "nobody notices")
        outcome.note = f"{len(DOORS)} doors, {len(sites())} checks taken away"
    finally:
        desk.office.close()


PROMISE = Promise(
    id="P20",
    says="role, action, class and relation are as in the reviewed file; taking any one check away is noticed",
    full=len(EVERY),
    small=200,
    prove=prove,
    control=control,
    controls=1000,
    small_controls=50,
    elsewhere="tests/usecases/test_every_check.py",
)
