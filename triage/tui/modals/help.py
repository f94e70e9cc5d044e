"""What `?` shows: what the thing in hand is for, and every key that works now."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from triage.tui import keys
from triage.tui.base import DeskModal, Deskside
from triage.tui.safe import Words, show
from triage.tui.widgets.lines import key_words


class HelpModal(DeskModal[None]):
    """Reads title, lines and keys of the screen below when it is made, so it never lags behind them."""

    BINDINGS = keys.bind(keys.LINES_DOWN, keys.LINES_UP, keys.FULL_CLOSE)

    def __init__(self, below: Deskside[Any]) -> None:
        super().__init__()
        self._title, lines = below.help_about()
        self._lines = tuple(lines)
        self._keys = key_words(below, all_keys=True)

    def body(self) -> ComposeResult:
        with VerticalScroll(id="help", can_focus=False):
            yield Words(self._title or "What can be done here", classes="title")
            for line in self._lines:
                yield Words(line, classes="gap")
            yield Words(Content("\n").join([_key_row(*row) for row in self._keys]), classes="gap")

    async def load(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "scroll" or self.query_one("#help").max_scroll_y > 0

    def action_scroll(self, by: int) -> None:
        self.query_one("#help").scroll_relative(y=by * 5, animate=False)

    def action_close(self) -> None:
        self.dismiss(None)


def _key_row(key: str, label: str, help: str, _gives_way: int) -> Content:
    """The key in a column of its own, its sentence hanging beside it."""
    first, *rest = show(help or label).wrap(55)
    lines = [Content.assemble(show(f"{key:>6}", "bold"), "  ", first.rstrip())]
    return Content("\n").join([*lines, *[Content.assemble(" " * 8, line.rstrip()) for line in rest]])
