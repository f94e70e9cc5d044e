"""Asking for a passphrase on the command line: never as an argument, never from the environment, never shown.

What is asked goes to stderr, so that what a command prints can be used. Called by the commands that read data.
"""

from __future__ import annotations

import getpass
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from triage.core.text import visible
from triage.settings import Settings
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.keys.keyfile import KeyFile
    from triage.keys.ring import Opened
    from triage.office import Office

RECOVERY_LINE = "The recovery key, from the paper"
_TRIES = 3
T = TypeVar("T")


class Asker(Protocol):
    """As the linear desk's: a line, a line that is not shown, something said. None is cancelled."""

    def line(self, prompt: str) -> str | None: ...
    def secret(self, prompt: str) -> str | None: ...
    def say(self, text: str) -> None: ...


class Cancelled(UseCaseError):
    """Somebody stopped; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")


class OnStderr:
    """The terminal, or a pipe whose lines are the answers."""

    def line(self, prompt: str) -> str | None:
        print(visible(prompt), end=" ", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
        return typed.rstrip("\n") if typed else None

    def secret(self, prompt: str) -> str | None:
        if not sys.stdin.isatty():
            return self.line(prompt)
        try:
            return getpass.getpass(f"{visible(prompt)} ")
        except EOFError:
            return None

    def say(self, text: str) -> None:
        from triage.linear.prompts import folded

        said = visible(text)
        print(folded(said, shutil.get_terminal_size().columns) if sys.stderr.isatty() else said, file=sys.stderr)


def open_here(settings: Settings, asker: Asker | None = None, *, sit_down: bool = True) -> Office:
    """The office; where the data is locked, somebody opens it with their passphrase. Raises UseCaseError."""
    from triage.bootstrap import open_office
    from triage.usecases.trust.locks import Locked

    try:
        return open_office(settings, sit_down=sit_down)
    except Locked as locked:
        open = locked.open
        found = asked(asker or OnStderr(), locked.people, lambda id, secret: open(id, secret))
        return cast("Office", found)  # bootstrap made it


def open_keys_here(settings: Settings, file: KeyFile, asker: Asker | None = None) -> Opened:
    """The keys of `file`, for somebody with a passphrase or the recovery key. Raises UseCaseError."""
    return open_keys_as(settings, file, asker)[1]


def open_keys_as(settings: Settings, file: KeyFile, asker: Asker | None = None) -> tuple[str, Opened]:
    """The same, and whose passphrase it was."""
    from triage.keys.keyfile import RECOVERY
    from triage.keys.ring import unlock

    people = [*((one.id, one.name) for one in file.people), (RECOVERY, RECOVERY_LINE)]
    return asked(asker or OnStderr(), people, lambda id, secret: (id, unlock(file, id, secret)))


def asked(asker: Asker, people: Sequence[tuple[str, str]], open: Callable[[str, str], T]) -> T:
    """Who it is, then their secret, three times. Raises Cancelled and what `open` raises last."""
    id = chosen(asker, "Who are you? A number or a name:", people)
    name = dict(people)[id]
    for left in reversed(range(_TRIES)):
        secret = asker.secret(f"{name}:" if name == RECOVERY_LINE else f"Passphrase of {name}:")
        if not secret:
            raise Cancelled
        try:
            return open(id, secret)
        except UseCaseError as problem:
            if not left or type(problem).__name__ != "WrongSecret":
                raise
            asker.say(str(problem))
    raise Cancelled


def chosen(asker: Asker, prompt: str, lines: Sequence[tuple[str, str]]) -> str:
    """The id of one of `lines`, by its number or words. Raises Cancelled."""
    from triage.linear.prompts import take_back
    from triage.linear.reading import NotRead, read_one

    if len(lines) == 1:
        return lines[0][0]
    for number, (_, words) in enumerate(lines, 1):
        asker.say(f"{number} {words}")
    while True:
        typed = asker.line(prompt)
        if not typed:
            raise Cancelled
        try:
            return read_one(typed, lines)
        except NotRead as problem:
            take_back(prompt, typed)
            asker.say(str(problem))


def new_passphrase(asker: Asker, *about: str) -> str:
    """A good one, typed twice. Raises Cancelled."""
    from triage.keys.passphrase import passphrase_problem

    asker.say("A passphrase: 12 characters or more. Four words that have nothing to do with each other are good.")
    while True:
        first = asker.secret("Passphrase:")
        if not first:
            raise Cancelled
        if wrong := passphrase_problem(first, *about):
            asker.say(wrong)
            continue
        again = asker.secret("The same once more:")
        if again is None:
            raise Cancelled
        if " ".join(again.split()) == " ".join(first.split()):
            return first
        asker.say("Those were two different ones. From the start:")


def typed_back(asker: Asker, recovery: str, clear: Callable[[], None] = lambda: None) -> None:
    """Show a recovery key once and have it typed back from the paper. Raises Cancelled."""
    from triage.keys.recovery import read_back

    asker.say("")
    asker.say(f"    {recovery}")
    asker.say("")
    asker.say(
        "This is the recovery key: the way in when a passphrase is forgotten. Write it on paper, or print it, now. "
        "Keep it in the safe, not with the computer. It is shown this once."
    )
    asker.line("When it is on paper, press Enter: it goes from the screen, and you type it back.")
    clear()
    while True:
        typed = asker.line("The recovery key, from the paper:")
        if typed is None:
            raise Cancelled
        if typed.strip().casefold() == "show":
            asker.say(f"    {recovery}")
            continue
        if read_back(typed) == read_back(recovery):
            clear()
            return
        asker.say("That is not it. Read it from the paper group by group; if the paper is wrong, type show.")


def say_what_still_opens(settings: Settings) -> None:
    """After the data got another key: name the copies on this computer that open with what somebody had before."""
    from triage.cli.backup import BACKUPS
    from triage.keys.copies import older_copies
    from triage.keys.keyfile import read_keys
    from triage.store.backup import kept_before
    from triage.store.last_backup import last_backup

    now, last = read_keys(settings.keys_in), last_backup(settings.home)
    folders = dict.fromkeys([settings.home / BACKUPS, *([last[1].parent] if last else [])])
    copies = [copy for folder in folders for copy in older_copies(folder, now)] if now else []
    copies += [] if settings.database else kept_before(settings.home)
    if copies:
        print(
            "Still on this computer, and still to be opened with the passphrases of before. Destroy them when you may:"
        )
        print("\n".join(visible(f"  {copy}") for copy in copies))


def say_to_copy(settings: Settings) -> None:
    """The key file was changed here; desks that have a copy of their own need the new one."""
    if settings.database and settings.key_folder is None:
        print(visible(f"Copy {settings.keys_in / 'triage.keys'} to every other desk now, over the one that is there."))


def keys_beside(file: Path) -> Path:
    """Where the key file of a backup lies."""
    return file.with_name(f"{file.name}.keys")
