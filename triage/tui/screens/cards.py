"""Action cards: the list behind `!`, one card in full, and how to go on after it (practice.md B).

Neutral to look at, since the screen may be seen: no red, no big word. What to do first stands first and large. A card
is never put away in silence: done, passed to somebody by name, or not what it seemed with a reason. One that somebody
opened from the list may also have been only looked at, in one key and without words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.names import offered, who_is_meant
from triage.tui.modals.pick import LinesModal, PickModal
from triage.tui.remap import told
from triage.tui.safe import Words
from triage.tui.widgets.options import Choice, Choices, keys_for
from triage.usecases.handoff.known_names import WRITE_IT_DOWN, who_may_have
from triage.usecases.ports import UseCaseError
from triage.usecases.views import AssessmentView, CardView
from triage.usecases.visit.card_looks import LOOKED
from triage.usecases.visit.cards import close_card, list_cards, open_card

AFTER = (
    ("resume", "Go on with the questions"),
    ("finish", "Only finish: read back and who helps"),
    ("end", "Stop here for now"),
)


@dataclass(frozen=True, slots=True)
class CardClosed:
    """A card was closed; `view` is where the contact stands, None with nobody open."""

    view: AssessmentView | None


def after_card() -> PickModal:
    """How to go on after a card: resume, finish with the wrap-up only, or end."""
    return PickModal("How do you want to go on?", AFTER, "Everything said so far is saved.")


class CardScreen(DeskScreen[CardClosed]):
    """One card. Answers `CardClosed`. Of one that an answer raised, Escape works only when the store cannot take it."""

    CSS_PATH = "../styles/card.tcss"
    BINDINGS = keys.bind(
        keys.CARD_DONE,
        keys.CARD_PASSED,
        keys.CARD_NOT,
        keys.CARD_MORE,
        keys.CARD_LESS,
        keys.CARD_LOOKED,
        keys.CARD_AWAY,
    )

    def __init__(self, card: CardView, contact_id: str = "", *, code: str = "", opened_by_staff: bool = False) -> None:
        super().__init__()
        self.code = code
        self._card, self._contact_id, self._opened_by_staff = card, contact_id, opened_by_staff
        self._cannot_save = False

    def body(self) -> ComposeResult:
        card = self._card
        with VerticalScroll(id="card", can_focus=False):
            yield Words(f"Card {card.number} · {card.title}", classes="quiet")
            yield Words(card.steps[0] if card.steps else "", classes="first")
            yield from _block("Say", [f"“{line}”" for line in card.say])
            yield from _block("Who to call", [f"{number.who}: {number.number}" for number in card.numbers])
            yield from _block("Then", [f"{n}. {step}" for n, step in enumerate(card.steps[1:], 2)])
            yield from _block("Write down", card.write)
            yield from _block("Never say", [f"“{line}”" for line in card.never])
            yield from _block("Who does this", [card.by_whom] if card.by_whom else [])
            yield from _block("Telling others", [card.share_basis] if card.share_basis else [])
            yield from _block("Because", card.because)

    async def load(self) -> None:
        self.call_after_refresh(self.refresh_bindings)
        if self._opened_by_staff:
            self._cannot_save = await self.do(open_card, self._contact_id, self._card.id) is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "scroll":
            return self.query_one("#card").max_scroll_y > 0
        if action == "looked":
            return self._opened_by_staff and not self._cannot_save
        return self._cannot_save if action == "away" else True

    def action_scroll(self, by: int) -> None:
        self.query_one("#card").scroll_relative(y=by, animate=False)

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "A card", (
            "Do the first line first. The arrow keys show more of the card.",
            "Close it when it is in good hands.",
        )

    @in_turn
    async def action_done(self) -> None:
        await self._close("done")

    @in_turn
    async def action_passed(self) -> None:
        office = self.desk.office
        typed: tuple[str, ...] = ()
        names = who_may_have(office.house, self._card, office.now())
        line = ("Name", offered(self))
        while said := await self.ask(LinesModal("Who has it now?", (line,), needed="A name is needed.", values=typed)):
            typed = said
            to = await who_is_meant(self, said[0], names, WRITE_IT_DOWN, yes="write it down")
            if to is not None:
                await self._close("passed_to", to=to)
                return

    @in_turn
    async def action_not_as_seemed(self) -> None:
        needed = "A few words are enough."
        told = await self.ask(LinesModal("What was it instead?", (("In a few words", ""),), needed=needed))
        if told is not None:
            await self._close("not_as_seemed", because=told[0])

    @in_turn
    async def action_looked(self) -> None:
        await self._close("not_as_seemed", because=LOOKED)

    def action_away(self) -> None:
        self.dismiss(None)

    async def _close(self, how: str, *, to: str = "", because: str = "") -> None:
        try:
            view = await self.save(close_card, self._contact_id, self._card.id, how, to, because)
        except UseCaseError as error:
            self._cannot_save = True
            self.say(f"{error} {told(keys.CARD_AWAY)} puts the card away for now.")
            self.refresh_bindings()
            return
        self.dismiss(CardClosed(view))


class CardsScreen(DeskScreen[None]):
    """All cards by number and neutral title. Works with nobody open and without the store."""

    CSS_PATH = "../styles/card.tcss"
    BINDINGS = keys.bind(keys.CARD_PICK, keys.CARD_PICK_LETTERS, keys.CLOSE)

    def __init__(self, contact_id: str = "") -> None:
        super().__init__()
        self._contact_id = contact_id
        self._cards: dict[str, CardView] = {}

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Words("What cannot wait?", classes="loud")
            yield Words("Open a card at any time. It says what to do first.", classes="quiet")
            yield Choices(classes="gap")

    async def load(self) -> None:
        cards = list_cards(self.desk.office.house)
        given = keys_for([card.id for card in cards])
        self._cards = dict(zip(given, cards, strict=True))
        lines = [Choice(key, card.id, f"{card.title} · card {card.number}") for key, card in self._cards.items()]
        self.query_one(Choices).put(lines)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return str(parameters[0]) in self._cards if action == "pick" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Action cards", ("What to do first, what to say, whom to call. They work with nobody open.",)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        self.action_pick(event.key)

    @in_turn
    async def action_pick(self, key: str) -> None:
        card = self._cards.get(key)
        if card is None:
            return
        await self.ask(CardScreen(card, self._contact_id, opened_by_staff=True))
        self.dismiss(None)

    def action_close(self) -> None:
        self.dismiss(None)


def _block(title: str, lines: Iterable[str]) -> ComposeResult:
    shown = [Words(line, classes="line") for line in lines]
    if shown:
        yield Words(title, classes="title gap")
        yield from shown
