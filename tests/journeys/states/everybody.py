"""Everything full: a long morning, long names, long words wherever somebody types, and every list longer than its room."""

from __future__ import annotations

from dataclasses import replace

from tests.harness.hostile import an_answer
from tests.journeys.desk import Hands
from tests.journeys.states.room import Look, Person, Room, do, leave, put, seen, somebody_else, write
from tests.usecases.conftest import SAM
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.end_of_day import EndOfDayScreen
from triage.tui.screens.find import FindScreen
from triage.tui.screens.finish import FinishScreen
from triage.tui.screens.later import LooseCardsScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.my_people import MyPeopleScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.ring import RingScreen
from triage.tui.screens.sharing import SharingScreen
from triage.tui.screens.show import ShowScreen
from triage.tui.screens.slip import SlipScreen
from triage.tui.screens.summary import SummaryScreen
from triage.tui.screens.today import TodayScreen
from triage.usecases.handoff.finish import see_finish
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.reception.contacts import open_contact, park_contact, see_contact
from triage.usecases.views import OptionView, QuestionView
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.cards import close_card, open_card
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

LONG = "the letter about the arrears came on Tuesday, and Unterstützungsmöglichkeitenverzeichnis says that nobody rang back"
WAITS_FOR = "the housing team, or whoever has room first today"
WHERE = "the seats by the window next to the lift, second floor"
PEOPLE: tuple[Person, ...] = tuple(
    (f"{name} Featherstonehaugh-Okonkwo", WAITS_FOR, WHERE, 7 * n + 3)
    for n, name in enumerate(["Alexandrina", "Bartholomew", "Constantine", "Dorothea", "Evangeline", "Ferdinand"])
) + tuple(
    (name, "the welcome desk", "in the queue", n)
    for n, name in enumerate(["Gil", "Hana", "Ivo", "Jun", "Kit", "Lou", "Max", "Noa", "Oz"])
)
QUESTION = "Which of these has been the hardest for you, or for anybody who lives with you, in the last four weeks?"
SENT_ON = 6
NAME = "Maximiliana-Alexandrina Featherstonehaugh-Okonkwo"
REAL = {"HO1": {"name": NAME, "born": "1992-03-01"}, "CO1": {"speak": "Romanian", "read": "Romanian"}}


def everybody(room: Room) -> None:
    """Fifteen who wait, six who were sent to a service, and one visit in which everything was said at length."""

    async def journey(hands: Hands) -> None:
        await _lists(hands, room.look)
        await _steps(hands, room.look)
        await _inbox(hands, room.look)

    room.sit(room.morning("everybody"), journey, people=PEOPLE)


async def _lists(hands: Hands, look: Look) -> None:
    await look(hands, "front_desk_full")
    await hands.press(*["down"] * 9)
    await look(hands, "front_desk_full_further")
    for name in ("Sam Reed", "Oluwaseun Adébáyò-Featherstonehaugh", "Jo", "Kit Marsh", "Bea Long", "Ada Hill")[
        :SENT_ON
    ]:
        _sent(hands, name)
    for card in [one.id for one in hands.app.office.house.question_set.cards][:5]:
        do(hands, open_card, "", card)
        do(hands, close_card, "", card, "passed_to", "Whoever is on duty at the desk upstairs today")
    await seen(hands, look, "today_full", TodayScreen())
    await seen(hands, look, "my_people_full", MyPeopleScreen())
    await seen(hands, look, "end_of_day_full", EndOfDayScreen(), "down", "down")
    await seen(hands, look, "cards_looked_at_full", LooseCardsScreen())
    await seen(hands, look, "found_many", FindScreen(), *"open")
    await seen(hands, look, "help_full", FindScreen(), "escape", "question_mark")
    await seen(hands, look, "ring_somebody", RingScreen("housing_duty"))


def _sent(hands: Hands, name: str) -> None:
    """Somebody like Sam, sent to the housing team, with Grace to keep it together."""
    contact = do(hands, open_contact, "desk2").contact_id
    for question, raw in {**SAM, "HO1": {"name": name}}.items():
        do(hands, give_answer, contact, question, raw)
    do(hands, confirm_needs, contact, [NeedDecision(need.code) for need in do(hands, read_back, contact).needs])
    for row in do(hands, see_sharing, contact).rows:
        do(hands, agree, contact, row.service, row.need, "given")
    do(hands, start_handoff, contact, "housing_duty")
    do(hands, name_lead, contact, "navigator", "Grace", "they asked for her")
    do(hands, accept_lead, contact)
    do(hands, park_contact, contact, "", "")


