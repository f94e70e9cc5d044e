"""Somebody is back: the questions before the questions, one key each, and what is open from last time.

`look_before` is the way in from the front desk, `earlier_first` what an assessment asks by itself: who this may be, then
what is still right. Nothing is decided by leaving a question open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from triage.tui import keys
from triage.tui.base import Deskside, in_turn
from triage.tui.modals.before import BeforeModal
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.pick import LinesModal, PickModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, FlowScreen
from triage.tui.widgets.blocks import noted, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.afterwards.back import record_back, see_back
from triage.usecases.afterwards.returning import ASK_WORD, ONE, SEVERAL, come_back, say_who, take_back
from triage.usecases.afterwards.returning_views import BackRow, BackView, KnownView
from triage.usecases.reception.together import link_together, see_together, unlink
from triage.usecases.views import AssessmentView
from triage.usecases.visit.confirming import not_any_more, still_right

SAME = "same"
AGAIN, NEW = "again", "new"
NOT_FOUND = ((AGAIN, "Look again"), (NEW, "Start a new visit with what was typed"))


async def look_before(screen: Deskside[Any], place: str) -> tuple[AssessmentView, bool] | None:
    """The visit begun or gone on with, and whether they were here before; None when it was left."""
    told: dict[str, str] = {}
    while True:
        looked = await screen.ask(BeforeModal(told))
        if looked is None:
            return None
        told, found = looked
        if not found.people:
            how = await screen.ask(PickModal(found.words, NOT_FOUND))
            if how == AGAIN:
                continue
            view = await screen.do(come_back, place, told) if how == NEW else None
            return (view, False) if view else None
        meant = await which(screen, found.people)
        if meant is None:
            return None
        view = await screen.do(come_back, place, told, *meant)
        return (view, meant[1] == SAME) if view else None


async def which(screen: Deskside[Any], people: Sequence[KnownView]) -> tuple[str, str, str] | None:
    """(person, verdict, their word): the same, not the same, not sure. "" as person means all of them."""
    if len(people) == 1:
        verdict = await screen.ask(PickModal(people[0].words, say.VERDICTS, ONE))
        meant = people[0].person_id
    else:
        lines = [*((known.person_id, known.words) for known in people), *say.VERDICTS[1:]]
        verdict = await screen.ask(PickModal(SEVERAL, lines))
        meant, verdict = ("", verdict) if verdict in dict(say.VERDICTS) else (verdict or "", verdict and SAME)
    if not verdict:
        return None
    if verdict != SAME or not any(known.asks_word for known in people if known.person_id == meant):
        return meant, verdict, ""
    typed = await screen.ask(LinesModal(ASK_WORD, (("Their word", "as they say it"),), say.TO_NOBODY_ELSE))
    return (meant, verdict, typed[0]) if typed is not None else None


async def earlier_first(screen: Deskside[Any], view: AssessmentView, left: set[str]) -> AssessmentView | None:
    """Who this may be, then section by section what is still right. None when nothing of it was asked.

    `left`: the visits whose question was left open in this sitting; it comes again when they are picked up again.
    """
    asked = False
    while view.card is None and view.stage != "closed":
        after: AssessmentView | None = None
        if view.known and view.contact_id not in left:
            meant = await which(screen, view.known)
            if meant is None:
                left.add(view.contact_id)
                continue
            after = await screen.do(say_who, view.contact_id, *meant)
            if after is not None and meant[1] == SAME:
                await screen.ask(BackScreen(view.contact_id))
        elif view.carried is not None:
            words = "\n".join([*view.carried.lines, "Still right?"])
            right = await screen.ask(ConfirmModal(words, yes="still right", no="not any more"))
            after = await screen.do(still_right if right else not_any_more, view.contact_id, view.carried.questions)
        if after is None:
            break
        asked, view = True, after
    return view if asked else None


async def together(screen: Deskside[Any], contact_id: str) -> str:
    """Link somebody who is here too, or take that back. The sentence to say, empty when it was left."""
    view = await screen.do(see_together, contact_id)
    if view is None:
        return ""
    lines = [(id, f"{code}, not together after all") for id, code in view.linked] + list(view.others)
    if not lines:
        return "Nobody else is here now. Start a visit for them first."
    words = "Each keeps a visit of their own. Neither is shown what the other said."
    chosen = await screen.ask(PickModal("Who came with them, or lives with them?", lines, words))
    if chosen is None:
        return ""
    linked = chosen in dict(view.linked)
    done = await screen.do(unlink if linked else link_together, contact_id, chosen)
    return "" if done is None else ("No longer together." if linked else "Linked: they belong together.")


class BackScreen(FlowScreen):
    """What is open from last time and who has it, then what was agreed. The digits say they are back because of one."""

    BINDINGS = keys.bind(keys.BACK_BECAUSE, keys.BACK_NOT, keys.BACK_ON, *FLOW_KEYS)

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: BackView | None = None

    async def fetch(self) -> bool:
        self.view = await self.do(see_back, self.contact_id) or self.view
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        view = self.view
        about = f"about {view.about}" if view.about else ""
        last = stacked(joined([part for part in (show(view.last, "bold"), about) if part]), view.not_finished)
        asks = show("Are they back because of one of these?", "bold") if view.open else "Nothing is open from then."
        above = paragraphs(last, asks)
        agreed = titled("What was agreed", *view.agreed)
        rows = [_block(n, row) for n, row in enumerate(view.open, 1)]
        self.lay_out(above, rows, paragraphs(agreed), at=max(self.at, 0))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "because":
            return self.view is not None and int(str(parameters[0])) <= len(self.view.open)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Back again", (
            "What is open stands first, with who has it. Say sorry once if they had to ask again.",
            "Why they are back is written beside the earlier try: it is about the service, never about the person.",
        )

    @in_turn
    async def action_because(self, digit: str) -> None:
        assert self.view is not None
        row = self.view.open[int(digit) - 1]
        why = ""
        if self.view.reasons:
            chosen = await self.ask(PickModal(f"{row.label}: what happened?", self.view.reasons))
            if chosen is None:
                return
            why = chosen
        view = await self.do(record_back, self.contact_id, row.handoff_id, why)
        if view is None:
            return
        self.view = view
        if len(view.open) == 1:
            self.dismiss(None)
        else:
            self.draw()
            self.refresh_bindings()

    @in_turn
    async def action_not_them(self) -> None:
        if await self.ask(
            ConfirmModal("Somebody else after all?", "Nothing of the earlier visit is theirs then.")
        ) and (await self.do(take_back, self.contact_id) is not None):
            self.dismiss(None)

    def action_on(self) -> None:
        if not self.busy:
            self.dismiss(None)


def _block(n: int, row: BackRow) -> Content:
    return stacked(
        Content.assemble(show(f"{n}  ", "bold"), show(row.label, "bold"), show(f" {row.now_words}")),
        show(row.owner, "$text-muted"),
        show(row.reach, "$text-muted"),
        noted("back because of it", row.why),
    )
