"""P2, small: kill -9 at any key loses at most the field being typed, and the next start carries on where it was.

The journal is kept out here: an answer counts as confirmed once the next question was painted. One store dies again
and again, as a bad machine would have it. The full number: `TRIAGE_FAULTS=1000 pytest tests/faults/test_kill.py -s`.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.harness.assessment import (
    ASHA,
    NAME,
    WORDS,
    answer,
    asked,
    new_person,
    park,
    question_on,
    reading_back,
    sign_in,
    start_over,
)
from tests.harness.kept import Kept, copy_home, prepare_home, read_kept
from tests.harness.terminal import ENTER, Terminal, triage

SEED = 20261123
KILLS = int(os.environ.get("TRIAGE_FAULTS", amount(2, 20)))
MOST_KEYS = 40  # between two kills; with 20 kills that is a whole assessment
LATEST = 0.08  # seconds from the key to the kill: while it is read, saved, committed, painted, or after
READ_BACK = ""


@dataclass
class Run:
    """What an assessment should leave: its questions in order, and what is kept of each."""

    order: list[str]
    answers: dict[str, str]
    details: dict[str, str]

    def next_after(self, answered: dict[str, str]) -> str:
        return next((question for question in self.order if question not in answered), READ_BACK)


@dataclass
class Journal:
    """Kept outside the program: (code, question) of every answer confirmed on the screen."""

    confirmed: list[tuple[str, str]] = field(default_factory=list)

    def lost(self, kept: Kept, run: Run) -> list[tuple[str, str]]:
        """What was confirmed and is not there as it was in the run without a fault."""
        return [
            (code, question)
            for code, question in self.confirmed
            if kept.answers.get(code, {}).get(question) != run.answers[question]
            or (question == "HO1" and not run.details.items() <= kept.details[code].items())
        ]


class Killed(Exception):
    pass


class Killer:
    """Counts keys and kills after the one it has chosen, a moment later."""

    def __init__(self, terminal: Terminal, keys: int, delay: float) -> None:
        self.left = keys
        self._terminal, self._delay = terminal, delay

    def after_key(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self._terminal.read(self._delay)
            self._terminal.kill()
            raise Killed


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_home(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def run(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A whole assessment without a fault."""
    home = copy_home(base, tmp_path_factory.mktemp("whole") / "home")
    order = []
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        question = new_person(terminal)
        while question:
            order.append(question)
            question = answer(terminal, question)
    kept = read_kept(home)
    code = kept.codes[-1]
    details = {name: value for name, value in kept.details[code].items() if name in ("name", "born", "postcode")}
    return Run(order, kept.answers[code], details)


def test_the_script_is_a_whole_assessment(run: Run) -> None:
    assert {"ST2", "S3", "RE1", "ZZ1", "PR1", "HO1", "HO2", "H0", "M0", "W0", "K0"} <= set(run.order)
    assert set(run.answers) == set(run.order)
    assert WORDS in run.answers["RE1"]
    assert run.details["name"] == f'"{NAME}"'


def test_kill_9_at_any_key(run: Run, base: Path, tmp_path: Path) -> None:
    home = copy_home(base, tmp_path / "home")
    chance, journal = random.Random(SEED), Journal()
    for attempt in range(KILLS):
        where = f"attempt {attempt}, seed {SEED}"
        before = read_kept(home)
        with Terminal(triage("demo"), home) as terminal:
            killer = Killer(terminal, chance.randint(1, MOST_KEYS), chance.uniform(0, LATEST))
            with pytest.raises(Killed):
                _type_until_killed(terminal, killer, before, run, journal)
        kept = read_kept(home)
        assert kept.integrity == "ok", where
        assert journal.lost(kept, run) == [], where
        assert before.answers.keys() <= kept.answers.keys(), where
    with Terminal(triage("demo"), home) as terminal:
        _carry_on(terminal, read_kept(home), run)
    assert len(journal.confirmed) >= KILLS / 2
    print(f"P2: {KILLS}/{KILLS} kills, seed {SEED}: {len(journal.confirmed)} answers confirmed, 0 lost")


def test_the_comparison_would_notice(run: Run, base: Path, tmp_path: Path) -> None:
    """The control: a store as it was before the last answer, which is what one without commits would hold."""
    home = copy_home(base, tmp_path / "home")
    journal = Journal()
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        question = new_person(terminal)
        for _ in range(3):
            earlier = copy_home(home, tmp_path / f"before {question}")
            last, question = question, answer(terminal, question)
            journal.confirmed.append((read_kept(home).codes[-1], last))
        terminal.kill()
    assert journal.lost(read_kept(home), run) == []
    assert [question for _, question in journal.lost(read_kept(earlier), run)] == [last]


def _type_until_killed(terminal: Terminal, killer: Killer, before: Kept, run: Run, journal: Journal) -> None:
    """From the first frame on: sign in, carry on or begin anew, and answer until it is over."""
    terminal.wait_for("Who is at this desk?").settle().type_key(ASHA)
    killer.after_key()
    terminal.wait_for("Here now").settle()
    if before.open_here:
        question = _carry_on_here(terminal, before, run, killer)
    else:
        question = READ_BACK
    while True:
        if question == READ_BACK:
            question = _next_person(terminal, killer)
        code = terminal.lines[0].split()[0]
        try:
            following = answer(terminal, question, killer.after_key)
        except Killed:
            if question_on(terminal) not in ("", question) or reading_back(terminal):
                journal.confirmed.append((code, question))
            raise
        journal.confirmed.append((code, question))
        question = following


def _next_person(terminal: Terminal, killer: Killer) -> str:
    if reading_back(terminal):
        park(terminal, killer.after_key)
    terminal.settle().type_key("n")
    killer.after_key()
    return question_on(terminal.wait_for(asked).settle())


def _carry_on(terminal: Terminal, kept: Kept, run: Run) -> str:
    sign_in(terminal)
    return _carry_on_here(terminal, kept, run, None)


def _carry_on_here(terminal: Terminal, kept: Kept, run: Run, killer: Killer | None) -> str:
    """It offers to carry on with the visit in hand, at the first question whose answer is not kept."""
    terminal.wait_for(f"Carry on with {kept.open_here}?").settle().type_key(ENTER)
    if killer is not None:
        killer.after_key()
    expected = run.next_after(kept.answers[kept.open_here])
    if expected == READ_BACK:
        terminal.wait_for(reading_back)
    else:
        assert question_on(terminal.wait_for(asked).settle()) == expected
    if filled := kept.begun.get(expected):
        assert expected != "HO1" or NAME in terminal.flat  # what was filled in is still there
        start_over(terminal, expected, filled)
    assert terminal.lines[0].split()[0] == kept.open_here
    return expected
