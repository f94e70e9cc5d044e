"""A click on a key with its words does what the key does: on the lines of a screen and in its footer.

Keys are drawn bold before their words, everywhere; that is how they are found under a click.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.errors import NoWidget
from textual.screen import Screen
from textual.widget import Widget

from triage.tui.widgets.lines import active_keys

ROWS_OF_A_LINE = 3  # a line that wraps has its key in its first row


def key_under(screen: Screen[Any], event: events.Click) -> str:
    """The key, as Textual calls it, that stands before the words that were clicked; empty if none does that works now."""
    try:
        widget, _ = screen.get_widget_at(*event.screen_offset)
    except NoWidget:
        return ""
    at = event.get_content_offset(widget)
    if at is None:
        return ""
    works = {shown: active.binding.key for shown, active in active_keys(screen)}
    for y in range(at.y, max(-1, at.y - ROWS_OF_A_LINE), -1):
        found = [key for x, key in _keys_in_row(widget, y, works) if y < at.y or x <= at.x]
        if found:
            return found[-1] if y == at.y else found[0]
    return ""


def press(screen: Screen[Any], key: str) -> None:
    """As if somebody pressed it."""
    event = events.Key(key, key if len(key) == 1 else None)
    event.set_sender(screen.app)  # sent by the screen it would not bubble up to it
    screen.app.post_message(event)


def _keys_in_row(widget: Widget, y: int, works: dict[str, str]) -> list[tuple[int, str]]:
    found, x = [], 0
    for segment in widget.render_line(y):
        word = segment.text.strip()
        if word in works and segment.style is not None and segment.style.bold:
            found.append((x, works[word]))
        x += segment.cell_length
    return found
