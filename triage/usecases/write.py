"""The few lines every use case writes rows with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from triage.usecases import records as rec
from triage.usecases.ports import Context, Rows


class Stamp(TypedDict):
    id: str
    at: datetime
    actor_id: str
    terminal_id: str


def stamp(ctx: Context) -> Stamp:
    """What every row carries: a fresh id, the time in UTC, who and where."""
    return {"id": ctx.new_id(), "at": ctx.now.astimezone(UTC), "actor_id": ctx.actor.id, "terminal_id": ctx.terminal.id}


def add_event(
    rows: Rows, ctx: Context, contact_id: str, event: str, *, place: str = "", detail: str = "", to: str = ""
) -> None:
    """One contact event (contract.md 7), naming the event it came after."""
    before = rows.find(rec.ContactEvent, contact_id=contact_id)
    rows.add(
        rec.ContactEvent(
            **stamp(ctx),
            contact_id=contact_id,
            event=event,
            place=place,
            to=to,
            detail=detail,
            after=before[-1].id if before else "",
        )
    )
