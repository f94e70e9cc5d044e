"""Ringing a service without leaving the questions: the number large, what to say first, and what came of it.

Lies on top of whatever is open. Esc is back where one was, with nothing written down.
"""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.pick import PickModal
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import Words, show
from triage.tui.widgets.large import large
from triage.tui.widgets.options import Choice, Choices
from triage.usecases.reception.rang import YES
from triage.usecases.reception.ringing import RingView, record_ring, see_ring
from triage.usecases.views import ReadyView

LARGE_AT_ONCE = 2  # numbers drawn large; the others stand below them in one line


class RingScreen(DeskScreen[RingView]):
    """Answers the view after something was written down, or None."""

    CSS_PATH = "../styles/ring.tcss"
    BINDINGS = keys.bind(keys.RING_END, keys.CLOSE, keys.READ_DOWN, keys.READ_UP)

    def __init__(self, service: str, contact_id: str = "", code: str = "") -> None:
        super().__init__()
        self.code = code
        self._service, self._contact_id = service, contact_id
        self._view: RingView | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Words(id="label", classes="title")
            yield Words(id="numbers")
            yield Words(id="first", classes="loud")
            yield Choices(classes="gap")
            yield Words(id="written", classes="quiet gap")

    async def load(self) -> None:
        self._view = await self.do(see_ring, self._service, self._contact_id) or self._view
        self._draw()
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        width = max(20, self.size.width - 8)
        said = f" · rang {view.said}" if view.said else ""
        self.query_one("#label", Words).put(f"Ring: {view.label}{said}")
        self.query_one("#numbers", Words).put(_numbers(view.numbers, width))
        self.query_one("#first", Words).put(f"“{view.first}”")
        self.query_one(Choices).put([Choice(str(n), how, words) for n, (how, words) in enumerate(view.ends, 1)])
        self.query_one("#written", Words).put(
            f"Written down with {view.code}. Esc: nothing is." if view.code else "Nothing is written down of the call."
        )
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "end":
            return self._view is not None and int(str(parameters[0])) <= len(self._view.ends)
        return self.query_one(VerticalScroll).max_scroll_y > 0 if action == "scroll" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Ringing", (
            "Ring from the desk phone. Say the words first: they name nobody, since nothing is agreed yet.",
            "When they can see the person, their name is written down, and you are told to ask for them.",
        )

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=int(by) * 3, animate=False)

    def action_close(self) -> None:
        if not self.busy:
            self.dismiss(None)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self.action_end(event.key)

    @in_turn
    async def action_end(self, digit: str) -> None:
        if self._view is None or int(digit) > len(self._view.ends):
            return
        how, worker = self._view.ends[int(digit) - 1][0], ""
        if how == YES:
            named = await self.ask(WorkerModal("Who said yes?", self._view.workers))
            if named is None:
                return
            worker = named
        if view := await self.do(record_ring, self._service, how, self._contact_id, worker):
            self.dismiss(view)


async def ring(screen: DeskScreen[Any], services: list[tuple[str, str]], contact_id: str) -> None:
    """Ring one of `services` ((id, words)), about the visit in hand. Only inside a turn."""
    chosen: str | None = services[0][0]
    if len(services) > 1:
        chosen = await screen.ask(PickModal("Whom to ring?", services))
    if chosen and (view := await screen.ask(RingScreen(chosen, contact_id, screen.code))):
        screen.say(f"{view.label}: {view.said}." if view.said else f"{view.label}: written down.")


def ready_to_ring(ready: tuple[ReadyView, ...]) -> list[tuple[str, str]]:
    """Those who could see them now, as lines to choose from."""
    return [(one.service, one.text) for one in ready]


def _numbers(numbers: tuple[tuple[str, str], ...], width: int) -> Content:
    rows: list[Content] = []
    for who, number in numbers[:LARGE_AT_ONCE]:
        rows += [Content(""), show(f"{who} · {number}"), *large(number, width)]
    if others := " · ".join(f"{who} {number}" for who, number in numbers[LARGE_AT_ONCE:]):
        rows += [Content(""), show(others, "$text-muted")]
    return Content("\n").join([*rows, Content("")]) if rows else show("No number is listed. Find them in the building.")
