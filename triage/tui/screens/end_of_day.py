"""Nobody left with nobody: each person with what to do next, one digit each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.names import who_is_meant
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.modals.taken import pick_up
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import NOTHING, numbered, stacked
from triage.usecases import say
from triage.usecases.handoff.known_names import who_may_go_on
from triage.usecases.reception.desk_views import EndOfDayView, LeftRow
from triage.usecases.reception.end_of_day import (
    ANSWER,
    CARRY_ON,
    HAND_ON,
    SAID_YES,
    WENT_HOME,
    answer_try,
    hand_on,
    lead_said_yes,
    see_end_of_day,
    went_home,
)

ANSWERS = (("yes", "Somebody there said yes, by name"), ("no", "They said no"))


class EndOfDayScreen(FlowScreen):
    """One block for each who has nobody; empty is the good news."""

    BINDINGS = keys.bind(keys.CHOOSE, keys.AFTER_BACK, *FLOW_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self.view: EndOfDayView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(see_end_of_day) or self.view
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        at, rows = max(self.at, 0), self.view.rows
        at = min(at, max(0, len(rows) - 1))
        title = f"Still with nobody: {len(rows)}" if rows else "Everybody has somebody. Good night."
        self.lay_out(show(title, "bold"), [_block(row, n == at) for n, row in enumerate(rows)], NOTHING, NOTHING, at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return self._row is not None and int(str(parameters[0])) <= len(self._row.choices)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "The end of the day", (
            "Everybody who waits, is parked, walked without a yes, or was sent on and has no answer yet.",
            "Handed to somebody means by name. What cannot wait is never sent home.",
        )

    @in_turn
    async def action_choose(self, digit: str) -> None:
        row = self._row
        if row is None:
            return
        acts: dict[str, Callable[[LeftRow], Awaitable[EndOfDayView | None]]] = {
            CARRY_ON: self._carry_on,
            ANSWER: self._answer,
            SAID_YES: lambda row: self.do(lead_said_yes, row.contact_id),
            HAND_ON: self._hand_on,
            WENT_HOME: self._went_home,
        }
        if view := await acts[row.choices[int(digit) - 1][0]](row):
            self.view = view
            self.draw()
            self.refresh_bindings()

    async def _carry_on(self, row: LeftRow) -> None:
        from triage.tui.screens.assessment import AssessmentScreen

        view = await pick_up(self, row.contact_id, row.code)
        if view is not None:
            self.step_to(AssessmentScreen(view))

    async def _hand_on(self, row: LeftRow) -> EndOfDayView | None:
        names = self.view.names if self.view else ()
        name = await self.ask(WorkerModal(f"Who has {row.code} from here?", names))
        name = await who_is_meant(self, name, self._known()) if name else None
        return await self.do(hand_on, row.contact_id, name) if name else None

    def _known(self) -> tuple[str, ...]:
        return who_may_go_on(self.desk.office.house, self.desk.office.now())

    async def _went_home(self, row: LeftRow) -> EndOfDayView | None:
        """Asked first: it ends the visit for good, and the next person moves up under the same key."""
        asks, means = say.WENT_HOME
        sure = ConfirmModal(asks.format(row.code), means, yes="they went home", no="back")
        return await self.do(went_home, row.contact_id) if await self.ask(sure) else None

    async def _answer(self, row: LeftRow) -> EndOfDayView | None:
        said = await self.ask(PickModal(f"{row.code}: what came of it?", ANSWERS))
        if said == "yes":
            name = await self.ask(WorkerModal("Who said yes?", row.workers))
            return await self.do(answer_try, row.handoff_id, name) if name else None
        if said == "no":
            why = await self.ask(ReasonModal("Why not?", [(words, words) for _, words in say.DECLINE_REASONS]))
            return await self.do(answer_try, row.handoff_id, "", why) if why else None
        return None

    @property
    def _row(self) -> LeftRow | None:
        rows = self.view.rows if self.view else ()
        return rows[min(max(self.at, 0), len(rows) - 1)] if rows else None


def _block(row: LeftRow, here: bool) -> Content:
    return stacked(
        joined([show(row.code, "bold"), row.initials, *row.words[:1]]),
        *[show(words, "$text-muted") for words in row.words[1:]],
        numbered([words for _, words in row.choices]) if here else "",
    )
