"""A problem somebody can mend: where it is, which rule it breaks, and what to do next (contract.md 3).

Checks collect every problem in one pass. A line is given only where it is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.core.text import visible


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`part` is the path inside the file ("H1.options.2"); `warning` problems are told but stop nothing."""

    file: str
    line: int
    column: int
    rule: str
    part: str
    what: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        """`file:line:col: rule: what; how to mend it`, as contract.md 3 prints it. It quotes the file, so made visible."""
        at = f"{self.part}: " if self.part else ""
        return visible(f"{self.file}:{self.line}:{self.column}: {self.rule}: {at}{self.what}; {self.mend}")


class ContentError(Exception):
    """Content or answers that cannot be used. Carries every problem, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems
