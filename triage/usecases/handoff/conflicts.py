"""Keeping out whoever knows the one who harms: a whole service or one worker there (practice.md B2, 9; H 8)."""

from __future__ import annotations

from dataclasses import replace

from triage.core.conflict import barred, is_involved
from triage.core.consent import SENDS, Consent
from triage.core.handoff import FINAL, StepKind, state
from triage.core.matching import KNOWS_SOMEBODY
from triage.usecases import records as rec
from triage.usecases.case import load
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.handoff.withdraw import take_back
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.views import MatchesView
from triage.usecases.visit.matches import see_matches
from triage.usecases.write import stamp

# Who says so. Never who it is about: a name would be that person's own record (practice.md C6).
SAID_BY = (("person", "The person says so"), ("worker", "The worker says so"))


def keep_out(
    rows: Rows, house: House, ctx: Context, contact_id: str, service: str, worker: str = "", said_by: str = "person"
) -> MatchesView:
    """Write it down, call off what nobody there has taken on yet, and end a lead of theirs. Raises UseCaseError."""
    if service not in house.directory.by_id:
        raise UseCaseError("That service is not in the directory any more. Choose another.")
    if said_by not in dict(SAID_BY):
        raise UseCaseError("Who says so? Choose from the list. Do not write down whom it is about.")
    row = rec.Conflict(**stamp(ctx), contact_id=contact_id, service=service, worker=worker.strip(), because=said_by)
    rows.add(row)
    case = load(rows, house, ctx, contact_id)
    conflicts = case.marks.conflicts
    out = service in barred(house.directory.services, conflicts, ctx.today)
    for handoff in case.handoffs:
        accepted = handoff.has(StepKind.ACCEPTED)
        stops = is_involved(service, accepted.worker, conflicts) if accepted else out
        if handoff.handoff.service == service and stops and state(handoff.path) not in FINAL:
            record_step(rows, house, ctx, handoff.handoff.id, StepKind.WITHDRAWN.value, because=KNOWS_SOMEBODY)
    for agreement in case.agreements:
        if agreement.service == service and out and Consent(agreement.state) in SENDS:
            take_back(rows, ctx, agreement, KNOWS_SOMEBODY)
    for lead in (case.lead, case.next_lead):
        if lead is not None and is_involved(lead.service, lead.worker, conflicts):
            rows.replace([lead.id], replace(lead, **stamp(ctx), state="ended", because=KNOWS_SOMEBODY))
    return see_matches(rows, house, ctx, contact_id)
