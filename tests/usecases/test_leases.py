"""One desk holds a visit: parked it is picked up anywhere, open it is only taken over, and nothing is written behind a back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.desks import BOTH, Desks, desks_on, do, refused
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.finish import end_need, finish_contact
from triage.usecases.reception.contacts import move_contact, open_contact, park_contact, resume_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.end_of_day import see_end_of_day
from triage.usecases.reception.leases import HeldElsewhere, TakenOver, see_taken
from triage.usecases.visit.answers import give_answer, keep_parts
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

SAID = {"S3": ["no"], "RE1": {"words": "a letter", "about": ["home"]}, "PR1": "yes"}


@pytest.fixture(params=BOTH)
def desks(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desks]:
    with desks_on(request.param, tmp_path) as found:
        yield found


def begun(desk: Office, **more: object) -> str:
    contact = str(do(desk, open_contact, "desk2").contact_id)
    for question, raw in {**SAID, **more}.items():
        do(desk, give_answer, contact, question, raw)
    return contact


def state_of(desk: Office, contact: str) -> str:
    return str(next(p.state for p in do(desk, front_desk).people if p.contact_id == contact))


def answers(desk: Office, contact: str) -> dict[str, str]:
    rows = do(desk, lambda rows, _h, _c: rows.find(rec.Answer, contact_id=contact))
    return {row.question_id: row.value for row in rows}


def test_parked_at_one_desk_picked_up_at_another_and_finished_at_a_third(desks: Desks) -> None:
    """Issue 4, done means 3: at the right question, with nothing asked twice."""
    one, two, three = desks.sit_down("Desk 1"), desks.sit_down("Pod G2", "tom"), desks.sit_down("Desk 9", "mira")
    contact = begun(one)
    asked = do(one, see_contact, contact).question.id
    before = two.mark().result()
    do(one, park_contact, contact, "a quiet room", "seats by the lift", "Tom")
    assert two.mark().result() != before, "the other desks notice"
    [row] = [p for p in do(two, front_desk).people if p.contact_id == contact]
    assert (row.state, row.waits_for, row.where, row.elsewhere) == ("passed on", "Tom", "seats by the lift", False)
    picked = do(two, resume_contact, contact, "G2")
    assert picked.question.id in (asked, "F0") and picked.place == "G2"
    assert state_of(one, contact) == "open at Pod G2" and state_of(three, contact) == "open at Pod G2"
    do(two, give_answer, contact, "H3", "two_months")
    do(two, confirm_needs, contact, [NeedDecision(n.code, "now") for n in do(two, read_back, contact).needs])
    do(two, park_contact, contact, "the lead")
    do(three, resume_contact, contact)
    for need in do(three, read_back, contact).needs:
        do(three, end_need, contact, need.code, "sorted_here")
    do(three, finish_contact, contact)
    for desk in (one, two, three):
        assert contact not in {p.contact_id for p in do(desk, front_desk).people}
    assert set(SAID) | {"H3"} <= set(answers(one, contact))


def test_open_elsewhere_it_is_taken_over_only_with_a_reason(desks: Desks) -> None:
    one, two = desks.sit_down("Desk 1"), desks.sit_down("Desk 2", "tom")
    contact = begun(one)
    said = refused(two, resume_contact, contact)
    assert said.startswith("Asha has this open at Desk 1, since 10:15. Take them over from the list")
    with pytest.raises(HeldElsewhere):
        do(two, resume_contact, contact, "", "   ")
    assert do(one, see_taken, contact) == ""
    desks.clock.later(5)
    do(two, resume_contact, contact, "", "the person is there now")
    assert do(one, see_taken, contact) == "Tom at Desk 2 took this over at 10:20: the person is there now."
    assert do(two, see_taken, contact) == ""
    do(two, give_answer, contact, "H1", "private")
    assert "H1" in answers(one, contact)


def test_nothing_is_written_into_what_another_desk_has_open(desks: Desks) -> None:
    one, two = desks.sit_down("Desk 1"), desks.sit_down("Desk 2", "tom")
    contact = begun(one)
    do(two, resume_contact, contact, "", "it was passed on")
    before = answers(two, contact)
    for use_case, arguments in (
        (give_answer, ("H1", "private")),
        (keep_parts, ("HO1", {"name": "Sam"})),
        (move_contact, ("G2",)),
        (park_contact, ()),
    ):
        said = refused(one, use_case, contact, *arguments)
        assert said == "Tom at Desk 2 took this over at 10:15: it was passed on. This was not saved."
    assert answers(two, contact) == before and state_of(two, contact) == "being helped"
    assert do(one, see_contact, contact).code == do(two, see_contact, contact).code, "looking is always allowed"
    assert do(one, summary, contact).page.lines


def test_what_was_parked_over_there_is_not_answered_from_an_old_screen(desks: Desks) -> None:
    """Nobody has it open: its own screen, forgotten at another desk, may still not write what was said earlier."""
    one, two = desks.sit_down("Desk 1"), desks.sit_down("Desk 2", "tom")
    contact = begun(one)
    do(two, resume_contact, contact, "", "it was passed on")
    do(two, park_contact, contact)
    with pytest.raises(TakenOver, match=r"Tom at Desk 2 took this over at 10:15"):
        do(one, give_answer, contact, "H1", "private")
    do(one, resume_contact, contact)
    do(one, give_answer, contact, "H1", "private")
    assert do(two, see_taken, contact) == "Asha at Desk 1 went on with this at 10:15."


def test_a_desk_that_is_closed_or_dies_holds_nothing(desks: Desks) -> None:
    one, two = desks.sit_down("Desk 1"), desks.sit_down("Desk 2", "tom")
    contact = begun(one)
    one.close()
    assert state_of(two, contact) == "left open at Desk 1"
    do(two, resume_contact, contact)
    assert state_of(two, contact) == "being helped"
    assert contact in {row.contact_id for row in do(two, see_end_of_day).rows}


def test_only_one_of_two_that_pick_up_at_once_gets_them(desks: Desks) -> None:
    one, two, three = desks.sit_down("Desk 1"), desks.sit_down("Desk 2", "tom"), desks.sit_down("Desk 3", "mira")
    for _ in range(5):
        contact = begun(one)
        do(one, park_contact, contact)
        both = [office.do(resume_contact, contact) for office in (two, three)]
        errors = [future.exception(30) for future in both]
        assert sorted(type(error).__name__ for error in errors) == ["HeldElsewhere", "NoneType"]
        do((two, three)[errors.index(None)], park_contact, contact)


def test_a_team_is_nobody_to_pass_them_on_to(desks: Desks) -> None:
    one = desks.sit_down("Desk 1")
    assert refused(one, park_contact, begun(one), "", "", "housing desk 4") == (
        "Who goes on with them? A name is needed, not a desk."
    )
