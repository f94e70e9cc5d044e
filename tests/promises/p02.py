"""P2: kill -9 at any key loses at most the field being typed, and the next start carries on where it was.

The journal is kept out here: an answer counts as confirmed once the next question was painted. One store dies again
and again, as a bad machine would have it; a new one takes over before its front desk is crowded. Each start is forked
from a process that has read the modules already, says when it has taken a key, so that the next is typed no sooner and no
later, and there are as many stores at once as the machine has cores: none of it changes what is typed, what is killed or
what is looked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

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
from tests.harness.forked import CAN, RESTS, Parent
from tests.harness.kept import Kept, copy_home, prepare_home, read_kept
from tests.harness.resting import Resting
from tests.harness.terminal import ENTER, Spawn, Terminal, triage
from tests.promises.promise import Outcome, Promise, Trial

LIVES = 20  # kills one store goes through
MOST_KEYS = 40  # between two kills; with 20 kills that is a whole assessment
FEW_KEYS = 4
WHOLE, SHORT = 999, 3  # questions; the small form's kill comes before the short one is over
CONTROLS = 10
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


def prove(trial: Trial) -> Outcome:
    base, outcome = prepare_home(trial.shared / "base"), Outcome()
    with ExitStack() as meanwhile:
        desk = Desk(meanwhile.enter_context(Parent()) if CAN and not trial.small else None, trial.folder)
        run = _without_a_fault(base, SHORT if trial.small else WHOLE)
        pool = meanwhile.enter_context(ThreadPoolExecutor(1 if trial.small else os.cpu_count() or 1))
        firsts = range(0, trial.amount, LIVES)
        confirmed = 0
        for lives, sure in pool.map(lambda first: _one_store(trial, first, base, run, desk), firsts):
            confirmed += sure
            for attempt, wrong in lives:
                outcome.add(attempt, wrong)
    outcome.note = f"{confirmed} answers confirmed"
    return outcome


@dataclass
class Desk:
    """How a start is made; `folder` is for what each tells of being at rest."""

    spawn: Spawn | None
    folder: Path
    starts: Iterator[int] = field(default_factory=count)

    def start(self, home: Path) -> Terminal:
        if self.spawn is None:
            return Terminal(triage("demo"), home)
        rests = self.folder / f"rests {next(self.starts)}"
        return Resting(triage("demo"), home, spawn=self.spawn, rests=rests, environment={RESTS: str(rests)})


def _one_store(trial: Trial, first: int, base: Path, run: Run, desk: Desk) -> tuple[list[tuple[str, str]], int]:
    """All lives of one store: what was tried and what went wrong with it; and how many answers were confirmed."""
    home, journal, confirmed = copy_home(base, trial.folder / f"home {first}"), Journal(), 0
    chance, lives = Random(f"{trial.seed} {first}"), []
    for attempt in range(first, min(first + LIVES, trial.amount)):
        keys, delay = chance.randint(1, FEW_KEYS if trial.small else MOST_KEYS), chance.uniform(0, LATEST)
        try:
            wrong = _one_life(home, keys, delay, run, journal, desk)
        except AssertionError as error:  # a screen that should have come did not
            wrong = " ".join(str(error).split())[:300]
            home = copy_home(base, trial.folder / f"home after {attempt}")
            confirmed, journal = confirmed + len(journal.confirmed), Journal()
        lives.append((f"kill {attempt}, after {keys} keys", wrong))
    return lives, confirmed + len(journal.confirmed)


def control(trial: Trial) -> Outcome:
    """A store as it was before the last answer, which is what one without commits would hold."""
    run = _without_a_fault(trial.shared / "base", SHORT if trial.small else WHOLE)
    outcome, journal = Outcome(), Journal()
    for n, last in enumerate(run.order[: trial.amount]):
        earlier = read_kept(_before(trial.shared / "base", n))
        journal.confirmed.append((earlier.codes[-1], last))
        lost = journal.lost(earlier, run)
        outcome.add(f"answer {n}", f"{last} is lost" if [question for _, question in lost] == [last] else "")
    return outcome


def _before(base: Path, n: int) -> Path:
    """The home of the run without a fault, before its nth answer."""
    return base.with_name(f"before {n}")


@cache
def _without_a_fault(base: Path, most: int) -> Run:
    """An assessment, whole or of that many questions, and what it leaves."""
    home, order = copy_home(base, base.with_name("whole")), []
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        question = new_person(terminal)
        while question and len(order) < most:
            if len(order) < CONTROLS:
                copy_home(home, _before(base, len(order)))
            order.append(question)
            question = answer(terminal, question)
    kept = read_kept(home)
    code = kept.codes[-1]
    details = {name: value for name, value in kept.details[code].items() if name in ("name", "born", "postcode")}
    assert set(kept.answers[code]) == set(order)
    assert WORDS in kept.answers[code]["RE1"] and (details or {"name": f'"{NAME}"'})["name"] == f'"{NAME}"'
    return Run(order, kept.answers[code], details)


def _one_life(home: Path, keys: int, delay: float, run: Run, journal: Journal, desk: Desk) -> str:
    """A start, keys, and the kill; what was lost by it, or "". Whether it is offered again the next life finds."""
    before = read_kept(home)
    with desk.start(home) as terminal, suppress(Killed):
        _type_until_killed(terminal, Killer(terminal, keys, delay), before, run, journal)
    kept = read_kept(home)
    if kept.integrity != "ok":
        return kept.integrity
    if not before.answers.keys() <= kept.answers.keys():
        return "a visit is lost"
    return ", ".join(_told(code, question, kept, run) for code, question in journal.lost(kept, run))


def _told(code: str, question: str, kept: Kept, run: Run) -> str:
    """What an invented visit holds may be said, so that a key lost is told from an answer lost."""
    there = kept.answers.get(code, {}).get(question)
    if there is None:
        return f"{question} of {code} is lost"
    return f"{question} of {code} is {there} {kept.details[code]}, not {run.answers[question]} {run.details}"


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
        code = _code_on(terminal)
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


def _carry_on_here(terminal: Terminal, kept: Kept, run: Run, killer: Killer) -> str:
    """It offers to carry on with the visit in hand, at the first question whose answer is not kept."""
    terminal.wait_for(f"Carry on with {kept.open_here}?").settle().type_key(ENTER)
    killer.after_key()
    expected = run.next_after(kept.answers[kept.open_here])
    if expected == READ_BACK:
        terminal.wait_for(reading_back)
    else:
        assert question_on(terminal.wait_for(asked).settle()) == expected
    if filled := kept.begun.get(expected):
        assert expected != "HO1" or NAME in terminal.flat  # what was filled in is still there
        start_over(terminal, expected, filled)
    assert _code_on(terminal) == kept.open_here
    return expected


def _code_on(terminal: Terminal) -> str:
    """Whose visit the header says it is; it may be drawn a frame after the question."""
    return terminal.wait_for(lambda t: bool(t.lines[0].split())).lines[0].split()[0]


PROMISE = Promise(
    id="P2",
    says="kill -9 at any key loses at most the field being typed; the next start offers the same question",
    full=1000,
    small=1,
    prove=prove,
    control=control,
    controls=CONTROLS,
    small_controls=1,
)
