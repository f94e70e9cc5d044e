"""Every main screen as it was accepted, in both sizes: letters and styles, cell by cell.

`make snapshots` (TRIAGE_SNAPSHOTS=write) accepts the screens as they are now. Each file shows the screen as text and,
under it, the same grid with a letter for each style; the legend names them. Clock and ids are frozen.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.journeys.desk import SIZES, Hands, Size, screen_strips
from tests.journeys.screens import tour

FOLDER = Path(__file__).parent / "snapshots"
LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def grid(hands: Hands) -> str:
    """The screen as text, then each cell's style as a letter, then what the letters mean."""
    text: list[str] = []
    styles: list[str] = []
    letters: dict[str, str] = {}
    for strip in screen_strips(hands.app):
        row = ""
        for segment in strip:
            words = str(segment.style or "plain")
            row += letters.setdefault(words, LETTERS[len(letters) % len(LETTERS)]) * segment.cell_length
        text.append("".join(segment.text for segment in strip).rstrip())
        styles.append(row)
    return "\n".join([*text, "", *styles, "", *[f"{letter} {words}" for words, letter in letters.items()], ""])


WHOLE = bool(amount(0, 1))  # without it, the screens of one visit, Sam's
MOST = amount(1, 2)  # one size in `make test`, both in `make check` and `make snapshots`


@pytest.mark.parametrize("size", SIZES[:MOST], ids=("80x24", "120x40")[:MOST])
def test_every_screen_is_as_it_was_accepted(tmp_path: Path, size: Size, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    write = os.environ.get("TRIAGE_SNAPSHOTS") == "write"
    changed: list[str] = []
    seen: set[str] = set()

    async def look(hands: Hands, name: str) -> None:
        await hands.linger()
        file = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
        seen.add(file.name)
        now, before = grid(hands), file.read_text(encoding="utf-8") if file.exists() else ""
        if write:
            file.write_text(now, encoding="utf-8")
        elif now != before:
            changed.extend(difflib.unified_diff(before.splitlines(), now.splitlines(), file.name, "now", lineterm=""))

    tour(tmp_path, size, look, whole=WHOLE)
    for file in FOLDER.glob(f"*-{size[0]}x{size[1]}.txt"):
        if not WHOLE or file.name in seen:
            continue
        if write:
            file.unlink()
        else:
            changed.append(f"{file.name}: no such screen any more")
    assert not changed, "\n".join(["Screens changed. If that was meant: make snapshots", *changed])
