"""Finishing: how each wanted thing ends, what still stands in the way, and back to the front desk."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.remap import told
from triage.tui.safe import show
from triage.tui.screens.flow import FLOW_KEYS, LEAVING_KEYS, FlowScreen
from triage.tui.widgets.blocks import NOTHING, keyed, noted, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.handoff.after_views import EndView, FinishView
from triage.usecases.handoff.finish import end_need, finish_contact, see_finish

UNDER_WAY = ("walked", "booked", "referred")
SHORT = {
    "sorted_here": "sorted here",
    "self_help": "they do it themselves",
    "later": "later",
    "unmet": "nobody can yet",
}


class FinishScreen(FlowScreen):
    """One block per wanted need, the first open one in hand. Enter finishes when nothing stands in the way."""

    STEP = "Finish"
    BINDINGS = keys.bind(
        keys.ENDS, keys.AFTER_HELPERS, keys.AFTER_LEAD, keys.AFTER_SLIP, keys.FINISH, *LEAVING_KEYS, *FLOW_KEYS
    )

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: FinishView | None = None

    async def fetch(self) -> bool:
        first = self.view is None
        self.view = await self.do(see_finish, self.contact_id) or self.view
        if first and self.view:
            self.at = self._open_from(0)
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        at = max(self.at, 0)
        above = "How does each of these end?" if self.view.ends else "No help was wanted. That is fine."
        rows = [_block(end, place == at) for place, end in enumerate(self.view.ends)]
        blockers = self.view.blockers
        before = titled("Before you finish", *[f"· {words}" for words in blockers[1:] and blockers])
        after = (
            before
            if blockers
            else stacked(
                show("Everything has an end. Enter finishes.", "bold"), self.view.goodbye, _way_back(self.view)
            )
        )
        aside = _aside(self.view, self.desk.at_a_service)
        self.lay_out(stacked(show(above, "bold"), _first(blockers)), rows, after, aside, at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self.desk.at_a_service and action in ("helpers", "lead", "slip", "park"):
            return False  # all that is talked about with the person; whoever leads from a service ends and finishes
        if action == "ends":
            return self._end is not None and int(str(parameters[0])) <= len(self._end.choices)
        if action in ("helpers", "lead"):  # somebody may ask for one person where no rule does (practice.md D3)
            return self.view is not None and bool(self.view.ends)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Finishing", (
            "Each thing they want help with ends in exactly one way. What is under way already says so.",
            "Not ready? p lets them wait under their code, with everything kept.",
        )

    @in_turn
    async def action_ends(self, digit: str) -> None:
        end = self._end
        if end is None:
            return
        how, words = end.choices[int(digit) - 1]
        if end.how in UNDER_WAY and not await self.ask(ConfirmModal(f"{end.how_words}: {end.because}", "Change that?")):
            return
        cause: str | None = ""
        if how == "unmet":
            cause = await self.ask(ReasonModal(f"{words}. Why?", tuple(say.UNMET.items()), own=False))
        if cause is None:
            return
        if view := await self.do(end_need, self.contact_id, end.code, how, cause):
            self.view = view
            self.take_in_hand(self._open_from(self.at))

    @in_turn
    async def action_helpers(self) -> None:
        from triage.tui.screens.matches import MatchesScreen

        self.return_to(MatchesScreen, lambda: MatchesScreen(self.contact_id))

    @in_turn
    async def action_lead(self) -> None:
        from triage.tui.screens.lead import LeadScreen

        self.return_to(LeadScreen, lambda: LeadScreen(self.contact_id))

    @in_turn
    async def action_slip(self) -> None:
        from triage.tui.screens.slip import SlipScreen

        self.step_to(SlipScreen(self.contact_id))

    @in_turn
    async def action_finish(self) -> None:
        self.take_in_hand(self._open_from(self.at))
        if await self.do(finish_contact, self.contact_id):
            self.leave_for_desk(f"{self.code} is finished. Well done.")

    @property
    def _end(self) -> EndView | None:
        ends = self.view.ends if self.view else ()
        return ends[self.at] if 0 <= self.at < len(ends) else None

    def _open_from(self, here: int) -> int:
        """The next one still open, from here on and round; here when none is."""
        ends = self.view.ends if self.view else ()
        order = [*range(max(here, 0), len(ends)), *range(min(max(here, 0), len(ends)))]
        return next((place for place in order if ends[place].how == "open"), here)


def _block(end: EndView, here: bool) -> Content:
    because = f" ({end.because})" if end.because else ""
    ended = show("still open") if end.how == "open" else show(f"{end.how_words}{because} ✓", "bold")
    choices = keyed([(str(n), SHORT.get(how, words)) for n, (how, words) in enumerate(end.choices, start=1)])
    own = noted("What they can do", end.self_help) if here or end.how == "self_help" else NOTHING
    return stacked(show(f"{end.plain.rstrip('.')}.", "bold"), ended, own, choices if here else "")


def _way_back(view: FinishView) -> str:
    code = view.way_back
    return f"Their way back is the code {code}: on the slip (s), or to copy on a card." if code else ""


def _first(blockers: tuple[str, ...]) -> Content:
    """The first thing that stands in the way, where it is seen at once."""
    more = f" And {len(blockers) - 1} more, below." if len(blockers) > 1 else ""
    return show(f"{blockers[0].rstrip('.')}.{more}" if blockers else "", "$text-muted")


def _aside(view: FinishView, at_a_service: bool) -> Content:
    lead = view.lead
    keeps = f"{lead.worker or lead.label}: {say.LEAD_STATE.get(lead.state, lead.state)}" if lead else ""
    slip = f"{told(keys.AFTER_SLIP)} shows it." if view.slip_allowed else "No slip for this visit. Say it instead."
    return paragraphs(
        titled("Who has them", *view.handoffs),
        titled("Who keeps it together", keeps),
        NOTHING if at_a_service else titled("The slip", slip),
    )
