"""My people: who keeps whom together, and what is next. Those of whoever is signed in stand first."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import NOTHING, stacked
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.reception.desk_views import LedRow, MyPeopleView


class MyPeopleScreen(FlowScreen):
    """One block for each; Enter opens the page of the one in hand."""

    BINDINGS = keys.bind(keys.READ_OPEN, keys.PEOPLE_END, keys.HAND_OVER, keys.AFTER_BACK, *FLOW_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self.view: MyPeopleView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(my_people) or self.view
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        at, rows = max(self.at, 0), self.view.rows
        title = "Who keeps it together, and what is next" if rows else "Nobody is kept together by anybody yet."
        self.lay_out(show(title, "bold"), [_block(row) for row in rows], NOTHING, NOTHING, at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        row = self._row
        if action == "end":
            return row is not None and row.mine and row.under_way
        return row is not None if action in ("open", "hand_over") else True

    @property
    def _row(self) -> LedRow | None:
        return self.view.rows[max(self.at, 0)] if self.view and self.view.rows else None

    @in_turn
    async def action_hand_over(self) -> None:
        from triage.tui.modals.hand_over import hand_over_lead

        row = self._row
        if row is not None and await hand_over_lead(self, row.contact_id):
            self.view = await self.do(my_people) or self.view
            self.draw()
            self.refresh_bindings()

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "My people", (
            "Everybody whom one person keeps together, by that person's name; yours stand first.",
            "Enter opens the page of the one in hand. A visit of yours that is not finished yet, you finish with e.",
            "Whoever hands over stays the one to ask until the new one says yes.",
        )

    @in_turn
    async def action_open(self) -> None:
        from triage.tui.screens.summary import SummaryScreen

        if row := self._row:
            self.step_to(SummaryScreen(row.contact_id))

    @in_turn
    async def action_end(self) -> None:
        from triage.tui.screens.finish import FinishScreen

        if row := self._row:
            self.step_to(FinishScreen(row.contact_id))


def _block(row: LedRow) -> Content:
    who = f"{row.worker} (you)" if row.mine else row.worker
    said = "said yes" if row.said_yes else "told"
    return stacked(
        joined([show(who, "bold"), row.label, said]),
        joined([show(row.code, "bold"), row.initials]),
        *[show(words, "$text-muted") for words in row.next],
    )
