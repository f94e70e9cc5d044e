"""Whoever keeps it together ends and finishes a visit from where they are, and is told no more of it than a page would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.usecases.conftest import SAM, Desk
from tests.usecases.trusted import as_
from triage.usecases.handoff.finish import end_need, finish_contact, see_finish
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import park_contact
from triage.usecases.trust.masking import SUPPORT

LOW = SAM | {"W5": "low"}


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.arrive(LOW, place="G2")
    desk.here(name_lead, "navigator", "Grace", "Sam asked for Grace")
    desk.here(accept_lead)
    desk.here(park_contact)
    yield desk
    desk.office.close()


def test_what_is_about_health_is_told_to_whoever_was_there_only(led: Desk) -> None:
    there = {end.code: end.plain for end in led.here(see_finish).ends}
    told = {end.code: end.plain for end in as_(led, "grace", see_finish, led.contact).ends}
    assert told.keys() == there.keys() and len(there) > 1
    hidden = {code for code in there if code.startswith(("health.", "wellbeing."))}
    assert hidden and all(told[code] == SUPPORT != there[code] for code in hidden)
    assert told["housing.eviction_risk"] == there["housing.eviction_risk"]


def test_only_whoever_keeps_it_together(led: Desk) -> None:
    codes = [end.code for end in as_(led, "grace", see_finish, led.contact).ends]
    for nobody in ("priya", "rosa", "ines"):
        with pytest.raises(UseCaseError):
            as_(led, nobody, end_need, led.contact, codes[0], "later")
    for code in codes:
        as_(led, "grace", end_need, led.contact, code, "sorted_here")
    as_(led, "grace", finish_contact, led.contact)
    with pytest.raises(UseCaseError):
        led.here(park_contact)
