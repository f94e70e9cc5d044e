"""Somebody at a service, by keyboard alone: who was sent to them, what was agreed, a yes, and a reason where one is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journeys.desk import NARROW, WIDE, Hands, Morning
from tests.usecases.trusted import over_since, trusted_hub
from triage.core.access import Role, no_screen
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.reception.contacts import park_contact


def sent(tmp_path: Path) -> Morning:
    desk = trusted_hub(tmp_path)
    desk.office.close()
    morning = Morning(tmp_path)
    for _ in range(400):
        morning._ids()
    return morning


def test_priya_opens_one_and_says_yes(tmp_path: Path) -> None:
    morning = sent(tmp_path)

    async def journey(hands: Hands) -> None:
        await hands.choose("Priya")
        await hands.until("Inbox")
        assert "Housing team: who was sent to you" in hands.text and "Sam" not in hands.text
        await hands.press("enter")
        await hands.until("Sent")
        assert "They agreed that you know" in hands.text and "Sam Reed" in hands.text
        hands.sees("No safe way to get in touch: do not ring, write or call round. Ask the front desk.")
        assert "1  Yes, I have them" in hands.text
        await hands.press("1")
        await hands.until("Inbox")
        assert "Priya" in hands.text and "they said yes" in hands.text

    morning.sit_down(NARROW, journey, who="")
    office = morning.open_office()
    steps = office.inside(lambda rows, _h, _c: rows.find(rec.HandoffStep, step="accepted")).result()
    office.close()
    assert [(step.worker, step.actor_id) for step in steps] == [("Priya", "priya")]


def test_whoever_keeps_it_together_reads_their_own(tmp_path: Path) -> None:
    morning = sent(tmp_path)

    async def journey(hands: Hands) -> None:
        await hands.choose("Grace")
        await hands.until("Inbox")
        assert "Support team: nobody waits for you." in hands.text
        await hands.press("m")
        await hands.until("MyPeople")
        assert "Grace (you)" in hands.text
        await hands.press("enter")
        await hands.until("Summary")
        assert "Who keeps it together" in hands.text or "Visit" in hands.text

    morning.sit_down(WIDE, journey, who="")


def test_whoever_keeps_it_together_finishes_a_visit_that_is_still_open(tmp_path: Path) -> None:
    """Parked at the desk, taken on by Priya, finished by Grace from her own list (issue: the third terminal)."""
    desk = trusted_hub(tmp_path)
    desk.do(record_step, desk.sent, "met")
    desk.do(record_step, desk.sent, "accepted", "Priya")
    desk.here(park_contact)
    contact = desk.contact
    desk.office.close()
    morning = Morning(tmp_path)
    for _ in range(400):
        morning._ids()

    async def journey(hands: Hands) -> None:
        await hands.choose("Grace")
        await hands.until("Inbox")
        await hands.press("m")
        await hands.until("MyPeople")
        hands.sees("the visit is not finished yet")
        assert "e how it ends" in hands.text
        await hands.press("e")
        await hands.until("Finish")
        hands.sees("You may have to leave your home.", "taken on by name (Priya)", "Everything has an end.")
        foot = hands.text.splitlines()[-1]
        assert not {"p park", "s slip", "v helpers", "o one name"} & set(foot.split("  ")), foot
        assert "The slip" not in hands.text, "nobody is there to be handed one, and its key does nothing"
        await hands.press("enter")
        await hands.until("Inbox")
        hands.sees("is finished. Well done.")
        await hands.press("m")
        await hands.until("MyPeople")
        assert "e how it ends" not in hands.text

    morning.sit_down(NARROW, journey, who="")
    office = morning.open_office()
    (closed,) = office.inside(
        lambda rows, _h, _c: rows.find(rec.ContactEvent, contact_id=contact, event="closed")
    ).result()
    office.close()
    assert closed.actor_id == "grace"


@pytest.mark.parametrize(
    ("who", "words"), [("Rosa", "triage doctor (what is well here)"), ("Ines", "triage audit (who saw what)")]
)
def test_who_has_no_screen_is_told_what_is_theirs_and_how_all_of_it(who: str, words: str, tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.choose(who)
        said = " ".join(hands.text.split())
        assert "Your work is done by commands." in said and words in said
        assert no_screen(Role.ADMINISTRATOR if who == "Rosa" else Role.GOVERNANCE) in said, "cut off"

    Morning(tmp_path).sit_down(NARROW, journey, who="")


def test_a_reason_is_asked_and_taken(tmp_path: Path) -> None:
    """Ben opens the page of a visit that ended seven weeks ago, from the list of those somebody keeps together."""
    desk = trusted_hub(tmp_path)
    over_since(desk, 50)
    desk.office.close()
    morning = Morning(tmp_path)
    for _ in range(400):
        morning._ids()
    morning.clock.now += timedelta(days=50)

    async def journey(hands: Hands) -> None:
        await hands.press("m")
        await hands.until("MyPeople")
        await hands.press("enter")
        await hands.until("PickModal")
        assert "Why do you open it?" in hands.text
        await hands.press("escape")
        await hands.until("Summary")
        assert "It was not opened." in hands.text
        await hands.press("b", "enter")
        await hands.until("PickModal")
        await hands.press("4")
        await hands.until("Summary")
        assert "Visit" in hands.text

    morning.sit_down(NARROW, journey, who="Tom")
