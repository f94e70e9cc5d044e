"""People's words on the screen: the only way text reaches a widget (design.md 3, idea 12; promises.md P10, P11).

`show` makes control, escape and direction characters visible and returns `Content`, in which brackets are letters.
Nothing in the app uses markup; styles are given beside the text, never inside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from triage.core.text import shorten, visible

LIT = "$background on $primary"  # the line just chosen, together with the mark it carries


def show(text: str, style: str = "", *, newlines: bool = False) -> Content:
    """`text` as it may be drawn, all of it in `style` ("bold", "$text-muted")."""
    safe = visible(text, newlines=newlines)
    return Content.styled(safe, style) if style else Content(safe)


def show_short(text: str, width: int, style: str = "") -> Content:
    """`show`, cut to `width` characters with an ellipsis."""
    return show(shorten(visible(text), width), style)


def wrap(content: Content, width: int) -> list[Content]:
    """`content` in lines of at most `width` cells; at least one line."""
    return [line.rstrip() for line in content.wrap(max(8, width))] or [Content("")]


def lines(*parts: Content | str) -> Content:
    """Several lines of content under each other."""
    return Content("\n").join([part if isinstance(part, Content) else show(part) for part in parts])


def joined(parts: Iterable[Content | str], between: str = " · ") -> Content:
    """Pieces on one line."""
    return Content(between).join([part if isinstance(part, Content) else show(part) for part in parts])


class Words(Static):
    """A piece of text. Takes plain text (shown through `show`) or `Content`; markup is off.

    Screens use this in place of Static and Label everywhere.
    """

    def __init__(self, text: str | Content = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(_as_content(text), markup=False, id=id, classes=classes)

    FIXED = False  # True where the size does not follow the text: then a new text needs no new layout

    def put(self, text: str | Content) -> None:
        """Draw something else; the same again costs nothing."""
        content = _as_content(text)
        if not (isinstance(self.content, Content) and content.is_same(self.content)):
            self.update(content, layout=not self.FIXED)


def _as_content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else show(text, newlines=True)
