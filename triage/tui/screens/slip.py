"""The person's slip: on paper, as a file to print, as five lines to copy on a card, or none at all (practice.md H2)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.safe import show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import numbered, paragraphs, titled
from triage.usecases.slips import make_slip
from triage.usecases.views import SlipView

ON_A_CARD = 5


class SlipScreen(FlowScreen):
    """What it says, word for word. Nothing is written anywhere until `f`."""

    STEP = "Finish"
    BINDINGS = keys.bind(keys.SLIP_FILE, keys.SLIP_BACK, *FLOW_KEYS)

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
        copied = titled("No printer? Copy these on a card", numbered(short_form(self.view.lines)))
        size = "Print it at 14 point or larger. Offer to read it aloud, or to leave it here: some people are safer without paper."
        self.lay_out(show("The slip, as they get it", "bold"), [text], aside=paragraphs(copied, size))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.view is not None and bool(self.view.lines) if action == "file" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "The slip", (
            "What the person may take with them. It names no reason for the visit and no private service.",
        )

    @in_turn
    async def action_file(self) -> None:
        if self.view is None:
            return
        try:
            path = await asyncio.to_thread(self.desk.office.save_slip, self.view)
        except OSError as error:
            self.say(f"The file could not be written ({error.strerror}). Copy the lines on a card instead.")
            return
        self.say(f"Written to {path}. Print it, then remove it.")


def short_form(lines: Sequence[str]) -> list[str]:
    """The five lines that matter most: what happens next, then the code to come back with, and whom to ask."""
    steps = [line.strip() for line in lines if line.startswith("  ") and line.strip()]
    last = [line.strip() for line in lines if line.startswith(("Your code", "Ask for"))]
    return [*steps[: ON_A_CARD - len(last)], *last]
