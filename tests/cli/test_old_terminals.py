"""A terminal, a pipe or a computer that has less than ours: commands still say what they have to say.

Windows itself is not at hand here; what differs there is tried where it can be: an old code page, and no `termios`.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from triage.tui import leaving


@pytest.mark.parametrize("command", [("card", "7"), ("find", "rent")])
def test_a_letter_a_code_page_has_not_is_no_reason_to_fail(command: tuple[str, ...]) -> None:
    asked = [sys.executable, "-m", "triage", *command]
    ran = subprocess.run(asked, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp850"}, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"?" in ran.stdout and len(ran.stdout) > 200


def test_where_there_is_no_termios_nobody_watches_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)
    assert leaving._is_terminal() is False
