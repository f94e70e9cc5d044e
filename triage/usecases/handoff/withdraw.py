"""Taking an agreement back: one action stops what waits, lists who has it, and words a "please stop" (practice.md C8).

Past sharing is not undone, and what was decided without asking (C5) is not the person's to take back here. Nothing is
overwritten: an agreement taken back is a new row that replaces the old one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from triage.core.consent import SENDS, Consent
from triage.core.handoff import FINAL, STEP_WORDS, StepKind, state
from triage.core.hours import LONDON
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, HandoffCase, load
from triage.usecases.handoff.after_views import StopView, WithdrawView
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.relations import leads_no_more
from triage.usecases.visit.sitting import is_kept
from triage.usecases.write import stamp

_TAKES_BACK = {consent.value for consent in SENDS - {Consent.NOT_NEEDED_LEGAL}}
_HAS_IT = frozenset(StepKind) - {StepKind.PROPOSED, StepKind.AGREED}


def withdraw(
    rows: Rows, house: House, ctx: Context, contact_id: str, service: str = "", because: str = ""
) -> WithdrawView:
    """Stop sharing with `service`, or with everybody. Tries that nobody has taken on yet are called off.

    Raises UseCaseError when there is nothing to take back.
    """
    case = load(rows, house, ctx, contact_id)
    taken = [row for row in case.agreements if row.state in _TAKES_BACK and (not service or row.service == service)]
    if not taken:
        raise UseCaseError("Nothing is agreed there, so there is nothing to take back.")
    for row in taken:
        take_back(rows, ctx, row, because)
    stopped = []
    for handoff in _touched(case, taken):
        if state(handoff.path) not in FINAL and StepKind.ACCEPTED not in handoff.path:
            record_step(rows, house, ctx, handoff.handoff.id, StepKind.WITHDRAWN.value, because="agreement taken back")
            stopped.append(f"{house.label(handoff.handoff.service)}: {STEP_WORDS[StepKind.WITHDRAWN]}")
    has_it = see_withdrawn(rows, house, ctx, contact_id, service).has_it
    return WithdrawView(contact_id, tuple(stopped), has_it)


def take_back(rows: Rows, ctx: Context, row: rec.Agreement, because: str) -> None:
    """One agreement, from now on withdrawn; what it said stays readable in the row it replaces."""
    new = rec.Agreement(
        **stamp(ctx),
        contact_id=row.contact_id,
        service=row.service,
        need=row.need,
        state=Consent.WITHDRAWN.value,
        limits=row.limits,
        fields="[]",
        until=None,
        words_version=row.words_version,
        because=because.strip(),
        agreed_by=row.agreed_by,
        how=row.how,
    )
    rows.replace([row.id], new)


def see_withdrawn(rows: Rows, house: House, ctx: Context, contact_id: str, service: str = "") -> WithdrawView:
    """Who has something of what was taken back, with the words for each; what was stopped is on the page of the visit."""
    case = load(rows, house, ctx, contact_id)
    gone = [
        row
        for row in case.agreements
        if row.state == Consent.WITHDRAWN.value and (not service or row.service == service)
    ]
    has_it: dict[str, StopView] = {}
    for handoff in _touched(case, gone):
        if not _HAS_IT.isdisjoint(handoff.path):
            has_it[handoff.handoff.service] = _stop_view(house, case, handoff, gone)
    lead = case.lead
    if gone and lead and is_kept(lead) and leads_no_more(case.agreements, lead):
        has_it.setdefault(lead.service, _stop_for(house, case, lead, gone))
    return WithdrawView(contact_id, (), tuple(has_it.values()))


def _touched(case: Case, rows: Iterable[rec.Agreement]) -> list[HandoffCase]:
    """Tries that rest on any of these agreements alone: with another need still agreed, that part goes on."""
    gone = {(row.service, row.need) for row in rows}
    return [h for h in case.handoffs if h.needs and all((h.handoff.service, need) in gone for need in h.needs)]


def _stop_view(house: House, case: Case, handoff: HandoffCase, gone: Iterable[rec.Agreement]) -> StopView:
    service = house.directory.by_id[handoff.handoff.service]
    accepted = handoff.has(StepKind.ACCEPTED)
    sent = handoff.has(StepKind.SENT) or handoff.steps[-1]
    when = max(row.at for row in gone if row.service == service.id)
    worker = accepted.worker if accepted else ""
    return _view(house, case, service.public_label, worker, service.phone, sent.happened_at, when)


def _stop_for(house: House, case: Case, lead: rec.Lead, gone: Iterable[rec.Agreement]) -> StopView:
    """Whoever kept it together has read the page of the visit, whichever service was asked."""
    service = house.directory.by_id.get(lead.service)
    label = service.public_label if service else lead.service
    return _view(house, case, label, lead.worker, lead.reach, lead.at, max(row.at for row in gone))


def _view(
    house: House, case: Case, label: str, worker: str, reach: str, sent: datetime, taken_back: datetime
) -> StopView:
    hub, who = house.directory.hub, case.name or case.contact.code
    message = stop_words(hub.name, hub.phone, label, worker, who, sent, taken_back)
    return StopView(label=label, worker=worker, reach=reach, message=message)


def stop_words(hub: str, phone: str, label: str, worker: str, who: str, sent: datetime, taken_back: datetime) -> str:
    """To read aloud on the phone or to copy. Says who and when, and nothing of what it was about."""
    return (
        f"To {worker or label}, {label}. On {_day(sent)} we told you about {who}, as {who} had agreed. "
        f"On {_day(taken_back)} {who} took that back. Please do not use it any further, do not pass it on, and get rid "
        f"of what you need not keep by law. Please do not ask {who} why. Tell us once it is done: {hub}, {phone}."
    )


def _day(moment: datetime) -> str:
    return f"{say.day(moment.astimezone(UTC))} at {moment.astimezone(LONDON):%H:%M}"
