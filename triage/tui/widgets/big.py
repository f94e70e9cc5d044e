"""A question as large as a terminal can: each line with a figure three lines high before it, and room around it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from triage.tui.safe import show, wrap
from triage.tui.widgets.large import HIGH, large
from triage.tui.widgets.options import Choices

COLUMN = {HIGH: 6, 1: 3}  # cells a figure takes, with the space after it
GAP = 2
LOW = 16  # rows; in fewer, every letter is large already by the terminal's own zoom


class BigSheet(Widget):
    """The question, and each line with a large figure before it, in two columns where there are many and room."""

    class Clicked(Choices.Clicked):
        """A line was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._text: tuple[str, ...] = ()
        self._lines: tuple[tuple[str, str, bool], ...] = ()
        self._hint = ""
        self._cells: list[tuple[int, int, int, int, str]] = []

    def put(self, text: str, lines: Sequence[tuple[str, str, bool]], *more: str, hint: str = "") -> None:
        self._text, self._lines, self._hint = (text, *more), tuple(lines), hint
        self.refresh()

    def fitting(self, text: str, words: Sequence[str]) -> int:
        """How many lines have room at once, all of them if they do."""
        width, height = self._area
        room = height - self._head_rows(text, width)
        columns = self._columns(len(words), width)
        per_column = max(1, (room + 1) // (self._step(words, columns, width)))
        whole = per_column * columns
        return len(words) if len(words) <= min(whole, 9) else max(1, whole - 1)

    def render(self) -> Content:
        width, height = self._area
        rows: list[Content] = []
        for text in self._text:
            rows += [*wrap(show(text, "bold"), width), Content("")]
        grid = self._grid(width, len(rows))
        if self._hint and len(rows) + 2 + len(grid) <= height + 1:
            rows += [show(self._hint, "$text-muted"), Content("")]
            grid = self._grid(width, len(rows))
        return Content("\n").join([*rows, *grid])

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        found = [key for x, y, wide, high, key in self._cells if at and x <= at.x < x + wide and y <= at.y < y + high]
        if found:
            event.stop()
            self.post_message(self.Clicked(found[0]))

    @property
    def _area(self) -> Size:
        return Size(max(20, self.content_size.width), max(6, self.content_size.height))

    @property
    def _high(self) -> int:
        return HIGH if self._area.height >= LOW else 1

    def _figure(self, key: str, width: int) -> list[Content]:
        return large(key, width) if self._high == HIGH else [show(key, "bold")]

    def _head_rows(self, text: str, width: int) -> int:
        return sum(len(wrap(show(part, "bold"), width)) + 1 for part in (text, *self._text[1:]))

    def _columns(self, count: int, width: int) -> int:
        return 2 if count > 3 and width >= 60 else 1

    def _step(self, words: Sequence[str], columns: int, width: int) -> int:
        """Rows that a line takes with the empty one below it."""
        room = width // columns - COLUMN[self._high] - GAP
        return max([self._high, *(len(wrap(show(text, "bold"), room)) for text in words)]) + 1

    def _grid(self, width: int, top: int) -> list[Content]:
        lines, self._cells = self._lines, []
        if not lines:
            return []
        if all(not words for _, words, _ in lines):
            return self._figures(width, top)
        columns = self._columns(len(lines), width)
        wide, step = width // columns, self._step([words for _, words, _ in lines], columns, width)
        half = -(-len(lines) // columns)
        rows: list[Content] = []
        for place in range(half):
            cells = [lines[n] for n in range(place, len(lines), half)]
            drawn = [self._cell(line, wide - GAP, step) for line in cells]
            for column, (key, _, _) in enumerate(cells):
                self._cells.append((column * wide, top + len(rows), wide, step, key))
            rows += [Content.assemble(*[part[n] for part in drawn]) for n in range(step)]
        return rows

    def _figures(self, width: int, top: int) -> list[Content]:
        """Only numbers to choose from: beside each other."""
        wide, per_row = COLUMN[HIGH] + 2, max(1, width // (COLUMN[HIGH] + 2))
        rows: list[Content] = []
        for first in range(0, len(self._lines), per_row):
            keys_here = [key for key, _, _ in self._lines[first : first + per_row]]
            for n, key in enumerate(keys_here):
                self._cells.append((n * wide, top + len(rows), wide, self._high + 1, key))
            drawn = [[part.pad_right(wide - part.cell_length) for part in self._figure(key, wide)] for key in keys_here]
            rows += [Content.assemble(*[part[n] for part in drawn]) for n in range(self._high)] + [Content("")]
        return rows

    def _cell(self, line: tuple[str, str, bool], width: int, step: int) -> list[Content]:
        (key, words, ticked), column = line, COLUMN[self._high]
        text = wrap(show(f"✓ {words}" if ticked else words, "bold"), width - column)
        middle = max(0, (self._high - len(text)) // 2)
        text = [*[Content("")] * middle, *text]
        figure = [*self._figure(key, column), *[Content("")] * step]
        rows = [
            Content.assemble(figure[n].pad_right(column - figure[n].cell_length), text[n] if n < len(text) else "")
            for n in range(step)
        ]
        return [row.pad_right(max(0, width + GAP - row.cell_length)) for row in rows]
