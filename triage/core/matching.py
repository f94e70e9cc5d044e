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

from triage.core.availability import NOT_LISTED, Availability, availability, clock
from triage.core.conditions import Truth, Values, is_declined
from triage.core.directory import DeskState, Directory, Service
from triage.core.facts import FACTS
from triage.core.hours import LONDON
from triage.core.needs import Need
from triage.core.people import tidy_postcode

__all__ = [
    "CHECK_FIRST", "Availability", "Fit", "Rule", "Verdict",
    "availability", "eligibility_rules", "find_fits", "is_fresh",
]  # fmt: skip

FRESH_DAYS = 180
CHECK_FIRST = "check before you rely on it"
_LIST = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|or)\s+")
_SOON = timedelta(minutes=30)
_NO_DESK: Mapping[str, DeskState] = {}
# "No local connection, so no referral" must be impossible (practice.md H): an address never rules these out.
_WHATEVER_THE_ADDRESS = frozenset({"housing_options"})
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


@dataclass(frozen=True, slots=True)
class Fit:
    """One service and the needs it serves. All reasons are plain words, safe to read aloud to the person."""

    service: str
    needs: tuple[str, ...]
    verdict: Verdict
    for_: tuple[str, ...]
    against: tuple[str, ...]
    would_change: tuple[str, ...]
    open_now: bool


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
    desk: Mapping[str, DeskState] = _NO_DESK,
) -> tuple[Fit, ...]:
    """Every active service that serves at least one of the needs, by id. `kinds`: need code → who usually helps."""
    helpers = {need.code: kinds.get(need.code, ()) for need in needs}
    any_kind = frozenset().union(*helpers.values())
    serving: dict[str, tuple[Service, tuple[str, ...]]] = {}
    for service in directory.services:
        if not service.active or any_kind.isdisjoint(service.kinds):
            continue
        if served := tuple(code for code, who in helpers.items() if service.serves(code, who)):
            serving[service.id] = (service, served)
    found = []
    for service_id, (service, served) in sorted(serving.items()):
        apart = [serving[other][0].public_label for other in service.conflict_with if other in serving]
        available = availability(service, now, directory.closed_dates, desk.get(service_id))
        found.append(_fit(service, served, values, now, available, apart))
    return tuple(found)


def _fit(
    service: Service, served: tuple[str, ...], values: Values, now: datetime, available: Availability, apart: list[str]
) -> Fit:
    rules = eligibility_rules(service, values)
    verdict, says = verdict_of(service, rules), service.eligibility.says
    for_ = [f"helps with {service.helps_with}"] if service.helps_with else []
    for_ += [rule.fits for rule in rules if rule.holds]
    for_ += [f"for {says}"] if says and (rules or _for_anyone(says)) else []
    if available.open_now:
        until = available.open_until
        for_.append(f"open until {clock(until, now)}" if until else "open day and night")
    for_ += [f"times: {service.hours_words}"] if service.hours_words else []
    for_ += [service.where] if service.where else []
    for_ += [f"can come in {service.on_call_minutes} minutes"] if service.on_call_minutes is not None else []
    against = [f"only {rule.fits}" for rule in rules if rule.holds is False]
    unsaid = (NOT_LISTED,) if service.hours_words else ()
    against += [words for words in available.why if not words.startswith("closes ") and words not in unsaid]
    if available.open_now and available.open_until and available.open_until - now.astimezone(UTC) <= _SOON:
        against.append(f"closes soon, at {clock(available.open_until, now)}")
    against += _warnings(service, values)
    against += [f"never in the same room or hour as {label}" for label in apart]
    against += [CHECK_FIRST] if _check_first(service, now.astimezone(LONDON).date()) else []
    would_change = [f"would fit if {rule.fits}" for rule in rules if rule.holds is False]
    would_change += [f"would fit if {rule.fits}; {rule.missing}" for rule in rules if rule.holds is None]
    would_change += [f"would fit: {says}; ask them"] if verdict is Verdict.ASK and says and not rules else []
    if verdict is Verdict.FITS:
        would_change = []
    return Fit(service.id, served, verdict, tuple(for_), tuple(against), tuple(would_change), available.open_now)


def eligibility_rules(service: Service, values: Values) -> tuple[Rule, ...]:
    """Ages, localities, tenure and facts as rules: yes, no or not known. `says` is no rule, people read it."""
    who, rules = service.eligibility, []
    if who.ages:
        low, high = who.ages
        age = values.get("fact.age")
        held = (low or 0) <= age <= (high if high is not None else age) if isinstance(age, int) else None
        words = f"{low} or over" if high is None else f"{high} or under" if low is None else f"aged {low} to {high}"
        rules.append(Rule("ages", held, words, f"date of birth not {_given('HO1', values)}"))
    if who.localities:
        near = _within(who.localities, values.get("HO1.postcode"))
        missing = f"postcode not {_given('HO1', values)}"
        if near is False and not _WHATEVER_THE_ADDRESS.isdisjoint(service.kinds):
            near, missing = None, "an address elsewhere does not stop them helping"
        rules.append(Rule("localities", near, f"living in {' or '.join(who.localities)}", missing))
    if who.tenure:
        home = values.get("H1")
        lives = None if home is None or is_declined(home) else home in who.tenure
        words = " or ".join(_TENURE.get(option, option.replace("_", " ")) for option in who.tenure)
        rules.append(Rule("tenure", lives, words, f"where they live not {_given('H1', values)}"))
    if who.facts:
        known = [values.get(f"fact.{name}") for name in who.facts]
        true = True if "yes" in known else None if None in known else False
        words = " or ".join(FACTS[name].words("yes") if name in FACTS else name for name in who.facts)
        rules.append(Rule("facts", true, words, "not known"))
    return tuple(rules)


def verdict_of(service: Service, rules: Sequence[Rule]) -> Verdict:
    """Beside rules `says` only puts them into words; alone it is a question to ask, unless it is for anyone."""
    if any(rule.holds is False for rule in rules):
        return Verdict.NO
    only_says = not rules and service.eligibility.says and not _for_anyone(service.eligibility.says)
    return Verdict.ASK if only_says or any(rule.holds is None for rule in rules) else Verdict.FITS


def _for_anyone(says: str) -> bool:
    return says.lower().startswith("anyone")


def _given(question: str, values: Values) -> str:
    return "given" if question in values else "asked"


def _within(localities: Sequence[str], said: object) -> Truth:
    """An area ("ZZ"), an outward code ("ZZ99") or a sector ("ZZ99 3"); half a postcode may leave it not known."""
    postcode = tidy_postcode(said) if isinstance(said, str) else None
    if postcode is None:
        return None
    outward, _, inward = postcode.partition(" ")
    area = outward[: next(place for place, char in enumerate(outward) if char.isdigit())]
    maybe = False
    for locality in (" ".join(text.upper().split()) for text in localities):
        if locality in (area, outward) or (inward and " " in locality and postcode.startswith(locality)):
            return True
        maybe = maybe or (not inward and locality.startswith(f"{outward} "))
    return None if maybe else False


def _warnings(service: Service, values: Values) -> list[str]:
    warnings, speaks, asked = [], values.get("CO1.speak"), values.get("CO2")
    spoken = {"english", *(language.lower() for language in service.languages)}
    if isinstance(speaks, str) and not is_declined(speaks) and spoken.isdisjoint(_LIST.split(speaks.strip().lower())):
        warnings.append(f"no {speaks[:1].upper()}{speaks[1:]} spoken there: have an interpreter")
    for tag, words in _ACCESS.items():
        if isinstance(asked, frozenset) and any(tag in tick for tick in asked) and tag not in service.access:
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
