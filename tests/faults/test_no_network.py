"""On a laptop with no network, from the first start: nothing here ever asks for one (design.md 1; issue of the desk, B).

Python tells an audit hook before it looks up a name, connects, sends or listens. The hook forbids it and writes down who
asked, so that something that swallows the error is found too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.harness.amount import amount, thorough
from tests.harness.terminal import ENTER, ROOT, Terminal, clean_environment

CUT_OFF = """
import os, sys
ASKED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.bind",
         "socket.sendto", "socket.sendmsg", "urllib.Request", "http.client.connect", "ssl.wrap_socket")
def cut_off(event, arguments):
    if event in ASKED:
        with open(os.environ["TRIAGE_HOME"] + "/asked.txt", "a") as out:
            print(event, file=out)
        raise OSError(101, "Network is unreachable")
sys.addaudithook(cut_off)
"""
START = CUT_OFF + "from triage.cli.main import main; sys.exit(main())"


def cut_off(*arguments: str) -> list[str]:
    return [sys.executable, "-c", START, *arguments]


def asked(home: Path) -> list[str]:
    file = home / "asked.txt"
    return file.read_text().split() if file.exists() else []


def run(home: Path, command: list[str], typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, input=typed, capture_output=True, text=True, cwd=ROOT, env=clean_environment(home), timeout=120
    )


def test_the_hook_would_notice(tmp_path: Path) -> None:
    """The control: looking up a name and connecting are both stopped and written down."""
    asks = "import socket\nfor ask in (lambda: socket.getaddrinfo('example.org', 80), lambda: socket.create_connection(('192.0.2.1', 9), 1)):\n    try: ask()\n    except OSError: pass\n"
    run(tmp_path, [sys.executable, "-c", CUT_OFF + asks])
    assert asked(tmp_path)[0] == "socket.getaddrinfo"


@thorough
def test_the_desk_from_a_fresh_start(tmp_path: Path) -> None:
    """A new data folder, Ben in a hall, somebody new, a service found, a card, and left again."""
    with Terminal(cut_off("demo"), tmp_path) as terminal:
        terminal.wait_for("Who is at this desk?").settle().type_key("2")
        terminal.wait_for("Where are you today?").settle().type_key("3")
        terminal.wait_for("A visit at home: nothing is a walk-over from here.").settle().type_key("n")
        terminal.wait_for("Is it OK to talk here").settle().press("/", "bailiff")
        terminal.wait_for("Advice centre").settle().press("\x1b", "!")
        terminal.wait_for("Open a card at any time").press("\x1b").type_key("\x11")
        terminal.wait_for("Leave triage?").settle().type_key(ENTER)
        terminal.ended()
        assert terminal.exit_code == 0
    assert asked(tmp_path) == []


def test_a_line_at_a_time_and_the_commands(tmp_path: Path) -> None:
    desk = run(tmp_path, cut_off("demo", "--linear"), "ben\n4\nnew\n1\nno\npark\n\n\nquit\nyes\n")
    assert desk.returncode == 0 and "On the phone: nothing is a walk-over from here." in desk.stdout, desk.stderr
    for command in (["find", "bailiff"], ["card", "1"], ["doctor"])[: amount(1, 3)]:
        assert run(tmp_path, cut_off(*command)).returncode == 0
    assert asked(tmp_path) == []
