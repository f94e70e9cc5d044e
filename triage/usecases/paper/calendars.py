"""An appointment for the person's own calendar: neutral words, and only where the way it travels is safe.

A calendar is often shared, and shows itself on a locked phone. So an entry says no more than the slip does, less the
name of the worker and the way there (practice.md B2 rules 1, 2, 8 and 10; H harms 1 and 2; promises.md P17).
"""

from __future__ import annotations

import json
from datetime import UTC

from triage.core.appointments import appointment_moment
from triage.core.consent import default_until
from triage.core.text import visible
from triage.usecases import say
from triage.usecases.case import Case, assessed, load
from triage.usecases.paper.paper_views import CalendarEntry, CalendarView
from triage.usecases.paper.slips import appointment_of, on_paper, slip_refused
from triage.usecases.ports import Context, House, Rows

NOT_FOR_THEM = "No calendar file for this visit. Say the time instead, and check it was understood."
NO_SAFE_EMAIL = "They have not said that email is safe and theirs alone, so there is no calendar file. Say the time."
ALONE = frozenset({"nobody", "noone", "no one", "none", "no", "just me", "only me", "me"})
NO_TIME = "No time is agreed yet, so there is nothing for a calendar."


def make_calendar(rows: Rows, house: House, ctx: Context, contact_id: str) -> CalendarView:
    """The appointments still to come, or none with the reason why.

    Never said for a visit that gets no slip, and only when email is the one safe way, asked in this visit, said with
    nobody beside them, read by nobody else, and no more than six months old: anything else is not known to be safe.
    """
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    if slip_refused(case, result):
        return CalendarView(why_not=NOT_FOR_THEM)
    entries = tuple(_entries(house, ctx, case))
    if not entries:
        return CalendarView(why_not=NO_TIME)
    if not _email_is_safe(ctx, case):
        return CalendarView(why_not=NO_SAFE_EMAIL)
    return CalendarView(case.contact.code, entries)


def _entries(house: House, ctx: Context, case: Case) -> list[CalendarEntry]:
    hub = house.directory.hub
    entries = []
    for handoff, service in on_paper(house, ctx, case):
        start = appointment_moment(appointment_of(handoff))
        if start is None or start < ctx.now:
            continue
        entries.append(
            CalendarEntry(
                uid=handoff.handoff.id,
                start=start.astimezone(UTC),
                summary=visible(f"Appointment: {service.public_label}"),
                location=visible(hub.name) if service.in_building else "",  # elsewhere it would be an address
                description=visible(f"Questions: {hub.phone}. {say.CHANGE_MIND}"),
            )
        )
    return entries


def _email_is_safe(ctx: Context, case: Case) -> bool:
    row, said = case.rows.get("HO2"), case.parts("HO2")
    if row is None or said.get("channel") != "email":
        return False
    if json.loads(row.source).get("beside") or not theirs_alone(str(said.get("who_else_sees", ""))):
        return False
    return ctx.now < default_until(row.at)


def theirs_alone(who_else: str) -> bool:
    """True when they said that nobody sees it too. Words that are not one of the few ways to say so are somebody, and
    not said is not known: anything less than a clear "safe" is none (practice.md A1, HO2)."""
    return " ".join(who_else.lower().replace("-", " ").strip(" .!").split()) in ALONE
