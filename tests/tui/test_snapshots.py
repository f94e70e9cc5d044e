"""Every main screen as it was accepted, in both sizes and two themes: letters and styles, cell by cell.

`make snapshots` (TRIAGE_SNAPSHOTS=write) accepts the screens as they are now. Each file shows the screen as text and,
under it, the same grid with a letter for each style; the legend names them by what the colours are for, so that the
dark and the light theme must give the same file. Clock and ids are frozen.

On the same way each screen is looked at for what no picture shows: keys that clash, no help, lost focus, words cut
off, words too pale in any theme (tests/harness/looking.py).
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.looking import AA, AAA, PART, contrast, faults, in_roles, pairs, roles
from tests.journeys.desk import SIZES, Hands, Size, screen_strips
from tests.journeys.screens import Look, tour
from tests.journeys.states import states
from triage.tui.themes import CONTRAST, DARK, DAYLIGHT, LIGHT, THEMES

FOLDER = Path(__file__).parent / "snapshots"
STATES = FOLDER / "states"
LETTERS = ".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def grid(hands: Hands) -> str:
    """The screen as text, then each cell's style as a letter, then what the letters mean."""
    known = roles(hands.app.current_theme)
    text: list[str] = []
    styles: list[str] = []
    letters: dict[str, str] = {}
    for strip in screen_strips(hands.app):
        row = ""
        for segment in strip:
            words = in_roles(segment, known)
            row += letters.setdefault(words, LETTERS[len(letters) % len(LETTERS)]) * segment.cell_length
        text.append("".join(segment.text for segment in strip).rstrip())
        styles.append(row)
    return "\n".join([*text, "", *styles, "", *[f"{letter} {words}" for words, letter in letters.items()], ""])


WHOLE = bool(amount(0, 1))  # without it, the screens of one visit, Sam's, in one size and theme
LOOKS = [(size, theme) for theme in (DARK, LIGHT) for size in SIZES][: amount(1, 4)]


@thorough
@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=[f"{w}x{h}-{theme}" for (w, h), theme in LOOKS])
def test_every_screen_is_as_it_was_accepted(
    tmp_path: Path, size: Size, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    _as_accepted(FOLDER, size, theme, lambda look: tour(tmp_path, size, look, whole=WHOLE, theme=theme))


@thorough
@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=[f"{w}x{h}-{theme}" for (w, h), theme in LOOKS])
def test_empty_full_and_failing_screens_are_as_they_were_accepted(
    tmp_path: Path, size: Size, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    _as_accepted(STATES, size, theme, lambda look: states(tmp_path, size, look, theme=theme))


def test_no_two_screens_have_one_name() -> None:
    """Both ways end in one folder of docs/screens, where one picture would take the place of the other."""
    of_the_tour, of_the_states = ({file.name for file in folder.glob("*.txt")} for folder in (FOLDER, STATES))
    assert of_the_tour and of_the_states
    assert not of_the_tour & of_the_states


def _as_accepted(folder: Path, size: Size, theme: str, go: Callable[[Look], None]) -> None:
    """Go that way; at each stop nothing is wrong and the screen is as its file in `folder` has it."""
    write = os.environ.get("TRIAGE_SNAPSHOTS") == "write" and theme == DARK
    changed: list[str] = []
    wrong: list[str] = []
    seen: set[str] = set()

    async def look(hands: Hands, name: str) -> None:
        await hands.linger()
        file = folder / f"{name}-{size[0]}x{size[1]}.txt"
        wrong.extend([f"{name}: two screens have this name"] if file.name in seen else [])
        seen.add(file.name)
        wrong.extend(f"{name}: {fault}" for fault in faults(hands.app))
        wrong.extend(f"{name}: {fault}" for fault in _pale(hands))
        now, before = grid(hands), file.read_text(encoding="utf-8") if file.exists() else ""
        if write:
            file.write_text(now, encoding="utf-8")
        elif now != before and (theme == DARK or name != "colours"):  # which says which of them it is
            changed.extend(difflib.unified_diff(before.splitlines(), now.splitlines(), file.name, "now", lineterm=""))

    go(look)
    for file in folder.glob(f"*-{size[0]}x{size[1]}.txt"):
        if not WHOLE or file.name in seen:
            continue
        if write:
            file.unlink()
        else:
            changed.append(f"{file.name}: no such screen any more")
    assert not wrong, "\n".join(wrong)
    assert not changed, "\n".join(["Screens changed. If that was meant: make snapshots", *changed])


def _pale(hands: Hands) -> list[str]:
    """Words on this screen that are too pale in any of the themes, or in a colour that belongs to none."""
    found = []
    for (ink, ground), example in pairs(hands.app).items():
        if "#" in ink + ground:
            found.append(f"{ink} on {ground} is in no theme: {example}")
            continue
        pale = [theme.name for theme in THEMES if contrast(theme, ink, ground) < AA]
        found += [f"{ink} on {ground} is too pale in {', '.join(pale)}: {example}"] if pale else []
    return found


def test_what_may_stand_on_what_in_every_theme() -> None:
    for theme in THEMES:
        least = AAA if theme.name in (CONTRAST, DAYLIGHT) else AA
        for ground in ("background", "surface", "panel"):
            assert contrast(theme, "foreground", ground) >= max(AAA, least), (theme.name, ground)
            assert contrast(theme, "text-muted", ground) >= least, (theme.name, ground)
            assert contrast(theme, "primary", ground) >= PART, (theme.name, ground)  # where the focus is
            assert contrast(theme, "border", ground) >= (PART if ground != "panel" else 2), (theme.name, ground)
        assert contrast(theme, "background", "primary") >= least, theme.name
