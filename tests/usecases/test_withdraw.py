"""Taking back and running out: nothing more goes, nothing is overwritten, and who has it already is told so (C8)."""

from __future__ import annotations

from datetime import timedelta

from tests.usecases.conftest import NEED, SAM, Desk
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.finish import see_finish
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.handoff.withdraw import see_withdrawn, withdraw
from triage.usecases.visit.speaking import set_speaker

TO = "housing_duty"


def state(desk: Desk) -> tuple[str, tuple[str, ...]]:
    row = next(row for row in desk.here(see_sharing).rows if row.service == TO)
    return row.state, row.sends


def test_before_anybody_was_asked_it_only_stops(sam: Desk) -> None:
    view = sam.here(withdraw, TO)
    assert (view.stopped, view.has_it) == ((), ())
    assert [row.state for row in sam.rows(rec.Agreement)] == ["withdrawn"]
    assert "Nothing is agreed" in sam.refused(start_handoff, sam.contact, TO)


def test_what_waits_is_called_off_and_who_was_asked_is_listed(sam: Desk) -> None:
    started = sam.here(start_handoff, TO)
    view = sam.here(withdraw)  # everything at once
    assert view.stopped == ("Housing team: called off",)
    assert sam.do(see_handoff, started.handoff_id).now == "withdrawn"
    assert [stop.label for stop in view.has_it] == ["Housing team"]
    assert [end.how for end in sam.here(see_finish).ends] == ["open"]


def test_who_has_them_already_is_asked_to_stop_and_keeps_what_was_lawful(sam: Desk) -> None:
    started = sam.here(start_handoff, TO)
    sam.do(record_step, started.handoff_id, "met")
    sam.do(record_step, started.handoff_id, "accepted", "Priya")
    view = sam.here(withdraw, TO, "on the phone")
    assert view.stopped == ()
    assert sam.do(see_handoff, started.handoff_id).now == "accepted"  # past sharing is not undone
    (stop,) = view.has_it
    assert (stop.worker, stop.reach) == ("Priya", "01632 960120")
    assert "To Priya, Housing team. On Monday 23 November 2026 at 10:15 we told you about Sam Reed" in stop.message
    assert "took that back. Please do not use it any further" in stop.message
    for private in ("leave", "home", "housing", "1992", "ZZ99", "letter"):
        assert private not in stop.message.replace("Housing team", ""), private
    assert sam.here(see_withdrawn).has_it == view.has_it  # and can be read again later


def test_the_row_before_stays_and_a_second_time_says_so(sam: Desk) -> None:
    sam.here(withdraw, TO, "said so at the desk")
    assert "nothing to take back" in sam.refused(withdraw, sam.contact, TO)
    history = sam.do(lambda rows, _h, _c: rows.history(rec.Agreement, contact_id=sam.contact))
    assert [(row.state, row.fields != "[]") for row in history] == [("given", True), ("withdrawn", False)]
    assert history[-1].because == "said so at the desk"
    assert any("taken back" in line for _, lines in sam.here(summary).sections for line in lines)


def test_it_may_be_agreed_again(sam: Desk) -> None:
    sam.here(withdraw, TO)
    sam.here(agree, TO, NEED, "given")
    assert state(sam)[0] == "given"


def test_nothing_to_take_back_where_nothing_was_agreed(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(agree, TO, NEED, "refused")
    assert "nothing to take back" in desk.refused(withdraw, desk.contact)


def test_who_agreed_and_how_is_written_down(desk: Desk) -> None:
    desk.arrive({**SAM, "CO1": {"speak": "Romanian"}})
    desk.here(agree, TO, NEED, "given")
    assert [(row.agreed_by, row.how) for row in desk.rows(rec.Agreement)] == [("person", "through an interpreter")]


def test_for_somebody_else_only_who_may_by_law_agrees_and_is_asked_once(desk: Desk) -> None:
    """Attorney or deputy (practice.md C2): a friend, a relative or a worker agrees for no adult."""
    desk.arrive({**SAM, "CO1": {"speak": "English"}})
    desk.here(set_speaker, "for_adult")
    assert [id for id, _ in desk.here(see_sharing).who] == ["person", "attorney_or_deputy"]
    assert "Who says yes?" in desk.refused(agree, desk.contact, TO, NEED, "given")
    assert "Who says yes?" in desk.refused(agree, desk.contact, TO, NEED, "given", by="parent")
    assert desk.rows(rec.Agreement) == []
    assert desk.here(agree, TO, NEED, "refused").who != ()  # a no needs nobody in particular
    assert desk.here(agree, TO, NEED, "given", by="attorney_or_deputy").who == ()
    desk.here(agree, TO, NEED, "given")
    assert [row.agreed_by for row in desk.rows(rec.Agreement)] == ["attorney_or_deputy"]


def test_a_child_agrees_who_understands_it(desk: Desk) -> None:
    desk.arrive({**SAM, "HO1": {"name": "Mia Reed", "born": "2012-03-01"}})
    assert [id for id, _ in desk.here(see_sharing).who] == ["child_who_understands", "parent"]
    row = desk.here(see_sharing).rows[0]
    assert "Who says yes?" in desk.refused(agree, desk.contact, row.service, row.need, "given")
    desk.here(agree, row.service, row.need, "given", by="child_who_understands")
    assert [each.agreed_by for each in desk.rows(rec.Agreement)] == ["child_who_understands"]


# --- running out


def test_a_yes_runs_out_sends_nothing_and_is_asked_again(sam: Desk) -> None:
    assert state(sam)[0] == "given"
    sam.at(sam.clock.now.replace(year=2027, month=5, day=23))  # six months to the minute
    assert state(sam) == ("expired", ("Nothing will be sent",))
    assert "Nothing is agreed" in sam.refused(start_handoff, sam.contact, TO)
    assert any("ran out, to be asked again" in line for _, lines in sam.here(summary).sections for line in lines)
    sam.here(agree, TO, NEED, "given")
    assert state(sam)[0] == "given"


def test_not_today_may_be_asked_again_tomorrow(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(agree, TO, NEED, "not_today")
    assert state(desk)[0] == "refused"
    desk.at(desk.clock.now + timedelta(hours=13))
    assert state(desk)[0] == "refused"
    desk.at(desk.clock.now + timedelta(hours=1))
    assert state(desk)[0] == "not_asked"
