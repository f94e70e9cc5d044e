"""P6: the terminal closed, SIGHUP, SIGTERM: saved, gone within 2 seconds, no orphan, resumes where it was.

The small form is generous with the two seconds, for a busy machine; the slowest is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.harness.assessment import answer, asked, new_person, question_on, sign_in
from tests.harness.kept import copy_home, prepare_home, read_kept
from tests.harness.terminal import ENTER, Terminal, left_over, triage
from tests.promises.promise import Outcome, Promise, Trial

PROMISED = 2.0  # seconds, on a machine with nothing else to do
GONE_WITHIN = 5.0


def _heed_hangups() -> None:
    """As in a terminal, also where the whole trial was begun under `nohup`, which every child would inherit."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass(frozen=True)
class Blow:
    strike: Callable[[Terminal], None]
    before: Callable[[], None] = _heed_hangups


def _close(terminal: Terminal) -> None:
    terminal.close()


def _hang_up(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)


def _terminate(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


def _terminate_twice(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)
    terminal.signal(signal.SIGTERM)


def _ignore_hangups() -> None:
    """As under `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


BLOWS = {
    "terminal closed": Blow(_close),
    "SIGHUP": Blow(_hang_up),
    "SIGTERM": Blow(_terminate),
    "SIGTERM twice": Blow(_terminate_twice),
    "terminal closed, SIGHUP ignored": Blow(_close, _ignore_hangups),
}

# The control: an app that leaves these things to its library.
CARELESS = """
import sys
from triage.tui.leaving import Leaving
from triage.tui.app import TriageApp
Leaving.start = lambda self: None
TriageApp.panic = lambda self, *told: None
from triage.cli.main import main
sys.exit(main(["demo"]))
"""


def prove(trial: Trial) -> Outcome:
    """One visit, struck in every way in turn, every time one answer further on; a new one when all is answered."""
    outcome, slowest = Outcome(), 0.0
    base = prepare_home(trial.shared / "base")
    home, question = copy_home(base, trial.folder / "home 0"), ""
    for attempt in range(trial.amount):
        how = list(BLOWS)[attempt % len(BLOWS)]
        try:
            with Terminal(triage("demo"), home, before=BLOWS[how].before) as terminal:
                here = carry_on(terminal) if question else begin(terminal)
                assert here == (question or here), f"{here} is asked, not {question}"
                question = answer(terminal, here)
                took = struck(terminal, how, GONE_WITHIN if trial.small else PROMISED)
                slowest = max(slowest, took)
            assert read_kept(home).integrity == "ok", "damaged"
        except AssertionError as error:
            outcome.add(f"{attempt}, {how}", " ".join(str(error).split())[:300])
            question = ""
        else:
            outcome.add(how)
        if not question:  # all is answered, or something went wrong
            home = copy_home(base, trial.folder / f"home {attempt + 1}")
    outcome.note = f"slowest {slowest:.2f} s"
    return outcome


def control(trial: Trial) -> Outcome:
    outcome = Outcome()
    for attempt in range(trial.amount):
        home = copy_home(trial.shared / "base", trial.folder / f"home {attempt}")
        with Terminal([sys.executable, "-c", CARELESS], home, before=_ignore_hangups) as terminal:
            begin(terminal)
            terminal.close()
            try:
                terminal.ended(patience=PROMISED)
            except AssertionError:
                outcome.add(f"{attempt}", "an orphan")
            else:
                outcome.add(f"{attempt}")
    return outcome


def struck(terminal: Terminal, how: str, within: float = GONE_WITHIN) -> float:
    """Strike, and see it go; answers the seconds that took."""
    assert os.geteuid() or terminal.pid in left_over(terminal.home), "an orphan would not be found"
    BLOWS[how].strike(terminal)
    took = terminal.ended(patience=60)
    assert took < within, f"gone after {took:.2f} s"
    assert left_over(terminal.home) == [], "an orphan"
    return took


def begin(terminal: Terminal) -> str:
    sign_in(terminal)
    return new_person(terminal)


def carry_on(terminal: Terminal) -> str:
    """Take up what the start offers; the question that is shown."""
    sign_in(terminal)
    terminal.wait_for(f"Carry on with {read_kept(terminal.home).open_here}?").settle().type_key(ENTER)
    return question_on(terminal.wait_for(asked).settle())


PROMISE = Promise(
    id="P6",
    says="terminal closed, SIGHUP, SIGTERM: saved, gone within 2 s, no orphan, resumes at the same question",
    full=200 * len(BLOWS),
    small=1,
    prove=prove,
    control=control,
    controls=5,
    small_controls=1,
    elsewhere="tests/faults/test_signals.py",
)
