"""Which services to choose for the wanted needs, and how to get there (contract.md 4; practice.md D1, A10 K4).

The choice is exact, not greedy. Every need that can be covered will be, and every urgent need that somebody can meet
today will be met today, so what is left is the smallest set of services covering all of them: a need that can be met
today counts as covered only by a service that takes people today. Sets of needs are bits of an integer; services
covering the same needs compete first, and only the best of each goes on (design.md 7).

Called by the plan screen and `triage assess`. It proposes; the assistant and the person decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from triage.core.conditions import Values
from triage.core.conflict import kept_apart, without_barred
from triage.core.directory import NO_DESK_SAID, WARM, DeskState, Directory, Mode, Service
from triage.core.hours import LONDON
from triage.core.matching import Fit, Verdict, eligibility_rules, is_fresh
from triage.core.needs import Need, Severity, worst

_FAR_OFF = 999  # days, for a service that does not say when it could see somebody
IN_PERSON = frozenset({Mode.WALK_OVER, Mode.BRING_TO_PERSON})
THERE_NOW = "they are there now, and this should not wait"
_SAME_DAY_ONLY = frozenset({*WARM, Mode.WALK_IN})
# What to try when it is not a warm handoff, best first, by how sure the person feels (K4). Not known reads as "fairly".
_ALONE = (Mode.SELF, Mode.PHONE, Mode.WALK_IN, Mode.BOOKED, Mode.REFERRAL)
_BOOKED = (Mode.BOOKED, Mode.REFERRAL, Mode.PHONE, Mode.WALK_IN, Mode.SELF)
_WITH_SOMEBODY = (Mode.WALK_OVER, Mode.BRING_TO_PERSON, *_BOOKED)
_BY_SURENESS: Mapping[object, tuple[tuple[Mode, ...], str]] = {
    "very": (_ALONE, "they feel very sure about sorting this out"),
    "fairly": (_BOOKED, "they feel fairly sure about sorting this out"),
    "not_very": (_WITH_SOMEBODY, "they do not feel very sure about sorting this out"),
    "not_at_all": (_WITH_SOMEBODY, "they do not feel at all sure about sorting this out"),
}


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One service in the plan. `at`: now, or when it could first be; None when that is not known. `why`: why this mode."""

    service: str
    mode: Mode
    needs: tuple[str, ...]
    where: str
    why: str
    fit: Fit
    at: datetime | None

    @property
    def because(self) -> tuple[str, ...]:
        """All the reasons there are, also those against."""
        return (self.why, *self.fit.for_, *self.fit.against, *self.fit.would_change)


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wanted need that nothing chosen covers. Of contract.md 3's causes only staff can know `language_access`."""

    need: str
    cause: str


@dataclass(frozen=True, slots=True)
class Plan:
    items: tuple[PlanItem, ...]
    unmet: tuple[Unmet, ...]


class _Candidate(NamedTuple):
    """A service that may be chosen: the cheapest first, then by id. `needs`: those it would cover, as understood above."""

    cost: tuple[int, ...]
    id: str
    fit: Fit
    needs: int


def make_plan(
    directory: Directory,
    needs: Sequence[Need],
    kinds: Mapping[str, tuple[str, ...]],
    fits: Sequence[Fit],
    values: Values,
    now: datetime,
    desk: Mapping[str, DeskState] = NO_DESK_SAID,
    in_building: bool = True,
    excluded: frozenset[tuple[str, str]] = frozenset(),
) -> Plan:
    """The best set of services for the wanted `needs`, no two in conflict. `excluded`: (service, need) that said no."""
    reach = _who_may_cover(needs, fits, excluded)
    if apart := kept_apart(needs, _in_conflict(reach, directory.by_id), directory.by_id):
        fits = without_barred(fits, frozenset(apart))
        reach = _who_may_cover(needs, fits, excluded)
    chosen = _choose(_candidates(needs, fits, reach, now, in_building))
    given = _share_out(needs, chosen, kinds)
    items = [_item(chosen[s], own, values, now, in_building) for s, own in given.items()]
    severity = {need.code: need.severity for need in needs}
    items.sort(key=lambda item: item.service)
    items.sort(key=lambda item: worst(severity[code] for code in item.needs), reverse=True)
    covered = {code for item in items for code in item.needs}
    unmet = [Unmet(need.code, _cause(need.code, fits, values, excluded)) for need in needs if need.code not in covered]
    return Plan(tuple(items), tuple(unmet))


