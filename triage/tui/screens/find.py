"""`/`: who helps, found as one types the words just heard; and all about one of them.

Works with nobody open and on top of anything; Esc is back where one was, with nothing lost. What is typed stays in the
field, goes into no row and no log, and is gone with the screen.
"""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import DeskScreen, first_focus, in_turn
from triage.tui.safe import Words, show, show_short, wrap
from triage.tui.widgets.fields import Field
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.building import what_is_said
from triage.usecases.reception.find import NOTHING_SAID, FoundRow, FoundView, Said, find_services, warm_up
from triage.usecases.reception.service_page import ServicePage, service_page

ROWS = 3  # lines a service takes, the empty one included
HINT = "rent · kicked out · bailiff · a name"
HOW = (
    "Type what somebody just said. Mistakes in it do not matter.",
    "“open now” and “floor 1” narrow it down, also by themselves.",
    "What you look for is not kept.",
)
LABEL = 22
TITLES = 24


class FoundList(Words):
    """Two lines for each: name, when, where, who; and quieter what it helps with and why it was found."""

    class Clicked(Message):
        """A service was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def draw(self, view: FoundView, at: int, width: int) -> None:
        rows = [_row(row, place == at, width) for place, row in enumerate(view.rows)]
        if view.more:
            rows.append(show(f"  and {view.more} more: another word narrows it down", "$text-muted"))
        self.put(Content("\n\n").join(rows))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked(event.y // ROWS))


class SearchField(Field):
    """Enter is the screen's: it opens the service in hand."""

    def __init__(self) -> None:
        super().__init__(hint=HINT, most=80)
        self.takes = "search"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "submit"


class FindScreen(DeskScreen[None]):
    """The field, what is found, and what to do when nothing is."""

    CSS_PATH = "../styles/find.tcss"
    BINDINGS = keys.bind(keys.FOUND_TAKE, keys.FOUND_DOWN, keys.FOUND_UP, keys.FORM_CLOSE)

    def __init__(self, code: str = "") -> None:
        super().__init__()
        self.code = code
        self._view = FoundView(())
        self._said: Said = NOTHING_SAID
        self._at = 0

    def body(self) -> ComposeResult:
        yield SearchField()
        yield Words(id="only", classes="quiet")
        with VerticalScroll(id="found", can_focus=False):
            yield FoundList()
            yield Words(id="told")

    async def load(self) -> None:
        first_focus(self, self.query_one(SearchField))
        self._draw()
        if said := await self.do(what_is_said):
            self._said = said
            self._look()
        await asyncio.to_thread(warm_up, self.desk.office.house)

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Find", (*HOW, "The arrow keys choose, Enter shows all about it, Esc goes back to where you were.")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._at = 0
        self._look()

    def _look(self) -> None:
        office, typed = self.desk.office, self.query_one(SearchField).value
        self._view = find_services(office.house, office.now(), typed, self._said)
        self._draw()

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        view, found = self._view, self.query_one("#found", VerticalScroll)
        self.query_one(FoundList).draw(view, self._at, max(40, found.scrollable_content_region.width))
        self.query_one("#only", Words).put(f"Only {view.only}" if view.only else "")
        typed = self.query_one(SearchField).value.strip()
        self.query_one("#told", Words).put("\n\n".join(view.told if typed else HOW) if not view.rows else "")
        last = self._at == len(view.rows) - 1
        found.scroll_to_region(Region(0, self._at * ROWS, 1, ROWS + 1 if last else ROWS), animate=False)
        self.refresh_bindings()

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._view.rows) if action in ("line", "take") else True

    def action_line(self, by: int) -> None:
        self._at = (self._at + int(by)) % len(self._view.rows)
        self._draw()

    def action_page(self, by: int) -> None:
        """The line in hand goes along: Enter opens what is in sight."""
        fit = max(1, self.query_one("#found").size.height // ROWS)
        self._at = max(0, min(self._at + by * fit, len(self._view.rows) - 1))
        self._draw()

    @in_turn
    async def action_take(self) -> None:
        self._open(self._at)

    def on_found_list_clicked(self, event: FoundList.Clicked) -> None:
        self._open(event.index)

    def _open(self, at: int) -> None:
        if at < len(self._view.rows):
            self._at = at
            self._draw()
            self.desk.push_screen(ServiceScreen(self._view.rows[at].service, self.code))

    def action_close(self) -> None:
        self.dismiss(None)


class ServiceScreen(DeskScreen[None]):
    """All about one service, the way there first."""

    CSS_PATH = "../styles/find.tcss"
    BINDINGS = keys.bind(keys.RING_THEM, keys.CLOSE, keys.READ_DOWN, keys.READ_UP)

    def __init__(self, service: str, code: str = "") -> None:
        super().__init__()
        self.code = code
        self._service = service
        self._page: ServicePage | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Words(id="label", classes="title")
            yield Words(id="page", classes="gap")

    async def load(self) -> None:
        office = self.desk.office
        said = await self.do(what_is_said) or NOTHING_SAID
        try:
            self._page = service_page(office.house, office.now(), self._service, said)
        except UseCaseError as problem:
            self.say(str(problem))
        self._draw()
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._page is not None:
            self.query_one("#label", Words).put(self._page.label)
            width = max(40, min(self.size.width - 8, 100))
            self.query_one("#page", Words).put(
                Content("\n").join([_section(title, lines, width) for title, lines in self._page.sections])
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.query_one(VerticalScroll).max_scroll_y > 0 if action == "scroll" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "A service", ("From the directory. Times are as the service gave them; the last line says when.",)

    @in_turn
    async def action_ring(self) -> None:
        """Often for somebody else than the visit in hand, so nothing of it is written down there."""
        from triage.tui.screens.ring import RingScreen

        await self.ask(RingScreen(self._service))

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=int(by) * 3, animate=False)

    def action_close(self) -> None:
        self.dismiss(None)


def _row(row: FoundRow, here: bool, width: int) -> Content:
    parts = " · ".join(part for part in (row.when, row.where, row.who) if part)
    label = show_short(row.label, LABEL, "bold").pad_right(max(0, LABEL - len(row.label)))
    head = Content.assemble(show("▸ " if here else "  ", "bold"), label, " ", show_short(parts, width - LABEL - 3))
    why = f"matches: {row.because}" if row.because else ""
    small = " · ".join(part for part in (why, row.about) if part)
    return Content.assemble(head, "\n", show_short(f"  {small}", width, "$text-muted"))


def _section(title: str, lines: tuple[str, ...], width: int) -> Content:
    """The title at the left, its lines beside it, long ones hanging together."""
    rows = [part for line in lines for part in wrap(show(line), width - TITLES)]
    titles = [show(f"{title:<{TITLES}}", "$text-muted"), *[show(" " * TITLES)] * (len(rows) - 1)]
    return Content("\n").join([Content.assemble(left, row) for left, row in zip(titles, rows, strict=True)])
