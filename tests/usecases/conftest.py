"""A desk without a face: use cases on a real store, with a clock that stands until it is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.desk import Morning
from triage.office import Office
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

SAM: dict[str, Any] = {
    "S3": ["no"],
    "RE1": {"words": "a letter", "about": ["home"]},
    "PR1": "yes",
    "HO1": {"name": "Sam Reed", "born": "1992-03-01", "postcode": "ZZ99 3AA"},
    "H1": "private",
    "H3": "two_months",
    "H3a": ["notice"],
    "H3b": "2027-01-16",
}
FACTS_OF_SAM = {"name": "Sam Reed", "born": "1 3 1992"}
NEED = "housing.eviction_risk"


class Desk:
    """Does use cases one after the other, and keeps the contact in hand."""

    def __init__(self, home: Path, *, ids_from: int = 0) -> None:
        morning = Morning(home)
        for _ in range(ids_from):  # in a copy of a store that already has some
            morning._ids()
        self.clock = morning.clock
        self.office = morning.open_office()
        self.office.sign_in("asha")
        self.contact = ""
        self.sent = ""  # somebody who was sent to a service, where a test does that
        self.other = ""  # another visit

    def do(self, fn: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return self.office.do(fn, *args, **more).result()

    def here(self, fn: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return self.do(fn, self.contact, *args, **more)

    def refused(self, fn: Callable[..., Any], *args: Any, **more: Any) -> str:
        """The sentence with which it was refused."""
        with pytest.raises(UseCaseError) as caught:
            self.do(fn, *args, **more)
        return str(caught.value)

    def arrive(self, answers: dict[str, Any], place: str = "desk2", wanted: str = "now") -> None:
        self.contact = self.do(open_contact, place).contact_id
        for question, raw in answers.items():
            self.here(give_answer, question, raw)
        needs = self.here(read_back).needs
        self.here(confirm_needs, [NeedDecision(need.code, wanted) for need in needs])

    def agree_all(self) -> None:
        for row in self.here(see_sharing).rows:
            self.here(agree, row.service, row.need, "given")

    def rows(self, kind: Any, **equal: str) -> list[Any]:
        found: list[Any] = self.do(lambda rows, _house, _ctx: rows.find(kind, contact_id=self.contact, **equal))
        return found

    def at(self, moment: datetime) -> None:
        self.clock.now = moment


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.fixture
def office(morning: Morning) -> Iterator[Office]:
    opened = morning.open_office()
    opened.sign_in("asha")
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.office.close()


@pytest.fixture
def sam(desk: Desk) -> Desk:
    """Sam, read back, with everything agreed."""
    desk.arrive(SAM)
    desk.agree_all()
    return desk
