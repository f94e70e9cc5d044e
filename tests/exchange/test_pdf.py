"""Pages as PDF, read back with another library: every word of the text is there, in order, tagged, and none is cut."""

from __future__ import annotations

import io
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from fontpkg_lato import ROOT
from fontTools.ttLib import TTFont

from tests.harness.hostile import ALL, words
from triage.core.text import visible
from triage.exchange import pdf
from triage.exchange.paper import write_page
from triage.usecases.office import Form
from triage.usecases.paper.paper_views import Page
from triage.usecases.ports import UseCaseError

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 6
SLIP = Page(
    "slips",
    "NM-7Q4D",
    "Northmere Hub",
    ("Monday 23 November 2026", "For Zażółć"),
    (
        (
            "What happens next",
            ("See Priya at the Housing team (desk 4, ground floor)", "Bring: the letter and your ID"),
        ),
        ("What you do", ("Keep every letter in one place",)),
    ),
    ("Ask for Asha any time: 01632 960101", "You can change your mind."),
)


def made(page: Page, points: float = pdf.NORMAL) -> tuple[pypdf.PdfReader, tuple[str, ...]]:
    data, left_out = pdf.pdf_bytes(page, points, NOW)
    return pypdf.PdfReader(io.BytesIO(data), strict=True), left_out


