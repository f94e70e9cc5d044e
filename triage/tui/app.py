"""The app: start, sign-in, the blank key, crashes and leaving. Screens do the rest.

`TriageApp(open_office).run()` paints its first frame before the store and the content are imported: `open_office` runs
in a thread afterwards. Only bootstrap and the command line make one.
"""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import BindingType

from triage.core.access import AT_A_SERVICE, Role, no_screen
from triage.tui import keys
from triage.tui.base import DeskScreen, Deskside, clock
from triage.tui.crashing import Crashing
from triage.tui.held import HeldKeys
from triage.tui.key import remap, remapped_to
from triage.tui.leaving import Leaving
from triage.tui.modals.blank import BlankScreen
from triage.tui.pasting import make_pastes_safe
from triage.tui.remap import rebind
from triage.tui.screens.coming import ComingScreen, KeyedScreen, NewPinScreen
from triage.tui.screens.start import StartScreen
from triage.tui.themes import DARK, NAMES, THEMES
from triage.tui.watch import Watch
from triage.usecases.office import Office
from triage.usecases.ports import UseCaseError
from triage.usecases.trust.idle import Idle
from triage.usecases.trust.locks import NO_LOCKS, waits_words

if TYPE_CHECKING:
    from textual.driver import Driver

STYLES = Path(__file__).parent / "styles"
BLANK = "blank"
NEXT_SCREENS = ("front_desk", "assessment", "cards")


