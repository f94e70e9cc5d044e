"""Who can help: the plan, why, and what else was considered (contract.md 4)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from triage.core.access import Role
from triage.core.appointments import moment_words
from triage.core.coming import ways
from triage.core.conflict import Conflict, barred, free_workers
from triage.core.directory import Mode, Service
from triage.core.facts import AWAY
from triage.core.handoff import TURNED_AWAY, StepKind, state
from triage.core.hours import LONDON
from triage.core.matching import Availability, Fit, Verdict
from triage.core.plan import IN_PERSON, PlanItem, Unmet
from triage.core.text import counted
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.leads import lead_view
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.whereabouts import directory_age
from triage.usecases.trust.masking import need_reasons, need_words
from triage.usecases.views import MatchesView, MatchView
from triage.usecases.visit.assessment import Assessed
from triage.usecases.write import stamp

_VERDICT = {Verdict.FITS: "can help", Verdict.ASK: "can help if this holds", Verdict.NO: "does not fit"}


def see_matches(rows: Rows, house: House, ctx: Context, contact_id: str) -> MatchesView:
    """The plan for what is wanted now, the rest that was looked at, and what nobody meets."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    return matches_view(house, ctx, case, result)


def matches_view(house: House, ctx: Context, case: Case, result: Assessed) -> MatchesView:
    planned = {item.service for item in result.plan.items}
    others = [fit for fit in result.fits if fit.service not in planned]
    national = {service.id for service in house.directory.services if service.national}
    others.sort(key=lambda fit: (fit.verdict is Verdict.NO, fit.service in national, not fit.open_now, fit.service))
    return MatchesView(
        contact_id=case.contact.id,
        code=case.contact.code,
        plan=tuple(plan_view(house, ctx, case, result, item) for item in result.plan.items),
        others=tuple(_other_view(house, ctx, case, result, fit) for fit in others),
        unmet=tuple(_unmet_view(house, case, result, unmet) for unmet in result.plan.unmet),
        lead=lead_view(house, ctx, case, result),
        away=case.situation.place in AWAY,
        directory=directory_age(house, ctx.today)[0] if case.situation.place in AWAY else "",
        two_noes=two_noes(house, case),
        coming=coming_words(case.marks.coming) if case.marks.coming and case.situation.place in AWAY else "",
    )


def _unmet_view(house: House, case: Case, result: Assessed, unmet: Unmet) -> tuple[str, str, str]:
    """Why nobody, and who then: never a dead end (practice.md H, harm 11)."""
    private = house.question_set.need(unmet.need).sensitive
    words = need_words(house, case, result, unmet.need)
    return unmet.need, words, f"{say.UNMET[unmet.cause]}. {fallback(house, private=private)}"


def fallback(house: House, private: bool = False) -> str:
    """A person and a national line that take any problem; of a `private` need only the person is told."""
    lines = [s for s in house.directory.services if s.general and s.national and s.active and not private]
    numbers = [f"{line.public_label}, {line.phone}" for line in lines[:1]]
    return f"Ask {'; or '.join([duty_lead(house), *numbers])}"


def duty_lead(house: House) -> str:
    """Whom staff ask when nothing else helps."""
    lead = next((s for s in house.directory.staff if s.role == Role.SUPERVISOR), None)
    if lead is None:
        return f"the duty lead, {house.directory.hub.phone}"
    return f"{lead.name}, duty lead" + (f", extension {lead.extension}" if lead.extension else "")


def choose_service(
    rows: Rows, house: House, ctx: Context, contact_id: str, service: str, needs: Sequence[str], because: str
) -> MatchesView:
    """A person decides: another service for these needs, with the reason. Raises UseCaseError without one."""
    if not because.strip():
        raise UseCaseError("Say in a few words why this one instead.")
    if service not in house.directory.by_id:
        raise UseCaseError("That service is not in the directory any more. Choose another.")
    check_not_involved(rows, house, ctx, contact_id, service)
    reason = json.dumps({"chosen_because": because.strip()}, ensure_ascii=False)
    row = rec.Fit(
        **stamp(ctx),
        contact_id=contact_id,
        service=service,
        needs=json.dumps(list(needs)),
        verdict="chosen",
        reasons=reason,
    )
    rows.add(row)
    return see_matches(rows, house, ctx, contact_id)


def check_not_involved(rows: Rows, house: House, ctx: Context, contact_id: str, service: str) -> None:
    """Raises UseCaseError for a service with nobody left there who does not know somebody involved (practice.md B2)."""
    conflicts = load(rows, house, ctx, contact_id).marks.conflicts
    if service in barred(house.directory.services, conflicts, ctx.today):
        raise UseCaseError("Somebody there knows somebody involved. Choose another.")


def plan_view(house: House, ctx: Context, case: Case, result: Assessed, item: PlanItem) -> MatchView:
    """One line of the plan, in words."""
    service = house.directory.by_id[item.service]
    return _view(house, ctx, case, result, service, item.fit, item.mode, item.needs, item.because)


