"""The question column, drawn whole: what to say, the question, the fields of a form, the lines to choose from.

One widget of constant size, so that the next question needs no new layout and is there at once. Only the field to type
in is a widget of its own; the sheet leaves it room and says where (`field_at`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.widget import Widget

from triage.tui import keys
from triage.tui.remap import told
from triage.tui.safe import show, wrap
from triage.tui.widgets.options import Choices, Grid

FIELD_HEIGHT = 3
HELD_LINES = 2  # for what a field of a form holds, so that the lines to choose from stay in sight


@dataclass(frozen=True, slots=True)
class Page:
    """What is on the sheet. `rows` are the fields of a form: label, what it holds, whether it is in hand."""

    text: str = ""
    say: str = ""
    after: str = ""
    rows: Sequence[tuple[str, str, bool]] = ()
    has_field: bool = False
    grid: Grid = field(default_factory=lambda: Grid(()))


class Sheet(Widget):
    """Draws a `Page`. When it is too high the empty lines go first; then it has pages, and says so."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page = Page()
        self._at, self._pages = 0, 1
        self._drawn: tuple[tuple[int, int], list[Content]] | None = None
        self._grid_at = 0
        self.field_at = 0

    def put(self, page: Page) -> None:
        if page.text != self._page.text:
            self._at = 0
        self._page, self._drawn = page, None
        self._lines()
        self.refresh()

    def light(self, id: str) -> None:
        """Light the line of the answer just given."""
        self._page.grid.lit, self._drawn = id, None
        self.refresh()

    @property
    def pages(self) -> int:
        """How many pages it takes; more than one only where the window is too low for all of it."""
        self._lines()
        return self._pages

    def turn(self, by: int = 1) -> None:
        """The next page, or the one before; after the last the first."""
        self._at, self._drawn = (self._at + by) % self.pages, None
        self._lines()
        self.refresh()

    def render(self) -> Content:
        return Content("\n").join(self._lines())

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and (key := self._page.grid.key_at(offset.x, offset.y - self._grid_at)):
            event.stop()
            self.post_message(Choices.Clicked(key))

    def _lines(self) -> list[Content]:
        """Every line in sight, and where field and choices begin; worked out once for a page and a size."""
        width, height = max(20, self.content_size.width), max(8, self.content_size.height)
        if self._drawn is not None and self._drawn[0] == (width, height):
            return self._drawn[1]
        blocks = self._blocks(width)
        gap = 1 if sum(len(lines) for _, lines in blocks) + len(blocks) - 1 <= height else 0
        lines: list[Content] = []
        for name, block in blocks:
            if name == "field":
                self.field_at = len(lines)
            elif name == "grid":
                self._grid_at = len(lines)
            lines += [*block, *[Content("")] * gap]
        if not gap and len(lines) > height:
            lines = self._part(lines, blocks, height)
        else:
            self._pages = 1
        self._drawn = (width, height), lines
        return lines

    def _part(self, lines: list[Content], blocks: list[tuple[str, list[Content]]], height: int) -> list[Content]:
        """One page of too many lines, and below it how to see the others. What is said first comes with the last page
        when the rest fits without it: the lines to choose from matter more, and the words to say are known by then."""
        said = len(blocks[0][1]) if blocks[0][0] == "say" else 0
        room = height - 1
        starts = [said, *([0] if said else [])] if len(lines) - said <= room else self._starts(lines, room)
        self._pages = len(starts)
        start = starts[min(self._at, self._pages - 1)]
        self.field_at, self._grid_at = self.field_at - start, self._grid_at - start
        end = next((other for other in sorted(starts) if other > start and other > said), len(lines))
        shown = lines[start : min(end, start + room)]
        more = f"▾ {told(keys.ASK_MORE)} shows more ({min(self._at, self._pages - 1) + 1} of {self._pages})"
        return [*shown, *[Content("")] * (room - len(shown)), show(more, "bold")]

    def _starts(self, lines: list[Content], room: int) -> list[int]:
        """Where pages begin: no line to choose is cut in two, unless it is higher than a page."""
        starts = [0]
        while starts[-1] + room < len(lines):
            last = starts[-1] + room
            whole = (row for row in range(last, starts[-1] + 1, -1) if self._page.grid.whole_at(row - self._grid_at))
            starts.append(next(whole, last))
        return starts

    def _blocks(self, width: int) -> list[tuple[str, list[Content]]]:
        page = self._page
        blocks = [
            ("say", wrap(show(page.say), width) if page.say else []),
            ("text", wrap(show(page.text, "bold"), width)),
            ("after", wrap(show(page.after, "$text-muted"), width) if page.after else []),
            ("rows", _form(page.rows, width)),
            ("field", [Content("")] * FIELD_HEIGHT if page.has_field else []),
            ("grid", page.grid.rows(width)),
        ]
        return [(name, lines) for name, lines in blocks if lines]


def _form(rows: Sequence[tuple[str, str, bool]], width: int) -> list[Content]:
    """The fields of a form under each other, the one in hand marked. All of a long one is in its field."""
    label = max((len(text) for text, _, _ in rows), default=0)
    lines: list[Content] = []
    for text, said, here in rows:
        head = show(f"{'▸' if here else ' '} {text:<{label}}   ", "bold" if here else "$text-muted")
        first, *more = _held(said, width - head.cell_length)
        lines += [Content.assemble(head, first), *[Content.assemble(" " * head.cell_length, line) for line in more]]
    return lines


def _held(said: str, room: int) -> list[Content]:
    """What a field holds, in two lines; what is more is left out, and that is seen."""
    lines = wrap(show(said), room)
    if len(lines) <= HELD_LINES:
        return lines
    last = lines[HELD_LINES - 1]
    return [*lines[: HELD_LINES - 1], Content.assemble(last.truncate(max(8, room) - 2), " …")]
