"""How it looks: dark, light, high contrast, daylight. The choice is there at once, and this terminal remembers it."""

from __future__ import annotations

from triage.tui.base import Deskside
from triage.tui.modals.pick import PickModal
from triage.tui.themes import NAMES

WORDS = "Every one is readable for most eyes. This terminal remembers it."


async def choose_theme(screen: Deskside[None]) -> None:
    """Only inside a turn."""
    lines = [(name, f"{words} ✓" if name == screen.desk.theme else words) for name, words in NAMES]
    if chosen := await screen.ask(PickModal("How should it look?", lines, WORDS)):
        screen.desk.wear(chosen)
