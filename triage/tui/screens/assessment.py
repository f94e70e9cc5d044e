"""The assessment: one question at a time, the words to say loudest (design.md 6).

The answer in the making lives in `draft`; this screen draws it, hands complete answers to `give_answer`, and shows
what comes back. A triggered card stands before everything else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import first_focus
from triage.tui.draft import Draft
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.pages import ALL_ASKED, all_asked, lit_by, page_of
from triage.tui.remap import told
from triage.tui.safe import Words
from triage.tui.screens.beside_asking import BesideAsking
from triage.tui.widgets.fields import Field
from triage.tui.widgets.options import Choices
from triage.tui.widgets.panel import FootLine, SidePanel
from triage.tui.widgets.sheet import Page, Sheet
from triage.tui.widgets.strip import SectionStrip
from triage.usecases import say
from triage.usecases.reception.contacts import see_contact
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers import (
    give_answer,
    keep_parts,
)

SLOW = 0.06


class AssessmentScreen(BesideAsking):
    """Begins with a view; asks again what it is whenever it comes back to the top."""

    RELOAD = True
    CSS_PATH = "../styles/assessment.tcss"
    BINDINGS = keys.bind(
        keys.ANSWER, keys.ANSWER_ZERO, keys.ANSWER_LETTERS, keys.ANSWER_ON, keys.ASK_MORE, keys.ENTER_FIELD, keys.LEAVE_FIELD,
        keys.NOT_SURE, keys.PNTS, keys.NO_DATE, keys.NEXT_FIELD, keys.PREVIOUS_FIELD, keys.ASK_BACK, keys.KEEP,
        keys.PARK, keys.MOVE, keys.NOTICE, keys.FULL, keys.ONE_MORE, keys.SPEAKER, keys.READ_BACK, keys.LAST_TIME,
        keys.TOGETHER, keys.ARRANGE, keys.RING, keys.SHOW, keys.FIND_HERE,
    )  # fmt: skip

    def __init__(self, view: AssessmentView) -> None:
        super().__init__(view)
        self._keys: frozenset[str] = frozenset()
        self._fresh = True
        self._kept: dict[str, object] = {}
        self._left_open: set[str] = set()
        self._away = False  # while something else comes before the question

    def body(self) -> ComposeResult:
        yield SectionStrip()
        with Horizontal(id="page"):
            with Vertical(id="left"):
                with Container(id="question"):
                    yield Sheet(id="sheet")
                    yield Field(id="field")
                yield Words(id="prompt", classes="quiet")
                yield FootLine("Heard", id="heard")
                yield FootLine("Ready now", id="ready", key=keys.RING)
            yield SidePanel(id="side")

    # -- where we stand

    async def load(self) -> None:
        self.desk.contact_id = self._view.contact_id
        if self._away:
            return
        fresh, self._fresh = self._fresh, False
        view = self._view if fresh else await self.do(see_contact, self._view.contact_id)
        if view is None:
            return
        if fresh or view.question != self._view.question or self._draft is None:
            await self._stand(view, arrived=fresh)
        else:
            self._view = view
            self._draw_around()
            await self._card_first()

    async def _stand(self, view: AssessmentView, *, answered: str = "", arrived: bool = True) -> None:
        """Show where the contact stands now, and go where that leads."""
        self._view, self._again = view, False
        if view.stage == "closed":
            await self.desk.to_front_desk(say.ENDED.get(view.ended, "Done."))
            return
        self._begin(view.question)
        self._draw_around(answered)
        await self._card_first()
        await self._earlier_first()
        if (arrived or answered) and self.is_active and self._view.stage == "read_back" and self._view.card is None:
            self._go_read_back()

    @contextmanager
    def _question_away(self) -> Iterator[None]:
        """Something comes first. A question that can be read is answered, and that key would be the other's."""
        self._away = True
        self._begin(None)
        try:
            yield
        finally:
            self._away = False
        self._begin(self._view.question)

    async def _card_first(self) -> None:
        """A card nobody has closed comes before anything else, and then the next one; then how to go on."""
        if self._view.card is None or self._away or not self.is_active:
            return
        from triage.tui.screens.cards import CardScreen, after_card

        with self._question_away():
            while self._view.card is not None:
                closed = await self.ask(CardScreen(self._view.card, self._view.contact_id, code=self.code))
                view = closed.view if closed is not None else None
                if view is None:  # it could not be written down; it comes again at the next look
                    return
                self._view = view
            self._draw_around()
            how = await self.ask(after_card())
        if how == "finish":
            self._go_read_back()
        elif how == "end":
            await self._stop()

    async def _earlier_first(self) -> None:
        """Who this may be, and what is still right from last time: before the next question, one key each."""
        something = self._view.known or self._view.carried
        if not something or self._away or not self.is_active:
            return
        from triage.tui.screens.returning import earlier_first

        with self._question_away():
            view = await earlier_first(self, self._view, self._left_open)
        if view is not None:
            await self._stand(view)

    def _begin(self, question: QuestionView | None, *, again: bool = False) -> None:
        """Put this question into hand."""
        self._again = again
        self._draft = Draft(question, again, self.desk.office.now().date()) if question is not None else None
        self.query_one(SectionStrip).ask_again(question.section if question and again and not question.staff else "")
        self._draw_question()

    # -- drawing

    def _draw_question(self) -> None:
        """The field in hand: a line to type in, or lines to choose from; and everything above it."""
        draft, field = self._draft, self.query_one("#field", Field)
        shows_field = draft is not None and (draft.typed or draft.filtered)
        if draft is not None and shows_field:
            held = draft.values.get(draft.field.id, "") if draft.typed else draft.find
            takes = draft.field.kind if draft.typed else "find"
            most = draft.field.max_chars
            field.start(held if isinstance(held, str) else "", hint=draft.hint, most=most, takes=takes)
        field.display = shows_field
        first_focus(self, field if shows_field else None)
        self._draw_lines()

    def _draw_lines(self) -> None:
        """The sheet as the draft stands."""
        draft, sheet = self._draft, self.query_one(Sheet)
        if draft is None:
            sheet.put(Page() if self._away else all_asked())
        else:
            draft.typing = isinstance(self.focused, Field)
            page = page_of(draft)
            self._keys = frozenset(choice.key for choice in page.grid.choices if not choice.aside)
            sheet.put(page)
            self.query_one("#field").styles.offset = (0, sheet.field_at)
            self.say(draft.note)
        self.refresh_bindings()

    def _draw_around(self, answered: str = "") -> None:
        """Everything but the question: header, strip, what was heard, who is ready."""
        view = self._view
        self.code, self.place_name, self.speaking = view.code, view.place_name, view.speaking
        self.draw_head()
        lit = bool(answered and view.heard and view.heard[0].question == answered)
        self.query_one(SectionStrip).draw(view, self.desk.office.now)
        self.query_one("#heard", FootLine).draw([heard.says for heard in view.heard[:4]], lit=lit)
        self.query_one("#ready", FootLine).draw([ready.text for ready in view.ready[:2]])
        self.query_one("#prompt", Words).put("\n".join(view.prompts))
        self.query_one("#prompt").display = bool(view.prompts)
        if self.has_class("-wide"):
            self.query_one(SidePanel).draw(view, lit=lit)

    def on_resize(self) -> None:  # besides the one of Deskside
        self.query_one(SidePanel).draw(self._view)
        self.call_after_refresh(self._draw_lines)

    # -- answering

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._allowed(action, str(parameters[0]) if parameters else "")

    def _allowed(self, action: str, key: str) -> bool:
        draft, typing = self._draft, isinstance(self.focused, Field)
        if action == "answer":
            return draft is not None and key in self._keys
        if action == "decline":
            return draft is not None and any(d.id == key for d in draft.question.declines)
        if action == "no_date":
            return draft is not None and draft.field.kind == "date"
        if action == "on":
            return draft is not None and not typing and not draft.typed and self._enter_means_something()
        if action == "enter_field":
            return draft is not None and not typing and draft.typed
        if action == "leave_field":
            return typing
        if action == "keep":
            return self._again and not typing
        if action == "field":
            return draft is not None and not draft.plain
        if action == "back":
            return True
        if action == "full_check":
            return self._section() is not None
        if action == "more":
            return draft is not None and not typing and self.long
        if action == "show":
            return draft is not None and draft.shown
        if action == "ring":
            return bool(self._view.ready) and not typing
        if action == "last_time":
            return self._view.was_here and not typing
        if action in ("together", "one_more", "arrange"):
            return not typing
        return True

    def _enter_means_something(self) -> bool:
        return self._draft is not None and (self._draft.field.kind == "many" or not self._draft.plain)

    def action_answer(self, key: str) -> None:
        draft = self._draft
        if draft is None or not self.free:
            return
        self._after(draft.press(key))

    @property
    def long(self) -> bool:
        return self.query_one(Sheet).pages > 1

    def action_more(self) -> None:
        self.action_page(1)

    def action_page(self, by: int) -> None:
        if self.free and self.long:
            self.query_one(Sheet).turn(by)
            self.query_one("#field").styles.offset = (0, self.query_one(Sheet).field_at)

    def action_on(self) -> None:
        if self._draft is not None and self.free:
            self._after(self._draft.enter())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._draft is not None and self.free:
            self._after(self._draft.enter(event.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._draft is not None and self._draft.filtered and not self._draft.typed:
            self._draft.look_for(event.value)
            self._draw_lines()
        else:
            self.refresh_bindings()

    def action_decline(self, how: str) -> None:
        if self._draft is not None and self.free:
            self._after(self._draft.decline(how))

    def action_no_date(self) -> None:
        if self._draft is not None and self.free:
            self._after(self._draft.no_date())

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        asides = {
            told(keys.NOT_SURE): "decline('not_sure')",
            told(keys.PNTS): "decline('pnts')",
            told(keys.NO_DATE): "no_date",
        }
        draft = self._draft
        aside = draft is not None and any(c.aside and c.key == event.key for c in draft.choices())
        self.call_later(self.run_action, asides[event.key] if aside else f"answer('{event.key}')")

    def _after(self, raw: object | None) -> None:
        """A key was taken: save when the question is complete, else draw what changed."""
        draft = self._draft
        if draft is None:
            return
        if raw is None:
            self._keep_parts(draft)
            same = isinstance(self.focused, Field) == (draft.typed or draft.filtered) and not draft.typed
            found = not draft.filtered or self.query_one("#field", Field).value == draft.find
            self._draw_lines() if same and found else self._draw_question()
            return
        self.take_turn(lambda: self._give(draft, raw))

    def _keep_parts(self, draft: Draft) -> None:
        """A form goes into the store field by field. An answer given before stays until the new one is whole."""
        if draft.so_far and not self._again and draft.so_far != self._kept:
            self._kept = draft.so_far
            self.run_worker(self.do(keep_parts, self._view.contact_id, draft.question.id, draft.so_far), group="keep")

    async def _give(self, draft: Draft, raw: object) -> None:
        """Save; when that takes a moment the chosen line is lit meanwhile, else it is lit among what was heard."""
        asks = say.ends_without_trace(draft.question.id, raw)
        if asks and not await self.ask(ConfirmModal(*asks, yes="stop, keep nothing", no="back")):
            return
        question_id, sheet = draft.question.id, self.query_one(Sheet)
        waiting = asyncio.get_running_loop().call_later(SLOW, sheet.light, lit_by(raw))
        view = await self.do(give_answer, self._view.contact_id, question_id, raw)
        waiting.cancel()
        if view is None:
            sheet.light("")
            return
        await self._answered(view, question_id)

    async def _answered(self, view: AssessmentView, question_id: str) -> None:
        self._given = [id for id in self._given if id != question_id] + [question_id]
        await self._stand(view, answered=question_id)

    # -- fields

    def action_leave_field(self) -> None:
        """Letters are keys again; what was typed stays."""
        field = self.query_one("#field", Field)
        if self._draft is not None and self._draft.typed:
            self._draft.keep(field.value)
        first_focus(self, None)
        self._draw_lines()

    def action_enter_field(self) -> None:
        first_focus(self, self.query_one("#field", Field))
        self._draw_lines()

    def action_field(self, by: int) -> None:
        if self._draft is not None:
            if self._draft.typed:
                self._draft.keep(self.query_one("#field", Field).value)
            self._draft.move(by)
            self._draw_question()

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        self.refresh_bindings()

    # -- help, clicks

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        if self._draft is None:
            return ALL_ASKED, self._view.not_covered
        question = self._draft.question
        return question.about, tuple(line for line in (question.help,) if line)

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, FootLine) and event.widget.id == "heard":
            self.call_later(self.run_action, "back")
