"""One whole visit through the use cases, the same each time, and what a data folder holds after each of its steps.

`visit` yields after every step that was confirmed. `known` does it once without a fault, so that a folder found after
a fault can be told: it must be as after the last confirmed step or the one under way, and nothing in between. Ids and
clock are the journeys' own, so two runs write the same rows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.harness.hostile import an_answer
from tests.harness.quick import content_once, policy_once
from tests.journeys.desk import Morning
from triage import bootstrap
from triage.office import Office
from triage.usecases.handoff.finish import end_need, finish_contact, see_finish
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import name_lead, see_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

FILE = "triage.db"
SAYS: dict[str, object] = {  # somebody who has to be out by January; the rest is answered by its kind
    "H1": "private",
    "H3": "two_months",
    "H3a": ["notice"],
    "H3b": "16 jan",
    "HO1": {"name": "Sam Reed", "born": "1 March 1992", "postcode": "ZZ99 3AA"},
    "F1": "yes",
    "F2": "no",
}
WHOLE, SHORT = 999, 10  # steps
FINISHED = "finish"
IDS_FROM = 1000  # more than making the folder takes, so that a second start makes new ones


def prepare(folder: Path) -> Path:
    """A data folder in which the demo's people wait; copy it for each attempt."""
    Morning(folder).open_office().close()
    return folder


def reopened(folder: Path) -> Office:
    """The office of a prepared folder, at the beginning of the visit."""
    morning = Morning(folder)
    for _ in range(IDS_FROM):
        morning._ids()
    return morning.open_office()


def visit(office: Office, steps: int = WHOLE) -> Iterator[str]:
    """From sitting down to the end of one visit, or that many steps of it; the name of each once it was confirmed."""
    return islice(_visit(office), steps)


def _visit(office: Office) -> Iterator[str]:

    def do(fn: Callable[..., Any], *args: Any) -> Any:
        return office.do(fn, *args).result()

    office.sign_in("asha")
    yield "sign_in"
    view = do(open_contact, "desk2")
    contact = view.contact_id
    yield "open_contact"
    view = do(move_contact, contact, "GP")
    yield "move_contact"
    while view.question is not None:
        asked = view.question.id
        view = do(give_answer, contact, asked, SAYS.get(asked) or an_answer(view.question))
        yield f"answer {asked}"
    needs = do(read_back, contact).needs
    yield "read_back"  # looking is written down too
    do(confirm_needs, contact, [NeedDecision(need.code, "now") for need in needs])
    yield "confirm_needs"
    rows = do(see_sharing, contact).rows
    yield "see_sharing"
    for row in rows:
        do(agree, contact, row.service, row.need, "given")
        yield f"agree {row.service}"
    handoff = do(start_handoff, contact, "housing_duty").handoff_id
    yield "start_handoff"
    for step in ("met", "accepted"):
        do(record_step, handoff, step, "Priya" if step == "accepted" else "", "")
        yield step
    lead = do(see_lead, contact)
    yield "see_lead"
    if lead is not None:
        do(name_lead, contact, lead.service, "Priya", "")
        yield "name_lead"
    ends = do(see_finish, contact).ends
    yield "see_finish"
    for end in ends:
        if end.how == "open":
            do(end_need, contact, end.code, "sorted_here")
            yield f"end {end.code}"
    do(finish_contact, contact)
    yield FINISHED


def look_around(office: Office) -> None:
    """Reading, which must go on whatever the disk does."""
    office.do(front_desk).result()


def state(folder: Path, *, sound: bool = True) -> str:
    """What the store of `folder` holds, as one digest; "damaged: …" if it is not sound. Opening it mends its log."""
    connection = driver.connect(str(folder / FILE))
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        if sound and (found := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            return f"damaged: {str(found)[:80]}"
        rows = hashlib.sha256()
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            rows.update(table.encode())
            for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1'):
                rows.update(repr(row).encode())
        return rows.hexdigest()[:16]
    except driver.Error as error:
        return f"damaged: {type(error).__name__}"
    finally:
        connection.close()


@dataclass(frozen=True)
class Known:
    """A prepared folder, and the digests of a visit in it without a fault: before it, and after each step."""

    base: Path
    states: list[str]
    steps: int

    def wrong(self, said: Sequence[str], folder: Path) -> str:
        """Empty if `folder` is as after the last step confirmed, or after the one that was under way."""
        confirmed = sum(line.startswith("step") for line in said)
        found = state(folder)
        if found in self.states[confirmed : confirmed + 2]:
            return ""
        if found in self.states:
            return f"{confirmed} steps confirmed, {self.states.index(found)} kept"
        return found if found.startswith("damaged") else f"{confirmed} steps confirmed; what is kept is none of them"


@cache
def known(folder: Path, small: bool = False) -> Known:
    """Made once in a folder; of the first few steps alone if `small`."""
    read_content_once()
    steps = SHORT if small else WHOLE
    base, whole = prepare(folder / "base"), folder / "whole"
    shutil.copytree(base, whole)
    office = reopened(whole)
    try:
        found = [state(whole)]
        found += [state(whole, sound=False) for _ in visit(office, steps)]
    finally:
        office.close()
    return Known(base, found, steps)


def read_content_once() -> None:
    """It takes half a second, and many an attempt opens an office. Children inherit what was read."""
    patch.object(bootstrap, "load_content", content_once).start()
    patch.object(bootstrap, "load_policy", policy_once).start()


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Fork; the child does `work(pipe)` and ends. Answers its id and the end of the pipe to read from.

    Nothing but this may run in the process that forks: no store may be open in it.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(read)
            work(write)
        except BaseException as error:
            os.write(write, f"crashed {type(error).__name__}\n".encode())
            os._exit(1)
        os._exit(0)
    os.close(write)
    return child, read


def told(read: int, child: int) -> tuple[list[str], int]:
    """Every line the child wrote to its pipe, and its wait status."""
    with os.fdopen(read) as lines:
        said = lines.read().splitlines()
    return said, os.waitpid(child, 0)[1]