def text(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")


def squeezed(words: str) -> str:
    """Without spaces: a long word is broken over lines."""
    return "".join(words.split())


def one_line(said: str) -> Page:
    return Page("slips", "NM-1", "Hub", (visible(said),))


@pytest.mark.parametrize("points", [pdf.NORMAL, pdf.LARGE])
def test_it_says_what_the_text_says(points: float) -> None:
    reader, left_out = made(SLIP, points)
    assert squeezed(text(reader)) == squeezed(" ".join(SLIP.lines))
    assert left_out == ()


def sizes(reader: pypdf.PdfReader) -> dict[str, float]:
    """Each piece of text with the size it is drawn in."""
    found: dict[str, float] = {}

    def see(piece: str, _cm: Any, _tm: Any, _font: Any, size: float) -> None:
        if piece.strip():
            found[piece.strip()] = size

    for page in reader.pages:
        page.extract_text(visitor_text=see)
    return found


def test_letters_are_large_and_in_large_print_larger() -> None:
    assert min(sizes(made(SLIP)[0]).values()) >= 14
    longer = Page("slips", "NM-1", "Hub", sections=(("Next", SLIP.lines * 6),))
    large = sizes(made(longer, pdf.LARGE)[0])
    assert min(size for piece, size in large.items() if not piece.startswith("Page ")) >= 20
    assert min(large.values()) >= 14


def test_a_screen_reader_gets_title_language_and_tags() -> None:
    root: Any = made(SLIP)[0].trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf has its own booleans
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    elements = [element.get_object() for element in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    assert [element["/S"] for element in elements] == ["/H1", "/P", "/P", "/H2", "/P", "/P", "/H2", "/P", "/P", "/P"]
    assert [element["/K"] for element in elements] == [[n] for n in range(len(elements))]


def test_the_title_is_the_code_and_nothing_else_is_told_of_where_it_was_made() -> None:
    assert dict(made(SLIP)[0].metadata or {}) == {"/Title": "NM-7Q4D", "/CreationDate": "D:20261123101500Z"}


def width(line: str, points: float) -> float:
    """How wide a line is in millimetres, by the font's own table."""
    font = TTFont(ROOT / "files" / "Lato-Regular.ttf", lazy=True)
    try:
        letters, advances = font.getBestCmap(), font["hmtx"]
        units = sum(advances[letters[ord(char)]][0] for char in line)
        return float(units / font["head"].unitsPerEm * points / 72 * 25.4)
    finally:
        font.close()


def test_nothing_is_cut_however_long() -> None:
    long = Page("slips", "NM-1", "Hub", (f"For {LONG}",), (("Next", (" ".join(["Ask for Priya."] * 150),)),), (LONG,))
    reader, _ = made(long, pdf.LARGE)
    lines = text(reader).splitlines()
    found = squeezed(" ".join(lines))
    for number in range(1, len(reader.pages) + 1):
        assert f"Page{number}of{len(reader.pages)}" in found
        found = found.replace(f"Page{number}of{len(reader.pages)}", "")
    assert found == squeezed(" ".join(long.lines))
    assert len(reader.pages) > 2 and max(width(line, pdf.LARGE) for line in lines) <= 210 - 2 * pdf.MARGIN


def test_names_with_accents_and_other_alphabets_are_written() -> None:
    names = (
        "Żółć",
        "Ștefan Țuțuianu",
        "Gülşen İnce",
        "Nguyễn Thị Ánh",
        "Ntɔkɔ",
        "Олексій Їжак",
        "Αλέξης",
        "Ŵyn",
        "Zoe\u0308",
    )
    reader, left_out = made(Page("slips", "NM-1", "Hub", tuple(f"For {name}" for name in names)))
    assert left_out == ()
    assert text(reader).splitlines()[1:] == [f"For {unicodedata.normalize('NFC', name)}" for name in names]


def test_a_word_the_font_cannot_write_is_a_line_to_write_on_and_is_told(tmp_path: Path) -> None:
    names = ("محمد", "שרה", "শাম", "ਸੈਮ", "சாம்", "三木", "ሳም", "😀")
    page = Page("slips", "NM-1", "Hub", tuple(f"For {name} Reed" for name in names))
    file = write_page(tmp_path, page, Form.PDF, NOW)
    lines = text(pypdf.PdfReader(file.path)).splitlines()[1:]
    assert lines == [f"For {pdf.TO_WRITE_ON} Reed"] * len(names)
    assert file.note == "It has no letters for “محمد”, “שרה” and others and leaves a line there: write that in by hand."


def test_hostile_text_is_letters() -> None:
    reader, left_out = made(
        Page("slips", "NM-1", "Hub", tuple(f"{visible(said)} end{n}" for n, said in enumerate(ALL.values())))
    )
    shown = squeezed(text(reader))
    for n, said in enumerate(ALL.values()):
        assert f"end{n}" in shown
        for word in visible(said).split():
            drawn = pdf.TO_WRITE_ON if word in left_out else word.replace("⟨", "‹").replace("⟩", "›")
            assert drawn in shown or not word.isascii()
    assert "\U0001f600\U00010348" in left_out


def test_markup_and_the_librarys_own_signs_are_letters() -> None:
    said = "{nb} **bold** __under__ [b]x[/b] <b>y</b> \\(z\\) %PDF endstream"
    assert squeezed(said) in squeezed(text(made(one_line(said))[0]))


def test_all_of_it_at_once_reads_back(tmp_path: Path) -> None:
    page = Page("slips", "NM-1", visible(words("t")), (), ((visible(words("s")), (visible(words("l")),)),))
    file = write_page(tmp_path, page, Form.LARGE, NOW)
    assert file.path == tmp_path / "slips" / "NM-1-large.pdf"
    found = text(pypdf.PdfReader(file.path, strict=True))
    assert all(f"[b]{tag}[/b]" in squeezed(found) for tag in "tsl")


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "fontpkg_lato", None)
    with pytest.raises(UseCaseError, match="cannot make PDFs yet"):
        write_page(tmp_path, SLIP, Form.PDF, NOW)
    assert list(tmp_path.iterdir()) == []


def test_numbers_stay_with_what_they_count() -> None:
    place = "See Priya at the Housing team on Tuesday 24 November, 10:00 (desk 4, floor 1): 01632 960101"
    lines = made(one_line(f"{place} {place} {place}"), pdf.LARGE)[0].pages[0].extract_text().splitlines()
    assert not any(line[0].isdigit() and not line.startswith("01632") for line in lines)
