"""Which visits of earlier days have something due by tonight: how it went, an answer, a try, a decision, a card (D5, D7, C5, B).

Found from a few reads over the last weeks, so that the list opens at once however much the store holds; the words come
from the page of the visit itself. Called by `review`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from triage.core.handoff import TURNED_AWAY, state
from triage.core.hours import LONDON, at_time
from triage.usecases import records as rec
from triage.usecases.afterwards.looked_at import cards_unseen, look_by
from triage.usecases.case import HandoffCase
from triage.usecases.handoff.after_no import still_open
from triage.usecases.handoff.waits import asked_after, try_waits
from triage.usecases.ports import Context, House, Rows
from triage.usecases.visit.sitting import CLOSING

R = TypeVar("R", rec.Need, rec.NeedEnd, rec.Review, rec.CardEvent)

WEEKS = 6  # the last asking is after four; what nobody saw to for two weeks more is for the supervisor's report


def due_by_tonight(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """Ids of the contacts, the longest due first; none of today's own."""
    midnight = at_time(ctx.today, "00:00")
    tonight = at_time(ctx.today + timedelta(days=1), "00:00")
    since = midnight - timedelta(weeks=WEEKS)
    earlier = {contact.id for contact in rows.since(rec.Contact, since) if contact.at < midnight}
    needs = _by_contact(rows.since(rec.Need, since))
    reviews = _by_contact(rows.since(rec.Review, since))
    steps: dict[str, list[rec.HandoffStep]] = defaultdict(list)
    for step in sorted(rows.since(rec.HandoffStep, since), key=lambda step: step.id):
        steps[step.handoff_id].append(step)

    found: dict[str, list[datetime]] = defaultdict(list)
    for event in rows.since(rec.ContactEvent, since):
        if event.event in CLOSING and event.contact_id in earlier:
            waits = asked_after(house, event, needs[event.contact_id], reviews[event.contact_id])
            found[event.contact_id] += [wait.due for wait in waits]
    ends = _by_contact(rows.since(rec.NeedEnd, since))
    tries = rows.since(rec.Handoff, since)
    followed = {handoff.follows for handoff in tries}
    for handoff in tries:
        if handoff.contact_id in earlier and handoff.service in house.directory.by_id:
            one = HandoffCase(handoff, tuple(steps[handoff.id]))
            wait = try_waits(house, one, needs[handoff.contact_id], reviews[handoff.contact_id])
            found[handoff.contact_id] += [wait.due] if wait and handoff.id not in followed else []
            nobody = state(one.path) in TURNED_AWAY and handoff.id not in followed
            if nobody and still_open(one, needs[handoff.contact_id], ends[handoff.contact_id]):
                found[handoff.contact_id].append(one.steps[-1].happened_at)
    for decision in rows.without(rec.Decision, rec.Review, "about"):
        if decision.follow_up and decision.contact_id in earlier:
            found[decision.contact_id].append(at_time(date.fromisoformat(decision.follow_up), "00:00"))
    for contact_id, events in _by_contact(rows.since(rec.CardEvent, since)).items():
        if contact_id in earlier:
            found[contact_id] += [look_by(house, event) for event in cards_unseen(events, reviews[contact_id])]
    first = {contact: min(dues).astimezone(LONDON) for contact, dues in found.items() if dues}
    return tuple(sorted((contact for contact, by in first.items() if by <= tonight), key=lambda id: (first[id], id)))


def _by_contact(kind: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in kind:
        found[row.contact_id].append(row)
    return found
