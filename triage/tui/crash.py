"""What is said and written when the app itself fails (promises.md P12): a reference, where in the code, never a value.

Messages of exceptions, local variables and what was on the screen can hold people's words, so none of it is kept.
"""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

_PACKAGES = ("triage", "textual", "site-packages")


def new_reference() -> str:
    """Four characters to read out on the phone: 7F3A."""
    import secrets

    return secrets.token_hex(2).upper()


def crash_text(reference: str) -> str:
    return f"Your answers are saved. Start triage again and it will offer to carry on. Reference {reference}"


def crash_lines(error: BaseException, reference: str, at: datetime) -> list[str]:
    """One line per exception in the chain: its type and its frames as file:line."""
    found: list[str] = []
    link: BaseException | None = error
    while link is not None and len(found) < 8:
        frames = traceback.extract_tb(link.__traceback__)
        where = " ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in frames)
        found.append(f"{at.isoformat(timespec='seconds')} {reference} {type(link).__name__} {where}".rstrip())
        inside = getattr(link, "error", None)  # Textual wraps what fails in a worker, and nearly everything runs in one
        link = inside if isinstance(inside, BaseException) else link.__cause__ or link.__context__
    return found


def write_crash(path: Path | None, error: BaseException, reference: str, at: datetime) -> None:
    """Append to the log; a log that cannot be written is no reason to fail twice."""
    if path is None:
        return
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join(crash_lines(error, reference, at)) + "\n")
        path.chmod(0o600)
    except OSError:
        pass


def _short(filename: str) -> str:
    """A file name without the folders of this machine, which can hold a login name."""
    parts = Path(filename).parts
    for start, part in enumerate(parts):
        if part in _PACKAGES:
            return "/".join(parts[start:])
    return parts[-1] if parts else "?"
