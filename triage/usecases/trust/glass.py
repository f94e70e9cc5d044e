"""Opening what is not one's own, with a reason: it is written down, and a supervisor is told at the start (docs/adr/0019).

The reasons are a list, so that nobody writes about a person in them. A reason holds for one visit, for whoever gave it,
until midnight. Called by both faces.
"""

from __future__ import annotations

from datetime import timedelta

from triage.core.access import Role
from triage.core.policy import Action, FieldClass
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.trail import readable, write_down

REASONS = (
    ("here_now", "They are here, and asked for it"),
    ("safety", "Somebody's safety"),
    ("asked", "Whoever keeps it together for them asked"),
    ("complaint", "They complained, or want something put right"),
)
DAMAGED = "A row of who saw what cannot be read: somebody changed it. “triage audit verify” names it."
ASKS = "Why do you open it?"
_WEEK = timedelta(days=7)
_MOST = 2


def reason_given(rows: Rows, ctx: Context, contact_id: str) -> bool:
    """Whether they have said why today."""
    mine = readable(lambda: rows.find(rec.Access, contact_id=contact_id, actor_id=ctx.actor.id))
    return any(row.at >= ctx.midnight and row.why in dict(REASONS) for row in mine or ())


def give_reason(rows: Rows, house: House, ctx: Context, contact_id: str, why: str) -> None:
    """Say why. Raises UseCaseError for what is not in the list, and for a visit that is not there."""
    if why not in dict(REASONS):
        raise UseCaseError("Why? Choose from the list.")
    write_down(rows, ctx, contact_id, Action.READ, [FieldClass.VISIT], why)


def told_supervisor(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """What supervisors read at the start: who opened what with a reason in the last week, newest first."""
    if ctx.actor.role is not Role.SUPERVISOR:
        return ()
    recent = readable(lambda: rows.since(rec.Access, ctx.now - _WEEK))
    opened = [row for row in recent or () if row.why in dict(REASONS)]
    lines = [] if recent is not None else [DAMAGED]
    for row in reversed(opened):
        contact = rows.get(rec.Contact, row.contact_id)
        who = next((one.name for one in house.directory.staff if one.id == row.actor_id), "Somebody")
        code = contact.code if contact else "a visit that is gone"
        why = dict(REASONS)[row.why]
        lines.append(f"{who} opened {code}, {say.ago(row.at, ctx.now)}: {lower_first(why)}.")
    more = len(lines) - _MOST
    return (*lines[:_MOST], *([f"{more} more in the last week: triage audit list."] if more > 0 else []))
