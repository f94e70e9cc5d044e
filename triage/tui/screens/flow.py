"""What the screens after the questions share: where one is, moving between blocks, parking, going to another step.

The steps lie on top of each other, so `b` and Esc are the step before. Whatever is decided is saved at the key, so
leaving loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from triage.core.handoff import FINAL
from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.park import let_wait
from triage.tui.safe import Words
from triage.tui.widgets.blocks import NOTHING, Blocks, StepStrip
from triage.usecases.handoff.handoffs import open_handoffs, start_handoff
from triage.usecases.reception.contacts import head_of
from triage.usecases.views import WalkView

FLOW_KEYS = (keys.AFTER_UP, keys.AFTER_DOWN)
MORE_KEYS = (keys.AFTER_UP, keys.in_footer(keys.named(keys.AFTER_DOWN, "more", "Further down.")))
WARM = ("walk_over", "bring_to_person")  # somebody goes along; anything else is called or booked
LEAVING_KEYS = (keys.AFTER_BACK, keys.AFTER_PARK)


class FlowScreen(DeskScreen[None]):
    """One step. `STEP` is its name in the strip; `fetch` asks for the view, `draw` shows it."""

    RELOAD = True
    CSS_PATH = "../styles/after.tcss"
    STEP = ""

    def __init__(self, contact_id: str = "") -> None:
        super().__init__()
        self.contact_id = contact_id
        self.at, self.count = -1, 0  # the block in hand, and how many there are

    def body(self) -> ComposeResult:
        if self.STEP:
            yield StepStrip()
        with Horizontal(classes="page"):
            yield Blocks()
            yield Words(classes="side")

    async def load(self) -> None:
        """Fetch and draw; not while this screen is only on its way out, under others that are leaving."""
        if not self.is_current:
            return
        await self.know_who()
        if self.is_current and await self.fetch() and self.is_current:
            self.draw()
            self.refresh_bindings()
            self.call_after_refresh(self.refresh_bindings)  # only then is known whether there is more below

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self.refresh_bindings)

    async def know_who(self) -> None:
        """Put code and place into the header."""
        if self.contact_id and (head := await self.do(head_of, self.contact_id)):
            self.code, self.place_name = head
            self.draw_head()
        for strip in self.query(StepStrip):
            strip.at(self.STEP)

    async def fetch(self) -> bool:
        """Ask for what is shown; False when that failed and was told."""
        return True

    def draw(self) -> None:
        """Draw what `fetch` found."""

    def lay_out(
        self,
        above: Content,
        blocks: Sequence[Content] = (),
        after: Content = NOTHING,
        aside: Content = NOTHING,
        at: int = 0,
    ) -> None:
        """Draw the column with block `at` in hand; `aside` stands beside it in a wide window, below it in a narrow one."""
        self.count, self.at = len(blocks), min(max(at, 0), len(blocks) - 1)
        for column in self.query(Blocks):  # none any more when the app is being left
            column.draw(above, blocks, after, aside, self.at)
        for side in self.query(".side").results(Words):
            side.put(aside)
            side.set_class(bool(aside.plain), "-filled")

    # -- moving

    @property
    def goes_on(self) -> bool:
        """True if there is more below than the window shows."""
        return any(column.max_scroll_y > 0 for column in self.query(Blocks))

    def action_line(self, by: int) -> None:
        """Another block in hand; where there is nothing to choose between, the page moves."""
        if self.busy:
            return
        if self.count > 1:
            self.take_in_hand(max(0, min(self.at + int(by), self.count - 1)))
        else:
            self.query_one(Blocks).scroll_relative(y=int(by) * 2, animate=False)

    def action_page(self, by: int) -> None:
        """A page further; the block in hand goes along, since the keys are about it."""
        if self.busy:
            return
        to = self.query_one(Blocks).a_page_from(self.at, by)
        if self.count > 1 and to != self.at:
            self.take_in_hand(to)
        else:
            super().action_page(by)

    def on_blocks_chosen(self, event: Blocks.Chosen) -> None:
        if not self.busy:
            self.take_in_hand(event.at)

    def take_in_hand(self, at: int) -> None:
        """Another block is in hand now."""
        self.at = at
        self.draw()
        self.refresh_bindings()

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()

    @in_turn
    async def action_park(self) -> None:
        if (said := await let_wait(self, self.contact_id, self.code)) is not None:
            self.leave_for_desk(said)

    def leave_for_desk(self, message: str) -> None:
        """To the front desk. (Not from inside our own turn, which ends with this screen.)"""
        self.desk.call_later(self.desk.to_front_desk, message)

    def step_to(self, screen: Screen[Any]) -> None:
        """One step on."""
        self.desk.push_screen(screen)

    def go_over(self, screen: Screen[Any]) -> None:
        """One step on, and nothing of this one to come back to. (Not from inside our own turn, which ends with it.)"""
        self.desk.call_later(self.desk.switch_screen, screen)

    def return_to(self, kind: type[Screen[Any]], make: Callable[[], Screen[Any]]) -> None:
        """Back to the screen of that kind below this one; without one, a new one takes the place of this one."""
        self.desk.call_later(_return_to, self.desk, kind, make)

    # -- setting off

    async def tries(self) -> dict[str, WalkView]:
        """The latest try for each service."""
        found = await self.do(open_handoffs, self.contact_id)
        return {view.service: view for view in found or ()}

    async def set_off(self, service: str, mode: str = "") -> None:
        """Go on with a try that is under way, or start one."""
        from triage.tui.screens.walk import WalkScreen

        under_way = (await self.tries()).get(service)
        if under_way is not None and under_way.now not in FINAL:
            self.step_to(WalkScreen(under_way.handoff_id))
        elif view := await self.do(start_handoff, self.contact_id, service, mode):
            self.step_to(WalkScreen(view.handoff_id, fresh=True))


async def _return_to(app: Any, kind: type[Screen[Any]], make: Callable[[], Screen[Any]]) -> None:
    if not any(isinstance(screen, kind) for screen in app.screen_stack):
        await app.switch_screen(make())
        return
    while not isinstance(app.screen, kind):
        await app.pop_screen()
