"""Who keeps it all together: whether one lead is needed, and whom to propose (practice.md D3; contract.md 4).

The first rule that fits proposes, and says which it was. The person's own choice overrides all but the first. Who may
never lead is data: `lead_capable` (reception, the advice centre), `lead_if_chosen` (probation, unless the person wants
it), `enforces` (over what they ask of people themselves), and conflicts (anybody who has to do with the one who harms).

Called by the lead screen and `triage assess`. A proposal is not a lead: a named worker must still say yes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from triage.core.availability import availability
from triage.core.conditions import Values
from triage.core.conflict import Conflict, barred, enforces_over, is_involved
from triage.core.directory import NO_DESK_SAID, DeskState, Directory, Service, Worker
from triage.core.hours import LONDON
from triage.core.needs import Need, Severity, Wanted, worst
from triage.core.offers import offers
from triage.core.plan import Plan

VISITS_BEFORE = 2  # earlier visits in 90 days that make this one the third
SERVICES = 3
AWAY_DAYS = 5  # working days; somebody away for longer never leads (practice.md D3)

# Somebody whom the law already makes responsible. No question asks for this and a concern alone never means it: only
# what staff were told by that service, put under this reference, counts. The owner leads whatever `lead_capable` says.
STATUTORY = "statutory"
_OWNERS: Mapping[object, tuple[tuple[str, ...], str]] = {
    "child_plan": (("childrens_front_door",), "a children's social worker is already responsible"),
    "adult_enquiry": (("adult_social_care", "safeguarding_adults"), "the care team is already responsible"),
}

# RE2's ticks → the needs they are about, as codes or the domains they begin with.
_ABOUT: Mapping[str, tuple[str, ...]] = {
    "home": ("housing",),
    "neighbours": ("housing.neighbour_asb", "safety.harassment_asb"),
    "money": ("money",),
    "food": ("money.no_food_today", "money.food_insecurity"),
    "debt": (
        "money.priority_debt",
        "money.other_debt",
        "money.bailiffs",
        "housing.rent_arrears",
        "housing.mortgage_arrears",
        "money.energy_bills",
        "money.council_tax",
        "money.illegal_lender",
    ),
    "work": ("skills",),
    "health": ("health",),
    "family": ("health",),
    "unsafe": ("safety",),
    "form": ("skills.forms_help", "skills.literacy_numeracy"),
}


class LeadRule(StrEnum):
    STATUTORY = "statutory"
    TRUSTED = "trusted"
    HIGHEST_NEED = "highest_need"
    FAMILY = "family"
    NAVIGATOR = "navigator"


@dataclass(frozen=True, slots=True)
class LeadProposal:
    service: str
    rule: LeadRule
    because: str


def lead_needed(
    needs: Sequence[Need], services_involved: int, values: Values, visits_90_days: int, asked_for: bool = False
) -> str | None:
    """Why one person should keep it together; None when a named contact is enough. `needs`: all that were found."""
    serious = [need for need in needs if need.severity >= Severity.SIGNIFICANT]
    nobody_asked = all(need.wanted is Wanted.NOT_ASKED for need in needs)
    wanted = [need.code for need in needs if nobody_asked or need.wanted in (Wanted.NOW, Wanted.LATER)]
    if asked_for:
        return "they asked for one person"
    if len({need.domain for need in serious}) >= 2:
        return "serious needs in two or more parts of life"
    if any(code != need.code for need in needs if need.severity is Severity.URGENT for code in wanted):
        return "something that cannot wait, and other help wanted too"
    if services_involved >= SERVICES:
        return f"{services_involved} services will be involved"
    if values.get("K4") == "not_at_all":
        return "they do not feel at all sure about sorting this out"
    if visits_90_days >= VISITS_BEFORE:
        return f"visit number {visits_90_days + 1} in 90 days"
    return None


def propose_lead(
    needs: Sequence[Need],
    plan: Plan,
    directory: Directory,
    kinds: Mapping[str, tuple[str, ...]],
    values: Values,
    now: datetime,
    priority: str | None,
    conflicts: Collection[Conflict] = (),
    found: Sequence[Need] = (),
    desk: Mapping[str, DeskState] = NO_DESK_SAID,
) -> LeadProposal | None:
    """Whom to ask first, for the wanted `needs`: never a national line. `priority`: RE2, what matters most to them.

    `found`: all needs, also those they want no help with, since a debt is enforced all the same.
    """
    of, today = offers(directory), now.astimezone(LONDON).date()
    planned, involved, out = involved_in(plan, directory, conflicts, today)

    def may_lead(service: Service) -> bool:
        return barrier(service, planned, out, (*needs, *found), today, directory.closed_dates) is None

    def may_if_named(service: Service) -> bool:
        return may_lead(replace(service, lead_capable=True) if service.lead_if_chosen else service)

    here = list(filter(may_lead, involved))
    return (
        _statutory((service for service in of.local if service.id not in out), values)
        or _trusted(filter(may_if_named, of.may_be_named), values, conflicts, today, directory.closed_dates)
        or _highest_need(needs, here, directory, kinds, now, priority, desk)
        or _family(needs, filter(may_lead, of.leading("family_hub")), planned, values)
        or _first(
            filter(may_lead, of.leading("navigator")),
            planned,
            LeadRule.NAVIGATOR,
            "nobody else fits, and this team keeps things together",
        )
    )


def involved_in(
    plan: Plan, directory: Directory, conflicts: Collection[Conflict], today: date
) -> tuple[set[str], list[Service], frozenset[str]]:
    """The ids in the plan, those of them that are of this hub, and whoever is kept out for a conflict."""
    planned = {item.service for item in plan.items}
    involved = [service for service in map(directory.by_id.__getitem__, planned) if not service.national]
    apart = {other for service in involved for other in service.conflict_with}
    return planned, involved, barred(offers(directory).local, conflicts, today) | apart


def barrier(
    service: Service,
    planned: set[str],
    out: Collection[str],
    needs: Iterable[Need],
    today: date,
    closed: Collection[date],
) -> str | None:
    """Why a service may not lead, in words; None if it may. `out`: those with a conflict. `needs`: all that were found."""
    if not service.lead_capable:
        return "this service never leads"
    if service.id in out or not planned.isdisjoint(service.conflict_with):
        return "it has to do with somebody involved"
    if enforces_over(service, needs):
        return "it acts against people over this"
    if service.workers and not may_lead_now(service.workers, today, closed):
        return f"everybody there is away for more than {AWAY_DAYS} working days"
    return None


def may_keep_together(service: Service, needs: Iterable[Need]) -> bool:
    """Whether a service may lead at all, also when the person chooses it: never one that enforces a need against them."""
    return (service.lead_capable or service.lead_if_chosen) and not enforces_over(service, needs)


def may_lead_now(workers: Iterable[Worker], today: date, closed: Collection[date]) -> tuple[Worker, ...]:
    """Those who are not away for more than five working days from today on."""
    return tuple(worker for worker in workers if not _long_away(worker, today, closed))


def _long_away(worker: Worker, today: date, closed: Collection[date]) -> bool:
    if worker.back_on is None:
        return False
    ahead = (today + timedelta(days=n) for n in range((worker.back_on - today).days))
    return sum(day.weekday() < 5 and day not in closed for day in ahead) > AWAY_DAYS


def same_family_name(worker: str, person: str) -> bool:
    """Whether they may be relatives, who never lead: both have a family name, and it is the same."""
    one, other = worker.casefold().split(), person.casefold().split()
    return len(one) > 1 and len(other) > 1 and one[-1] == other[-1]


def _statutory(services: Iterable[Service], values: Values) -> LeadProposal | None:
    """The team with that duty: one in the building, before one that only stands in for it at night."""
    kinds, because = _OWNERS.get(values.get(STATUTORY), ((), ""))
    ranked = sorted(services, key=lambda service: not service.in_building) if kinds else []
    for kind in kinds:
        for service in ranked:
            if kind in service.kinds:
                return LeadProposal(service.id, LeadRule.STATUTORY, because)
    return None


def _trusted(
    services: Iterable[Service],
    values: Values,
    conflicts: Collection[Conflict],
    today: date,
    closed: Collection[date],
) -> LeadProposal | None:
    """HO4 names a worker: by the whole name, or by a first name that only one worker has."""
    said = values.get("HO4")
    if not isinstance(said, str):
        return None
    workers = [
        (worker.name, service)
        for service in services
        for worker in may_lead_now(service.workers, today, closed)
        if not is_involved(service.id, worker.name, conflicts)
    ]
    for name_of in (str, _first_name):
        named = [(name, service) for name, service in workers if _says(said, name_of(name))]
        if len({name.casefold() for name, _ in named}) == 1 and len({service.id for _, service in named}) == 1:
            name, service = named[0]
            return LeadProposal(service.id, LeadRule.TRUSTED, f"they know and like {name}; ask if {name} can")
    return None


def _first_name(name: str) -> str:
    return name.split()[0] if name.split() else ""


def _says(text: str, name: str) -> bool:
    words = r"\s+".join(map(re.escape, name.casefold().split()))
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", text.casefold()) is not None


def _highest_need(
    needs: Sequence[Need],
    services: Iterable[Service],
    directory: Directory,
    kinds: Mapping[str, tuple[str, ...]],
    now: datetime,
    priority: str | None,
    desk: Mapping[str, DeskState],
) -> LeadProposal | None:
    """A planned service for a need of the highest severity. Ties: what matters most to them, most needs, soonest."""
    highest = worst(need.severity for need in needs)
    top = [need.code for need in needs if need.severity is highest]
    ranked = []
    for service in services:
        served = [need.code for need in needs if service.serves(need.code, kinds.get(need.code, ()))]
        leading = [code for code in served if code in top]
        if leading:
            soonest = availability(service, now, directory.closed_dates, desk.get(service.id)).next_at
            wait = soonest.timestamp() if soonest else float("inf")
            ranked.append((not _matters_most(leading, priority), -len(served), wait, service.id))
    if not ranked:
        return None
    return LeadProposal(min(ranked)[-1], LeadRule.HIGHEST_NEED, "they help with what matters most now")


def _matters_most(codes: Iterable[str], priority: str | None) -> bool:
    about = _ABOUT.get(priority or "", (priority,) if priority else ())
    return any(code == part or code.startswith(f"{part}.") for code in codes for part in about)


def _family(
    needs: Sequence[Need], services: Iterable[Service], planned: set[str], values: Values
) -> LeadProposal | None:
    counts = [values.get(f"HO3.{part}") for part in ("age_0_4", "age_5_15", "age_16_17")]
    children = any(isinstance(count, int) and count > 0 for count in counts) or values.get("HO3.baby_under_1") == "yes"
    if not children or len({need.domain for need in needs}) < 2:
        return None
    return _first(services, planned, LeadRule.FAMILY, "children at home, and help wanted in several parts of life")


def _first(services: Iterable[Service], planned: set[str], rule: LeadRule, because: str) -> LeadProposal | None:
    """The first of them, one already in the plan before others."""
    able = sorted(services, key=lambda service: (service.id not in planned, service.id))
    return LeadProposal(able[0].id, rule, because) if able else None
