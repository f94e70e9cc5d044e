"""What supervisors read at the start about the list of staff: what an administrator wrote into it in the last week.

Whoever has settings and nothing about people could add a colleague who does not exist and be them. That cannot be stopped by
a program; that a supervisor reads it the same morning can be seen to. Called by `my_people`.
"""

from __future__ import annotations

import json
from datetime import timedelta

from triage.core.access import ROLE_WORDS, Role
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, Rows

_WEEK = timedelta(days=7)
_MOST = 2


def told_of_staff(rows: Rows, ctx: Context) -> tuple[str, ...]:
    """`Rosa put Kim on the list of staff, today: front desk.` Newest first, for supervisors alone."""
    if ctx.actor.role is not Role.SUPERVISOR:
        return ()
    written = [
        row for row in rows.since(rec.Staff, ctx.now - _WEEK) if _first_role(rows, row.actor_id) == Role.ADMINISTRATOR
    ]
    lines = [_line(rows, ctx, row) for row in reversed(written)]
    more = len(lines) - _MOST
    return (
        *lines[:_MOST],
        *([f"{more} more in the list of staff in the last week: triage staff list."] if more > 0 else []),
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
