"""What is different in the building today: one service in hand, one key to say it, one more for a time.

A letter goes to the next service that begins with it, so that no list has to be walked through.
"""

from __future__ import annotations

from string import ascii_lowercase

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.reason import ReasonModal
from triage.tui.safe import Words, show_short
from triage.tui.widgets.blocks import keyed
from triage.usecases.reception.building import ASKS, WAIT, WHAT, may_be_said, say_building, see_building, take_back
from triage.usecases.reception.desk_views import BuildingRow, BuildingView

LABEL = 24
TAKE_BACK = "Take it back"


class BuildingScreen(DeskScreen[None]):
    """A row for each service that may be named here; what was said of it today, by whom and when."""

    CSS_PATH = "../styles/desk.tcss"
    LINE_KEYS = ascii_lowercase
    BINDINGS = keys.bind(keys.BUILDING_SAY, keys.LINE_UP, keys.LINE_DOWN, keys.LINES_CLOSE)

    def __init__(self) -> None:
        super().__init__()
        self._view: BuildingView | None = None

    def body(self) -> ComposeResult:
        yield Words("The building today", id="title", classes="title")
        yield Words("A letter goes to the next one that begins with it.", id="hint", classes="quiet")
        rows = OptionList(markup=False, compact=True)
        rows.can_focus = False
        yield rows
        yield Words(id="hand", classes="title")
        yield Words(id="may")

    async def load(self) -> None:
        self._view = await self.do(see_building) or self._view
        if self._view is not None:
            self.query_one(OptionList).highlighted = None
            self._draw(next((n for n, row in enumerate(self._view.rows) if row.said), 0))

    def on_resize(self) -> None:
        if self._view is not None:
            self._draw(self.query_one(OptionList).highlighted or 0)

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "The building today", (
            "A letter goes to the next service that begins with it; the arrow keys move one line.",
            "A digit says what is different. It ends by itself at its time or at midnight.",
            "Every desk sees it, and it is a reason in who can help.",
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return int(str(parameters[0])) <= len(self._may()) if action == "say_what" else True

    def action_line(self, by: int) -> None:
        self._to((self.query_one(OptionList).highlighted or 0) + int(by))

    def on_key(self, event: events.Key) -> None:
        letter = (event.character or "").casefold()
        if self._view is None or not letter.isalpha():
            return
        rows = self._view.rows
        labels = [row.label.casefold() for row in rows]
        here = self.query_one(OptionList).highlighted or 0
        order = [*range(here + 1, len(labels)), *range(here + 1)]
        order.sort(key=lambda n: rows[n].kept_back)  # those that no list names come after all others
        found = next((n for n in order if labels[n].startswith(letter)), None)
        if found is not None:
            event.stop()
            self._to(found)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._draw_hand()

    def action_close(self) -> None:
        if not self.busy:
            self.app.pop_screen()

    @in_turn
    async def action_say_what(self, digit: str) -> None:
        row = self._row
        if row is None:
            return
        at = int(digit) - 1
        view: BuildingView | None = None
        if at == len(WHAT):
            view = await self.do(take_back, row.service)
        else:
            what, value = WHAT[at][0], ""
            if what in ASKS:
                chosen = await self._value(row, what)
                if chosen is None:
                    return
                value = chosen
            view = await self.do(say_building, row.service, what, value)
        if view is not None:
            self._view = view
            self._draw(self.query_one(OptionList).highlighted or 0)
            now = self._row
            self.say(f"{row.label}: {', '.join(now.said) if now and now.said else 'as the directory says'}.")

    async def _value(self, row: BuildingRow, what: str) -> str | None:
        offered = await self.do(may_be_said, what)
        hint = "such as 25 minutes or 4 days" if what == WAIT else "such as 14:20"
        return await self.ask(ReasonModal(ASKS[what], [(v, v) for v in offered or ()], row.label, hint=hint))

    @property
    def _row(self) -> BuildingRow | None:
        at = self.query_one(OptionList).highlighted
        return self._view.rows[at] if self._view and at is not None and at < len(self._view.rows) else None

    def _may(self) -> tuple[str, ...]:
        row = self._row
        return (*(words for _, words in WHAT), *([TAKE_BACK] if row and row.said else [])) if row else ()

    def _to(self, at: int) -> None:
        if self._view and self._view.rows and not self.busy:
            self.query_one(OptionList).highlighted = max(0, min(at, len(self._view.rows) - 1))

    def _draw(self, at: int) -> None:
        assert self._view is not None
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options([_line(row, self.size.width - 8) for row in self._view.rows])
        rows.highlighted = min(at, len(self._view.rows) - 1) if self._view.rows else None
        self._draw_hand()
        self.call_after_refresh(rows.scroll_to_highlight)  # what stands below the list may have taken lines from it

    def _draw_hand(self) -> None:
        row = self._row
        if row is not None:
            self.query_one("#hand", Words).put(" · ".join((row.label, *([row.who] if row.who else []), *row.said)))
            pairs = [(str(n), words) for n, words in enumerate(self._may(), 1)]
            self.query_one("#may", Words).put(Content("\n").join([keyed(pairs[:3]), keyed(pairs[3:])]))
        self.refresh_bindings()


def _line(row: BuildingRow, width: int) -> Content:
    label = show_short(row.label, LABEL)
    words = ", ".join(row.said) or " · ".join(part for part in (row.now, row.who) if part)
    return Content.assemble(
        label.pad_right(max(0, LABEL - label.cell_length)), "  ", show_short(words, max(10, width - LABEL - 2))
    )
