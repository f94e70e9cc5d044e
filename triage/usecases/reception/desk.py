"""The front desk: who is here now, and who in the building can see somebody (design.md 6)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from triage.core.answers import detail_told
from triage.core.people import initials
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.looked_at import alert
from triage.usecases.case import called
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.building import desk_states, in_building
from triage.usecases.reception.desk_views import FrontDeskView, WaitingView
from triage.usecases.reception.end_of_day import near_closing
from triage.usecases.reception.expecting import expected_today
from triage.usecases.reception.leases import COMES, holder, left_open
from triage.usecases.reception.quick import counted_today
from triage.usecases.reception.sent_here import sent_from
from triage.usecases.reception.whereabouts import AWAY_WORDS, directory_age, see_where
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.visit.sitting import BESIDE_THE_WAY, CLOSING, mistake_in


def front_desk(rows: Rows, house: House, ctx: Context) -> FrontDeskView:
    """Everybody not finished, longest waiting first; services by floor; a visit this terminal left unfinished."""
    people: list[WaitingView] = []
    unfinished: WaitingView | None = None
    here = rows.without(rec.Contact, rec.ContactEvent, "contact_id", event=CLOSING)
    events = _by_contact(rows, here)
    names, theirs = _names(rows, here), kept_back(rows, house, ctx, here)
    for contact in here:
        last = last_event(events[contact.id])
        view = _waiting(rows, ctx, contact, events[contact.id], names.get(contact.person_id, ""))
        if contact.id in theirs:
            view = replace(view, initials="", waits_for="", where=theirs[contact.id], kept_back=True)
        people.append(view)
        if not view.kept_back and last and last.event in COMES and last.terminal_id == ctx.terminal.id:
            unfinished = view
    today = rows.since(rec.ContactEvent, ctx.midnight)
    marked = {event.contact_id for event in today if mistake_in([event])}
    closed = {event.contact_id for event in today if event.event in CLOSING} - marked
    where, (age, old) = see_where(rows, house, ctx), directory_age(house, ctx.today)
    left = sum(view.state != say.STATES["passed_to"] for view in people)
    closing = near_closing(house, ctx) if left else ""
    return FrontDeskView(
        hub=house.directory.hub.name,
        people=tuple(sorted(people, key=lambda view: view.since)),
        services=in_building(house, ctx, desk_states(rows, ctx)),
        counted=_counted(rows, ctx, len(closed)),
        unfinished=unfinished,
        closing=" · ".join(
            filter(None, (f"{closing}: {left} here with nobody (e)" if closing else "", alert(rows, ctx)))
        ),
        expected=expected_today(rows, house, ctx),
        away=where.words,
        ask_where=where.ask,
        directory=age if where.words or old else "",
    )


def _counted(rows: Rows, ctx: Context, finished: int) -> str:
    """`Today: 12 quick questions · 1 visit finished`; empty before anything was."""
    counts = [*counted_today(rows, ctx), *([("visit" if finished == 1 else "visits", finished)] if finished else [])]
    return f"Today: {' · '.join(f'{number} {words}' for words, number in counts)}" if counts else ""


def last_event(events: Sequence[rec.ContactEvent]) -> rec.ContactEvent | None:
    """The one that says where a visit stands."""
    return next((event for event in reversed(events) if event.event not in BESIDE_THE_WAY), None)


def _by_contact(rows: Rows, here: Sequence[rec.Contact]) -> dict[str, list[rec.ContactEvent]]:
    """The events of each, oldest first; one look for everybody, as every desk looks at this list all day."""
    found: dict[str, list[rec.ContactEvent]] = {contact.id: [] for contact in here}
    for event in rows.find(rec.ContactEvent, contact_id=tuple(found)) if found else ():
        found[event.contact_id].append(event)
    return found


def _names(rows: Rows, here: Sequence[rec.Contact]) -> dict[str, str]:
    persons = tuple(contact.person_id for contact in here)
    found = rows.find(rec.PersonDetail, person_id=persons, field="name") if persons else []
    return {detail.person_id: detail_told(detail.value) for detail in found}


def _waiting(
    rows: Rows, ctx: Context, contact: rec.Contact, events: Sequence[rec.ContactEvent], name: str
) -> WaitingView:
    last = last_event(events) or events[-1]
    detail = json.loads(last.detail) if last.detail else {}
    place = next((e.place for e in reversed(events) if e.place), "")
    other, left = holder(rows, events, ctx.terminal.id), left_open(rows, events, ctx.terminal.id)
    state = (
        f"open at {other.desk}" if other else f"left open at {left}" if left else say.STATES.get(last.event, last.event)
    )
    sent = f"sent from {desk}" if (desk := sent_from(last)) else ""
    return WaitingView(
        contact_id=contact.id,
        code=contact.code,
        initials=initials(name or called(events)),
        since=datetime.fromisoformat(detail["since"]) if detail.get("since") else last.at,
        waits_for=last.to or detail.get("waits_for", ""),
        where=detail.get("where", "") or sent or AWAY_WORDS.get(place, place),
        state=state,
        elsewhere=other is not None,
    )
