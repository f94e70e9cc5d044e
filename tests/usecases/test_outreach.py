"""Out of the building: where a terminal is today, an hour they can come, and the desk that is to expect them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.clocks import DEMO_START
from triage.core.hours import LONDON
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.paper.slips import make_slip
from triage.usecases.reception.coming import NOT_NOW, offer_hours, say_coming
from triage.usecases.reception.contacts import move_contact, open_contact, park_contact, resume_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.whereabouts import ALONE_HERE, KINDS, directory_age, say_where, see_where, where_to
from triage.usecases.views import MatchView
from triage.usecases.visit.answers import ask_privacy, give_answer
from triage.usecases.visit.matches import see_matches

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)


@pytest.fixture
def away(desk: Desk) -> Desk:
    """Ben in a church hall, with Sam: read back, everything agreed."""
    desk.office.sign_in("ben")
    desk.do(say_where, "elsewhere", "St Mark's hall")
    desk.arrive(SAM)
    desk.agree_all()
    return desk


def housing(desk: Desk) -> MatchView:
    view = desk.here(see_matches)
    return next(match for match in (*view.plan, *view.others) if match.service == "housing_duty")


def test_an_outreach_worker_is_asked_once_a_day_and_nobody_else(desk: Desk) -> None:
    assert not desk.do(see_where).ask
    desk.office.sign_in("ben")
    assert desk.do(front_desk).ask_where
    desk.do(say_where, "hub")
    assert not desk.do(front_desk).ask_where and desk.do(front_desk).away == ""
    desk.at(DEMO_START + timedelta(days=1))
    assert desk.do(front_desk).ask_where


@pytest.mark.parametrize(
    ("kind", "named", "place", "place_name", "setting", "channel"),
    [
        ("hub", "", "desk2", "Desk 2", "desk", "in person"),
        ("elsewhere", "St Mark's hall", "outreach", "St Mark's hall", "outreach", "in person"),
        ("elsewhere", "", "outreach", "Out of the building", "outreach", "in person"),
        ("visit", "12 Mill Lane", "outreach", "A visit at home", "home", "in person"),  # of a home no address is kept
        ("phone", "", "phone", "On the phone", "phone", "phone"),
    ],
)
def test_a_visit_begins_where_the_terminal_is(
    desk: Desk, kind: str, named: str, place: str, place_name: str, setting: str, channel: str
) -> None:
    assert kind in dict(KINDS)
    desk.do(say_where, kind, named)
    view = desk.do(open_contact, "desk2")
    (contact,) = desk.do(lambda rows, _house, _ctx: [rows.get(rec.Contact, view.contact_id)])
    assert (view.place, view.place_name) == (place, place_name)
    assert (contact.setting, contact.channel) == (setting, channel)
    assert not any("Mill Lane" in row.named for row in desk.do(lambda rows, *_: rows.find(rec.Whereabouts)))


def test_a_place_that_says_too_much_is_not_written_down(desk: Desk) -> None:
    assert "other words" in desk.refused(say_where, "elsewhere", "the women's refuge")
    assert desk.refused(say_where, "moon") == "Choose where you are from the list."


def test_private_questions_wait_until_nobody_can_overhear(away: Desk) -> None:
    """contract.md 1: as at the counter until F0 is all yes, then as in a private room."""
    gaps = away.here(see_contact).not_covered
    assert any("somewhere quieter" in line or "in private" in line for line in gaps)
    before = away.here(see_contact).not_covered
    assert dict(where_to(away.office.house, "outreach"))[ALONE_HERE] == "Here, where nobody else can hear"
    assert away.here(ask_privacy).id == "F0"
    away.here(give_answer, "F0", dict.fromkeys(("alone", "private", "interpreter_ok", "no_child_over_2"), "yes"))
    assert away.here(see_contact).not_covered != before and "in private" not in str(away.here(see_contact).not_covered)
    away.here(give_answer, "ST1", ["with_adult"])
    assert "Somebody is beside them" in away.refused(ask_privacy, away.contact)
    away.here(give_answer, "ST1", ["alone"])
    view = away.here(move_contact, "phone")  # another way to talk: whether anybody hears is unknown again
    assert view.place_name == "On the phone"


def test_nothing_is_a_walk_over_and_the_desk_may_be_rung(away: Desk) -> None:
    match = housing(away)
    assert match.mode == "booked"
    assert [mode for mode, _ in match.modes] == ["phone", "booked", "three_way_call"]
    assert dict(match.modes)["three_way_call"] == "Call together, on speaker"
    assert away.here(see_matches).directory == "Directory of 16 November; 7 days old"
    phone = away.office.house.directory.by_id["housing_duty"].phone
    assert [r.text for r in away.here(see_contact).ready] == [f"Housing team, ring {phone}, open until 16:30"]
    assert "not in the building" in away.refused(start_handoff, away.contact, "housing_duty", "walk_over")
    view = away.here(start_handoff, "housing_duty", "three_way_call")
    assert (view.mode_words, view.directions[0]) == ("Call together, on speaker", "Call together, on speaker")
    assert "accepted" in view.allowed


def test_somebody_who_only_sees_people_there_is_rung(desk: Desk) -> None:
    """Debt advice takes people at its desk alone; from a hall that desk is rung, and nobody is left to do it alone."""
    desk.do(say_where, "elsewhere")
    desk.arrive({**SAM, "H3": "no", "M0": ["bills_or_debts"], "M3a": ["council_tax", "cards_loans"], "M3b": "later"})
    modes = {match.service: match.mode for match in desk.here(see_matches).plan}
    assert modes and set(modes.values()) <= {"three_way_call", "booked", "phone", "referral"}, modes


def test_when_can_you_come_plans_for_that_hour(away: Desk) -> None:
    offered = away.do(offer_hours)
    assert [words for _, words in offered][:3] == ["Today 12:00", "Tomorrow 10:00", "Wednesday 10:00"]
    for typed, _ in offered:
        assert away.here(say_coming, typed).coming
    view = away.here(say_coming, "tue 9:00")
    assert view.coming == "Tuesday 24 November, 09:00"
    match = housing(away)
    assert (match.mode, match.mode_words) == ("walk_over", "Expect them, Tuesday 24 November, 09:00")
    assert match.open_words == "open then, until 16:30"
    # Before it opens, and past its last hour for somebody new, it is not a walk-over at that hour either.
    away.here(say_coming, "tue 8:50")
    assert housing(away).mode != "walk_over" and "opens" in " ".join(housing(away).against)
    away.here(say_coming, NOT_NOW)
    assert housing(away).mode == "booked" and away.here(see_matches).coming == ""


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("sun 10:00", "The building is closed then. It opens Monday"),
        ("tue 3:00", "The building is closed then. It opens tomorrow 08:45"),
        ("24 dec 10:00", "more than two weeks away"),
        ("soon", "Type a day and a time"),
    ],
)
def test_an_hour_nobody_could_come_at_is_said(away: Desk, typed: str, says: str) -> None:
    assert says in away.refused(say_coming, away.contact, typed)
    assert housing(away).mode == "booked"


def test_the_hour_is_only_for_somebody_who_is_not_here(sam: Desk) -> None:
    assert "in the building" in sam.refused(say_coming, sam.contact, "tue 10:00")


def test_what_cannot_wait_is_rung_about_now_whatever_hour_they_can_come(desk: Desk) -> None:
    desk.do(say_where, "elsewhere")
    desk.arrive({**SAM, "S3": ["no_food"], "M2": "no"})
    view = desk.here(say_coming, "tue 9:00")
    modes = {code: match.mode for match in view.plan for code in match.need_codes}
    assert modes[NEED] == "walk_over"  # expected on Tuesday
    assert modes["money.no_food_today"] not in ("walk_over", "bring_to_person")
    assert "Expect" not in next(m for m in view.plan if "money.no_food_today" in m.need_codes).mode_words


@pytest.fixture
def expected(away: Desk) -> Desk:
    """Housing expects Sam on Tuesday at nine; the visit in the hall is finished."""
    away.here(say_coming, "tue 9:00")
    away.here(start_handoff, "housing_duty")
    return away


def the_try(desk: Desk) -> Any:
    return desk.do(see_handoff, desk.rows(rec.Handoff)[-1].id)


def test_expected_is_asked_agreed_and_booked_but_nobody_walks(expected: Desk) -> None:
    view = the_try(expected)
    assert [step.step for step in expected.rows(rec.HandoffStep)] == ["proposed", "agreed", "sent"]
    assert (view.expected, view.mode_words) == ("Tuesday 24 November, 09:00", "Expect them")
    assert view.waits == "expected at Tuesday 09:00"
    assert [end.how for end in expected.rows(rec.NeedEnd)] == ["booked"]
    slip = expected.here(make_slip).page
    assert any("Housing team: Tuesday 24 November, 09:00" in line for _, lines in slip.sections for line in lines)
    expected.here(finish_contact)
    assert expected.do(front_desk).expected == ()  # not today


def test_on_the_day_the_desk_finds_them_and_walks_them_over(expected: Desk) -> None:
    expected.here(finish_contact)
    expected.at(TUESDAY - timedelta(minutes=5))
    expected.office.sign_in("asha")
    expected.do(say_where, "hub")
    (one,) = expected.do(front_desk).expected
    assert (one.initials, one.label, one.late, one.worker) == ("SR", "Housing team", False, "")
    assert any("expected at 09:00" in " ".join(row.waits) for row in expected.do(today).due)
    expected.at(TUESDAY + timedelta(minutes=10))
    assert expected.do(front_desk).expected[0].late
    assert the_try(expected).waits == "was expected at 09:00: ring them the safe way"
    view = expected.do(record_step, one.handoff_id, "walking")
    assert view.expected == "" and view.directions[0] != "Tuesday 24 November, 09:00"
    assert expected.do(front_desk).expected == ()
    expected.do(record_step, one.handoff_id, "met")
    expected.do(record_step, one.handoff_id, "accepted", "Priya")
    assert expected.do(front_desk).expected == ()
    page = str(expected.here(summary).sections)
    assert "at St Mark's hall" in page and "moved to Desk 2" in page and "Priya" in page


def test_a_yes_beforehand_keeps_them_in_the_list_until_they_have_met(expected: Desk) -> None:
    handoff = the_try(expected).handoff_id
    expected.do(record_step, handoff, "accepted", "Priya")
    expected.here(finish_contact)
    expected.at(TUESDAY)
    assert [one.worker for one in expected.do(front_desk).expected] == ["Priya"]
    expected.do(record_step, handoff, "first_contact")
    assert expected.do(front_desk).expected == ()


def test_an_answer_is_owed_from_when_they_came(expected: Desk) -> None:
    expected.at(TUESDAY)
    handoff = the_try(expected).handoff_id
    expected.do(record_step, handoff, "walking")
    assert "no answer since 09:00, due by" in the_try(expected).waits


def test_a_no_opens_it_again(expected: Desk) -> None:
    expected.do(record_step, the_try(expected).handoff_id, "declined", because="full")
    assert expected.rows(rec.NeedEnd)[-1].how == "open"


def test_somebody_met_outside_who_comes_to_the_hub_is_in_the_building(away: Desk) -> None:
    away.here(park_contact)
    away.do(say_where, "hub")
    view = away.do(resume_contact, away.contact)
    assert view.place == "desk2" and housing(away).mode == "walk_over"
    away.here(park_contact)
    away.do(say_where, "phone")
    assert away.do(resume_contact, away.contact).place_name == "On the phone"
    assert housing(away).mode == "booked"


@pytest.mark.parametrize(
    ("day", "words", "old"),
    [
        (datetime(2026, 11, 16), "Directory of 16 November; of today", False),
        (datetime(2026, 11, 17), "Directory of 16 November; 1 day old", False),
        (datetime(2026, 12, 28), "Directory of 16 November; 42 days old", False),
        (datetime(2027, 3, 1), "Directory of 16 November 2026; 105 days old. Ring before you send anybody: ", True),
    ],
)
def test_how_old_the_directory_is(desk: Desk, day: datetime, words: str, old: bool) -> None:
    said = directory_age(desk.office.house, day.date())
    assert said[1] is old and (said[0] == words or (old and said[0].startswith(words)))


def test_an_old_directory_is_said_at_the_hub_too(desk: Desk) -> None:
    assert desk.do(front_desk).directory == ""
    desk.at(DEMO_START + timedelta(days=120))
    assert "Ring before you send anybody" in desk.do(front_desk).directory
    desk.at(DEMO_START)
    desk.do(say_where, "phone")
    assert desk.do(front_desk).directory == "Directory of 16 November; 7 days old"


def test_a_call_stays_possible_when_an_hour_is_known(away: Desk) -> None:
    away.here(say_coming, "tue 9:00")
    assert [mode for mode, _ in housing(away).modes] == ["walk_over", "phone", "booked", "three_way_call"]
    assert "they are there at that hour, and this should not wait" in housing(away).because
    assert away.here(start_handoff, "housing_duty", "three_way_call").expected == ""
