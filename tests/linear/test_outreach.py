"""Out of the building, a line at a time: the same rows as by keys."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import Lines
from tests.usecases.conftest import SAM
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.visit.answers import give_answer


def played(office: Office, *lines: str | None) -> str:
    heard = Lines(*lines)
    with suppress(InputEnded):
        Desk(office, heard).run()
    return heard.all


def test_ben_in_a_hall_has_housing_expect_sam_and_the_desk_walks_them_over(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    office = morning.open_office()
    said = played(office, "ben", "2", "St Mark's hall", "list")
    assert "Where are you today?" in said and "St Mark's hall: nothing is a walk-over from here." in said
    assert "St Mark's hall, Ben, 10:15. 5 people here. Directory of 16 November; 7 days old." in said
    contact = office.do(open_contact, "desk2").result()
    for question, raw in SAM.items():
        office.do(give_answer, contact.contact_id, question, raw).result()
    office.do(park_contact, contact.contact_id).result()
    said = played(
        office,
        "6",
        "read back",
        "1",
        "",
        "when",
        "tue 10:00",
        "",
        "y",
        "walk",
        "",
        "",
        "",
    )
    assert "Housing team. Book a time." in said and "Directory of 16 November; 7 days old." in said
    assert "For Tuesday 24 November, 10:00: these can help." in said
    assert "Housing team expects Sam, Tuesday 24 November, 10:00." in said
    assert "1 yes, 2 said no" in said and "they are here" not in said
    assert [row.day for row in office.do(lambda rows, *_: rows.find(rec.Expected)).result()] == ["2026-11-24"]
    office.close()

    morning.clock.now += timedelta(hours=23, minutes=40)
    office = morning.open_office()
    said = played(office, "asha", "no", "list", "6", "they are here", "yes priya", "list")
    assert f"6 {contact.code}, SR, expected at 10:00, Housing team" in said
    assert "Ask for Priya" in said and "Priya has Sam. Said yes at 09:55." in said
    office.close()


def test_where_is_a_word_of_the_desk_and_alone_here_asks_the_worker(office: Office) -> None:
    said = played(office, "where", "4", "new", "move", "1", "back", "park", "", "", "where", None)
    assert "On the phone: nothing is a walk-over from here." in said
    assert "1 Here, where nobody else can hear" in said and "Look around first. Do not ask this aloud." in said
    assert "Nothing is changed." in said
