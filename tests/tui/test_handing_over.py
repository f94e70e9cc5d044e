"""My people: one lead hands over to another, by keyboard alone; until the yes it is still the one before."""

from __future__ import annotations

from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, WIDE, Hands, Morning
from tests.usecases.conftest import SAM
from triage.usecases import records as rec
from triage.usecases.handoff.leads import accept_lead, name_lead, see_lead
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back


def led(morning: Morning) -> str:
    """Sam, with Grace who said yes to keeping it together."""
    office = morning.open_office()
    office.sign_in("asha")
    contact = str(office.do(open_contact, "desk2").result().contact_id)
    for question, raw in {**SAM, "K4": "not_at_all"}.items():
        office.do(give_answer, contact, question, raw).result()
    needs = office.do(read_back, contact).result().needs
    office.do(confirm_needs, contact, [NeedDecision(need.code) for need in needs]).result()
    lead = office.do(see_lead, contact).result()
    assert lead is not None and lead.worker == "Grace"
    office.do(name_lead, contact, lead.service, lead.worker).result()
    office.do(accept_lead, contact).result()
    office.do(park_contact, contact, "").result()
    office.close()
    return contact


def test_handed_over(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = led(morning)

    async def journey(hands: Hands) -> None:
        await hands.press("m")
        hands.sees("Grace", "said yes", "h hand over")
        await hands.press("h")
        hands.sees("Grace hands over. Why does it change?", "Until the new one says yes nothing changes")
        await hands.choose("They leave")
        await hands.type("carers")
        await hands.press("enter")
        await hands.choose("Glenda")
        hands.sees("Grace hands over to Glenda, and keeps them until then")
        assert {row.state for row in hands.rows(rec.Lead, contact_id=contact)} == {"accepted", "told"}
        await hands.press("h")
        hands.sees("Glenda, Carers' service, takes over from Grace?")
        await hands.choose("Glenda said yes")
        await hands.choose("Not yet")
        hands.sees("tell them today that Glenda has them now")
        hands.sees_not("Grace")
        await hands.press("h")
        await hands.choose("They were told")
        hands.sees_not("tell them today")
        await hands.press("enter")
        await hands.press(*["down"] * 12)
        hands.sees("Who keeps it together", "Glenda, Carers' service: said yes")

    morning.sit_down(NARROW, journey)


@thorough
def test_left_at_any_step_nothing_changes(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = led(morning)

    async def journey(hands: Hands) -> None:
        for keys in (
            ("h", "escape"),
            ("h", "2", "escape"),
            ("h", "2", "c", "a", "r", "e", "r", "s", "enter", "escape"),
        ):
            await hands.press("m", *keys)
            hands.sees("Grace", "said yes")
            await hands.press("b")
        assert [row.worker for row in hands.ever(rec.Lead, contact_id=contact)] == ["Grace", "Grace"]

    morning.sit_down(WIDE, journey)