# --- who may be chosen ------------------------------------------------------------------------------


def _reachable(fit: Fit) -> bool:
    """False for a service that only ever sees people on the spot, and has no opening to come."""
    service = fit.of
    return fit.when.next_at is not None or not service.hours or not _SAME_DAY_ONLY.issuperset(service.modes)


def _who_may_cover(
    needs: Sequence[Need], fits: Sequence[Fit], excluded: frozenset[tuple[str, str]]
) -> dict[str, set[str]]:
    """Need → services. A national line counts only where no local service is left (contract.md 4)."""
    local: dict[str, set[str]] = {need.code: set() for need in needs}
    national: dict[str, set[str]] = {need.code: set() for need in needs}
    for fit in fits:
        if fit.verdict is not Verdict.NO and _reachable(fit):
            for code in fit.needs:
                if code in local and (fit.service, code) not in excluded:
                    (national if fit.of.national else local)[code].add(fit.service)
    return {code: local[code] or national[code] for code in local}


def _in_conflict(reach: Mapping[str, set[str]], services: Mapping[str, Service]) -> dict[str, list[str]]:
    """Service → the wanted needs it would cover, for every service that is in conflict with another."""
    able: set[str] = set().union(*reach.values())
    wary = [services[id] for id in able if services[id].conflict_with]
    named = {id for one in wary for id in (one.id, *one.conflict_with)}
    return {id: [code for code, those in reach.items() if id in those] for id in able & named}


def _candidates(
    needs: Sequence[Need], fits: Sequence[Fit], reach: Mapping[str, set[str]], now: datetime, in_building: bool
) -> list[_Candidate]:
    """Of all that would cover the same needs only the best goes on."""
    today = now.astimezone(LONDON).date()
    takes_today = {fit.service for fit in fits if fit.when.takes_today}
    covers: dict[str, int] = {}
    for place, need in enumerate(needs):
        able = reach[need.code]
        if need.severity is Severity.URGENT:
            able = able & takes_today or able
        for service_id in able:
            covers[service_id] = covers.get(service_id, 0) | 1 << place
    best: dict[int, _Candidate] = {}
    for fit in fits:
        if mask := covers.get(fit.service, 0):
            rank = (cost_of(fit, today, in_building), fit.service)
            if mask not in best or rank < best[mask][:2]:
                best[mask] = _Candidate(*rank, fit, mask)
    return list(best.values())


def cost_of(fit: Fit, today: date, in_building: bool) -> tuple[int, ...]:
    """contract.md 4's order after "fewer services", each as a cost: less is better, and costs of a set add up."""
    service, when = fit.of, fit.when
    days = (when.next_at.date() - today).days if when.next_at else _FAR_OFF
    return (
        0 if in_building and service.in_building else 1,
        0 if when.open_now else 1,
        0 if when.room and (when.open_now or when.takes_today) else 1,  # closed for today is no room
        0 if when.takes_today else 1,
        min(days, _FAR_OFF),
        0 if is_fresh(service, today) else 1,
    )


# --- the best set -----------------------------------------------------------------------------------


def _choose(candidates: Sequence[_Candidate]) -> dict[str, _Candidate]:
    """The cheapest set of candidates that together cover every bit any of them covers. No two cover the same."""
    rivals = sorted(candidates, key=lambda one: one.id)
    # A whole cost as one integer, so that costs add and compare in one step: the number of services, then each test
    # in its own 32 bits, then one bit per service. Of two equally good sets of one size the one whose sorted ids come
    # first holds the earlier id where they differ, so an earlier id is a higher bit, and more of it is better.
    costs = []
    for place, one in enumerate(rivals):
        cost = 1
        for part in one.cost:
            cost = cost << 32 | part
        costs.append((cost << len(rivals)) - (1 << (len(rivals) - 1 - place)))
    everything = 0
    for one in rivals:
        everything |= one.needs
    # Bit by bit: each set that still lacks this need tries every service covering it. Only the best way to reach the
    # same needs is kept; what is added later adds the same to all of them.
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for bit in (1 << place for place in range(everything.bit_length())):
        if not everything & bit:
            continue
        able = [place for place, one in enumerate(rivals) if one.needs & bit]
        onward = {mask: way for mask, way in ways.items() if mask & bit}
        for mask, (cost, picked) in ways.items():
            if mask & bit:
                continue
            for place in able:
                reached, total = mask | rivals[place].needs, cost + costs[place]
                if reached not in onward or total < onward[reached][0]:
                    onward[reached] = (total, (*picked, place))
        ways = onward
    _, picked = ways[everything]
    return {rivals[place].id: rivals[place] for place in sorted(picked)}


