"""When somebody who is not in the building can come: the plan for that hour (contract.md 4, `when_can_you_come`)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from triage.core.appointments import read_appointment
from triage.core.facts import AWAY
from triage.core.hours import LONDON, coming, slots
from triage.core.text import upper_first
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.say import at_next
from triage.usecases.views import MatchesView
from triage.usecases.visit.matches import see_matches
from triage.usecases.visit.sitting import COMING
from triage.usecases.write import add_event

NOT_NOW = "not now"  # what takes the hour back
_AHEAD = timedelta(days=14)  # as far as openings are looked at
_USUAL = 10  # o'clock: an hour to offer on a later day
_OFFERED = 5


def offer_hours(rows: Rows, house: House, ctx: Context) -> tuple[tuple[str, str], ...]:
    """(what `say_coming` takes, words) of hours at which the building is open: later today, then day by day."""
    now, found = ctx.now.astimezone(LONDON), []
    for slot in coming(house.directory.hub.hours, ctx.now, house.directory.closed_dates):
        start, end = slot.start.astimezone(LONDON), slot.end.astimezone(LONDON)
        usual = start.replace(hour=_USUAL, minute=0)
        soonest = (now + timedelta(hours=2)).replace(minute=0) if start.date() == now.date() else usual
        moment = max(soonest, start)
        if moment < end:
            found.append(moment)
    return tuple((f"{m.day} {m:%b} {m:%H:%M}", _sentence(at_next(m, ctx.now))) for m in found[:_OFFERED])


def say_coming(rows: Rows, house: House, ctx: Context, contact_id: str, typed: str) -> MatchesView:
    """Plan for the hour they can come; `NOT_NOW` plans for now again. Raises UseCaseError, also while nobody is there."""
    case = load(rows, house, ctx, contact_id)
    if case.situation.place not in AWAY:
        raise UseCaseError("They are in the building. Who can help now is in the list.")
    when = "" if typed == NOT_NOW else _read(house, ctx, typed).replace(tzinfo=None).isoformat()
    add_event(rows, ctx, contact_id, COMING, detail=json.dumps({"when": when}))
    return see_matches(rows, house, ctx, contact_id)


def _read(house: House, ctx: Context, typed: str) -> datetime:
    now = ctx.now.astimezone(LONDON)
    try:
        moment = read_appointment(typed, now).replace(tzinfo=LONDON)
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None
    hub, closed = house.directory.hub.hours, house.directory.closed_dates
    if moment - now > _AHEAD:
        raise UseCaseError("That is more than two weeks away. Book a time with the service instead.")
    if not any(slot.start <= moment < slot.end for slot in slots(hub, moment.date(), closed)):
        opens = next(coming(hub, moment, closed), None)
        again = f" It opens {at_next(opens.start, ctx.now)}." if opens else ""
        raise UseCaseError(f"The building is closed then.{again}")
    return moment


def _sentence(words: str) -> str:
    return upper_first(words)
