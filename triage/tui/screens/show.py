"""The screen turned to the person: one question, numbered answers, nothing else (practice.md G4, "Show-card mode").

No header, no code, no name, nothing said before, no need, no help for staff; nothing can be opened over it but the
blank. Terminals cannot draw larger letters, so the numbers are large, the lines far apart, and it stays readable when
the terminal's own zoom makes every letter twice as large (docs/adr/0015). After the answer it only says thank you: what
comes next may be a card or another question, and is shown when somebody at the desk has turned it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from textual.app import ComposeResult

from triage.tui import keys
from triage.tui.base import DeskScreen, TooSmall, in_turn
from triage.tui.draft import Draft
from triage.tui.widgets.big import BigSheet
from triage.tui.widgets.lines import KeyLine, MessageLine
from triage.usecases.ports import UseCaseError
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers import give_answer, keep_parts

GIVE_BACK = "Thank you."
HINT = "Point, or say the number."


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it: where the visit stands, or None with what is to be told at the desk (maybe nothing)."""

    view: AssessmentView | None
    told: str = ""


class ShowScreen(DeskScreen[Shown]):
    """Answers `Shown`. What was answered before is not on it, also not as a tick."""

    CSS_PATH = "../styles/show.tcss"
    BINDINGS = keys.bind(keys.SHOW_ANSWER, keys.SHOW_ZERO, keys.SHOW_ON, keys.SHOW_BACK)
    LEAST = (40, 12)
    SHOWN = True

    def __init__(self, contact_id: str, question: QuestionView, *, keep: bool) -> None:
        """`keep`: what a form holds so far goes into the store field by field."""
        super().__init__()
        self._contact_id, self._keep = contact_id, keep
        self._draft = Draft(replace(question, answer=None, say="", help="", about=""))
        self._page = 0
        self._done: Shown | None = None

    def compose(self) -> ComposeResult:
        yield BigSheet()
        yield MessageLine()
        yield KeyLine()
        yield TooSmall()

    async def load(self) -> None:
        self._draw()

    def _draw(self) -> None:
        sheet, draft = self.query_one(BigSheet), self._draft
        if self._done is not None:
            sheet.put(GIVE_BACK, ())
        else:
            parts = [] if draft.plain else [draft.field.text]
            sheet.put(draft.question.text, self._lines(), *parts, hint=HINT)
        self.say(draft.note if self._done is None else "")
        self.refresh_bindings()

    def _all(self) -> list[tuple[str, str]]:
        """(id, words) of every line to point at; not sure and rather not say among them."""
        field = self._draft.field
        declines = [(decline.id, decline.text) for decline in self._draft.question.declines]
        if field.kind == "number":
            return [(str(n), str(n)) for n in range(1, 10)]
        return [*[(option.id, option.text) for option in field.options], *declines]

    def _lines(self) -> tuple[tuple[str, str, bool], ...]:
        """(number, words, ticked) of this page."""
        ticked = self._draft.ticked
        lines = [
            (str(n), words if self._draft.field.kind != "number" else "", id in ticked)
            for n, (id, words) in enumerate(self._on_page(), 1)
        ]
        if self._draft.field.kind == "number":
            return (*lines, ("0", "", False))
        return (*lines, ("0", "More", False)) if self._pages > 1 else tuple(lines)

    def _on_page(self) -> Sequence[tuple[str, str]]:
        room = self._room
        return self._all()[self._page * room : (self._page + 1) * room]

    @property
    def _room(self) -> int:
        """Lines that fit; nine at most, since each has a figure. One place is kept for "More" where it is needed."""
        fit = self.query_one(BigSheet).fitting(self._draft.question.text, [words for _, words in self._all()])
        return 9 if self._draft.field.kind == "number" else max(1, min(9, fit))

    @property
    def _pages(self) -> int:
        return -(-len(self._all()) // self._room)

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return True
        if self._done is not None or not self.is_mounted or not self.query(BigSheet):
            return False
        if action == "answer":
            key = str(parameters[0])
            number = self._draft.field.kind == "number"
            return (number or self._pages > 1) if key == "0" else int(key) <= len(self._on_page())
        return self._draft.field.kind == "many" or not self._draft.plain if action == "on" else True

    def on_resize(self) -> None:  # besides the one of Deskside
        self._page = 0
        self.call_after_refresh(self._draw)

    def on_big_sheet_clicked(self, event: BigSheet.Clicked) -> None:
        if self.check_action("answer", (event.key,)):
            self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        draft = self._draft
        if not self.free or self._done is not None:
            return
        if draft.field.kind == "number":
            self._after(draft.enter(key))
        elif key == "0":
            self._page = (self._page + 1) % self._pages
            self._draw()
        else:
            id = self._on_page()[int(key) - 1][0]
            declined = any(decline.id == id for decline in draft.question.declines)
            self._after(draft.decline(id) if declined else draft.choose(id))

    def action_on(self) -> None:
        if self.free and self._done is None:
            self._after(self._draft.enter())

    def _after(self, raw: object | None) -> None:
        self._page = 0 if self._draft.field.kind != "many" else self._page
        if raw is None:
            if self._keep and self._draft.so_far:
                self.run_worker(self._keep_parts(dict(self._draft.so_far)), group="keep")
            self._draw()
        else:
            self._give(raw)

    async def _keep_parts(self, so_far: dict[str, object]) -> None:
        with suppress(UseCaseError):  # the whole form is saved at its end, and then it is told
            await self.save(keep_parts, self._contact_id, self._draft.question.id, so_far)

    @in_turn
    async def _give(self, raw: object) -> None:
        """Save. What goes wrong is told at the desk, not to whoever looks at this."""
        try:
            self._done = Shown(await self.save(give_answer, self._contact_id, self._draft.question.id, raw))
        except UseCaseError as problem:
            self._done = Shown(None, str(problem))
        self._draw()

    def action_back(self) -> None:
        if not self.busy:
            self.dismiss(self._done or Shown(None))
