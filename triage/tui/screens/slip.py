"""The person's slip: on paper, as a file to print, as five lines to copy on a card, or none at all (practice.md H2)."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.safe import show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import numbered, paragraphs, titled
from triage.tui.writing import write
from triage.usecases.office import Form
from triage.usecases.paper.calendars import make_calendar
from triage.usecases.paper.paper_views import SlipView
from triage.usecases.paper.slips import make_slip


class SlipScreen(FlowScreen):
    """What it says, word for word. Nothing is written anywhere until a file is asked for."""

    STEP = "Finish"
    BINDINGS = keys.bind(
        keys.PAPER_PDF, keys.PAPER_LARGE, keys.SLIP_CALENDAR, keys.PAPER_TEXT, keys.SLIP_BACK, *FLOW_KEYS
    )

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: SlipView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(make_slip, self.contact_id) or self.view
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        if not self.view.lines:
            self.lay_out(paragraphs(show("No slip for this visit", "bold"), self.view.why_not))
            return
        text = Content("\n").join([show(line) for line in self.view.lines])
        copied = titled("No printer? Copy these on a card", numbered(self.view.card))
        offer = "Offer to read it aloud, or to leave it here: some people are safer without paper."
        self.lay_out(show("The slip, as they get it", "bold"), [text], aside=paragraphs(copied, offer))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.view is not None and self.view.page is not None if action in ("file", "calendar") else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "The slip", (
            "What the person may take with them. It names no reason for the visit and no private service.",
            "A calendar file is only for somebody whose email is safe, and read by nobody else.",
        )

    @in_turn
    async def action_file(self, form: str) -> None:
        if self.view is not None and self.view.page is not None:
            self.say(await write(self.desk.office.write_page, self.view.page, Form(form)))

    @in_turn
    async def action_calendar(self) -> None:
        view = await self.do(make_calendar, self.contact_id)
        if view is not None:
            self.say(view.why_not or await write(self.desk.office.write_calendar, view))
