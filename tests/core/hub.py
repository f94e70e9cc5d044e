"""A small hand-made hub for tests of matching, plan, lead and consent. Everything is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from triage.core.directory import Directory, Eligibility, Hub, Mode, Service, Worker
from triage.core.hours import LONDON, Schedule, Span, minutes
from triage.core.needs import Need, Severity, Wanted

WEEK = (0, 1, 2, 3, 4)
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)  # the Monday of contract.md 8
S, U, E = Severity.SIGNIFICANT, Severity.URGENT, Severity.EMERGING

KINDS: Mapping[str, tuple[str, ...]] = {
    "housing.eviction_risk": ("housing_options", "legal_advice"),
    "housing.no_home_tonight": ("housing_options",),
    "housing.rent_arrears": ("debt_advice", "tenancy_support"),
    "money.priority_debt": ("debt_advice",),
    "money.no_food_today": ("food_support", "crisis_fund"),
    "money.gambling": ("gambling_support",),
    "health.carer": ("carers", "adult_social_care"),
    "health.family_support": ("family_hub",),
    "skills.confidence": ("social_prescribing", "navigator"),
    "skills.young_person_neet": ("youth_employment",),
    "safety.domestic_abuse": ("domestic_abuse",),
    "safety.own_behaviour": ("perpetrator_programme",),
}


def at(text: str) -> datetime:
    """London wall-clock time: "2026-11-23 10:15"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def hours(*lines: tuple[tuple[int, ...], str, str], holidays: bool = False) -> Schedule:
    return Schedule(tuple(Span(days, minutes(a), minutes(b)) for days, a, b in lines), holidays=holidays)


OPEN = hours((WEEK, "09:00", "16:30"))
TUESDAY = hours(((1,), "09:30", "15:00"))
ALWAYS = Schedule(always=True, holidays=True)


def service(id: str, *kinds: str, **more: Any) -> Service:
    plain: dict[str, Any] = {
        "name": id,
        "organization": "Northmere",
        "public_label": id.title(),
        "location": "desk 4",
        "floor": "G",
        "in_building": True,
        "directions": (),
        "phone": "01632 960100",
        "hours": OPEN,
        "drop_in": Schedule(),
        "modes": (Mode.WALK_OVER, Mode.BOOKED, Mode.PHONE),
        "eligibility": Eligibility(),
        "checked_on": date(2026, 11, 1),
    }
    return Service(id=id, kinds=kinds, **{**plain, **more})


def directory(*services: Service, closed: frozenset[date] = frozenset()) -> Directory:
    hub = Hub("northmere", "Northmere Hub", "NM", "01632 960100", ("ZZ99",), OPEN)
    return Directory("hash", hub, services, (), (), closed, {s.id: s for s in services})


def need(code: str, severity: Severity = S, wanted: Wanted = Wanted.NOW) -> Need:
    return Need(code, severity, wanted=wanted)


HOUSING = service(
    "housing_duty",
    "housing_options",
    public_label="Housing team",
    accepts_until="15:30",
    helps_with="rent problems and losing your home",
    eligibility=Eligibility(says="anyone homeless or at risk of it"),
    receives=("name", "born", "safe_contact", "housing_answers"),
    workers=(Worker("Priya", (0, 1, 2, 3, 4)),),
)
ADVICE = service(
    "advice",
    "debt_advice",
    "legal_advice",
    meets=("money", "housing.rent_arrears"),
    workers=(Worker("Imran", (0,)),),
)
TENANCY = service(
    "tenancy",
    "tenancy_support",
    lead_capable=True,
    eligibility=Eligibility(localities=("ZZ99 3",), tenure=("social", "private"), says="tenants in the district"),
    workers=(Worker("Bronwen Pugh", (0, 1)),),
)
PANTRY = service("pantry", "food_support")
CARERS = service("carers", "carers", lead_capable=True, eligibility=Eligibility(says="unpaid carers"))
FAMILY = service("family", "family_hub", lead_capable=True)
NAVIGATOR = service("navigator", "navigator", lead_capable=True, workers=(Worker("Grace", (0,)),))
YOUTH = service("youthhub", "youth_employment", eligibility=Eligibility(ages=(16, 24)), modes=(Mode.WALK_IN,))
OLDER = service("older", "carers", eligibility=Eligibility(ages=(60, None)))
GAMBLING = service("gamcare", "gambling_support", national=True, in_building=False, modes=(Mode.PHONE,), hours=ALWAYS)
HUB = directory(HOUSING, ADVICE, TENANCY, PANTRY, CARERS, FAMILY, NAVIGATOR, YOUTH, OLDER, GAMBLING)


def but(base: Service, **changes: Any) -> Service:
    return replace(base, **changes)
