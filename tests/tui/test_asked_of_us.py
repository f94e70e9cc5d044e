"""Corrections, complaints and who may see somebody, from the page of a visit: in the app by keys, and a line at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, Hands, Morning
from tests.linear.script import Lines
from tests.usecases.conftest import SAM, Desk
from tests.usecases.trusted import as_
from triage.linear.lists import tell_today
from triage.linear.talk import Talk
from triage.tui.screens.summary import SummaryScreen
from triage.usecases import records as rec
from triage.usecases.reception.contacts import park_contact, see_contact
from triage.usecases.trust.asked_of_us import see_asked


def begun(folder: Path) -> tuple[Morning, str, str]:
    desk = Desk(folder)
    desk.arrive(SAM)
    contact, code = desk.contact, str(desk.here(see_contact).code)
    desk.here(park_contact)
    desk.office.close()
    morning = Morning(folder)
    for _ in range(600):
        morning._ids()
    return morning, contact, code


def rights(morning: Morning) -> list[tuple[str, str, str]]:
    office = morning.open_office()
    found: list[Any] = office.inside(lambda rows, _h, _c: rows.find(rec.Right)).result()
    office.close()
    return [(row.what, row.about if row.what == "correction" else "", row.words) for row in found]


def test_what_is_offered_is_what_they_may_do(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.arrive(SAM)
    ids = {who: [id for id, _ in as_(desk, who, see_asked, desk.contact).asks] for who in ("tom", "mira")}
    assert ids == {"tom": ["correct", "complain"], "mira": ["correct", "complain", "restrict"]}
    assert "H1" in dict(as_(desk, "tom", see_asked, desk.contact).questions)
    desk.office.close()


@thorough
def test_in_the_app(tmp_path: Path) -> None:
    morning, contact, _ = begun(tmp_path)

    async def journey(hands: Hands) -> None:
        hands.app.push_screen(SummaryScreen(contact))
        await hands.until("Summary")
        await hands.press("r")
        await hands.choose("Something is different")
        assert "What is different?" in hands.text
        await hands.press("1")
        await hands.type("not so [b]")
        await hands.press("enter")
        assert "Written down" in hands.text
        await hands.press("r")
        await hands.choose("They complain")
        await hands.type("You told my sister")
        await hands.press("enter")
        assert "we answer you by 23 December 2026" in hands.text
        await hands.press("r")
        await hands.choose("What was done about the complaint")
        await hands.type("we said sorry")
        await hands.press("enter")
        await hands.press("r")
        assert "What was done about" not in hands.text
        await hands.choose("Only some of us")
        await hands.choose("Mira")
        await hands.press("1")
        assert "There for Mira, and nobody else." in hands.text

    morning.sit_down(NARROW, journey, who="Mira")
    written = rights(morning)
    assert [what for what, _, _ in written] == ["correction", "complaint", "answered"]
    assert written[0][2] == "not so [b]" and written[2][2] == "we said sorry"


def test_a_line_at_a_time(tmp_path: Path) -> None:
    morning, _, code = begun(tmp_path)
    office = morning.open_office()
    office.sign_in("mira")
    script = Lines(
        f"they ask {code}", "1", "1", "not so", f"they ask {code}", "2", "You told my sister",
        f"they ask {code}", "3", "we said sorry", f"they ask {code}", "3", "Mira", "1",
        f"they ask {code}", "4", f"they ask {code}", "1", "", "", office=office,
    )  # fmt: skip
    tell_today(Talk(office, script, lambda: None))
    office.close()
    for said in (
        "Written down. It stands",
        "23 December 2026",
        "There for Mira, and nobody else",
        "for everybody again",
    ):
        assert said in script.all
    assert "Nothing is changed." in script.all
    assert [what for what, _, _ in rights(morning)] == ["correction", "complaint", "answered"]
