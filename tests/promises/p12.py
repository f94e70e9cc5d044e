"""P12: every handler, worker and render of the app is broken in turn; what is told is a reference, and never a value.

Each method that reacts, loads or draws fails with people's words in its local variables, in its message and in its
cause, in a real terminal, while a few dozen keys are typed that open most kinds of screen. Terminal, standard error and
log are read for the planted words, and for anything that looks like a traceback. Which methods those keys reach is seen
in a sitting without a fault; how many of all is told. A key is typed once the app has said that it took the one before, so
that the same keys lead to the same screens however busy the machine is.
"""

from __future__ import annotations

import inspect
import os
import pkgutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

import triage.tui
from tests.faults.test_hostile import VALUES
from tests.harness.hostile import Planted
from tests.harness.kept import copy_home
from tests.harness.resting import Resting
from tests.harness.terminal import ENTER, ESCAPE, ROOT, TAB, Terminal
from tests.harness.wire import foreign
from tests.promises.promise import Outcome, Promise, Trial

CRASHING = ROOT / "tests" / "faults" / "crashing.py"
REFERENCE = b"Reference "
NOT_REACHED = "did not crash"
WALKED = "the one who was walked over"
# Typed one after the other, at rest each: past sitting down, through lists and dialogs, a visit from its beginning, and
# one that has come as far as a walk.
KEYS = (
    "1", "t", ENTER, "b", "b", "?", ESCAPE, "/", "rent", ENTER, ESCAPE, ESCAPE, "!", "1", "1", ENTER, ESCAPE, "f", ESCAPE,
    "q", ESCAPE, "h", ESCAPE, "e", "b", "m", "b", "`", " ", "n", "i", ESCAPE, "m", ESCAPE, "1", "1", TAB, "a letter",
    ENTER, "1", ENTER, "b", "p", ENTER, ENTER, WALKED, "g", ENTER, "v", "v", "w", "b", ENTER, "l", ESCAPE, ENTER, ENTER,
    ENTER, "s", "f", ESCAPE, "x", ESCAPE, "x", ENTER,
)  # fmt: skip
REACTS = ("action_", "on_", "_on_", "check_", "watch_")
DRAWS = ("load", "body", "compose", "render", "render_line", "head", "draw", "put", "help_about")

# The control: Textual's own way with a crash.
CARELESS = """
import runpy, sys
from textual.app import App
from triage.tui.app import TriageApp
for name in ("_handle_exception", "_fatal_error", "panic", "_print_error_renderables", "run"):
    delattr(TriageApp, name)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def prove(trial: Trial) -> Outcome:
    outcome = Outcome()
    planted, every = Planted(trial.shared / "base"), list(methods())
    reached = _reached(planted, trial.folder)
    step = max(1, len(reached) // trial.amount)
    chosen = reached[::step] if trial.amount < len(reached) else reached

    def one(where: str) -> tuple[str, ...]:
        home = copy_home(planted.home, trial.folder / f"home {reached.index(where)}")
        return _crash([sys.executable, str(CRASHING), where], home, planted)

    with ThreadPoolExecutor(1 if trial.small else os.cpu_count() or 1) as pool:
        for where, wrong in zip(chosen, pool.map(one, chosen), strict=True):
            outcome.add(where, *wrong)
    outcome.note = f"{len(reached)} of {len(every)} methods are reached by the keys typed"
    return outcome


def _reached(planted: Planted, folder: Path) -> list[str]:
    """The methods that typing all of it calls, in order."""
    calls, home = folder / "calls", copy_home(planted.home, folder / "count")
    with _started([sys.executable, str(CRASHING), f"count:{calls}"], home) as terminal:
        _type(terminal, planted)
    return calls.read_text().splitlines()


def control(trial: Trial) -> Outcome:
    outcome, planted = Outcome(), Planted(trial.folder / "base")
    for where in CONTROLS[: trial.amount]:
        home = copy_home(planted.home, trial.folder / where.replace(":", " "))
        outcome.add(where, *_crash([sys.executable, "-c", CARELESS, str(CRASHING), where], home, planted))
    return outcome


CONTROLS = (
    "triage.tui.screens.front_desk:FrontDeskScreen.action_today",
    "triage.tui.screens.front_desk:FrontDeskScreen.load",
    "triage.tui.widgets.people:People.render",
)


def methods() -> Iterator[str]:
    """module:Class.method of all that reacts, loads or draws."""
    for found in sorted(pkgutil.walk_packages(triage.tui.__path__, "triage.tui."), key=lambda found: found.name):
        module: ModuleType = import_module(found.name)
        for name, kind in sorted(vars(module).items()):
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                for method, value in vars(kind).items():
                    if inspect.isfunction(value) and (method.startswith(REACTS) or method in DRAWS):
                        yield f"{module.__name__}:{name}.{method}"


def _type(terminal: Terminal, planted: Planted) -> None:
    """All the keys, or as many as it takes; each once the app has taken the one before and come to rest."""
    for key in KEYS:
        terminal.settle()
        if _over(terminal):
            return
        line = next((line for line in terminal.lines if planted.walked in line), "▸ b").strip("▸ ")[0]
        terminal.type_key(line if key == WALKED else key)
    terminal.settle()


def _started(command: list[str], home: Path) -> Terminal:
    rests = home / "rests"
    return Resting([*command, str(rests)], home, rests=rests)


def _crash(command: list[str], home: Path, planted: Planted) -> tuple[str, ...]:
    """What was wrong with how it crashed."""
    with _started(command, home) as terminal:
        try:
            _type(terminal, planted)
            terminal.wait_for(_over, 10)
            terminal.ended(20)
        except AssertionError:
            if not _over(terminal):
                return (NOT_REACHED,)
        log = home / "demo" / "triage.log"
        told = bytes(terminal.raw) + (log.read_bytes() if log.exists() else b"")
        leaked = [value for value in VALUES if value.encode() in told]
        return (
            f"leaks {', '.join(leaked)}" if leaked else "",
            "a traceback" if b"Traceback" in told else "",
            "" if REFERENCE in terminal.raw else "no reference",
            "" if b"Your answers are saved" in terminal.raw else "does not say that answers are saved",
            ", ".join(foreign(terminal.raw)[:3]),
        )


def _over(terminal: Terminal) -> bool:
    return REFERENCE in terminal.raw or (terminal.exit_code not in (None, 0))


PROMISE = Promise(
    id="P12",
    says="a crash in any handler, worker or render tells a reference and no value",
    full=9999,
    small=4,
    prove=prove,
    control=control,
    controls=3,
    small_controls=1,
    elsewhere="tests/faults/test_hostile.py",
)
