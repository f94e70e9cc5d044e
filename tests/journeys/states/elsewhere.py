"""At other places than the counter: a service, a hall, two days later, another desk, and a screen that is locked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.harness.keyed import PASSPHRASES, PINS, copy_keyed
from tests.journeys.desk import Clock, Hands
from tests.journeys.states.beside import TO, like_sam
from tests.journeys.states.room import Room, do, leave, put, seen, settled, somebody_else, write
from tests.usecases.conftest import NEED
from triage import bootstrap
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.returning import BackScreen
from triage.tui.screens.walk import WalkScreen
from triage.usecases import demo
from triage.usecases import records as rec
from triage.usecases.afterwards.returning import come_back, find_before
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.coming import offer_hours, say_coming
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact, see_contact
from triage.usecases.visit.answers import give_answer

TOLD = {"name": "Sam Reed", "born": "1 3 1992"}


def elsewhere(room: Room) -> None:
    away(room)
    back(room)
    other_desk(room)
    locked(room)


# -- in a hall, and whoever is expected


def away(room: Room) -> None:
    morning = room.morning("away")

    async def hall(hands: Hands) -> None:
        await hands.choose("Ben")
        await hands.until("PickModal")
        await room.look(hands, "where_today")
        await hands.press("2")
        await room.look(hands, "where_named")
        await write(hands, "St Mark's hall")
        await hands.press("enter")
        await room.look(hands, "front_desk_away")
        contact = like_sam(hands)
        await seen(hands, room.look, "matches_away", MatchesScreen(contact))
        await seen(hands, room.look, "when_can_they_come", MatchesScreen(contact), "t")
        hour = do(hands, offer_hours)[0][0]
        do(hands, say_coming, contact, hour)
        do(hands, agree, contact, TO, NEED, "given")
        await seen(hands, room.look, "matches_for_an_hour", MatchesScreen(contact))
        await seen(hands, room.look, "expected", WalkScreen(do(hands, start_handoff, contact, TO).handoff_id))
        do(hands, finish_contact, contact)

        await leave(hands)
        await somebody_else(hands, "a", "FrontDesk")
        await room.look(hands, "front_desk_expects")
        await somebody_else(hands, "g", "Inbox")
        await room.look(hands, "inbox_empty")

    room.sit(morning, hall, "")


# -- three days later


def back(room: Room) -> None:
    morning = room.morning("back")

    with patch.object(demo, "PEOPLE", demo.PEOPLE[:2]):
        office = morning.open_office()
    office.sign_in("asha")
    contact = like_sam(office, {"CO1": {"speak": "English", "read": "English"}, "CO2": ["large_print"]})
    do(office, agree, contact, TO, NEED, "given")
    do(office, start_handoff, contact, TO, "booked")
    do(office, name_lead, contact, "navigator", "Grace", "they asked for her")
    do(office, accept_lead, contact)
    do(office, finish_contact, contact)
    office.close()

    async def thursday(hands: Hands) -> None:
        await room.look(hands, "front_desk_left_over")
        await hands.press("h")
        await room.look(hands, "before")
        await write(hands, "Sam Reed")
        await hands.press("enter", "enter", "enter", "enter")
        await room.look(hands, "before_one_fact")
        await hands.press("up", "up")
        await write(hands, "1 3 1992")
        await hands.press("enter", "enter", *(["enter"] if hands.at == "BeforeModal" else []))
        await room.look(hands, "before_found")
        await leave(hands)
        (known,) = do(hands, find_before, TOLD).people
        contact = do(hands, come_back, "desk2", TOLD, known.person_id, "same").contact_id
        await seen(hands, room.look, "back_again", BackScreen(contact))
        await seen(hands, room.look, "back_because", BackScreen(contact), "1")
        await seen(hands, room.look, "not_them", BackScreen(contact), "x")
        for question, raw in {"ST2": "here", "S3": ["no"]}.items():
            do(hands, give_answer, contact, question, raw)
        await put(hands, AssessmentScreen(do(hands, see_contact, contact)))
        await room.look(hands, "still_right")
        await hands.press("enter", "enter")
        await hands.app.to_front_desk()
        await hands.rest()
        do(hands, park_contact, contact)
        await hands.press("t")
        await room.look(hands, "today_due")

    morning.clock.now += timedelta(days=3)
    room.sit(morning, thursday)


# -- a second desk on the same data


def other_desk(room: Room) -> None:
    morning = room.morning("desks")

    def desk_3() -> Office:
        with (
            patch.object(bootstrap, "demo_clock", lambda latest: morning.clock),
            patch.object(bootstrap, "uuid7_maker", lambda: morning._ids),
        ):
            office = open_office(Settings(home=morning.home, content=sample_content(), terminal="Desk 3", demo=True))
        office.sign_in("tom")
        return office

    async def journey(hands: Hands) -> None:
        tom = desk_3()
        view = tom.do(open_contact, "desk2").result()
        await hands.app.to_front_desk()
        await hands.press("t", "b")
        await room.look(hands, "front_desk_open_elsewhere")
        await hands.press("6")
        await room.look(hands, "take_over")
        await leave(hands)
        tom.do(park_contact, view.contact_id).result()
        await hands.press("n", "1", "1", "1", "enter")
        await hands.linger()  # until nothing is lit beneath the dialog
        await write(hands, "to stay in the flat")
        tom.do(resume_contact, hands.app.contact_id, "", "the person is there now").result()
        await hands.press("enter")
        await hands.until("TakenModal")
        await room.look(hands, "taken_over")
        await hands.press("enter")
        tom.close()

    room.sit(morning, journey)


# -- real data, with a passphrase and digits


def locked(room: Room) -> None:
    keyed, clock = copy_keyed(room.home / "locked"), Clock()

    def quiet() -> Any:
        return open_office(keyed.settings)

    async def journey(hands: Hands) -> None:
        await hands.until("Coming")
        look = room.look
        await settled(hands)
        await look(hands, "sign_in")
        await _keys(hands, "a")
        await look(hands, "sign_in_passphrase")
        await _keys(hands, *"wrong words", "enter")
        await look(hands, "sign_in_wrong")
        await _keys(hands, *PASSPHRASES["asha"], "enter")
        await hands.until("FrontDesk")
        await _keys(hands, "ctrl+l")
        await hands.until("Coming")
        await _keys(hands, *"482")
        await look(hands, "locked")
        await _keys(hands, *"915")
        await look(hands, "locked_wrong")
        hands.app.office.inside(lambda rows, _h, _c: rows.erase(rec.Pin, staff_id="asha")).result()
        await _keys(hands, *PINS["asha"])
        await settled(hands)

    async def digits(hands: Hands) -> None:
        await hands.until("Coming")
        await settled(hands)
        await _keys(hands, "a", *PASSPHRASES["asha"], "enter")
        await hands.until("NewPin")
        await room.look(hands, "new_digits")
        await _keys(hands, *"1234561234")
        await room.look(hands, "new_digits_again")
        await _keys(hands, *"56")
        await room.look(hands, "new_digits_poor")

    room.run(quiet, journey, clock)
    room.run(quiet, digits, clock)


async def _keys(hands: Hands, *keys: str) -> None:
    """A screen that has the keyboard to itself has its own way of being at work."""
    for key in keys:
        await hands.pilot.press("space" if key == " " else key)
        await settled(hands)
