"""What every screen and dialog of the app stands on.

A screen is a `DeskScreen`, a dialog a `DeskModal`. Both give:

- `body()`        yield the widgets between the header and the message strip (use `Words` from `safe` for text; a
                  container with `classes="column"` is the calm, scrolling column every screen uses).
- `load()`        async; fetch what the screen shows and draw it. Called when the screen is mounted and, if `RELOAD` is
                  True, whenever it comes back to the top. With `PAINT_FIRST` the empty screen is painted before.
- `await self.do(use_case, *args)`   the use case's view, or None after an error was told in the message strip. The save
                  itself is never cancelled. While the screen is blanked the answer waits, so nothing is drawn over it.
- `await self.save(use_case, *args)` the same, but a UseCaseError is raised (where None is an answer).
- `self.say(text)`  put a plain sentence into the message strip; it goes away with the next turn.
- `@in_turn`      on every async `action_…` that saves or opens something: one at a time. A key that comes before the
                  turn is over and painted, or that is only being held down, does nothing (promises.md: key repeat).
- `await self.ask(SomeModal(...))`   inside a turn: the dialog's typed decision, or None when it was left.
- `self.free`     ask this in a plain `action_…` that only changes the screen: False for keys that must do nothing.
- `help_about()`  (title, lines) for `?`; the keys are added from the bindings by themselves.
- `check_action`  answer False for an action that makes no sense now: footer and help then leave its key out. Call
                  `self.refresh_bindings()` when that changes.

The header of a screen reads `code · desk · place · who` and the clock; set `self.code` and `self.place_name` (plain
text, made safe here). Places in the app: `self.desk.office`, `self.desk.contact_id` (the contact in hand, or ""),
`await self.desk.to_front_desk("Done.")` (drops every screen above the desk and says so there).

All keys are declared in `keys` (`BINDINGS = bind(keys.CLOSE, ...)`). All text goes through `safe`. No markup anywhere.
Styles: one `.tcss` file per group of screens, named in the screen's `CSS_PATH` ("../styles/desk.tcss"); each rule
starts with the screen's class name, because Textual applies rules app-wide. Classes ready in base.tcss: `column`
(body), `loud` (words to say), `quiet` (small print), `title`, `lit` (chosen line), `rule-above`, `gap` (space above).
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical, VerticalScroll
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from triage.tui import keys
from triage.tui.opening import Opening
from triage.tui.remap import rebind
from triage.tui.safe import Words
from triage.tui.widgets.clicks import key_under, press
from triage.tui.widgets.lines import KeyLine, MessageLine, TopLine

if TYPE_CHECKING:  # the rules cost 40 ms to import, and the first frame does not need them
    from triage.tui.app import TriageApp

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")

SMALLEST = (80, 24)
WIDE = 110
SETTLE = 2.0  # seconds a key waits for a screen that is still loading
GLANCE = 0.05  # how often it looks whether something else came to the top meanwhile


def in_turn(action: Callable[Concatenate[Any, P], Coroutine[Any, Any, None]]) -> Callable[Concatenate[Any, P], None]:
    """One thing at a time: the action runs beside the message loop, and keys are dropped until it is over and painted.

    (An action that were awaited in the loop would queue the next key instead of dropping it.)
    """

    @functools.wraps(action)
    def start(self: Any, *args: P.args, **kwargs: P.kwargs) -> None:
        self.take_turn(functools.partial(action, self, *args, **kwargs))

    return cast("Callable[Concatenate[Any, P], None]", start)


def clock(moment: datetime) -> str:
    """A moment as the wall clock in the building shows it: 09:07."""
    from triage.core.hours import LONDON

    return moment.astimezone(LONDON).strftime("%H:%M")


class TooSmall(Words):
    """Stands in for everything while the window is too small to be read."""


class Deskside(Opening[R]):
    """What screens and dialogs share: saving, saying, turns, help. Not used by itself."""

    BINDINGS = keys.bind(keys.PAGE_DOWN, keys.PAGE_UP)
    RELOAD = False
    PAINT_FIRST = False
    LEAST = SMALLEST  # the smallest window in which it can be read
    SHOWN = False  # True while the screen is turned to the person: nothing else may be opened over it
    called: Mapping[str, str] = {}  # id of a key → another word for it in the footer, where the usual one is not true
    LINE_KEYS = ""  # what stands before lines here and is taken as it is typed
    AUTO_FOCUS = ""  # nothing takes the focus by itself: letters are keys until a field is in hand

    def __init__(self) -> None:
        super().__init__()
        rebind(self)
        self._in_turn = False
        self._unpainted = False
        self._loaded = asyncio.Event()
        self._loaded.set()
        self._had_focus: Widget | None = None  # what had the focus before the window became too small

    @property
    def desk(self) -> TriageApp:
        return cast("TriageApp", self.app)

    # -- what a screen fills in

    def body(self) -> ComposeResult:
        """The widgets between header and message strip."""
        yield from ()

    async def load(self) -> None:
        """Fetch and draw what the screen shows."""

    def help_about(self) -> tuple[str, Iterable[str]]:
        """A title and lines about what has the focus; the keys follow by themselves."""
        return "", ()

    # -- saving

    async def do(self, use_case: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
        """Run a use case and return its view; None after its error has been told in the message strip.

        What may be done once somebody says why asks for that first (usecases.trust.glass).
        """
        from triage.usecases.guard import ReasonNeeded
        from triage.usecases.ports import UseCaseError

        try:
            return await self.save(use_case, *args, **kwargs)
        except ReasonNeeded as why:
            from triage.tui.modals.why import say_why

            if await say_why(self, why):
                return await self.do(use_case, *args, **kwargs)
        except UseCaseError as error:
            self.say(str(error))
        return None

    async def save(self, use_case: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a use case and return its view, or raise its UseCaseError. A screen that has gone meanwhile goes no further."""
        future = self.desk.office.do(use_case, *args, **kwargs)
        try:
            view = await asyncio.shield(asyncio.wrap_future(future))
        finally:
            await self.desk.until_shown()
        if self._pruning or not self.is_attached:
            raise asyncio.CancelledError
        return view

    @contextmanager
    def while_here(self) -> Iterator[None]:
        """Around what draws when it has heard from the store: a screen on its way out has lost its widgets by then."""
        try:
            yield
        except NoMatches:
            if self.app.is_running and self.is_running and self.is_attached and not self._pruning:
                raise

    def say(self, text: str) -> None:
        """A plain sentence in the message strip."""
        for strip in self.query(MessageLine):
            strip.put(text)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Go, once: Textual takes away whatever is on top, also for a second key that came with the first. It would be the
        screen beneath, or the lock."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    # -- turns

    @property
    def busy(self) -> bool:
        """True while anything is under way: a turn, its result not painted yet, or a first look at the store."""
        return self._in_turn or self._unpainted or not self._loaded.is_set()

    @property
    def free(self) -> bool:
        """True if a key may act now: no turn is under way, and it is not only being held down."""
        return not self._in_turn and not self._unpainted and not self.too_small and not self.desk.held.holding

    def take_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """Start `work` unless something is under way or the key is only being held down."""
        if not (self._in_turn or self._unpainted or self.too_small):
            self._in_turn = True
            self.run_worker(self._turn(work), group="turn")

    async def _turn(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            if await self.desk.held.is_repeat() or not await self._settled():
                return
            self.say("")
            with self.while_here():
                await work()
        finally:
            self._in_turn = False
            if self.is_active:
                self._unpainted = True
                self.call_after_refresh(self._painted)

    def _load_soon(self) -> None:
        """Load beside the message loop; a key that comes meanwhile waits for it a moment."""
        if self._loaded.is_set():
            self._loaded.clear()
            self.run_worker(self._load(), group="load")

    async def _load(self) -> None:
        try:
            with self.while_here():
                await self.load()
        finally:
            self._loaded.set()
            self.show_now()

    async def _settled(self) -> bool:
        """True once the screen has loaded; False when that takes long, or asked something: then the key meant less."""
        for _ in range(round(SETTLE / GLANCE)):
            if self._loaded.is_set() or not self.is_active:
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(self._loaded.wait(), GLANCE)
        return self._loaded.is_set()

    def _painted(self) -> None:
        self._unpainted = False

    async def ask(self, modal: Screen[T]) -> T | None:
        """Show a dialog and wait for its decision. Only inside a turn. Never over a screen that is blanked or locked."""
        await self.desk.until_shown()
        await self._whole_behind()
        return await self.desk.push_screen_wait(modal)

    async def _whole_behind(self) -> None:
        """What will stand behind a dialog is drawn before it comes, also when the dialog before it had it loaded anew."""
        anew = self._in_turn and not self._loaded.is_set()
        if anew:
            await self._settled()
        if anew or self.unseen:
            await self.drawn()

    # -- long pages

    @property
    def long(self) -> bool:
        """True if there is more than the window shows. Otherwise nobody is told of the keys that turn the page."""
        return any(column.max_scroll_y > 0 for column in self.query(VerticalScroll))

    def action_page(self, by: int) -> None:
        """A page further down or up, less a line to find one's place by."""
        for column in self.query(VerticalScroll):
            column.scroll_relative(y=by * max(1, column.size.height - 1), animate=False)

    # -- the mouse

    def on_click(self, event: events.Click) -> None:
        """A key that is drawn before its words, in a line or in the footer, is also a place to click."""
        if not self.too_small and (key := key_under(self, event)):
            event.stop()
            press(self, key)

    # -- what Textual tells us

    def on_mount(self) -> None:
        if self.PAINT_FIRST:
            self.call_after_refresh(self._load_soon)
        else:
            self.draw_later()
            self._load_soon()

    def on_screen_resume(self) -> None:
        self._unpainted = False
        if self.RELOAD and self.is_mounted and self.is_active:
            self._load_soon()

    @property
    def too_small(self) -> bool:
        return self.app.size.width < self.LEAST[0] or self.app.size.height < self.LEAST[1]

    def on_resize(self) -> None:
        width, height = self.app.size
        if self.too_small and not self.has_class("-too-small"):
            self._had_focus = self.focused or self._had_focus  # Textual takes the focus from what is not shown
        elif not self.too_small and self._had_focus is not None:
            self.call_after_refresh(self._focus_again)
        self.set_class(self.too_small, "-too-small")
        self.set_class(width >= WIDE, "-wide")
        if self.too_small:
            for words in self.query(TooSmall):
                words.put(_too_small_words(width, height, self.LEAST))

    def _focus_again(self) -> None:
        """The window is large enough again: what was being typed goes on."""
        if self.too_small:
            return
        field, self._had_focus = self._had_focus, None
        if field is not None and field.is_attached and field.display and self.focused is None:
            first_focus(self, field)


class DeskScreen(Deskside[R]):
    """A full screen: header, body, message strip, footer."""

    code = ""
    place_name = ""
    speaking = ""

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="body"):
            yield from self.body()
        yield MessageLine()
        yield KeyLine()
        yield TooSmall()

    def head(self) -> tuple[str, ...]:
        """What the header says, left to right, the clock apart."""
        office = self.desk.office_or_none
        if office is None:
            return ("triage",)
        who = office.actor.name.split()[0] if office.actor else ""
        here = self.desk.away or office.terminal.name
        at_this = next((p for p in office.house.directory.places if p.name == self.place_name == here), None)
        place = "Counter" if at_this is not None and at_this.kind == "counter" else self.place_name
        return tuple(part for part in dict.fromkeys((self.code, here, place, self.speaking, who)) if part)

    def draw_head(self) -> None:
        """Draw the header again after `code`, `place_name` or `speaking` changed."""
        for line in self.query(TopLine):
            line.draw()


class DeskModal(Deskside[R], ModalScreen[R]):
    """A dialog over the screen below: a box with `body()`, a message strip and its own keys. Escape means no."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield from self.body()
            yield MessageLine()
            yield KeyLine()
        yield TooSmall()


def _too_small_words(width: int, height: int, least: tuple[int, int]) -> str:
    return (
        f"The window is a little small ({width} × {height}).\n"
        f"Please make it at least {least[0]} × {least[1]}: wider, taller, or smaller letters.\n"
        "Everything is saved."
    )


def first_focus(screen: Screen[Any], widget: Widget | None) -> None:
    """Move the focus without scrolling; None takes it away, so that letters are keys again."""
    screen.set_focus(widget, scroll_visible=False)
