"""What supervisors read at the start about the list of staff: what an administrator wrote into it, and who is not known here yet.

Whoever has settings and nothing about people could add a colleague who does not exist and be them. That cannot be stopped by
a program; that a supervisor reads it the same morning can be seen to. Called by `my_people`.
"""

from __future__ import annotations

import json
from datetime import timedelta

from triage.core.access import ROLE_WORDS, Role
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows

_WEEK = timedelta(days=7)
_MOST = 2


def told_of_staff(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """`Rosa put Kim on the list of staff, today: front desk.` Newest first, for supervisors alone."""
    if ctx.actor.role is not Role.SUPERVISOR:
        return ()
    written = [
        row for row in rows.since(rec.Staff, ctx.now - _WEEK) if _first_role(rows, row.actor_id) == Role.ADMINISTRATOR
    ]
    lines = [_line(rows, ctx, row) for row in reversed(written)]
    more = len(lines) - _MOST
    return (
        *_not_here_yet(rows, house, ctx),
        *lines[:_MOST],
        *([f"{more} more in the list of staff in the last week: triage staff list."] if more > 0 else []),
    )


def _not_here_yet(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """Who was taken on at another desk and could not sign in at this one: its key file is a copy of before."""
    here = {member.id for member in house.directory.staff}
    kept = [row for row in rows.find(rec.Staff) if not row.left_on]
    names = [row.name for row in kept if row.staff_id not in here]
    if not names or ctx.actor.id not in {row.staff_id for row in kept}:
        return ()
    return (
        f"{say.listed(names)} cannot sign in at this desk yet. Start triage again here; if that does not help, copy triage.keys"
        " from the desk where they were added.",
    )


def _line(rows: Rows, ctx: Context, row: rec.Staff) -> str:
    who, when = _names(rows, row.actor_id), say.ago(row.at, ctx.now)
    if row.left_on:
        return f"{who} took {row.name} off the list of staff, {when}."
    what = ", ".join([*(ROLE_WORDS[Role(role)] for role in json.loads(row.roles)), *json.loads(row.services)])
    return f"{who} put {row.name} on the list of staff, {when}: {what}."


def _first_role(rows: Rows, staff_id: str) -> str:
    found = rows.find(rec.Staff, staff_id=staff_id)
    return str(json.loads(found[-1].roles)[0]) if found else ""


def _names(rows: Rows, staff_id: str) -> str:
    found = rows.find(rec.Staff, staff_id=staff_id)
    return found[-1].name if found else "Somebody"
