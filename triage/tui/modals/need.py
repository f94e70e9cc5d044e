"""Finding one line in a long list by typing: a need to add, another service."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import DeskModal, first_focus
from triage.tui.safe import Words, show
from triage.tui.widgets.fields import Field

ROOM = 8  # lines of the list shown at once
NOTHING_LIKE_IT = "Nothing like that in the list. Other words may find it."


class FindModal(DeskModal[str]):
    """Type a few letters, choose a line: answers its id, or None when left. `options` are (id, words, small print)."""

    CSS_PATH = "../styles/after.tcss"
    BINDINGS = keys.bind(keys.FIND_TAKE, keys.FIND_DOWN, keys.FIND_UP, keys.FORM_CLOSE)

    def __init__(self, title: str, options: Sequence[tuple[str, str, str]], words: str = "") -> None:
        super().__init__()
        self._title, self._words = title, words
        self._options = tuple(options)
        self._found = self._options
        self._at, self._first = 0, 0

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        if self._words:
            yield Words(self._words, classes="quiet")
        yield Field(hint="type a few letters")
        with VerticalScroll(classes="finds", can_focus=False):
            yield Words()

    async def load(self) -> None:
        first_focus(self, self.query_one(Field))
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        typed = event.value.casefold().split()
        self._found = tuple(o for o in self._options if all(word in self.searched(o).casefold() for word in typed))
        self._at = 0
        self._draw()

    def searched(self, option: tuple[str, str, str]) -> str:
        """What typing looks in."""
        return f"{option[1]} {option[2]}"

    def action_line(self, by: int) -> None:
        self._at = max(0, min(self._at + int(by), len(self._found) - 1))
        self._draw()

    def on_click(self, event: events.Click) -> None:  # besides the one of Deskside
        at = event.get_content_offset(self.query_one(".finds Words"))
        if at is not None and self._first + at.y < len(self._found):
            self._at = self._first + at.y
            self.action_take()

    def action_take(self) -> None:
        if self.busy or self.desk.held.holding:
            return
        if not self._found:
            self.say(NOTHING_LIKE_IT)
            return
        self.dismiss(self._found[self._at][0])

    def action_close(self) -> None:
        self.dismiss(None)

    def _draw(self) -> None:
        self._first = first = max(0, min(self._at - ROOM // 2, len(self._found) - ROOM))
        shown = list(enumerate(self._found))[first : first + ROOM]
        rows = [_line(words, small, place == self._at) for place, (_, words, small) in shown]
        more = len(self._found) - first - len(shown)
        rows.append(show("" if rows else f"  {NOTHING_LIKE_IT}", "$text-muted"))
        if more > 0:
            rows[-1] = show(f"  and {more} more", "$text-muted")
        self.query_one(".finds Words", Words).put(Content("\n").join(rows or [Content("")]))


class NeedModal(FindModal):
    """Which need was missed: answers its code."""

    def __init__(self, could_add: Sequence[tuple[str, str]]) -> None:
        super().__init__("What was missed?", [(code, label, "") for code, label in could_add])


def _line(words: str, small: str, here: bool) -> Content:
    return Content.assemble(
        show("› " if here else "  ", "bold"),
        show(words, "bold" if here else ""),
        show(f"  {small}" if small else "", "$text-muted"),
    )
