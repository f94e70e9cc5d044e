"""Three desks at once on one store: everybody who comes is opened, answered, parked, picked up elsewhere and finished once.

In the middle what keeps the rows fails: the server is restarted and killed, or another program holds the file. Each
desk keeps a journal of what it was told; when something could not be saved it says so and goes on from there, as
somebody at a desk would. TRIAGE_FULL=1: three hundred people.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.harness.amount import amount
from tests.harness.desks import Desks, desks_on, do
from tests.harness.postgres import restart
from triage.office import Office
from triage.store import engine
from triage.store.problems import StoreProblem
from triage.usecases import records as rec
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.leases import HeldElsewhere
from triage.usecases.visit.answers import give_answer

PEOPLE = amount(6, 100)  # at each of three desks
SAID: tuple[tuple[str, object], ...] = (
    ("ST2", "here"),
    ("S3", ["no"]),
    ("RE1", {"words": "a letter", "about": ["letter"]}),
    ("ZZ1", "to stay"),
)


class AtWork(threading.Thread):
    """One desk: first its own people, each left waiting; then whoever waits, wherever they came in."""

    def __init__(self, office: Office, meet: threading.Barrier) -> None:
        super().__init__()
        self.office, self.meet = office, meet
        self.opened: list[str] = []
        self.answered: Counter[str] = Counter()
        self.finished: list[str] = []
        self.told: list[str] = []
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            for _ in range(PEOPLE):
                contact = self.surely(open_contact, "desk2").contact_id
                self.opened.append(contact)
                for question, raw in SAID:
                    self.surely(give_answer, contact, question, raw)
                    self.answered[contact] += 1
                self.surely(park_contact, contact, "a worker", "the seats")
            self.meet.wait(120)
            while waiting := [p.contact_id for p in self.surely(front_desk).people if p.state == "waiting"]:
                self.go_on_with(waiting[hash(self.name) % len(waiting)])
        except BaseException as error:
            self.failed = error
            self.meet.abort()

    def go_on_with(self, contact: str) -> None:
        try:
            view = self.surely(resume_contact, contact)
        except HeldElsewhere:  # somebody was quicker, and says so
            return
        except Exception as error:
            assert "already finished" in str(error)
            return
        assert view.question is not None and view.question.id not in dict(SAID), "nothing is asked twice"
        self.surely(finish_contact, contact)
        self.finished.append(contact)

    def surely(self, fn: Callable[..., Any], *args: Any) -> Any:
        """Told that it was not saved, somebody does it once more."""
        for _ in range(20):
            try:
                return self.office.do(fn, *args).result(60)
            except StoreProblem as problem:
                self.told.append(str(problem))
        raise AssertionError(f"never saved: {self.told[-1]}")


def hold_the_file(folder: Path) -> None:
    """Another program has the file for longer than anybody waits."""
    with closing(driver.connect(str(folder / "triage.db"), isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout=0")
        while (
            True
        ):  # as soon as it can be had: SQLite's own wait is longer each time, and three desks would always be first
            with suppress(driver.OperationalError):
                other.execute("BEGIN IMMEDIATE")
                break
            threading.Event().wait(0.001)
        threading.Event().wait(0.8)
        other.execute("ROLLBACK")


@pytest.mark.parametrize("kind", amount(["file"], ["file", "server"]))
def test_nobody_is_lost_and_nobody_is_there_twice(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT", 0.3)
    with desks_on(kind, tmp_path) as desks:
        people = at_work(desks, (lambda: restart("immediate")) if kind == "server" else lambda: hold_the_file(tmp_path))
        look = desks.sit_down("Desk 4", "mira")
        every: Callable[[Any], list[Any]] = lambda kind: do(look, lambda rows, _h, _c: rows.history(kind))  # noqa: E731
        came = [contact for desk in people for contact in desk.opened]
        assert sorted(row.id for row in every(rec.Contact)) == sorted(came) and len(came) == 3 * PEOPLE
        assert len({row.code for row in every(rec.Contact)}) == len(came)
        answers = Counter(row.contact_id for row in every(rec.Answer))
        assert answers == Counter(dict.fromkeys(came, len(SAID))) == sum((d.answered for d in people), Counter())
        done = [contact for desk in people for contact in desk.finished]
        assert sorted(done) == sorted(came) and not do(look, front_desk).people
        events = Counter((row.contact_id, row.event) for row in every(rec.ContactEvent) if row.event != "moved")
        assert events == Counter((c, event) for c in came for event in ("opened", "parked", "resumed", "closed"))
        assert sum(desk.opened != desk.finished for desk in people) >= 2, "they were picked up elsewhere"
        if kind == "file":
            assert any("held triage's data" in told for desk in people for told in desk.told)


def at_work(desks: Desks, fail: Callable[[], None]) -> list[AtWork]:
    meet = threading.Barrier(3)
    people = [AtWork(desks.sit_down(f"Desk {n}", who), meet) for n, who in ((1, "asha"), (2, "tom"), (3, "leila"))]
    for desk in people:
        desk.start()
    while not any(len(desk.opened) > PEOPLE // 2 for desk in people) and all(desk.is_alive() for desk in people):
        threading.Event().wait(0.01)
    fail()
    for desk in people:
        desk.join(600)
    for desk in people:
        if desk.failed is not None:
            raise desk.failed
    return people
