"""Today's list: everybody who was here, and who has them now. Everyone at the desk may open it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from triage.core.hours import LONDON
from triage.core.text import counted
from triage.tui import keys
from triage.tui.base import DeskScreen, clock, in_turn
from triage.tui.safe import Words, show, show_short
from triage.usecases.afterwards.review import today
from triage.usecases.afterwards.review_views import TodayRow, TodayView

TIME, CODE, INITIALS = 5, 8, 3
GAP = "  "


class TodayScreen(DeskScreen[None]):
    """A row for each visit, latest first: code and initials, never a reason that is private."""

    RELOAD = True
    CSS_PATH = "../styles/after.tcss"
    BINDINGS = keys.bind(
        keys.READ_OPEN, keys.READ_MISTAKE, keys.READ_CARDS, keys.AFTER_BACK, keys.AFTER_UP, keys.AFTER_DOWN
    )

    def __init__(self) -> None:
        super().__init__()
        self.view: TodayView | None = None

    def body(self) -> ComposeResult:
        yield Words(id="title", classes="title")
        yield Words(id="columns")
        rows = OptionList(markup=False, compact=True)
        rows.can_focus = False
        yield rows
        yield Words(id="whole")
        yield Words(id="counts", classes="quiet")

    async def load(self) -> None:
        self.view = await self.do(today) or self.view
        self.draw()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        if self.view is None:
            return
        rows, width = self.query_one(OptionList), self._widths()
        at = rows.highlighted or 0
        rows.clear_options()
        due = [_row(row, width, _day(row)) for row in self.view.due]
        seen = [_row(row, width, clock(row.at)) for row in self.view.rows]
        rows.add_options([*due, *([None] if due and seen else []), *seen])
        rows.highlighted = min(at, len(self._rows) - 1) if self._rows else None
        some = f"Today: {counted(self.view.visits, 'visit')}"
        before = f"Due from days before: {len(due)} · " if due else ""
        before += f"Cards to be looked at: {self.view.cards} · " if self.view.cards else ""
        self.query_one("#title", Words).put(before + (some if self.view.rows else "Today: nobody yet"))
        self.query_one("#columns", Words).put(_cells(("time", "code", "", "came for", "now", "who has them"), width))
        counts = " · ".join(f"{words}: {number}" for words, number in self.view.tallies)
        again = " · ".join(self.view.came_back)
        below = (f"Counted today, without names: {counts}" if counts else "", again)
        self.query_one("#counts", Words).put("\n".join(line for line in below if line))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "mistake":
            return self._row is not None
        if action == "cards_used":
            return bool(self.view and self.view.cards)
        return self._row is not None if action == "open" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Today", (
            "Everybody who was here today and who has them now. Enter opens the page of a visit.",
            "Above them, visits of days before with something to ask or to see to by tonight.",
        )

    def action_line(self, by: int) -> None:
        rows = self.query_one(OptionList)
        if not self.busy and self._rows:
            rows.highlighted = max(0, min((rows.highlighted or 0) + int(by), len(self._rows) - 1))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The row in hand in full, where its columns had to be cut."""
        event.stop()
        if event.option_index < len(self._rows):
            row = self._rows[event.option_index]
            parts = (row.code, row.came_for, row.state, row.who_has, *row.to_review, *row.back, *row.waits)
            self.query_one("#whole", Words).put(" · ".join(part for part in parts if part.strip("–")))
            self.refresh_bindings()

    @in_turn
    async def action_open(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._open(self._rows[at])

    @in_turn
    async def action_cards_used(self) -> None:
        from triage.tui.screens.later import LooseCardsScreen

        self.desk.push_screen(LooseCardsScreen())

    @in_turn
    async def action_mistake(self) -> None:
        from triage.tui.modals.mistake import mark

        if (row := self._row) and await mark(self, row.contact_id, row.code, row.mistake):
            self.view = await self.do(today) or self.view
            self.draw()
            self.refresh_bindings()

    @property
    def _row(self) -> TodayRow | None:
        rows = self.query(OptionList)
        at = rows.first().highlighted if rows else None
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.busy:
            self._open(self._rows[event.option_index])

    def action_back(self) -> None:
        if not self.busy:
            self.app.pop_screen()

    @property
    def _rows(self) -> tuple[TodayRow, ...]:
        """As they stand in the list: what is due first."""
        return (*self.view.due, *self.view.rows) if self.view else ()

    def _open(self, row: TodayRow) -> None:
        from triage.tui.screens.summary import SummaryScreen

        self.desk.push_screen(SummaryScreen(row.contact_id))

    def _widths(self) -> tuple[int, ...]:
        """Columns that fill the window: what they came for and who has them share what is left."""
        rest = max(30, self.size.width - 8 - TIME - CODE - INITIALS - 5 * len(GAP))
        state = max(12, min(28, rest // 4))
        came = (rest - state) * 2 // 5
        return TIME, CODE, INITIALS, came, state, rest - state - came


def _row(row: TodayRow, widths: tuple[int, ...], came: str) -> Content:
    return _cells((came, row.code, row.initials, row.came_for, row.state, _has(row)), widths)


def _day(row: TodayRow) -> str:
    """The day of a visit before today, in the room of a time: 16/11."""
    return row.at.astimezone(LONDON).strftime("%d/%m")


def _has(row: TodayRow) -> str:
    """Who has them; what is late or to be looked at stands before it, so that it is not cut off."""
    first = [*row.to_review, *(["back again"] if row.back else []), *row.late]
    return "; ".join([*first, row.who_has]) if first else row.who_has


def _cells(texts: tuple[str, ...], widths: tuple[int, ...]) -> Content:
    cells = [show_short(text, width) for text, width in zip(texts, widths, strict=True)]
    padded = [cell.pad_right(max(0, width - cell.cell_length)) for cell, width in zip(cells, widths, strict=True)]
    return Content(GAP).join(padded) if any(texts) else show("")
