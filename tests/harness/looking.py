"""What can be seen wrong with a screen, in sentences: keys that clash, no help, lost focus, words cut off.

`faults(app)` looks at the screen on top as it stands. Used by tests/tui/test_every_screen.py on the way through the app.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.color import Color
from rich.segment import Segment
from textual.app import App
from textual.containers import ScrollableContainer
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Input

from tests.journeys.desk import screen_strips
from triage.tui import keys
from triage.tui.base import DeskModal, Deskside
from triage.tui.safe import Words
from triage.tui.widgets.big import BigSheet
from triage.tui.widgets.lines import KeyLine
from triage.tui.widgets.sheet import Sheet

AA, AAA, PART = 4.5, 7.0, 3.0  # WCAG 2.2: text 1.4.3 and 1.4.6, what a control looks like 1.4.11
DRAWN = set(" │─╭╮╰╯┌┐└┘├┤▁▂▃▄▅▆▇█▀▌▐▎▏▊▔━┃┏┓┗┛╸╺▪▕▇")


def faults(app: App[Any]) -> list[str]:
    """Everything wrong with the screen on top, apart from its colours."""
    screen = app.screen
    if not isinstance(screen, Deskside):
        return []
    return [*clashes(screen), *helpless(screen), *lost_focus(screen), *cut_off(screen)]


def clashes(screen: Deskside[Any]) -> Iterator[str]:
    """A key that works for two things at once; of those that work everywhere, a screen may give one its own meaning."""
    for node, bindings in screen._modal_binding_chain:
        for key, found in bindings.key_to_bindings.items():
            works = {b.id for b in found if b.id and screen.app._check_action_state(b.action, node)}
            if len(works) > 1:
                yield f"{key} means {' and '.join(sorted(map(str, works)))}"
    below: dict[str, str] = {}
    for node, bindings in reversed(screen._modal_binding_chain):
        for key, binding in bindings:
            if binding.id and screen.app._check_action_state(binding.action, node):
                if key in below and below[key] != binding.id and not binding.priority:
                    yield f"{key} of {below[key]} is hidden by {binding.id}"
                if not binding.priority:
                    below[key] = binding.id


def helpless(screen: Deskside[Any]) -> Iterator[str]:
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and binding.id != keys.COPY.id and not binding.tooltip:
            yield f"{binding.id} has no help"


def lost_focus(screen: Deskside[Any]) -> Iterator[str]:
    """What has the focus is in sight, and looks different from what it stands on."""
    focused = screen.focused
    if focused is None:
        return
    seen = focused.region.intersection(screen.region)
    if seen.area < focused.region.area:
        yield f"{focused} has the focus and is not in sight"
    if isinstance(focused, Input):
        edges = [color for kind, color in focused.styles.border if kind]
        ground = focused.background_colors[1]
        if not edges or max(_ratio(edge.rgb, ground.rgb) for edge in edges) < PART:
            yield f"{focused} has the focus and does not show it"


def cut_off(screen: Deskside[Any]) -> Iterator[str]:
    """Words that do not fit where they stand, and nothing to scroll them with."""
    for widget in screen.walk_children():
        if not isinstance(widget, Widget) or not widget.is_on_screen or isinstance(widget, ScrollBar):
            continue
        sideways = widget.allow_horizontal_scroll and not isinstance(widget, Input)  # a field shows where one types
        if widget.is_scrollable and sideways and widget.max_scroll_x > 0:
            yield f"{widget} goes sideways"
        if widget.is_scrollable and widget.max_scroll_y > 0 and not widget.show_vertical_scrollbar:
            yield f"{widget} goes on below and does not show it"
        if widget.is_scrollable and widget.max_scroll_y > 0 and not _scrolls(screen, widget):
            yield f"{widget} goes on below and no key shows it"
        room = _room(widget)
        if room is not None and not room.contains_region(widget.region):
            yield f"{widget} at {widget.region} does not fit into {room}"
        if isinstance(widget, Sheet) and len(widget._lines()) > widget.content_size.height:
            yield f"{len(widget._lines())} lines on {widget.content_size.height}"
        if isinstance(widget, BigSheet):
            drawn = widget.render().plain.rstrip().count("\n") + 1
            if drawn > widget.content_size.height:
                yield f"{drawn} lines for the person on {widget.content_size.height}"
        if isinstance(widget, Words) and not widget.FIXED and widget.region.height:
            needed = widget.get_content_height(widget.size, screen.size, widget.content_size.width)
            if needed > widget.content_size.height:
                yield f"{widget} needs {needed} lines and has {widget.content_size.height}"
    if not screen.SHOWN and not screen.too_small and not isinstance(screen, DeskModal):
        foot = screen.query_one(KeyLine)
        typing = isinstance(screen.focused, Input)  # then ? is a letter
        if not (typing or "help" in str(foot.content)) or "blank" not in str(foot.content):
            yield f"the footer offers neither help nor blank: {foot.content}"


def _scrolls(screen: Deskside[Any], widget: Widget) -> bool:
    """A key moves it: one of ours that says so, or it can take the focus and Tab gets there."""
    ours = {active.binding.action.partition("(")[0] for active in screen.active_bindings.values() if active.binding.id}
    return bool(ours & {"scroll", "line", "more"}) or widget.focusable


def _room(widget: Widget) -> Region | None:
    """Where a widget must be; None inside something that scrolls."""
    parent = widget.parent
    while isinstance(parent, Widget):
        if isinstance(parent, ScrollableContainer) or parent.is_scrollable:
            return None if parent is not widget.screen else widget.screen.region
        parent = parent.parent
    return widget.screen.region


ROLES = ("foreground", "text-muted", "background", "surface", "panel", "primary", "border")


def roles(theme: Theme) -> dict[str, str]:
    """Colour → what it is for, in a theme where each is of its own."""
    named = {role: getattr(theme, role, None) or theme.variables[role] for role in ROLES}
    assert len(set(named.values())) == len(ROLES), f"{theme.name} has one colour for two things"
    return {color: role for role, color in named.items()}


def in_roles(segment: Segment, known: Mapping[str, str]) -> str:
    """A style without its colours: "bold foreground on surface". A colour of no theme is "dimmed"."""
    style = segment.style
    if style is None:
        return "plain"
    marks = [mark for mark in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, mark)]
    ink = [known.get(_hex(style.color), "dimmed")] if style.color is not None else []
    ground = ["on", known.get(_hex(style.bgcolor), "dimmed")] if style.bgcolor is not None else []
    return " ".join([*marks, *ink, *ground]) or "plain"


def pairs(app: App[Any]) -> dict[tuple[str, str], str]:
    """(ink, ground) as roles, of all the words that can be read here, each with an example."""
    known = roles(app.current_theme)
    found: dict[tuple[str, str], str] = {}
    screen = app.screen
    box = screen.query_one("#box").region if isinstance(screen, DeskModal) else screen.region
    for y, strip in enumerate(screen_strips(app)):
        x = 0
        for segment in strip:
            inside = box.contains(x, y) and box.contains(x + segment.cell_length - 1, y)
            x += segment.cell_length
            style = segment.style
            if not inside or style is None or style.color is None or style.bgcolor is None:
                continue
            if not set(segment.text) <= DRAWN:
                ink, ground = (known.get(_hex(color), _hex(color)) for color in (style.color, style.bgcolor))
                found.setdefault((ground, ink) if style.reverse else (ink, ground), segment.text.strip())
    return found


def contrast(theme: Theme, ink: str, ground: str) -> float:
    """WCAG's contrast of two roles in a theme."""
    colors = [getattr(theme, role, None) or theme.variables[role] for role in (ink, ground)]
    return _ratio(*(Color.parse(color).get_truecolor() for color in colors))


def _hex(color: Color) -> str:
    return color.get_truecolor().hex


def _ratio(ink: Sequence[float], ground: Sequence[float]) -> float:
    """WCAG's contrast: from 1, the same, to 21, black and white."""
    low, high = sorted((_light(ink), _light(ground)))
    return (high + 0.05) / (low + 0.05)


def _light(rgb: Sequence[float]) -> float:
    parts = [part / 255 for part in rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
