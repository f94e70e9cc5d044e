"""When and where the last backup was made: a small file beside the data, that says nothing of what is in it.

Loads nothing. Written by the backup command; read by it, by `triage doctor` and by the start.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

LAST = "last-backup.json"
OLD = timedelta(days=7)
TRY = timedelta(days=31)  # how long copies made with nobody there may go without one being seen to open


def last_backup(folder: Path) -> tuple[datetime, Path] | None:
    """(when, which file); None when none was made from here, or the note of it cannot be read."""
    try:
        last = json.loads((folder / LAST).read_text(encoding="utf-8"))
        at, file = datetime.fromisoformat(last["at"]), Path(last["file"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)), file


def last_tried(folder: Path) -> datetime | None:
    """When a backup from here was last put back in a scratch place; one made with nobody there was not."""
    last = last_backup(folder)
    try:
        said = json.loads((folder / LAST).read_text(encoding="utf-8")).get("tried")
        return last[0] if said is None and last else datetime.fromisoformat(said)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def to_be_tried(folder: Path, now: datetime) -> bool:
    """Whether nobody has seen one open for a month."""
    tried = last_tried(folder)
    return tried is None or now - tried > TRY


def backup_reminder(folder: Path, now: datetime) -> str:
    """A sentence when it is time for a backup; empty when it is not."""
    last = last_backup(folder)
    if last is None:
        return "No backup has been made from here yet. Ask for one: “triage backup”."
    days = (now - last[0]).days
    if now - last[0] <= OLD and to_be_tried(folder, now):
        return "Nobody has seen a backup open for a month. Ask for one to be tried: “triage backup --try”."
    return f"The last backup is {days} days old. Ask for a new one: “triage backup”." if now - last[0] > OLD else ""
