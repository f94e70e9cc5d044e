"""“Expect Sam on Tuesday”: somebody who is not here now, agreed to come at an hour, and the desk that will see them.

The hour stands in the step that asked the service; a row for its day lets a desk find it. Nobody has walked yet, and
nobody is there to be met before it (contract.md 4 and 5).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from triage.core.answers import detail_told
from triage.core.appointments import appointment_moment
from triage.core.directory import Mode
from triage.core.handoff import StepKind, state
from triage.core.hours import LONDON
from triage.core.people import initials
from triage.core.plan import IN_PERSON
from triage.usecases import records as rec
from triage.usecases.case import Case, HandoffCase
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.desk_views import ExpectedView
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.visit.matches import coming_words
from triage.usecases.write import stamp


def expected_at(handoff: HandoffCase) -> datetime | None:
    """The hour a service was told to expect them; None for everything else."""
    sent = handoff.has(StepKind.SENT)
    if sent is None or Mode(handoff.handoff.mode) not in IN_PERSON:
        return None
    return appointment_moment(sent.because)


def still_expected(handoff: HandoffCase) -> datetime | None:
    """The same while they have not come and nobody there has said yes or no."""
    return expected_at(handoff) if state(handoff.path) is StepKind.SENT else None


def expected_words(handoff: HandoffCase) -> str:
    """`Tuesday 24 November, 10:00` while they are still expected; else empty."""
    moment = still_expected(handoff)
    return coming_words(moment) if moment else ""


def expect(rows: Rows, ctx: Context, case: Case, handoff: rec.Handoff, then: datetime) -> str:
    """Let a desk find them on that day; what the step that asks the service carries."""
    local = then.astimezone(LONDON)
    day = local.date().isoformat()
    rows.add(rec.Expected(**stamp(ctx), contact_id=case.contact.id, handoff_id=handoff.id, day=day))
    return local.replace(tzinfo=None).isoformat()


def expected_today(rows: Rows, house: House, ctx: Context) -> tuple[ExpectedView, ...]:
    """Who is to come today and has not yet, soonest first: code and initials, and where they go by its public label."""
    found = []
    today = rows.find(rec.Expected, day=ctx.today.isoformat())
    visits = [visit for row in today if (visit := rows.get(rec.Contact, row.contact_id))]
    theirs = kept_back(rows, house, ctx, visits)
    for row in today:
        handoff = rows.get(rec.Handoff, row.handoff_id)
        contact = rows.get(rec.Contact, row.contact_id)
        if handoff is None or contact is None or handoff.service not in house.directory.by_id:
            continue
        steps = [step for step in rows.find(rec.HandoffStep, contact_id=contact.id) if step.handoff_id == handoff.id]
        case = HandoffCase(handoff, tuple(steps))
        beforehand = state(case.path) is StepKind.ACCEPTED and StepKind.WALKING not in case.path
        accepted = case.has(StepKind.ACCEPTED) if beforehand else None
        moment = still_expected(case) or (expected_at(case) if accepted else None)
        if moment is None:
            continue
        service = house.directory.by_id[handoff.service]
        names = rows.find(rec.PersonDetail, person_id=contact.person_id, field="name")
        view = ExpectedView(
            contact_id=contact.id,
            handoff_id=handoff.id,
            code=contact.code,
            initials=initials(detail_told(names[-1].value)) if names else "",
            at=moment,
            label=service.public_label,
            worker=accepted.worker if accepted else "",
            late=moment < ctx.now,
        )
        ask = theirs.get(contact.id)
        found.append(replace(view, initials="", label=ask, worker="") if ask else view)
    return tuple(sorted(found, key=lambda view: (view.at, view.code)))
