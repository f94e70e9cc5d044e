"""P12: every handler, worker and render of the app is broken in turn; what is told is a reference, and never a value.

Each method that reacts, loads or draws fails with people's words in its local variables, in its message and in its
cause, in a real terminal, while a few dozen keys are typed that open most kinds of screen. Terminal, standard error and
log are read for the planted words, and for anything that looks like a traceback. Which methods those keys reach is seen
in a sitting without a fault; how many of all is told.
"""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType

import triage.tui
from tests.faults.test_hostile import VALUES
from tests.harness.hostile import Planted
from tests.harness.kept import copy_home
from tests.harness.terminal import ENTER, ESCAPE, ROOT, TAB, Terminal
from tests.harness.wire import foreign
from tests.promises.promise import Outcome, Promise, Trial

CRASHING = ROOT / "tests" / "faults" / "crashing.py"
REFERENCE = b"Reference "
SOON = 1.5  # seconds a key may take to show
NOT_REACHED, GOES = "did not crash", 3
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
    for where in reached[::step] if trial.amount < len(reached) else reached:
        outcome.add(where, *_first_crash(where, trial.folder / f"home {outcome.attempted}", planted))
    outcome.note = f"{len(reached)} of {len(every)} methods are reached by the keys typed"
    return outcome


def _first_crash(where: str, home: Path, planted: Planted) -> tuple[str, ...]:
    """What was wrong with it. On a busy machine a key may be typed before its screen is there, and lead elsewhere."""
    wrong: tuple[str, ...] = ()
    for go in range(GOES):
        wrong = _crash([sys.executable, str(CRASHING), where], copy_home(planted.home, Path(f"{home} {go}")), planted)
        if wrong != (NOT_REACHED,):
            break
    return wrong


def _reached(planted: Planted, folder: Path) -> list[str]:
    """The methods that typing all of it calls, in order."""
    calls, home = folder / "calls", copy_home(planted.home, folder / "count")
    with Terminal([sys.executable, str(CRASHING), f"count:{calls}"], home) as terminal:
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
    """All the keys, or as many as it takes."""
    terminal.wait_for(lambda t: "Who is at this desk?" in t.flat or _over(t))
    for key in KEYS:
        terminal.settle()
        if _over(terminal):
            return
        if key == "t":
            terminal.wait_for(lambda t: "Here now" in t.flat or _over(t))
        typed = key
        if key == WALKED:
            typed = next((line for line in terminal.lines if planted.walked in line), "▸ b").strip("▸ ")[0]
        before = terminal.body
        terminal.type_key(typed)
        with suppress(AssertionError):  # some keys change nothing in sight
            terminal.wait_for(lambda t: t.body != before or _over(t), SOON)  # noqa: B023  asked now


def _crash(command: list[str], home: Path, planted: Planted) -> tuple[str, ...]:
    """What was wrong with how it crashed."""
    with Terminal(command, home) as terminal:
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
