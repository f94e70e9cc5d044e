"""What loads when: each command in a process of its own, and what it has imported by then (design.md 2).

The import contracts say what may be imported at all; this says what is, so that the start stays quick and a face
works on a machine where the other's library is broken.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.amount import thorough
from tests.harness.assessment import new_person, sign_in
from tests.harness.kept import DEMO, prepare_home
from tests.harness.terminal import CTRL_Q, ENTER, ROOT, Terminal, clean_environment
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.settings import Settings
from triage.store.store import open_store
from triage.usecases.reception.desk import front_desk

STORE = {"sqlmodel", "sqlalchemy", "alembic", "sqlcipher3", "pydantic"}
APP = {"textual"}
PROMPTS = {"questionary", "prompt_toolkit"}
NETWORK = {"httpx", "httpcore", "requests", "urllib3"}
LATE = {"holidays", "rapidfuzz"}
PDF = {"fpdf", "fontTools", "fontpkg_lato", "PIL"}

# Prints the modules that were not there before, whatever the command printed itself.
TELL = """
import json, sys
before = set(sys.modules)
{script}
print()
print(json.dumps(sorted(set(sys.modules) - before)))
"""

# Opening the office waits here until the test has seen the first frame, and tells what was loaded for it.
AT_THE_FIRST_FRAME = """
import json, sys, time
from pathlib import Path
import triage.cli.desk
from triage.usecases.ports import UseCaseError

def asked_to_open(settings):
    while not Path(sys.argv[1], "seen").exists():
        time.sleep(0.01)
    Path(sys.argv[1], "modules").write_text(json.dumps(sorted(sys.modules)))
    raise UseCaseError("As far as this test goes.")

triage.cli.desk._open = asked_to_open
from triage.cli.main import main
sys.exit(main(["demo"]))
"""

AT_THE_END = """
import atexit, json, sys
from pathlib import Path

