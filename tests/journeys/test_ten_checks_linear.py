"""The same checks a line at a time: lines typed in place of keys (1, 2, 4, 5, 8 and 9)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import Lines
from tests.usecases.conftest import SAM, Desk
from tests.usecases.test_returning import MANY, THURSDAY, make_first_visit
from triage.linear.desk import Desk as LinearDesk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.reception.contacts import park_contact


def played(office: Office, *lines: str) -> str:
    heard = Lines(*lines)
    with suppress(InputEnded):
        LinearDesk(office, heard).run()
    return "\n".join(heard.said)


def sam_waits(home: Path) -> Office:
    desk = Desk(home)
    desk.arrive(SAM)
    desk.here(park_contact)
    return desk.office


def test_1_a_bus_pass_an_appointment_and_a_quick_question(tmp_path: Path) -> None:
    office = Morning(tmp_path).open_office()
    office.sign_in("asha")
    said = played(office, "new", "1", "nothing", "13", "", "no", "appointment", "housing", "new", "quick", "toilets")
    assert "Done. Counted, no name kept." in said and "write down what you tell me" not in said
    assert "ring Priya on 4120" in said and "behind the lift" in said
    tallies = office.do(lambda rows, *_: rows.find(rec.Tally)).result()
    assert next((row.what, row.how) for row in tallies) == ("visit", "offered_declined")
    office.close()


def test_2_the_letter_says_out_by_4_december(tmp_path: Path) -> None:
    office = Morning(tmp_path).open_office()
    office.sign_in("asha")
    said = played(
        office,
        "new",
        "1",
        "nothing",
        "9",
        "",
        "stay",
        "no",
        "4dec",
        "moving out",
        "read back",
        "now",
        "",
    )
    assert "Ready now: Housing team, desk 4, open until 16:30." in said
    assert "Not covered: " in said and "Private: later, in private" in said
    assert "1 Housing team. Walk over together. Desk 4, ground floor, Priya, open until 16:30." in said
    assert "moving out, 4 December 2026" in said
    office.close()


def test_4_back_on_thursday(tmp_path: Path) -> None:
    make_first_visit(tmp_path)
    desk = Desk(tmp_path, ids_from=MANY)
    desk.at(THURSDAY)
    said = played(desk.office, "before", "Sam Reed", "1 3 1992", "", "", "1", "1", "2")
    assert "SR, here Monday 23 November, 3 days ago" in said and "Housing team has not answered" in said
    assert [row.why for row in desk.do(lambda rows, *_: rows.find(rec.CameBack))] == ["no_reply"]
    desk.office.close()


def test_5_and_8_a_no_goes_on_to_the_next_and_sends_nothing(tmp_path: Path) -> None:
    office = sam_waits(tmp_path)
    said = played(
        office, "6", "read back", "", "", "yes", "walk", "said no", "no room today", "go on", "yes", "walk", "said no", "no room today",
    )  # fmt: skip
    assert "Next: Legal clinic." in said and "Ring Mira, duty lead, extension 4100" in said
    assert "back to reception" not in said.casefold()
    office.close()


def test_8_refused(tmp_path: Path) -> None:
    office = sam_waits(tmp_path)
    assert "Nothing will be sent" in played(office, "6", "read back", "", "", "no")
    office.close()


def test_9_a_page_of_a_walk_over(tmp_path: Path) -> None:
    office = sam_waits(tmp_path)
    played(office, "6", "read back", "", "", "yes", "walk", "minutes 4", "yes priya", "", "", "")
    office.sign_in("mira")
    said = played(office, "today", "1")
    for words in (
        "What we heard",
        "Not covered",
        "Agreed to share",
        "they said yes (Priya), entered after",
        "How each thing ended",
    ):
        assert words in said, f"{words}\n{said}"
    office.close()
