"""`triage doctor [--json]`: is all well on this computer? One line each: ok, look, broken, and what to do next.

Every check stands alone and imports what it needs, so that one broken part cannot silence the others. It reads and
mends nothing, and may run while people work.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from triage.core.text import counted, visible

if TYPE_CHECKING:
    from triage.settings import Settings

OK, LOOK, BROKEN = "ok", "look", "broken"
STORE_CHECKS = ("data folder", "data")
ROOM_LITTLE, ROOM_NONE = 200 * 1024 * 1024, 20 * 1024 * 1024
SMALLEST = (80, 24)
NEEDED = (3, 11)
TRY_BACKUP = "Run “triage backup --try” with a passphrase: it is put back in a scratch place, and nothing changes."
OLDER = "Whoever was taken out since can open them. Destroy them as soon as there is a newer one, and you may."
NEXT_BACKUP = "Run “triage backup”, and take the file to another place."


@dataclass(frozen=True, slots=True)
class Check:
    """`state` is ok, look (goes on working) or broken; `next` is what to do, empty when all is well."""

    name: str
    state: str
    says: str
    next: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for another program")
    parser.add_argument("--demo", action="store_true", help="look at the demo's data")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when nothing is broken, 3 when the data or its folder is, 1 when something else is."""
    checks = list(examine(demo=args.demo))
    broken = [check.name for check in checks if check.state == BROKEN]
    if args.json:
        worst = BROKEN if broken else LOOK if any(check.state == LOOK for check in checks) else OK
        json.dump(
            {"worst": worst, "checks": [asdict(check) for check in checks]}, sys.stdout, ensure_ascii=False, indent=2
        )
        print()
    else:
        for check in checks:
            print(visible(f"{check.state:<7} {check.name}: {check.says}"))
            if check.next:
                print(visible(f"        → {check.next}"))
    if not broken:
        return 0
    return 3 if any(name in STORE_CHECKS for name in broken) else 1


def examine(*, demo: bool) -> Iterator[Check]:
    """All checks, in the order in which one rests on the other."""
    from triage.store.place import data_folder

    home = data_folder() / "demo" if demo else data_folder()
    everything: tuple[tuple[str, Callable[[Path], Check]], ...] = (
        ("Python", _python),
        ("database", _database),
        ("settings", _settings),
        ("data folder", _folder),
        ("disk", _disk),
        ("data", _data),
        ("questions and directory", _content),
        ("clock", _clock),
        ("backups", _backups),
        ("ends", _ends),
        ("papers", _papers),
        ("PDF", _pdf),
        ("terminal", _terminal),
    )
    for name, check in everything:
        try:
            yield check(home)
        except Exception as problem:  # a check that fails is a finding, and never a traceback with somebody's words
            yield Check(name, BROKEN, f"could not be looked at ({type(problem).__name__})", "Install triage again.")


def _python(_home: Path) -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < NEEDED:
        return Check("Python", BROKEN, f"{found}; triage needs 3.11 or newer", "Install a newer Python, then triage.")
    return Check("Python", OK, found)


def _database(_home: Path) -> Check:
    from triage.store.health import sqlite_version

    sqlite, cipher, safe = sqlite_version()
    says = f"SQLite {sqlite}, SQLCipher {cipher or 'missing'}"
    if not safe or not cipher:
        return Check("database", BROKEN, says, "Install triage again, so that it brings its own.")
    return Check("database", OK, says)


def _settings(home: Path) -> Check:
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError

    try:
        settings = read_settings(demo=home.name == "demo")
    except UseCaseError as problem:
        return Check("settings", BROKEN, str(problem), "Mend settings.toml in the data folder, or remove it.")
    return Check("settings", OK, f"this is {settings.terminal}")


def _folder(home: Path) -> Check:
    from triage.store.health import left_over

    if not home.exists():
        return Check("data folder", OK, f"{home} is not there yet; the first start makes it")
    if not home.is_dir() or not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return Check("data folder", BROKEN, f"{home} cannot be written to", "Make it writable for whoever runs triage.")
    if left_over(home):
        return Check(
            "data folder",
            LOOK,
            "a backup that was cut off left a copy of the data",
            "Run “triage backup”: it clears that.",
        )
    others = [path for path in (home, *home.glob("triage.db*")) if _open_to_others(path)]
    if others:
        names = ", ".join(path.name for path in others)
        return Check("data folder", LOOK, f"others on this computer may read {names}", f"Run: chmod -R go= {home}")
    return Check("data folder", OK, f"{home}, for you alone" if os.name == "posix" else str(home))


