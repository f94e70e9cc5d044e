"""P10: the whole hostile corpus wherever words surface; what reaches the terminal is only what the app itself writes.

The store, the directory, files and command lines hold the words as they are; each payload is pasted into a field by
itself as well. tests/faults/test_hostile.py is the small form, and says what is to be seen at each place.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.faults import test_hostile as small
from tests.harness import hostile
from tests.harness.assessment import new_person, sign_in
from tests.harness.hostile import ALL, Planted
from tests.harness.kept import copy_home, prepare_home
from tests.harness.terminal import CLEAR, WIDE, Terminal, triage
from tests.harness.wire import foreign
from tests.promises.promise import Outcome, Promise, Trial

COMMANDS = (
    ["slip", small.PAYLOAD, "--demo"],
    ["summary", small.PAYLOAD, "--demo"],
    ["assess", "--answers", f"{small.PAYLOAD}.yaml"],
    ["assess", "--answers", "x", "--at", small.PAYLOAD],
    ["card", small.PAYLOAD],
    ["card", "7", f"--{small.PAYLOAD}"],
    ["check", "--content", f"{small.PAYLOAD}/content"],
    ["find", small.PAYLOAD],
    ["explain", small.PAYLOAD],
    ["graph", small.PAYLOAD],
    ["backup", f"{small.PAYLOAD}/x", "--demo"],
    ["restore", small.PAYLOAD, "--demo"],
    [small.PAYLOAD],
)


def prove(trial: Trial) -> Outcome:
    outcome = Outcome()
    planted = Planted(trial.folder / "planted")
    sights = small.sit_through(planted, copy_home(planted.home, trial.folder / "[b]sat[/b]"))
    for place, words in small.PLACES.items():
        sight = sights[place]
        _judge(outcome, place, sight.raw, "" if words in sight.screen else f"{words} is not to be read")
    for arguments in (["summary", planted.walked, "--demo"], ["slip", planted.walked, "--demo"], *COMMANDS):
        text, raw = small.ran(copy_home(planted.home, trial.folder / f"home {outcome.attempted}"), *arguments)
        said = " ".join(arguments).replace(small.PAYLOAD, "…")
        _judge(outcome, said, raw, "a traceback" if "Traceback" in text else "")
    typed = f"1\nlist\ntoday\n1\nback\n{planted.asking}\nheard\n{small.PAYLOAD}\n"
    _, raw = small.ran(copy_home(planted.home, trial.folder / "linear"), "demo", "--linear", typed=typed)
    _judge(outcome, "the prompts", raw)
    _paste_each(outcome, trial)
    return outcome


def _paste_each(outcome: Outcome, trial: Trial) -> None:
    """Every payload into a field by itself, over and over until the number is full."""
    home = copy_home(prepare_home(trial.folder / "base"), trial.folder / "pasted")
    with Terminal(triage("demo"), home, size=WIDE) as terminal:
        sign_in(terminal)
        new_person(terminal)
        terminal.type_key("p")
        terminal.wait_for("Where do they wait?").settle()
        while outcome.attempted < trial.amount:
            name, payload = list(ALL.items())[outcome.attempted % len(ALL)]
            before = len(terminal.raw)
            terminal.paste(f"{payload} end")
            terminal.wait_for("end").settle()
            _judge(outcome, f"pasted: {name}", bytes(terminal.raw[before:]))
            terminal.type_key(CLEAR)
            terminal.wait_gone(" end").settle()


def _judge(outcome: Outcome, place: str, raw: bytes, wrong: str = "") -> None:
    outcome.add(place, ", ".join(foreign(raw)[:3]), wrong)


def control(trial: Trial) -> Outcome:
    """What a face without the one function would have written: each payload as it is."""
    outcome = Outcome()
    script = "import sys; print(sys.argv[1].replace('NUL', chr(0)))"
    payloads = [*hostile.SEQUENCES, *hostile.INVISIBLE]
    for name in payloads[: trial.amount]:
        with Terminal([sys.executable, "-c", script, ALL[name].replace("\0", "NUL")], Path(trial.folder)) as terminal:
            terminal.ended()
            raw = bytes(terminal.raw).replace(b"\r\n", b"")
            outcome.add(name, ", ".join(foreign(raw)[:3]), "a carriage return" if b"\r" in raw else "")
    shutil.rmtree(trial.folder)
    return outcome


PROMISE = Promise(
    id="P10",
    says="hostile text cannot drive the terminal, from the store, files, the command line or a paste",
    full=500,
    small=40,
    prove=prove,
    control=control,
    controls=16,
    small_controls=4,
    elsewhere="tests/faults/test_hostile.py",
)
