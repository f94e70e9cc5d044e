"""What goes on paper or into a calendar: frozen, plain, already safe to show (practice.md H2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Something to hold in the hand: a title, lines under it, sections of a title and lines each, and last lines.

    Plain words, already safe to show. `folder` and `name` are for a file: what kind of page, and a code, never a person.
    """

    folder: str
    name: str
    title: str
    head: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    foot: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as plain text, the lines of a section indented under its title."""
        lines = [self.title, *self.head]
        for title, inner in self.sections:
            lines += ["", title, *[f"  {line}" for line in inner]]
        return (*lines, *(("", *self.foot) if self.foot else ()))


@dataclass(frozen=True, slots=True)
class SlipView:
    """The person's slip. Without a `page` there must be none, and `why_not` says so in words.

    `card` is the same in at most five lines, to copy by hand where nothing can be printed.
    """

    page: Page | None = None
    why_not: str = ""
    card: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.page.lines if self.page else ()


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment as a calendar may hold it: neutral words only. `start` is aware; how long it takes nobody knows."""

    uid: str
    start: datetime
    summary: str
    location: str
    description: str


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The appointments still to come. Without entries there must be no file, and `why_not` says so in words."""

    name: str = ""
    entries: tuple[CalendarEntry, ...] = ()
    why_not: str = ""
