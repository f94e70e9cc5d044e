"""Sending somebody to the front desk's shared check: what brought them in, ticked, and what to call them (docs/adr/0022)."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from triage.tui import keys
from triage.tui.base import DeskModal, Deskside
from triage.tui.modals.pick import LinesModal
from triage.tui.remap import LINES
from triage.tui.safe import Words
from triage.tui.widgets.options import Choice, Choices, keys_for
from triage.usecases.reception.partner_desk import see_send, send_over

TITLE = "What brought them in? Only what they said."
ALOUD = "They hear it. What is for alone is not in this list."
LABELS = (("In their words", "or leave it empty"), ("What to call them", "lists show initials only"))


async def send_somebody(screen: Deskside[None]) -> None:
    """Tick, say, and tell under which code they wait. Only inside a turn."""
    view = await screen.do(see_send)
    if view is None:
        return
    about = await screen.ask(TickModal(TITLE, view.options, ALOUD, view.ticked, view.most))
    if about is None:
        return
    said = await screen.ask(LinesModal(f"Sent from {view.desk}", LABELS))
    done = await screen.do(send_over, about, *said) if said is not None else None
    if done is not None:
        screen.say(done.words)


class TickModal(DeskModal[tuple[str, ...]]):
    """Up to `most` of `options` ((id, words)); Enter answers those ticked, Escape None."""

    LINE_KEYS = LINES
    BINDINGS = keys.bind(keys.ON, keys.LINES_DOWN, keys.LINES_UP, keys.CLOSE)

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], words: str, ticked: Sequence[str], most: int
    ) -> None:
        super().__init__()
        self._title, self._words, self._most = title, words, most
        self._ticked = list(ticked)
        given = keys_for([id for id, _ in options])
        self._choices = [Choice(key, id, text) for key, (id, text) in zip(given, options, strict=True)]

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        yield Words(self._words, classes="quiet")
        with VerticalScroll(classes="picks gap", can_focus=False):
            yield Choices()

    async def load(self) -> None:
        self._draw()
        picks = self.query_one(".picks")  # a sentence in the strip takes a line of it
        self.watch(picks, "show_vertical_scrollbar", lambda _: self.refresh_bindings(), init=False)
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "scroll" or self.query_one(".picks").max_scroll_y > 0

    def action_scroll(self, by: int) -> None:
        picks = self.query_one(".picks")
        picks.scroll_relative(y=by * max(1, picks.size.height - 1), animate=False)

    def on_key(self, event: events.Key) -> None:
        self._tick(event.character or "", event)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self._tick(event.key, event)

    def _tick(self, key: str, event: events.Key | Choices.Clicked) -> None:
        chosen = next((choice.id for choice in self._choices if choice.key and choice.key == key), None)
        if chosen is None or not self.free:
            return
        event.stop()
        if chosen in self._ticked:
            self._ticked.remove(chosen)
        elif len(self._ticked) < self._most:
            self._ticked.append(chosen)
        else:
            self.say(f"Up to {self._most}. Take one away first.")
            return
        self.say("")
        self._draw()

    def _draw(self) -> None:
        self.query_one(Choices).put(self._choices, marks=True, ticked=self._ticked)

    def action_on(self) -> None:
        if self.free:
            self.dismiss(tuple(self._ticked))

    def action_close(self) -> None:
        self.dismiss(None)
