"""Appointments as an iCalendar file (RFC 5545). Called by bootstrap.

Times are in UTC, so every calendar shows the right hour on either side of a clock change without a time zone table.
No alarm (it would light up a phone), no organizer, no attendee: those are names and addresses. Lines end in CRLF and
are folded at 75 bytes; a test reads it back with a library.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from triage.usecases.paper.paper_views import CalendarView

BEGINS = b"BEGIN:VCALENDAR"
_FOLD = 75


def calendar_bytes(calendar: CalendarView, now: datetime) -> bytes:
    """The file. `now` is when it was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//triage//appointment//EN", "METHOD:PUBLISH"]
    for entry in calendar.entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{_utc(now)}",
            f"DTSTART:{_utc(entry.start)}",
            f"SUMMARY:{_text(entry.summary)}",
            *([f"LOCATION:{_text(entry.location)}"] if entry.location else []),
            f"DESCRIPTION:{_text(entry.description)}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    for char in ("\\", ";", ","):
        words = words.replace(char, "\\" + char)
    return " ".join(words.split())


def _folded(line: str) -> Iterator[bytes]:
    """At most 75 bytes a piece, each after the first begun with a space, and no character cut in two."""
    piece = b""
    for char in line:
        coded = char.encode("utf-8")
        if len(piece) + len(coded) > _FOLD:
            yield piece
            piece = b" "
        piece += coded
    yield piece
