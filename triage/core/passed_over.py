"""Who was not chosen, who does not lead, and why: by the first of contract.md 4's tests in which the two differ.

A plan is chosen as a whole, so a service is compared as a whole too: with the best plan there is with it. Pure. Called
by `triage explain`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from triage.core.conditions import Values
from triage.core.conflict import Conflict
from triage.core.directory import Directory, Service
from triage.core.hours import LONDON
from triage.core.lead import SERVICES, VISITS_BEFORE, LeadProposal, LeadRule, barrier, involved_in
from triage.core.needs import Need, Severity, worst
from triage.core.plan import Plan, cost_of

# contract.md 4's tests in their order: what is worse with the other service in the plan.
TESTS = (
    "something that cannot wait would not be met today",
    "something they want would be left open",
    "more services would be needed",
    "further away: not in the building they are in",
    "not open now",
    "no room before today’s cut-off",
    "nobody is seen there today",
    "a longer wait",
    "not checked for some time",
)
_AS_GOOD = "as good; between the two only the order of their ids decides"


def why_not_chosen(plan: Plan, other: Plan, needs: Sequence[Need], now: datetime, in_building: bool) -> str:
    """What is worse in `other`, the best plan with another service for one of the wanted `needs`."""
    ours, theirs = (_tests(one, needs, now, in_building) for one in (plan, other))
    return next((words for words, a, b in zip(TESTS, ours, theirs, strict=True) if b > a), _AS_GOOD)


def _tests(plan: Plan, needs: Sequence[Need], now: datetime, in_building: bool) -> tuple[int, ...]:
    today = now.astimezone(LONDON).date()
    urgent = {need.code for need in needs if need.severity is Severity.URGENT}
    missed = [code for item in plan.items if not item.fit.when.takes_today for code in item.needs if code in urgent]
    costs = [cost_of(item.fit, today, in_building) for item in plan.items]
    return (len(missed), len(plan.unmet), len(plan.items), *(map(sum, zip(*costs, strict=True)) if costs else [0] * 6))


def lead_not_needed(needs: Sequence[Need], services: int, values: Values) -> tuple[str, ...]:
    """What would make one person needed who keeps it together, and how far it is from that (practice.md D3)."""
    domains = len({need.domain for need in needs if need.severity >= Severity.SIGNIFICANT})
    urgent = any(need.severity is Severity.URGENT for need in needs)
    visits = values.get("fact.visits_90_days", 0)
    return (
        f"something is significant or more in two or more parts of life (now in {domains})",
        f"something is urgent, and other help is wanted too (now {'nothing else is' if urgent else 'nothing is urgent'})",
        f"{SERVICES} or more services are involved (now {services})",
        "they do not feel at all sure about sorting this out (K4)",
        f"this is visit number {VISITS_BEFORE + 1} or more in 90 days (now number {int(str(visits)) + 1})",
        "they ask for one person",
    )


def does_not_lead(
    lead: LeadProposal,
    wanted: Sequence[Need],
    found: Sequence[Need],
    plan: Plan,
    directory: Directory,
    kinds: Mapping[str, tuple[str, ...]],
    now: datetime,
    conflicts: Collection[Conflict] = (),
) -> tuple[tuple[str, str], ...]:
    """Each other service of this hub that is in the plan, and why it was not proposed; by id."""
    today = now.astimezone(LONDON).date()
    planned, involved, out = involved_in(plan, directory, conflicts, today)
    top = [need.code for need in wanted if need.severity is worst(need.severity for need in wanted)]

    def because(service: Service) -> str:
        stopped = barrier(service, planned, out, (*wanted, *found), today, directory.closed_dates)
        if stopped:
            return stopped
        if lead.rule in (LeadRule.STATUTORY, LeadRule.TRUSTED):
            return "somebody the law names, or whom they know and like, comes first"
        if not any(service.serves(code, kinds.get(code, ())) for code in top):
            return f"it does not help with what is most serious ({', '.join(top)})"
        return "what matters most to them (RE2), then how many needs, then how soon, decides between them"

    others = sorted((service for service in involved if service.id != lead.service), key=lambda one: one.id)
    return tuple((service.id, because(service)) for service in others)
