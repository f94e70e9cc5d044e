"""Figures three lines high, for a number that is rung or pointed at: blocks that every terminal font has."""

from __future__ import annotations

from textual.content import Content

from triage.tui.safe import show

HIGH = 3
_FIGURES = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    " ": ("  ", "  ", "  "),
    "+": ("   ", "▄█▄", " ▀ "),
    "-": ("   ", "▄▄▄", "   "),
}


def large(text: str, width: int) -> list[Content]:
    """`text` in large figures, three lines; one plain bold line where it has other letters or `width` is too small."""
    if not text or any(letter not in _FIGURES for letter in text):
        return [show(text, "bold")]
    rows = [" ".join(_FIGURES[letter][row] for letter in text) for row in range(HIGH)]
    return [show(row) for row in rows] if len(rows[0]) <= width else [show(text, "bold")]
