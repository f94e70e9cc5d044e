"""The conversation: everything said goes out through here, everything typed comes in through here.

`visible` is applied to every text once, here. blank, again, help and quit work at every prompt; everything else is the
business of whoever asked. Cancelled (None) is handed on as None, and no caller may take it for an answer. Imports no
terminal. Called by every other file of this face.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from triage.core.handoff import is_a_name
from triage.core.text import visible
from triage.linear.coming import Left, come_back
from triage.linear.prompts import MOST, Asker, WentIdle
from triage.linear.reading import Lines, NotRead, plain, read_one, split_command, unquoted
from triage.usecases.guard import ReasonNeeded
from triage.usecases.office import Office
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.leases import TakenOver
from triage.usecases.say import TOO_LONG, clock
from triage.usecases.trust.glass import ASKS, REASONS, give_reason
from triage.usecases.trust.idle import Idle

T = TypeVar("T")

LOCK = ("lock", "switch")
BLANK, AGAIN, HELP, QUIT, BACK = ("blank", "`"), ("again",), ("help", "?"), ("quit", "exit"), ("back", "b")
ALWAYS = (
    "At every prompt: again repeats, blank hides what was said, lock too and asks who comes back, quit leaves triage, Ctrl+C stops what you are doing.",
    "A command word that is meant as an answer goes in double quotes.",
)


class Leave(Exception):
    """Leave triage. Everything is saved."""


class ToDesk(Exception):
    """The person is off this desk; the sentence says how."""


class Switched(ToDesk):
    """Somebody else is at the keyboard now; the sentence says who, and what waits."""


@dataclass(slots=True)
class Visit:
    """The person in hand: what the screen may call them, and how they want to get to a service (not recorded yet)."""

    contact_id: str
    code: str
    modes: dict[str, str] = field(default_factory=dict)


class Talk:
    """One conversation with whoever is at the keyboard. `clear` takes what was said off the terminal."""

    def __init__(self, office: Office, asker: Asker, clear: Callable[[], None]) -> None:
        self.office = office
        self.clear = clear
        self._asker = asker
        self._page: tuple[str, ...] = ()
        self.in_hand = ""  # the visit open at this desk
        self.leaving = ""
        self.idle = Idle()

    # -- out

    def say(self, *texts: str) -> None:
        for text in texts:
            for line in visible(text, newlines=True).split("\n"):
                self._asker.say(line)

    def show(self, *texts: str) -> None:
        """Say it, and keep it for `again`."""
        self.remember(*texts)
        self.say(*texts)

    def remember(self, *texts: str) -> None:
        """What `again` repeats, without saying it now."""
        self._page = texts

    # -- in

    def ask(self, prompt: str, help: Sequence[str] = ()) -> str | None:
        """What was typed, without spaces around it; None when cancelled."""
        while True:
            typed = self._line(visible(prompt))
            if typed is None:
                return None
            if len(typed) > MOST:
                self.say(TOO_LONG.format(most=MOST))
                typed = typed[:MOST]
            word = plain(typed) or typed.strip()
            if word in BLANK:
                self.blank()
            elif word in LOCK:
                self.lock()
            elif word in AGAIN:
                self.say(*self._page)
            elif word in HELP:
                self.say(*help, *ALWAYS)
            elif word in QUIT:
                self.quit()
            else:
                return typed.strip()

    def choose(self, title: str, lines: Lines, *, listed: bool = True, start: str = "") -> str | None:
        """The id of a line; None when cancelled, when Enter was pressed on nothing, and after back."""
        if listed:
            self.show(title, *[f"{n} {words}" for n, (_, words) in enumerate(lines, 1)])
        prompt = "Number or words, or back:" if listed else title
        while True:
            typed = start or self.ask(
                prompt, ("Type the number of a line or its words. Enter or back changes nothing.",)
            )
            start = ""
            if not typed or plain(typed) in BACK:
                return None
            try:
                return read_one(typed, lines)
            except NotRead as problem:
                self.say(str(problem))

    def words(self, prompt: str) -> str | None:
        """A few words; None when cancelled, empty or back."""
        typed = self.ask(prompt, ("Type a few words. Enter or back changes nothing.",))
        return None if not typed or plain(typed) in BACK else unquoted(typed)

    def reason(self, title: str, reasons: Lines) -> str | None:
        """One of a few reasons by its number or words, or own words; None when cancelled, empty or back."""
        self.show(title, *[f"{n} {words}" for n, (_, words) in enumerate(reasons, 1)])
        while typed := self.words("Number, or your own words, or back:"):
            try:
                return read_one(typed, reasons)
            except NotRead as problem:
                if not typed.isdecimal():
                    return typed
                self.say(str(problem))
        return None

    def name(self, title: str, workers: Sequence[str], start: str = "") -> str | None:
        """Somebody's name: by number from those on duty, or typed. Never a desk. None when cancelled, empty or back."""
        listed = ", ".join(f"{n} {name}" for n, name in enumerate(workers, 1))
        prompt = f"{title} {listed}, or another name:" if listed else f"{title} A name:"
        typed: str | None = start
        while typed or (typed := self.words(prompt)):
            try:
                return read_one(typed, [(name, name) for name in workers])
            except NotRead as problem:
                if is_a_name(typed):
                    return typed
                self.say(str(problem) if typed.isdecimal() else "A name is needed, not a desk.")
                typed = ""
        return None

    def yes_or_no(self, prompt: str) -> bool | None:
        """None when it was neither: cancelled, empty, back."""
        said = self.choose(f"{prompt} yes or no:", (("yes", "yes"), ("no", "no")), listed=False)
        return None if said is None else said == "yes"

    def command(self, prompt: str, commands: Sequence[str], help: Sequence[str] = ()) -> tuple[str, str] | None:
        """One of `commands` and the rest of the line; ("", "") for Enter alone. None when cancelled."""
        while True:
            typed = self.ask(prompt, help)
            if not typed:
                return None if typed is None else ("", "")
            word, rest = split_command(typed, commands)
            if word:
                return word, rest
            self.say(f"“{typed}” is not one of the words here. Type help to hear them.")

    # -- doing

    def save(self, fn: Callable[..., T], *args: Any) -> T:
        """Run a use case whole; Ctrl+C does not cancel it. Raises UseCaseError."""
        future = self.office.do(fn, *args)
        while True:
            try:
                return future.result()
            except KeyboardInterrupt:
                continue

    def do(self, fn: Callable[..., T], *args: Any) -> T | None:
        """The same; what could not be done is said, and the answer is None. What needs a reason first asks for it."""
        try:
            return self.save(fn, *args)
        except TakenOver as gone:
            if self.in_hand:  # it is somebody else's now, so there is nothing more to ask here
                raise ToDesk(str(gone)) from None
            self.say(str(gone))
            return None
        except ReasonNeeded as needed:
            self.say(str(needed))
            if (why := self.choose(ASKS, REASONS)) is None:
                self.say("It was not opened.")
                return None
            self.save(give_reason, needed.contact_id, why)
            return self.do(fn, *args)
        except UseCaseError as problem:
            self.say(str(problem))
            return None

    # -- everywhere

    @property
    def time(self) -> str:
        return clock(self.office.now())

    def blank(self) -> None:
        """Nothing said stays on the terminal, and nothing more is said until somebody presses Enter."""
        self.clear()
        self.say(f"{self.time}.")
        while True:
            with suppress(WentIdle):
                self._asker.line("Enter goes on:")
                break
        if self._must_ask():
            self.lock()
        else:
            self.idle.seen()
            self.say("Back. again repeats where you were.")

    def lock(self) -> None:
        """Nothing goes on until somebody says who they are. Raises Switched for somebody else, Leave."""
        self.clear()
        self.say(f"{self.time}. Locked; everything is saved.")
        try:
            other = come_back(self.office, self._asker)
        except Left:
            raise Leave from None
        self.idle.came()
        if other is not None:
            raise Switched(other)
        self.say("Back. again repeats where you were.")

    def _line(self, prompt: str) -> str | None:
        """A typed line; one that comes too late is nobody's, and is asked for again once it is known who is there."""
        while True:
            try:
                typed = self._asker.line(prompt)
            except WentIdle:
                self.blank()
                continue
            if self._must_ask():
                self.lock()
                continue
            self.idle.seen()
            return typed

    def _must_ask(self) -> bool:
        if self.office.actor is None:
            return False
        self.idle.look(self.office.locks)
        return self.idle.ask

    def quit(self) -> None:
        """Leave, if that is what was meant."""
        self.say(f"Everything is saved.{self.leaving}")
        if self.yes_or_no("Leave triage?"):
            raise Leave
        self.say("Still here.")
