"""docs/authoring.md against the loader: the same keys, words, facts and shapes; and its worked change really works.

What the loader accepts is what it asks for: `Fields` remembers every key it is asked for, and `done` refuses all others.
So the shipped content is loaded with `Fields` replaced by a subclass that notes, at each `done`, which keys were known.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest

from tests.content.conftest import REPO
from triage.cli.main import COMMANDS, main
from triage.content import conditions, hours, load, needs, questions, reader
from triage.content.nodes import MapNode, Scalar, parse
from triage.content.reader import Cell, Fields
from triage.content.report import Report
from triage.core.conditions import Compare, Condition
from triage.core.facts import FACTS

PAGE = (REPO / "docs/authoring.md").read_text(encoding="utf-8")
TABLES = {  # the heading each kind of entry has; kinds are where entries stand in their file
    "The assessment: `assessment.yaml`": "assessment",
    "The privacy words": "assessment.privacy",
    "A module file": "module",
    "A question": "module.questions",
    "An option": "module.options",
    "An offer": "module.offers",
    "A part": "module.parts",
    "The needs file: `needs.yaml`": "needs",
    "A need": "needs.needs",
    "How serious: `severity`": "needs.severity",
    "The cards file: `cards.yaml`": "cards",
    "A card": "cards.cards",
    "A need of a card": "cards.needs",
    "A number of a card": "cards.numbers",
    "The directory file: `directory.yaml`": "directory",
    "The hub": "directory.hub",
    "A place": "directory.places",
    "A member of staff": "directory.staff",
    "A quick question": "directory.quick_questions",
    "A service": "directory.services",
    "Who a service is for: `eligibility`": "directory.eligibility",
    "A worker": "directory.workers",
    "A national line": "directory.national",
    "How sure we are: `confidence`": "directory.confidence",
    "The words file: `find.yaml`": "find",
    "A line of words": "find.find",
    "The crosswalk file: `crosswalk.yaml`": "crosswalk",
    "A line of the crosswalk": "crosswalk.crosswalk",
}
KINDS = sorted(TABLES.values())
FILES = ("assessment", "needs", "cards", "directory", "crosswalk", "find")


# --- the page ---------------------------------------------------------------------------------------


def section(heading: str) -> str:
    """What stands under a heading, up to the next of the same depth or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,3}} |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/authoring.md has no heading {heading}"
    return found[2]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table rows under a heading whose first cell is a word in backticks."""
    table = re.findall(r"^\| (`.*) \|$", section(heading), re.MULTILINE)
    return [[cell.strip() for cell in row.split(" | ")] for row in table]


def ticked(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def documented(kind: str) -> dict[str, list[str]]:
    heading = next(heading for heading, of in TABLES.items() if of == kind)
    return {ticked(row[0])[0]: row for row in rows(heading)}


# --- the loader -------------------------------------------------------------------------------------


@dataclass
class Entry:
    """What the loader asks one kind of entry for. `must`: keys that were required every time."""

    known: set[str] = field(default_factory=set)
    must: set[str] | None = None
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    limits: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


@pytest.fixture(scope="module")
def accepted() -> dict[str, Entry]:
    """By kind of entry, as the loader reads the shipped content."""
    entries: dict[str, Entry] = defaultdict(Entry)

    class Noting(Fields):
        def __init__(self, node: MapNode, part: str, report: Report) -> None:
            super().__init__(node, part, report)
            stem = Path(report.file).stem
            inner = [name for name in part.split(".") if name and not name.isdigit()]
            self.kind = ".".join([stem if stem in FILES else "module", *inner[-1:]])
            self.must: set[str] = set()

        def need(self, key: str, empty: bool = False) -> Cell | None:
            self.must.add(key)
            return super().need(key, empty)

        def choice(self, key: str, known: Collection[str]) -> str | None:
            entries[self.kind].words[key] |= set(known)
            return super().choice(key, known)

        def need_choice(self, key: str, known: Collection[str]) -> str | None:
            entries[self.kind].words[key] |= set(known)
            return super().need_choice(key, known)

        def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
            entries[self.kind].words[key] |= set(known)
            return super().choices(key, known)

        def whole(self, key: str, low: int, high: int) -> int | None:
            entries[self.kind].limits[key] |= {low, high}
            return super().whole(key, low, high)

        def text(self, key: str, most: int = 300) -> str:
            entries[self.kind].limits[key].add(most)
            return super().text(key, most)

        def words(self, key: str, most: int = 300, sentence: int = reader.SENTENCE) -> str:
            entries[self.kind].limits[key].add(most)
            return super().words(key, most, sentence)

        def need_text(self, key: str, most: int = 300) -> str:
            entries[self.kind].limits[key].add(most)
            return super().need_text(key, most)

        def texts(self, key: str, most: int = 300) -> tuple[str, ...]:
            if most != 300:
                entries[self.kind].limits[key].add(most)
            return super().texts(key, most)

        def done(self) -> None:
            entry = entries[self.kind]
            entry.known |= set(self._known)
            entry.must = self.must if entry.must is None else entry.must & self.must
            super().done()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "Fields", Noting)
        patch.setattr(load, "Fields", Noting)
        load.load_content(REPO)
    return {kind: entry for kind, entry in entries.items() if entry.must is not None}


def test_every_kind_of_entry_has_its_table(accepted: dict[str, Entry]) -> None:
    assert sorted(accepted) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_are_those_the_loader_accepts(accepted: dict[str, Entry], kind: str) -> None:
    assert sorted(documented(kind)) == sorted(accepted[kind].known)


@pytest.mark.parametrize("kind", KINDS)
def test_a_star_marks_what_must_be_there(accepted: dict[str, Entry], kind: str) -> None:
    starred = {key for key, row in documented(kind).items() if row[0].endswith("*")}
    assert starred == accepted[kind].must


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_that_may_stand_there_is_named(accepted: dict[str, Entry], kind: str) -> None:
    for key, words in accepted[kind].words.items():
        row = documented(kind)[key]
        assert set(ticked(row[2])) - {"yes"} == words, (kind, key)


@pytest.mark.parametrize("kind", KINDS)
def test_every_limit_is_named(accepted: dict[str, Entry], kind: str) -> None:
    for key, limits in accepted[kind].limits.items():
        said = {int(number) for number in re.findall(r"\d+", documented(kind)[key][2])}
        assert limits <= said, (kind, key)


def test_the_modes_the_layers_the_sections_and_the_access_words() -> None:
    from triage.content.directory import MODES
    from triage.core.matching import _ACCESS

    service = documented("directory.services")
    assert set(ticked(service["modes"][2])) == set(MODES)
    assert set(ticked(service["access"][1])) == {"step_free", *_ACCESS}
    assert {ticked(row[0])[0] for row in rows("When a question is asked")} == set(questions._LAYERS)
    said = documented("module")["section"][2]
    for module, name in questions.SECTIONS.items():
        assert f"`{name}` for {module}" in said


# --- facts, conditions, hours, wording, messages ------------------------------------------------------


@pytest.fixture(scope="module")
def known() -> conditions.Names:
    return conditions.names(load.load_question_set(REPO / "question_sets").by_id.values())


def test_every_fact_is_there_with_what_it_reads_and_its_words() -> None:
    page = {ticked(row[0])[0]: row for row in rows("Facts")}
    assert list(page) == list(FACTS)
    for fact in FACTS.values():
        _, _, reads, may_be, words = page[fact.name]
        assert tuple(ticked(reads)) == fact.reads, fact.name
        if fact.options:
            assert tuple(ticked(may_be)) == fact.options, fact.name
        samples = fact.options or (int(ticked(may_be)[-1]),)
        assert words == "; ".join(fact.words(sample) for sample in samples), fact.name


def test_every_shape_of_a_condition_is_there_with_an_example_that_compiles(known: conditions.Names) -> None:
    shapes = {ticked(row[0])[0]: ticked(row[-1])[0] for row in rows("Conditions")}
    assert set(shapes) == {*conditions._JOINS, *conditions._TESTS}
    built: set[type] = set()
    for shape, example in shapes.items():
        assert shape in example
        built.add(type(_compiled(example, known)))
    assert built == set(get_args(Condition))
    assert _compiled(shapes["at_least"], known) == Compare("fact.age", 65, True)


def test_every_condition_in_the_tables_and_sentences_can_be_read(known: conditions.Names) -> None:
    whole = re.findall(r"`(\{[^`]*\})`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
    found = [text for text in whole if not text.startswith("{id:")]
    assert len(found) > 20
    for example in found:
        assert _compiled(example, known) is not None, example


def _compiled(example: str, known: conditions.Names) -> Condition | None:
    report = Report("docs/authoring.md")
    tree = parse(f"when: {example}".encode(), report)
    assert tree, example
    compiled = conditions.condition(Cell(tree.entries["when"][1], "when", report), known)
    assert not report.problems, report.problems
    return compiled


def test_the_hours_can_be_read() -> None:
    lines = [ticked(row[0])[0] for row in rows("Opening hours")]
    assert lines.pop() == "always"
    for line in lines:
        hours.read_span(line)
    for days in ticked(documented("directory.workers")["days"][2]):
        hours.read_days(days)
    for text in ticked(documented("directory.eligibility")["ages"][2]):
        report = Report("docs/authoring.md")
        assert hours.ages(Cell(Scalar(text, 1, 1), "ages", report)) and not report.problems


def test_the_wording_limits() -> None:
    from triage.content.cards import _STEP

    said = " ".join(section("Wording rules").split())
    assert f"a sentence of more than {reader.SENTENCE} words ({_STEP} words in a card's `steps`" in said
    assert f"{needs._PLAIN_WORDS} words in a need's `plain`" in said
    assert f"an `about` of more than {questions._ABOUT_WORDS} words" in said


def test_the_rules_and_commands_it_names_are_real() -> None:
    files = ("problems.txt", "test_findings.py", "test_sayings.py")
    told = [(REPO / f"tests/content/{name}").read_text(encoding="utf-8") for name in files]
    real = set(re.findall(r"\.(?:yaml|json):\d+:\d+: ([a-z-]+): ", "\n".join(told)))
    rules = {rule for row in rows("How to check") for rule in ticked(row[0]) if re.fullmatch(r"[a-z-]+", rule)}
    assert len(rules) > 20
    assert rules <= real
    assert set(re.findall(r"`triage ([a-z]+)", PAGE)) <= set(COMMANDS)


def test_its_links_lead_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert target.removeprefix("#") in anchors or (REPO / "docs" / target).is_file(), target


# --- the worked change ------------------------------------------------------------------------------


def blocks() -> Iterator[tuple[str, str]]:
    """Each code block of the worked change, with the paragraph before it on one line."""
    worked = PAGE[PAGE.index("## A worked change") :]
    for before, block in re.findall(r"([^\n]+(?:\n[^\n]+)*)\n\n```[a-z]+\n(.*?)```", worked, re.DOTALL):
        yield " ".join(before.split()), block


def plain(line: str) -> str:
    """A line without what changes with every other edit: positions and totals."""
    line = re.sub(r":\d+:\d+: ", ":L:C: ", line)
    return re.sub(r"\d+", "N", line) if line.startswith("Sound: ") else re.sub(r"there are \d+", "there are N", line)


def warnings(lines: list[str]) -> int:
    sound = [line for line in lines if line.startswith("Sound: ")]
    return int(re.findall(r"\d+", sound[0])[-1]) if sound else -1


def ran(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """A command as the page writes it, in the folder that holds `trial`."""
    words = command.split()
    assert words.pop(0) == "triage"
    code = main([str(folder / word) if word == "trial" or word.endswith(".yaml") else word for word in words])
    out, err = capsys.readouterr()
    return code, [*err.splitlines(), *out.splitlines()]


def test_the_worked_change_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = tmp_path / "trial"
    shutil.copytree(REPO / "question_sets", trial / "question_sets")
    shutil.copy(REPO / "directory.yaml", trial)
    monkeypatch.chdir(tmp_path)
    code, at_first = ran("triage check --content trial", tmp_path, capsys)
    assert code == 0
    before = {plain(line) for line in at_first if not line.startswith("Sound: ")}
    file, old, said_so, done = trial, "", [], []
    for told, block in blocks():
        if found := re.search(r"In `([^`]+)`, find this line", told):
            file, old = trial / found[1], block
            assert file.read_text(encoding="utf-8").count(old) == 1, f"docs/authoring.md: not once in {found[1]}: {old}"
        elif told.startswith(("Put this under it", "Put this above it", "Change it to")):
            new = {"under": old + block, "above": block + old}.get(told.split()[2], block)
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        elif found := re.match(r"Save this as `([^`]+)`:", told):
            (tmp_path / found[1]).write_text(block, encoding="utf-8")
        elif found := re.match(r"`(triage [^`]+)` says", told):
            code, lines = ran(found[1], tmp_path, capsys)
            wanted = block.splitlines()
            if found[1].startswith("triage check"):
                assert [plain(line) for line in lines if plain(line) not in before] == [plain(line) for line in wanted]
                assert code == (0 if wanted[-1].startswith("Sound: ") else 1)
                said_so.append(warnings(wanted) if code == 0 else -1)
                done.append(warnings(lines) if code == 0 else -1)
            else:
                assert code == 0
                assert [line for line in lines if line in wanted] == wanted
        else:
            pytest.fail(f"docs/authoring.md: what is to be done with the block after {told!r}?")
    # sound, refused, sound with one warning more, sound: whatever the content warns of otherwise
    extra = [count - warnings(at_first) if count >= 0 else None for count in done]
    assert extra == [0, None, 1, 0]
    assert [count - said_so[0] if count >= 0 else None for count in said_so] == extra
    # and the sentence after it all: without the small child it is less serious
    answers = tmp_path / "mice.yaml"
    answers.write_text(re.sub(r".*HO3.*\n", "", answers.read_text(encoding="utf-8")), encoding="utf-8")
    assert (
        "Mice, rats or insects at home (emerging)"
        in ran("triage assess --answers mice.yaml --content trial", tmp_path, capsys)[1]
    )


def test_the_real_message_is_the_one_of_the_worked_change() -> None:
    shown = re.findall(r"```text\n(question_sets/.*)\n```", section("How to check"))
    assert len(shown) == 1
    assert any(shown[0] in block.splitlines() for _, block in blocks())
    explained = [ticked(row[0])[0] for row in rows("How to check")[:5]]
    pieces = re.match(r"(.*):(\d+):(\d+): ([a-z-]+): (\S+): ", shown[0])
    assert pieces and list(pieces.groups()) == explained


def test_what_check_prints_is_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    """The policy is not content, so how many rules it has is left to it."""
    shown = re.search(r"```text\n(Sound: (?:.|\n)*?)\n```", section("How to check"))
    assert shown is not None and main(["check", "--content", str(REPO)]) == 0

    def lines(text: str) -> list[str]:
        return [re.sub(r"\d+", "N", line) if line.startswith("Policy") else line for line in text.splitlines()]

    assert lines(shown[1]) == lines(capsys.readouterr().out)


def test_every_chapter_is_in_the_list_of_chapters() -> None:
    chapters = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    listed = re.findall(r"^(\d+)\. \[(.+)\]\(#(.+)\)$", PAGE, re.MULTILINE)
    assert [name for _, name, _ in listed] == chapters
    assert [int(number) for number, _, _ in listed] == list(range(1, len(chapters) + 1))
    assert [link for _, _, link in listed] == [name.lower().replace(" ", "-") for name in chapters]


def test_the_page_says_that_a_tick_opens_a_cue_too() -> None:
    """F4 is opened by a tick of F2a (docs/adr/0005), so "only when the assistant opens it" was wrong."""
    rules = load.load_content(REPO).question_set
    opened = {
        rules.by_id[target].layer.value
        for question in rules.by_id.values()
        for option in question.options
        for target in option.opens
    }
    (cue,) = [row[1] for row in rows("When a question is asked") if ticked(row[0])[0] == "cue"]
    assert ("tick" in cue) is ("cue" in opened)
