"""For somebody at a service: what was sent to it, and one of them with what was agreed (docs/adr/0019)."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.pick import PickModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import NOTHING, numbered, paragraphs, stacked
from triage.usecases import say
from triage.usecases.handoff.inbox import answer_sent, see_inbox, see_sent
from triage.usecases.handoff.inbox_views import AT_NO_SERVICE, NO_SERVICE, InboxRow, InboxView, SentView

LOOK_EVERY = 5.0


class InboxScreen(FlowScreen):
    """One block for each, the longest waiting first: a code, how they come, by when. Enter opens the one in hand."""

    BINDINGS = keys.bind(keys.READ_OPEN, keys.in_footer(keys.SEND_OVER), keys.MY_PEOPLE, keys.LEAVE_DESK, *FLOW_KEYS)

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self.view: InboxView | None = None
        self._message = message

    def welcome(self, message: str) -> None:
        """Say `message` when this screen comes back to the top."""
        self._message = message

    async def load(self) -> None:
        await super().load()
        if self._message:
            self.say(self._message)
        self._message = ""

    def on_mount(self) -> None:  # besides the one of Deskside
        self.set_interval(LOOK_EVERY, self._look_again)

    def _look_again(self) -> None:
        if self.is_active and not self.busy and not self.desk.blanked:
            self._load_soon()

    async def fetch(self) -> bool:
        actor = self.desk.office.actor
        self.view = (await self.do(see_inbox) or self.view) if actor and actor.services else AT_NO_SERVICE
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        rows = self.view.rows
        title = f"{self.view.label}: who was sent to you" if rows else f"{self.view.label}: nobody waits for you."
        if self.view is AT_NO_SERVICE:
            title = NO_SERVICE
        self.lay_out(show(title, "bold"), [_block(row) for row in rows], NOTHING, NOTHING, max(self.at, 0))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.view and self.view.rows) if action == "open" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Sent to you", (
            "Everybody who agreed to be sent to your service, by code, longest wait first.",
            "Enter opens the one in hand: you see exactly what they agreed to share. That you looked is written down.",
            "Somebody at your desk with more than you can help with: send them to the front desk with what they told you.",
        )

    @in_turn
    async def action_open(self) -> None:
        if self.view and self.view.rows:
            self.step_to(SentScreen(self.view.rows[max(self.at, 0)].handoff_id))

    def action_my_people(self) -> None:
        from triage.tui.screens.my_people import MyPeopleScreen

        if self.free:
            self.step_to(MyPeopleScreen())

    @in_turn
    async def action_send_over(self) -> None:
        from triage.tui.modals.send_over import send_somebody

        await send_somebody(self)

    def action_leave(self) -> None:
        self.desk.action_leave()


class SentScreen(FlowScreen):
    """What was agreed, whole; the digits answer."""

    BINDINGS = keys.bind(keys.CHOOSE, keys.AFTER_BACK, *FLOW_KEYS)

    def __init__(self, handoff_id: str) -> None:
        super().__init__()
        self.handoff_id = handoff_id
        self.view: SentView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(see_sent, self.handoff_id)
        if self.view is not None:
            self.code = self.view.row.code
            self.draw_head()
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        row = self.view.row
        head = stacked(
            joined([*filter(None, [row.label]), show(row.mode_words, "bold")]),
            joined(list(filter(None, (row.worker, row.now_words)))),
            show(row.waits, "$text-muted"),
        )
        agreed = stacked(show("They agreed that you know", "bold"), *[show(line) for line in self.view.sends])
        self.lay_out(
            paragraphs(head, agreed, show(self.view.no_way)), [numbered([words for _, words in self.view.choices])]
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self.view is not None and int(str(parameters[0])) <= len(self.view.choices)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "One person sent to you", (
            "What they agreed to share with your service, and nothing else.",
            "Yes means you, by name. If somebody else is right, take them there: nobody starts again at the front desk.",
        )

    @in_turn
    async def action_choose(self, digit: str) -> None:
        if self.view is None:
            return
        step, _ = self.view.choices[int(digit) - 1]
        ask, said = self.view.ask(step), ""
        if ask is not None:
            answer = await self.ask(PickModal(ask.title, ask.options))
            if answer is None:
                return
            said = answer
        if await self.do(answer_sent, self.handoff_id, step, said) is not None:
            self.desk.call_later(self.desk.pop_screen)


def _block(row: InboxRow) -> Content:
    return stacked(
        joined([show(row.code, "bold"), *filter(None, [row.label]), row.mode_words, f"since {say.clock(row.since)}"]),
        joined(list(filter(None, (row.worker, row.now_words)))),
        show(row.waits, "$text-muted"),
    )