def _open_to_others(path: Path) -> bool:
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _disk(home: Path) -> Check:
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    says = f"{free // (1024 * 1024):,} MB free"
    if free < ROOM_NONE:
        return Check("disk", BROKEN, says, "Make room now: soon nothing more can be saved.")
    if free < ROOM_LITTLE:
        return Check("disk", LOOK, says, "Make some room on this computer.")
    return Check("disk", OK, says)


def _on_a_server(home: Path) -> Settings | None:
    """The settings, where they name a database on a server."""
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError

    try:
        settings = read_settings(demo=home.name == "demo")
    except UseCaseError:  # told under settings
        return None
    return settings if settings.database else None


def _data(home: Path) -> Check:
    if settings := _on_a_server(home):
        from triage.cli.doctor_server import data

        return data(settings)
    from triage.store.health import look
    from triage.store.place import DATABASE, is_encrypted

    if not (home / DATABASE).exists():
        return Check("data", OK, "none yet")
    if is_encrypted(home / DATABASE):
        return _locked_data(home)
    restore = "Go on with paper, change nothing there, and have it put back with “triage restore FILE”."
    try:
        health = look(home)
    except Exception as problem:
        return Check("data", BROKEN, f"cannot be read ({type(problem).__name__}): damaged, or locked", restore)
    if not health.sound:
        return Check("data", BROKEN, "is damaged", restore)
    if health.version > health.wanted:
        return Check("data", BROKEN, "was written by a newer triage", "Install that version here. Nothing was changed.")
    if health.version < health.wanted:
        return Check(
            "data", LOOK, "is of an older triage; the next start brings it along", "Run “triage backup” first."
        )
    return Check("data", OK, f"sound, schema {health.version}")


def _locked_data(home: Path) -> Check:
    """What can be said without a passphrase: whether there are two ways in."""
    from triage.unlocking import keys_here
    from triage.usecases.ports import UseCaseError

    try:
        file = keys_here(home)
    except UseCaseError as problem:
        return Check("data", BROKEN, "locked, and its key file cannot be used", str(problem))
    ways = len(file.holders) if file else 0
    says = f"encrypted, {ways} ways in (people and the recovery key)"
    if file is not None and len(file.generations) > 1:
        return Check("data", LOOK, f"{says}; a change of its key was cut off", "Sign in once: it is finished then.")
    return Check("data", OK, f"{says}; “triage backup” looks at every row")


def _content(home: Path) -> Check:
    from triage.content.check import check_content
    from triage.core.problems import ContentError
    from triage.settings import read_settings

    name = "questions and directory"
    try:
        checked = check_content(read_settings(demo=home.name == "demo").content)
    except ContentError as problem:
        count = sum(not found.warning for found in problem.problems)
        return Check(name, BROKEN, counted(count, "problem"), "Run “triage check”: it says where.")
    warnings = len(checked.content.warnings)
    return Check(name, OK, f"sound, {warnings} warnings" if warnings else "sound")


def _clock(home: Path) -> Check:
    from triage.core.hours import LONDON
    from triage.store.health import look
    from triage.store.place import DATABASE, is_encrypted

    now = datetime.now(UTC)
    here, london = now.astimezone(), now.astimezone(LONDON)
    says = f"{london:%A} {london.day} {london:%B %Y}, {london:%H:%M}"
    wrong = Check("clock", LOOK, f"{says}, which is before the last thing written", "Set the time of this computer.")
    database = home / DATABASE
    plain = database.exists() and not is_encrypted(database) and not _on_a_server(home)
    if home.name != "demo" and plain:  # the demo has a clock of its own
        newest = look(home).newest
        if newest is not None and newest > now + timedelta(minutes=2):
            return wrong
    if here.utcoffset() != london.utcoffset():
        return Check(
            "clock",
            LOOK,
            f"{says} in London; this computer shows {here:%H:%M}",
            "Set its time zone to London, if it stands there.",
        )
    return Check("clock", OK, says)


