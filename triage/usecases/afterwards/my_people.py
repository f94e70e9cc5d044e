"""Who keeps whom together, and what is next: the lead's list; and what came of an assistant's own people.

Code and initials only, public labels, no need and no private word: the screen is public. Ordered by name and by time,
never ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from triage.core.handoff import StepKind
from triage.core.hours import LONDON
from triage.core.needs import Wanted
from triage.core.policy import Action, FieldClass, Relation, may
from triage.core.text import counted, lower_first, upper_first
from triage.usecases import records as rec
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.handing_over import to_tell
from triage.usecases.handoff.waits import after_visit, after_words, waiting, waits_words
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.desk_views import LedRow, MyPeopleView
from triage.usecases.trust.glass import told_supervisor
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.trust.masking import as_known
from triage.usecases.trust.policy_kept import told_of_policy
from triage.usecases.trust.relations import as_a_line
from triage.usecases.trust.staff_news import told_of_staff
from triage.usecases.trust.start_news import told_at_start
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.sitting import is_kept

_BACK = timedelta(days=28)
_MOST = 2
_NEWS = {
    StepKind.ACCEPTED: "said yes",
    StepKind.FIRST_CONTACT: "met them",
    StepKind.DID_NOT_ATTEND: "waited, they did not come",
}


def my_people(rows: Rows, house: House, ctx: Context) -> MyPeopleView:
    """Everybody whom somebody keeps together: those led by whoever is signed in first, then by the lead's name.

    Away from the desk, only those.
    """
    latest = {lead.person_id: lead.contact_id for lead in rows.find(rec.Lead) if is_kept(lead)}
    found = []
    for contact_id in latest.values():
        case = load(rows, house, ctx, contact_id)
        whose = as_a_line(rows, ctx, case.contact, Relation.LEAD)
        line = may(house.policy, ctx.actor, Action.LIST, whose, FieldClass.VISIT)
        if line.allowed and case.lead is not None and is_kept(case.lead) and not case.mistake:
            found.append(_row(house, ctx, case, case.lead))
    return MyPeopleView(tuple(sorted(found, key=lambda row: (not row.mine, row.worker.casefold(), row.code))))


def _row(house: House, ctx: Context, case: Case, lead: rec.Lead) -> LedRow:
    service = house.directory.by_id.get(lead.service)
    return LedRow(
        contact_id=case.contact.id,
        code=case.contact.code,
        initials=case.initials,
        worker=lead.worker,
        label=service.public_label if service else "",
        said_yes=lead.state == "accepted",
        mine=ctx.actor.name.casefold() in {one.worker.casefold() for one in (lead, case.next_lead) if one},
        next=_next(house, ctx, as_known(house, ctx, case), lead, assessed(case, house, ctx.now)),
        under_way=case.closed is None,
    )


def _next(house: House, ctx: Context, case: Case, lead: rec.Lead, result: Assessed) -> tuple[str, ...]:
    """What is to be done or waited for, the lead's own yes first."""
    asked = case.next_lead or lead
    lines = [] if asked.state == "accepted" else [f"ask {asked.worker}: no yes yet ({asked.reach})"]
    if case.next_lead is not None:
        lines = [f"{lead.worker} hands over to {asked.worker}, and keeps them until then: {lines[0]}"]
    lines += [f"tell them today that {lead.worker} has them now"] if to_tell(case) else []
    for handoff in case.handoffs:
        if waiting(house, case, handoff) is not None:
            label = house.label(handoff.handoff.service)
            lines.append(f"{label}: {waits_words(house, ctx, case, handoff)}")
    lines += ["the visit is not finished yet"] if case.closed is None else []
    later = sum(need.wanted is Wanted.LATER for need in result.needs)
    lines += [f"{counted(later, 'thing')} left for later"] if later else []
    lines += [after_words(ctx, case, wait) for wait in after_visit(house, case)]
    return tuple(lines) or ("nothing is waited for",)


def news(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """At most two lines about this assistant's own people, newest first: what others wrote down since their last day here.

    Before them, for a supervisor, who opened what with a reason, and what an administrator wrote into the list of staff.
    """
    events = rows.since(rec.ContactEvent, ctx.now - _BACK)
    mine = [event for event in events if event.actor_id == ctx.actor.id]
    last_here = _last_day_began(ctx, mine)
    found = []
    for contact_id in dict.fromkeys(event.contact_id for event in mine):
        steps = rows.find(rec.HandoffStep, contact_id=contact_id)
        new = [step for step in steps if step.at > last_here and step.actor_id != ctx.actor.id]
        told = [step for step in new if StepKind(step.step) in _NEWS or step.step == StepKind.OUTCOME.value]
        if told:
            found.append((told[-1].at, contact_id, told, steps))
    found.sort(key=lambda one: one[0], reverse=True)
    visits = [visit for _, contact_id, _, _ in found if (visit := rows.get(rec.Contact, contact_id))]
    theirs = kept_back(rows, house, ctx, visits)
    lines = (
        _news_words(rows, house, ctx, contact_id, told, steps)
        for _, contact_id, told, steps in found
        if contact_id not in theirs
    )
    return (
        *told_supervisor(rows, house, ctx),
        *told_of_policy(rows, house, ctx),
        *told_at_start(rows, house, ctx),
        *told_of_staff(rows, house, ctx),
        *tuple(line for line in lines if line)[:_MOST],
    )


def _last_day_began(ctx: Context, mine: Sequence[rec.ContactEvent]) -> datetime:
    """When this assistant began on the last day they were here before today: the lines of that day told what was before."""
    earlier = [event.at for event in mine if event.at < ctx.midnight]
    if not earlier:
        return ctx.now - _BACK
    day = max(earlier).astimezone(LONDON).date()
    return min(at for at in earlier if at.astimezone(LONDON).date() == day)


def _news_words(
    rows: Rows,
    house: House,
    ctx: Context,
    contact_id: str,
    told: Sequence[rec.HandoffStep],
    steps: Sequence[rec.HandoffStep],
) -> str:
    """`NM-7Q4D, SR: Priya met them; it is sorted out.` A worker of a sensitive service is not named."""
    case = load(rows, house, ctx, contact_id)
    if case.mistake:
        return ""
    last = told[-1]
    handoff = next(h for h in case.handoffs if h.handoff.id == last.handoff_id)
    sensitive = house.directory.by_id[handoff.handoff.service].sensitive
    worker = next((s.worker for s in reversed(steps) if s.handoff_id == last.handoff_id and s.worker), "")
    who = "they" if sensitive or not worker else worker
    of_this = [step for step in told if step.handoff_id == last.handoff_id]
    met = [_NEWS[StepKind(step.step)] for step in of_this if StepKind(step.step) in _NEWS]
    outcome = [step.because for step in of_this if step.step == StepKind.OUTCOME.value and step.because]
    said = [f"{who} {met[-1]}"] if met else []
    said += [lower_first(outcome[-1])] if outcome else []
    words = "; ".join(said)
    known = case.initials
    name = case.contact.code if known == "–" else f"{case.contact.code}, {known}"
    return f"{name}: {upper_first(words)}." if words else ""
