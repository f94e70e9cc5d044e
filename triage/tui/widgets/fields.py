"""A line to type in."""

from __future__ import annotations

from textual.widgets import Input

from triage.core.text import visible
from triage.tui import keys


class Field(Input):
    """One line of free text. Esc is left to the screen; a paste is made visible before it goes in."""

    BINDINGS = keys.bind(keys.FIELD_ON)

    def __init__(
        self, value: str = "", *, hint: str = "", most: int = 200, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(visible(value), placeholder=hint, max_length=most, id=id, classes=classes, select_on_focus=False)

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(visible(text))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every letter is text here but the blank key, which works everywhere."""
        return key != keys.BLANK.key and super().check_consume_key(key, character)
