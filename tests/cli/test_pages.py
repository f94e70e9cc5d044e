"""`triage slip` and `triage summary`: text, PDF, a card, a calendar."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import Command
from tests.usecases.conftest import Desk
from tests.usecases.test_paper import EMAIL, booked
from triage.usecases.reception.contacts import see_contact

WHO = ("--as", "Asha")


@pytest.fixture
def code(home: Path) -> str:
    """Sam's visit, with a time agreed, in the demo's folder."""
    desk = Desk(home / "demo")
    try:
        found: str = booked(desk, EMAIL).here(see_contact).code
        return found
    finally:
        desk.office.close()


def test_each_form_of_a_slip_and_the_summary(code: str, triage: Command, tmp_path: Path) -> None:
    said = triage("slip", code, "--demo", *WHO)
    assert said.code == 0 and "Tuesday 24 November, 10:00" in said.out
    assert "Ask for Asha any time: 01632 960101" in said.out
    card = triage("slip", code, "--demo", *WHO, "--card")
    assert card.code == 0 and 1 < len(card.out.splitlines()) <= 5
    paper, page, calendar = tmp_path / "a.pdf", tmp_path / "b.pdf", tmp_path / "c.ics"
    assert triage("slip", code, "--demo", *WHO, "--pdf", paper, "--large").code == 0
    assert triage("summary", code, "--demo", *WHO, "--pdf", page).code == 0
    assert triage("slip", code, "--demo", *WHO, "--ics", calendar).code == 0
    for file, ran in ((paper, said), (page, triage("summary", code, "--demo", *WHO))):
        assert file.stat().st_mode & 0o077 == 0
        drawn = "".join("".join(p.extract_text().split()) for p in pypdf.PdfReader(file).pages)
        assert all("".join(line.split()) in drawn for line in ran.out.splitlines())
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_what_cannot_be_written_says_so(code: str, triage: Command, tmp_path: Path) -> None:
    other = tmp_path / "letter.pdf"
    other.write_text("mine")
    refused = triage("slip", code, "--demo", *WHO, "--pdf", other)
    assert refused.code == 1 and "already another file" in refused.err and other.read_text() == "mine"
    nowhere = triage("slip", code, "--demo", *WHO, "--pdf", other / "x.pdf")
    assert nowhere.code == 1 and "could not be written" in nowhere.err


@pytest.mark.parametrize(
    "options", [("--large",), ("--pdf", "x.pdf", "--card"), ("--pdf", "x.pdf", "--ics", "x.ics"), ("--pdf",)]
)
def test_options_that_do_not_go_together(options: tuple[str, ...], triage: Command, home: Path) -> None:
    assert triage("slip", "NM-7Q4D", "--demo", *options).code == 2
    assert not home.exists()


def test_no_such_visit(triage: Command) -> None:
    ran = triage("slip", "NM-0000", "--demo", *WHO)
    assert ran.code == 2 and "There is no visit NM-0000 here." in ran.err


def test_a_page_is_for_somebody_who_said_who_they_are(code: str, triage: Command) -> None:
    nobody = triage("summary", code, "--demo")
    assert nobody.code == 2 and "--as and one of asha," in nobody.err
    service = triage("slip", code, "--demo", "--as", "priya")
    assert service.code == 2 and "stays at the desk" in service.err and not service.out
    settings = triage("summary", code, "--demo", "--as", "rosa")
    assert settings.code == 2 and "nothing about people" in settings.err and not settings.out
    assert triage("explain", code, "--demo", "--as", "asha").code == 2, "health answers are in it, unmasked"
    assert triage("explain", code, "--demo", "--as", "mira").code == 0
