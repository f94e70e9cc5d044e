"""Choosing one of a few, and saying one or two lines: the small forms of the app."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import DeskModal, first_focus
from triage.tui.remap import LINES
from triage.tui.safe import Words
from triage.tui.widgets.fields import Field
from triage.tui.widgets.options import Choice, Choices, keys_for


class PickModal(DeskModal[str]):
    """One of `options` ((id, words)); answers its id, or None when left. Digits first, then letters."""

    LINE_KEYS = LINES
    BINDINGS = keys.bind(keys.LINES_DOWN, keys.LINES_UP, keys.CLOSE)

    def __init__(self, title: str, options: Sequence[tuple[str, str]], words: str = "") -> None:
        super().__init__()
        self._title, self._words = title, words
        given = keys_for([id for id, _ in options])
        self._choices = [Choice(key, id, text) for key, (id, text) in zip(given, options, strict=True)]

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        if self._words:
            yield Words(self._words, classes="quiet")
        with VerticalScroll(classes="picks gap", can_focus=False):
            yield Choices()

    async def load(self) -> None:
        self.query_one(Choices).put(self._choices)
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "scroll" or self.query_one(".picks").max_scroll_y > 0

    def action_scroll(self, by: int) -> None:
        picks = self.query_one(".picks")
        picks.scroll_relative(y=by * max(1, picks.size.height - 1), animate=False)

    def on_key(self, event: events.Key) -> None:
        self._choose(event.character or "", event)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self._choose(event.key, event)

    def _choose(self, key: str, event: events.Key | Choices.Clicked) -> None:
        chosen = next((choice for choice in self._choices if choice.key and choice.key == key), None)
        if chosen is not None and self.free:
            event.stop()
            self.dismiss(chosen.id)

    def action_close(self) -> None:
        self.dismiss(None)


class LinesModal(DeskModal[tuple[str, ...]]):
    """One or more lines to type, `labels` each with a hint; Enter goes to the next and then answers all of them.

    Escape answers None. With `needed` the first line may not stay empty. Enter passes over the last `aside` lines: Tab
    goes there.
    """

    BINDINGS = keys.bind(keys.LINES_CLOSE)

    def __init__(
        self,
        title: str,
        labels: Sequence[tuple[str, str]],
        words: str = "",
        *,
        needed: str = "",
        values: Sequence[str] = (),
        aside: int = 0,
    ) -> None:
        super().__init__()
        self._by_enter = len(labels) - aside
        self._title, self._words, self._labels, self._needed = title, words, tuple(labels), needed
        self._values = (*values, *[""] * (len(self._labels) - len(values)))

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        if self._words:
            yield Words(self._words, classes="quiet")
        for (label, hint), value in zip(self._labels, self._values, strict=True):
            yield Words(label, classes="gap" if len(self._labels) < 3 else "")  # three need the room
            yield Field(value, hint=hint)

    async def load(self) -> None:
        first_focus(self, self.query(Field).first())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.query(Field))
        place = next((n for n, field in enumerate(fields) if field is event.input), 0)
        if self._needed and not fields[0].value.strip():
            self.say(self._needed)
            first_focus(self, fields[0])
        elif place + 1 < self._by_enter:
            first_focus(self, fields[place + 1])
        elif self.free:
            self.dismiss(tuple(field.value.strip() for field in fields))

    def action_close(self) -> None:
        self.dismiss(None)
