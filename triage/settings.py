"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal and another content folder; the environment wins: TRIAGE_HOME, TRIAGE_TERMINAL,
TRIAGE_CONTENT. It may also say when a shared screen blanks and asks who it is, in seconds, 0 for never: `blank_after`,
`ask_after`; and `ask_after_walk`, true or false.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from triage.content.where import sample_content
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE = "settings.toml"
_KNOWN: dict[str, type] = {
    "terminal": str,
    "content": str,
    "blank_after": int,
    "ask_after": int,
    "ask_after_walk": bool,
}
_AS = {str: "text in quotes", int: "a whole number of seconds", bool: "true or false"}
_LONGEST = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called; `demo` runs invented people and a demo clock."""

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
    blank_after: int | None = None
    ask_after: int | None = None
    ask_after_walk: bool | None = None


def read_settings(*, demo: bool = False, content: Path | None = None) -> Settings:
    """The settings of this start. The demo keeps its own folder. Raises UseCaseError with what to mend."""
    home = data_folder()
    home = home / "demo" if demo else home
    found = _read_file(home / FILE)
    chosen = content or os.environ.get("TRIAGE_CONTENT") or found.get("content")
    return Settings(
        home=home,
        content=Path(chosen).expanduser() if chosen else sample_content(),
        terminal=os.environ.get("TRIAGE_TERMINAL") or found.get("terminal") or "Desk 2",
        demo=demo,
        blank_after=found.get("blank_after"),
        ask_after=found.get("ask_after"),
        ask_after_walk=found.get("ask_after_walk"),
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