def _backups(home: Path) -> Check:
    from triage.store.last_backup import OLD, last_backup, to_be_tried

    if settings := _on_a_server(home):
        from triage.cli.doctor_server import backups

        return backups(settings)
    from triage.store.place import DATABASE

    if not (home / DATABASE).exists():
        return Check("backups", OK, "nothing to back up yet")
    if (last := last_backup(home)) is None:
        return Check("backups", LOOK, "none made from here yet", NEXT_BACKUP)
    at, file = last
    age = datetime.now(UTC) - at
    says = "the last is of today" if age.days < 1 else f"the last is {counted(age.days, 'day')} old"
    if age > OLD:
        return Check("backups", LOOK, says, NEXT_BACKUP)
    if to_be_tried(home, datetime.now(UTC)):
        return Check("backups", LOOK, f"{says}; nobody has seen one open for a month", TRY_BACKUP)
    if old := _opening_with_an_older_key(home, file):
        return Check("backups", LOOK, f"{says}; {old} still open with passphrases of before the key was changed", OLDER)
    if not file.exists():
        return Check("backups", OK, f"{says}, and was taken away from where it was made")
    return Check("backups", OK, says)


def _opening_with_an_older_key(home: Path, last: Path) -> int:
    from triage.cli.backup import BACKUPS
    from triage.keys.copies import older_copies
    from triage.keys.keyfile import read_keys

    now = read_keys(home)
    folders = dict.fromkeys([home / BACKUPS, last.parent])
    return sum(len(older_copies(folder, now)) for folder in folders) if now else 0


def _ends(home: Path) -> Check:
    """Only an end kept on another machine shows that the record of who saw what was cut, or the whole folder put back."""
    from triage.keys.keyfile import FILE
    from triage.settings import read_settings

    settings = read_settings(demo=home.name == "demo")
    name, folder = "who saw what", settings.audit_heads
    if settings.demo or not (settings.keys_in / FILE).exists():
        return Check(name, OK, "practice data, of which no end is kept")
    if folder is None:
        add = 'Name a folder on another machine in settings.toml: audit_heads = "…" (docs/security.md).'
        return Check(name, LOOK, "its end is kept on this computer only: a cut, or an older copy, may not show", add)
    if not folder.is_dir():
        return Check(name, LOOK, f"{folder}, where its end is kept, is not there", "Look whether that machine is on.")
    return Check(name, OK, f"its end is kept in {folder}")


def _papers(home: Path) -> Check:
    """Slips and summaries are plain text with a first name in it: made to be printed, not to be kept (promises.md P15)."""
    from triage.exchange.paper import FOLDERS

    yesterday = (datetime.now(UTC) - timedelta(days=1)).timestamp()
    old = [file for folder in FOLDERS for file in (home / folder).glob("*") if file.stat().st_mtime < yesterday]
    if old:
        says = f"{len(old)} older than a day {'is' if len(old) == 1 else 'are'} still here"
        return Check("papers", LOOK, says, f"Remove what is in {' and '.join(FOLDERS)}, in the data folder.")
    return Check("papers", OK, "no slip or summary was left lying here")


def _pdf(_home: Path) -> Check:
    from importlib.util import find_spec

    if find_spec("fpdf") is None or find_spec("fontpkg_lato") is None:
        return Check(
            "PDF", LOOK, "cannot be made here; slips can be printed as text", "Install triage with its extra “print”."
        )
    return Check("PDF", OK, "slips and summaries can be made as PDF")


def _terminal(_home: Path) -> Check:
    if not sys.stdout.isatty():
        return Check("terminal", OK, "none here; “triage --linear” works without one")
    size, encoding = shutil.get_terminal_size(), (sys.stdout.encoding or "").lower().replace("-", "")
    says = f"{size.columns} × {size.lines}, {_colours()}"
    if encoding != "utf8":
        return Check("terminal", LOOK, f"{says}, not UTF-8", "Set it to UTF-8, or names with accents look wrong.")
    if size.columns < SMALLEST[0] or size.lines < SMALLEST[1]:
        return Check(
            "terminal", LOOK, says, f"Make the window at least {SMALLEST[0]} × {SMALLEST[1]}, or use “triage --linear”."
        )
    return Check("terminal", OK, says)


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "no colour, as asked for"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or os.name == "nt":
        return "all colours"
    return "256 colours" if "256" in os.environ.get("TERM", "") else "few colours"
