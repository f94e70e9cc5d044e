"""Something is wrong: what stands in the way of starting, a full disk, words that cannot be, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any

from tests.journeys.desk import Clock, Hands
from tests.journeys.states.beside import like_sam
from tests.journeys.states.room import Look, Room, do, leave, put, seen, write
from tests.usecases.trusted import over_since, trusted_hub
from triage.office import Office
from triage.store.problems import FULL
from triage.tui.modals.worker import WorkerModal
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.cards import CardScreen
from triage.tui.screens.my_people import MyPeopleScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.today import TodayScreen
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import park_contact, see_contact
from triage.usecases.visit.answers import question_again
from triage.usecases.visit.cards import list_cards

BELOW: tuple[int, int] = (79, 23)
CONTENT = (
    "The questions, the directory or the policy cannot be used yet. First problem: directory.yaml:12:5 "
    "opening hours: “9 to noonish” is not a time. Run “triage check” to see all."
)
TWICE = "triage is already open as Desk 2. Use that window, or start this one as another desk: triage --desk “Desk 3”."


def wrong(room: Room) -> None:
    _cannot_start(room)
    room.sit(room.morning("wrong"), lambda hands: _while_asking(hands, room), "")
    _why(room)


def _cannot_start(room: Room) -> None:
    """One thing after the other; Enter tries again."""
    problems = {"start_disk_full": FULL, "start_content": CONTENT, "start_twice": TWICE}
    tries = iter(problems.values())

    def open_office() -> Office:
        raise UseCaseError(next(tries))

    async def journey(hands: Hands) -> None:
        while "cannot start" not in hands.text:
            await hands.pilot.pause(0.005)
        await hands.rest()
        for name in problems:
            await room.look(hands, name)
            if name != [*problems][-1]:
                await hands.press("enter")

    room.run(open_office, journey, Clock())


async def _while_asking(hands: Hands, room: Room) -> None:
    look = room.look
    await hands.choose("Rosa")
    await look(hands, "start_nothing_for_you")
    await hands.choose("Asha")
    await hands.until("FrontDesk")
    contact = like_sam(hands, wanted=False)
    await put(hands, AssessmentScreen(do(hands, see_contact, contact)))
    office, real = hands.app.office, hands.app.office.do
    office.do = _full_disk(real)  # type: ignore[method-assign]
    await hands.press("1")
    await look(hands, "disk_full_answering")
    office.do = real  # type: ignore[method-assign]
    await hands.press("ctrl+c")
    await look(hands, "stay")
    screen = hands.app.screen
    assert isinstance(screen, AssessmentScreen)
    screen._begin(do(hands, question_again, contact, "H3b"), again=True)
    await hands.rest()
    await hands.press("ctrl+u")
    await write(hands, "31 2")
    await hands.press("enter")
    await look(hands, "date_wrong")
    await hands.press("escape", "escape")
    await hands.press("@", "2")
    await look(hands, "arrange_word")
    await leave(hands, 3)
    await hands.resize(BELOW)
    await look(hands, "too_small")
    await hands.resize(room.size)
    await hands.app.to_front_desk()
    await hands.rest()
    do(hands, park_contact, contact)
    await seen(hands, look, "ask_this_first", ReadBackScreen(contact), "enter")
    await seen(hands, look, "a_name_not_a_desk", WorkerModal("Who has Sam?", ["Priya"]), "t", *"desk2", "enter")
    await _cards(hands, look, real)
    await hands.press("w", "2")
    await write(hands, "the refuge")
    await hands.press("enter")
    await look(hands, "where_said_too_much")
    await leave(hands)


async def _cards(hands: Hands, look: Look, real: Callable[..., Any]) -> None:
    """Nobody's name was given; and the disk takes nothing: a card is never stuck on the screen."""
    office, card = hands.app.office, list_cards(hands.app.office.house)[0]
    await put(hands, CardScreen(card, opened_by_staff=True))
    await hands.press("2", "enter")
    await look(hands, "card_passed_to_nobody")
    await hands.press("escape")
    office.do = _full_disk(real)  # type: ignore[method-assign]
    await hands.press("1")
    await look(hands, "card_disk_full")
    await leave(hands)
    await seen(hands, look, "today_disk_full", TodayScreen())
    office.do = real  # type: ignore[method-assign]


def _full_disk(real: Callable[..., Any]) -> Callable[..., Future[Any]]:
    """Nothing is written any more, and today's list cannot be read."""

    def do_full(fn: Callable[..., Any], *args: Any, **more: Any) -> Future[Any]:
        if fn.__name__ not in ("give_answer", "close_card", "today"):
            return real(fn, *args, **more)  # type: ignore[no-any-return]
        failed: Future[Any] = Future()
        failed.set_exception(UseCaseError(FULL))
        return failed

    return do_full


def _why(room: Room) -> None:
    """What is not one's own is opened for a reason, or not at all."""
    desk = trusted_hub(room.home / "why")
    over_since(desk, 50)
    desk.office.close()
    morning = room.morning("why")
    for _ in range(400):
        morning._ids()
    morning.clock.now += timedelta(days=50)

    async def journey(hands: Hands) -> None:
        await put(hands, MyPeopleScreen())
        await hands.press("enter")
        await hands.until("PickModal")
        await room.look(hands, "why_opened")
        await hands.press("escape")
        await room.look(hands, "not_opened")
        await leave(hands)

    room.sit(morning, journey, "Tom")