def _share_out(
    needs: Sequence[Need], chosen: Mapping[str, _Candidate], kinds: Mapping[str, tuple[str, ...]]
) -> dict[str, list[Need]]:
    """Each need to one chosen service: the one whose kind usually helps first; ties by id."""
    shares: dict[str, list[Need]] = {}
    for place, need in enumerate(needs):
        order = kinds.get(need.code, ())
        able = [
            (next((rank for rank, kind in enumerate(order) if kind in one.fit.of.kinds), len(order)), service_id)
            for service_id, one in chosen.items()
            if one.needs >> place & 1
        ]
        if able:
            shares.setdefault(min(able)[1], []).append(need)
    return shares


# --- how they get there -----------------------------------------------------------------------------


def _item(one: _Candidate, needs: Sequence[Need], values: Values, now: datetime, in_building: bool) -> PlanItem:
    service, when = one.fit.of, one.fit.when
    severity = worst(need.severity for need in needs)
    # Past the cut-off or full, only what cannot wait is still worth a word with somebody now.
    somebody = when.open_now and (when.room or severity is Severity.URGENT)
    mode, why = _mode(service, severity, somebody, values, in_building)
    by_phone = mode in (Mode.PHONE, Mode.THREE_WAY_CALL) and service.phone
    return PlanItem(
        service=service.id,
        mode=mode,
        needs=tuple(need.code for need in needs),
        where=service.phone if by_phone else service.where,
        why=why,
        fit=one.fit,
        at=now.astimezone(LONDON) if somebody and mode in WARM else when.next_at,
    )


def _mode(service: Service, severity: Severity, somebody: bool, values: Values, in_building: bool) -> tuple[Mode, str]:
    """Warm when it matters and somebody is there; otherwise as sure as the person feels. Always a mode offered."""
    offered = [mode for mode in service.modes if mode not in IN_PERSON or in_building]
    if not service.in_building and Mode.WALK_OVER in offered:
        offered.remove(Mode.WALK_OVER)
    if somebody and severity >= Severity.SIGNIFICANT:
        for mode in WARM:
            if mode in offered:
                return mode, THERE_NOW
        if severity is Severity.URGENT and Mode.PHONE in offered:  # a live call, where nobody can be brought together
            return Mode.PHONE, "they answer now, and this cannot wait"
    order, why = _BY_SURENESS.get(values.get("K4"), (_BOOKED, "how sure they feel is not known"))
    if not somebody:
        order = tuple(mode for mode in order if mode not in IN_PERSON)
    for mode in order:
        if mode in offered:
            return mode, why
    if offered:  # only warm modes are offered, and nobody is there now: the same, when they are
        return offered[0], "that is how they see people"
    if service.in_building and service.phone:  # they only see people in person: the desk there is rung together
        return Mode.THREE_WAY_CALL, "nobody can walk them over from here"
    return Mode.SELF, "nobody can walk them over from here"


# --- what is left -----------------------------------------------------------------------------------


def _cause(code: str, fits: Sequence[Fit], values: Values, excluded: frozenset[tuple[str, str]]) -> str:
    """Why a need stays unmet, from the service that came closest to meeting it."""
    serving = [fit for fit in fits if code in fit.needs]
    suited = [fit for fit in serving if fit.verdict is not Verdict.NO]
    if any(not fit.when.room for fit in suited):
        return "full"
    if any((fit.service, code) not in excluded for fit in suited):
        return "closed_today"
    if suited:
        return "changed_mind"
    if not serving:
        return "no_service"
    for fit in serving:
        if {rule.name for rule in eligibility_rules(fit.of, values) if rule.holds is False} == {"localities"}:
            return "too_far"
    return "not_eligible"
