"""A thread that fails, an object that fails on its way out, a program that fails at its end: type and place, no value."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.amount import thorough
from tests.harness.terminal import ROOT, clean_environment

FAILS = """
import sys, threading
from pathlib import Path

def fail():
    name = "Zebedee Quartermaine"
    raise RuntimeError(f"about {name}")

class Thing:
    def __del__(self):
        fail()

def at_once(way):
    if way == "thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    elif way == "object":
        Thing()
    else:
        fail()

way, log, hooked = sys.argv[1], sys.argv[2], sys.argv[3]
if hooked == "yes":
    from triage.cli.hooks import tell_into
    from triage.cli.main import main
    sys.argv = ["triage", "card"]  # as every command
    main()
    if log:
        tell_into(Path(log))
at_once(way)
"""


def ran(way: str, home: Path, *, log: str = "", hooked: str = "yes") -> str:
    done = subprocess.run(
        [sys.executable, "-c", FAILS, way, log, hooked],
        cwd=ROOT,
        env=clean_environment(home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stderr


@thorough
@pytest.mark.parametrize("way", ["thread", "object", "end"])
def test_it_tells_type_and_place(way: str, tmp_path: Path) -> None:
    told = ran(way, tmp_path)
    assert "RuntimeError" in told and "Quartermaine" not in told and "Traceback" not in told
    log = tmp_path / "triage.log"
    assert ran(way, tmp_path, log=str(log)) == ""
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written and "Quartermaine" not in written


def test_python_alone_would_tell_the_value(tmp_path: Path) -> None:
    """The control."""
    assert "Quartermaine" in ran("thread", tmp_path, hooked="no")
