"""Which services fit, when they can be reached, and why (contract.md 4; practice.md F2, H11; design.md 3, 2 and 4).

Nothing is hidden: a service that does not fit keeps its reasons and says what would change it. What is not known gives
"ask", never "no". Being full or closed never changes whether a service fits; language and access only warn.

Called by the matches screen and `triage assess`; `plan` chooses among what this finds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from triage.core.availability import NOT_LISTED, Availability, availability, clock
from triage.core.conditions import Truth, Values, is_declined
from triage.core.directory import NO_DESK_SAID, DeskState, Directory, Service
from triage.core.facts import FACTS
from triage.core.hours import LONDON
from triage.core.needs import Need
from triage.core.offers import Offers, available, offers, serving
from triage.core.people import tidy_postcode
from triage.core.text import upper_first

__all__ = [
    "CHECK_FIRST", "Availability", "Fit", "Rule", "Verdict",
    "availability", "eligibility_rules", "find_fits", "is_fresh",
]  # fmt: skip

FRESH_DAYS = 180
KNOWS_SOMEBODY = "knows somebody involved"
CHECK_FIRST = "check before you rely on it"
_LIST = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|or)\s+")
_SOON = timedelta(minutes=30)
_TENURE = {
    "own": "owning a home", "social": "renting from the council or an association", "private": "renting privately",
    "room": "renting a room", "family_settled": "living with family", "family_for_now": "staying with somebody for now",
    "temporary": "in a temporary place", "outside": "sleeping outside", "leaving": "leaving hospital, prison or care",
}  # fmt: skip
_ACCESS = {"loop": "hearing loop", "quiet": "quiet space", "bsl": "sign language (BSL)"}


class Verdict(StrEnum):
    FITS = "fits"
    ASK = "ask"
    NO = "no"


class Asked(NamedTuple):
    """What was asked of the directory: the answers, the moment, and the places of all that serve one of the needs."""

    values: Values
    now: datetime
    of: Offers
    places: Mapping[int, tuple[str, ...]]


class Fit(NamedTuple):
    """One service and the needs it serves. All reasons are plain words, safe to read aloud to the person.

    There may be thousands and few are looked at, so reasons are worked out when they are read.
    """

    service: str
    needs: tuple[str, ...]
    verdict: Verdict
    when: Availability
    of: Service
    asked: Asked
    involved: bool = False  # somebody there has to do with whoever harms this person (core.conflict)

    @property
    def open_now(self) -> bool:
        return self.when.open_now

    @property
    def for_(self) -> tuple[str, ...]:
        service, when, now = self.of, self.when, self.asked.now
        says = service.eligibility.says
        rules = eligibility_rules(service, self.asked.values)
        found = [f"helps with {service.helps_with}"] if service.helps_with else []
        found += [rule.fits for rule in rules if rule.holds]
        found += [f"for {says}"] if says and (rules or _for_anyone(says)) else []
        if when.open_now:
            found.append(f"open until {clock(when.open_until, now)}" if when.open_until else "open day and night")
        found += [f"times: {service.hours_words}"] if service.hours_words else []
        found += [service.where] if service.where else []
        found += [f"can come in {service.on_call_minutes} minutes"] if service.on_call_minutes is not None else []
        return tuple(found)

    @property
    def against(self) -> tuple[str, ...]:
        service, when, (values, now, of, places) = self.of, self.when, self.asked
        found = [KNOWS_SOMEBODY] if self.involved else []
        found += [f"only {rule.fits}" for rule in eligibility_rules(service, values) if rule.holds is False]
        unsaid = (NOT_LISTED,) if service.hours_words else ()
        found += [words for words in when.why if not words.startswith("closes ") and words not in unsaid]
        if when.open_now and when.open_until and when.open_until - now.astimezone(UTC) <= _SOON:
            found.append(f"closes soon, at {clock(when.open_until, now)}")
        found += [worker.back_words for worker in service.away(now.astimezone(LONDON).date())]
        found += _warnings(service, values)
        apart = [of.place_of[other] for other in service.conflict_with if of.place_of.get(other) in places]
        found += [f"never in the same room or hour as {of.services[place].public_label}" for place in apart]
        found += [CHECK_FIRST] if _check_first(service, now.astimezone(LONDON).date()) else []
        return tuple(found)

    @property
    def would_change(self) -> tuple[str, ...]:
        if self.verdict is Verdict.FITS or self.involved:
            return ()
        says = self.of.eligibility.says
        rules = eligibility_rules(self.of, self.asked.values)
        found = [f"would fit if {rule.fits}" for rule in rules if rule.holds is False]
        found += [f"would fit if {rule.fits}; {rule.missing}" for rule in rules if rule.holds is None]
        found += [f"would fit: {says}; ask them"] if self.verdict is Verdict.ASK and says and not rules else []
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Rule:
    """One part of who can use a service. `fits` says who ("aged 16 to 24"), `missing` what is not known of them."""

    name: str
    holds: Truth
    fits: str
    missing: str


def find_fits(
    directory: Directory,
    needs: Sequence[Need],
    kinds: Mapping[str, tuple[str, ...]],
    values: Values,
    now: datetime,
    desk: Mapping[str, DeskState] = NO_DESK_SAID,
) -> tuple[Fit, ...]:
    """Every active service that serves at least one of the needs, by id. `kinds`: need code → who usually helps."""
    of = offers(directory)
    places = serving(directory, {need.code: kinds.get(need.code, ()) for need in needs})
    when = available(directory, places, now, desk)
    person, asked = _person(values), Asked(values, now, of, places)
    verdicts: dict[int, Verdict] = {}  # many are for the same people
    found = []
    for place, served in places.items():
        service, alike = of.services[place], of.asks[place]
        if alike not in verdicts:
            verdicts[alike] = _verdict(service, person)
        found.append(Fit(service.id, served, verdicts[alike], when[place], service, asked))
    return tuple(found)


class _Person(NamedTuple):
    """What a service may ask of somebody, read from the answers once for all services."""

    age: int | None
    postcode: str | None
    home: str | None
    values: Values


def _person(values: Values) -> _Person:
    age = values.get("fact.age")
    postcode = values.get("HO1.postcode")
    home = values.get("H1")
    return _Person(
        age=age if isinstance(age, int) else None,
        postcode=tidy_postcode(postcode) if isinstance(postcode, str) else None,
        home=home if isinstance(home, str) and not is_declined(home) else None,
        values=values,
    )


def _verdict(service: Service, person: _Person) -> Verdict:
    """Beside rules `says` only puts them into words; alone it is a question to ask, unless it is for anyone."""
    who = service.eligibility
    truths = [holds(service, person) for name, holds in _HOLDS if getattr(who, name)]
    if False in truths:
        return Verdict.NO
    only_says = not truths and who.says and not _for_anyone(who.says)
    return Verdict.ASK if only_says or None in truths else Verdict.FITS


def eligibility_rules(service: Service, values: Values) -> tuple[Rule, ...]:
    """Ages, localities, tenure and facts as rules: yes, no or not known. `says` is no rule, people read it."""
    who = service.eligibility
    person = _person(values)
    rules = []
    if who.ages:
        low, high = who.ages
        words = f"{low} or over" if high is None else f"{high} or under" if low is None else f"aged {low} to {high}"
        rules.append(Rule("ages", _of_age(service, person), words, f"date of birth not {_given('HO1', values)}"))
    if who.localities:
        missing = f"postcode not {_given('HO1', values)}"
        if _within(who.localities, person.postcode) is False and service.whatever_the_address:
            missing = "an address elsewhere does not stop them helping"
        rules.append(Rule("localities", _near(service, person), f"living in {' or '.join(who.localities)}", missing))
    if who.tenure:
        words = " or ".join(_TENURE.get(option, option.replace("_", " ")) for option in who.tenure)
        rules.append(Rule("tenure", _lives(service, person), words, f"where they live not {_given('H1', values)}"))
    if who.facts:
        words = " or ".join(FACTS[name].words("yes") if name in FACTS else name for name in who.facts)
        rules.append(Rule("facts", _any_fact(service, person), words, "not known"))
    return tuple(rules)


def _of_age(service: Service, person: _Person) -> Truth:
    low, high = service.eligibility.ages or (None, None)
    if person.age is None:
        return None
    return (low is None or person.age >= low) and (high is None or person.age <= high)


def _near(service: Service, person: _Person) -> Truth:
    near = _within(service.eligibility.localities, person.postcode)
    return None if near is False and service.whatever_the_address else near


def _lives(service: Service, person: _Person) -> Truth:
    return None if person.home is None else person.home in service.eligibility.tenure


def _any_fact(service: Service, person: _Person) -> Truth:
    known = [person.values.get(f"fact.{name}") for name in service.eligibility.facts]
    return True if "yes" in known else None if None in known else False


_HOLDS = (("ages", _of_age), ("localities", _near), ("tenure", _lives), ("facts", _any_fact))


def _for_anyone(says: str) -> bool:
    return says.lower().startswith("anyone")


def _given(question: str, values: Values) -> str:
    return "given" if question in values else "asked"


def _within(localities: Sequence[str], postcode: str | None) -> Truth:
    """An area ("ZZ"), an outward code ("ZZ99") or a sector ("ZZ99 3"); half a postcode may leave it not known."""
    if postcode is None:
        return None
    outward, _, inward = postcode.partition(" ")
    area = outward[:1] if outward[1:2].isdigit() else outward[:2]
    maybe = False
    for locality in map(_one_space, localities):
        if locality in (area, outward) or (inward and " " in locality and postcode.startswith(locality)):
            return True
        maybe = maybe or (not inward and locality.startswith(f"{outward} "))
    return None if maybe else False


@lru_cache(maxsize=4096)
def _one_space(locality: str) -> str:
    return " ".join(locality.upper().split())


def _warnings(service: Service, values: Values) -> list[str]:
    warnings: list[str] = []
    speaks = values.get("CO1.speak")
    made_easier = values.get("CO2")
    spoken = {"english", *(language.lower() for language in service.languages)}
    if isinstance(speaks, str) and not is_declined(speaks) and spoken.isdisjoint(_LIST.split(speaks.strip().lower())):
        warnings.append(f"no {upper_first(speaks)} spoken there: have an interpreter")
    for tag, words in _ACCESS.items():
        wanted = isinstance(made_easier, frozenset) and any(tag in tick for tick in made_easier)
        if wanted and tag not in service.access:
            warnings.append(f"no {words} listed")
    if service.access_workaround or (service.access and "step_free" not in service.access):
        warnings.append(": ".join(filter(None, ("no step-free way in", service.access_workaround))))
    return warnings


def _check_first(service: Service, today: date) -> bool:
    """True where it was long ago that somebody checked, or nobody is quite sure. What says neither is as it says."""
    unsure = bool(service.confidence) and service.confidence != "high"
    return unsure or (service.checked_on is not None and not is_fresh(service, today))


def is_fresh(service: Service, today: date) -> bool:
    return service.checked_on is not None and (today - service.checked_on).days <= FRESH_DAYS
