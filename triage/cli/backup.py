"""`triage backup [FILE]` and `triage restore FILE`: a copy taken while people work, and putting one back.

When and where the last backup was made is kept beside the data, for `triage doctor`.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from triage.core.text import visible
from triage.settings import Settings, read_settings
from triage.store.address import where
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.store.backup import Holds

LAST = "last-backup.json"
BACKUPS = "backups"
ON_A_SERVER = (
    "The data is in a database on {server}, not in a file here. Whoever looks after it backs it up there, with pg_dump, "
    "and tries each backup: docs/operations.md says how. Nothing was done."
)
UNLOCKED = "It is not encrypted: keep it as safe as the data itself, and not only on this computer."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    if parser.prog.endswith("backup"):
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help="a file or a folder; else the data folder"
        )
    else:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that “triage backup” made")
    parser.add_argument("--yes", action="store_true", help="do not ask before something takes the place of another")
    parser.add_argument("--demo", action="store_true", help="the demo's data")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when done, 1 when the answer was no, 2 when nobody is there to ask, 3 when it could not be done."""
    try:
        settings = read_settings(demo=args.demo)
        if settings.database:
            raise UseCaseError(ON_A_SERVER.format(server=where(settings.database)))
        return (_backup if args.command == "backup" else _restore)(settings, args)
    except _NobodyToAsk:
        print("Nothing was changed. Say --yes if that is what you mean: there is nobody here to ask.", file=sys.stderr)
        return 2
    except UseCaseError as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 3


def _backup(settings: Settings, args: argparse.Namespace) -> int:
    from triage.store.backup import make_backup

    now = datetime.now(UTC)
    target = _target(settings, args.file, now)
    if target.exists() and not _agreed(
        args, f"There is a file called {target.name} already. Put the backup in its place?"
    ):
        return _nothing()
    print("Copying, then trying the copy. Others can go on working …", file=sys.stderr)
    holds = make_backup(settings.home, target)
    _remember(settings, target, now)
    print(visible(f"Backed up to {target}: {_words(holds)}."))
    print("It was put back in a scratch place and compared, row by row: the same.")
    print(UNLOCKED)
    return 0


def _restore(settings: Settings, args: argparse.Namespace) -> int:
    from triage.store.backup import restore_backup

    def agreed(holds: Holds, here: Holds | None) -> bool:
        print(f"The backup holds {_words(holds)}.")
        print(f"The data here holds {_words(here)}." if here else "The data here cannot be read.")
        print("The data here is kept beside it, in a folder of its own.")
        return _agreed(args, "Put the backup in its place?")

    done = restore_backup(settings.home, args.file.expanduser().absolute(), agreed, datetime.now(UTC))
    if done is None:
        return _nothing()
    print(f"Put back: {_words(done.holds)}.")
    if done.kept is not None:
        print(visible(f"What was here before is in {done.kept}. Remove it when you are sure."))
    return 0


def _target(settings: Settings, file: Path | None, now: datetime) -> Path:
    """The file to write; a folder gets one named by the moment."""
    name = f"triage-{now.astimezone():%Y-%m-%d-%H%M%S}.db"
    if file is None:
        return settings.home / BACKUPS / name
    file = file.expanduser().absolute()
    return file / name if file.is_dir() else file


def _words(holds: Holds) -> str:
    """`12 visits, the newest on 23 November 2026 at 10:15`, on the hub's clock."""
    from triage.core.hours import LONDON

    count = f"{holds.visits} visit" + ("" if holds.visits == 1 else "s")
    if holds.newest is None:
        return count
    at = holds.newest.astimezone(LONDON)
    return f"{count}, the newest on {at.day} {at:%B %Y} at {at:%H:%M}"


def _remember(settings: Settings, target: Path, now: datetime) -> None:
    from triage.exchange.files import write_private

    said = json.dumps({"at": now.isoformat(), "file": str(target)})
    write_private(settings.home / LAST, said.encode("utf-8"), over=None)


class _NobodyToAsk(Exception):
    pass


def _agreed(args: argparse.Namespace, question: str) -> bool:
    if args.yes:
        return True
    if not sys.stdin.isatty():
        raise _NobodyToAsk
    return input(visible(f"{question} Type yes or no: ")).strip().lower() in ("yes", "y")


def _nothing() -> int:
    print("Nothing was changed.")
    return 1
