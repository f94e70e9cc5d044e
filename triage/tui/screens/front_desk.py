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
from triage.tui.widgets.people import InBuilding, People
from triage.usecases.contacts import open_contact
from triage.usecases.desk import front_desk
from triage.usecases.desk_views import FrontDeskView, WaitingView
from triage.usecases.my_people import news
from triage.usecases.ports import UseCaseError
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
        *(keys.END_OF_DAY, keys.MY_PEOPLE, keys.LEAVE_DESK),
    )

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self._message = message
        self._view: FrontDeskView | None = None
        self._chosen = 0
        self._offered: set[str] = set()
        self._changes = 0
        self._looked_at = 0.0
        self._greeted = False  # what came of their own people is told once, at the start

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with VerticalScroll(id="here", can_focus=False):
                    yield Words("Here now", classes="title")
                    yield People(classes="gap")
                yield Words(id="closing")
                yield Words(id="counted", classes="quiet")
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

    async def load(self) -> None:
        view = await self.do(front_desk)
        if view is None:
            return
        self._draw(view)
        if not self._greeted:
            self._greeted = True
            self._message = "\n".join([*filter(None, [self._message]), *(await self.do(news) or ())])
        if self._message:
            self.say(self._message)
        self._message = ""
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
        self._chosen = min(self._chosen, max(0, len(view.people) - 1))
        places = {place.id: place.name for place in self.desk.office.house.directory.places}
        self.query_one(People).draw(view.people, self._chosen, self.desk.office.now(), places)
        self.query_one(InBuilding).draw(view.services)
        self.query_one("#counted", Words).put(view.counted)
        self.query_one("#closing", Words).put(view.closing)
        self.query_one("#closing").display = bool(view.closing)
        self.draw_head()
        if before is None or len(before.people) != len(view.people):
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
        here = len(self._view.people) if self._view else 0
        if action == "pick_up":
            return here >= int(str(parameters[0]))
        if action in ("pick_chosen", "line"):
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
        if self._view is not None and self._view.people:
            self._chosen = (self._chosen + by) % len(self._view.people)
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

    def action_leave(self) -> None:
        self.desk.action_leave()

    async def _pick(self, index: int) -> None:
        if self._view is not None and index < len(self._view.people):
            await self._resume(self._view.people[index])

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
