"""One name: who keeps it all together, by which rule, told and accepted. The person's choice comes first (D3)."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.need import FindModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import LEAVING_KEYS, MORE_KEYS, FlowScreen
from triage.tui.widgets.blocks import LEAD_STEP, NOTHING, noted, numbered, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.handoff.after_views import LeadView
from triage.usecases.handoff.leads import accept_lead, ask_for_lead, name_lead, name_owner, see_could_lead, see_lead
from triage.usecases.say import LEAD_STATE

BY_LAW = "Somebody has this duty by law already"


class LeadScreen(FlowScreen):
    """Who it would be and why; 1 takes it as it stands."""

    STEP = LEAD_STEP
    BINDINGS = keys.bind(keys.CHOOSE, keys.AFTER_ON, *LEAVING_KEYS, *MORE_KEYS)

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: LeadView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(see_lead, self.contact_id)
        return True

    def draw(self) -> None:
        if self.view is None:
            above = show("One named person is enough here. Nobody needs to keep it together.", "bold")
            self.lay_out(above, [], numbered([words for words, _ in self._choices()]))
            return
        above = show("Several things at once. One person keeps it together.", "bold")
        self.lay_out(above, [_lead(self.view)], numbered([words for words, _ in self._choices()]), _aside())

    def _choices(self) -> list[tuple[str, str]]:
        """(words, what it does), as they make sense now."""
        if self.view is None:
            return [("They ask for one person all the same", "asked")]
        who = self.view.worker or "them"
        another = [("Another worker there", "worker"), ("Somebody else, because …", "other"), (BY_LAW, "owner")]
        if self.view.state == "proposed":
            return [(f"Agreed with the person, and {who} is told", "told"), *another]
        if after := self.view.next_worker:
            return [(f"{after} said yes", "accepted"), *another]
        return [(f"{who} said yes", "accepted"), *another] if self.view.state == "told" else another

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "line":
            return self.goes_on
        return int(str(parameters[0])) <= len(self._choices()) if action == "choose" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "One name", (
            "One person who knows the whole of it, answers first and asks after the rest.",
            "You are the first to ask for until they say yes. The person may choose somebody else.",
            "Never a relative, anybody away for more than five working days, or anybody who acts against them.",
            "Where a meeting of services has named somebody, choose them under Somebody else.",
        )

    @in_turn
    async def action_choose(self, digit: str) -> None:
        view, what = self.view, self._choices()[int(digit) - 1][1]
        if what == "asked" or view is None:
            await self._show(await self.do(ask_for_lead, self.contact_id))
        elif what == "owner":
            owner = await self.ask(PickModal("Who has it by law, as they told you?", say.OWNERS))
            if owner is not None:
                await self._show(await self.do(name_owner, self.contact_id, owner))
        elif what == "told":
            await self._appoint(view.service, view.worker or await self._who(view.workers))
        elif what == "worker":
            await self._appoint(view.service, await self._who(view.workers), "chosen together")
        elif what == "other":
            await self._other()
        else:
            await self._show(await self.do(accept_lead, self.contact_id))

    @in_turn
    async def action_on(self) -> None:
        from triage.tui.screens.finish import FinishScreen

        self.step_to(FinishScreen(self.contact_id))

    async def _other(self) -> None:
        could = await self.do(see_could_lead) or ()
        service = await self.ask(FindModal("Who else?", [(id, label, "") for id, label, _ in could]))
        chosen = next((one for one in could if one[0] == service), None)
        if chosen is None:
            return
        id, label, workers = chosen
        name = await self._who(workers)
        if name and (because := await self.ask(ReasonModal(f"Why {label}?"))):
            await self._appoint(id, name, because)

    async def _who(self, workers: list[str] | tuple[str, ...]) -> str | None:
        return await self.ask(WorkerModal("Who will it be?", workers))

    async def _appoint(self, service: str, worker: str | None, because: str = "") -> None:
        if worker:
            await self._show(await self.do(name_lead, self.contact_id, service, worker, because))

    async def _show(self, view: LeadView | None) -> None:
        if view is not None:
            self.view = view
            self.draw()
            self.refresh_bindings()


def _lead(view: LeadView) -> Content:
    state = LEAD_STATE.get(view.state, view.state)
    return stacked(
        joined([show(view.worker or "Nobody named yet", "bold"), view.label, show(state, "bold")]),
        show(f"why: {view.rule_words}" + (f" ({view.because})" if view.because else "")),
        noted("needed because", view.why_needed),
        noted("to reach", view.reach),
        noted("when away", view.cover),
        noted("takes over once they say yes", view.next_worker),
    )


def _aside() -> Content:
    return paragraphs(titled("Until they say yes", "You are the one to ask for."), NOTHING)
