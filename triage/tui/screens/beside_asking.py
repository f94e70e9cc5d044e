"""What can be done beside answering: move, wait, say who speaks, ask more, look back (design.md 6).

The assessment screen is this and the question in hand. Everything said so far is saved, so each of these may come at
any question and leads back to where the visit stands.
"""

from __future__ import annotations

from abc import abstractmethod

from triage.tui.base import DeskScreen, in_turn
from triage.tui.draft import Draft
from triage.tui.modals.need import FindModal
from triage.tui.modals.park import let_wait
from triage.tui.modals.pick import PickModal
from triage.usecases import say
from triage.usecases.reception.contacts import move_contact, park_contact, see_contact, stop_contact
from triage.usecases.reception.mistakes import mark_mistake
from triage.usecases.reception.whereabouts import ALONE_HERE, where_to
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers import ask_privacy, open_question, open_questions, question_again, see_openable
from triage.usecases.visit.speaking import set_speaker

NOTICED = "ST1"
ONE_MORE = "Only for something you heard or saw. Enter puts it now."


class BesideAsking(DeskScreen[None]):
    """`_view` is where the visit stands, `_draft` the answer in the making, if there is a question in hand."""

    def __init__(self, view: AssessmentView) -> None:
        super().__init__()
        self._view = view
        self._draft: Draft | None = None
        self._given: list[str] = []  # what was answered here, in this order
        self._again = False  # the question in hand was answered before

    @abstractmethod
    async def _stand(self, view: AssessmentView) -> None:
        """Show where the visit stands now."""

    @abstractmethod
    async def _answered(self, view: AssessmentView, question_id: str) -> None:
        """That question was answered; show where the visit stands now."""

    @abstractmethod
    def _begin(self, question: QuestionView | None, *, again: bool = False) -> None:
        """Put this question into hand."""

    @abstractmethod
    def _draw_around(self, answered: str = "") -> None:
        """Draw everything but the question."""

    # -- back, notice

    @in_turn
    async def action_back(self) -> None:
        target = self._back_to()
        if target is None and not self._again:
            await self._not_now()
            return
        if target is None:
            self._begin(self._view.question)
            return
        await self._ask_again(target)

    async def _not_now(self) -> None:
        """Back from the first question: they wait on as before, or there was nobody."""
        contact, code = self._view.contact_id, self._view.code
        how = await self.ask(PickModal(say.NOTHING_SAID, say.NOT_YET))
        if how == "wait" and await self.do(park_contact, contact) is not None:
            await self.desk.to_front_desk(say.WAITS_ON.format(code=code))
        elif how == "by_mistake" and await self.do(mark_mistake, contact, how) is not None:
            await self.desk.to_front_desk(say.WAS_NOBODY.format(code=code))

    def action_keep(self) -> None:
        """Leave an answer as it was."""
        if self.free:
            self._begin(self._view.question)

    @in_turn
    async def action_notice(self) -> None:
        await self._ask_again(NOTICED)

    async def _ask_again(self, question_id: str) -> None:
        question = await self.do(question_again, self._view.contact_id, question_id)
        if question is not None:
            self._begin(question, again=True)

    def _back_to(self) -> str | None:
        """The question before the one in hand: the last answered, and from there further back."""
        if not self._again or self._draft is None:
            return self._view.back_to
        here = self._draft.question.id
        if here not in self._given:
            return None
        place = self._given.index(here)
        return self._given[place - 1] if place else None

    # -- where, who, when

    @in_turn
    async def action_move(self) -> None:
        places = where_to(self.desk.office.house, self._view.place)
        chosen = await self.ask(PickModal("Where do you go together?", places))
        if chosen == ALONE_HERE:
            if question := await self.do(ask_privacy, self._view.contact_id):
                self._begin(question, again=True)
        elif chosen is not None and (view := await self.do(move_contact, self._view.contact_id, chosen)):
            await self._stand(view)

    @in_turn
    async def action_speaker(self) -> None:
        chosen = await self.ask(PickModal("Who is speaking?", say.SPEAKERS))
        if chosen is not None and (view := await self.do(set_speaker, self._view.contact_id, chosen)):
            await self._stand(view)

    @in_turn
    async def action_last_time(self) -> None:
        from triage.tui.screens.returning import BackScreen

        await self.ask(BackScreen(self._view.contact_id))

    @in_turn
    async def action_together(self) -> None:
        from triage.tui.screens.returning import together

        if said := await together(self, self._view.contact_id):
            self.say(said)

    @in_turn
    async def action_arrange(self) -> None:
        from triage.tui.modals.arrange import arrange_beside

        await arrange_beside(self, self._view.contact_id)
        if view := await self.do(see_contact, self._view.contact_id):
            self._view = view
            self._draw_around()

    @in_turn
    async def action_ring(self) -> None:
        from triage.tui.screens.ring import ready_to_ring, ring

        if self._view.ready:
            await ring(self, ready_to_ring(self._view.ready), self._view.contact_id)

    @in_turn
    async def action_show(self) -> None:
        """The screen is turned to the person; back here what comes next is shown, a card before anything else."""
        from triage.tui.screens.show import ShowScreen

        if self._draft is None:
            return
        question = self._draft.question
        shown = await self.ask(ShowScreen(self._view.contact_id, question, keep=not self._again))
        if shown is not None and shown.view is not None:
            await self._answered(shown.view, question.id)
        elif shown is not None:
            self.say(shown.told)

    @in_turn
    async def action_park(self) -> None:
        if (said := await let_wait(self, self._view.contact_id, self._view.code)) is not None:
            await self.desk.to_front_desk(said)

    async def _stop(self) -> None:
        if await self.do(stop_contact, self._view.contact_id) is not None:
            await self.desk.to_front_desk(f"{self._view.code} stopped part-way. Everything is saved.")

    @in_turn
    async def action_full_check(self) -> None:
        section = self._section()
        if section is not None and (view := await self.do(open_questions, self._view.contact_id, [section])):
            await self._stand(view)
            self.say("Asking this section in full.")

    @in_turn
    async def action_one_more(self) -> None:
        able = await self.do(see_openable, self._view.contact_id) or ()
        chosen = await self.ask(FindModal("Which question?", able, ONE_MORE))
        if chosen and (question := await self.do(open_question, self._view.contact_id, chosen)):
            self._begin(question, again=True)

    def _section(self) -> str | None:
        """The section of the question in hand, as the rules call it."""
        if self._draft is None:
            return None
        question_set = self.desk.office.house_for(self.desk.contact_id).question_set
        question = question_set.by_id.get(self._draft.question.id)
        return question_set.module(question.module).section if question else None

    def action_read_back(self) -> None:
        if self.free:
            self._go_read_back()

    def _go_read_back(self) -> None:
        from triage.tui.screens.read_back import ReadBackScreen

        self.desk.push_screen(ReadBackScreen(self._view.contact_id))
