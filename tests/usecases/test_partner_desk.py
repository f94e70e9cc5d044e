"""Somebody is sent from a partner's desk with what they said there: confirmed at the front desk, never asked again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.usecases.conftest import Desk
from tests.usecases.trusted import as_
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.inbox import see_inbox
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact, resume_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.partner_desk import _about, _options, see_send, send_over
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.confirming import not_any_more, still_right

LINE = "Said at Housing team, 10:15, what brought them in: a letter came, home, a letter to make sense of"


@pytest.fixture
def sent(desk: Desk) -> Desk:
    as_(desk, "priya", send_over, ["home", "letter"], "a letter came", "Sam Reed")
    (waiting,) = [one for one in desk.do(front_desk).people if one.where == "sent from Housing team"]
    desk.contact = waiting.contact_id
    return desk


def test_they_wait_in_the_front_desks_list_and_the_service_sees_no_more_of_them(sent: Desk) -> None:
    (row,) = [one for one in sent.do(front_desk).people if one.contact_id == sent.contact]
    assert (row.state, row.where, row.initials) == ("waiting", "sent from Housing team", "SR")
    assert "letter" not in str(row) and "Sam" not in str(row)
    assert as_(sent, "priya", see_inbox).rows == ()
    for look in (see_contact, summary):
        with pytest.raises(UseCaseError):
            as_(sent, "priya", look, sent.contact)


def test_what_cannot_wait_is_asked_and_the_reason_is_confirmed(sent: Desk) -> None:
    view = sent.here(resume_contact)
    assert (view.place_name, view.question.id, view.carried) == ("Desk 2", "ST2", None)
    assert sent.here(give_answer, "ST2", "here").carried is None, "first what cannot wait"
    view = sent.here(give_answer, "S3", ["no"])
    assert view.carried is not None and view.carried.lines == (LINE,)
    view = sent.here(still_right, view.carried.questions)
    assert view.carried is None and view.question.id == "RE2"
    (row,) = sent.rows(rec.Answer, question_id="RE1")
    said = json.loads(row.source)["sent_by"]
    assert (said["desk"], said["who"], bool(said["confirmed"])) == ("Housing team", "Priya", True)
    assert row.actor_id == "asha", "confirmed by whoever asked"
    page = dict(sent.here(summary).sections)
    assert page["Visit"][0] == "Sent from Housing team by Priya at 10:15"


def test_it_was_otherwise_so_it_is_asked(sent: Desk) -> None:
    sent.here(resume_contact)
    sent.here(give_answer, "ST2", "here")
    view = sent.here(give_answer, "S3", ["no"])
    view = sent.here(not_any_more, view.carried.questions)
    assert view.question.id == "RE1" and view.carried is None
    assert sent.here(give_answer, "RE1", {"about": ["work"]}).carried is None
    history = sent.do(lambda rows, _h, _c: [row for row in rows.history(rec.Answer) if row.question_id == "RE1"])
    assert len(history) == 3, "nothing was overwritten"


def test_while_somebody_is_beside_them_it_is_neither_shown_nor_asked(sent: Desk) -> None:
    sent.here(resume_contact)
    sent.here(give_answer, "ST1", ["with_adult"])
    for question, raw in (("ST2", "here"), ("S3", ["no"])):
        view = sent.here(give_answer, question, raw)
    assert view.carried is None and view.question.id == "RE2"
    assert sent.here(give_answer, "ST1", ["alone"]).carried is not None, "alone again, it is confirmed"


def test_ticked_by_what_the_service_is_about(desk: Desk) -> None:
    view = as_(desk, "priya", see_send)
    assert (view.desk, view.ticked) == ("Housing team", ("home",))
    assert "unsafe" not in dict(view.options), "that is said alone, in a private place"
    house = desk.office.house
    ticked = {one.id: _about(house.question_set, one, _options(house.question_set)) for one in house.directory.services}
    assert (ticked["jobcentre"], ticked["pantry"], ticked["learn"]) == (("money",), ("food",), ("work",))
    assert not any(ticked[one.id] for one in house.directory.services if one.sensitive), "its kind would tell"


@pytest.mark.parametrize(
    ("about", "words", "told"),
    [
        ([], " ", "What brought them in?"),
        (["unsafe"], "", "Up to 3 from the list"),
        (["home", "money", "food", "work"], "", "Up to 3 from the list"),
        (["home"], "x" * 201, "a little shorter"),
    ],
)
def test_what_cannot_be_sent_writes_nothing(desk: Desk, about: list[str], words: str, told: str) -> None:
    before = len(desk.do(lambda rows, _h, _c: rows.history(rec.Contact)))
    assert told in desk.refused(send_over, about, words)
    assert len(desk.do(lambda rows, _h, _c: rows.history(rec.Contact))) == before


def test_another_desk_may_and_the_administrator_may_not(desk: Desk) -> None:
    assert as_(desk, "tom", see_send).desk == desk.office.terminal.name
    for staff in ("rosa", "ines"):
        with pytest.raises(UseCaseError):
            as_(desk, staff, send_over, ["home"])


def test_whoever_comes_by_themselves_is_told_as_before(desk: Desk, tmp_path: Path) -> None:
    desk.contact = desk.do(open_contact).contact_id
    assert dict(desk.here(summary).sections)["Visit"][0] == "Started 10:15 at Desk 2"
