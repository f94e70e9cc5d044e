"""After a visit: what came of each try, what is to be asked, and what is to be looked at again."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.pick import PickModal
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import numbered, stacked
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.looked_at import record_loose_card, see_loose_cards
from triage.usecases.handoff.after_views import LaterRow, LaterView


class LaterScreen(FlowScreen):
    """One block for each; the digits say what came next of the one in hand."""

    TITLE_WORDS = "What came after?"
    BINDINGS = keys.bind(keys.CHOOSE, keys.AFTER_BACK, *FLOW_KEYS)

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: LaterView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(see_later, self.contact_id) or self.view
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        at = max(self.at, 0)
        rows = [_block(row, n == at) for n, row in enumerate(self.view.rows)]
        above = self.TITLE_WORDS if rows else "There is nothing to come back to here."
        self.lay_out(show(above, "bold"), rows, Content(""), Content(""), at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self._row is not None and int(str(parameters[0])) <= len(self._row.choices)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "What came after", (
            "Somebody who did not come is tried three times, the safe way. Then a supervisor signs that it is finished with.",
            "What cannot wait, and anything about safety, stays open until it is seen to.",
            "Not agreed about somebody’s safety? The safeguarding lead takes it further. The person does not wait for it.",
        )

    @in_turn
    async def action_choose(self, digit: str) -> None:
        row = self._row
        if row is None:
            return
        step, _ = row.choices[int(digit) - 1]
        said: list[str] = []
        for ask in row.asked(step):
            names = [name for name, _ in ask.options]
            answer = await self.ask(WorkerModal(ask.title, names) if ask.name else PickModal(ask.title, ask.options))
            if answer is None:
                return
            said.append(answer)
        if view := await self.write_down(row.key, step, said):
            self.view = view
            self.draw()
            self.refresh_bindings()

    async def write_down(self, key: str, step: str, said: list[str]) -> LaterView | None:
        return await self.do(record_later, self.contact_id, key, step, *said)

    @property
    def _row(self) -> LaterRow | None:
        rows = self.view.rows if self.view else ()
        return rows[max(self.at, 0)] if rows else None


class LooseCardsScreen(LaterScreen):
    """Cards used while nobody's visit was open, to be looked at by a supervisor."""

    TITLE_WORDS = "Cards to be looked at: was it right?"

    def __init__(self) -> None:
        super().__init__("")

    async def fetch(self) -> bool:
        self.code = "Cards"
        self.draw_head()
        self.view = await self.do(see_loose_cards) or self.view
        return self.view is not None

    async def write_down(self, key: str, step: str, said: list[str]) -> LaterView | None:
        return await self.do(record_loose_card, key, step, *said)


def _block(row: LaterRow, here: bool) -> Content:
    return stacked(
        joined([show(row.label, "bold"), *filter(None, (row.worker, row.now_words))]),
        show(row.waits, "$text-muted"),
        numbered([words for _, words in row.choices]) if here else "",
    )
