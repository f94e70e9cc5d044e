"""Where problems go while content is read: every check adds one and reading goes on, so all come out in one pass.

Imports core and rapidfuzz only (the latter late, since only a mistake needs it). Called by everything in `content`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from triage.core.problems import ContentError, Problem

_FEW = 12


class Positioned(Protocol):
    """Anything with a line and a column, both counted from 1."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of one file. Reports of several files share one list by `for_file`."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def for_file(self, file: str) -> Report:
        return Report(file, self.problems)

    def add(self, at: Positioned, rule: str, part: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.file, at.line, at.column, rule, part, what, mend))

    def warn(self, at: Positioned, rule: str, part: str, what: str, mend: str) -> None:
        self.problems.append(Problem(self.file, at.line, at.column, rule, part, what, mend, warning=True))

    def forget(self, rule: str) -> None:
        """Take back the problems of a rule, where they only follow from a file that cannot be read."""
        self.problems[:] = [problem for problem in self.problems if problem.rule != rule]

    def sorted(self) -> tuple[Problem, ...]:
        return tuple(sorted(set(self.problems)))

    def settle(self) -> tuple[Problem, ...]:
        """The warnings. Raises ContentError with everything found, in file order, if any of it is more than that."""
        if any(not problem.warning for problem in self.problems):
            raise ContentError(self.sorted())
        return self.sorted()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """How to mend a misspelt word: the nearest known one, else the first few that would do."""
    known = list(known)
    if (near := nearest(word, known)) is not None:
        return f"did you mean `{near}`?"
    if not known:
        return "delete it"
    if len(known) <= _FEW:
        return f"use one of {', '.join(known)}"
    return f"check the spelling; there are {len(known)}, such as {', '.join(known[: _FEW // 2])}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely meant to be, if any is like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 18 ms that only a mistake needs

    near = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=60)
    return None if near is None else str(near[0])
