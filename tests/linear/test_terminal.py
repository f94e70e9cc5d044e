"""The linear desk in a real terminal, and at the end of a pipe: every byte, every way to leave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.harness.amount import amount, thorough
from tests.harness.kept import read_kept
from tests.harness.terminal import ROOT, clean_environment
from triage.linear.prompts import Terminal

PATIENCE = 90
PASTE = "13 a pass \x1b]52;c;aGk=\x07\u202eabc\u200b[bold]"
PROGRAM = ["-c", "import sys; from triage.cli.main import main; sys.exit(main())", "demo", "--linear"]
START = "Number or words, or back:"
Open = Callable[..., Any]


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Open]:
    """`open_desk(TERM="dumb")`: the program in a pseudo-terminal of 80 by 24."""
    opened: list[Any] = []

    def start(**more: str) -> Any:
        environment = clean_environment(tmp_path, **{"TERM": "xterm-256color", **more})
        child = pexpect.spawn(
            sys.executable,
            PROGRAM,
            cwd=str(ROOT),
            env=environment,
            encoding="utf-8",
            dimensions=(24, 80),
            timeout=PATIENCE,
        )
        opened.append(child)
        child.expect_exact(START)
        return child

    yield start
    for child in opened:
        child.close(force=True)


def type_line(child: Any, text: str, then: str) -> str:
    """Type a line and wait for what comes next; answers everything written until then."""
    child.sendline(text)
    child.expect_exact(then)
    return str(child.before)


def ended(child: Any) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.signalstatus is None else -child.signalstatus


@thorough
@pytest.mark.parametrize("kind", ["xterm-256color", "dumb"][: amount(1, 2)])
def test_mr_a_from_start_to_leaving(open_desk: Open, tmp_path: Path, kind: str) -> None:
    child = open_desk(TERM=kind)
    type_line(child, "asha", "Front desk.")
    type_line(child, "new", "Number or words:")
    child.sendcontrol("c")
    child.expect_exact("3 leave triage:")
    child.sendcontrol("d")
    child.expect_exact("Number or words:")
    type_line(child, "1", "Numbers or words:")
    type_line(child, "1", "then their words if you like:")
    type_line(child, "13 bus pass", "Yes or no:")
    assert "Done. Counted, no name kept." in type_line(child, "no", "Front desk.")
    type_line(child, "quit", "yes or no:")
    child.sendline("yes")
    assert ended(child) == 0
    kept = read_kept(tmp_path)
    assert kept.integrity == "ok" and not any(kept.answers.values()) and not kept.open_here


def test_what_is_pasted_never_reaches_the_terminal_as_it_is(open_desk: Open) -> None:
    child = open_desk()
    type_line(child, "1", "Front desk.")
    type_line(child, "new", "Number or words:")
    type_line(child, "1", "Numbers or words:")
    type_line(child, "1", "then their words if you like:")
    child.send(f"\x1b[200~{PASTE}\x1b[201~")
    child.expect_exact("[bold]")
    written = child.before
    child.sendline("")
    child.expect_exact("Question 3, ")
    written += child.before
    assert "⟨1B⟩]52;" in written and "⟨07⟩" in written
    for mark in ("\x1b]", "\x07", "\u202e", "\u200b"):
        assert mark not in written, mark
    assert "Type a few words, without special characters" in written


@thorough
@pytest.mark.parametrize("kind", ["dumb", "xterm-256color"][: amount(1, 2)])
@pytest.mark.parametrize("blow", [signal.SIGHUP, signal.SIGTERM][: amount(1, 2)])
def test_told_to_leave_it_leaves_and_offers_the_visit_again(
    open_desk: Open, tmp_path: Path, blow: signal.Signals, kind: str
) -> None:
    child = open_desk(TERM=kind)
    type_line(child, "1", "Front desk.")
    type_line(child, "new", "Number or words:")
    type_line(child, "1", "Numbers or words:")
    child.kill(blow)
    assert ended(child) == 130
    assert "Traceback" not in child.before
    if kind != "dumb":
        assert child.before.rstrip().endswith("\x1b[3J"), "what was said is left on the terminal"
    kept = read_kept(tmp_path)
    assert kept.answers[kept.open_here] == {"ST2": '"here"'}
    again = open_desk()
    assert f"{kept.open_here} was left open here." in type_line(again, "1", "Carry on with ")


@thorough
def test_a_closed_terminal_leaves_no_orphan(open_desk: Open) -> None:
    child = open_desk()
    type_line(child, "1", "Front desk.")
    child.ptyproc.fileobj.close()
    _, status = os.waitpid(child.pid, 0)
    child.ptyproc.closed = child.ptyproc.terminated = True
    assert os.waitstatus_to_exitcode(status) == 130


def run(home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *PROGRAM],
        input="".join(f"{line}\n" for line in lines),
        cwd=ROOT,
        env=clean_environment(home),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@thorough
def test_a_pipe_is_plain_and_its_end_is_an_end(tmp_path: Path) -> None:
    done = run(tmp_path, "1", "new", "1", "1", "13", "no", "quit", "yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Done. Counted, no name kept." in done.stdout and "\x1b" not in done.stdout
    cut = run(tmp_path, "1", "new", "1", "\x1b]52;c;aGk=\x07")
    assert (cut.returncode, cut.stderr) == (130, "")
    assert "\x1b" not in cut.stdout and "\x07" not in cut.stdout
    assert "Carry on with " in run(tmp_path, "1").stdout


def test_lines_break_between_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal breaks inside them, and a screen reader that goes line by line then says halves of words."""
    monkeypatch.setenv("COLUMNS", "20")
    terminal, said = Terminal(), "Somebody is here for an appointment. uncopyrightable-counterrevolutionaries"
    terminal.say(said)
    assert capsys.readouterr().out == f"{said}\n"  # a pipe gets it as it is
    terminal._rich = True
    terminal.say(said)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["Somebody is here for", "an appointment.", said.split()[-1]]
    terminal.say("")
    assert capsys.readouterr().out == "\n"


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    script = "import sys, triage.linear.desk; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout
    for name in ("questionary", "prompt_toolkit", "textual", "sqlmodel", "yaml", "triage.store", "triage.content"):
        assert f"'{name}'" not in loaded, name
