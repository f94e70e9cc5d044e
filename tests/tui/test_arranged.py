"""An interpreter and a word of their own, by keyboard alone, beside any question; and the word asked for at the next visit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, Hands, Morning
from tests.usecases.conftest import SAM
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.visit import arranged as a
from triage.usecases.visit.answers import give_answer


def here(morning: Morning) -> rec.Contact:
    office = morning.open_office()
    office.sign_in("asha")
    contact = office.do(open_contact, "desk2").result().contact_id
    said = {**SAM, "CO1": {"speak": "Romanian", "read": "Romanian"}}
    for question, raw in said.items():
        office.do(give_answer, contact, question, raw).result()
    office.do(a.arrange, contact, a.SAFE_WORD, "code_word", "bluebell").result()
    office.do(park_contact, contact, "").result()
    kept: rec.Contact = office.do(lambda rows, _h, _c: rows.get(rec.Contact, contact)).result()
    office.close()
    return kept


async def write(hands: Hands, words: str) -> None:
    await hands.press(*["space" if letter == " " else letter for letter in words])


def test_an_interpreter_is_arranged(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = here(morning)

    async def journey(hands: Hands) -> None:
        await hands.choose(contact.code)
        hands.sees("Interpreter (Romanian): not arranged yet")
        await hands.press("@")
        hands.sees("What is to be arranged?")
        await hands.choose("An interpreter")
        hands.sees("An interpreter: Romanian", "Ours only: never family", "How: –")
        await hands.choose("How: –")
        await hands.choose("By phone")
        hands.sees("How: By phone")
        await hands.choose("Booked for: –")
        await write(hands, "soon")
        await hands.press("enter")
        hands.sees("Type a day and a time, such as tue 10:00")
        await hands.press("escape")
        hands.sees_not("not arranged yet")
        rows = hands.rows(rec.PersonDetail, contact_id=contact.id)
        assert [row.value for row in rows if row.field == "interpreter_how"] == ['"phone"']

    morning.sit_down(NARROW, journey)


@thorough
def test_the_word_is_asked_for_at_the_next_visit(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    here(morning)
    morning.clock.now += timedelta(days=2)

    async def journey(hands: Hands) -> None:
        for word in ("rosebud", "Bluebell"):
            await hands.press("h")
            await write(hands, "Sam Reed")
            await hands.press("enter")
            await write(hands, "1 3 1992")
            await hands.press("enter", "enter")
            await hands.choose("The same person")
            hands.sees("They agreed a word of their own", "I can't say who we see")
            hands.sees_not("bluebell")
            await write(hands, word)
            await hands.press("enter")
            if word == "rosebud":
                hands.sees("That is not the word", "new person")
        hands.sees("Last here")

    morning.sit_down(NARROW, journey)
