"""One page about one visit, in plain words: what was asked, agreed and done, and who has the person."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from triage.core.access import AT_THE_DESK
from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.safe import Words, show
from triage.tui.writing import write
from triage.usecases.afterwards.review import summary, summary_page
from triage.usecases.afterwards.review_views import SummaryView
from triage.usecases.office import Form


class SummaryScreen(DeskScreen[None]):
    """Read only."""

    RELOAD = True
    CSS_PATH = "../styles/after.tcss"
    BINDINGS = keys.bind(
        *(keys.READ_DOWN, keys.READ_UP, keys.READ_LATER, keys.READ_MISTAKE, keys.READ_ASKED),
        *(keys.PAPER_PDF, keys.PAPER_TEXT, keys.AFTER_BACK),
    )

    def __init__(self, contact_id: str) -> None:
        super().__init__()
        self.contact_id = contact_id
        self.view: SummaryView | None = None

    def body(self) -> ComposeResult:
        yield VerticalScroll(classes="column", can_focus=False)

    async def load(self) -> None:
        view = await self.do(summary, self.contact_id)
        if view is None:
            return
        self.code, self.view = view.code, view
        self.draw_head()
        self.refresh_bindings()
        page = [Words(view.title, classes="title")]
        for title, lines in view.sections:
            page += [Words(title, classes="title gap"), *map(_line, lines)]
        for column in self.query(VerticalScroll):
            await column.remove_children()
            await column.mount_all(page)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "asked":  # for whoever talks with people; elsewhere it is said to them
            actor = self.desk.office.actor
            return self.view is not None and actor is not None and actor.role in AT_THE_DESK
        if action == "mistake":
            return self.view is not None
        if action in ("later", "file"):
            return self.view is not None and (action == "file" or self.view.after)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "One visit", (
            "What was asked, agreed and done. What was not covered is not the same as “nothing there”.",
            "Written as a file it holds private matters: for you alone, and not for long.",
        )

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=int(by) * 3, animate=False)

    @in_turn
    async def action_file(self, form: str) -> None:
        if self.view is not None and (page := await self.do(summary_page, self.contact_id)):
            self.say(await write(self.desk.office.write_page, page, Form(form)))

    @in_turn
    async def action_later(self) -> None:
        from triage.tui.screens.later import LaterScreen

        self.desk.push_screen(LaterScreen(self.contact_id))

    @in_turn
    async def action_mistake(self) -> None:
        from triage.tui.modals.mistake import mark

        if await mark(self, self.contact_id, self.code, bool(self.view and self.view.mistake)):
            await self.load()

    @in_turn
    async def action_asked(self) -> None:
        from triage.tui.modals.asked import asked

        if await asked(self, self.contact_id):
            await self.load()

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()


def _line(line: str) -> Words:
    """One line; what is indented in the summary is small print under the line before."""
    small = line.startswith("  ")
    return Words(show(line.strip(), "$text-muted" if small else ""), classes="small" if small else None)
