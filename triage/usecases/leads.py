"""Who keeps it together: proposed by rule, told, accepted; the person's choice overrides (practice.md D3)."""

from __future__ import annotations

from collections.abc import Sequence

from triage.core.conflict import Conflict, free_workers, is_involved
from triage.core.directory import Service, Worker
from triage.core.hours import LONDON
from triage.core.lead import may_keep_together
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.assessment import Assessed
from triage.usecases.case import Case, assessed, load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.views import LeadView
from triage.usecases.write import stamp


def see_lead(rows: Rows, house: House, ctx: Context, contact_id: str) -> LeadView | None:
    """Who has been named, or who is proposed and by which rule; None when one named contact is enough."""
    case = load(rows, house, ctx, contact_id)
    return lead_view(house, ctx, case, assessed(case, house, ctx.now))


def name_lead(
    rows: Rows, house: House, ctx: Context, contact_id: str, service: str, worker: str, because: str = ""
) -> LeadView:
    """The person agreed and the worker is told. Another than the proposed one needs a reason. Raises UseCaseError."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    chosen = house.directory.by_id.get(service)
    if chosen is None or not chosen.lead_capable:
        raise UseCaseError("They cannot take this on. Choose somebody from the list.")
    if not may_keep_together(chosen, result.needs):
        raise UseCaseError("They may be asking this person for something themselves. Choose somebody else.")
    if not worker.strip():
        raise UseCaseError("Who will it be? A name is needed, not a desk.")
    conflicts = case.marks.conflicts
    if is_involved(service, worker.strip(), conflicts):
        raise UseCaseError("They know somebody involved. Choose somebody else.")
    proposed = result.lead
    by_rule = proposed is not None and proposed.service == service
    if not by_rule and not because.strip():
        raise UseCaseError("Say in a few words why this one instead.")
    others = [w.name for w in _workers(chosen, ctx, conflicts) if w.name != worker.strip()]
    row = rec.Lead(
        **stamp(ctx),
        person_id=case.contact.person_id,
        contact_id=contact_id,
        worker=worker.strip(),
        service=service,
        state="told",
        rule=proposed.rule.value if by_rule and proposed else "chosen",
        because=proposed.because if by_rule and proposed else because.strip(),
        cover=others[0] if others else "",
        reach=_reach(chosen, worker.strip()),
    )
    rows.replace([case.lead.id] if case.lead else [], row)
    found = see_lead(rows, house, ctx, contact_id)
    assert found is not None  # just written
    return found


def accept_lead(rows: Rows, house: House, ctx: Context, contact_id: str) -> LeadView:
    """The worker said yes, by name. Until then the assistant stays the person's first contact."""
    case = load(rows, house, ctx, contact_id)
    if case.lead is None:
        raise UseCaseError("Nobody has been named yet. Choose who keeps it together first.")
    old = case.lead
    row = rec.Lead(
        **stamp(ctx),
        person_id=old.person_id,
        contact_id=contact_id,
        worker=old.worker,
        service=old.service,
        state="accepted",
        rule=old.rule,
        because=old.because,
        cover=old.cover,
        reach=old.reach,
    )
    rows.replace([old.id], row)
    found = see_lead(rows, house, ctx, contact_id)
    assert found is not None  # just written
    return found


def lead_view(house: House, ctx: Context, case: Case, result: Assessed) -> LeadView | None:
    """The lead as recorded, unless that has ended; else as proposed; else None."""
    conflicts = case.marks.conflicts
    if case.lead is not None and case.lead.state != "ended":
        service = house.directory.by_id.get(case.lead.service)
        return LeadView(
            service=case.lead.service,
            label=service.public_label if service else case.lead.service,
            worker=case.lead.worker,
            workers=tuple(w.name for w in _workers(service, ctx, conflicts)) if service else (),
            rule=case.lead.rule,
            rule_words=say.RULE.get(case.lead.rule, case.lead.rule),
            because=case.lead.because,
            state=case.lead.state,
            reach=case.lead.reach,
            cover=case.lead.cover,
            why_needed=result.lead_because or "",
        )
    if result.lead is None:
        return None
    service = house.directory.by_id[result.lead.service]
    names = [w.name for w in _workers(service, ctx, conflicts)]
    return LeadView(
        service=service.id,
        label=service.public_label,
        worker=names[0] if names else "",
        workers=tuple(names),
        rule=result.lead.rule.value,
        rule_words=say.RULE[result.lead.rule.value],
        because=result.lead.because,
        state="proposed",
        reach=_reach(service, names[0] if names else ""),
        cover=names[1] if len(names) > 1 else "",
        why_needed=result.lead_because or "",
    )


def _workers(service: Service, ctx: Context, conflicts: Sequence[Conflict]) -> tuple[Worker, ...]:
    there = service.on_duty(ctx.now.astimezone(LONDON).weekday()) or service.workers
    return free_workers(service, there, conflicts)


def _reach(service: Service, worker: str) -> str:
    extension = next((w.extension for w in service.workers if w.name == worker and w.extension), "")
    return f"{service.phone}, extension {extension}" if extension else service.phone
