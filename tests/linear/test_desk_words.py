"""The desk itself, a line at a time: the building, appointments, quick questions, the end of the day."""

from __future__ import annotations

import json
from contextlib import suppress

from tests.linear.script import Lines
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec


def at_the_desk(office: Office, *lines: str | None) -> Lines:
    played = Lines(*lines, office=office)
    with suppress(InputEnded):
        Desk(office, played).run()
    return played


def test_what_is_different_in_the_building(office: Office) -> None:
    heard = at_the_desk(
        office, "building", "housing", "full", "housing", "back at", "2pm", "housing", "take", "advice", None, ""
    )
    said = "\n".join(heard.said)
    assert "Housing team: full today, said at 10:15 by Asha." in said
    assert "Housing team: full today, said at 10:15 by Asha, back at 14:00, said at 10:15 by Asha." in said
    assert "Housing team: as the directory says." in said
    assert "Nothing is changed." in said
    rows = office.do(lambda rows, _house, _ctx: rows.history(rec.DeskState)).result()
    assert [(row.service, row.what, row.detail) for row in rows] == [
        ("housing_duty", "full", ""),
        ("housing_duty", "back", "14:00"),
        ("housing_duty", "nothing", ""),
    ]


def test_an_appointment_and_a_quick_question_also_on_top_of_an_open_visit(office: Office) -> None:
    heard = at_the_desk(
        office,
        "a",
        "housing",
        "quick",
        "toilets",
        "new",
        "quick",
        "wi-fi",
        "appointment",
        "pantry",
        "q",
        "not the last",
    )
    said = "\n".join(heard.said)
    assert "Housing team: ring Priya on 4120. Say: “Somebody is here for an appointment.”" in said
    assert "The toilets are behind the lift" in said and "Choose Northmere Guest" in said
    assert "Taken back: appointment, Pantry." in said
    tallies = office.do(lambda rows, _house, _ctx: rows.find(rec.Tally)).result()
    assert [(row.what, row.how) for row in tallies] == [
        ("appointment", "housing_duty"),
        ("question", "toilets"),
        ("question", "wifi"),
        ("mistake", "appointment:pantry"),
    ]


def test_the_end_of_the_day(office: Office) -> None:
    heard = at_the_desk(
        office,
        "end of day",
        "1",
        "hand",
        "the desk",
        "Mira",
        "1",
        "they went",
        "no",
        "1",
        "they went",
        "yes",
        "1",
        None,
        "1",
        "carry on",
        "park",
        "",
        "",
    )
    said = "\n".join(heard.said)
    assert "Still with nobody: 5." in said and "Still with nobody: 3." in said
    assert "A name is needed, not a desk." in said and "Nothing is changed." in said
    events = [e.event for e in office.do(lambda rows, _house, _ctx: rows.find(rec.ContactEvent)).result()]
    assert events[-4:] == ["passed_to", "abandoned", "resumed", "parked"]


def test_a_visit_marked_as_a_mistake_and_my_people(office: Office) -> None:
    heard = at_the_desk(office, "new", "park", "", "", "today", "mistake 1", "twice", "", "my people")
    said = "\n".join(heard.said)
    assert "is marked as a mistake." in said
    assert "Nobody is kept together by anybody yet." in said
    (event,) = [
        event for event in office.do(lambda rows, _house, _ctx: rows.find(rec.ContactEvent, event="closed")).result()
    ]
    assert event.detail == '{"how": "mistake", "why": "duplicate"}'


def test_a_visit_of_the_wrong_person_is_moved(office: Office) -> None:
    started = ("new", "here", "no", "park", "", "")
    heard = at_the_desk(
        office, *started, "today", "mistake 1", "wrong person", "", "mistake 1", "wrong person", "JE", ""
    )
    said = "\n".join(heard.said)
    assert "Whose visit was it?" in said and "Nothing is changed." in said and "is moved to NM-" in said
    rows = office.do(lambda rows, _house, _ctx: rows.find(rec.Answer, question_id="S3")).result()
    assert [("moved" in json.loads(row.source)) for row in rows] == [False, True]
