"""A line to type in."""

from __future__ import annotations

from time import monotonic

from textual import events
from textual.widgets import Input

from triage.core.text import visible
from triage.tui import keys
from triage.tui.base import Deskside
from triage.tui.key import remapped_to
from triage.tui.remap import rebind

MOST = 200  # characters, where a field says nothing else


class Field(Input):
    """One line to type in. `takes` says what is text here; every other key keeps its meaning.

    text: all letters, but no dash first · number: digits · date: digits first, then anything · find: letters, never
    digits · search: all but ? and !, so that help and cards are at hand. So in an empty field `-` works at once, in a
    date or number field `b` and `s` too. Esc is left to the screen; the blank key works everywhere.
    """

    BINDINGS = keys.bind(keys.FIELD_ON)

    def __init__(
        self, value: str = "", *, hint: str = "", most: int = MOST, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(
            visible(value), placeholder=hint, max_length=most, id=id, classes=classes, select_on_focus=False
        )
        rebind(self)
        self.takes = "text"
        self._came = (float("-inf"), self.value)  # when it came into hand, and with what in it

    def start(self, value: str, *, hint: str = "", most: int = MOST, takes: str = "text") -> None:
        """Begin with another value, as another kind of field."""
        self.takes, self.max_length = takes, most
        self.placeholder = hint
        self.value = visible(value)
        self.cursor_position = len(self.value)
        self._came = (monotonic(), self.value)

    def on_focus(self) -> None:
        self._came = (monotonic(), self.value)

    def is_text(self, character: str | None) -> bool:
        """True if this character is typed into the field, not a key of the screen."""
        if character is None or not character.isprintable() or character == "`":
            return False
        if self.takes == "number":
            return character.isdigit()
        if self.takes == "date":
            return character.isdigit() or bool(self.value)
        if self.takes == "search":
            return character not in "?!"
        if character == "-":
            return self.takes in ("text", "find") and bool(self.value)
        return self.takes == "text" or not character.isdigit()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return self.is_text("/" if key == "slash" else character)  # Textual knows no character by that name

    def on_key(self, event: events.Key) -> None:
        """What is no text here, and what a key held down since the question before pours in, is left out.

        Going on is taken here and now: as a binding it would go round by the app, and letters typed right after it would
        be in the field by the time its value is read.
        """
        if event.key == (remapped_to(keys.FIELD_ON.id) or keys.FIELD_ON.key):
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted(self, self.value))
            return
        since, before = self._came
        if event.is_printable and isinstance(screen := self.screen, Deskside) and screen.desk.held.since_before(since):
            event.prevent_default()
            self.value = before
            self.cursor_position = len(before)
            return
        if event.character and event.character.isprintable() and not self.is_text(event.character):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """A paste is one line, made visible before it goes in. Of a long one as much as fits goes in, and that is said."""
        event.prevent_default()
        event.stop()
        room = max(0, (self.max_length or MOST) - len(self.value))
        pasted = event.text.strip()
        text = visible(pasted[: room + 1])  # no more is looked at: a mark is longer than what it stands for
        self.insert_text_at_cursor(text[:room])
        if isinstance(screen := self.screen, Deskside):
            from triage.usecases.say import TOO_LONG

            screen.say(TOO_LONG.format(most=self.max_length or MOST) if len(text) > room else "")
