"""What is read about visits afterwards: today's list and one page about one visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from triage.core.text import visible
from triage.usecases.paper_views import Page


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
