"""`triage backup [FILE]` and `triage restore FILE`: a copy taken while people work, and putting one back.

When and where the last backup was made is kept beside the data, for `triage doctor`. What a scheduler runs, and what tries
that later, is in `backup_unattended`.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from triage.core.text import counted, visible
from triage.settings import Settings, read_settings
from triage.store.address import where
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.keys.keyfile import KeyFile
    from triage.keys.ring import Opened
    from triage.store.backup import Holds

BACKUPS = "backups"
ENCRYPTED = "It is encrypted. Two files, kept together and away from this computer: {file} and {keys}. They open with the passphrases of now and with the recovery key."
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
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--unattended", action="store_true", help="for a scheduler: copies the locked file, asks for nothing"
        )
        how.add_argument("--try", dest="tries", action="store_true", help="look whether FILE, or the last one, opens")
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="with --unattended: only the newest N in that folder"
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
        if args.command == "backup" and (args.unattended or args.tries):
            from triage.cli.backup_unattended import copy, try_it

            return (copy if args.unattended else try_it)(settings, args)
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
    target = target_of(settings, args.file, now)
    if target.exists() and not _agreed(
        args, f"There is a file called {target.name} already. Put the backup in its place?"
    ):
        return _nothing()
    keys = _opened(settings)
    print("Copying, then trying the copy. Others can go on working …", file=sys.stderr)
    beside = _keys_to(settings, keys, target) if keys else None
    try:
        holds = make_backup(settings.home, target, keys.hex_keys[-1] if keys else None)
    except BaseException:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise
    remember(settings, target, now, tried=now)
    print(visible(f"Backed up to {target}: {words_of(holds)}."))
    print("It was put back in a scratch place and compared, row by row: the same.")
    print(visible(ENCRYPTED.format(file=target.name, keys=beside.name)) if beside else UNLOCKED)
    return 0


def _opened(settings: Settings) -> Opened | None:
    """The keys of the data here, for somebody with a passphrase; None for practice data. Raises UseCaseError."""
    from triage.cli.unlock import open_keys_here
    from triage.unlocking import keys_here, settle

    file = None if settings.demo else keys_here(settings.home)
    return settle(settings.home, open_keys_here(settings, file)) if file else None


def _keys_to(settings: Settings, keys: Opened, target: Path) -> Path:
    from triage.cli.unlock import keys_beside
    from triage.keys.keyfile import write_key_file

    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = keys_beside(target)
    write_key_file(beside, keys.file)
    return beside


def _restore(settings: Settings, args: argparse.Namespace) -> int:
    from triage.store.backup import restore_backup

    def agreed(holds: Holds, here: Holds | None) -> bool:
        print(f"The backup holds {words_of(holds)}.")
        print(f"The data here holds {words_of(here)}." if here else "The data here cannot be read.")
        print("The data here is kept beside it, in a folder of its own.")
        return _agreed(args, "Put the backup in its place?")

    file = args.file.expanduser().absolute()
    key, here_key, keys = _keys_for(settings, file)
    done = restore_backup(settings.home, file, agreed, datetime.now(UTC), key, here_key)
    if done is None:
        return _nothing()
    if keys is not None:
        _put_keys(settings, keys)
    print(f"Put back: {words_of(done.holds)}.")
    if done.kept is not None:
        print(visible(f"What was here before is in {done.kept}. Remove it when you are sure."))
    return 0


def _keys_for(settings: Settings, file: Path) -> tuple[str | None, str | None, KeyFile | None]:
    """The key of the backup, the one of the data here, and the key file to put here where there is none yet.

    Raises UseCaseError.
    """
    from triage.cli.unlock import OnStderr, keys_beside, open_keys_as
    from triage.keys.keyfile import read_key_file
    from triage.store.place import DATABASE, is_encrypted
    from triage.unlocking import keys_here, settle

    if not is_encrypted(file):
        if not settings.demo and keys_here(settings.home) is not None and file.is_file():
            raise UseCaseError(f"{file.name} is not an encrypted backup, and the data here is. Nothing was changed.")
        return None, None, None
    try:
        here = None if settings.demo else keys_here(settings.home)
    except UseCaseError:  # the data is here, its key file is not
        here = None
    beside = read_key_file(keys_beside(file)) or here
    if beside is None:
        name = keys_beside(file).name
        raise UseCaseError(f"{file.name} is locked, and {name} is not beside it. Put it there: it was made with it.")
    asker = OnStderr()
    asker.say("The backup is locked. It opens with a passphrase of when it was made, or the recovery key.")
    id, opened = open_keys_as(settings, beside, asker)
    key = opened.hex_keys[-1]
    if here is None:
        if (settings.home / DATABASE).exists() and not is_encrypted(settings.home / DATABASE):
            raise UseCaseError("There is practice data here. Remove it first, or set TRIAGE_HOME to another folder.")
        return key, key, beside
    if here == beside or _same_key(settings, key):
        _may_put_back(settings, id, opened)
        return key, key, None
    asker.say("The data here has another key by now. It opens with a passphrase of today.")
    id, today = open_keys_as(settings, here, asker)
    today = settle(settings.home, today)
    _may_put_back(settings, id, today)
    return key, today.hex_keys[-1], None


def _may_put_back(settings: Settings, id: str, opened: Opened) -> None:
    """A supervisor, an administrator, or with the paper: what everybody wrote since goes out of sight. Raises UseCaseError.

    Where the data here cannot be opened any more, whoever can open the backup may put it back.
    """
    from triage.bootstrap import may_manage
    from triage.usecases.guard import Refused

    try:
        may_manage(settings, id, opened)
    except Refused:
        raise
    except UseCaseError:
        return


def _same_key(settings: Settings, key: str) -> bool:
    from triage.store.rekey import which_opens

    return which_opens(settings.home, [key]) is not None


def _put_keys(settings: Settings, keys: KeyFile) -> None:
    from triage.keys.keyfile import write_keys

    write_keys(settings.home, keys)
    print("The key file came along: the passphrases and the recovery key are those of the backup.")


def target_of(settings: Settings, file: Path | None, now: datetime) -> Path:
    """The file to write; a folder gets one named by the moment."""
    name = f"triage-{now.astimezone():%Y-%m-%d-%H%M%S}.db"
    if file is None:
        return settings.home / BACKUPS / name
    file = file.expanduser().absolute()
    return file / name if file.is_dir() else file


def words_of(holds: Holds) -> str:
    """`12 visits, the newest on 23 November 2026 at 10:15`, on the hub's clock."""
    from triage.core.hours import LONDON

    count = counted(holds.visits, "visit")
    if holds.newest is None:
        return count
    at = holds.newest.astimezone(LONDON)
    return f"{count}, the newest on {at.day} {at:%B %Y} at {at:%H:%M}"


def remember(settings: Settings, target: Path, now: datetime, *, tried: datetime | None) -> None:
    """Keep when and where it was made, and when one was last seen to open, for `triage doctor` and the start."""
    from triage.exchange.files import write_private
    from triage.store.last_backup import LAST

    said = json.dumps({"at": now.isoformat(), "file": str(target), "tried": tried.isoformat() if tried else ""})
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
