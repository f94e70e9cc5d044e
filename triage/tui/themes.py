"""The four ways the app may look. Every pair of text and ground reaches WCAG AA, which tests/tui/test_every_screen.py
measures on each screen; high contrast and daylight reach AAA. Nothing means anything by colour alone.

`daylight` is for outdoors: black on white, no grey. A terminal remembers its own (`settings.remember_theme`).
"""

from __future__ import annotations

from textual.theme import Theme

DARK, LIGHT, CONTRAST, DAYLIGHT = "dark", "light", "contrast", "daylight"
# As the list to choose from says it.
NAMES = (
    (DARK, "Dark: calm, for a dim hall"),
    (LIGHT, "Light: for a bright room"),
    (CONTRAST, "High contrast: white and yellow on black"),
    (DAYLIGHT, "Daylight: black on white, for outdoors"),
)


def _theme(
    name: str, *, dark: bool, ground: tuple[str, str, str], text: str, quiet: str, lit: str, border: str
) -> Theme:
    """`ground` is background, surface, panel; `lit` marks what is chosen and where the focus is."""
    background, surface, panel = ground
    return Theme(
        name=name,
        primary=lit,
        secondary=lit,
        accent=lit,
        foreground=text,
        background=background,
        surface=surface,
        panel=panel,
        warning=lit,
        error=lit,
        success=lit,
        dark=dark,
        variables={
            "text-muted": quiet,
            "text-disabled": quiet,
            "border": border,
            "border-blurred": border,
            "quiet": quiet,
            "input-cursor-background": text,
            "input-cursor-foreground": background,
            "input-selection-background": lit,
            "input-selection-foreground": background,
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        ground=("#12191f", "#18222a", "#1f2c36"),
        text="#e8edf0",
        quiet="#a3b4be",
        lit="#8fc1d4",
        border="#5b7686",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground=("#f7f6f2", "#ffffff", "#e4e9eb"),
        text="#1b252b",
        quiet="#475860",
        lit="#1d5c77",
        border="#7d8f97",
    ),
    _theme(
        CONTRAST,
        dark=True,
        ground=("#000000", "#000000", "#1c1c1c"),
        text="#ffffff",
        quiet="#e0e0e0",
        lit="#ffe14d",
        border="#ffffff",
    ),
    _theme(
        DAYLIGHT,
        dark=False,
        ground=("#ffffff", "#ffffff", "#e6e6e6"),
        text="#000000",
        quiet="#1f1f1f",
        lit="#002f5f",
        border="#000000",
    ),
)
