"""The front desk: who is here, who in the building can see somebody, and the way into everything else."""

from __future__ import annotations

from time import monotonic

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region
from textual.screen import Screen

from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.safe import Words
from triage.tui.widgets.lines import KeyLine
from triage.tui.widgets.people import InBuilding, People
from triage.usecases.afterwards.my_people import news
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import ExpectedView, FrontDeskView, WaitingView
from triage.usecases.views import AssessmentView

LOOK_EVERY = 1.0  # whether anybody wrote something; only then, or when minutes have passed, is the list read again
MINUTES_PASS = 20.0


class FrontDeskScreen(DeskScreen[None]):
    """Shows what `front_desk` says, and looks again when any desk has changed something while it is on top."""

    RELOAD = True
    CSS_PATH = "../styles/desk.tcss"
    BINDINGS = keys.bind(
        *(keys.NEW, keys.PICK_UP, keys.PICK_CHOSEN, keys.LINE_UP, keys.LINE_DOWN, keys.BEFORE),
        *(keys.APPOINTMENT, keys.in_footer(keys.QUICK), keys.TODAY, keys.BUILDING, keys.FIND_HERE),
        *(keys.END_OF_DAY, keys.MY_PEOPLE, keys.WHERE, keys.SEND_OVER, keys.LEAVE_DESK),
    )

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._message = message
        self._view: FrontDeskView | None = None
        self._chosen = 0
        self._in_hand = False  # a line is only once an arrow has gone to it: one Enter too many opens nobody
        self._offered: set[str] = set()
        self._asked_where = False
        self._changes = 0
        self._looked_at = 0.0
        self._greeted = False  # what came of their own people is told once, at the start

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with VerticalScroll(id="here", can_focus=False):
                    yield Words(id="title", classes="title")  # nothing is named before it is known
                    yield People(classes="gap")
                yield Words(id="closing")
                yield Words(id="counted", classes="quiet")
                yield Words(id="directory", classes="quiet")
            with VerticalScroll(id="building"):
                yield InBuilding()

    def head(self) -> tuple[str, ...]:
        terminal, *who = super().head()
        return (terminal, self._view.hub, *who) if self._view else (terminal, *who)

    def on_mount(self) -> None:  # besides the one of Deskside: Textual calls both
        self.set_interval(LOOK_EVERY, self._look_again)

    def welcome(self, message: str) -> None:
        """Say `message` when this screen comes back to the top."""
        self._message = message
        self._in_hand = False

    async def load(self) -> None:
        view = await self.do(front_desk)
        if view is None:
            return
        if not self._greeted:  # asked before anything is drawn: what is seen can be used
            self._greeted = True
            self._message = "\n".join([*filter(None, [self._message]), *(await self.do(news) or ())])
        self._draw(view)
        self.query_one(KeyLine).draw()  # a question may come next, and beneath a dialog no footer is drawn
        if self._message:
            self.say(self._message)
        self._message = ""
        if view.ask_where and not self._asked_where:
            self._asked_where = True
            await self._say_where()
            await self._look()
        await self._offer_unfinished(view.unfinished)

    def _look_again(self) -> None:
        changes = self.desk.watch_others.changes
        if changes == self._changes and monotonic() - self._looked_at < MINUTES_PASS:
            return
        if self.is_active and not self.busy and not self.desk.blanked:
            self._changes, self._looked_at = changes, monotonic()
            self.run_worker(self._look(), group="look", exclusive=True)

    async def _look(self) -> None:
        try:
            view = await self.save(front_desk)
        except UseCaseError as error:
            self.say(str(error))
        else:
            if self.is_active:
                with self.while_here():
                    self._draw(view)

    def _draw(self, view: FrontDeskView) -> None:
        before, self._view = self._view, view
        self.desk.away = view.away
        self._chosen = min(self._chosen, max(0, self._count - 1))
        places = {place.id: place.name for place in self.desk.office.house.directory.places}
        self.query_one("#title", Words).put(_title(self._count))
        chosen = self._chosen if self._in_hand else -1
        self.query_one(People).draw(view.people, chosen, self.desk.office.now(), places, view.expected)
        self.query_one(InBuilding).draw(view.services)
        self.query_one("#counted", Words).put(view.counted)
        self.query_one("#closing", Words).put(view.closing)
        self.query_one("#closing").display = bool(view.closing)
        self.query_one("#directory", Words).put(view.directory)
        self.query_one("#directory").display = bool(view.directory)
        self.draw_head()
        if before is None or _count(before) != _count(view):
            self.refresh_bindings()

    def on_resize(self) -> None:  # besides the one of Deskside
        if self._view is not None:
            self.call_after_refresh(self._draw, self._view)

    async def _offer_unfinished(self, unfinished: WaitingView | None) -> None:
        if unfinished is None or unfinished.contact_id in self._offered:
            return
        self._offered.add(unfinished.contact_id)
        title = f"Carry on with {unfinished.code}?"
        if await self.ask(
            ConfirmModal(title, "It was left open here. Everything said is saved.", yes="carry on", no="not now")
        ):
            await self._resume(unfinished)

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        here = self._count
        if action == "pick_up":
            return here >= int(str(parameters[0]))
        if action == "pick_chosen":
            return here > 0 and self._in_hand
        if action == "line":
            return here > 0
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "The front desk", (
            "Everybody who is here and not finished, by code and initials, longest wait first.",
            "Tab goes to the list of the building; the arrow keys move in it.",
        )

    @in_turn
    async def action_new_person(self) -> None:
        view = await self.do(open_contact, self._place())
        if view is not None:
            self._go(view)

    @in_turn
    async def action_before(self) -> None:
        from triage.tui.screens.returning import BackScreen, look_before

        if found := await look_before(self, self._place()):
            view, was_here = found
            self._go(view)
            if was_here and view.was_here:
                self.desk.push_screen(BackScreen(view.contact_id))

    @in_turn
    async def action_pick_up(self, digit: str) -> None:
        await self._pick(int(digit) - 1)

    @in_turn
    async def action_pick_chosen(self) -> None:
        await self._pick(self._chosen)

    def action_line(self, by: int) -> None:
        if self._view is not None and self._count:
            self._chosen = (self._chosen + by) % self._count if self._in_hand else 0 if by > 0 else self._count - 1
            self._in_hand = True
            self._draw(self._view)
            people = self.query_one(People)
            top = self._chosen * people.rows
            self.query_one("#here").scroll_to_region(Region(0, top, 1, people.rows + 2), animate=False)

    def on_people_clicked(self, event: People.Clicked) -> None:
        self.take_turn(lambda: self._pick(event.index))

    def action_today(self) -> None:
        from triage.tui.screens.today import TodayScreen

        self._open(TodayScreen())

    @in_turn
    async def action_appointment(self) -> None:
        from triage.tui.modals.quick import appointment

        await appointment(self)
        await self._look()

    def action_quick(self) -> None:
        self.desk.action_quick()

    def action_building(self) -> None:
        from triage.tui.screens.building import BuildingScreen

        self._open(BuildingScreen())

    def action_end_of_day(self) -> None:
        from triage.tui.screens.end_of_day import EndOfDayScreen

        self._open(EndOfDayScreen())

    def action_my_people(self) -> None:
        from triage.tui.screens.my_people import MyPeopleScreen

        self._open(MyPeopleScreen())

    def _open(self, screen: Screen[None]) -> None:
        if self.free:
            self.say("")
            self.desk.push_screen(screen)

    @in_turn
    async def action_where(self) -> None:
        await self._say_where()
        await self._look()

    async def _say_where(self) -> None:
        from triage.tui.modals.where import where_today

        if where := await where_today(self):
            self.desk.away = where.words
            self.draw_head()
            self.say(f"{where.words}: nothing is a walk-over from here." if where.words else "At the hub.")

    @in_turn
    async def action_send_over(self) -> None:
        from triage.tui.modals.send_over import send_somebody

        await send_somebody(self)
        await self._look()

    def action_leave(self) -> None:
        self.desk.action_leave()

    @property
    def _count(self) -> int:
        return _count(self._view) if self._view else 0

    async def _pick(self, index: int) -> None:
        if self._view is None or index >= self._count:
            return
        here = len(self._view.people)
        if index < here:
            await self._resume(self._view.people[index])
        else:
            self._expected(self._view.expected[index - here])

    def _expected(self, view: ExpectedView) -> None:
        """Somebody who was to come: the way there and who has them; once somebody said yes, what came after."""
        from triage.tui.screens.later import LaterScreen
        from triage.tui.screens.walk import WalkScreen

        screen = LaterScreen(view.contact_id) if view.worker else WalkScreen(view.handoff_id, after=True)
        self.desk.push_screen(screen)

    async def _resume(self, person: WaitingView) -> None:
        from triage.tui.modals.taken import pick_up

        if view := await pick_up(self, person.contact_id, person.code):
            self._go(view)

    def _go(self, view: AssessmentView) -> None:
        from triage.tui.screens.assessment import AssessmentScreen

        self._offered.add(view.contact_id)
        self.desk.push_screen(AssessmentScreen(view))

    def _place(self) -> str:
        """Where this terminal stands, as the directory calls it; else the first counter."""
        places = self.desk.office.house.directory.places
        named = [place.id for place in places if place.name == self.desk.office.terminal.name]
        return (named or [place.id for place in places if place.kind == "counter"] or ["desk2"])[0]


def _title(count: int) -> str:
    """With more than there are digits it says how many, and how to get to the others."""
    return f"Here now: {count}. ↓ and Enter beyond 9" if count > 9 else "Here now"


def _count(view: FrontDeskView) -> int:
    """Lines that can be picked: who is here, then who is to come."""
    return len(view.people) + len(view.expected)
