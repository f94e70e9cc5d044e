"""The lists of the front desk: who is here, and who in the building can see somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import events
from textual.content import Content
from textual.message import Message

from triage.tui.safe import Words, show, show_short
from triage.usecases.views import InBuildingView, WaitingView


class People(Words):
    """Two lines for each person: key, code, initials, how long; and quieter what they wait for and where."""

    @dataclass
    class Clicked(Message):
        """A person was clicked."""

        index: int

    def draw(
        self, people: Sequence[WaitingView], chosen: int, now: datetime, places: Mapping[str, str]
    ) -> None:
        if not people:
            self.put(show("Nobody is waiting.", "$text-muted"))
            return
        width = max(20, self.size.width)
        self.put(Content("\n").join([_person(n, p, n == chosen, now, places, width) for n, p in enumerate(people)]))

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Clicked(event.y // 3))


class InBuilding(Words):
    """One line for each service: who can see somebody now stands first and bold; the rest says when."""

    def draw(self, services: Sequence[InBuildingView]) -> None:
        width = max(20, self.size.width)
        open_now = [_service(service, width) for service in services if service.open_now]
        later = [_service(service, width) for service in services if not service.open_now]
        heads = [show("In the building", "bold"), *open_now]
        if later:
            heads += [Content(""), show("Not now", "bold"), *later]
        self.put(Content("\n").join(heads))


def _person(n: int, person: WaitingView, chosen: bool, now: datetime, places: Mapping[str, str], width: int) -> Content:
    minutes = max(0, int((now - person.since).total_seconds() // 60))
    key = str(n + 1) if n < 9 else " "
    head = show(f"{'▸' if chosen else ' '} {key}  {person.code}  {person.initials or '–':<4} {person.state}, {minutes} min", "bold")
    where = places.get(person.where, person.where)
    about = " · ".join(part for part in (f"for {person.waits_for}" if person.waits_for else "", where) if part)
    return Content("\n").join([head, show_short(f"     {about}", width, "$text-muted"), Content("")])


def _service(service: InBuildingView, width: int) -> Content:
    style = "" if service.open_now else "$text-muted"
    about = " · ".join(part for part in (service.words, service.who) if part)
    room = width // 2
    return Content.assemble(show_short(service.label, room - 1, style).pad_right(max(0, room - min(room - 1, len(service.label)))), show_short(about, width - room, "$text-muted"))
