"""`triage init`: the first day. The hub's name, a supervisor, a passphrase, a recovery key on paper; then real data.

Nothing is written before the recovery key was typed back, so there are two ways in or none. Asked through questionary,
a line at a time, for screen readers too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from triage.cli.unlock import Asker, Cancelled, new_passphrase, typed_back
from triage.core.handoff import is_a_name
from triage.core.text import visible
from triage.settings import Settings, read_settings
from triage.usecases.ports import UseCaseError

DONE = (
    "Done. The data here is encrypted; two ways in: your passphrase, and the key on paper.",
    "“triage staff add” adds each colleague. “triage” opens the desk.",
    "“triage backup” makes a copy: take it away from here.",
    "Once a quarter: “triage recover --drill” tries the paper.",
)
ON_A_SERVER = (
    "Done. What people say is encrypted before it goes to {server}; two ways in: your passphrase, and the key on paper.",
    "Every desk needs the key file, {file}: copy it there, or name its folder (docs/operations.md).",
    "Keep a copy of it with each backup of the database. Without it no backup can be read.",
    "“triage staff add” adds each colleague. “triage” opens the desk.",
    "Once a quarter: “triage recover --drill” tries the paper.",
)
PRACTICE = "There is practice data in {folder}, not encrypted. Real data does not go on top of it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(_args: argparse.Namespace) -> int:
    """Exit 0 when set up, 1 when it is set up already or somebody stopped, 3 when the folder cannot be used."""
    from triage.linear.prompts import InputEnded, Terminal

    terminal = Terminal()
    try:
        return set_up(read_settings(), terminal, terminal.clear)
    except (Cancelled, InputEnded) as stopped:
        print(stopped if isinstance(stopped, Cancelled) else Cancelled(), file=sys.stderr)
        return 1
    except UseCaseError as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 3
    except OSError as problem:
        print(visible(f"The data folder cannot be used: {problem.strerror}. Choose another one."), file=sys.stderr)
        return 3


def set_up(settings: Settings, asker: Asker, clear: Callable[[], None] = lambda: None) -> int:
    """The whole of it. Raises Cancelled, UseCaseError and OSError; nothing is kept then."""
    from triage.bootstrap import open_locked
    from triage.clocks import uuid7_maker
    from triage.dumps import not_to_be_looked_into
    from triage.keys.keyfile import write_keys
    from triage.keys.ring import new_ring
    from triage.settings import at
    from triage.unlocking import keys_here

    not_to_be_looked_into()
    asker.say("Setting up triage for real people. Enter nothing, or Ctrl+C, to stop; nothing is kept then.")
    home = settings.keys_in if settings.database else _folder(asker, settings.home)
    if keys_here(home, settings.database) is not None:
        asker.say(f"triage is set up in {visible(str(home))} already. “triage staff add” adds a colleague.")
        return 1
    practice = not settings.database and _practice_goes(asker, home)
    if settings.database:
        _server_is_empty(asker, settings)
    hub = _said(asker, "What is this place called? As people say it:")
    name = _name(asker)
    passphrase = new_passphrase(asker, name, hub)
    id = uuid7_maker()()
    opened, recovery = new_ring(hub, id, name, passphrase)
    typed_back(asker, recovery, clear)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if practice:
        _remove(home)
    if settings.database:
        write_keys(home, opened.file)
        open_locked(settings, id, passphrase).close()
    else:
        _remember_folder(settings.home, home)
        write_keys(home, opened.file)
        open_locked(at(settings, home), id, passphrase).close()
    for line in _done(settings):
        asker.say(line)
    return 0


def _done(settings: Settings) -> tuple[str, ...]:
    from triage.keys.keyfile import FILE
    from triage.store.address import where

    if not settings.database:
        return DONE
    server, file = where(settings.database), visible(str(settings.keys_in / FILE))
    return tuple(line.format(server=server, file=file) for line in ON_A_SERVER)


def _server_is_empty(asker: Asker, settings: Settings) -> None:
    """Raises StoreProblem where somebody set it up already, or practised in it."""
    from triage.store.address import where
    from triage.store.server_keys import may_begin

    if settings.key_folder is not None and not settings.key_folder.is_dir():
        raise UseCaseError(f"The folder {settings.key_folder}, which settings.toml names as key_folder, is not there.")
    may_begin(settings.database)
    asker.say(
        visible(f"The data will be in the database on {where(settings.database)}, encrypted before it goes there.")
    )
    asker.say(visible(f"The key file will be in {settings.keys_in}."))


def _folder(asker: Asker, usual: Path) -> Path:
    typed = asker.line(f"The data will be in {visible(str(usual))}. Enter goes on; or type another folder:")
    if typed is None:
        raise Cancelled
    if not typed.strip():
        return usual
    chosen = Path(typed.strip()).expanduser().absolute()
    asker.say(visible(f"The data will be in {chosen}."))
    return chosen


def _practice_goes(asker: Asker, home: Path) -> bool:
    from triage.store.place import DATABASE

    if not (home / DATABASE).exists():
        return False
    asker.say(visible(PRACTICE.format(folder=home)))
    if (asker.line("Remove the practice data, at the end of this? Type yes or no:") or "").strip().casefold() != "yes":
        raise Cancelled
    return True


def _remove(home: Path) -> None:
    """Only when no desk has it open."""
    from triage.store.backup import SIDE_FILES
    from triage.store.lock import alone
    from triage.store.place import DATABASE, LOCK

    lock = alone(home / LOCK)
    try:
        for ending in ("", *SIDE_FILES):
            Path(f"{home / DATABASE}{ending}").unlink(missing_ok=True)
    finally:
        lock.release()


def _remember_folder(usual: Path, home: Path) -> None:
    """So that the next start finds it. Where TRIAGE_HOME says another, that wins, and has to be changed by hand."""
    from triage.exchange.files import write_private
    from triage.store.place import ELSEWHERE, usual_folder

    if home != usual:
        if usual != usual_folder():
            raise UseCaseError(f"TRIAGE_HOME says {usual}. Set it to {home} first, then start again.")
        write_private(usual / ELSEWHERE, str(home).encode(), over=None)


def _name(asker: Asker) -> str:
    while True:
        name = _said(asker, "Your name, as colleagues say it. You are the first supervisor:")
        if is_a_name(name):
            return name
        asker.say("A name of a person, please, not of a desk.")


def _said(asker: Asker, prompt: str) -> str:
    typed = asker.line(prompt)
    if not typed or not typed.strip():
        raise Cancelled
    return visible(" ".join(typed.split()))[:80]
