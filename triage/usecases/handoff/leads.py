"""Who keeps it together: proposed by rule, told, accepted; the person's choice overrides (practice.md D3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from triage.core.access import Role
from triage.core.conflict import Conflict, free_workers, is_involved
from triage.core.directory import Service, Worker
from triage.core.lead import LeadRule, may_keep_together, may_lead_now, same_family_name
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.after_views import LeadView
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.sitting import LEAD_CHANGE, LEADING
from triage.usecases.write import add_event, stamp

NOT_RELATED = "not related"


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
    by_law = result.lead is not None and result.lead.rule is LeadRule.STATUTORY and result.lead.service == service
    if chosen is None or not (chosen.lead_capable or chosen.lead_if_chosen or by_law):
        raise UseCaseError("They cannot take this on. Choose somebody from the list.")
    if not by_law and not may_keep_together(chosen, result.needs):
        raise UseCaseError("They may be asking this person for something themselves. Choose somebody else.")
    if not worker.strip():
        raise UseCaseError("Who will it be? A name is needed, not a desk.")
    conflicts = case.marks.conflicts
    if is_involved(service, worker.strip(), conflicts):
        raise UseCaseError("They know somebody involved. Choose somebody else.")
    if wrong := _never(house, ctx, case, chosen, worker.strip(), because):
        raise UseCaseError(wrong)
    proposed = result.lead
    by_rule = proposed is not None and proposed.service == service
    if not by_rule and not because.strip():
        raise UseCaseError("Say in a few words why this one instead.")
    others = [w.name for w in _workers(house, chosen, ctx, conflicts) if w.name != worker.strip()]
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
    rows.replace(_gives_way(case, row), row)
    found = see_lead(rows, house, ctx, contact_id)
    assert found is not None  # just written
    return found


def _gives_way(case: Case, row: rec.Lead) -> list[str]:
    """Which rows a newly named lead replaces: never somebody else who said yes, who stays on until this one does."""
    stays = case.lead is not None and case.lead.state == "accepted" and not _same(case.lead, row)
    gone = [case.next_lead, None if stays else case.lead]
    return [old.id for old in gone if old is not None]


def _same(one: rec.Lead, other: rec.Lead) -> bool:
    return (one.service, one.worker.casefold()) == (other.service, other.worker.casefold())


def ask_for_lead(rows: Rows, house: House, ctx: Context, contact_id: str) -> LeadView | None:
    """They ask for one person to keep it together, which is reason enough (practice.md D3)."""
    return _leading(rows, house, ctx, contact_id, asked_for=True)


def name_owner(rows: Rows, house: House, ctx: Context, contact_id: str, owner: str) -> LeadView | None:
    """Somebody has this duty by law already, as that service said; "" takes it back. Raises UseCaseError."""
    if owner not in dict(say.OWNERS):
        raise UseCaseError("Who has it by law? Choose from the list.")
    return _leading(rows, house, ctx, contact_id, owner=owner)


def _leading(rows: Rows, house: House, ctx: Context, contact_id: str, **said: object) -> LeadView | None:
    marks = load(rows, house, ctx, contact_id).marks
    detail = {"asked_for": marks.asked_for_lead, "owner": marks.owner, **said}
    add_event(rows, ctx, contact_id, LEADING, detail=json.dumps(detail))
    return see_lead(rows, house, ctx, contact_id)


def see_could_lead(rows: Rows, house: House, ctx: Context) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(service, label, workers) of all that may keep things together, for choosing somebody else."""
    return tuple(
        (service.id, service.public_label, tuple(worker.name for worker in _workers(house, service, ctx, ())))
        for service in house.directory.services
        if (service.lead_capable or service.lead_if_chosen) and service.active
    )


def _law_names_another(case: Case, result: Assessed) -> bool:
    """A duty by law comes before every choice; whoever led stays on until the one named by it is told."""
    law = result.lead if result.lead and result.lead.rule is LeadRule.STATUTORY else None
    return law is not None and case.lead is not None and law.service != case.lead.service


def _never(house: House, ctx: Context, case: Case, service: Service, worker: str, because: str) -> str:
    """Why this one never leads, in a sentence; empty when nothing is in the way (practice.md D3)."""
    if worker == ctx.actor.name and ctx.actor.role is Role.ASSISTANT:
        return "You stay the first to ask for until somebody says yes, but you do not lead. Choose somebody else."
    if same_family_name(worker, case.name) and NOT_RELATED not in because.casefold():
        return f"The same family name, and a relative never leads. If they are none, say why them, and “{NOT_RELATED}”."
    there = {one.name for one in may_lead_now(service.workers, ctx.today, house.directory.closed_dates)}
    if worker in {one.name for one in service.workers} - there:
        return "They are away for more than five working days. Choose somebody else."
    return ""


def accept_lead(rows: Rows, house: House, ctx: Context, contact_id: str) -> LeadView:
    """The worker said yes, by name. Until then the assistant stays the person's first contact, or the lead before them."""
    case = load(rows, house, ctx, contact_id)
    if case.lead is None:
        raise UseCaseError("Nobody has been named yet. Choose who keeps it together first.")
    row = rewritten(case.next_lead or case.lead, ctx, "accepted")
    rows.replace([old.id for old in (case.lead, case.next_lead) if old is not None], row)
    if case.next_lead is not None:
        change = rec.Review(
            **stamp(ctx), contact_id=contact_id, what=LEAD_CHANGE, about=row.id, found="to_tell",
            name=case.lead.worker, because=case.next_lead.because,
        )  # fmt: skip
        rows.add(change)
    found = see_lead(rows, house, ctx, contact_id)
    assert found is not None  # just written
    return found


def rewritten(old: rec.Lead, ctx: Context, state: str) -> rec.Lead:
    """The same lead in another state, as a row of its own."""
    return replace(old, **stamp(ctx), state=state)


def lead_view(house: House, ctx: Context, case: Case, result: Assessed) -> LeadView | None:
    """The lead as recorded, unless that has ended; else as proposed; else None."""
    conflicts = case.marks.conflicts
    if case.lead is not None and case.lead.state != "ended" and not _law_names_another(case, result):
        service = house.directory.by_id.get(case.lead.service)
        return LeadView(
            service=case.lead.service,
            label=service.public_label if service else case.lead.service,
            worker=case.lead.worker,
            workers=tuple(w.name for w in _workers(house, service, ctx, conflicts)) if service else (),
            rule=case.lead.rule,
            rule_words=say.RULE.get(case.lead.rule, case.lead.rule),
            because=case.lead.because,
            state=case.lead.state,
            reach=case.lead.reach,
            cover=case.lead.cover,
            why_needed=result.lead_because or "",
            next_worker=case.next_lead.worker if case.next_lead else "",
        )
    if result.lead is None:
        return None
    service = house.directory.by_id[result.lead.service]
    names = [w.name for w in _workers(house, service, ctx, conflicts)]
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


def _workers(house: House, service: Service, ctx: Context, conflicts: Sequence[Conflict]) -> tuple[Worker, ...]:
    there = service.on_duty(ctx.today) or service.workers
    return free_workers(service, may_lead_now(there, ctx.today, house.directory.closed_dates), conflicts)


def _reach(service: Service, worker: str) -> str:
    extension = next((w.extension for w in service.workers if w.name == worker and w.extension), "")
    return f"{service.phone}, extension {extension}" if extension else service.phone
