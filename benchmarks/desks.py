"""`python -m benchmarks.desks`: one answer on disk against the raw driver, and three desks sharing a store, as ratios.

On a file, and on a server where one can be started here. Three desks write as fast as they can, which nobody at a desk
does: what one waits for the others is the price of one writer at a time.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _pytest.outcomes
from sqlcipher3 import dbapi2

from benchmarks.figures import Goal, quantile, told
from tests.harness.desks import BOTH, Desks, desks_on, do
from triage.office import Office
from triage.store.queries import StoredRows
from triage.usecases.reception.contacts import open_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit.answers import give_answer

ANSWERS = 60
SAID: tuple[tuple[str, object], ...] = (("S3", ["no"]), ("H1", "private"))


def main() -> None:
    print(f"{'':44}{'baseline':>12}{'triage':>12}{'ratio':>8}")
    for kind in BOTH:
        with tempfile.TemporaryDirectory() as folder:
            try:
                with desks_on(kind, Path(folder)) as desks:
                    measure(kind, desks)
            except _pytest.outcomes.Skipped as reason:
                print(f"on a {kind}: not tried, {reason}")


def measure(kind: str, desks: Desks) -> None:
    office = desks.sit_down("Desk 1")
    contact = begun(office)
    raw = raw_server(desks.address) if kind == "server" else raw_file(desks.folder)
    floor = [timed(lambda n=n: raw(n)) for n in range(ANSWERS)]  # type: ignore[misc]
    one = [timed(lambda n=n: answer(office, contact, n)) for n in range(ANSWERS)]  # type: ignore[misc]
    told(f"one answer, durable, on a {kind}, p50", quantile(floor, 0.5), quantile(one, 0.5), Goal(""))
    print(f"    questions to the database for it: {asked(office, contact)}")
    look = [timed(lambda: do(office, front_desk)) for _ in range(ANSWERS)]
    told("    the list at the front desk, p50", quantile(floor, 0.5), quantile(look, 0.5), Goal(""))
    marks = [timed(lambda: office.mark().result()) for _ in range(ANSWERS)]
    told("    has anybody changed anything, p50", quantile(floor, 0.5), quantile(marks, 0.5), Goal(""))
    three = at_once([office, desks.sit_down("Desk 2", "tom"), desks.sit_down("Desk 3", "leila")])
    told("    three desks at once, p50 against one", quantile(one, 0.5), quantile(three, 0.5), Goal(""))
    told("    the same, p95", quantile(one, 0.95), quantile(three, 0.95), Goal(""))


def begun(office: Office) -> str:
    contact = str(do(office, open_contact, "desk2").contact_id)
    for question, raw in SAID:
        do(office, give_answer, contact, question, raw)
    return contact


def answer(office: Office, contact: str, n: int) -> None:
    do(office, give_answer, contact, "H1", ("private", "own")[n % 2])


def asked(office: Office, contact: str) -> int:
    """How many statements one answer takes."""
    count, run = 0, StoredRows._run

    def counting(self: StoredRows, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return run(self, *arguments)

    StoredRows._run = counting  # type: ignore[method-assign,assignment]
    try:
        answer(office, contact, 0)
    finally:
        StoredRows._run = run  # type: ignore[method-assign]
    return count


def at_once(offices: list[Office]) -> list[float]:
    contacts = [begun(office) for office in offices]
    taken: list[float] = []

    def desk(office: Office, contact: str) -> None:
        for n in range(ANSWERS):
            taken.append(timed(lambda n=n: answer(office, contact, n)))  # type: ignore[misc]

    threads = [threading.Thread(target=desk, args=pair) for pair in zip(offices, contacts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def raw_file(folder: Path) -> Callable[[int], object]:
    """The same row by the driver alone, with the same promise of being on the disk."""
    connection = dbapi2.connect(str(folder / "floor.db"), isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("CREATE TABLE answer (id, at, actor, terminal, contact, question, value, source)")

    def write(n: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(n))
        connection.execute("COMMIT")

    return write


def raw_server(address: str) -> Callable[[int], object]:
    import psycopg  # noqa: PLC0415  an extra

    connection = psycopg.connect(address, autocommit=True)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS floor (id text, at text, actor text, terminal text, contact text,"
        " question text, value text, source text)"
    )

    def write(n: int) -> None:
        with connection.transaction():
            connection.execute("INSERT INTO floor VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", _row(n))

    return write


def _row(n: int) -> tuple[str, ...]:
    return (str(n), "2026-11-23", "asha", "desk", "contact", "H1", '"private"', "{}")


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