async def _steps(hands: Hands, look: Look) -> None:
    contact = _wordy(hands)
    await put(hands, AssessmentScreen(do(hands, see_contact, contact)))
    await _questions(hands, look)
    await hands.app.to_front_desk()
    await hands.rest()
    needs = do(hands, read_back, contact).needs
    await seen(hands, look, "read_back_full", ReadBackScreen(contact))
    do(
        hands,
        confirm_needs,
        contact,
        [NeedDecision(n.code, severity="urgent", because=LONG) for n in needs if not n.by_card],
    )
    await seen(hands, look, "read_back_raised", ReadBackScreen(contact), "down")
    await seen(hands, look, "matches_full", MatchesScreen(contact))
    await seen(hands, look, "matches_others", MatchesScreen(contact), "v")
    await seen(hands, look, "another_service_full", MatchesScreen(contact), "c")
    for row in do(hands, see_sharing, contact).rows[:2]:
        do(hands, agree, contact, row.service, row.need, "given_with_limits", LONG)
    await seen(hands, look, "sharing_full", SharingScreen(contact), "up")
    assert len(do(hands, see_finish, contact).ends) > 3
    await seen(hands, look, "finish_full", FinishScreen(contact))
    await seen(hands, look, "slip_nothing_agreed", SlipScreen(contact))
    await seen(hands, look, "summary_full", SummaryScreen(contact))
    await seen(hands, look, "summary_full_further", SummaryScreen(contact), *["down"] * 8)


def _wordy(hands: Hands) -> str:
    """A visit in a private room in which every answer is given, and every word that is typed is as long as it may be."""
    view = do(hands, open_contact, "GP")
    while view.question is not None:
        raw = REAL.get(view.question.id) or _at_length(an_answer(view.question), view.question)
        view = do(hands, give_answer, view.contact_id, view.question.id, raw)
    return str(view.contact_id)


def _at_length(raw: object, question: QuestionView) -> object:
    """The same answer, with a person's words where the hostile ones stand."""
    if isinstance(raw, dict):
        most = {part.id: part.max_chars for part in question.parts}
        return {part: _said(said, most.get(part, 40)) for part, said in raw.items()}
    return _said(raw, question.max_chars)


def _said(said: object, most: int) -> object:
    return LONG[:most].rstrip(" ,") if isinstance(said, str) and said.startswith("[b]") else said


async def _questions(hands: Hands, look: Look) -> None:
    """The longest question there may be, a list of thirty-two, and words up to the end of a field."""
    if hands.at == "ReadBack":
        await hands.press("b")
    screen = hands.app.screen
    assert isinstance(screen, AssessmentScreen)
    options = tuple(
        OptionView(f"o{n}", f"Line {n} of a list that somebody made far too long to be read at a desk")
        for n in range(32)
    )
    long = QuestionView(
        "RE1", QUESTION, "many", "A list", options=options, say="Say this first, and wait for them to nod."
    )
    for name, question in (("question_32", long), ("question_32_one", replace(long, kind="one"))):
        screen._begin(question)
        await hands.rest()
        await look(hands, name)
    screen._begin(long)
    await hands.press("escape", "space")
    await look(hands, "question_32_further")
    screen._begin(replace(long, kind="text", options=(), max_chars=120))
    await hands.rest()
    await write(hands, LONG)
    await look(hands, "question_typed_full")
    await hands.press("escape")
    await seen(hands, look, "shown_full", ShowScreen("", replace(long, by_pointing=True), keep=False), "0")


async def _inbox(hands: Hands, look: Look) -> None:
    await somebody_else(hands, "p", "Inbox")
    await look(hands, "inbox_full")
    await hands.press("enter")
    await look(hands, "sent")
    await hands.press("3")
    await look(hands, "sent_who_is_right")
    await leave(hands, 3)
    await leave(hands)
    await hands.press("s")
    await look(hands, "send_over")
    await hands.press("8", "9", "2")
    await look(hands, "send_over_three")
    await hands.press("enter")
    await write(hands, "a date")
    await look(hands, "send_over_words")
    await leave(hands)
