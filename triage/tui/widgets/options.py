"""Options with their keys, in one or two columns: one widget, drawn whole, so that the next question is there at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from triage.tui.keys import LETTERS
from triage.tui.safe import LIT, show, wrap

DIGITS = "123456789"
MOST_KEYS = len(DIGITS) + len(LETTERS)


def keys_for(ids: Sequence[str], exclusive: Collection[str] = ()) -> list[str]:
    """One key for each option: 1 to 9, then letters; in a long list an option that excludes the others is 0.

    Letters are handed out from the end, so that the last lines keep theirs when one above is left out.

    Options beyond `MOST_KEYS` get no key (""): such a list is filtered by typing.
    """
    zero = next((id for id in reversed(ids) if id in exclusive), None) if len(ids) > len(DIGITS) else None
    rest = len(ids) - (zero is not None)
    letters = LETTERS[-(rest - len(DIGITS)) :] if rest > len(DIGITS) else ""
    pool = iter([*DIGITS, *letters])
    return ["0" if id == zero else next(pool, "") for id in ids]


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: its key, its id, its words. `aside` lines (not sure, rather not say) stand last and quieter."""

    key: str
    id: str
    words: str
    aside: bool = False


class Grid:
    """Lines laid out in one or two columns for a width: what is drawn, and which line is at a place."""

    def __init__(
        self, choices: Sequence[Choice], *, marks: bool = False, ticked: Collection[str] = (), lit: str = ""
    ) -> None:
        self.choices, self.marks, self.ticked, self.lit = tuple(choices), marks, frozenset(ticked), lit
        self._cells: list[tuple[int, int, int, str]] = []
        self._column = 1

    def rows(self, width: int) -> list[Content]:
        """The lines to draw; after this `key_at` and `whole_at` know where they are."""
        one = self._laid_out(width, 1)
        if not self._two(width):
            return one
        two = self._laid_out(width, 2)
        return two if len(two) < len(one) else self._laid_out(width, 1)  # long words are shorter in one column

    def _laid_out(self, width: int, columns: int) -> list[Content]:
        self._column = column = width // 2 if columns == 2 else max(1, width)
        cells = [self._cell(choice, column - 2) for choice in self.choices]
        split = _half(cells) if columns == 2 else len(cells)
        self._cells = []
        left, right = self._stack(cells[:split], 0, 0), self._stack(cells[split:], split, column)
        if not right:
            return left
        blank = Content("")
        pairs = zip_longest(left, right, fillvalue=blank)
        return [Content.assemble(a.pad_right(max(0, column - a.cell_length)), b) for a, b in pairs]

    def whole_at(self, row: int) -> bool:
        """True if no line is cut in two before this row."""
        return not any(top < row < bottom for top, bottom, _, _ in self._cells)

    def key_at(self, x: int, y: int) -> str:
        """The key of the line at a place, or nothing."""
        for top, bottom, left, key in self._cells:
            if top <= y < bottom and left <= x < left + self._column:
                return key
        return ""

    def _stack(self, cells: list[list[Content]], first: int, x: int) -> list[Content]:
        rows: list[Content] = []
        for offset, cell in enumerate(cells):
            self._cells.append((len(rows), len(rows) + len(cell), x, self.choices[first + offset].key))
            rows += cell
        return rows

    def _two(self, width: int) -> bool:
        if len(self.choices) <= 6 or width < 50:
            return False
        return width >= 64 or max(len(choice.words) for choice in self.choices) <= width // 2 - 5

    def _cell(self, choice: Choice, width: int) -> list[Content]:
        ticked = choice.id in self.ticked
        mark = ("[✓] " if ticked else "[ ] ") if self.marks and not choice.aside else ("✓ " if ticked else "")
        indent = 3 + len(mark)
        style = "bold" if ticked else ("$text-muted" if choice.aside else "")
        wrapped = wrap(show(choice.words, style), width - indent)
        head = Content.assemble(show(f"{choice.key or ' '}  ", "bold"), show(mark, style))
        rows = [Content.assemble(Content(" " * indent) if i else head, line) for i, line in enumerate(wrapped)]
        if choice.id and choice.id == self.lit:
            rows = [row.pad_right(max(0, width - row.cell_length)).stylize(LIT) for row in rows]
        return rows


def _half(cells: list[list[Content]]) -> int:
    """Where the second column begins: half the lines on each side."""
    total, so_far = sum(map(len, cells)), 0
    for index, cell in enumerate(cells):
        if so_far >= total / 2:
            return index
        so_far += len(cell)
    return len(cells)


class Choices(Widget):
    """Lines with their keys, as high as they need."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        key: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._grid = Grid(())

    def put(
        self, choices: Sequence[Choice], *, marks: bool = False, ticked: Collection[str] = (), lit: str = ""
    ) -> None:
        """Draw these. `marks`: every line shows whether it is ticked; `lit`: the one just chosen."""
        self._grid = Grid(choices, marks=marks, ticked=ticked, lit=lit)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._grid.rows(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render(self) -> Content:
        return Content("\n").join(self._grid.rows(self.size.width))

    def on_click(self, event: events.Click) -> None:
        if key := self._grid.key_at(event.x, event.y):
            event.stop()
            self.post_message(self.Clicked(key))
