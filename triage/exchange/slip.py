"""The slip as a text file, for this user's eyes only. Called by bootstrap."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def write_slip(folder: Path, name: str, lines: Sequence[str]) -> Path:
    """Write the slip for this user's eyes only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / Path(name).name
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.chmod(path, 0o600)
        file.write("\n".join(lines) + "\n")
    return path
