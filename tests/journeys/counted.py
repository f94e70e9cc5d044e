"""Somebody at the real program on a pseudo-terminal, whose keys are counted and whose seconds are measured.

Nothing is pressed before the words it answers are on the screen, as a person would. Keys are what a check is held to;
seconds are only told, since they are those of the machine that runs the test, without anybody's talking.
"""

from __future__ import annotations

import re
import time
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.harness.terminal import CTRL_Q, ENTER, Terminal, triage

REPORT: list[str] = []


class Counted:
    """`triage demo` in `home`, with whoever stands at that number of the first screen."""

    def __init__(
        self,
        home: Path,
        size: tuple[int, int],
        *,
        who: str = "1",
        terminal: str = "Desk 2",
        sees: str = "Here now",  # where whoever it is begins
    ) -> None:
        self.keys = 0
        self.screens: list[str] = []
        self.terminal = Terminal(triage("demo"), home, size=size, environment={"TRIAGE_TERMINAL": terminal})
        self._began = time.perf_counter()
        self._who, self._home = who, sees

    def __enter__(self) -> Self:
        self.terminal.wait_for("Who is at this desk?").settle().type_key(self._who)
        self.terminal.wait_for(self._home).settle()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.terminal.__exit__(kind, error, trace)

    # -- counting

    def start(self) -> None:
        """From here on keys and seconds count."""
        self.keys, self._began = 0, time.perf_counter()

    def report(self, check: str) -> int:
        """Tell it at the end of the run; answers the keys."""
        took = time.perf_counter() - self._began
        columns, lines = self.terminal.size
        REPORT.append(f"{check:<34} {columns}x{lines}  {self.keys:>3} keys  {took:5.1f} s")
        return self.keys

    # -- pressing and seeing

    def press(self, key: str, sees: str) -> Self:
        """One key, until these words are on the screen and it has come to rest."""
        self.keys += 1
        self.terminal.type_key(key)
        return self.sees(sees)

    def write(self, words: str) -> Self:
        """Words into a field, letter by letter."""
        self.keys += len(words)
        for letter in words:
            self.terminal.type_key(letter)
        return self.sees(words)

    def sees(self, *words: str) -> Self:
        for piece in words:
            self.terminal.wait_for(partial(self._shows, piece))
        self.terminal.settle()
        self.screens.append(self.flat)
        return self

    def _shows(self, words: str, terminal: Terminal) -> bool:
        return words in terminal.flat or words in self.flat

    @property
    def flat(self) -> str:
        """The screen as running text; two columns side by side read one after the other."""
        columns: dict[int, list[str]] = {}
        for line in self.terminal.lines:
            for place, piece in enumerate(line.split("│")):
                columns.setdefault(place, []).append(piece.strip(" █▁▂▃▄▅▆▇╭╮╰╯─▸"))
        return " ".join(" ".join(piece for column in columns.values() for piece in column).split())

    def key_of(self, words: str) -> str:
        """The key that stands before these words."""
        found = re.search(rf"(?<!\S)([0-9a-z])  ?(?:\[.\] )?{re.escape(words)}", self.terminal.text)
        assert found, f"no key for {words!r}\n{self.terminal.text}"
        return found[1]

    def leave(self) -> None:
        self.terminal.type_key(CTRL_Q)
        self.terminal.wait_for("Leave triage?").settle().type_key(ENTER)
        self.terminal.ended()
