"""P6 where it is hardest: while words are typed, at the first frame, and what a terminal is given back.

How often it is struck in the midst of a visit, and by what, is in tests/promises/p06.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.assessment import answer, sign_in
from tests.harness.kept import copy_home, prepare_home, read_kept
from tests.harness.terminal import ENTER, Terminal, left_over, triage
from tests.promises.p06 import begin, carry_on, control, struck
from tests.promises.promise import SEED, Trial


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("shared") / "base")


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    return copy_home(base, tmp_path / "home")


@thorough
def test_while_words_are_typed(home: Path) -> None:
    """Only what stands in the field is lost."""
    with Terminal(triage("demo"), home) as terminal:
        question = begin(terminal)
        while question != "ZZ1":
            question = answer(terminal, question)
        terminal.press("to stay wh")
        struck(terminal, "SIGTERM")
    with Terminal(triage("demo"), home) as terminal:
        assert carry_on(terminal) == "ZZ1"


@pytest.mark.parametrize("how", ["SIGTERM", "terminal closed"][: amount(1, 2)])
def test_at_the_first_frame(how: str, home: Path) -> None:
    """While the store is still being opened."""
    with Terminal(triage("demo"), home) as terminal:
        terminal.wait_for("Opening")
        struck(terminal, how)
    assert read_kept(home).integrity == "ok"
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)


@thorough
def test_control_an_app_that_leaves_it_to_its_library_stays(base: Path, tmp_path: Path) -> None:
    assert control(Trial(1, SEED, tmp_path, base.parent)).wrong


@thorough
def test_leaving_as_asked_gives_the_terminal_back(home: Path) -> None:
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        terminal.press("x")
        terminal.wait_for("Leave triage?").type_key(ENTER)
        terminal.ended()
        assert terminal.exit_code == 0
        for mode in (b"?1049l", b"?25h", b"?1000l", b"?1003l", b"?2004l"):  # screen, cursor, mouse, paste
            assert b"\x1b[" + mode in terminal.raw, mode
    assert left_over(home) == []
