"""A no that came later, in both faces: the next best is offered at once, and asked for in one spoken sentence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, Hands, Morning
from tests.linear.script import Lines
from tests.usecases.conftest import NEED, SAM
from triage.linear.lists import tell_today
from triage.linear.talk import Talk
from triage.usecases import records as rec
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back


def yesterday(morning: Morning) -> str:
    office = morning.open_office()
    office.sign_in("asha")
    contact = str(office.do(open_contact, "desk2").result().contact_id)
    for question, raw in SAM.items():
        office.do(give_answer, contact, question, raw).result()
    needs = office.do(read_back, contact).result().needs
    office.do(confirm_needs, contact, [NeedDecision(need.code) for need in needs]).result()
    office.do(agree, contact, "housing_duty", NEED, "given").result()
    handoff = office.do(start_handoff, contact, "housing_duty", "booked").result().handoff_id
    office.do(record_step, handoff, "received", "", "tue 10:00").result()
    office.do(finish_contact, contact).result()
    office.close()
    morning.clock.now += timedelta(days=1)
    return contact


def services(rows: list[rec.Handoff]) -> list[str]:
    return [row.service for row in rows]


def test_a_line_at_a_time(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = yesterday(morning)
    office = morning.open_office()
    office.sign_in("asha")
    script = Lines(
        "after 1", "1", "They said no", "No room today", "1", "Book a time", "They say yes", "", "", office=office
    )
    tell_today(Talk(office, script, lambda: None))
    rows = office.do(lambda rows, _h, _c: rows.find(rec.Handoff, contact_id=contact)).result()
    office.close()
    assert services(rows) == ["housing_duty", "law"]
    assert "Housing team. Said no: no room today; next: Legal clinic" in script.all
    assert "Can I tell the Legal clinic your name" in script.all


@thorough
def test_in_the_app(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = yesterday(morning)

    async def journey(hands: Hands) -> None:
        await hands.press("t", "enter", "a")
        await hands.choose("They said no")
        await hands.choose("No room today")
        hands.sees("Said no: no room today; next: Legal clinic", "Book a time: Legal clinic")
        await hands.press("b", "b")
        hands.sees("said no: no room today; next: Legal clinic")
        await hands.press("enter", "a")
        await hands.choose("Book a time: Legal clinic")
        hands.sees("Can I tell the Legal clinic your name")
        await hands.press("escape")
        assert services(hands.rows(rec.Handoff, contact_id=contact)) == ["housing_duty"]
        await hands.choose("Book a time: Legal clinic")
        await hands.choose("They say yes")
        assert services(hands.rows(rec.Handoff, contact_id=contact)) == ["housing_duty", "law"]
        hands.sees("Legal clinic")
        hands.sees_not("said no: no room today")

    morning.sit_down(NARROW, journey)
