"""Where the data lives: TRIAGE_HOME, or the folder set-up was told, or the platform's for a user's data.

Imports nothing heavy and touches no file. Called by bootstrap and by commands that only want to name the folder.
"""

from __future__ import annotations

import os
from pathlib import Path

DATABASE = "triage.db"
LOCK = "triage.lock"
ELSEWHERE = "data-folder.txt"  # in the usual folder, when set-up was told to keep the data in another
_PLAIN = b"SQLite format 3\x00"


def data_folder() -> Path:
    """The absolute path of the store's folder, which need not exist yet. An empty TRIAGE_HOME counts as unset."""
    home = os.environ.get("TRIAGE_HOME", "")
    if home:
        return Path(home).expanduser().absolute()
    usual = usual_folder()
    try:
        elsewhere = (usual / ELSEWHERE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return usual
    return Path(elsewhere) if Path(elsewhere).is_absolute() else usual


def usual_folder() -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("triage", appauthor=False))


def is_encrypted(database: Path) -> bool:
    """True for a database that does not begin as a plain one does; False also where there is none, or an empty file."""
    try:
        with database.open("rb") as file:
            begins = file.read(len(_PLAIN))
    except OSError:
        return False
    return bool(begins) and begins != _PLAIN


def make_folder(folder: Path) -> None:
    """Only a folder made here is closed to others: TRIAGE_HOME may name one that is shared on purpose."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """A new name in a folder, too, must outlive a power cut. Windows has no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
