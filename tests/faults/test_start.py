"""Starting, from outside: what stands in the way is said in a sentence, and mending it is enough."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.assessment import sign_in
from tests.harness.kept import copy_home, prepare_home, read_kept
from tests.harness.terminal import CTRL_Q, ENTER, ROOT, WIDE, Terminal, clean_environment, left_over, triage

SOMEBODY_ELSE_HAS_IT = "triage is already open"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("base"))


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    return copy_home(base, tmp_path / "home")


def ran(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        triage(*arguments),
        cwd=ROOT,
        env=clean_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_first_start_makes_everything_it_needs(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there yet"
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        assert "Practice data only, not encrypted" in terminal.raw.decode()
    assert {file.name for file in (home / "demo").iterdir()} >= {"triage.db", "triage.lock", "desks"}
    assert (home / "demo").stat().st_mode & 0o777 == 0o700


@thorough
def test_a_second_start_is_told_and_the_first_goes_on(home: Path) -> None:
    with Terminal(triage("demo"), home) as first:
        sign_in(first)
        with Terminal(triage("demo"), home) as second:
            second.wait_for("triage cannot start yet.").wait_for(SOMEBODY_ELSE_HAS_IT)
            first.press("t")
            first.wait_for("Today:")
            first.kill()
            second.settle().type_key(ENTER)  # when it is mended, try again
            second.wait_for("Who is at this desk?")


COMMANDS = [  # what is said, and the exit code; a page may be looked at while desks are open
    (["demo", "--fresh"], "triage is open on this machine", 3),
    (["summary", "NM-XXXX", "--as", "mira", "--demo"], "There is no visit NM-XXXX here.", 2),
    (["demo", "--linear"], SOMEBODY_ELSE_HAS_IT, 3),
]


@pytest.mark.parametrize(("arguments", "says", "code"), COMMANDS[: amount(1, 3)])
def test_other_commands_are_told_too(arguments: list[str], says: str, code: int, home: Path) -> None:
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        done = ran(home, *arguments)
        assert done.returncode == code
        assert says in done.stderr
        assert "Traceback" not in done.stderr
    assert len(read_kept(home).codes) == 5


@thorough
def test_fresh_forgets_what_was_entered(home: Path) -> None:
    before = read_kept(home).codes
    with Terminal(triage("demo", "--fresh"), home) as terminal:
        sign_in(terminal)
    after = read_kept(home).codes
    assert len(after) == len(before)
    assert not set(after) & set(before)


@thorough
def test_broken_content_is_named_and_mended(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "question_sets", content / "question_sets")
    shutil.copy(ROOT / "directory.yaml", content / "directory.yaml")
    broken = content / "question_sets" / "reason.yaml"
    sound = broken.read_text(encoding="utf-8")
    broken.write_text(sound.replace("kind: one", "kind: wun", 1), encoding="utf-8")
    with Terminal(triage("demo", "--content", str(content)), tmp_path / "home", size=WIDE) as terminal:
        terminal.wait_for("triage cannot start yet.").wait_for("reason.yaml:")
        broken.write_text(sound, encoding="utf-8")
        terminal.settle().type_key(ENTER)
        sign_in(terminal)


def test_a_window_that_is_too_small_says_so_kindly(home: Path) -> None:
    with Terminal(triage("demo"), home, size=(79, 23)) as terminal:
        terminal.wait_for("at least 80 × 24")
        terminal.settle().type_key(CTRL_Q)
        terminal.settle().type_key(ENTER)
        terminal.ended()
        assert terminal.exit_code == 0
    assert left_over(home) == []


def test_settings_that_cannot_be_read(home: Path) -> None:
    (home / "demo" / "settings.toml").write_text("terminal = [", encoding="utf-8")
    done = ran(home, "demo", "--linear")
    assert done.returncode == 3
    assert "settings.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file is in the way", encoding="utf-8")
    done = ran(tmp_path / "home", "demo", "--linear")
    assert done.returncode == 3
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_without_a_terminal_it_says_what_works(home: Path) -> None:
    done = ran(home, "demo")
    assert done.returncode == 3
    assert "--linear" in done.stderr
    assert done.stdout == ""


def test_linear_without_a_terminal_ends_with_its_input(home: Path) -> None:
    done = ran(home, "demo", "--linear")
    assert done.returncode == 130
    assert "Who is at this desk?" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
