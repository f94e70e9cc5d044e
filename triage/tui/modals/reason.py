"""Why: one of a few reasons, or a few words of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import DeskModal, first_focus
from triage.tui.remap import LINES
from triage.tui.safe import Words
from triage.tui.widgets.fields import Field
from triage.tui.widgets.options import Choice, Choices, keys_for

OWN = "own words"


class ReasonModal(DeskModal[str]):
    """Answers the id of a reason, or what was typed; None when left. Without `own` only the reasons given count.

    Without reasons the field is there at once. Nothing is chosen beforehand.
    """

    LINE_KEYS = LINES
    BINDINGS = keys.bind(keys.FORM_CLOSE)

    def __init__(
        self, title: str, reasons: Sequence[tuple[str, str]] = (), words: str = "", *, own: bool = True, hint: str = ""
    ) -> None:
        super().__init__()
        self._title, self._words, self._hint = title, words, hint or "in a few words"
        offered = [*reasons, *([(OWN, "Something else …")] if own and reasons else [])]
        given = keys_for([id for id, _ in offered])
        self._choices = [Choice(key, id, text) for key, (id, text) in zip(given, offered, strict=True)]

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        if self._words:
            yield Words(self._words, classes="quiet gap")
        yield Choices(classes="gap")
        yield Field(hint=self._hint, classes="gap")

    async def load(self) -> None:
        self.query_one(Choices).put(self._choices)
        self._type(not self._choices)

    def on_key(self, event: events.Key) -> None:
        self._choose(event.character or "", event)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self._choose(event.key, event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.say("A few words are enough.")
        elif not self.desk.held.holding:
            self.dismiss(event.value.strip())

    def action_close(self) -> None:
        if self._choices and self.query_one(Field).display:
            self._type(False)
        else:
            self.dismiss(None)

    def _choose(self, key: str, event: events.Key | Choices.Clicked) -> None:
        chosen = next((choice for choice in self._choices if choice.key and choice.key == key), None)
        if chosen is None or self.busy or self.desk.held.holding or self.query_one(Field).has_focus:
            return
        event.stop()
        if chosen.id == OWN:
            self._type(True)
        else:
            self.dismiss(chosen.id)

    def _type(self, typing: bool) -> None:
        field = self.query_one(Field)
        field.display = typing
        self.query_one(Choices).display = not typing and bool(self._choices)
        first_focus(self, field if typing else None)
