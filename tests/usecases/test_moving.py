"""A visit written down for the wrong person goes to the right one: rows of its own there, and every old one stays."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.usecases.conftest import SAM, Desk
from triage.clocks import DEMO_START
from triage.core.policy import Action
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary, today
from triage.usecases.case import load
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import name_lead
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.mistakes import NEW, mark_mistake, move_visit, see_move, take_back_mark
from triage.usecases.trust.relations import RESTRICTED
from triage.usecases.visit.answers import give_answer
from triage.usecases.write import add_event, stamp


def everything(desk: Desk) -> list[rec.Record]:
    found: list[rec.Record] = desk.do(lambda rows, _h, _c: [r for kind in rec.RECORDS for r in rows.history(kind)])
    return found


def code(desk: Desk, contact: str) -> str:
    found: rec.Contact = desk.do(lambda rows, _h, _c: rows.get(rec.Contact, contact))
    return found.code


@pytest.fixture
def two(sam: Desk) -> Desk:
    """Under Sam's name somebody else was helped; `other` is theirs, begun and waiting."""
    sam.other = sam.do(open_contact).contact_id
    sam.do(give_answer, sam.other, "ST2", "quieter")
    sam.do(park_contact, sam.other)
    return sam


def test_what_was_said_is_moved_and_nothing_is_overwritten(two: Desk) -> None:
    before = everything(two)
    done = two.here(move_visit, two.other)
    after = {row.id: row for row in everything(two)}
    assert all(after[row.id] == row for row in before)
    wrong, right = code(two, two.contact), code(two, two.other)
    assert (done.code, done.to) == (wrong, right)
    there, here = two.do(load, two.other), two.here(load)
    assert there.answers["ST2"] == "quieter", "what was said there itself stays"
    assert {id: there.answers[id] for id in ("S3", "RE1", "H1", "H3b")} == {
        id: here.answers[id] for id in ("S3", "RE1", "H1", "H3b")
    }
    assert json.loads(there.rows["H1"].source)["moved"] == here.rows["H1"].id
    assert "HO1" not in there.rows and there.details == {}, "who they are is asked again"
    assert there.agreements == () and there.needs == () and there.handoffs == (), "and so is what was agreed"


def test_both_say_where_it_went(two: Desk) -> None:
    two.here(move_visit, two.other)
    wrong, right = code(two, two.contact), code(two, two.other)
    (row,) = [row for row in two.do(today).rows if row.contact_id == two.contact]
    assert row.mistake and row.state == f"moved to {right}"
    assert two.here(summary).sections[0] == ("Not to be counted", (f"moved to {right}",))
    assert f"10:15 moved from {wrong}" in dict(two.do(summary, two.other).sections)["Visit"]
    here = {person.contact_id: person.state for person in two.do(front_desk).people}
    assert two.contact not in here and here[two.other] == "waiting"
    assert two.refused(move_visit, two.contact, two.other) == "That visit is marked already."


def test_whoever_was_told_of_the_wrong_person_is_listed_also_where_it_is_over(two: Desk) -> None:
    over = two.here(start_handoff, "housing_duty", "booked").handoff_id
    two.do(record_step, over, "declined", because="full")
    two.here(name_lead, "navigator", "Grace", "Sam asked for Grace")
    done = two.here(move_visit, two.other)
    told = ("Housing team, 01632 960120, told Monday 23 November 2026, 10:15", "Grace, who was to keep it together")
    assert done.ring == told
    assert dict(two.here(summary).sections)["To be told that it was somebody else"] == told


def test_somebody_not_in_the_list_gets_a_visit_that_waits(sam: Desk) -> None:
    sam.here(start_handoff, "housing_duty", "booked")
    sam.here(finish_contact)
    assert sam.do(front_desk).counted
    assert sam.here(see_move)[-1][0] == NEW
    done = sam.here(move_visit, NEW)
    (row,) = [one for one in sam.do(front_desk).people if one.code == done.to]
    assert (row.state, row.initials) == ("waiting", "–") and sam.do(front_desk).counted == ""
    view = sam.do(resume_contact, row.contact_id)
    assert view.stage == "asking" and "RE1" in sam.do(load, row.contact_id).answers


def test_it_was_no_mistake_after_all(two: Desk) -> None:
    two.here(move_visit, two.other)
    two.do(give_answer, two.other, "H1", "social")
    two.here(take_back_mark)
    assert not two.here(load).mistake
    there = two.do(load, two.other)
    assert set(there.answers) == {"ST2", "H1"} and there.answers["H1"] == "social", "what was said there since stays"
    two.here(move_visit, two.other)
    two.do(lambda rows, _h, ctx: add_event(rows, ctx, two.other, "closed", detail='{"how": "finished"}'))
    assert "is finished" in two.refused(take_back_mark, two.contact)


def test_only_whoever_may_be_opened_is_offered(two: Desk) -> None:
    assert two.other in dict(two.here(see_move)) and two.contact not in dict(two.here(see_move))
    assert "Choose from the list" in two.refused(move_visit, two.contact, two.contact)
    assert "Choose from the list" in two.refused(move_visit, two.contact, "")

    def restrict(rows: Rows, _house: House, ctx: Context) -> None:
        contact = rows.get(rec.Contact, two.other)
        assert contact is not None
        named = {"field": RESTRICTED, "value": '["mira"]', "field_class": RESTRICTED}
        rows.add(rec.PersonDetail(**stamp(ctx), person_id=contact.person_id, contact_id=contact.id, **named))

    two.do(restrict)
    assert two.other not in dict(two.here(see_move))
    assert "Choose from the list" in two.refused(move_visit, two.contact, two.other)


def test_what_was_only_confirmed_from_an_earlier_visit_is_not_theirs(desk: Desk) -> None:
    from tests.usecases.test_returning import TOLD
    from triage.usecases.afterwards.returning import come_back, find_before
    from triage.usecases.visit.confirming import still_right

    desk.arrive({**SAM, "CO1": {"speak": "English", "read": "English"}})
    desk.agree_all()
    desk.here(start_handoff, "housing_duty", "booked")
    desk.here(finish_contact)
    desk.at(DEMO_START + timedelta(days=3))
    (known,) = desk.do(find_before, TOLD).people
    desk.contact = desk.do(come_back, "desk2", TOLD, known.person_id, "same").contact_id
    desk.here(give_answer, "ST2", "here")
    view = desk.here(give_answer, "S3", ["no"])
    desk.here(still_right, view.carried.questions)
    done = desk.here(move_visit, NEW)
    (right,) = desk.do(lambda rows, _h, _c: rows.find(rec.Contact, code=done.to))
    there = desk.do(load, right.id)
    assert set(there.rows) == {"ST2", "S3"} and there.before.visits == ()


def test_marking_alone_is_as_before(sam: Desk) -> None:
    assert sam.here(mark_mistake, "wrong_person").to == ""
    (row,) = [row for row in sam.do(today).rows if row.contact_id == sam.contact]
    assert row.state == "a mistake: written down for the wrong person"
    assert Action.ASK.value in {row.what for row in sam.rows(rec.Access)}, "and it was written down who did"
