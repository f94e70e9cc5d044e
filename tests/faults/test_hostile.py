"""P10, P11, P12: words cannot drive the terminal, brackets are letters, and a crash tells no value.

Every kind of place where words surface, visited in one sitting. The words lie in the store (or in a file) as they are,
so what stands between them and the terminal is only the face. The last tests are the controls: without that, all of it
arrives. (One sitting is one test: divided among processes it would be sat in each.)
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.harness import hostile
from tests.harness.amount import amount, thorough
from tests.harness.assessment import new_person, park, question_on, sign_in
from tests.harness.hostile import ALL, SHOWN, Planted, as_shown, marked, words
from tests.harness.kept import copy_home, prepare_home, read_kept
from tests.harness.terminal import DOWN, ENTER, ROOT, TAB, WIDE, Terminal, clean_environment, triage
from tests.harness.wire import foreign

DESK = words("desk", 90).replace("\0", "")  # an environment cannot hold NUL


@dataclass(frozen=True)
class Sight:
    """One place: what the screen showed there, and what had been written to the terminal since the place before."""

    screen: str
    raw: bytes


class Sitting:
    """Somebody walks through the places; `look` keeps what there is to see."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.sights: dict[str, Sight] = {}
        self._from = 0

    def look(self, place: str) -> None:
        self._arrive(place)
        self._keep(place, self.terminal.flat)

    def read_through(self, place: str, down: tuple[str, str]) -> None:
        """The whole of a page that scrolls, with two keys in turn (one alone would be taken for held down)."""
        self._arrive(place)
        seen, before = [], ""
        while self.terminal.body != before:
            before = self.terminal.body
            seen.append(self.terminal.flat)
            for key in down * 3:
                self.terminal.type_key(key)
                self.terminal.settle()
        self._keep(place, " ".join(seen))

    def _arrive(self, place: str) -> None:
        with contextlib.suppress(AssertionError):  # its own test says so
            self.terminal.wait_for(PLACES[place], patience=20)
        self.terminal.settle()

    def _keep(self, place: str, screen: str) -> None:
        self.sights[place] = Sight(screen, bytes(self.terminal.raw[self._from :]))
        self._from = len(self.terminal.raw)


