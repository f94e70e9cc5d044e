"""What the front desk's own screens are given to draw, as `views` does for a visit: frozen, plain, already in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A service as it stands now, and what was said of it today: `full today, said at 09:40 by Asha`.

    `kept_back`: no list names it, so nothing leads to it before the others.
    """

    service: str
    label: str
    who: str
    now: str
    said: tuple[str, ...] = ()
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class BuildingView:
    rows: tuple[BuildingRow, ...]


@dataclass(frozen=True, slots=True)
class QuickView:
    """Lines to choose from: (id, words). `last`: what this terminal counted a moment ago, while it can be taken back."""

    lines: tuple[tuple[str, str], ...]
    last: str = ""


@dataclass(frozen=True, slots=True)
class CountedView:
    """What to say or do now that one was counted."""

    words: str


@dataclass(frozen=True, slots=True)
class LeftRow:
    """Somebody with nobody at the end of the day. `choices`: (id, words); `handoff_id`: the try to say more of,
    `workers`: who may have said yes to it.
    """

    contact_id: str
    code: str
    initials: str
    since: datetime
    words: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    handoff_id: str = ""
    workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EndOfDayView:
    """`names`: colleagues who may take somebody on, whoever has duty first."""

    rows: tuple[LeftRow, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MistakeView:
    """A visit was marked as a mistake; `ring`: who was told of it and should know; `to`: the visit it was moved to."""

    code: str
    ring: tuple[str, ...]
    to: str = ""


@dataclass(frozen=True, slots=True)
class LedRow:
    """One person and who keeps it together. `mine`: that is whoever is signed in. `next`: what is next, in words.

    `under_way`: the visit is not finished yet, and whoever keeps it together may finish it.
    """

    contact_id: str
    code: str
    initials: str
    worker: str
    label: str
    said_yes: bool
    mine: bool
    next: tuple[str, ...]
    under_way: bool = False


@dataclass(frozen=True, slots=True)
class MyPeopleView:
    rows: tuple[LedRow, ...]


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Somebody in the building now, as a list may show them. `elsewhere`: another desk has them open.

    `kept_back`: restricted, and not there for whoever is signed in; `where` says whom to ask.
    """

    contact_id: str
    code: str
    initials: str
    since: datetime
    waits_for: str
    where: str
    state: str
    elsewhere: bool = False
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class InBuildingView:
    """A service as the front desk shows it. `said`: somebody at a desk said today how it is."""

    service: str
    label: str
    who: str
    words: str
    open_now: bool
    said: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedView:
    """Somebody who is to come at an hour and was told of; `worker` where somebody there has said yes already."""

    contact_id: str
    handoff_id: str
    code: str
    initials: str
    at: datetime
    label: str
    worker: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class FrontDeskView:
    """`away`: where this terminal is today, empty at the hub. `directory`: how old it is, where that should be said."""

    hub: str
    people: tuple[WaitingView, ...]
    services: tuple[InBuildingView, ...]
    counted: str
    unfinished: WaitingView | None = None
    closing: str = ""
    expected: tuple[ExpectedView, ...] = ()
    away: str = ""
    ask_where: bool = False
    directory: str = ""
