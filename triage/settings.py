"""Settings: a TOML file in the data folder and the environment, as one frozen dataclass. Read by cli and bootstrap only.

`settings.toml` may name the terminal and another content folder; the environment wins: TRIAGE_HOME, TRIAGE_TERMINAL,
TRIAGE_CONTENT. `audit_heads` is a folder, best on another machine, for the signed ends of the record of who saw what.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from triage.content.where import sample_content
from triage.store.place import data_folder
from triage.usecases.ports import UseCaseError

FILE = "settings.toml"
_KNOWN = {"terminal", "content", "audit_heads"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives, which content is used, what this machine is called; `demo` runs invented people and a demo clock."""

    home: Path
    content: Path
    terminal: str = "Desk 2"
    demo: bool = False
    audit_heads: Path | None = None


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
        audit_heads=Path(kept).expanduser() if (kept := found.get("audit_heads")) else None,
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
