"""What was taken back: what stopped, and the words for whoever has it already, to read on the phone or to copy."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import stacked, titled
from triage.usecases.handoff.after_views import StopView, WithdrawView
from triage.usecases.handoff.withdraw import see_withdrawn


class TakenBackScreen(FlowScreen):
    """Read only. `service` empty shows everybody's; `stopped` is what the taking back itself called off."""

    STEP = "Sharing"
    BINDINGS = keys.bind(keys.AFTER_BACK, *FLOW_KEYS)

    def __init__(self, contact_id: str, service: str = "", stopped: tuple[str, ...] = ()) -> None:
        super().__init__(contact_id)
        self.view: WithdrawView | None = None
        self._service, self._stopped = service, stopped

    async def fetch(self) -> bool:
        self.view = await self.do(see_withdrawn, self.contact_id, self._service)
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        above = stacked(show("Taken back. Nothing more goes.", "bold"), *self._stopped)
        told = [_block(stop) for stop in self.view.has_it]
        after = "Tell each of them now, by phone or in person." if told else "Nobody had been told anything."
        self.lay_out(above, told, show(after), Content(""), self.at)

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Taken back", (
            "What was passed on before stays lawful. Ask each of them to stop; the words say nothing of what it was about.",
        )


def _block(stop: StopView) -> Content:
    return titled("", joined([show(stop.label, "bold"), stop.worker, stop.reach]), show(stop.message))
