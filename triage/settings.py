"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal, another content folder and the address of a database on a server; the environment
wins: TRIAGE_HOME, TRIAGE_TERMINAL, TRIAGE_CONTENT, TRIAGE_DATABASE_URL. It may also say when a shared screen blanks and
asks who it is, in seconds, 0 for never: `blank_after`, `ask_after`; and `ask_after_walk`, true or false.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from triage.content.where import sample_content
from triage.store.address import checked
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE = "settings.toml"
_KNOWN: dict[str, type] = {
    "terminal": str,
    "content": str,
    "database": str,
    "blank_after": int,
    "ask_after": int,
    "ask_after_walk": bool,
}
_AS = {str: "text in quotes", int: "a whole number of seconds", bool: "true or false"}
_LONGEST = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called; `demo` runs invented people and a demo clock.

    `database` is the address of a PostgreSQL server, or empty for a file in `home`; it may hold a password.
    """

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
    blank_after: int | None = None
    ask_after: int | None = None
    ask_after_walk: bool | None = None
    database: str = field(default="", repr=False)


def read_settings(*, demo: bool = False, content: Path | None = None, desk: str = "") -> Settings:
    """The settings of this start; `content` and `desk` as said on the command line. Raises UseCaseError with what to mend.

    The demo keeps its own folder and its own file there: invented people never get into a shared database.
    """
    home = data_folder()
    home = home / "demo" if demo else home
    found = _read_file(home / FILE)
    chosen = content or os.environ.get("TRIAGE_CONTENT") or found.get("content")
    database = os.environ.get("TRIAGE_DATABASE_URL") or found.get("database", "")
    return Settings(
        home=home,
        content=Path(chosen).expanduser() if chosen else sample_content(),
        terminal=(desk or os.environ.get("TRIAGE_TERMINAL") or found.get("terminal") or "Desk 2").strip()[:40],
        demo=demo,
        blank_after=found.get("blank_after"),
        ask_after=found.get("ask_after"),
        ask_after_walk=found.get("ask_after_walk"),
        database=checked(database) if database and not demo else "",
    )


def at(settings: Settings, home: Path) -> Settings:
    """The same for data in another folder."""
    return replace(settings, home=home)


def _read_file(file: Path) -> dict[str, Any]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UseCaseError(
            f"The settings in {file.name} cannot be read: {problem}. Mend or remove that file."
        ) from None
    if unknown := sorted(set(found) - set(_KNOWN)):
        raise UseCaseError(f"In {file.name}, {unknown[0]} is not known. Known are: {', '.join(sorted(_KNOWN))}.")
    for name, value in found.items():
        if type(value) is not _KNOWN[name] or (type(value) is int and not 0 <= value <= _LONGEST):
            raise UseCaseError(f"In {file.name}, {name} is to be {_AS[_KNOWN[name]]}.")
    return found
