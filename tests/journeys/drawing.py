"""A screen as a small SVG: its own letters and colours, no font from outside, no address, no id that changes."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import Any

from rich.color import Color
from rich.segment import Segment
from textual.app import App

from tests.journeys.desk import screen_strips

FONTS = "ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace"
WIDE, HIGH, LETTERS, BASE, EDGE = 10, 20, 16.6, 15, 12  # a cell, its letters, their foot; the frame
MARKS = {
    "bold": "font-weight:bold",
    "italic": "font-style:italic",
    "underline": "text-decoration:underline",
    "strike": "text-decoration:line-through",
}


def picture(app: App[Any]) -> str:
    """The screen on top as it stands: grounds as one path for each colour, words as runs of one style."""
    strips = screen_strips(app)
    ground = app.current_theme.background or "#000000"
    grounds: dict[str, str] = defaultdict(str)
    kinds: dict[str, str] = {}
    words: list[str] = []
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip.simplify():
            wide = segment.cell_length
            ink, under, look = _style(segment)
            if under and under != ground:
                grounds[under] += f"M{x * WIDE} {y * HIGH}h{wide * WIDE}v{HIGH}h-{wide * WIDE}z"
            if text := segment.text.strip():
                before = len(segment.text) - len(segment.text.lstrip())
                kind = kinds.setdefault(f"fill:{ink}{look}", f"s{len(kinds)}")
                cells = Segment(text).cell_length
                place = f'x="{(x + before) * WIDE}" y="{y * HIGH + BASE}" textLength="{cells * WIDE}"'
                words.append(f'<text class="{kind}" {place}>{escape(text, quote=False)}</text>')
            x += wide
    width, height = app.size.width * WIDE, app.size.height * HIGH
    styles = "".join(f".{kind}{{{look}}}" for look, kind in kinds.items())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-EDGE} {-EDGE} {width + 2 * EDGE} {height + 2 * EDGE}">',
            f"<style>text{{font:{LETTERS}px {FONTS};white-space:pre}}{styles}</style>",
            f'<rect x="{-EDGE}" y="{-EDGE}" width="{width + 2 * EDGE}" height="{height + 2 * EDGE}" rx="8" fill="{ground}"/>',
            *(f'<path fill="{colour}" d="{drawn}"/>' for colour, drawn in grounds.items()),
            *words,
            "</svg>\n",
        ]
    )


def _style(segment: Segment) -> tuple[str, str, str]:
    """(ink, ground, what else) of a segment."""
    style = segment.style
    if style is None:
        return "#888888", "", ""
    ink, under = (
        (_hex(style.color), _hex(style.bgcolor)) if not style.reverse else (_hex(style.bgcolor), _hex(style.color))
    )
    look = "".join(f";{css}" for mark, css in MARKS.items() if getattr(style, mark))
    return ink or "#888888", under, look


def _hex(color: Color | None) -> str:
    return color.get_truecolor().hex if color is not None else ""
