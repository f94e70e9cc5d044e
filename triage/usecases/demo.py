"""Invented people at the desk on Monday morning, for the demo, the screens and the tests. Nobody here is real."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import new_contact
from triage.usecases.write import add_event

# called, waits for, where, minutes already waiting
PEOPLE = (
    ("Sam", "the welcome desk", "seats by the window", 12),
    ("", "the welcome desk", "in the queue", 4),
    ("Kay", "the welcome desk", "seats by the lift", 9),
    ("Dee", "the welcome desk", "family corner", 7),
    ("Joan Ellis", "appointment at 10:30", "quiet corner", 21),
)


def seed_demo(rows: Rows, house: House, ctx: Context) -> int:
    """Put the invented people in the building, once: an empty store only. Returns how many came in."""
    if rows.without(rec.Contact, rec.ContactEvent, "contact_id", event="closed"):
        return 0
    for called, waits_for, where, minutes in PEOPLE:
        earlier = replace(ctx, now=ctx.now - timedelta(minutes=minutes))
        contact = new_contact(rows, house, earlier, "desk2")
        detail = json.dumps({"called": called, "waits_for": waits_for, "where": where})
        add_event(rows, earlier, contact.id, "waiting", detail=detail)
    return len(PEOPLE)
