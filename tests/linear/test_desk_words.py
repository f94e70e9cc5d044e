"""The desk itself, a line at a time: the building, appointments, quick questions, the end of the day."""

from __future__ import annotations

from contextlib import suppress

from tests.linear.script import Lines
from triage.bootstrap import Office
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
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
