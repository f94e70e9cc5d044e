"""Who is it? At the start of a shift and whenever the screen was left: over dialogs and everything else.

Nothing of what lies beneath is drawn or reacts (promises.md P13); the same person comes back to the same question,
another one to the front desk. The app hands every key to `key`; no other binding works here.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen

from triage.tui.coming import DIGITS, Coming, Somebody, Then
from triage.tui.safe import LIT, Words, show, show_short
from triage.usecases.ports import UseCaseError
from triage.usecases.trust.locks import PASSPHRASE, PIN

if TYPE_CHECKING:
    from triage.tui.app import TriageApp

_LEAVE = "ctrl+q"
_ONE_COLUMN, _COLUMN = 9, 34
_HELP = {
    "": "The letter of your name, or ↑ ↓.   ctrl+q leaves triage; everything is saved.",
    PIN: "Six digits.   Another letter: somebody else.   ctrl+q leaves.",
    PASSPHRASE: "Type it, then Enter.   Esc: another name.   ctrl+q leaves.",
}


class KeyedScreen(Screen[None]):
    """A screen that has the keyboard to itself: the app gives it each key and nobody else."""

    CSS_PATH = "../styles/coming.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._ahead: list[events.Key] | None = None

    @property
    def desk(self) -> TriageApp:
        return cast("TriageApp", self.app)

    async def key(self, event: events.Key) -> None:
        """Take a key, unless what the one before it began is still under way."""
        if event.key == _LEAVE:
            self.desk.exit()
        elif not self.busy:
            self.take(event)
        elif self._ahead is not None:
            self._ahead.append(event)

    @abstractmethod
    def take(self, event: events.Key) -> None:
        """One key, when nothing is under way."""

    def begin(self, work: Callable[[], Awaitable[None]], *, keep_keys: bool = False) -> None:
        """Something that takes a moment; keys that come meanwhile are lost, or with `keep_keys` taken afterwards."""
        self.busy, self._ahead = True, [] if keep_keys else None
        self.desk.run_worker(self._run(work), group="coming")

    async def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        finally:
            self.busy, ahead = False, self._ahead or ()
            if self.is_attached:
                self.draw()
        for event in ahead:
            await self.key(event)

    def draw(self) -> None:
        """What there is to see now."""

    def _time(self) -> str:
        return self.desk.time_words


class ComingScreen(KeyedScreen):
    """`find_out(id)` answers what somebody comes with, `enter(id, secret)` lets them in or raises UseCaseError."""

    def __init__(
        self,
        title: str,
        people: Sequence[tuple[str, str]],
        find_out: Callable[[str], Awaitable[str]],
        enter: Callable[[str, str], Awaitable[None]],
        *,
        chosen: str = "",
        about: str = "",
    ) -> None:
        super().__init__()
        self._title, self._about = title, about
        self._coming = Coming(people, chosen)
        self._find_out, self._enter = find_out, enter

    def compose(self) -> ComposeResult:
        with Vertical(id="who"):
            yield Words(self._title, classes="title")
            yield Words(self._time(), id="time", classes="quiet")
            yield Words(id="names", classes="gap")
            yield Words(id="secret", classes="loud gap")
            yield Words(id="said", classes="gap")
            yield Words(id="keys", classes="quiet gap")
            yield Words(self._about, id="about", classes="quiet")

    def on_mount(self) -> None:
        self.set_interval(1.0, lambda: self.query_one("#time", Words).put(self._time()))
        self.draw()
        if self._coming.chosen:
            self.begin(self._chosen, keep_keys=True)

    def take(self, event: events.Key) -> None:
        self._say("")
        then = self._coming.key(event.key, event.character)
        if then is Then.CHOSEN:
            self.begin(self._chosen, keep_keys=True)
        elif then is Then.TRY:
            self.begin(self._try)
        self.draw()

    async def _chosen(self) -> None:
        self._coming.wants = await self._find_out(self._coming.chosen)

    async def _try(self) -> None:
        id, secret, self._coming.typed = self._coming.chosen, self._coming.typed, ""
        self.draw()
        try:
            await self._enter(id, secret)
        except UseCaseError as problem:
            self._coming.wants = await self._find_out(id)
            self._say(str(problem))

    def _say(self, words: str) -> None:
        self.query_one("#said", Words).put(words)

    def draw(self) -> None:
        coming = self._coming
        cells = [_name_cell(one, one.id == coming.chosen) for one in coming.people]
        half = len(cells) if len(cells) <= _ONE_COLUMN else -(-len(cells) // 2)
        pairs = zip_longest(cells[:half], cells[half:], fillvalue=Content(""))
        rows = [Content.assemble(left.pad_right(max(0, _COLUMN - left.cell_length)), right) for left, right in pairs]
        self.query_one("#names", Words).put(Content("\n").join(row.rstrip() for row in rows))
        self.query_one("#secret", Words).put(_secret_words(coming, self.busy))
        self.query_one("#keys", Words).put(_HELP.get(coming.wants or "", _HELP[""]))


class NewPinScreen(KeyedScreen):
    """Six digits, twice. `keep(pin)` raises UseCaseError for poor ones; `on()` follows, also when it is put off."""

    def __init__(self, keep: Callable[[str], Awaitable[None]], on: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._keep, self._on = keep, on
        self._typed, self._first = "", ""

    def compose(self) -> ComposeResult:
        with Vertical(id="who"):
            yield Words("Six digits to come back by", classes="title")
            yield Words(
                "For when the screen was left a moment, here at this desk. Not your bank card's.", classes="quiet"
            )
            yield Words(id="secret", classes="loud gap")
            yield Words(id="said", classes="gap")
            yield Words("Esc: another day. Then it is the passphrase each time.", classes="quiet gap")

    def on_mount(self) -> None:
        self.draw()

    def take(self, event: events.Key) -> None:
        said = self.query_one("#said", Words)
        said.put("")
        if event.key == "escape":
            self.begin(self._on)
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.character and event.character in "0123456789":
            self._typed += event.character
        if len(self._typed) == DIGITS:
            typed, self._typed = self._typed, ""
            if not self._first:
                self._first = typed
            elif typed != self._first:
                self._first = ""
                said.put("Those were two different ones. Once more from the start.")
            else:
                self.begin(self._kept)
        self.draw()

    async def _kept(self) -> None:
        pin, self._first = self._first, ""
        try:
            await self._keep(pin)
        except UseCaseError as problem:
            self.query_one("#said", Words).put(str(problem))
            return
        await self._on()

    def draw(self) -> None:
        words = "Once more:  " if self._first else "Choose:  "
        self.query_one("#secret", Words).put(words + _dots(self._typed))


def _name_cell(one: Somebody, chosen: bool) -> Content:
    line = Content.assemble(show(f" {one.letter}  ", "bold"), show_short(one.name, _COLUMN - 6), " ")
    return line.stylize(LIT) if chosen else line


def _secret_words(coming: Coming, busy: bool) -> str:
    if not coming.chosen:
        return "Who is it?"
    if busy and coming.wants is not None:
        return f"{coming.name}:  one moment …"
    if coming.wants == PIN:
        return f"{coming.name}:  {_dots(coming.typed)}"
    if coming.wants == PASSPHRASE:
        return f"{coming.name}, passphrase:  {'•' * min(len(coming.typed), 40)}▏"
    return f"{coming.name}?  Enter" if coming.wants is not None else f"{coming.name}:"


def _dots(typed: str) -> str:
    return " ".join(["●"] * len(typed) + ["○"] * (DIGITS - len(typed)))
