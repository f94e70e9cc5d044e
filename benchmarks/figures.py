"""One line of the table: a figure of ours beside its baseline of the same run, and the target it is held to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A target of design.md 7: at most `most`, of the ratio or of the figure itself. `None`: nothing to hold it to here."""

    says: str
    most: float | None = None
    of_ratio: bool = False

    def verdict(self, ours: float, ratio: float) -> str:
        if self.most is None:
            return ""
        return "met" if (ratio if self.of_ratio else ours) <= self.most else "MISSED"


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def told(name: str, baseline: float, ours: float, goal: Goal, unit: str = "ms") -> None:
    """One line of the table. Times come in seconds."""
    factor, ratio = (1000 if unit == "ms" else 1), (ours / baseline if baseline else 0.0)
    print(
        f"{name:44}{baseline * factor:9.2f} {unit}{ours * factor:9.2f} {unit}{ratio:8.2f}   {goal.says:<20}"
        f"{goal.verdict(ours, ratio)}",
        flush=True,
    )
