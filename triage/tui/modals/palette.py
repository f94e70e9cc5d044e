"""Everything that can be done now, found by its words: the same actions as the keys, and nothing beside them.

Textual's own palette stays off: it offers a screenshot, which would be a copy of the screen (promises.md P12).
"""

from __future__ import annotations

from typing import Any

from triage.core.text import shorten
from triage.tui import keys
from triage.tui.base import DeskScreen, Deskside
from triage.tui.modals.need import FindModal
from triage.tui.widgets.lines import active_keys

WORDS = "The same as the keys. Type a few letters of what you want."
ROOM, LABEL = 68, 15
MOVES = ("line", "scroll", "page", "field")  # moving about has no words of its own
NOT_HERE = (keys.PALETTE.id, keys.COPY.id)


class PaletteModal(FindModal):
    """Answers the place of the action in `actions`, as text. Found by the words of footer and help."""

    def __init__(self, below: Deskside[Any]) -> None:
        self.actions: list[tuple[str, object]] = []
        self._help: dict[str, str] = {}
        lines: list[tuple[str, str, str]] = []
        for key, active in active_keys(below):
            binding = active.binding
            if binding.id in NOT_HERE or not binding.description or _moves(binding.action) or key.isdigit():
                continue
            place = str(len(self.actions))
            self.actions.append((binding.action, active.node))
            self._help[place] = binding.tooltip
            small = shorten(binding.tooltip, ROOM - LABEL - len(key) - 7)
            lines.append((place, f"{binding.description:<{LABEL}}", f"{key} · {small}"))
        super().__init__("What do you want to do?", lines, WORDS)

    def searched(self, option: tuple[str, str, str]) -> str:
        return f"{option[1]} {self._help[option[0]]}"


def open_palette(screen: DeskScreen[Any]) -> None:
    """Choose, and do it as its key would: the turn of the screen below begins after this dialog is gone."""
    modal = PaletteModal(screen)

    def chosen(place: str | None) -> None:
        if place is not None:
            action, node = modal.actions[int(place)]
            screen.call_later(screen.app.run_action, action, node)

    screen.desk.push_screen(modal, chosen)


def _moves(action: str) -> bool:
    return action.partition("(")[0] in MOVES