atexit.register(lambda: Path(sys.argv[1]).write_text(json.dumps(sorted(sys.modules))))
from triage.cli.main import main
sys.exit(main(["demo", *sys.argv[2:]]))
"""


def loaded(script: str, home: Path) -> set[str]:
    """The modules that running the script brings in."""
    done = subprocess.run(
        [sys.executable, "-c", TELL.format(script=script)],
        cwd=ROOT,
        env=clean_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*arguments: str) -> str:
    return f"from triage.cli.main import main\nassert main({list(arguments)!r}) == 0"


def everything_in(package: str) -> str:
    """Imports each module of a package."""
    return (
        f"import pkgutil, importlib, {package}\n"
        f"for found in pkgutil.walk_packages({package}.__path__, '{package}.'):\n"
        "    importlib.import_module(found.name)"
    )


def families(modules: set[str]) -> set[str]:
    """The packages that modules belong to."""
    return {module.partition(".")[0] for module in modules if not module.startswith("_sysconfigdata")}


def test_core_is_the_standard_library(tmp_path: Path) -> None:
    found = loaded(everything_in("triage.core"), tmp_path)
    assert families(found) - sys.stdlib_module_names == {"triage"}
    assert {name.split(".")[1] for name in found if name.startswith("triage.")} == {"core"}


def test_use_cases_are_too(tmp_path: Path) -> None:
    assert families(loaded(everything_in("triage.usecases"), tmp_path)) - sys.stdlib_module_names == {"triage"}


def test_a_file_needs_nothing_that_speaks_to_a_server(tmp_path: Path) -> None:
    open_store(tmp_path).close()  # what makes the tables, once, knows every kind of database
    opened = "from pathlib import Path\nfrom triage.store.store import open_store\n"
    found = loaded(f"{opened}open_store(Path({str(tmp_path)!r})).close()", tmp_path)
    assert "sqlalchemy.dialects.sqlite" in found
    assert not [name for name in found if name.startswith("sqlalchemy.dialects.postgresql")]


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["check"], APP | STORE | PROMPTS | NETWORK | PDF),
        (["card"], APP | STORE | PROMPTS | NETWORK | LATE | PDF),
        (["card", "all"], APP | STORE | PROMPTS | NETWORK | LATE | PDF),
        (["find", "bailiff"], APP | STORE | PROMPTS | NETWORK | LATE | PDF),  # rapidfuzz is for mistakes alone
        (["find", "balif"], APP | STORE | PROMPTS | NETWORK | PDF | {"holidays"}),
    ],
)
def test_commands_load_only_what_they_need(arguments: list[str], never: set[str], tmp_path: Path) -> None:
    assert families(loaded(command(*arguments), tmp_path)) & never == set()


@thorough
def test_only_a_pdf_loads_what_makes_pdfs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    office = open_office(Settings(home=home / DEMO, content=sample_content(), demo=True))
    code = office.inside(front_desk).result().people[0].code
    office.close()
    said = families(loaded(command("summary", code, "--demo", "--as", "asha"), home))
    assert "sqlmodel" in said and said & (APP | PROMPTS | NETWORK | PDF) == set()
    drawn = families(
        loaded(command("summary", code, "--demo", "--as", "asha", "--pdf", str(tmp_path / "page.pdf")), home)
    )
    assert {"fpdf", "fontpkg_lato"} <= drawn and drawn & (APP | PROMPTS | NETWORK) == set()


def test_help_loads_next_to_nothing(tmp_path: Path) -> None:
    script = "from triage.cli.main import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert families(loaded(script, tmp_path)) - sys.stdlib_module_names == {"triage"}


def test_the_prompts_never_load_the_app(tmp_path: Path) -> None:
    assert families(loaded(everything_in("triage.linear"), tmp_path)) & (APP | STORE | NETWORK) == set()


@thorough
def test_a_linear_sitting_does_not_either(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "home")
    with Terminal([sys.executable, "-c", AT_THE_END, str(tmp_path / "modules"), "--linear"], home) as terminal:
        terminal.wait_for("Who is at this desk?").settle().send("1" + ENTER)
        terminal.wait_for("Front desk. new, a number, or help:").settle().send("leave" + ENTER)
        terminal.wait_for("Leave triage? yes or no:").settle().send("yes" + ENTER)
        terminal.ended()
    found = families(set(json.loads((tmp_path / "modules").read_text())))
    assert {"questionary", "sqlmodel", "yaml"} <= found
    assert found & (APP | NETWORK | PDF) == set()


def test_the_app_never_loads_the_prompts_nor_the_store(tmp_path: Path) -> None:
    found = families(loaded(everything_in("triage.tui"), tmp_path))
    assert "textual" in found
    assert found & (PROMPTS | STORE | NETWORK | {"yaml"}) == set()


def test_the_first_frame_waits_for_nothing(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", AT_THE_FIRST_FRAME, str(tmp_path)], tmp_path / "home") as terminal:
        terminal.wait_for("One short talk.").wait_for("Opening …")
        (tmp_path / "seen").touch()
        terminal.wait_for("As far as this test goes.")
    found = set(json.loads((tmp_path / "modules").read_text()))
    assert "textual" in found
    assert families(found) & (STORE | PROMPTS | NETWORK | LATE | PDF | {"yaml", "sqlite3"}) == set()
    late = {
        "triage.bootstrap",
        "triage.content.load",
        "triage.store.store",
        "triage.core.matching",
        "triage.core.finding",
    }
    assert late & found == set()


def test_a_whole_sitting_loads_neither_prompts_nor_network(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "home")
    with Terminal([sys.executable, "-c", AT_THE_END, str(tmp_path / "modules")], home) as terminal:
        sign_in(terminal)
        new_person(terminal)
        terminal.press(CTRL_Q)
        terminal.wait_for("Leave triage?").type_key(ENTER)
        terminal.ended()
    found = families(set(json.loads((tmp_path / "modules").read_text())))
    assert {"textual", "sqlmodel", "yaml"} <= found
    assert found & (PROMPTS | NETWORK | PDF) == set()
