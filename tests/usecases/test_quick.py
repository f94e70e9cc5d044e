"""An appointment, a quick question: counted without a person, answered, and taken back without overwriting."""

from __future__ import annotations

from datetime import timedelta

from tests.usecases.conftest import Desk
from triage.clocks import DEMO_START
from triage.usecases import records as rec
from triage.usecases.afterwards.review import today
from triage.usecases.reception.building import say_building
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.quick import (
    ELSEWHERE,
    announce,
    answer_question,
    appointments,
    quick_questions,
    undo_count,
)


def tallies(desk: Desk, *, history: bool = False) -> list[tuple[str, str]]:
    def read(rows: object, _house: object, _ctx: object) -> list[tuple[str, str]]:
        found = rows.history(rec.Tally) if history else rows.find(rec.Tally)  # type: ignore[attr-defined]
        return [(row.what, row.how) for row in found]

    return list(desk.do(read))


def test_a_quick_question_is_answered_and_counted_and_makes_no_person(desk: Desk) -> None:
    before = desk.do(lambda rows, _house, _ctx: len(rows.find(rec.Person)))
    asked = [id for id, _ in desk.do(quick_questions).lines]
    assert asked == [
        "toilets", "baby_change", "times", "wifi", "forms", "print", "charging", "water", "bus", "lost", "other",
    ]  # fmt: skip
    for question in asked:
        assert desk.do(answer_question, question).words
    assert desk.do(answer_question, "toilets").words.startswith("The toilets are behind the lift")
    assert desk.do(answer_question, "times").words.startswith("We are open today from 08:45 to 17:00.")
    assert tallies(desk) == [("question", id) for id in (*asked, "toilets", "times")]
    assert desk.do(lambda rows, _house, _ctx: len(rows.find(rec.Person))) == before
    assert desk.do(front_desk).counted == "Today: 13 quick questions"
    assert desk.do(today).tallies == (("quick questions", 13),)
    desk.at(DEMO_START.replace(day=29))
    assert desk.do(answer_question, "times").words.startswith("We are closed today.")


def test_an_appointment_says_whom_to_tell_and_how(desk: Desk) -> None:
    words = desk.do(announce, "housing_duty").words
    assert words == "Housing team: ring Priya on 4120. Say: “Somebody is here for an appointment.”"
    assert "nobody is listed as in today; ring 01632 960187" in desk.do(announce, "law").words
    desk.do(say_building, "housing_duty", "back", "14:00")
    assert desk.do(announce, "housing_duty").words.endswith("(back at 14:00, said at 10:15 by Asha)")
    assert desk.do(front_desk).counted == "Today: 3 appointments"
    assert desk.do(today).tallies == (("appointments", 3),)


def test_no_list_names_a_sensitive_service_and_its_people_are_announced_all_the_same(desk: Desk) -> None:
    sensitive = {service.id for service in desk.office.house.directory.services if service.sensitive}
    listed = dict(desk.do(appointments).lines)
    assert not sensitive & set(listed) and listed[ELSEWHERE] == "Somebody else"
    assert desk.do(announce, ELSEWHERE).words == (
        "Ask whom they are here to see, and ring that person. No answer: Mira, duty lead, extension 4100."
    )
    assert desk.refused(announce, "da") == "That is not in the list. Choose one that is, or somebody else."
    assert tallies(desk) == [("appointment", "")]


def test_a_mis_key_is_taken_back_within_a_moment_and_nothing_is_overwritten(desk: Desk) -> None:
    assert desk.do(quick_questions).last == ""
    desk.do(answer_question, "wifi")
    desk.do(announce, "pantry")
    assert desk.do(quick_questions).last == "appointment, Pantry, 10:15"
    assert desk.do(undo_count).words == "Taken back: appointment, Pantry."
    assert desk.do(appointments).last == "quick question, Wi-Fi, 10:15"
    assert desk.do(front_desk).counted == "Today: 1 quick question"
    assert tallies(desk) == [("question", "wifi"), ("mistake", "appointment:pantry")]
    assert tallies(desk, history=True) == [
        ("question", "wifi"),
        ("appointment", "pantry"),
        ("mistake", "appointment:pantry"),
    ]
    desk.at(DEMO_START + timedelta(minutes=3))
    assert desk.do(quick_questions).last == ""
    assert desk.refused(undo_count) == "Nothing was counted here in the last two minutes."
    assert desk.refused(answer_question, "weather") == "That question is not in the list. Choose one that is."
