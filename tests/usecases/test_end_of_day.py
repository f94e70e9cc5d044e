"""Nobody left with nobody; visits that should not be there; who keeps whom together, and what came of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.clocks import DEMO_START
from triage.usecases import records as rec
from triage.usecases.afterwards.later import record_later
from triage.usecases.afterwards.my_people import my_people, news
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.finish import end_need, finish_contact
from triage.usecases.handoff.handoffs import open_handoffs, record_step, start_handoff
from triage.usecases.handoff.leads import name_lead
from triage.usecases.reception.contacts import open_contact, park_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import LeftRow
from triage.usecases.reception.end_of_day import answer_try, hand_on, lead_said_yes, see_end_of_day, went_home
from triage.usecases.reception.mistakes import mark_mistake, take_back_mark
from triage.usecases.visit.answers import give_answer


def left(desk: Desk) -> LeftRow | None:
    rows = desk.do(see_end_of_day).rows
    return next((row for row in rows if row.contact_id == desk.contact), None)


def choices(desk: Desk) -> list[str]:
    row = left(desk)
    return [id for id, _ in row.choices] if row else []


def try_of(desk: Desk) -> str:
    return str(desk.here(open_handoffs)[-1].handoff_id)


def finished(desk: Desk) -> None:
    """Sent to the housing team, and the visit closed before anybody there answered."""
    desk.here(start_handoff, "housing_duty", "booked")
    for need in desk.rows(rec.Need):
        if need.code != NEED:
            desk.here(end_need, need.code, "later")
    desk.here(finish_contact)


# --- nobody left with nobody --------------------------------------------------------------------------


def test_everybody_still_here_is_listed_and_each_has_a_next_thing(desk: Desk) -> None:
    rows = desk.do(see_end_of_day).rows
    assert len(rows) == 5  # the invented people of the demo, all waiting
    assert all([id for id, _ in row.choices] == ["carry_on", "hand_on", "went_home"] for row in rows)
    assert [row.since for row in rows] == sorted(row.since for row in rows)
    assert {row.initials for row in rows} >= {"S", "K", "D", "JE"}
    assert rows[0].words == ("waiting since 09:54",)
    desk.at(DEMO_START + timedelta(days=1))
    forgotten = desk.do(see_end_of_day).rows[0]
    assert forgotten.words == ("waiting since Monday 09:54",), "of yesterday, and not of this minute"


def test_handed_on_by_name_or_gone_home_they_are_off_the_list_and_nothing_is_lost(desk: Desk) -> None:
    first, second = (row.contact_id for row in desk.do(see_end_of_day).rows[:2])
    assert desk.refused(hand_on, first, "the housing desk") == "Who has them now? A name is needed, not a desk."
    assert len(desk.do(hand_on, first, "Mira").rows) == 4
    assert len(desk.do(went_home, second).rows) == 3
    people = {view.contact_id: view for view in desk.do(front_desk).people}
    assert people[first].state == "passed on" and people[first].waits_for == "Mira"
    assert second not in people
    assert desk.refused(went_home, second) == "That visit is already finished."
    desk.contact = second
    assert [event.event for event in desk.rows(rec.ContactEvent)][-1] == "abandoned"
    assert desk.do(today).tallies == (("went home", 1),)


def test_what_cannot_wait_needs_a_name(sam: Desk) -> None:
    sam.contact = sam.do(open_contact, "desk2").contact_id
    sam.here(give_answer, "S3", ["no_food"])
    sam.here(park_contact, "a room", "by the door")
    said = sam.refused(went_home, sam.contact)
    assert said == "Something here cannot wait until tomorrow. Carry on, or hand it to somebody by name."
    assert sam.rows(rec.ContactEvent)[-1].event == "parked"
    sam.do(hand_on, sam.contact, "Mira")
    assert left(sam) is None


def test_a_finished_visit_stays_listed_until_somebody_there_answers(sam: Desk) -> None:
    finished(sam)
    row = left(sam)
    assert row is not None and row.handoff_id == try_of(sam)
    assert row.words and row.words[0].startswith("Housing team: no answer since 10:15, due by ")
    assert choices(sam) == ["answer", "hand_on"]
    sam.at(DEMO_START + timedelta(days=2))
    assert left(sam) is not None  # promised on another day
    sam.do(answer_try, row.handoff_id, "Priya")
    assert left(sam) is None
    last = sam.rows(rec.HandoffStep)[-1]
    assert (last.step, last.worker, last.seen) == ("accepted", "Priya", False)


def test_a_no_after_the_visit_leaves_it_with_nobody_and_listed(sam: Desk) -> None:
    finished(sam)
    sam.do(answer_try, try_of(sam), why_not="No room today")
    row = left(sam)
    assert row is not None and row.words == ("they said no, and nobody has it now",)
    assert choices(sam) == ["hand_on"]
    sam.do(hand_on, sam.contact, "Mira")
    assert left(sam) is None


def test_handing_on_a_finished_visit_leaves_it_finished(sam: Desk) -> None:
    finished(sam)
    sam.do(hand_on, sam.contact, "Mira")
    assert left(sam) is None
    assert sam.contact not in {view.contact_id for view in sam.do(front_desk).people}
    assert sam.here(see_contact).stage == "closed"


def test_on_the_way_without_a_yes_and_said_yes_without_an_end(sam: Desk) -> None:
    sam.here(start_handoff, "housing_duty", "walk_over")
    assert choices(sam) == ["carry_on", "answer", "hand_on", "went_home"]
    assert sam.refused(answer_try, try_of(sam), "the desk") == "Who said yes? A name is needed, not a desk."
    assert [step.step for step in sam.rows(rec.HandoffStep)][-1] == "walking"  # refused whole
    sam.do(answer_try, try_of(sam), "Priya")
    row = left(sam)
    assert row is not None and "Priya said yes; only to be finished" in row.words
    assert choices(sam) == ["carry_on", "hand_on", "went_home"]


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (16, 29, ""),
        (16, 30, "Closing at 17:00: 5 here with nobody (e)"),
        (17, 5, "Closed since 17:00: 5 here with nobody (e)"),
    ],
)
def test_it_is_offered_near_closing(desk: Desk, hour: int, minute: int, words: str) -> None:
    desk.at(DEMO_START.replace(hour=hour, minute=minute))
    assert desk.do(front_desk).closing == words


def test_with_everybody_looked_after_closing_says_nothing(desk: Desk) -> None:
    desk.at(DEMO_START.replace(hour=16, minute=50))
    for row in desk.do(see_end_of_day).rows:
        desk.do(hand_on, row.contact_id, "Mira")
    assert desk.do(front_desk).closing == "" and desk.do(see_end_of_day).rows == ()


# --- visits that should not be there ------------------------------------------------------------------


def test_a_finished_visit_marked_as_a_mistake_counts_nowhere_and_every_row_stays(sam: Desk) -> None:
    finished(sam)
    assert sam.do(front_desk).counted == "Today: 1 visit" and sam.do(today).tallies == (("finished", 1),)
    before = sam.rows(rec.Answer)
    view = sam.do(mark_mistake, sam.contact, "duplicate")
    assert view.ring == ("Housing team, 01632 960120",)
    assert sam.do(front_desk).counted == "" and sam.do(today).tallies == ()
    row = next(row for row in sam.do(today).rows if row.contact_id == sam.contact)
    assert row.mistake and row.state == "a mistake: the same visit is here twice"
    assert sam.do(today).visits == len(sam.do(today).rows) - 1
    assert sam.rows(rec.Answer) == before
    assert [s.step for s in sam.rows(rec.HandoffStep)][-1] == "mistake"
    assert left(sam) is None
    page = sam.do(summary, sam.contact)
    assert page.mistake and page.sections[0] == ("Not to be counted", ("a mistake: the same visit is here twice",))
    assert sam.refused(mark_mistake, sam.contact, "duplicate") == "That visit is marked already."
    tallies = sam.do(lambda rows, _house, _ctx: [(t.what, t.how) for t in rows.history(rec.Tally)])
    assert tallies == [("visit", "finished"), ("mistake", "visit:finished")]


def test_an_open_visit_marked_as_a_mistake_is_off_the_desk(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    assert desk.refused(mark_mistake, desk.contact, "bored") == "What went wrong? Choose from the list."
    assert desk.do(mark_mistake, desk.contact, "by_mistake").ring == ()
    assert desk.contact not in {view.contact_id for view in desk.do(front_desk).people}
    assert desk.do(front_desk).counted == "" and desk.do(front_desk).unfinished is None


# --- who keeps whom together --------------------------------------------------------------------------


def led(desk: Desk, worker: str = "Grace") -> None:
    desk.here(name_lead, "navigator", worker, "they asked for her")


def test_the_leads_list_says_who_has_whom_and_what_is_next(sam: Desk) -> None:
    assert sam.do(my_people).rows == ()
    led(sam)
    (row,) = sam.do(my_people).rows
    assert (row.worker, row.label, row.initials, row.said_yes, row.mine) == (
        "Grace",
        "Support team",
        "SR",
        False,
        False,
    )
    assert row.next[0].startswith("ask Grace: no yes yet (01632 960102")
    assert choices(sam)[:2] == ["carry_on", "said_yes"]
    sam.here(lead_said_yes)
    sam.here(start_handoff, "housing_duty", "booked")
    (row,) = sam.do(my_people).rows
    assert row.said_yes and row.next[0].startswith("Housing team: no answer since 10:15")
    sam.do(mark_mistake, sam.contact, "wrong_person")
    assert sam.do(my_people).rows == ()


def test_those_led_by_whoever_is_signed_in_stand_first(sam: Desk) -> None:
    led(sam, "Grace")
    first = sam.contact
    sam.arrive(SAM | {"HO1": {"name": "Ola Berg", "born": "1980-01-01", "postcode": "ZZ99 3AB"}})
    led(sam, "Ben")
    assert [row.worker for row in sam.do(my_people).rows] == ["Ben", "Grace"]
    sam.office.sign_in("ben")
    assert [(row.worker, row.mine) for row in sam.do(my_people).rows] == [("Ben", True), ("Grace", False)]
    assert first in {row.contact_id for row in sam.do(my_people).rows}


def test_two_lines_at_most_about_their_own_people_and_only_what_others_wrote_since(sam: Desk) -> None:
    finished(sam)
    code = next(row.code for row in sam.do(today).rows if row.contact_id == sam.contact)
    assert sam.do(news) == ()
    sam.office.sign_in("tom")
    sam.at(DEMO_START + timedelta(hours=2))
    sam.do(record_step, try_of(sam), "accepted", "Priya")
    sam.here(record_later, try_of(sam), "first_contact")
    assert sam.do(news) == ()  # Tom's words about Asha's people
    sam.office.sign_in("asha")
    sam.at(DEMO_START + timedelta(days=3))
    assert sam.do(news) == (f"{code}, SR: Priya met them.",)
    sam.office.sign_in("tom")
    sam.here(record_later, try_of(sam), "outcome", "sorted")
    sam.office.sign_in("asha")
    assert sam.do(news) == (f"{code}, SR: Priya met them; it is sorted out.",)
    sam.do(open_contact, "desk2")  # Asha was here today; tomorrow there is nothing new
    sam.at(DEMO_START + timedelta(days=4))
    assert sam.do(news) == ()


def test_a_sensitive_worker_is_never_named_and_a_mistake_is_no_news(sam: Desk) -> None:
    finished(sam)
    code = next(row.code for row in sam.do(today).rows if row.contact_id == sam.contact)
    handoff = try_of(sam)
    sam.office.sign_in("tom")
    sam.at(DEMO_START + timedelta(hours=1))
    sam.do(record_step, handoff, "accepted", "Priya")
    sam.office.sign_in("asha")
    sam.at(DEMO_START + timedelta(days=1))
    assert sam.do(news) == (f"{code}, SR: Priya said yes.",)
    directory = sam.office.house.directory
    private = replace(directory.by_id["housing_duty"], sensitive=True)
    hidden = replace(sam.office.house, directory=replace(directory, by_id={**directory.by_id, private.id: private}))
    assert sam.do(lambda rows, _house, ctx: news(rows, hidden, ctx)) == (f"{code}, SR: They said yes.",)
    sam.do(mark_mistake, sam.contact, "wrong_person")
    assert sam.do(news) == ()


def test_a_mark_taken_back_counts_again_by_one_more_row(sam: Desk) -> None:
    sam.here(start_handoff, "housing_duty", "booked")
    sam.here(finish_contact)
    closed = sam.rows(rec.ContactEvent, event="closed")[-1]
    assert "not marked" in sam.refused(take_back_mark, sam.contact)
    sam.do(mark_mistake, sam.contact, "wrong_person")
    view = sam.do(take_back_mark, sam.contact)
    assert view.ring and view.ring[0].startswith("Housing team")  # who was told otherwise is asked again
    (row,) = [row for row in sam.do(today).rows if row.contact_id == sam.contact]
    assert not row.mistake and row.state == "finished"
    assert [event.id for event in sam.rows(rec.ContactEvent, event="closed")] == [closed.id]
    ever = sam.do(lambda rows, *_: rows.history(rec.ContactEvent, contact_id=sam.contact))
    assert [event.event for event in ever].count("closed") == 2  # the mark is still there to be read
    tallies = sam.do(lambda rows, *_: rows.find(rec.Tally))
    assert [(tally.what, tally.how, tally.at) for tally in tallies] == [("visit", "finished", closed.at)]


def test_an_open_visit_marked_and_taken_back_stands_where_it_stood(desk: Desk) -> None:
    desk.arrive({"ST2": "here"})
    desk.do(mark_mistake, desk.contact, "by_mistake")
    desk.do(take_back_mark, desk.contact)
    assert desk.contact in [person.contact_id for person in desk.do(front_desk).people]
