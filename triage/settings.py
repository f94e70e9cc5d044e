"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal, another content folder and the address of a database on a server; the environment
wins: TRIAGE_HOME, TRIAGE_TERMINAL, TRIAGE_CONTENT, TRIAGE_DATABASE_URL.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from triage.content.where import sample_content
from triage.store.address import checked
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE = "settings.toml"
_KNOWN = {"terminal", "content", "database"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called; `demo` runs invented people and a demo clock.

    `database` is the address of a PostgreSQL server, or empty for a file in `home`; it may hold a password.
    """

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
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
        database=checked(database) if database and not demo else "",
    )


def _read_file(file: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UseCaseError(
            f"The settings in {file.name} cannot be read: {problem}. Mend or remove that file."
        ) from None
    unknown = sorted(set(found) - _KNOWN)
    if unknown or not all(isinstance(value, str) for value in found.values()):
        raise UseCaseError(f"In {file.name}, only these are known, each as text: {', '.join(sorted(_KNOWN))}.")
    return found