def two_noes(house: House, case: Case) -> str:
    """Whose it is once two have said no to the same thing and nobody yes (contract.md 5); empty before."""
    said = [set(one.needs) for one in case.handoffs if state(one.path) in TURNED_AWAY]
    taken = {need for one in case.handoffs if one.has(StepKind.ACCEPTED) for need in one.needs}
    twice = {need for place, one in enumerate(said) for other in said[place + 1 :] for need in one & other}
    return f"Two have said no. It is the duty lead's now: ring {duty_lead(house)}." if twice - taken else ""


def _other_view(house: House, ctx: Context, case: Case, result: Assessed, fit: Fit) -> MatchView:
    service = house.directory.by_id[fit.service]
    mode = next(iter(_ways(case, service)), Mode.PHONE)
    view = _view(house, ctx, case, result, service, fit, mode, fit.needs, fit.for_)
    said_no = any(one.handoff.service == fit.service and state(one.path) in TURNED_AWAY for one in case.handoffs)
    return replace(view, verdict="said no this time") if said_no else view


def _view(
    house: House,
    ctx: Context,
    case: Case,
    result: Assessed,
    service: Service,
    fit: Fit,
    mode: Mode,
    needs: tuple[str, ...],
    because: tuple[str, ...],
) -> MatchView:
    then = case.marks.coming if fit.asked.now == case.marks.coming else None
    return MatchView(
        service=service.id,
        label=service.public_label,
        verdict=_VERDICT[fit.verdict],
        mode=mode.value,
        mode_words=mode_words(mode, then),
        needs=tuple(need_words(house, case, result, code) for code in needs),
        need_codes=needs,
        where=where_words(service),
        who=say.listed(list(workers_on(service, then or ctx.now, case.marks.conflicts))),
        open_words=open_words(ctx, service, mode, fit.when, then),
        because=need_reasons(house, case, result, needs) + because,
        against=fit.against,
        would_change=fit.would_change,
        modes=tuple((m.value, mode_words(m, case.marks.coming)) for m in _ways(case, service)),
    )


def workers_today(service: Service, ctx: Context, conflicts: Sequence[Conflict] = ()) -> tuple[str, ...]:
    """Who is on duty at a service on the hub's calendar day, without anybody who knows somebody involved."""
    return workers_on(service, ctx.now, conflicts)


def workers_on(service: Service, moment: datetime, conflicts: Sequence[Conflict] = ()) -> tuple[str, ...]:
    """The same on another day."""
    there = service.on_duty(moment.astimezone(LONDON).date())
    return tuple(worker.name for worker in free_workers(service, there, conflicts))


def mode_words(mode: Mode, then: datetime | None) -> str:
    """How they get there; for an hour they can come, nobody walks over now: they are expected."""
    if then is not None and mode in IN_PERSON:
        return f"Expect them, {coming_words(then)}"
    return say.MODE[mode.value]


def coming_words(then: datetime) -> str:
    """Tuesday 24 November, 10:00"""
    return moment_words(then.astimezone(LONDON))


def _ways(case: Case, service: Service) -> tuple[Mode, ...]:
    """How they can get there from where they are; for an hour they can come, being expected is one of them."""
    if case.situation.place not in AWAY:
        return service.modes
    expected = [mode for mode in service.modes if mode in IN_PERSON and case.marks.coming]
    return (*expected, *ways(service, here=False))


def where_words(service: Service) -> str:
    """Where it is, in words a stranger can follow; for a sensitive service only the way, never what it is."""
    if service.national:
        return reach_words(service)
    if service.sensitive and service.directions:
        return " · ".join(service.directions)
    floor = {"G": "ground floor", "1": "floor 1", "2": "floor 2"}.get(service.floor, service.floor.replace("_", "-"))
    return f"{service.location}, {floor}" if service.location and service.location != floor else floor


def reach_words(service: Service) -> str:
    """How to reach a national line; a web address may say what a sensitive one is, so only its number."""
    web = "" if service.sensitive else service.web
    return " · ".join(part for part in (service.phone, web) if part)


def open_words(ctx: Context, service: Service, mode: Mode, when: Availability, then: datetime | None = None) -> str:
    """Open until 16:30, or when next; full, away or waiting said plainly, and when somebody at a desk said so."""
    if when.open_now and then:
        words = f"open then, until {say.clock(when.open_until)}" if when.open_until else "open then"
    elif when.open_now:
        words = f"open until {say.clock(when.open_until)}" if when.open_until else "open now"
    elif when.next_at is not None:
        words = f"from {say.at_next(when.next_at, ctx.now)}"
    elif not service.hours and service.hours_words:
        words = service.hours_words
    else:
        words = "closed"
    said = [why for why in when.why if why.startswith("full today") or ", said at " in why]
    wait = wait_words(service) if mode is Mode.BOOKED and not any(why.startswith("wait ") for why in said) else ""
    return ", ".join([words, *said, *([wait] if wait else [])])


def wait_words(service: Service) -> str:
    """How long a booked time is away; who is walked over waits no days."""
    return f"{counted(service.wait_days, 'day')} to an appointment" if service.wait_days else ""
