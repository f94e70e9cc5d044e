"""What a command tells about a person does not stay on the terminal it was told on (practice.md G5)."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.harness.terminal import ENTER, Terminal
from tests.harness.terminal import triage as started
from tests.usecases.trusted import trusted_hub
from triage.cli import shown
from triage.usecases.reception.contacts import see_contact

OURS = ("--demo", "--as", "mira")


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def code(home: Path) -> str:
    hub = trusted_hub(home / "demo")
    found = str(hub.here(see_contact).code)
    hub.office.close()
    return found


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, typed: str, text: str) -> str:
    out = Tty()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stdin", Tty(typed))
    shown.show(text)
    return out.getvalue()


def left(written: str) -> str:
    """What is written outside the second screen."""
    pieces = written.split(shown.OTHER_SCREEN)
    return pieces[0] + "".join(piece.partition(shown.BACK)[2] for piece in pieces[1:])


@pytest.mark.parametrize("typed", ["\n" * 9, "q\n", ""])
def test_nothing_is_left_however_it_ends(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = on_a_terminal(monkeypatch, typed, "\n".join(f"told {n}" for n in range(60)))
    assert "told 0" in written and left(written) == ""
    assert written.rstrip().endswith(shown.BACK)
    assert written.rindex(shown.EMPTY) > written.rindex("told"), "gone too where a terminal has one screen only"
    assert ("told 59" in written) == (typed == "\n" * 9)


def test_stopped_in_the_middle_it_is_gone_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Tty):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    out = Tty()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stdin", Stopped())
    with pytest.raises(KeyboardInterrupt):
        shown.show("told")
    assert left(out.getvalue()) == ""


def test_no_page_is_longer_than_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "10")
    for page in shown._pages("\n".join("x" * n for n in range(90))):
        assert sum(1 + max(0, len(line) - 1) // 20 for line in page) <= 10 - 3 or len(page) == 1


def test_words_are_asked_for_where_they_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    err = Tty()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdin", Tty("he hits me\n"))
    assert shown.ask("What?") == "he hits me"
    assert left(err.getvalue()) == ""


def test_into_a_file_it_goes_as_it_is(code: str, triage: Command) -> None:
    ran = triage("summary", code, *OURS)
    assert ran.code == 0 and "\x1b" not in ran.out and "Sam" in ran.out


@pytest.mark.parametrize("command", ["summary", "explain", "slip"])
def test_on_a_real_terminal(command: str, code: str, home: Path) -> None:
    with Terminal(started(command, code, *OURS), home) as terminal:
        terminal.wait_for(lambda t: shown.LAST in t.flat or shown.MORE in t.flat)
        assert len(terminal.flat) > 200 or command == "slip"
        while terminal.exit_code is None:
            terminal.send(ENTER)
            terminal.read(0.3)
        terminal.ended()
        assert terminal.exit_code == 0 and terminal.flat == ""
        assert left(terminal.raw.decode()).strip() == ""
