"""Looking for somebody who was here before: two of four facts, and what is told of it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from triage.tui import keys
from triage.tui.base import DeskModal, first_focus
from triage.tui.safe import Words
from triage.tui.widgets.fields import Field
from triage.usecases import say
from triage.usecases.afterwards.returning import find_before
from triage.usecases.afterwards.returning_views import FoundView

FIELDS = (
    ("name", "Name", "any part of it"),
    ("born", "Date of birth", "1 3 1992"),
    ("postcode", "Postcode", "all of it"),
    ("code", "Code", "from their slip"),
)
ENOUGH = 2
Looked = tuple[dict[str, str], FoundView]


class BeforeModal(DeskModal[Looked]):
    """Answers what was typed and whom it fits; None when left. `told` is what was typed before, to look at again."""

    CSS_PATH = "../styles/before.tcss"
    BINDINGS = keys.bind(keys.PREVIOUS_FIELD, keys.NEXT_FIELD, keys.LINES_CLOSE)

    def __init__(self, told: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._told = dict(told or {})

    def body(self) -> ComposeResult:
        yield Words("Been here before?", classes="loud")
        yield Words("Two of these, typed or written down by them. Enter on an empty line looks.", classes="quiet")
        for fact, label, hint in FIELDS:
            with Horizontal(classes="fact"):
                yield Words(label, classes="label")
                yield Field(self._told.get(fact, ""), hint=hint, most=80, id=f"fact-{fact}")
        yield Words(say.TO_NOBODY_ELSE, classes="quiet gap")

    async def load(self) -> None:
        first_focus(self, self.query(Field).first())

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Been here before", (
            "Two facts must fit before anything is said, even that somebody was here.",
            "Whoever gave no name brings the code from their slip: it is enough by itself.",
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.query(Field))
        place = fields.index(event.input) if isinstance(event.input, Field) else 0
        typed = [fact for fact, words in self._typed().items() if words]
        if place + 1 == len(fields) or (not event.value.strip() and len(typed) >= ENOUGH):
            self.take_turn(self._look)
        else:
            first_focus(self, fields[place + 1])

    def action_field(self, by: int) -> None:
        fields = list(self.query(Field))
        here = next((n for n, field in enumerate(fields) if field.has_focus), 0)
        first_focus(self, fields[(here + int(by)) % len(fields)])

    def action_close(self) -> None:
        self.dismiss(None)

    async def _look(self) -> None:
        told = self._typed()
        found = await self.do(find_before, told)
        if found is not None:
            self.dismiss((told, found))

    def _typed(self) -> dict[str, str]:
        return {fact: self.query_one(f"#fact-{fact}", Field).value.strip() for fact, _, _ in FIELDS}
