"""What is different in the building today: said at a desk, used in matching with its reason, ends by itself, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.conftest import Desk
from triage.clocks import DEMO_START
from triage.usecases import records as rec
from triage.usecases.reception.building import WHAT, say_building, see_building, take_back, values_for
from triage.usecases.reception.contacts import see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import InBuildingView
from triage.usecases.views import MatchView
from triage.usecases.visit.matches import see_matches


def in_list(desk: Desk, service: str) -> InBuildingView:
    return next(view for view in desk.do(front_desk).services if view.service == service)


def said(desk: Desk, service: str) -> tuple[str, ...]:
    found: tuple[str, ...] = next(row.said for row in desk.do(see_building).rows if row.service == service)
    return found


def match(desk: Desk, service: str) -> MatchView:
    view = desk.here(see_matches)
    return next(m for m in (*view.plan, *view.others) if m.service == service)


def test_full_today_is_seen_at_every_desk_and_is_the_reason_in_who_can_help(sam: Desk) -> None:
    assert any(ready.service == "housing_duty" for ready in sam.here(see_contact).ready)
    before = match(sam, "housing_duty")
    assert (before.mode, before.open_words) == ("walk_over", "open until 16:30")
    sam.at(DEMO_START + timedelta(minutes=5))
    sam.do(say_building, "housing_duty", "full")
    assert in_list(sam, "housing_duty") == InBuildingView(
        "housing_duty", "Housing team", before.who.replace(" and ", ", "), "full today", False, True
    )
    assert said(sam, "housing_duty") == ("full today, said at 10:20 by Asha",)
    now = match(sam, "housing_duty")
    assert "full today, said at 10:20" in now.against
    assert now.open_words == "open until 16:30, full today, said at 10:20"
    assert not any(ready.service == "housing_duty" for ready in sam.here(see_contact).ready)


@pytest.mark.parametrize(
    ("what", "value", "words", "why"),
    [
        ("back", "14:00", "back at 14:00", "back at 14:00, said at 10:15"),
        ("back", "2pm", "back at 14:00", "back at 14:00, said at 10:15"),
        ("closing", "15.00", "closing 15:00", "closing early, at 15:00, said at 10:15"),
        ("wait", "20 minutes", "wait to 10:35", "wait until about 10:35, said at 10:15"),
        ("wait", "1 hour", "wait to 11:15", "wait until about 11:15, said at 10:15"),
        ("wait", "3 days", "wait 3 days", "wait 3 days, said at 10:15"),
        ("wait", "1 week", "wait 7 days", "wait 7 days, said at 10:15"),
        ("out", "", "not in today", "not in today, said at 10:15"),
    ],
)
def test_what_is_said_stands_in_the_list_and_with_who_can_help(
    sam: Desk, what: str, value: str, words: str, why: str
) -> None:
    sam.do(say_building, "housing_duty", what, value)
    assert in_list(sam, "housing_duty").words == words
    assert why in match(sam, "housing_duty").against


def test_in_today_where_the_directory_says_otherwise(desk: Desk) -> None:
    assert in_list(desk, "asc").words == "full today"
    desk.do(say_building, "asc", "in")
    assert in_list(desk, "asc").words.startswith("in today, until ") and in_list(desk, "asc").open_now
    assert not in_list(desk, "energy").open_now  # Tuesdays and Thursdays
    desk.do(say_building, "energy", "in")
    assert in_list(desk, "energy").words == "in today, until 17:00"  # as long as the building
    desk.do(say_building, "energy", "closing", "12:00")
    assert in_list(desk, "energy").words == "closing 12:00, in today"
    desk.at(DEMO_START.replace(hour=17, minute=30))
    assert desk.refused(say_building, "energy", "in") == "The building is closed for today."


def test_it_ends_by_itself_at_its_time_or_at_midnight(desk: Desk) -> None:
    for service, what, value in (
        ("housing_duty", "back", "14:00"),
        ("advice", "wait", "45 minutes"),
        ("jobcentre", "full", ""),
    ):
        desk.do(say_building, service, what, value)
    desk.at(DEMO_START + timedelta(minutes=45))
    assert said(desk, "advice") == ()
    assert said(desk, "housing_duty") == ("back at 14:00, said at 10:15 by Asha",)
    desk.at(DEMO_START.replace(hour=14, minute=0))
    assert said(desk, "housing_duty") == ()
    assert in_list(desk, "housing_duty").words == "until 16:30"
    desk.at(DEMO_START.replace(hour=23, minute=59))
    assert said(desk, "jobcentre") == ("full today, said at 10:15 by Asha",)
    desk.at(DEMO_START + timedelta(days=1))
    assert said(desk, "jobcentre") == ()


def test_a_new_word_stands_for_the_old_and_can_be_taken_back_and_every_row_stays(desk: Desk) -> None:
    desk.do(say_building, "advice", "wait", "20 minutes")
    desk.do(say_building, "advice", "closing", "15:00")
    desk.do(say_building, "advice", "full")
    assert said(desk, "advice") == (
        "closing 15:00, said at 10:15 by Asha",
        "full today, said at 10:15 by Asha",
    )
    assert in_list(desk, "advice").words == "full today, closing 15:00"
    desk.do(take_back, "advice")
    assert said(desk, "advice") == ()
    rows = desk.do(lambda rows, _house, _ctx: rows.history(rec.DeskState))
    assert [row.what for row in rows] == ["wait", "closing", "full", "nothing"]
    assert desk.refused(take_back, "advice") == "Nothing is said of this one today."


@pytest.mark.parametrize(
    ("what", "value", "words"),
    [
        ("back", "09:00", "09:00 has gone by already. Which time is meant?"),
        ("back", "soon", "Which time? Write it as 14:00."),
        ("closing", "25:00", "Which time? Write it as 14:00."),
        ("wait", "a while", "How long? Write it as 20 minutes, 1 hour or 3 days."),
        ("wait", "0 minutes", "How long? Write it as 20 minutes, 1 hour or 3 days."),
        ("wait", "900 minutes", "That is past midnight. Say it in days."),
        ("busy", "", "That is not in the list. Go back and look again."),
    ],
)
def test_what_cannot_be_meant_is_said_kindly_and_nothing_is_written(
    desk: Desk, what: str, value: str, words: str
) -> None:
    assert desk.refused(say_building, "advice", what, value) == words
    assert desk.do(lambda rows, _house, _ctx: rows.history(rec.DeskState)) == []


def test_the_times_offered_are_those_to_come_and_all_of_them_can_be_said(desk: Desk) -> None:
    assert desk.do(lambda _rows, house, ctx: values_for(house, ctx, "back"))[:3] == ("10:30", "11:00", "11:30")
    for what, _ in WHAT:
        for value in desk.do(lambda _rows, house, ctx, of=what: values_for(house, ctx, of)) or ("",):
            desk.do(say_building, "advice", what, value)


def test_no_sensitive_service_is_ever_in_the_list(desk: Desk) -> None:
    sensitive = {service.id for service in desk.office.house.directory.services if service.sensitive}
    listed = {view.service for view in desk.do(front_desk).services}
    assert listed and not listed & sensitive
    rows = [row.service in sensitive for row in desk.do(see_building).rows]
    assert any(rows) and rows == sorted(rows)  # to say something of: last, by public label and who works there


def test_a_service_that_no_list_names_can_be_said_to_be_full_or_away(desk: Desk) -> None:
    before = {view.service for view in desk.do(front_desk).services}
    rows = {row.service: row for row in desk.do(see_building).rows}
    assert {"da", "mh"} <= set(rows) and not {"da", "mh"} & before
    assert rows["mh"].label == "Health worker" and "room" not in rows["da"].label.casefold()
    desk.do(say_building, "da", "full")
    assert said(desk, "da") == ("full today, said at 10:15 by Asha",)
    assert {view.service for view in desk.do(front_desk).services} == before
