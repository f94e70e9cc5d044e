"""What can be done beside the straight way of a visit: each dialog and side step once, about somebody like Sam."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.journeys.desk import Hands
from tests.journeys.states.room import Look, Room, do, leave, put, seen
from tests.usecases.conftest import NEED, SAM
from triage.core.gate import Deciding
from triage.office import Office
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.cards import after_card
from triage.tui.screens.finish import FinishScreen
from triage.tui.screens.gate import GateScreen
from triage.tui.screens.later import LaterScreen
from triage.tui.screens.lead import LeadScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.my_people import MyPeopleScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.sharing import SharingScreen
from triage.tui.screens.show import ShowScreen
from triage.tui.screens.slip import SlipScreen
from triage.tui.screens.summary import SummaryScreen
from triage.tui.screens.walk import WalkScreen
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.contacts import open_contact, park_contact, see_contact
from triage.usecases.visit.answers import give_answer, question_again
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

TO = "housing_duty"
SPEAKS = {"CO1": {"speak": "Romanian", "read": "Romanian"}}
WHOLE = Deciding(
    service=TO, need=NEED, decided_by="Mira", role="duty_lead", powers=("vital_interests",), told="no",
    harm="They may come to serious harm tonight", reasoning="They left before they could be asked.",
    fields=("name",), why_not_told="it would put them at risk", follow_up=date(2026, 11, 24),
)  # fmt: skip


def beside(room: Room) -> None:
    morning = room.morning("beside")
    room.sit(morning, lambda hands: _asking(hands, room.look))

    async def going_on(hands: Hands) -> None:
        await _deciding(hands, room.look)
        await _afterwards(hands, room.look)

    room.sit(morning, going_on, "")


def like_sam(where: Hands | Office, more: dict[str, Any] | None = None, *, wanted: bool = True) -> str:
    """Read back; nothing agreed yet."""
    contact = str(do(where, open_contact, "desk2").contact_id)
    for question, raw in {**SAM, **(more or {})}.items():
        do(where, give_answer, contact, question, raw)
    if wanted:
        do(where, confirm_needs, contact, [NeedDecision(need.code) for need in do(where, read_back, contact).needs])
    return contact


async def _glance(hands: Hands, look: Look, name: str, *keys: str) -> None:
    depth = len(hands.app.screen_stack)
    await hands.press(*keys)
    await look(hands, name)
    await leave(hands, depth)


async def _asking(hands: Hands, look: Look) -> None:
    contact = like_sam(hands, SPEAKS, wanted=False)
    await put(hands, AssessmentScreen(do(hands, see_contact, contact)))
    await _glance(hands, look, "who_speaks", "a")
    await _glance(hands, look, "arrange", "@")
    await _glance(hands, look, "arrange_interpreter", "@", "1")
    await _glance(hands, look, "together", "&")
    await _glance(hands, look, "one_more", "+")
    await hands.press("b")
    await look(hands, "question_before")
    await hands.press("escape")
    await look(hands, "question_before_left")
    await _glance(hands, look, "help_question", "?")
    await _glance(hands, look, "leave", "ctrl+q")
    await hands.app.to_front_desk()
    await hands.rest()
    await seen(hands, look, "after_a_card", after_card())
    await put(hands, ShowScreen(contact, do(hands, question_again, contact, "H1"), keep=False))
    await hands.press("1")
    await look(hands, "shown_thanks")
    await leave(hands)


async def _deciding(hands: Hands, look: Look) -> None:
    await hands.choose("Asha")
    await hands.until("ConfirmModal")
    await look(hands, "carry_on_with")
    await hands.press("enter", "p", "enter", "enter")
    contact = like_sam(hands)
    await seen(hands, look, "more_pressing", ReadBackScreen(contact), "u")
    await put(hands, ReadBackScreen(contact))
    await hands.press("x")
    await look(hands, "taken_away")
    await hands.press("x", "1")
    await leave(hands)
    await seen(hands, look, "otherwise", MatchesScreen(contact), "o")
    await seen(hands, look, "another_service", MatchesScreen(contact), "c")
    await seen(hands, look, "another_service_why", MatchesScreen(contact), "c", "enter")
    await seen(hands, look, "kept_out", MatchesScreen(contact), "x")
    await seen(hands, look, "kept_out_who_says", MatchesScreen(contact), "x", "1")
    await seen(hands, look, "gate", GateScreen(contact))
    await seen(hands, look, "gate_power", GateScreen(contact, TO, NEED), "5")
    gate = GateScreen(contact, TO, NEED)
    gate.draft = WHOLE
    await seen(hands, look, "gate_whole", gate)
    gate = GateScreen(contact, TO, NEED)
    gate.draft = WHOLE
    await seen(hands, look, "gate_confirm", gate, "enter")
    do(hands, agree, contact, TO, NEED, "given")
    await seen(hands, look, "take_back", SharingScreen(contact), "x")
    await seen(hands, look, "set_off_first", SharingScreen(contact), "y", "enter")
    await _walks(hands, look, contact)
    await put(hands, SharingScreen(contact))
    await hands.press("x", "2")
    await look(hands, "taken_back")
    await leave(hands)
    do(hands, park_contact, contact)


async def _walks(hands: Hands, look: Look, contact: str) -> None:
    walk = do(hands, start_handoff, contact, TO).handoff_id
    await seen(hands, look, "call_off", WalkScreen(walk), "x")
    do(hands, record_step, walk, "nobody_there")
    await seen(hands, look, "nobody_there", WalkScreen(walk))
    do(hands, record_step, walk, "walking")
    await seen(hands, look, "who_said_yes", WalkScreen(walk), "1", "t")
    await seen(hands, look, "sent_on", WalkScreen(walk), "4")
    do(hands, record_step, walk, "met")
    do(hands, record_step, walk, "accepted", "Priya")
    await seen(hands, look, "said_yes", WalkScreen(walk))


async def _afterwards(hands: Hands, look: Look) -> None:
    contact = like_sam(hands, {"K4": "not_at_all"})
    do(hands, agree, contact, TO, NEED, "given")
    walk = do(hands, start_handoff, contact, TO).handoff_id
    for step, worker in (("met", ""), ("accepted", "Priya")):
        do(hands, record_step, walk, step, worker)
    await seen(hands, look, "later", LaterScreen(contact))
    await seen(hands, look, "later_did_not_come", LaterScreen(contact), "2")
    await seen(hands, look, "lead_other", LeadScreen(contact), "3")
    await seen(hands, look, "lead_by_law", LeadScreen(contact), "4")
    do(hands, name_lead, contact, "navigator", "Grace")
    do(hands, accept_lead, contact)
    await seen(hands, look, "hand_over_why", MyPeopleScreen(), "h")
    await seen(hands, look, "hand_over_who", MyPeopleScreen(), "h", "2")
    await seen(hands, look, "nobody_can_why", FinishScreen(contact), "4")
    await seen(hands, look, "slip_calendar", SlipScreen(contact), "c")
    await seen(hands, look, "summary_after", SummaryScreen(contact))
    await seen(hands, look, "whose_visit", SummaryScreen(contact), "x", "1")
    await hands.press("e")
    await _glance(hands, look, "handed_to", "2")
