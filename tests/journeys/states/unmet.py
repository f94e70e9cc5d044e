"""Nobody can help with it: a need that no service takes, alone and beside one that somebody does, and how it ends."""

from __future__ import annotations

from tests.journeys.desk import Hands
from tests.journeys.states.beside import like_sam
from tests.journeys.states.room import Room, do, seen
from tests.usecases.conftest import NEED
from triage.tui.screens.finish import FinishScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.usecases.visit.read_back import NeedDecision, confirm_needs

TOO_OLD_FOR = "skills.young_person_neet"  # Sam is 34; who helps with it helps up to 24


def unmet(room: Room) -> None:
    async def journey(hands: Hands) -> None:
        contact = like_sam(hands, wanted=False)
        do(hands, confirm_needs, contact, [NeedDecision(NEED, "no"), NeedDecision(TOO_OLD_FOR, added=True)])
        await seen(hands, room.look, "read_back_nobody_helps", ReadBackScreen(contact))
        await seen(hands, room.look, "matches_nobody_helps", MatchesScreen(contact))
        do(hands, confirm_needs, contact, [NeedDecision(NEED)])
        await seen(hands, room.look, "matches_nobody_for_one", MatchesScreen(contact))
        await seen(hands, room.look, "matches_nobody_why_not", MatchesScreen(contact), "v")
        await seen(hands, room.look, "finish_nobody_for_one", FinishScreen(contact), "down")
        await seen(hands, room.look, "finish_nobody_can_why", FinishScreen(contact), "down", "4")

    room.sit(room.morning("unmet"), journey)
