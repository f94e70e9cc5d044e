"""Who: one of those on duty, or a name that is typed. A name, never a desk."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from triage.core.handoff import is_a_name
from triage.tui import keys
from triage.tui.base import DeskModal, first_focus
from triage.tui.remap import LINES
from triage.tui.safe import Words
from triage.tui.widgets.fields import Field
from triage.tui.widgets.options import Choice, Choices, keys_for


class WorkerModal(DeskModal[str]):
    """Answers a name, or None when left. Enter takes the first of those on duty; `t` types another name."""

    LINE_KEYS = LINES
    BINDINGS = keys.bind(keys.NAME_TAKE, keys.NAME_OTHER, keys.FORM_CLOSE)

    def __init__(self, title: str, workers: Sequence[str]) -> None:
        super().__init__()
        self._title, self._typing = title, False
        self._choices = [Choice(key, name, name) for key, name in zip(keys_for(workers), workers, strict=True) if key]

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        yield Choices(classes="gap")
        yield Field(hint="their name", classes="gap")

    async def load(self) -> None:
        self.query_one(Choices).put(self._choices, lit=self._choices[0].id if self._choices else "")
        self._type(not self._choices)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self._typing if action == "other" else True

    def on_key(self, event: events.Key) -> None:
        if not self._typing:
            self._choose(event.character or "", event)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self._choose(event.key, event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        name = self.query_one(Field).value.strip() if self._typing else self._choices[0].id
        if self.busy or self.desk.held.holding:
            return
        if is_a_name(name):
            self.dismiss(name)
        else:
            self.say("Who said yes? A name is needed, not a desk.")

    def action_other(self) -> None:
        self._type(True)

    def action_close(self) -> None:
        if self._typing and self._choices:
            self._type(False)
        else:
            self.dismiss(None)

    def _choose(self, key: str, event: events.Key | Choices.Clicked) -> None:
        chosen = next((choice for choice in self._choices if choice.key == key), None)
        if chosen is not None and not self.busy and not self.desk.held.holding:
            event.stop()
            self.dismiss(chosen.id)

    def _type(self, typing: bool) -> None:
        field, self._typing = self.query_one(Field), typing
        field.display, self.query_one(Choices).display = typing, not typing
        first_focus(self, field if typing else None)
        self.refresh_bindings()
