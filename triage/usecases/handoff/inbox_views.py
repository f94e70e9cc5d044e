"""What somebody at a service is given to draw: their list, and one of it with what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from triage.usecases.handoff.after_views import Ask


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the list: a code, how they come, where it stands, since when, by when. No name, no need.

    `label`: which service it was sent to, for somebody who works at several.
    """

    handoff_id: str
    code: str
    mode_words: str
    now_words: str
    worker: str
    since: datetime
    waits: str
    late: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class InboxView:
    label: str
    rows: tuple[InboxRow, ...]


# Whoever keeps things together for people and works at no service: nothing is sent to them, which is no refusal.
AT_NO_SERVICE = InboxView("", ())
NO_SERVICE = "You are here for no one service, so nobody is sent to you. My people: whom you keep together."


@dataclass(frozen=True, slots=True)
class SentView:
    """One of them. `sends`: exactly what was agreed, line by line. `choices`: what may be said now; `asks`: what with it.

    `no_way`: said where they were told of no safe way to get in touch; unknown means no (practice.md B2).
    """

    row: InboxRow
    sends: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    asks: tuple[tuple[str, tuple[Ask, ...]], ...] = ()
    no_way: str = ""

    def ask(self, step: str) -> Ask | None:
        return next(iter(dict(self.asks).get(step, ())), None)
