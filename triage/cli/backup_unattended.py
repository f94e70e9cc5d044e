"""`triage backup --unattended`: what a scheduler runs at night with nobody to type a passphrase; and `--try`, by day.

The copy stays locked with the passphrases of now, so it cannot be looked into where it is made. Until somebody has tried one,
`triage doctor` and the first screen say so: a backup nobody has put back is a hope (docs/adr/0024).
"""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path

from triage.cli.backup import remember, target_of, words_of
from triage.core.text import visible
from triage.settings import Settings
from triage.usecases.ports import UseCaseError

_OURS = re.compile(r"triage-\d{4}-\d\d-\d\d-\d{6}\.db")
CHANGING = "The data key is being changed just now. Open triage once, so that it is finished; then run this again."
PLAIN = "It is not locked: keep it as safe as the data itself."
NEXT = (
    "Nobody has seen one open for a month. It is tried when somebody with a passphrase next says: triage backup --try. "
    "Until then “triage doctor” and the first screen say so."
)
TRIED = "It opens, and was put back in a scratch place: {words}. Nothing here was changed."


def copy(settings: Settings, args: argparse.Namespace) -> int:
    """0 when the copy is there. Raises UseCaseError; asks for nothing, and puts no file in the place of another."""
    from triage.cli.unlock import keys_beside
    from triage.keys.keyfile import write_key_file
    from triage.store.keyless import copy_locked
    from triage.store.last_backup import last_tried, to_be_tried
    from triage.unlocking import keys_here

    now = datetime.now(UTC)
    if args.file is not None and not args.file.expanduser().is_dir() and args.file.suffix != ".db":
        raise UseCaseError(
            f"There is no folder {args.file}. Make it, or see that its drive is there. Nothing was made."
        )
    target = target_of(settings, args.file, now)
    if target.exists():
        raise UseCaseError(
            f"There is a file called {target.name} already. Name a folder, and each gets a name of its own."
        )
    keys = None if settings.demo else keys_here(settings.home)
    if keys is not None and len(keys.generations) > 1:
        raise UseCaseError(CHANGING)
    size = copy_locked(settings.home, target)
    if keys is not None:
        if keys_here(settings.home) != keys:
            target.unlink()
            raise UseCaseError(CHANGING)
        write_key_file(keys_beside(target), keys)
    remember(settings, target, now, tried=last_tried(settings.home))
    print(visible(f"Copied to {target}: {size // 1024} KiB{', locked as the data is.' if keys else '. ' + PLAIN}"))
    for old in _too_many(target, args.keep) if args.keep > 0 else ():
        old.unlink()
        keys_beside(old).unlink(missing_ok=True)
        print(visible(f"Removed {old.name}: the newest {args.keep} are kept."))
    if to_be_tried(settings.home, now):
        print(NEXT)
    return 0


def _too_many(newest: Path, keep: int) -> list[Path]:
    """Older copies in the same folder beyond those to keep: only files whose name this command gives."""
    ours = sorted((one for one in newest.parent.iterdir() if _OURS.fullmatch(one.name)), key=lambda one: one.name)
    return [one for one in ours[:-keep] if one != newest]


def try_it(settings: Settings, args: argparse.Namespace) -> int:
    """0 when it opens. Asks for the passphrase of when it was made. Raises UseCaseError."""
    from triage.cli.unlock import OnStderr, keys_beside, open_keys_here
    from triage.keys.keyfile import read_key_file
    from triage.store.backup import try_backup
    from triage.store.last_backup import last_backup
    from triage.store.place import is_encrypted

    last = last_backup(settings.home)
    if args.file is None and last is None:
        raise UseCaseError("No backup has been made from here yet. Make one: “triage backup”.")
    file = args.file.expanduser().absolute() if args.file else last[1] if last else Path()
    key = None
    if is_encrypted(file):
        beside = read_key_file(keys_beside(file))
        if beside is None:
            raise UseCaseError(
                f"{keys_beside(file).name} is not beside {file.name}. Put it there: it was made with it."
            )
        asker = OnStderr()
        asker.say("The backup is locked. It opens with a passphrase of when it was made, or the recovery key.")
        key = open_keys_here(settings, beside, asker).hex_keys[-1]
    holds = try_backup(settings.home, file, key)
    print(TRIED.format(words=words_of(holds)))
    if last is not None:
        remember(settings, last[1], last[0], tried=datetime.now(UTC))
    return 0
