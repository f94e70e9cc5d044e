"""One page about one visit, in plain words: what was asked, agreed and done, and who has the person."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from triage.tui import keys
from triage.tui.base import DeskScreen
from triage.tui.safe import Words, show
from triage.tui.widgets.blocks import paragraphs, titled
from triage.usecases.review import summary


class SummaryScreen(DeskScreen[None]):
    """Read only."""

    CSS_PATH = "../styles/after.tcss"
    BINDINGS = keys.bind(keys.READ_DOWN, keys.READ_UP, keys.AFTER_BACK)

    def __init__(self, contact_id: str) -> None:
        super().__init__()
        self.contact_id = contact_id

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Words(id="page")

    async def load(self) -> None:
        view = await self.do(summary, self.contact_id)
        if view is None:
            return
        self.code = view.code
        self.draw_head()
        sections = [titled(title, *map(show, lines)) for title, lines in view.sections]
        self.query_one("#page", Words).put(paragraphs(show(view.title, "bold"), *sections))

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "One visit", (
            "What was asked, agreed and done. What was not covered is not the same as “nothing there”.",
        )

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=int(by) * 3, animate=False)

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()
