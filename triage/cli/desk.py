"""`triage` and `triage demo`: the front desk, in the app or as plain prompts. Imports nothing slow before the first frame."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.hooks import tell_into
from triage.core.text import visible
from triage.settings import FILE, Settings, read_settings, remember_theme
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.usecases.office import Office


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--linear", action="store_true", help="plain prompts, a line at a time, for a screen reader")
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="another folder with question_sets/ and directory.yaml"
    )
    parser.add_argument("--desk", default="", metavar="NAME", help="which desk this window is, such as “Desk 3”")
    if parser.prog.endswith("demo"):
        parser.add_argument("--fresh", action="store_true", help="forget what was entered in the demo before")


def run(args: argparse.Namespace) -> int:
    """Open the desk. Exit 0 when left as usual, 3 when the store or the content cannot be used."""
    try:
        settings = read_settings(demo=args.command == "demo", content=args.content, desk=args.desk)
        tell_into(settings.home / "triage.log")
        if getattr(args, "fresh", False):
            _forget(settings)
        return _linear(settings) if args.linear else _app(settings)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3


def _app(settings: Settings) -> int:
    if not sys.stdin.isatty():  # it would wait for ever, and write its screen into whatever is there
        raise UseCaseError("There is no terminal here. With --linear the desk works without one, a line at a time.")
    from triage.tui.app import TriageApp

    app = TriageApp(
        lambda: _open(settings),
        settings.home / "triage.log",
        theme=settings.theme,
        keymap=_keymap(settings),
        remember_theme=lambda theme: remember_theme(settings, theme),
    )
    app.run()
    return app.return_code or 0


def _keymap(settings: Settings) -> dict[str, str]:
    """The keys somebody chose, once nothing is wrong with them. Without any, no screen has to be loaded to see."""
    if not settings.keys:
        return {}
    from triage.tui.remap import checked

    keymap, problems = checked(settings.keys)
    if problems:
        lines = [f"The keys in {FILE} cannot be used yet:", *(f"  {visible(line)}" for line in problems)]
        raise UseCaseError("\n".join([*lines, f"Mend {settings.home / FILE}; docs/keys.md lists every key."]))
    return keymap


def _linear(settings: Settings) -> int:
    from triage.linear.desk import run_desk, unlock
    from triage.usecases.trust.locks import Locked

    try:
        office = _open(settings)
    except Locked as locked:
        unlocked = unlock(locked)
        if unlocked is None:
            return 130
        office = unlocked
    try:
        return run_desk(office)
    finally:
        office.close()


def _open(settings: Settings) -> Office:
    from triage.bootstrap import open_office
    from triage.dumps import not_to_be_looked_into

    not_to_be_looked_into()
    return open_office(settings)


def _forget(settings: Settings) -> None:
    """Only ever the demo's own folder, only when no other start has it open, and never one that holds something else."""
    from triage.exchange.paper import FOLDERS
    from triage.store.lock import alone
    from triage.store.place import DATABASE, LOCK

    if not (settings.home / DATABASE).is_file():
        return
    alone(settings.home / LOCK).release()  # raises the plain sentence if the demo is open elsewhere
    for file in settings.home.glob(DATABASE + "*"):
        file.unlink()
    for folder in FOLDERS:
        shutil.rmtree(settings.home / folder, ignore_errors=True)
