"""The front desk: who is here now, and who in the building can see somebody (design.md 6)."""

from __future__ import annotations

import json

from triage.core.people import initials
from triage.usecases import records as rec
from triage.usecases.building import desk_states, in_building
from triage.usecases.case import CLOSING
from triage.usecases.desk_views import FrontDeskView, WaitingView
from triage.usecases.end_of_day import near_closing
from triage.usecases.expecting import expected_today
from triage.usecases.ports import Context, House, Rows
from triage.usecases.quick import counted_today
from triage.usecases.sitting import BESIDE_THE_WAY, mistake_in
from triage.usecases.whereabouts import AWAY_WORDS, directory_age, see_where

_STATE = {
    "opened": "being helped",
    "resumed": "being helped",
    "waiting": "waiting",
    "parked": "waiting",
    "passed_to": "passed on",
    "interrupted": "stopped part-way",
}


def front_desk(rows: Rows, house: House, ctx: Context) -> FrontDeskView:
    """Everybody not finished, longest waiting first; services by floor; a visit this terminal left unfinished."""
    people: list[WaitingView] = []
    unfinished: WaitingView | None = None
    for contact in rows.without(rec.Contact, rec.ContactEvent, "contact_id", event=CLOSING):
        events = rows.find(rec.ContactEvent, contact_id=contact.id)
        view = _waiting(rows, contact, events)
        people.append(view)
        last = next((e for e in reversed(events) if e.event not in BESIDE_THE_WAY), None)
        if last and last.event in ("opened", "resumed") and last.terminal_id == ctx.terminal.id:
            unfinished = view
    today = rows.since(rec.ContactEvent, ctx.midnight)
    marked = {event.contact_id for event in today if mistake_in([event])}
    closed = {event.contact_id for event in today if event.event in CLOSING} - marked
    where, (age, old) = see_where(rows, house, ctx), directory_age(house, ctx.today)
    left = sum(view.state != _STATE["passed_to"] for view in people)
    closing = near_closing(house, ctx) if left else ""
    return FrontDeskView(
        hub=house.directory.hub.name,
        people=tuple(sorted(people, key=lambda view: view.since)),
        services=in_building(house, ctx, desk_states(rows, ctx)),
        counted=_counted(rows, ctx, len(closed)),
        unfinished=unfinished,
        closing=f"{closing}: {left} here with nobody (e)" if closing else "",
        expected=expected_today(rows, house, ctx),
        away=where.words,
        ask_where=where.ask,
        directory=age if where.words or old else "",
    )


def _counted(rows: Rows, ctx: Context, finished: int) -> str:
    """`Today: 12 quick questions · 1 visit finished`; empty before anything was."""
    counts = [*counted_today(rows, ctx), *([("visit" if finished == 1 else "visits", finished)] if finished else [])]
    return f"Today: {' · '.join(f'{number} {words}' for words, number in counts)}" if counts else ""


def _waiting(rows: Rows, contact: rec.Contact, events: list[rec.ContactEvent]) -> WaitingView:
    last = next((e for e in reversed(events) if e.event not in BESIDE_THE_WAY), events[-1])
    detail = json.loads(last.detail) if last.detail else {}
    place = next((e.place for e in reversed(events) if e.place), "")
    names = rows.find(rec.PersonDetail, person_id=contact.person_id, field="name")
    name = json.loads(names[-1].value) if names else detail.get("called", "")
    return WaitingView(
        contact_id=contact.id,
        code=contact.code,
        initials=initials(name),
        since=last.at,
        waits_for=detail.get("waits_for", "") or last.to,
        where=detail.get("where", "") or AWAY_WORDS.get(place, place),
        state=_STATE.get(last.event, last.event),
    )
