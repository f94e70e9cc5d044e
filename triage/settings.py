"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal, another content folder, how it looks (`theme`), and keys of one's own in a table
`[keys]` (id = "key"; docs/keys.md lists the ids). The environment wins: TRIAGE_HOME, TRIAGE_TERMINAL, TRIAGE_CONTENT.
How a terminal was last told to look stands beside it in `looks.json`, by the terminal's name, and wins over `theme`:
nothing about anybody is in either.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triage.content.where import sample_content
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE, LOOKS = "settings.toml", "looks.json"
THEMES = ("dark", "light", "contrast", "daylight")
_KNOWN = {"terminal", "content", "theme"}
_KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called and looks like; `keys` are id → key as typed.

    `demo` runs invented people and a demo clock.
    """

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
    theme: str = THEMES[0]
    keys: Mapping[str, str] = field(default_factory=dict)


def read_settings(*, demo: bool = False, content: Path | None = None) -> Settings:
    """The settings of this start. The demo keeps its own folder. Raises UseCaseError with what to mend."""
    home = data_folder()
    home = home / "demo" if demo else home
    found, keys = _read_file(home / FILE)
    chosen = content or os.environ.get("TRIAGE_CONTENT") or found.get("content")
    terminal = os.environ.get("TRIAGE_TERMINAL") or found.get("terminal") or "Desk 2"
    return Settings(
        home=home,
        content=Path(chosen).expanduser() if chosen else sample_content(),
        terminal=terminal,
        demo=demo,
        theme=_looks(home).get(terminal) or found.get("theme") or THEMES[0],
        keys=keys,
    )


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
    except (OSError, ValueError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(terminal): theme for terminal, theme in pairs if theme in THEMES}


def _read_file(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UseCaseError(
            f"The settings in {file.name} cannot be read: {problem}. Mend or remove that file."
        ) from None
    keys = _read_keys(file, found.pop(_KEYS, {}))
    unknown = sorted(set(found) - _KNOWN)
    if unknown or not all(isinstance(value, str) for value in found.values()):
        raise UseCaseError(f"In {file.name}, only these are known, each as text: {', '.join(sorted(_KNOWN))}.")
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
