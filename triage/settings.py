"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal, another content folder, the address of a database on a server, how it looks
(`theme`), and keys of one's own in a table `[keys]` (id = "key"; docs/keys.md lists the ids); the environment wins:
TRIAGE_HOME, TRIAGE_TERMINAL, TRIAGE_CONTENT, TRIAGE_DATABASE_URL. It may also say when a shared screen blanks and asks
who it is, in seconds, 0 for never: `blank_after`, `ask_after`; and `ask_after_walk`, true or false. How a terminal was
last told to look stands beside it in `looks.json`, by the terminal's name, and wins over `theme`. `audit_heads` is a
folder, best on another machine, for the signed ends of the record of who saw what; `key_folder` the one where desks of
a database on a server share their key file.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from triage.content.where import sample_content
from triage.store.address import checked
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE, LOOKS, KEYS = "settings.toml", "looks.json", "keys"
THEMES = ("dark", "light", "contrast", "daylight")
_KNOWN: dict[str, type] = {
    "terminal": str,
    "content": str,
    "database": str,
    "audit_heads": str,
    "key_folder": str,
    "theme": str,
    "blank_after": int,
    "ask_after": int,
    "ask_after_walk": bool,
}
_AS = {str: "text in quotes", int: "a whole number of seconds", bool: "true or false"}
_LONGEST = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called; `demo` runs invented people and a demo clock.

    `database` is the address of a PostgreSQL server, or empty for a file in `home`; it may hold a password. `keys` are
    id → key as typed.
    """

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
    blank_after: int | None = None
    ask_after: int | None = None
    ask_after_walk: bool | None = None
    database: str = field(default="", repr=False)
    audit_heads: Path | None = None
    key_folder: Path | None = None
    theme: str = THEMES[0]
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys_in(self) -> Path:
        """Where the key file is: beside the data, or, for a database on a server, where desks share it."""
        return self.key_folder if self.database and self.key_folder else self.home


def read_settings(*, demo: bool = False, content: Path | None = None, desk: str = "") -> Settings:
    """The settings of this start; `content` and `desk` as said on the command line. Raises UseCaseError with what to mend.

    The demo keeps its own folder and its own file there: invented people never get into a shared database.
    """
    home = data_folder()
    home = home / "demo" if demo else home
    found, keys = _read_file(home / FILE)
    chosen = content or os.environ.get("TRIAGE_CONTENT") or found.get("content")
    database = os.environ.get("TRIAGE_DATABASE_URL") or found.get("database", "")
    terminal = (desk or os.environ.get("TRIAGE_TERMINAL") or found.get("terminal") or "Desk 2").strip()[:40]
    return Settings(
        home=home,
        content=Path(chosen).expanduser() if chosen else sample_content(),
        terminal=terminal,
        demo=demo,
        blank_after=found.get("blank_after"),
        ask_after=found.get("ask_after"),
        ask_after_walk=found.get("ask_after_walk"),
        database=checked(database) if database and not demo else "",
        audit_heads=Path(kept).expanduser() if (kept := found.get("audit_heads")) else None,
        key_folder=Path(shared).expanduser() if (shared := found.get("key_folder")) else None,
        theme=_looks(home).get(terminal) or found.get("theme") or THEMES[0],
        keys=keys,
    )


def at(settings: Settings, home: Path) -> Settings:
    """The same for data in another folder."""
    return replace(settings, home=home)


def remember_theme(settings: Settings, theme: str) -> None:
    """This terminal looks so from now on, also after the next start. Raises OSError."""
    looks = {**_looks(settings.home), settings.terminal: theme}
    file = settings.home / LOOKS
    new = file.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(looks, out, ensure_ascii=False, indent=1)
    new.replace(file)


def _looks(home: Path) -> dict[str, str]:
    """Terminal → how it looks. A file that cannot be read only means that nothing is remembered."""
    try:
        found = json.loads((home / LOOKS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(terminal): theme for terminal, theme in pairs if theme in THEMES}


def _read_file(file: Path) -> tuple[dict[str, Any], dict[str, str]]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UseCaseError(
            f"The settings in {file.name} cannot be read: {problem}. Mend or remove that file."
        ) from None
    keys = _read_keys(file, found.pop(KEYS, {}))
    if unknown := sorted(set(found) - set(_KNOWN)):
        known = ", ".join(sorted([*_KNOWN, KEYS]))
        raise UseCaseError(f"In {file.name}, {unknown[0]} is not known. Known are: {known}.")
    for name, value in found.items():
        if type(value) is not _KNOWN[name] or (type(value) is int and not 0 <= value <= _LONGEST):
            raise UseCaseError(f"In {file.name}, {name} is to be {_AS[_KNOWN[name]]}.")
    if found.get("theme", THEMES[0]) not in THEMES:
        raise UseCaseError(f"In {file.name}, theme may be {', '.join(THEMES)}.")
    return found, keys


def _read_keys(file: Path, table: Any) -> dict[str, str]:
    """The table as id → key. Ids have a dot, so that `ask.park = "z"` without quotes means the same."""
    keys: dict[str, str] = {}
    if isinstance(table, dict):
        for id, key in _flat(table):
            keys[id] = key
    if not isinstance(table, dict) or not all(isinstance(key, str) and key.strip() for key in keys.values()):
        raise UseCaseError(f'In {file.name}, the keys are a table, each one text: [keys], then "ask.park" = "z".')
    return keys


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for name, value in table.items():
        pairs += _flat(value, f"{before}{name}.") if isinstance(value, dict) else [(f"{before}{name}", value)]
    return pairs
