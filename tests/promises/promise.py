"""What a promise is to this command: how it is tried, how its control is tried, and how often.

A control is the same trial with the guard taken away. A control in which nothing goes wrong proves that the trial sees
nothing, so it fails as a broken promise does.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

SEED = 20261123


@dataclass(frozen=True)
class Trial:
    """How often, by which seed, and an empty folder to do it in. The folder `shared` is also the control's.

    `small` asks for a shorter way, where there is one.
    """

    amount: int
    seed: int
    folder: Path
    shared: Path
    small: bool = False

    @property
    def chance(self) -> random.Random:
        """Random numbers, the same ones each time it is asked."""
        return random.Random(self.seed)


@dataclass
class Outcome:
    """How many attempts, and of those that went wrong what went wrong; `note` is a figure worth printing."""

    attempted: int = 0
    wrong: list[str] = field(default_factory=list)
    note: str = ""

    def add(self, attempt: str, *wrong: str) -> None:
        """One attempt; what went wrong with it, if anything did."""
        self.attempted += 1
        if found := [words for words in wrong if words]:
            self.wrong.append(f"{attempt}: {'; '.join(found)}")

    @property
    def passed(self) -> int:
        return self.attempted - len(self.wrong)


Tried = Callable[[Trial], Outcome]


@dataclass(frozen=True)
class Promise:
    """`full` and `small` are how many attempts; `controls` how many of the control.

    `cannot` says why a machine cannot try. `elsewhere` names the tests that are the small form in `make test`.
    """

    id: str
    says: str
    full: int
    small: int
    prove: Tried
    control: Tried
    controls: int = 20
    small_controls: int = 3
    cannot: Callable[[], str] = lambda: ""
    elsewhere: str = ""


def ids() -> list[str]:
    """Every promise that has a file here, in order: p02.py is P2."""
    here = str(Path(__file__).parent)
    return [
        f"P{int(found.name[1:])}" for found in iter_modules([here]) if found.name[0] == "p" and found.name[1:].isdigit()
    ]


def promise(id: str) -> Promise:
    """The promise of that id, from its file."""
    found: Promise = import_module(f"{__package__}.p{int(id[1:]):02}").PROMISE
    return found