# Place → what is to be read there, as it was typed.
PLACES = {
    "header": marked("desk"),
    "front desk, waiting for": marked("waits"),
    "front desk, where": marked("where"),
    "today": marked("worker"),
    "summary": marked("words"),
    "heard": marked("words"),
    "asked again": marked("value"),
    "read back": marked("raised"),
    "who can help": "Who can help",
    "sharing, limits": marked("limits"),
    "sharing, what goes": marked("name"),
    "walk, worker": marked("worker"),
    "lead": marked("lead"),
    "finish": marked("worker"),
    "slip": marked("name").split()[0],
    "message": "Written to",
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planted(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's people and nobody else."""
    return prepare_home(tmp_path_factory.mktemp("base"))


def sit_through(planted: Planted, sat_in: Path) -> dict[str, Sight]:
    """One sitting at a desk whose own name is hostile too."""
    with Terminal(triage("demo"), sat_in, size=WIDE, environment={"TRIAGE_TERMINAL": DESK}) as terminal:
        sitting = Sitting(terminal)
        sign_in(terminal)
        for place in ("header", "front desk, waiting for", "front desk, where"):
            sitting.look(place)
        terminal.press("t")
        sitting.look("today")
        terminal.press(ENTER)
        sitting.read_through("summary", (" ", "j"))
        terminal.press("b", "b")
        terminal.press(_line_of(terminal, planted.asking))
        sitting.look("heard")
        terminal.press("b")
        sitting.look("asked again")
        park(terminal)
        terminal.press(_line_of(terminal, planted.walked), "g")
        sitting.look("read back")
        terminal.press(ENTER, "v")
        sitting.read_through("who can help", ("j", DOWN))
        terminal.press("v", "w")
        sitting.look("walk, worker")
        terminal.press("b", ENTER)
        for place in ("sharing, limits", "sharing, what goes"):
            sitting.look(place)
        terminal.press(ENTER, ENTER)  # reminded of the others, and on
        sitting.look("lead")
        terminal.press(ENTER)
        sitting.look("finish")
        terminal.press("s")
        sitting.look("slip")
        terminal.press("f")
        sitting.look("message")
        return sitting.sights


def _line_of(terminal: Terminal, code: str) -> str:
    """The key of somebody in the list."""
    terminal.wait_for(code)
    return next(line for line in terminal.lines if code in line).strip("▸ ")[0]


@thorough
def test_nothing_gets_through_and_brackets_are_letters(planted: Planted, tmp_path: Path) -> None:
    sat_in = copy_home(planted.home, tmp_path / "[b]home[/b]")
    sights = sit_through(planted, sat_in)
    for place, words_there in PLACES.items():
        assert foreign(sights[place].raw) == [], place
        assert words_there in sights[place].screen, place
    everything_is_shown_as_marks(sights["summary"])
    assert not any(b"\x1b]0;" in sight.raw or b"\x1b]2;" in sight.raw for sight in sights.values()), "window title"
    the_slip_file_holds_no_controls(planted, sat_in)


def everything_is_shown_as_marks(sight: Sight) -> None:
    """All of the corpus, on the page that shows most of it. (The pile of accents keeps the first eight.)"""
    seen = sight.screen.replace(" ", "")
    for name, payload in ALL.items():
        assert as_shown(payload).replace(" ", "") in seen, name


def the_slip_file_holds_no_controls(planted: Planted, sat_in: Path) -> None:
    (slip,) = (sat_in / "demo" / "slips").iterdir()
    text = slip.read_text(encoding="utf-8")
    assert foreign(text.replace("\n", "").encode()) == []
    assert marked("worker") in text
    assert slip.name == f"{planted.walked}.txt"


# -- typed and pasted


FIELDS_PASTED = "[b]p[/b] \u202egnirts\u200b [/ [@click=app.quit]x"
FIELDS_TYPED = "[b]t[/b] [/ [x"


def test_typed_and_pasted_into_fields(base: Path, tmp_path: Path) -> None:
    """Every kind of field, over the terminal: words, a part of a form, a dialog, a list that is searched."""
    home = copy_home(base, tmp_path / "home")
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        new_person(terminal)
        terminal.press("1", "1")  # here is fine; nothing urgent
        assert question_on(terminal) == "RE1"
        terminal.press(TAB)
        _type_and_paste(terminal)
        terminal.press(ENTER, "1", ENTER)
        assert question_on(terminal) == "ZZ1"
        _type_and_paste(terminal)
        terminal.press(ENTER)
        assert f"A good outcome: {FIELDS_TYPED}" in terminal.flat
        terminal.type_key("p")
        terminal.wait_for("Where do they wait?").settle()
        _type_and_paste(terminal)
        terminal.type_key(ENTER)
        terminal.settle().press("advice")
        terminal.type_key(ENTER)
        terminal.wait_for("Here now").settle()
        assert foreign(terminal.raw) == []
    kept = read_kept(home)
    stored = kept.answers[kept.codes[-1]]["ZZ1"]
    assert "\u202e" not in stored
    assert FIELDS_TYPED in stored


def _type_and_paste(terminal: Terminal) -> None:
    terminal.press(FIELDS_TYPED)
    terminal.paste(FIELDS_PASTED)
    terminal.wait_for("⟨202E⟩gnirts⟨200B⟩ [/ [@click=app").settle()


@thorough
def test_a_hostile_paste_writes_nothing(base: Path, tmp_path: Path) -> None:
    """Each payload by itself. What Textual makes of an escape inside a paste is its own affair; none comes out again."""
    with Terminal(triage("demo"), copy_home(base, tmp_path / "home"), size=WIDE) as pasting:
        sign_in(pasting)
        new_person(pasting)
        pasting.type_key("p")
        pasting.wait_for("Where do they wait?").settle()
        for name, payload in list(ALL.items())[:: amount(3, 1)]:
            before = len(pasting.raw)
            pasting.paste(f"{payload} end")
            pasting.wait_for("end").settle()
            assert foreign(pasting.raw[before:]) == [], name
            assert name not in SHOWN or as_shown(payload) in pasting.flat, name
            pasting.type_key("\x15")  # Ctrl+U empties the field
            pasting.wait_gone(" end").settle()


# -- a line at a time


@thorough
def test_the_linear_desk(planted: Planted, tmp_path: Path) -> None:
    """What it writes into a pipe is plain text and nothing else; typed words, too, come back only as marks."""
    home = copy_home(planted.home, tmp_path / "home")
    typed = f"1\nlist\ntoday\n1\nback\n{planted.asking}\nheard\n{PAYLOAD}\n"
    text, raw = ran(home, "demo", "--linear", typed=typed)
    assert foreign(raw) == []
    assert "\x1b" not in raw.decode()
    for tag in ("waits", "where", "worker", "limits", "words", "ZZ1"):
        assert marked(tag) in text, tag
    assert b"Traceback" not in raw


# -- words of the directory


@thorough
def test_words_of_the_directory(tmp_path: Path) -> None:
    """Labels, names and places come from a file somebody else may have written."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "question_sets", content / "question_sets")
    text = (ROOT / "directory.yaml").read_text(encoding="utf-8")
    for old, new in {"Northmere Hub": "[b]Hub[/b] [/", "Priya": "[b]Priya[/b]", "Asha": "[b]Asha[/b]"}.items():
        assert old in text
        text = re.sub(rf"(?<=[\s:\"{{,]){old}(?=[\s\",}}])", new, text)
    text = re.sub(r"name: (\[b\][^,}\n]*)", r'name: "\1"', text)
    (content / "directory.yaml").write_text(text, encoding="utf-8")
    with Terminal(triage("demo", "--content", str(content)), tmp_path / "home", size=WIDE) as terminal:
        terminal.wait_for("Who is at this desk?")
        assert "[b]Asha[/b], front desk" in terminal.flat
        sign_in(terminal)
        terminal.wait_for("[b]Hub[/b] [/").wait_for("[b]Priya[/b]").settle()
        assert foreign(terminal.raw) == []


# -- the command line


def ran(home: Path, *arguments: str, typed: str = "") -> tuple[str, bytes]:
    """What a command says, both streams in one, for reading and as bytes. A name of a file may hold anything but NUL."""
    done = subprocess.run(
        triage(*arguments),
        cwd=home if home.is_dir() else home.parent,  # some of them write a file by the name they are given
        env=clean_environment(home),
        input=typed.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    return " ".join(done.stdout.decode().split()), done.stdout


PAYLOAD = "[b]x[/b] \x1b]0;PWNED\x07\x1b[5m\u202e\x9b5m[@click=app.quit]"
SEEN = "[b]x[/b]"

ANSWERS = """\
# contract.md 3
answers:
  ST2: here
  S3: ["no"]
  RE1: {{words: "{words}", about: [home]}}
  HO1: {{name: "{words}"}}
  HO3: {{pregnant: "yes"}}
  PR1: "yes"
"""


@thorough
@pytest.mark.parametrize("command", ["summary", "slip"])
def test_pages_on_the_command_line(command: str, planted: Planted, tmp_path: Path) -> None:
    home = copy_home(planted.home, tmp_path / "home")
    text, raw = ran(home, command, planted.walked, "--demo", "--as", "asha")
    assert foreign(raw) == []
    assert marked("worker") in text


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_assessment_from_a_file(more: list[str], tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS.format(words="[b]x[/b] \u200b\U0001f600 [@click=app.quit] [/"), encoding="utf-8")
    _text, raw = ran(tmp_path, "assess", "--answers", str(file), *more)
    assert foreign(raw) == []
    assert b"Traceback" not in raw


@thorough
@pytest.mark.parametrize(
    "arguments",
    [
        ["slip", PAYLOAD, "--demo"],
        ["assess", "--answers", f"{PAYLOAD}.yaml"],
        ["card", PAYLOAD],
        ["check", "--content", f"{PAYLOAD}/content"],
        ["summary", PAYLOAD, "--demo"],
        ["slip", PAYLOAD, "--demo", "--pdf", PAYLOAD],
        ["restore", PAYLOAD, "--demo"],
        [PAYLOAD],
        ["card", "7", f"--{PAYLOAD}"],
        ["assess", "--answers", "x", "--at", PAYLOAD],
    ][: amount(3, 99)],
    ids=lambda arguments: " ".join(arguments).replace(PAYLOAD, "…"),
)
def test_words_of_the_command_line_itself(arguments: list[str], tmp_path: Path) -> None:
    text, raw = ran(tmp_path, *arguments)
    assert foreign(raw) == []
    assert "Traceback" not in text


def test_problems_in_content(tmp_path: Path) -> None:
    """Messages quote the file: keys, values, suggestions, and its name."""
    content = tmp_path / "[b]content[/b]"
    shutil.copytree(ROOT / "question_sets", content / "question_sets")
    yaml = PAYLOAD.encode("unicode_escape").decode().replace('"', "")
    directory = (ROOT / "directory.yaml").read_text(encoding="utf-8")
    (content / "directory.yaml").write_text(f'{directory}\n"{yaml}": "{yaml}"\n', encoding="utf-8")
    (content / "question_sets" / f"{SEEN.replace('/', '')}\x1b[5m.yaml").write_text(
        f'module: "{yaml}"\nquestions:\n  - {{id: "{yaml}", kind: "{yaml}"}}\n', encoding="utf-8"
    )
    text, raw = ran(tmp_path, "check", "--content", str(content))
    assert foreign(raw) == []
    assert SEEN in text
    assert "⟨1B⟩" in text or "\\x1b" in text
    assert "Traceback" not in text


def test_problems_in_answers(tmp_path: Path) -> None:
    yaml = PAYLOAD.encode("unicode_escape").decode()
    file = tmp_path / "answers.yaml"
    file.write_text(f'answers:\n  "{yaml}": "{yaml}"\n  S3: ["{yaml}"]\n  ST2: "{yaml}"\n', encoding="utf-8")
    text, raw = ran(tmp_path, "assess", "--answers", str(file))
    assert foreign(raw) == []
    assert SEEN in text
    assert "Traceback" not in text


# -- crashes


VALUES = ("Zebedee Quartermaine", "07700900999", "12 Acacia Road", "sharp pain in the chest")
CRASHES = ["save", "draw", "open", "thread", "key", "turn", "timer", "load", "leaving"]


@thorough
@pytest.mark.parametrize("where", CRASHES[: amount(1, len(CRASHES))])
def test_a_crash_tells_a_reference_and_no_value(where: str, base: Path, tmp_path: Path) -> None:
    """Raised where people's words lie in local variables, in the message of the exception and in its cause."""
    home = copy_home(base, tmp_path / "home")
    driver = [sys.executable, str(Path(__file__).with_name("crashing.py")), where]
    with Terminal(driver, home) as terminal:
        terminal.wait_for("Who is at this desk?" if where != "open" else "triage")
        if where != "open":
            terminal.settle().type_key("1")
            terminal.wait_for(lambda t: "Here now" in t.flat or b"Reference" in t.raw)
        if where in ("key", "turn", "save"):
            terminal.settle().type_key("t" if where != "save" else "n")
        if where == "leaving":
            terminal.press("x")
            terminal.type_key(ENTER)
        terminal.wait_for(lambda t: b"Reference" in t.raw).ended()
        assert terminal.exit_code == 1
        said = terminal.raw.decode()
        assert "Your answers are saved" in said
        (reference,) = set(re.findall(r"Reference ([0-9A-F]{4})", said))
        log = (home / "demo" / "triage.log").read_text(encoding="utf-8")
        assert reference in log
        assert ("RuntimeError" in log) or ("KeyError" in log)
        for value in VALUES:
            assert value.encode() not in terminal.raw
            assert value not in log
        assert b"Traceback" not in terminal.raw
        assert foreign(terminal.raw) == []


def test_a_command_that_crashes_tells_no_value_either(tmp_path: Path) -> None:
    driver = [sys.executable, str(Path(__file__).with_name("crashing.py")), "command"]
    environment = clean_environment(tmp_path)
    done = subprocess.run(driver, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert re.search("Reference [0-9A-F]{4}", done.stderr)
    assert "RuntimeError" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(value in done.stdout + done.stderr for value in VALUES)


@thorough
@pytest.mark.parametrize("name", ["TEXTUAL_LOG", "TEXTUAL_SCREENSHOT_LOCATION"][: amount(1, 2)])
def test_nothing_makes_textual_write_files(name: str, base: Path, tmp_path: Path) -> None:
    home, wanted = copy_home(base, tmp_path / "home"), tmp_path / "written"
    settings = {name: str(wanted), "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_DEBUG": "1", "TEXTUAL": "devtools,debug"}
    before = {file for file in tmp_path.rglob("*") if home not in file.parents}
    with Terminal(triage("demo"), home, environment=settings) as terminal:
        sign_in(terminal)
    assert {file for file in tmp_path.rglob("*") if home not in file.parents} == before
    assert not (ROOT / "keys.log").exists()


# -- the controls


@pytest.mark.parametrize("name", [*hostile.SEQUENCES, *hostile.INVISIBLE][:: amount(5, 1)])
def test_the_comparison_would_notice(name: str, tmp_path: Path) -> None:
    """What a face without the one safe function would have written."""
    script = [
        sys.executable,
        "-c",
        "import sys; print(sys.argv[1].replace('NUL', chr(0)))",
        ALL[name].replace("\0", "NUL"),
    ]
    with Terminal(script, tmp_path) as terminal:
        terminal.ended()
        assert foreign(terminal.raw.replace(b"\r\n", b"")) or b"\r" in terminal.raw.replace(b"\r\n", b"")


def test_markup_would_lose_words() -> None:
    """P11's control: read as markup, the words are not there as typed."""
    from textual.content import Content

    assert Content.from_markup("Anne [bold]mum[/bold] Lee").plain != "Anne [bold]mum[/bold] Lee"
