"""Names known here: who goes on with somebody is offered, and a name nobody has heard of is asked about once.

A name that is typed wrong leaves the person waiting for nobody. It is never refused: somebody may stand in today whom
no list has. Pure; called by both faces before they pass somebody on,
or a card.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches

from triage.core.access import AT_A_SERVICE, AT_THE_DESK, Role
from triage.core.hours import LONDON
from triage.usecases.ports import House
from triage.usecases.views import CardView

UNKNOWN = "Nobody called “{name}” is known here today."
NEAR = "Did you mean {names}?"
ALL_THE_SAME = "Pass them on all the same?"
WRITE_IT_DOWN = "Write it down all the same?"


def who_may_go_on(house: House, now: datetime) -> tuple[str, ...]:
    """Whoever works at a desk, a supervisor first; then who is on duty today, but nobody of a service kept private."""
    may = [one for one in house.directory.staff if one.role in AT_THE_DESK | AT_A_SERVICE]
    staff = sorted(may, key=lambda one: (one.role not in AT_THE_DESK, one.role != Role.SUPERVISOR.value))
    today = now.astimezone(LONDON).date()
    workers = [w.name for service in house.directory.services if not service.sensitive for w in service.on_duty(today)]
    return tuple(dict.fromkeys([*(one.name for one in staff), *workers]))


def who_may_have(house: House, card: CardView, now: datetime) -> tuple[str, ...]:
    """Who may have a card: the same people, whom the card says to call, and services by the name that may be seen."""
    called = [number.who.partition(",")[0] for number in card.numbers]
    services = [service.public_label for service in house.directory.services if not service.sensitive]
    return tuple(dict.fromkeys([*who_may_go_on(house, now), *called, *services]))


def as_known(typed: str, names: Sequence[str]) -> str:
    """The one known name that is meant, by all of it or by the first name; empty if none or several are."""
    words = typed.strip().casefold()
    for fits in ([n for n in names if n.casefold() == words], [n for n in names if n.casefold().split()[0] == words]):
        if len(fits) == 1:
            return fits[0]
    return ""


def unknown(typed: str, names: Sequence[str]) -> str:
    """What to say of a name that is not known, with those that are written almost so."""
    by_plain = {name.casefold(): name for name in names}
    near = [by_plain[found] for found in get_close_matches(typed.strip().casefold(), by_plain, 2, 0.7)]
    return " ".join([UNKNOWN.format(name=typed.strip()), *([NEAR.format(names=" or ".join(near))] if near else [])])
