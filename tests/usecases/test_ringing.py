"""Ringing while the questions go on: whom, the words said first, and what is written down of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.conftest import Desk
from triage.clocks import DEMO_START
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.reception.building import see_building
from triage.usecases.reception.contacts import see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.ringing import record_ring, see_ring

HOUSING = "housing_duty"


def rings(desk: Desk) -> list[Any]:
    return desk.rows(rec.ContactEvent, event="rang")


def ready(desk: Desk) -> str:
    return "; ".join(view.text for view in desk.here(see_contact).ready)


def test_whoever_is_on_duty_comes_first_and_the_words_say_nothing_of_the_person(sam: Desk) -> None:
    view = sam.do(see_ring, HOUSING, sam.contact)
    assert view.numbers == (("Priya", "4120"), ("Housing team", "01632 960120"))
    assert view.first == (
        "Hello, is that Priya? This is Asha at Desk 2, Northmere Hub. Somebody is here with me. Could you see them now?"
    )
    assert view.code == sam.here(see_contact).code and view.code not in view.first and "Sam" not in view.first
    assert not rings(sam)


def test_a_yes_names_somebody_and_they_are_asked_for_later(sam: Desk) -> None:
    assert "A name is needed" in sam.refused(record_ring, HOUSING, "yes", sam.contact, "the desk")
    sam.at(DEMO_START + timedelta(minutes=2))
    view = sam.do(record_ring, HOUSING, "yes", sam.contact, "Priya")
    assert view.said == "10:17 Priya can see them"
    assert "Housing team, desk 4, open until 16:30 (rang 10:17 Priya can see them)" in ready(sam)
    assert sam.here(start_handoff, HOUSING).workers[0] == "Priya"
    lines = dict(sam.here(summary).sections)["Rung while we talked"]
    assert lines == ("Housing team: 10:17 Priya can see them",)


def test_the_visit_stands_as_it_stood(desk: Desk) -> None:
    """A ring is beside the way: who waits goes on waiting."""
    desk.contact = desk.do(front_desk).people[0].contact_id
    before = [(p.code, p.waits_for, p.since) for p in desk.do(front_desk).people]
    desk.do(record_ring, HOUSING, "no_answer", desk.contact)
    assert [(p.code, p.waits_for, p.since) for p in desk.do(front_desk).people] == before
    assert desk.do(see_ring, HOUSING, desk.contact).said == "10:15 no answer"


@pytest.mark.parametrize("visit", [True, False])
def test_full_today_is_told_to_every_desk(sam: Desk, visit: bool) -> None:
    sam.do(record_ring, HOUSING, "full", sam.contact if visit else "")
    said = next(row.said for row in sam.do(see_building).rows if row.service == HOUSING)
    assert said == ("full today, said at 10:15 by Asha",)
    assert len(rings(sam)) == visit
    assert "Housing team" not in ready(sam)


def test_with_nobody_in_hand_there_is_nothing_else_to_write_down(desk: Desk) -> None:
    assert [how for how, _ in desk.do(see_ring, HOUSING).ends] == ["full"]
    assert "Choose one of the lines" in desk.refused(record_ring, HOUSING, "no_answer")
    assert "no longer in the list" in desk.refused(record_ring, "nobody", "full")


def test_no_name_of_a_sensitive_service_and_nothing_full_outside(sam: Desk) -> None:
    services = sam.office.house.directory.services
    quiet = next(s for s in services if s.sensitive and s.workers and s.phone)
    view = sam.do(see_ring, quiet.id, sam.contact)
    assert view.numbers == ((quiet.public_label, quiet.phone),)
    assert not any(worker.name in view.first for worker in quiet.workers)
    national = next(s for s in services if s.national and s.phone)
    assert [how for how, _ in sam.do(see_ring, national.id, sam.contact).ends] == ["yes", "no_answer", "not_now"]


def test_a_finished_visit_is_not_rung_for(sam: Desk) -> None:
    from triage.usecases.reception.mistakes import mark_mistake

    sam.here(mark_mistake, "by_mistake")
    assert "already finished" in sam.refused(record_ring, HOUSING, "no_answer", sam.contact)