class TriageApp(Crashing):
    """See the module."""

    TITLE = "triage"  # the window title: constant, never a name or a code
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS_PATH = "styles/base.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bind(keys.QUICK, keys.CARDS, keys.FIND, keys.BLANK, keys.HELP, keys.PALETTE, keys.LOOK, keys.LOCK),
        *keys.bind(keys.LEAVE, keys.COPY),
    ]

    def __init__(
        self,
        open_office: Callable[[], Office],
        log_path: Path | None = None,
        *,
        theme: str = DARK,
        keymap: Mapping[str, str] | None = None,
        remember_theme: Callable[[str], None] = lambda name: None,
    ) -> None:
        """`keymap` has been checked (`remap.checked`); `remember_theme` keeps the choice for this terminal."""
        super().__init__()
        remap(keymap or {})
        rebind(self)
        self._blank_key = remapped_to(keys.BLANK.id) or keys.BLANK.key
        self._remember_theme = remember_theme
        self._open_office = open_office
        self._log_path = log_path
        self._shown = asyncio.Event()
        self._shown.set()
        self._leaving = Leaving(self._leave_soon)
        self.held = HeldKeys()
        self.idle = Idle()
        self.office_or_none: Office | None = None
        self.contact_id = ""
        self.away = ""  # where this terminal is today, if not at the hub
        self.watch_others = Watch(self)
        for one in THEMES:
            self.register_theme(one)
        known = theme if theme in dict(NAMES) else DARK
        self.set_reactive(App.theme, known)  # before the styles are read, so that they are read once
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """The terminal's, with what is pasted read as text and never as keys."""
        make_pastes_safe(XTermParser)
        return super().get_driver_class()

    # -- what screens ask of it

    @property
    def office(self) -> Office:
        assert self.office_or_none is not None, "no office before the start screen has opened it"
        return self.office_or_none

    @property
    def time_words(self) -> str:
        return clock(self.office_or_none.now()) if self.office_or_none else ""

    async def enter(self, office: Office) -> None:
        """Somebody has opened the office and is signed in: their digits first, if they have none, then the desk.

        Raises UseCaseError for whoever has nothing to do here; it is closed again then.
        """
        if office.actor is not None and (nothing := no_screen(office.actor.role)):
            await asyncio.to_thread(office.close)
            raise UseCaseError(nothing)
        self.office_or_none = office
        self.idle.came()
        await self._new_here(self._fresh_desk)

    async def _keep_pin(self, pin: str) -> None:
        await asyncio.to_thread(self.office.set_pin, pin)

    async def open_office(self) -> Office:
        """Open the office in a thread, once; what goes wrong is raised for the start screen to tell."""
        if self.office_or_none is None:
            self.office_or_none = await asyncio.to_thread(self._open_office)
        return self.office_or_none

    async def warm_up(self) -> None:
        """Screens and styles that the first keys will want, read while nobody waits for them."""
        await asyncio.to_thread(lambda: [import_module(f"triage.tui.screens.{name}") for name in NEXT_SCREENS])
        unread = [path for path in sorted(STYLES.glob("*.tcss")) if not self.stylesheet.has_source(str(path))]
        self.stylesheet.read_all(unread)
        self.stylesheet.reparse()
        self.stylesheet.update(self)
        if not gc.get_freeze_count():  # what is read once is not looked through for rubbish again: 130 ms, now and then
            gc.freeze()

    async def to_front_desk(self, message: str = "") -> None:
        """Drop every screen above the front desk and say `message` there."""
        from triage.tui.screens.front_desk import FrontDeskScreen
        from triage.tui.screens.inbox import InboxScreen

        self.contact_id = ""
        below = next(
            (screen for screen in self.screen_stack if isinstance(screen, (FrontDeskScreen, InboxScreen))), None
        )
        if below is None:
            self.switch_screen(self.home(message))
            return
        below.welcome(message)
        while self.screen is not below:
            self.pop_screen()

    # -- the blank key: above everything, and nothing beneath it reacts or comes through

    @property
    def blanked(self) -> bool:
        return not self._shown.is_set()

    async def until_shown(self) -> None:
        """Wait while the screen is blanked."""
        await self._shown.wait()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.held.seen(event.key)
            if isinstance(self.screen, KeyedScreen):
                await self.screen.key(event)
                return
            if self.blanked:
                await self._unblank()
                return
            self.idle.seen()
            if event.key == self._blank_key:
                await self.action_blank()
                return
        elif isinstance(event, (events.Paste, events.MouseEvent)):
            if self.blanked or isinstance(self.screen, KeyedScreen):
                return
            if not isinstance(event, events.MouseMove):  # a desk that is bumped is nobody at the keyboard
                self.idle.seen()
        await super().on_event(event)

    async def action_blank(self) -> None:
        if self._shown.is_set():
            self._shown.clear()
            if not self.is_screen_installed(BLANK):  # kept from then on: the key only changes screens
                self.install_screen(BlankScreen(), BLANK)
            await self.push_screen(BLANK)

    async def _unblank(self) -> None:
        self.idle.look(self.office.locks if self._signed_in else NO_LOCKS)
        if self.idle.ask:
            await self.lock()
            return
        self.idle.seen()
        if isinstance(self.screen, BlankScreen):
            await self.pop_screen()
        self._shown.set()

    # -- the lock: the same, and nobody comes back without saying who they are (usecases/trust/signing.py)

    async def leave_for_a_walk(self) -> None:
        """Blank, and ask on return, if this desk's settings say so."""
        self.idle.ask = self._signed_in and self.office.locks.walk
        await self.action_blank()

    async def action_lock(self) -> None:
        if self._signed_in and not self.blanked:
            await self.lock()

    async def lock(self) -> None:
        """Cover everything until somebody says who they are."""
        self.idle.ask = True
        self._shown.clear()
        if isinstance(self.screen, BlankScreen):
            await self.pop_screen()
        office = self.office
        people = [(member.id, member.name) for member in office.staff]
        here = office.actor.id if office.actor else ""
        title = f"{office.terminal.name}, {office.house.directory.hub.name}. Everything is saved."
        await self.push_screen(ComingScreen(title, people, self._wants, self._come_back, chosen=here))

    async def _wants(self, id: str) -> str:
        return await asyncio.to_thread(self.office.wants, id)

    async def _come_back(self, id: str, secret: str) -> None:
        """Raises UseCaseError. The same person goes on where they were; another starts at the front desk."""
        before, member = self.office.actor, next(one for one in self.office.staff if one.id == id)
        if nothing := no_screen(Role(member.role)):
            raise UseCaseError(nothing)
        waits = await asyncio.to_thread(self.office.sign_in, id, secret)
        self.idle.came()
        if before is not None and before.id == id:
            await self.pop_screen()
            self._shown.set()
        else:
            await self._new_here(lambda: self._fresh_desk(waits_words(waits, before.name if before else "")))

    async def _new_here(self, on: Callable[[], Awaitable[None]]) -> None:
        """Whoever has no digits yet chooses them, where they first sign in: at the start or in somebody's turn."""
        if await asyncio.to_thread(self.office.has_pin):
            await on()
        else:
            await self.switch_screen(NewPinScreen(self._keep_pin, on))

    async def _fresh_desk(self, message: str = "") -> None:
        """A front desk of one's own; what the one before had begun here goes no further in another's name."""
        self.contact_id = self._clipboard = ""
        for worker in list(self.workers):
            if worker.group != "coming":
                worker.cancel()
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        await self.switch_screen(self.home(message))
        self._shown.set()

    def home(self, message: str = "") -> DeskScreen[Any]:
        """Where whoever is signed in begins: at the front desk, or at their service."""
        from triage.tui.screens.front_desk import FrontDeskScreen
        from triage.tui.screens.inbox import InboxScreen

        return InboxScreen(message) if self.at_a_service else FrontDeskScreen(message)

    @property
    def at_a_service(self) -> bool:
        """Whether whoever is signed in works at a service, not at the desk."""
        actor = self.office.actor
        return actor is not None and actor.role in AT_A_SERVICE

    def _look_at_the_time(self) -> None:
        if self._signed_in and self.idle.look(self.office.locks) and not self.blanked:
            self.run_worker(self.action_blank(), group="blank")

    # -- keys that work everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if isinstance(self.screen, Deskside) and self.screen.SHOWN:
            return action in ("blank", "lock", "leave", "stay")
        if action in ("cards", "find"):
            return self._signed_in and not (self._on_cards() if action == "cards" else self._on_find())
        if action in ("palette", "look"):
            return isinstance(self.screen, DeskScreen)
        if action == "quick":
            return self._signed_in and isinstance(self.screen, DeskScreen) and not self._on_cards()
        return True

    @property
    def _signed_in(self) -> bool:
        return self.office_or_none is not None and self.office_or_none.actor is not None

    def _on_cards(self) -> bool:
        return type(self.screen).__name__ in ("CardsScreen", "CardScreen")

    def _on_find(self) -> bool:
        return any(type(screen).__name__ == "FindScreen" for screen in self.screen_stack)

    def action_cards(self) -> None:
        from triage.tui.screens.cards import CardsScreen

        if isinstance(self.screen, Deskside) and self.screen.free:
            self.push_screen(CardsScreen(self.contact_id))

    def action_find(self) -> None:
        from triage.tui.screens.find import FindScreen

        if isinstance(self.screen, Deskside) and self.screen.free:
            self.push_screen(FindScreen(getattr(self.screen, "code", "")))

    def action_quick(self) -> None:
        """Somebody else leans in: on top of whatever is open, which stays as it is."""
        from triage.tui.modals.quick import quick

        if isinstance(screen := self.screen, DeskScreen):
            screen.take_turn(lambda: quick(screen))

    async def action_help(self) -> None:
        from triage.tui.modals.help import HelpModal

        if isinstance(self.screen, Deskside):
            await self.push_screen(HelpModal(self.screen))

    def action_palette(self) -> None:
        """What can be done now, by its words."""
        from triage.tui.modals.palette import open_palette

        if isinstance(screen := self.screen, DeskScreen) and screen.free and not screen.busy:
            open_palette(screen)

    def action_look(self) -> None:
        """Dark, light, high contrast or daylight; this terminal remembers it."""
        from triage.tui.modals.look import choose_theme

        if isinstance(screen := self.screen, DeskScreen):
            screen.take_turn(lambda: choose_theme(screen))

    def wear(self, theme: str) -> None:
        """Look like this from now on. That it could not be remembered is told, and changes nothing else."""
        self.theme = theme
        try:
            self._remember_theme(theme)
        except OSError:
            self.notify("It looks so until triage is left: the choice could not be written to the disk.")

    def action_stay(self) -> None:
        """Ctrl+C copies in other programs; here it must not end a conversation."""
        if isinstance(self.screen, Deskside):
            self.screen.say("Still here. Ctrl+Q leaves triage; everything is saved.")

    def action_leave(self) -> None:
        from triage.tui.modals.confirm import ConfirmModal

        if not isinstance(self.screen, ConfirmModal):
            words = "Leave triage?", "Everything is saved. It will offer to carry on where you were."
            self.push_screen(ConfirmModal(*words, yes="leave", no="stay"), self._left)

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.exit()

    def notify(self, message: str, **kwargs: Any) -> None:
        """Textual's toasts read markup and lie over the blank screen: the message strip is used in their place."""
        if isinstance(self.screen, Deskside):
            self.screen.say(message)

    def copy_to_clipboard(self, text: str) -> None:
        """Cut and paste work inside the app; nothing is handed to the terminal's clipboard (OSC 52)."""
        self._clipboard = text

    # -- starting and leaving

    async def on_mount(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._loop_failed)
        if not self.is_headless and threading.current_thread() is threading.main_thread():
            self._leaving.start()
        self.set_interval(1.0, self._look_at_the_time)
        self.watch_others.start()
        await self.push_screen(StartScreen())

    async def on_unmount(self) -> None:
        if self.office_or_none is not None:
            await asyncio.to_thread(self.office_or_none.close)

    def run(self, *args: Any, **kwargs: Any) -> None:
        """As Textual's; only once it is back has the app surely left (its driver can hang on a lost terminal)."""
        try:
            super().run(*args, **kwargs)
        except Exception as error:  # while closing down; a traceback would quote people's words
            self._return_code = 1
            self._crashed(error)
            self._print_error_renderables()
        finally:
            self._leaving.finished()

    def _leave_soon(self) -> None:
        """From a signal or another thread: leave as if asked to."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit)
