"""No raw text reaches what would parse it: the whole package, and for each rule something it must notice."""

from __future__ import annotations

from pathlib import Path

import pytest

import triage
from tests.faults.sinks import raw_sinks, raw_sinks_in

PACKAGE = Path(triage.__file__).parent
FACES = ("tui", "linear", "cli")


def test_the_faces_hand_raw_text_to_nothing_that_parses_it() -> None:
    files = [file for face in FACES for file in sorted((PACKAGE / face).rglob("*.py"))]
    assert len(files) > 60
    assert [wrong for file in files for wrong in raw_sinks(file, PACKAGE)] == []


def test_a_pdf_reads_no_markdown() -> None:
    assert [wrong for file in (PACKAGE / "exchange").rglob("*.py") for wrong in raw_sinks(file, PACKAGE)] == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("from textual.widgets import Label", "tui/screens/x.py"),
        ("from textual.widgets import Static", "tui/screens/x.py"),
        ("from textual.widgets import Input, DataTable", "tui/x.py"),
        ("from textual.widgets.option_list import Other", "tui/x.py"),
        ("from rich.text import Text", "tui/x.py"),
        ("from rich import print", "cli/x.py"),
        ("import rich.console", "linear/x.py"),
        ("Content.from_markup(name)", "tui/x.py"),
        ("self.app.notify(name)", "tui/x.py"),
        ("self.app.notify(f'{name} waits')", "tui/x.py"),
        ("OptionList(compact=True)", "tui/x.py"),
        ("OptionList(markup=True)", "tui/x.py"),
        ("Input(tooltip=name)", "tui/x.py"),
        ("box.border_title = name", "tui/x.py"),
        ("self.app.sub_title = code", "tui/x.py"),
        ("Content(f'{name}')", "tui/x.py"),
        ("Content.assemble(f'{name}', 'bold')", "tui/x.py"),
        ("print(name)", "linear/asking.py"),
        ("print(name)", "tui/screens/x.py"),
        ("writer.cell(text, markdown=True)", "exchange/pdf.py"),
        ("class W:\n    def render(self) -> str:\n        return self.name", "tui/x.py"),
        ("Option(name)", "tui/x.py"),
    ],
)
def test_each_rule_notices(source: str, place: str) -> None:
    assert list(raw_sinks_in(source, place))


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Words(name)", "tui/x.py"),
        ("box.border_title = 'Needs'", "tui/x.py"),
        ("Option(show(name))", "tui/x.py"),
        ("OptionList(markup=False)", "tui/x.py"),
        ("Content.assemble(show(name), '  ')", "tui/x.py"),
        ("talk.say(name)", "linear/x.py"),
    ],
)
def test_what_is_safe_is_let_alone(source: str, place: str) -> None:
    assert list(raw_sinks_in(source, place)) == []
