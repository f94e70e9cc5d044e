"""P4: from the Nth write on the disk is full, broken or read-only: a plain sentence, reading goes on, nothing half-written.

SQLite calls all three an I/O error at some calls, so the store asks how much room there is and how it is mounted, which
a tracer cannot make a good disk lie about: those two answers are put in place. `tests/store/test_store_problems.py` has true full and read-only disks.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from tests.promises.promise import Outcome, Promise, Trial
from tests.promises.struck import cannot_trace, how_many, strike_all
from tests.promises.visit import known
from triage.store import own_file, problems, store

FAULTS = ("ENOSPC", "EIO", "EROFS")


def prove(trial: Trial) -> Outcome:
    return _fail(trial, lambda: None)


def control(trial: Trial) -> Outcome:
    """What the database itself says, untold: exceptions that quote statements."""

    def untold() -> None:
        for place in (own_file, store):
            patch.object(place, "explain", lambda error, folder: None).start()

    return _fail(trial, untold)


def _fail(trial: Trial, meanwhile: Callable[[], object]) -> Outcome:
    whole = known(trial.shared, trial.small)
    most = how_many(whole)["pwrite64"]
    outcome, sentences = Outcome(), set()
    for attempt in range(trial.amount):
        fault = FAULTS[attempt % len(FAULTS)]
        at = 1 + (attempt * max(1, most // trial.amount)) % most
        folder = shutil.copytree(whole.base, trial.folder / "struck")
        said, _ = strike_all(
            folder, f"error={fault}", at, steps=whole.steps, before=lambda fault=fault: (_mount(fault), meanwhile())
        )
        outcome.add(f"{fault} from write {at}", _told(fault, said, str(folder)), whole.wrong(said, folder))
        sentences.update(line.partition("|")[2] for line in said if "|" in line)
        shutil.rmtree(folder)
    outcome.note = f"{len(sentences)} sentences"
    return outcome


def _mount(fault: str) -> None:
    usage = shutil.disk_usage("/")
    if fault == "ENOSPC":
        patch.object(problems.shutil, "disk_usage", lambda _: usage._replace(free=0)).start()
    if fault == "EROFS":
        frozen: Any = type("Mount", (), {"f_flag": os.ST_RDONLY})
        patch.object(problems.os, "statvfs", lambda _: frozen).start()


def _told(fault: str, said: list[str], folder: str) -> str:
    """Empty if it was said what the matter is, and reading went on."""
    if said[-1:] == ["done"]:
        return ""  # nothing was left to write by then
    kinds = [line.split(" ")[0] for line in said if not line.startswith("step")]
    if kinds not in (["said", "read"], ["start"]):
        return f"ended with {said[-1:]}"
    sentence = next(line.partition("|")[2] for line in said if "|" in line)
    due = {"ENOSPC": problems.FULL, "EIO": problems.DISK, "EROFS": problems.READ_ONLY.format(folder=folder)}[fault]
    return "" if sentence == due else f"said {sentence[:90]}"


PROMISE = Promise(
    id="P4",
    says="a full, broken or read-only disk is named; reading goes on, nothing is half-written",
    full=500,
    small=3,
    prove=prove,
    control=control,
    cannot=cannot_trace,
)
