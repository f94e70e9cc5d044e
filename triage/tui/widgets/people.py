"""The lists of the front desk: who is here, and who in the building can see somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from triage.core.text import shorten
from triage.tui.safe import Words, show, show_short
from triage.usecases.reception.desk_views import ExpectedView, InBuildingView, WaitingView
from triage.usecases.say import clock, span

OPENS = re.compile(r"opens ([A-Z][a-z]{2})[a-z]* (\d\d:\d\d)")  # where there is little room: Tue 09:30
ROWS = 3  # lines a person takes, the empty one included; two when there are too many


class People(Words):
    """Two lines for each person: key, code, initials, how long; and quieter what they wait for and where."""

    @dataclass
    class Clicked(Message):
        """A person was clicked."""

        index: int

    rows = ROWS
    _again: Callable[[], None] | None = None

    def draw(
        self,
        people: Sequence[WaitingView],
        chosen: int,
        now: datetime,
        places: Mapping[str, str],
        expected: Sequence[ExpectedView] = (),
    ) -> None:
        self._again = partial(self.draw, people, chosen, now, places, expected)
        room = self.parent.size.height - 2 if isinstance(self.parent, Widget) else 0
        here, count = len(people), len(people) + len(expected)
        self.rows = ROWS if count * ROWS <= room else ROWS - 1  # a line is kept for the message strip
        width = self.size.width or 90
        rows = [_person(n, person, n == chosen, now, places, self.rows, width) for n, person in enumerate(people)]
        rows += [_expected(n, one, n == chosen, self.rows) for n, one in enumerate(expected, here)]
        self.put(Content("\n").join(rows) if rows else show("    Nobody is waiting.", "$text-muted"))

    def on_resize(self) -> None:
        """The first time it is drawn it may not know yet how wide it is."""
        if self._again is not None:
            self._again()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked(event.y // self.rows))


class InBuilding(Words):
    """One line for each service: first what was said today, then who can see somebody now; the others say when."""

    def on_mount(self) -> None:
        self._services: tuple[InBuildingView, ...] = ()

    def draw(self, services: Sequence[InBuildingView]) -> None:
        if tuple(services) != self._services:
            self._services = tuple(services)
            self._again()

    def on_resize(self) -> None:
        self._again()

    def _again(self) -> None:
        width = max(20, self.size.width)
        said = [line for service in self._services if service.said for line in _said(service, width)]
        open_now = [_service(s, width) for s in self._services if s.open_now and not s.said]
        later = [_service(s, width) for s in self._services if not s.open_now and not s.said]
        titled = (("Different today", said), ("In the building", open_now), ("Not now", later))
        blocks = [_titled(title, rows) if rows else Content("") for title, rows in titled]
        self.put(Content("\n\n").join([block for block in blocks if block]))


def _titled(title: str, rows: Sequence[Content]) -> Content:
    return Content("\n").join([show(title, "bold"), Content(""), *rows])


def _person(
    n: int, person: WaitingView, chosen: bool, now: datetime, places: Mapping[str, str], rows: int, width: int
) -> Content:
    key = str(n + 1) if n < 9 else " "
    long = _how_long(max(0, int((now - person.since).total_seconds() // 60)))
    head = f"{'▸' if chosen else ' '}{key}  {person.code}  {_initials(person.initials)} {person.state}, {long}"
    where = places.get(person.where, person.where)
    about = _both(f"for {person.waits_for}" if person.waits_for else "", where, width - 4)
    lines = [show(head, "bold"), show_short(f"    {about}", 90, "$text-muted"), Content("")]
    return Content("\n").join(lines[:rows])


def _initials(initials: str) -> str:
    """In a column of four cells: a letter may take two."""
    shown = initials or "–"
    return shown + " " * (4 - cell_len(shown))


def _how_long(minutes: int) -> str:
    days = minutes // (24 * 60)
    if days:
        return "1 day" if days == 1 else f"{days} days"
    return span(minutes)


def _both(waits_for: str, where: str, room: int) -> str:
    """On one line; where that is too little for both, each has half, so that somebody can still be found."""
    both = " · ".join(part for part in (waits_for, where) if part)
    if len(both) <= room or not (waits_for and where):
        return both
    rest = room - 3 - min(len(where), room // 2)
    return f"{shorten(waits_for, rest)} · {where}"


def _expected(n: int, one: ExpectedView, chosen: bool, rows: int) -> Content:
    """Somebody who is to come today."""
    key = str(n + 1) if n < 9 else " "
    when = f"{'was ' if one.late else ''}expected at {clock(one.at)}"
    head = f"{'▸' if chosen else ' '}{key}  {one.code}  {_initials(one.initials)} {when}"
    about = f"    {one.label}" + (f" · {one.worker} said yes" if one.worker else "")
    lines = [show(head, "bold"), show_short(about, 90, "$text-muted"), Content("")]
    return Content("\n").join(lines[:rows])


def _service(service: InBuildingView, width: int) -> Content:
    """Label and hours in columns; names too where there is room."""
    wide = width >= 44
    label, words = (22, 21) if wide else (16, width - 17)
    style = "" if service.open_now else "$text-muted"
    when = service.words if len(service.words) <= words else OPENS.sub(r"\1 \2", service.words)
    parts = [_column(service.label, label, style), _column(when, words, "$text-muted")]
    if wide:
        parts.append(_column(service.who, width - label - words - 2, "$text-muted"))
    return Content(" ").join(parts)


def _said(service: InBuildingView, width: int) -> list[Content]:
    """What was said of it today, each thing on a line: a time that is cut off helps nobody."""
    first, *more = service.words.split(", ")
    rest = [replace(service, label="", who="", words=words) for words in more]
    return [_service(line, width) for line in (replace(service, words=first), *rest)]


def _column(text: str, width: int, style: str) -> Content:
    content = show_short(text, width, style)
    return content.pad_right(max(0, width - content.cell_length))
