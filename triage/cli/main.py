"""`triage`: one command line, one module per command, each imported only when it is the one asked for.

A command is a line in COMMANDS and a module with `add_arguments(parser)` and `run(args) -> int`, which answers the
exit code of contract.md 3: 0 done, 1 problems in content or answers, 2 usage, 3 store unusable, 130 cancelled. A
ContentError may be left to rise: its problems are printed here. Imports argparse and core only. Called by the
entry point.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from triage.core.problems import ContentError, Problem
from triage.core.text import visible

COMMANDS: dict[str, tuple[str, str]] = {
    "desk": ("the front desk (what plain `triage` opens)", "triage.cli.desk"),
    "demo": ("the front desk of the sample hub, with invented people", "triage.cli.desk"),
    "init": ("set up real data here: encrypted, with passphrases and a printed key", "triage.cli.init"),
    "staff": ("who works here and may open the data: list, add, change, remove", "triage.cli.staff"),
    "recover": ("a way in with the printed key; trying it; a new one", "triage.cli.recover"),
    "assess": ("a whole assessment from a file; nothing is written", "triage.cli.assess"),
    "explain": ("why each need, card, service and lead; why not; what would change it", "triage.cli.explain"),
    "questions": ("every question with its answers", "triage.cli.questions"),
    "graph": ("what opens what in a module, as text or Mermaid", "triage.cli.graph"),
    "find": ("who helps with what somebody just said", "triage.cli.find"),
    "card": ("an action card, or the list of them", "triage.cli.card"),
    "summary": ("one page about a visit, for a supervisor; as text or PDF", "triage.cli.pages"),
    "slip": ("the person's slip: text, PDF, lines for a card, calendar", "triage.cli.pages"),
    "audit": ("who saw what; whether that record is whole; its signed end for another machine", "triage.cli.audit"),
    "sar": ("a copy of everything written down about somebody, for them", "triage.cli.sar"),
    "rights": ("corrections, complaints, who is restricted, holds, what is due to go", "triage.cli.rights"),
    "backup": ("a copy of the data, taken while people work, and tried", "triage.cli.backup"),
    "restore": ("put a backup back; what was there is kept beside it", "triage.cli.backup"),
    "migrate": ("makes the tables or brings them to this version; for a database on a server", "triage.cli.migrate"),
    "doctor": ("what is well and what is not on this computer, and what to do", "triage.cli.doctor"),
    "check": ("look for problems in question sets and directory", "triage.cli.check"),
}
DONE, PROBLEMS, USAGE, STORE, CANCELLED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or open the desk; answers the exit code. On wrong usage argparse exits with 2 by itself."""
    if argv is None:  # a program of its own, and not a call from another
        from triage.cli.hooks import tell_no_values
        from triage.dumps import no_core_dumps

        no_core_dumps()
        tell_no_values()
        _any_letter()
    try:
        return _run(argv)
    finally:
        _let_go()


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments.insert(0, "desk")
    parser = _Parser(prog="triage", description="One assessment of needs at a shared front desk.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (summary, module) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == arguments[0]:
            loaded = import_module(module)
            loaded.add_arguments(command)
            command.set_defaults(run=loaded.run)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except ContentError as error:
        tell(error.problems)
        return PROBLEMS
    except KeyboardInterrupt:
        return CANCELLED
    except BrokenPipeError:  # whoever read the output had enough
        return DONE
    except Exception as error:  # a traceback would quote people's words (promises.md P12)
        return _failed(error)


def _any_letter() -> None:
    """A letter this terminal has not is no reason to fail: a card must print anywhere. Into a file Windows would write
    in an old code page; there it is UTF-8, unless somebody said otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            into_file = sys.platform == "win32" and not stream.isatty() and not os.environ.get("PYTHONIOENCODING")
            stream.reconfigure(encoding="utf-8" if into_file else None, errors="replace")


def _let_go() -> None:
    """Drop what nobody can read any more, or Python stumbles over it on its way out and answers 120 for the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failed(error: Exception) -> int:
    """Say that it failed and where in the code, never a value."""
    from triage.tui.crash import crash_lines, crash_text, new_reference

    reference = new_reference()
    print(crash_text(reference), *crash_lines(error, reference, datetime.now(UTC)), sep="\n", file=sys.stderr)
    return PROBLEMS


class _Parser(argparse.ArgumentParser):
    """What it says about wrong usage quotes what was typed, so it is made visible first (promises.md P10)."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def tell(problems: Iterable[Problem]) -> None:
    """Problems on stderr, one a line, as contract.md 3 prints them; a warning says that it is one."""
    for problem in problems:
        print(f"{problem} (warning)" if problem.warning else problem, file=sys.stderr)
