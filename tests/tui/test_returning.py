"""Sam is back on Thursday, by keyboard alone at 80×24: what is open first, then eight keys at most to the new thing."""

from __future__ import annotations

from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, Hands, Morning
from tests.usecases.test_returning import MANY, THURSDAY, make_first_visit
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.visit.answers import give_answer

FACTS = ("Sam Reed", "enter", "1 3 1992", "enter", "enter")


def thursday(home: Path) -> Morning:
    make_first_visit(home)
    morning = Morning(home)
    for _ in range(MANY):
        morning._ids()
    morning.clock.now = THURSDAY
    return morning


def about_to_say_who(morning: Morning) -> None:
    """Somebody waits who was asked everything up to their name."""
    office = morning.open_office()
    office.sign_in("asha")
    contact = office.do(open_contact, "desk2").result().contact_id
    said = {"ST2": "here", "S3": ["no"], "RE1": {"about": ["other"]}, "ZZ1": "pnts", "RE3": "no", "PR1": "yes"}
    for question, raw in {**said, "CO1": "pnts", "CO2": ["none"]}.items():
        office.do(give_answer, contact, question, raw).result()
    office.do(park_contact, contact).result()
    office.close()


async def look_for(hands: Hands, *parts: str) -> None:
    await hands.press("h")
    for part in parts:
        await (hands.press(part) if part == "enter" else hands.press(*["space" if c == " " else c for c in part]))


def test_sam_is_back(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await look_for(hands, "Sam Reed", "enter", "enter", "enter", "enter")
        assert "Two things are needed" in hands.text  # one fact says nothing
        await hands.press("escape")
        await look_for(hands, *FACTS)
        assert "SR, here Monday 23 November, 3 days ago" in hands.words
        assert "Housing" not in hands.words and "letter" not in hands.words  # not a word about why
        before = hands.pressed
        await hands.press("1")  # the same person
        assert hands.at == "Back"
        text = hands.words
        assert text.index("Housing team has not answered") < text.index("What was agreed")
        assert "Asha asked them, and has it" in text
        await hands.press("1", "2")  # because of that; nobody got back to them
        assert hands.question == "ST2"
        await hands.press("1", "1")  # here is fine; nothing cannot wait
        assert "Last time (23 Nov), best languages" in hands.words
        await hands.press("enter")
        assert "Last time (23 Nov), where you live" in hands.words
        await hands.press("enter")
        assert hands.question == "RE1"
        assert hands.pressed - before <= 8, hands.pressed - before
        (row,) = hands.rows(rec.CameBack)
        assert row.why == "no_reply"
        await hands.press("equals_sign")
        assert "back because of it: no reply" in hands.words
        await hands.press("enter")
        assert hands.question == "RE1"

    thursday(tmp_path).sit_down(NARROW, journey)


@thorough
def test_once_they_say_who_they_are(tmp_path: Path) -> None:
    """Left open it is asked again only when they are picked up again; somebody beside them, and it is not asked at all."""

    async def journey(hands: Hands) -> None:
        await hands.press("6")  # who came last
        assert hands.question == "HO1"
        await hands.answer({"name": "Sam Reed", "born": "1 3 1992"})
        assert "SR, here Monday 23 November, 3 days ago" in hands.words
        await hands.press("escape")  # no answer: nothing is decided
        assert hands.question == "HO2" and not hands.rows(rec.SamePerson)
        await hands.answer("pnts")
        assert hands.at == "Assessment"
        await hands.press("ampersand", "1")  # somebody who waits came with them
        assert "Linked: they belong together." in hands.words
        assert [row.together for row in hands.rows(rec.Household)] == [True]
        await hands.press("ampersand", "1")  # the first line is now the way back
        assert [row.together for row in hands.rows(rec.Household)] == [False]
        await hands.press("p", "enter", "enter")
        await hands.pick_up("SR")
        assert "SR, here Monday 23 November" in hands.words
        await hands.press("2")  # not the same
        assert [row.verdict for row in hands.rows(rec.SamePerson)] == ["not_same"]
        assert hands.at == "Assessment"

    morning = thursday(tmp_path)
    about_to_say_who(morning)
    morning.sit_down(NARROW, journey)
