"""Who must be kept out of it: whoever knows the one who harms, and whoever works with them (practice.md B2, D3, H).

Three rules, all from data. A service, or one worker there, that has to do with somebody who harms this person is not
asked and never leads (B2.9). Services that are `conflict_with` each other are never both in one plan, and the one for
a person's own behaviour gives way (B2.7). A service that `enforces` a need against people never leads over it (D3).

Called by `plan` and `lead`, and by the use cases that show workers or take a choice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from triage.core.directory import Service, Worker
from triage.core.matching import Fit, Verdict
from triage.core.needs import Need, Severity, worst

OWN_BEHAVIOUR = frozenset({"safety.own_behaviour"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Declared by the person or by the worker. Without `worker` it is the whole service."""

    service: str
    worker: str = ""


def free_workers(service: Service, workers: Iterable[Worker], conflicts: Collection[Conflict]) -> tuple[Worker, ...]:
    """Those of `workers` who have nothing to do with anybody involved."""
    return tuple(worker for worker in workers if not is_involved(service.id, worker.name, conflicts))


def is_involved(service: str, worker: str, conflicts: Collection[Conflict]) -> bool:
    """True for a worker named in a conflict, by whole or first name, and for everybody of a service named whole."""
    said = _words(worker)
    return any(
        one.service == service and (not one.worker or said == _words(one.worker) or said[:1] == _words(one.worker))
        for one in conflicts
    )


def barred(services: Iterable[Service], conflicts: Collection[Conflict], day: date) -> frozenset[str]:
    """Services with nobody left to ask today: named whole, or all who are on duty are involved."""
    if not conflicts:
        return frozenset()
    named = {one.service for one in conflicts}
    found = {one.service for one in conflicts if not one.worker}
    for service in services:
        there = service.on_duty(day) or service.workers
        if service.id in named and there and not free_workers(service, there, conflicts):
            found.add(service.id)
    return frozenset(found)


def without_barred(fits: Iterable[Fit], out: frozenset[str]) -> tuple[Fit, ...]:
    """The fits with those barred turned into a no that says why; nothing is hidden."""
    return tuple(fit._replace(verdict=Verdict.NO, involved=True) if fit.service in out else fit for fit in fits)


def kept_apart(
    needs: Iterable[Need], covers: Mapping[str, Collection[str]], services: Mapping[str, Service]
) -> set[str]:
    """Services to leave out of a plan so that no two in conflict are in it. `covers`: service → wanted needs.

    The one for somebody's own behaviour gives way to the one for the person harmed; else the one for less pressing
    needs; else the later id.
    """
    severity = {need.code: need.severity for need in needs}
    out: set[str] = set()
    for one in sorted(id for id in covers if services[id].conflict_with):
        for other in services[one].conflict_with:
            if other in covers and out.isdisjoint({one, other}):
                out.add(min((one, other), key=lambda id: (*_matters(covers[id], severity), _later(id))))
    return out


def enforces_over(service: Service, needs: Iterable[Need]) -> bool:
    """True if this service enforces one of these needs against people, such as rent that is owed to it."""
    return any(need.code == part or need.domain == part for need in needs for part in service.enforces)


def _matters(codes: Collection[str], severity: Mapping[str, Severity]) -> tuple[bool, Severity]:
    """Least first: only for own behaviour, then how pressing."""
    return not OWN_BEHAVIOUR.issuperset(codes), worst(severity[code] for code in codes)


def _later(id: str) -> tuple[int, ...]:
    """Sorts a later id before an earlier one."""
    return tuple(-ord(char) for char in id)


def _words(name: str) -> list[str]:
    return name.casefold().split()
