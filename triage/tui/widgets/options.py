"""Options with their keys, in one or two columns: one widget, drawn whole, so that the next question is there at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from triage.tui.keys import LETTERS
from triage.tui.safe import show

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


def option_line(key: str, words: str, *, mark: str = "") -> Content:
    """`1  My own home`, or with a mark `1  [✓] My own home`."""
    return Content.assemble(show(f"{key or ' '}  ", "bold"), show(f"{mark} " if mark else ""), show(words))


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: its key, its id, its words. `aside` lines (not sure, rather not say) stand last and quieter."""

    key: str
    id: str
    words: str
    aside: bool = False


class Choices(Widget):
    """The options of one question. `ticked` lines carry a mark; the `lit` one is the answer just given."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        key: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._choices: tuple[Choice, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._lit = ""
        self._marks = False
        self._cells: list[tuple[int, int, int, str]] = []

    def put(self, choices: Sequence[Choice], *, marks: bool = False, ticked: Collection[str] = (), lit: str = "") -> None:
        """Draw these. `marks`: every line shows whether it is ticked."""
        self._choices, self._marks, self._ticked, self._lit = tuple(choices), marks, frozenset(ticked), lit
        self.refresh(layout=True)

    def light(self, id: str) -> None:
        """Light the line of the answer just given."""
        self._lit = id
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render(self) -> Content:
        return Content("\n").join(self._rows(self.size.width))

    def on_click(self, event: events.Click) -> None:
        for top, bottom, left, key in self._cells:
            if top <= event.y < bottom and left <= event.x < left + max(1, self._column_width(self.size.width)):
                self.post_message(self.Clicked(key))
                return

    def _rows(self, width: int) -> list[Content]:
        """Every line of the widget; remembers which cell belongs to which key."""
        column = self._column_width(width)
        cells = [self._cell(choice, column - 2) for choice in self._choices]
        split = self._split(cells, width)
        left, right = self._stack(cells[:split], 0, 0), self._stack(cells[split:], split, column)
        height = max(len(left), len(right))
        blank = Content("")
        left += [blank] * (height - len(left))
        if split >= len(cells):
            return left
        right += [blank] * (height - len(right))
        return [Content.assemble(a.pad_right(max(0, column - a.cell_length)), b) for a, b in zip(left, right, strict=True)]

    def _stack(self, cells: list[list[Content]], first: int, x: int) -> list[Content]:
        if first == 0:
            self._cells = []
        rows: list[Content] = []
        for offset, cell in enumerate(cells):
            self._cells.append((len(rows), len(rows) + len(cell), x, self._choices[first + offset].key))
            rows += cell
        return rows

    def _two(self, width: int) -> bool:
        if len(self._choices) <= 6 or width < 50:
            return False
        return width >= 64 or max(len(choice.words) for choice in self._choices) <= width // 2 - 5

    def _column_width(self, width: int) -> int:
        return width // 2 if self._two(width) else width

    def _split(self, cells: list[list[Content]], width: int) -> int:
        """Where the second column begins: half the lines on each side."""
        if not self._two(width):
            return len(cells)
        total, so_far = sum(map(len, cells)), 0
        for index, cell in enumerate(cells):
            if so_far >= total / 2:
                return index
            so_far += len(cell)
        return len(cells)

    def _cell(self, choice: Choice, width: int) -> list[Content]:
        ticked = choice.id in self._ticked
        mark = ("[✓] " if ticked else "[ ] ") if self._marks and not choice.aside else ("✓ " if ticked else "")
        indent = 3 + len(mark)
        style = "bold" if ticked else ("$text-muted" if choice.aside else "")
        wrapped = show(choice.words, style).wrap(max(8, width - indent)) or [Content("")]
        head = Content.assemble(show(f"{choice.key or ' '}  ", "bold"), show(mark, style))
        rows = [Content.assemble(head if not i else Content(" " * indent), line.rstrip()) for i, line in enumerate(wrapped)]
        if choice.id == self._lit:
            rows = [row.pad_right(max(0, width - row.cell_length)).stylize("$background on $primary") for row in rows]
        return rows
