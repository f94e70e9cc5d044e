"""`triage check` at the command line: streams and exit codes of contract.md 3."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.conftest import FIXTURES
from triage.cli.main import COMMANDS, main


def test_sound_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(FIXTURES)]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "Sound: 4 modules, 10 questions, 2 needs, 1 cards, 2 services, 1 national lines; 0 warnings.\n"
        "Policy 2026-11-22: 24 rules.\n"
        "Reading grade: ST 2.3, RE 1.9, H 0.5, ZZ 1.5\n"
    )
    assert err == ""


def test_problems_go_to_stderr_and_nothing_to_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "question_sets/home.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: date", "kind: dte"), encoding="utf-8")
    assert main(["check", "--content", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "question_sets/home.yaml:41:11: choice: H3b.kind: `dte` is not one of the words that may stand here;"
        " did you mean `date`?\n"
    )


def test_warnings_stop_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "question_sets/extra.yaml").write_text("module: K\n", encoding="utf-8")
    assert main(["check", "--content", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert "; 1 warnings.\n" in out
    assert err == (
        "question_sets/extra.yaml:1:1: not-listed: assessment.yaml does not list this file; list it (warning)\n"
    )


def test_wrong_usage_is_2() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["chek"])
    assert caught.value.code == 2


def test_a_command_loads_only_itself() -> None:
    """What `--help` needs is argparse: no YAML, no screen, no database."""
    code = (
        "import sys; from triage.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'yaml', 'textual', 'sqlmodel', 'rapidfuzz', 'holidays'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
    assert all(name in done.stdout for name in COMMANDS)
