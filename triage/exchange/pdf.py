"""A page as a PDF: large letters, wrapped lines, selectable text, tagged for a screen reader. Called by bootstrap.

fpdf2 takes a third of a second to load, so nothing here is imported before somebody asks for a PDF. Its structure tree
is not yet part of its public face; the two calls that need it are in `_tagged`, and a test reads the tags back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from triage.core.text import visible
from triage.usecases.paper.paper_views import Page
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from fpdf import FPDF

BEGINS = b"%PDF-"
# points. practice.md H2: 14 or more on a slip; large print 20 or more. SMALL is for staff: a visit on a page or two
SMALL, NORMAL, LARGE = 12.0, 18.0, 26.0
MARGIN = 20.0  # millimetres
LEADING = 1.4
INDENT = 6.0
TO_WRITE_ON = "____________"
_TOGETHER = re.compile(r" (?=\d{1,2}\b)|(?<=\d) (?=\d|[A-Z][a-z])")  # "floor 1", "24 November, 10:00", a phone number
NOT_INSTALLED = "This computer cannot make PDFs yet: a part of triage is not installed. Print the text instead."
# Written another way round by the reader, or joined up: a font alone does not make such words right.
_OTHER_WAY = frozenset({"R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI"})


def pdf_bytes(page: Page, points: float, now: datetime) -> tuple[bytes, tuple[str, ...]]:
    """The file, and the words it could not write. `points` is the size of the letters; titles are larger.

    A word with a letter that the font lacks becomes a line to write on, never boxes. Raises UseCaseError where fpdf2
    or its font is not installed.
    """
    pdf, left_out = _drawn(page, points, now, pages=0)
    if pdf.page > 1:  # now it is known of how many
        pages = pdf.page
        pdf.output()  # which closes its font files
        pdf, left_out = _drawn(page, points, now, pages)
    return bytes(pdf.output()), left_out


def _drawn(page: Page, points: float, now: datetime, pages: int) -> tuple[FPDF, tuple[str, ...]]:
    pdf = _blank(page, now)
    writer = _Writer(pdf, points, pages)
    writer.put("H1", page.title, points * 1.25, bold=True)
    for line in page.head:
        writer.put("P", line, points)
    for title, lines in page.sections:
        writer.gap()
        writer.put("H2", title, points * 1.1, bold=True, keep=2)
        for line in lines:
            under = len(line) - len(line.lstrip())  # the summary indents what belongs to the line before
            writer.gap(0 if under else 0.2)
            writer.put("P", line.strip(), points, indent=INDENT * (2 if under else 1))
    if page.foot:
        writer.gap()
    for line in page.foot:
        writer.put("P", line, points)
    writer.number()
    return pdf, tuple(dict.fromkeys(writer.left_out))


def _blank(page: Page, now: datetime) -> FPDF:
    try:
        from fontpkg_lato import ROOT
        from fpdf import FPDF
        from fpdf.prefs import ViewerPreferences
    except ImportError:
        raise UseCaseError(NOT_INSTALLED) from None
    pdf = FPDF(format="A4")
    pdf.str_alias_nb_pages = ""  # or a person's "{nb}" would become a number
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(False)
    pdf.add_font("page", "", ROOT / "files" / "Lato-Regular.ttf")
    pdf.add_font("page", "B", ROOT / "files" / "Lato-Bold.ttf")
    pdf.set_title(visible(page.name))  # print queues and windows show it: the code, never a name (practice.md G5)
    pdf.set_lang("en-GB")
    pdf.set_creation_date(now)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.add_page()
    return pdf


class _Writer:
    """Puts one paragraph under the other, on a new page where one does not fit."""

    def __init__(self, pdf: FPDF, points: float, pages: int) -> None:
        self.pdf, self.points, self.pages = pdf, points, pages
        self.left_out: list[str] = []

    def put(self, tag: str, text: str, size: float, *, bold: bool = False, indent: float = 0.0, keep: int = 0) -> None:
        """A paragraph; nothing of it is cut. `keep` more lines of ordinary text must still fit below it."""
        self.pdf.set_font("page", "B" if bold else "", size)
        text = self._writable(text)
        if not text:
            return
        height = _line(size)
        width = self.pdf.epw - indent
        lines: list[str] = self.pdf.multi_cell(width, height, text, align="L", dry_run=True, output="LINES")  # type: ignore[assignment]
        needed = len(lines) * height + keep * _line(self.points)
        if needed > self._room() and needed <= self._whole_page():
            self._next_page(size, bold)
        while lines:
            fit = max(1, int(self._room() // height))
            now, lines = lines[:fit], lines[fit:]
            with _tagged(self.pdf, tag):
                for line in now:
                    self.pdf.set_x(self.pdf.l_margin + indent)
                    self.pdf.cell(width, height, line.strip(" "), new_x="LMARGIN", new_y="NEXT")
            if lines:
                self._next_page(size, bold)

    def gap(self, lines: float = 0.6) -> None:
        self.pdf.set_y(self.pdf.get_y() + _line(self.points) * lines)

    def number(self) -> None:
        """Which page of how many, at the foot of each: outside the reading order."""
        if self.pages < 2:
            return
        size = min(self.points, NORMAL)
        self.pdf.set_font("page", "", size)
        self.pdf.set_y(self.pdf.h - MARGIN - _line(size))
        with _artifact(self.pdf):
            self.pdf.cell(self.pdf.epw, _line(size), f"Page {self.pdf.page} of {self.pages}", align="R")

    def _next_page(self, size: float, bold: bool) -> None:
        self.number()
        self.pdf.add_page()
        self.pdf.set_font("page", "B" if bold else "", size)

    def _bottom(self) -> float:
        return float(self.pdf.h) - MARGIN - _line(NORMAL) * 1.5  # the page's number always has its room

    def _room(self) -> float:
        return self._bottom() - float(self.pdf.get_y())

    def _whole_page(self) -> float:
        return self._bottom() - MARGIN

    def _writable(self, text: str) -> str:
        """The words as the font can write them; the others become a line to write on, and are kept in `left_out`."""
        safe = visible(unicodedata.normalize("NFC", text)).replace("⟨", "‹").replace("⟩", "›")
        return _TOGETHER.sub("\u00a0", " ".join(self._word(word) for word in re.split(r"\s+", safe.strip())))

    def _word(self, word: str) -> str:
        known: Any = self.pdf.current_font
        if all(ord(char) in known.cmap and unicodedata.bidirectional(char) not in _OTHER_WAY for char in word):
            return word
        self.left_out.append(word)
        return TO_WRITE_ON


def _line(size: float) -> float:
    """The height of a line in millimetres."""
    return size * LEADING * 25.4 / 72


@contextmanager
def _tagged(pdf: FPDF, tag: str) -> Iterator[None]:
    """What is written inside is one element of the structure tree: H1, H2 or P."""
    number = pdf.struct_builder.next_mcid_for_page(pdf.page)
    pdf._add_marked_content(struct_type=f"/{tag}", mcid=number)
    pdf._out(f"/{tag} <</MCID {number}>> BDC")
    yield
    pdf._out("EMC")


@contextmanager
def _artifact(pdf: FPDF) -> Iterator[None]:
    """What is written inside is not part of what is read aloud."""
    pdf._out("/Artifact BMC")
    yield
    pdf._out("EMC")
