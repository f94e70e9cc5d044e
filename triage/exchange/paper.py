"""A page or a calendar as a file: where it goes, what it is called, what is told of it. Called by bootstrap.

Files made at the desk go into the data folder under the code of the visit; the command line names its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from triage.core.text import shorten
from triage.exchange import calendar, pdf
from triage.exchange.files import write_private
from triage.usecases.office import Form, Written
from triage.usecases.paper.paper_views import CalendarView, Page

SLIPS, SUMMARIES = "slips", "summaries"
FOLDERS = (SLIPS, SUMMARIES)
_ENDING = {Form.TEXT: ".txt", Form.PDF: ".pdf", Form.LARGE: "-large.pdf"}
_POINTS = {SLIPS: pdf.NORMAL, SUMMARIES: pdf.SMALL}


def write_page(home: Path, page: Page, form: Form, now: datetime, path: Path | None = None) -> Written:
    """Raises OSError, and UseCaseError where PDFs cannot be made or `path` is another file's name."""
    target = path or home / page.folder / Path(page.name + _ENDING[form]).name
    if form is Form.TEXT:
        text = "\n".join(page.lines) + "\n"
        return Written(write_private(target, text.encode("utf-8"), over=None if path is None else b""))
    data, left_out = pdf.pdf_bytes(page, pdf.LARGE if form is Form.LARGE else _POINTS[page.folder], now)
    return Written(write_private(target, data, over=pdf.BEGINS), _left_out(left_out))


def write_calendar(home: Path, view: CalendarView, now: datetime, path: Path | None = None) -> Written:
    """Raises OSError, and UseCaseError where `path` is another file's name."""
    target = path or home / SLIPS / Path(view.name + ".ics").name
    return Written(write_private(target, calendar.calendar_bytes(view, now), over=calendar.BEGINS))


def forget(home: Path, codes: Iterable[str]) -> int:
    """Take the files of these visits out of this start's own folders. Returns how many went. Raises OSError."""
    gone = [file for code in codes for folder in FOLDERS for file in (home / folder).glob(f"*{code}*")]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _left_out(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    some = ", ".join(f"“{shorten(word, 15)}”" for word in words[:2]) + (" and others" if len(words) > 2 else "")
    return f"It has no letters for {some} and leaves a line there: write that in by hand."
