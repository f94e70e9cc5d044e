"""Nobody is here, and nothing is to be done: every list and step when it is empty."""

from __future__ import annotations

from typing import Any

from tests.journeys.desk import Hands
from tests.journeys.states.room import Look, Room, do, leave, seen, write
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.end_of_day import EndOfDayScreen
from triage.tui.screens.finish import FinishScreen
from triage.tui.screens.later import LaterScreen, LooseCardsScreen
from triage.tui.screens.lead import LeadScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.my_people import MyPeopleScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.sharing import SharingScreen
from triage.tui.screens.summary import SummaryScreen
from triage.tui.screens.taken_back import TakenBackScreen
from triage.tui.screens.today import TodayScreen
from triage.usecases.reception.contacts import open_contact, park_contact, see_contact
from triage.usecases.views import AssessmentView
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

NOTHING = {"ST2": "here", "S3": ["no"], "RE1": {"about": ["other"]}, "ZZ1": "pnts", "RE3": "no", "PR1": "yes"}


def nobody(room: Room) -> None:
    """The desk in the morning, before anybody has come; then somebody who wants nothing."""

    async def journey(hands: Hands) -> None:
        await _empty_lists(hands, room.look)
        await _empty_steps(hands, room.look)

    room.sit(room.morning("nobody"), journey, people=())


async def _empty_lists(hands: Hands, look: Look) -> None:
    await look(hands, "front_desk_empty")
    await seen(hands, look, "today_empty", TodayScreen())
    await seen(hands, look, "my_people_empty", MyPeopleScreen())
    await seen(hands, look, "end_of_day_empty", EndOfDayScreen())
    await seen(hands, look, "cards_looked_at_empty", LooseCardsScreen())
    await hands.press("h")
    await write(hands, "Nobody At All")
    await hands.press("enter")
    await write(hands, "5 5 1955")
    await hands.press("enter", "enter")
    await look(hands, "before_nobody")
    await leave(hands)
    await hands.press("ctrl+p")
    await write(hands, "qxqx")
    await look(hands, "palette_nothing")
    await leave(hands)


async def _empty_steps(hands: Hands, look: Look) -> None:
    contact = _asked(hands)
    await seen(hands, look, "read_back_empty", ReadBackScreen(contact))
    await seen(hands, look, "add_nothing", ReadBackScreen(contact), "a", *"qxqx")
    await seen(hands, look, "matches_empty", MatchesScreen(contact))
    await seen(hands, look, "sharing_empty", SharingScreen(contact))
    await seen(hands, look, "lead_not_needed", LeadScreen(contact))
    await seen(hands, look, "finish_empty", FinishScreen(contact))
    await seen(hands, look, "taken_back_empty", TakenBackScreen(contact))
    await seen(hands, look, "later_empty", LaterScreen(contact))
    await seen(hands, look, "summary_short", SummaryScreen(contact))
    hands.app.push_screen(AssessmentScreen(do(hands, see_contact, contact)))
    await hands.rest()
    await leave_read_back(hands)
    await look(hands, "all_asked")
    await hands.press("ampersand")
    await look(hands, "together_nobody")
    await hands.press("p", "enter", "enter")


async def leave_read_back(hands: Hands) -> None:
    """Where nothing is left to ask the read-back comes by itself."""
    if hands.at == "ReadBack":
        await hands.press("b")


def _asked(hands: Hands) -> str:
    """Somebody who was asked what every visit asks, and has no need."""
    view: AssessmentView = do(hands, open_contact, "desk2")
    said: dict[str, Any] = dict(NOTHING)
    while view.question is not None:
        raw = said.get(view.question.id) or next(
            (d.id for d in view.question.declines if d.id == "pnts"), view.question.options and "none"
        )
        view = do(hands, give_answer, view.contact_id, view.question.id, raw)
    needs = do(hands, read_back, view.contact_id).needs
    do(hands, confirm_needs, view.contact_id, [NeedDecision(need.code, "no") for need in needs])
    do(hands, park_contact, view.contact_id, "", "")
    return view.contact_id
