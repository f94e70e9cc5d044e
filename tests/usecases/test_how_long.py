"""How long somebody has been talked with, and since when they are here: true after a long wait and after the plug."""

from __future__ import annotations

from tests.usecases.conftest import Desk
from triage.usecases import say
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact, see_contact
from triage.usecases.visit.answers import give_answer


def long(desk: Desk) -> str:
    view = desk.here(see_contact)
    return say.how_long(view.minutes, view.came, desk.clock.now)


def test_who_waited_long_is_not_new(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    desk.clock.later(3)
    assert long(desk) == "3 min"
    desk.here(park_contact, "the housing team")
    desk.clock.later(90)
    desk.here(resume_contact)
    assert long(desk) == "3 min, came 10:15"
    desk.clock.later(104)
    assert long(desk) == "1 h 47 min, came 10:15"
    desk.here(park_contact)
    desk.clock.later(24 * 60)
    desk.here(resume_contact)
    assert long(desk) == "1 h 47 min, came Mon 23 Nov"


def test_a_night_after_the_plug_was_pulled_is_no_talk(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    desk.clock.later(4)
    desk.here(give_answer, "S3", ["no"])
    desk.clock.later(24 * 60)
    desk.here(resume_contact)
    assert long(desk) == "4 min, came Mon 23 Nov"
