"""P5: while another process holds the store, a save waits five seconds and then says so; its death lets go at once."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.promises.promise import Outcome, Promise, Trial
from triage.core.access import Actor, Role, Terminal
from triage.store import engine
from triage.store.problems import LOCKED, StoreProblem
from triage.store.store import Store, open_store
from triage.usecases.ports import Context
from triage.usecases.records import Tally
from triage.usecases.write import stamp

AT_ONCE = 10
HOLD = """
import sqlcipher3.dbapi2 as driver, sys
connection = driver.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def prove(trial: Trial) -> Outcome:
    return _hold(trial)


def control(trial: Trial) -> Outcome:
    """A store that does not wait."""
    with patch.object(engine, "WAIT", 0.0):
        return _hold(trial)


def _hold(trial: Trial) -> Outcome:
    outcome = Outcome()
    for first in range(0, trial.amount, AT_ONCE):
        with ExitStack() as meanwhile, ThreadPoolExecutor(AT_ONCE) as pool:
            stores = [open_store(trial.folder / str(n)) for n in range(first, min(first + AT_ONCE, trial.amount))]
            for store in stores:
                meanwhile.callback(store.close)
            holders = [meanwhile.enter_context(_holder(store.folder)) for store in stores]
            for n, wrong in enumerate(pool.map(_held_then_let_go, stores, holders)):
                outcome.add(f"lock {first + n}", *wrong)
    return outcome


def _holder(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "triage.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    return holder


def _held_then_let_go(store: Store, holder: subprocess.Popen[str]) -> tuple[str, ...]:
    begin = time.monotonic()
    try:
        store.run(lambda rows: _write(rows, "a")).result()
        said = "saved"
    except StoreProblem as problem:
        said = str(problem)
    waited = time.monotonic() - begin
    after = store.run(lambda rows: _write(rows, "b"))
    holder.kill()
    begin = time.monotonic()
    try:
        after.result()
        kept = [row.id for row in store.run(lambda rows: rows.find(Tally)).result()]
        late = "" if kept == ["b"] and time.monotonic() - begin < 5 else f"afterwards {kept}"
    except StoreProblem as problem:
        late = f"after its holder died: {problem}"
    return (
        "" if said == LOCKED else f"said {said[:60]}",
        "" if 4.5 < waited < 10 else f"after {waited:.1f} s",
        late,
    )


def _write(rows: Any, id: str) -> None:
    from datetime import UTC, datetime

    context = Context(Actor("a", "A", Role.ASSISTANT), Terminal("t", "T"), datetime.now(UTC), lambda: id)
    rows.add(Tally(**stamp(context), what="visit", how="finished"))


PROMISE = Promise(
    id="P5",
    says="a locked database waits 5 s, then says so; no lock outlives its holder",
    full=100,
    small=2,
    prove=prove,
    control=control,
    controls=10,
    small_controls=1,
)
