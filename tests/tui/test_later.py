"""What is due of days before, found in the list of today and seen to from there, by keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, WIDE, Hands, Morning
from tests.usecases.conftest import NEED, SAM
from triage.core.gate import Deciding
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.afterwards.later import record_later
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.gate import decide
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

TO = "housing_duty"


def last_week(morning: Morning, *, missed: bool = False) -> str:
    """Sam was here three days before, Priya said yes, and it is over; with a decision to look at again."""
    office = morning.open_office()
    office.sign_in("asha")
    contact = _visit(office, morning, missed)
    office.close()
    morning.clock.now += timedelta(days=3)
    return contact


def _visit(office: Office, morning: Morning, missed: bool) -> str:
    contact = office.do(open_contact, "desk2").result().contact_id
    for question, raw in SAM.items():
        office.do(give_answer, contact, question, raw).result()
    needs = office.do(read_back, contact).result().needs
    office.do(confirm_needs, contact, [NeedDecision(need.code) for need in needs]).result()
    office.do(agree, contact, TO, NEED, "given").result()
    handoff = office.do(start_handoff, contact, TO).result().handoff_id
    for step, worker in (("met", ""), ("accepted", "Priya")):
        office.do(record_step, handoff, step, worker).result()
    one = Deciding(
        service=TO, need=NEED, share=False, decided_by="Mira", role="duty_lead", harm="h", reasoning="r",
        follow_up=morning.clock.now.date(),
    )  # fmt: skip
    office.do(decide, contact, one).result()
    office.do(finish_contact, contact).result()
    if missed:
        office.do(record_later, contact, handoff, "did_not_attend", "travel").result()
        for _ in range(3):
            office.do(record_later, contact, handoff, "try", "worker").result()
    return contact


def test_asked_how_it_went_and_a_decision_looked_at(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = last_week(morning)

    async def journey(hands: Hands) -> None:
        await hands.press("t")
        hands.sees("Due from days before: 1", "23/11", "SR", "to be looked at", "ask how it went")
        hands.sees_not("Sam")
        await hands.press("enter")
        hands.sees("Decided without asking")
        await hands.press("a")
        await hands.take("How it went")
        hands.sees("No safe way is known: do not ring or write")
        await hands.choose("It goes well")
        await hands.take("Housing team · Mira")
        await hands.choose("It was right")
        hands.sees("Who looked at it?")
        await hands.press("escape")
        assert not hands.rows(rec.Review, what="decision")
        await hands.choose("It was right")
        await hands.press("enter")
        assert [(r.what, r.found, r.name) for r in hands.rows(rec.Review, contact_id=contact)] == [
            ("follow_up", "well", ""),
            ("decision", "right", "Mira"),
        ]
        await hands.press("b")
        await hands.press(*["down"] * 12)
        hands.sees("Looked at again")
        await hands.press("b")
        hands.sees_not("to be looked at", "ask how it went")

    morning.sit_down(WIDE, journey)


@thorough
def test_finished_with_only_once_a_supervisor_signed(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = last_week(morning, missed=True)

    async def journey(hands: Hands) -> None:
        await hands.press("t", "enter", "a")
        hands.sees("the person did not come", "Finished with")
        await hands.choose("Finished with")
        await hands.press("1", "2", "1", "1")  # somebody could be at risk
        hands.sees("Then it stays open. Ring the safeguarding lead")
        await hands.choose("Finished with")
        await hands.press("1", "1", "1")
        hands.sees("Which supervisor signs?")
        await hands.choose("Mira")
        hands.sees("finished")
        assert [r.name for r in hands.rows(rec.Review, contact_id=contact, what="sign_off")] == ["Mira"]

    morning.sit_down(NARROW, journey)
