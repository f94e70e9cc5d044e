"""A directory as matching wants it, worked out once: who offers which kind of help, and who keeps the same hours.

Nothing here chooses, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from triage.core.availability import Availability, availability, by_the_minute, intake
from triage.core.directory import DeskState, Directory, Service
from triage.core.readers import readers


@dataclass(frozen=True, slots=True)
class Offers:
    """The active services in the order of their ids; a service is named by its place in that order.

    `by_kind`: the places of all of a kind. `place_of`: service id → place. `local`: those that are not national lines.
    `meets`: for each place, how the codes of the needs it meets begin, each ending in a dot; empty for any need.
    `keeps`, `asks`: for each place, a number that services with the same hours share, and those for the same people.
    `may_be_named`: who may lead where the person names somebody, whatever the rules propose.
    """

    services: tuple[Service, ...]
    by_kind: Mapping[str, tuple[int, ...]]
    meets: tuple[tuple[str, ...], ...]
    keeps: tuple[int, ...]
    asks: tuple[int, ...]
    place_of: Mapping[str, int]
    local: tuple[Service, ...]
    may_be_named: tuple[Service, ...]

    def leading(self, kind: str) -> Iterator[Service]:
        """The services of a kind that may lead, in the order of their ids."""
        offering = (self.services[place] for place in self.by_kind.get(kind, ()))
        return (service for service in offering if service.lead_capable and not service.national)


@lru_cache(maxsize=4)
def offers(directory: Directory) -> Offers:
    """Worked out once for a directory."""
    services = tuple(sorted((s for s in directory.services if s.active), key=lambda service: service.id))
    return Offers(
        services=services,
        by_kind=readers((place, frozenset(service.kinds)) for place, service in enumerate(services)),
        meets=tuple(tuple(f"{code}." for code in service.meets) for service in services),
        keeps=_alike(intake(service) for service in services),
        asks=_alike((service.eligibility, service.whatever_the_address) for service in services),
        place_of={service.id: place for place, service in enumerate(services)},
        local=tuple(service for service in services if not service.national),
        may_be_named=tuple(s for s in services if not s.national and (s.lead_capable or s.lead_if_chosen)),
    )


def serving(directory: Directory, helpers: Mapping[str, tuple[str, ...]]) -> Mapping[int, tuple[str, ...]]:
    """The places of all that serve one of the needs, in order, and which. `helpers`: need code → kinds."""
    return _serving(directory, tuple(helpers.items()))


@lru_cache(maxsize=8)
def _serving(directory: Directory, helpers: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[int, tuple[str, ...]]:
    """Every answer asks again, and few of them find another need."""
    of = offers(directory)
    found: dict[int, tuple[str, ...]] = {}
    for code, kinds in helpers:
        for place in {place for kind in kinds for place in of.by_kind.get(kind, ())}:
            if not (meets := of.meets[place]) or f"{code}.".startswith(meets):
                found[place] = (*found.get(place, ()), code)
    return {place: found[place] for place in sorted(found)}


def _alike(things: Iterable[Hashable]) -> tuple[int, ...]:
    numbers: dict[Hashable, int] = {}
    return tuple(numbers.setdefault(thing, len(numbers)) for thing in things)


def available(
    directory: Directory, places: Iterable[int], now: datetime, desk: Mapping[str, DeskState]
) -> Mapping[int, Availability]:
    """When each of these can be reached; what nobody said anything of is worked out once a minute."""
    of, sheet = offers(directory), _sheet(directory, by_the_minute(now))
    found: dict[int, Availability] = {}
    for place in places:
        alike = of.keeps[place]
        if alike not in sheet:
            sheet[alike] = availability(of.services[place], now, directory.closed_dates)
        found[place] = sheet[alike]
    for id, said in desk.items():
        if (told := of.place_of.get(id)) in found:
            found[told] = availability(of.services[told], now, directory.closed_dates, said)
    return found


@lru_cache(maxsize=2)
def _sheet(directory: Directory, minute: datetime) -> dict[int, Availability]:
    """Filled in as it is asked for, and let go when the minute is over."""
    return {}
