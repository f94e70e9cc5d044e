"""People's words on the screen: the only way text reaches a widget (design.md 3, idea 12; promises.md P10, P11).

`show` makes control, escape and direction characters visible and returns `Content`, in which brackets are letters.
Nothing in the app uses markup; styles are given beside the text, never inside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static

from triage.core.text import shorten, visible


def show(text: str, style: str = "", *, newlines: bool = False) -> Content:
    """`text` as it may be drawn, all of it in `style` ("bold", "$text-muted")."""
    safe = visible(text, newlines=newlines)
    return Content.styled(safe, style) if style else Content(safe)


def show_short(text: str, width: int, style: str = "") -> Content:
    """`show`, cut to `width` characters with an ellipsis."""
    return show(shorten(visible(text), width), style)


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

    def put(self, text: str | Content) -> None:
        """Draw something else."""
        self.update(_as_content(text))


def _as_content(text: str | Content) -> Content:
    return text if isinstance(text, Content) else show(text, newlines=True)
