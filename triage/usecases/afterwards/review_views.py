"""What is read about visits afterwards: today's list and one page about one visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from triage.core.text import visible
from triage.usecases.paper.paper_views import Page


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One visit in the list. `waits`: what presses; `late`: what of it is late, or is to be asked by tonight."""

    contact_id: str
    code: str
    initials: str
    at: datetime
    came_for: str
    state: str
    who_has: str
    reviewed: bool = False
    waits: tuple[str, ...] = ()
    to_review: tuple[str, ...] = ()
    mistake: bool = False
    back: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def for_others(self, ask: str) -> TodayRow:
        """The same of somebody who is there for others only: whom to ask, and that something is due."""
        due = ("something is due",) if self.waits or self.late or self.to_review else ()
        return TodayRow(
            self.contact_id, self.code, "–", self.at, "–", ask, "–", waits=due, late=due, mistake=self.mistake
        )


def for_whom(rows: Iterable[TodayRow], theirs: Mapping[str, str]) -> tuple[TodayRow, ...]:
    """The rows; of visits in `theirs` (contact id → whom to ask) only that."""
    return tuple(row.for_others(theirs[row.contact_id]) if row.contact_id in theirs else row for row in rows)


@dataclass(frozen=True, slots=True)
class TodayView:
    """`rows`: today's visits. `due`: visits of earlier days with something due by tonight, the longest due first.

    `tallies` count without names. `came_back`: lines on how many had to come again, and because of whom. `visits` counts
    the rows that are no mistake. `cards`: used while nobody's visit was open, and to be looked at.
    """

    rows: tuple[TodayRow, ...]
    tallies: tuple[tuple[str, int], ...] = ()
    came_back: tuple[str, ...] = ()
    due: tuple[TodayRow, ...] = ()
    cards: int = 0

    @property
    def visits(self) -> int:
        return sum(not row.mistake for row in self.rows)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """One page in plain words. Each section is a title and its lines. `after`: there is something to come back to.

    `mistake`: the visit is marked as one already.
    """

    code: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    after: bool = False
    mistake: bool = False

    @property
    def page(self) -> Page:
        """The same as a page to write or print."""
        sections = tuple((title, tuple(map(visible, lines))) for title, lines in self.sections)
        return Page("summaries", self.code, visible(self.title), sections=sections)
