"""Whether a lead is needed and whom to propose (practice.md D3; contract.md 4; practice.md I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.core.hub import (
    ADVICE,
    CARERS,
    FAMILY,
    HOUSING,
    HUB,
    KINDS,
    NAVIGATOR,
    NOW,
    PANTRY,
    TENANCY,
    TUESDAY,
    E,
    S,
    U,
    but,
    directory,
    need,
    service,
)
from triage.core.conditions import Values
from triage.core.conflict import Conflict
from triage.core.directory import Directory, Eligibility, Worker
from triage.core.lead import (
    LeadProposal,
    lead_needed,
    may_keep_together,
    may_lead_now,
    propose_lead,
    same_family_name,
)
from triage.core.matching import find_fits
from triage.core.needs import Need, Wanted
from triage.core.plan import make_plan


def propose(
    needs: Sequence[Need], values: Values | None = None, priority: str | None = None, of: Directory = HUB
) -> LeadProposal | None:
    values = values or {}
    fits = find_fits(of, needs, KINDS, values, NOW)
    plan = make_plan(of, needs, KINDS, fits, values, NOW)
    return propose_lead(needs, plan, of, KINDS, values, NOW, priority)


def rule(found: LeadProposal | None) -> tuple[str, str] | None:
    return (found.rule.value, found.service) if found else None


HOME, DEBT, CARER = need("housing.eviction_risk"), need("money.priority_debt"), need("health.carer")


@pytest.mark.parametrize(
    ("needs", "services", "values", "visits", "asked", "needed"),
    [
        ([], 0, {}, 0, False, False),
        ([HOME], 1, {"K4": "fairly"}, 0, False, False),  # a single need: a named contact, no lead
        ([HOME, DEBT], 2, {}, 0, False, True),
        ([HOME, need("housing.rent_arrears")], 2, {}, 0, False, False),  # one domain
        ([HOME, need("money.other_debt", E)], 2, {}, 0, False, False),
        ([need("housing.no_home_tonight", U)], 1, {}, 0, False, False),
        ([need("housing.no_home_tonight", U), need("housing.find_home", E)], 1, {}, 0, False, True),
        ([need("housing.no_home_tonight", U), need("housing.find_home", E, Wanted.NO)], 1, {}, 0, False, False),
        ([need("housing.no_home_tonight", U), need("housing.find_home", E, Wanted.LATER)], 1, {}, 0, False, True),
        (
            [need("a.b", U, Wanted.NOT_ASKED), need("a.c", E, Wanted.NOT_ASKED)],
            1,
            {},
            0,
            False,
            True,
        ),  # nobody asked yet: as if wanted (contract.md 3)
        ([HOME], 3, {}, 0, False, True),
        ([HOME], 1, {"K4": "not_at_all"}, 0, False, True),
        ([HOME], 1, {"K4": "not_very"}, 0, False, False),
        ([HOME], 1, {}, 1, False, False),
        ([HOME], 1, {}, 2, False, True),  # two before: this is the third
        ([HOME], 1, {}, 0, True, True),
    ],
)
def test_when_a_lead_is_needed(
    needs: list[Need], services: int, values: Values, visits: int, asked: bool, needed: bool
) -> None:
    why = lead_needed(needs, services, values, visits, asked)
    assert (why is not None) is needed


def test_reasons_are_in_words() -> None:
    assert lead_needed([HOME], 1, {}, 2) == "visit number 3 in 90 days"
    assert lead_needed([HOME], 4, {}, 0) == "4 services will be involved"


# --- 1: an owner by law ---------------------------------------------------------------------------------

MASH = service("mash", "childrens_front_door")


def test_a_concern_alone_is_no_owner_by_law() -> None:
    """A child or adult who may not be safe is passed on at once; that does not mean somebody already owns it."""
    of = directory(MASH, NAVIGATOR)
    kinds = {**KINDS, "safety.child_at_risk": ("childrens_front_door",)}
    needs = [need("safety.child_at_risk", U)]
    plan = make_plan(of, needs, kinds, find_fits(of, needs, kinds, {}, NOW), {}, NOW)
    assert rule(propose_lead(needs, plan, of, kinds, {}, NOW, None)) == ("navigator", "navigator")


def test_an_owner_by_law_comes_before_anybody() -> None:
    of = directory(MASH, NAVIGATOR, CARERS)
    values = {"statutory": "child_plan", "HO4": "Grace"}
    assert rule(propose([CARER], values, of=of)) == ("statutory", "mash")
    assert rule(propose([CARER], {"statutory": "something"}, of=of)) == ("highest_need", "carers")


# --- 2: somebody they trust -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Grace", ("trusted", "navigator")),
        ("grace, the one with the red scarf", ("trusted", "navigator")),
        ("I like BRONWEN  Pugh best", ("trusted", "tenancy")),
        ("bronwen", ("trusted", "tenancy")),
        ("Gracelyn", ("highest_need", "carers")),
        ("Imran", ("highest_need", "carers")),  # the advice centre may not lead
        ("none", ("highest_need", "carers")),
        ("pnts", ("highest_need", "carers")),
        ("", ("highest_need", "carers")),
    ],
)
def test_a_worker_they_already_know(said: str, expected: tuple[str, str]) -> None:
    assert rule(propose([CARER], {"HO4": said})) == expected


def test_two_workers_of_one_name_are_nobody() -> None:
    of = directory(NAVIGATOR, but(CARERS, workers=(Worker("Grace", (1,)),)))
    assert rule(propose([CARER], {"HO4": "Grace"}, of=of)) == ("highest_need", "carers")
    surnames = directory(
        but(NAVIGATOR, workers=(Worker("Grace Hall", (0,)),)), but(CARERS, workers=(Worker("Grace Lee", (1,)),))
    )
    assert rule(propose([CARER], {"HO4": "Grace Hall"}, of=surnames)) == ("trusted", "navigator")


# --- 3: the highest need --------------------------------------------------------------------------------

TENANT: Values = {"H1": "private", "HO1.postcode": "ZZ99 3AA"}


def test_only_the_highest_needs_decide() -> None:
    """Dee (practice.md I, 3): nobody for the urgent need may lead, so the rule gives way, not down a severity."""
    needs = [need("money.no_food_today", U), CARER]
    assert rule(propose(needs)) == ("navigator", "navigator")
    assert rule(propose([CARER, need("money.other", E)])) == ("highest_need", "carers")


def test_ties_what_matters_most_then_most_needs_then_soonest_then_id() -> None:
    of = directory(but(TENANCY, eligibility=Eligibility()), CARERS, NAVIGATOR)
    both = [need("housing.rent_arrears"), CARER]
    assert rule(propose(both, TENANT, of=of)) == ("highest_need", "carers")
    assert rule(propose(both, TENANT, "home", of)) == ("highest_need", "tenancy")
    assert rule(propose(both, TENANT, "debt", of)) == ("highest_need", "tenancy")
    assert rule(propose(both, TENANT, "health", of)) == ("highest_need", "carers")
    later = directory(but(TENANCY, eligibility=Eligibility()), but(CARERS, hours=TUESDAY), NAVIGATOR)
    assert rule(propose(both, TENANT, of=later)) == ("highest_need", "tenancy")
    wider = directory(but(TENANCY, eligibility=Eligibility(), kinds=("tenancy_support", "debt_advice")), CARERS)
    assert rule(propose([*both, DEBT], TENANT, of=wider)) == ("highest_need", "tenancy")


# Every bill of M3a and the need it leads to (practice.md A8); "debt" is the tick "Bills or debt".
BILLS = (
    "housing.rent_arrears housing.mortgage_arrears money.council_tax money.energy_bills money.priority_debt "
    "money.other_debt money.bailiffs money.illegal_lender"
)


def test_some_lead_only_where_the_person_wants_it() -> None:
    """ "Probation unless chosen" (practice.md D3): no rule comes to it, naming somebody there does."""
    justine = service("probation", "carers", lead_if_chosen=True, workers=(Worker("Justine", (0, 1, 2)),))
    of = directory(justine, NAVIGATOR)
    assert rule(propose([CARER], of=of)) == ("navigator", "navigator")
    assert rule(propose([CARER], {"HO4": "Justine"}, of=of)) == ("trusted", "probation")
    assert may_keep_together(justine, [CARER]) and not may_keep_together(but(justine, enforces=("health",)), [CARER])


@pytest.mark.parametrize("bill", BILLS.split())
def test_a_bill_matters_most_to_whoever_said_bills_or_debt(bill: str) -> None:
    kinds = {bill: ("bills",), "health.carer": ("carers",)}
    of = directory(service("z_bills", "bills", lead_capable=True), service("a_carers", "carers", lead_capable=True))
    needs = [need(bill), CARER]
    plan = make_plan(of, needs, kinds, find_fits(of, needs, kinds, {}, NOW), {}, NOW)
    assert rule(propose_lead(needs, plan, of, kinds, {}, NOW, "debt")) == ("highest_need", "z_bills")
    assert rule(propose_lead(needs, plan, of, kinds, {}, NOW, None)) == ("highest_need", "a_carers")


def test_kept_apart_never_leads() -> None:
    """Never anybody working with the one who hurts them (practice.md D3): a conflict with a planned service."""
    da = service("da", "domestic_abuse", lead_capable=True, conflict_with=("change",))
    change = service("change", "perpetrator_programme", conflict_with=("da",))
    of = directory(da, change, NAVIGATOR)
    abuse, own = need("safety.domestic_abuse", U), need("safety.own_behaviour")
    assert rule(propose([abuse], of=of)) == ("highest_need", "da")
    assert rule(propose([abuse, own], of=of)) == ("highest_need", "da")  # and nobody goes to the other one
    assert rule(propose([own], of=of)) == ("navigator", "navigator")


def test_whoever_enforces_never_leads_over_it() -> None:
    """A landlord may help somebody furnish a home, and may not keep things together over rent owed to it (D3)."""
    landlord = but(TENANCY, eligibility=Eligibility(), enforces=("housing.rent_arrears",))
    of = directory(landlord, NAVIGATOR)
    arrears, tenancy = need("housing.rent_arrears"), need("housing.tenancy_support")
    kinds = {**KINDS, "housing.tenancy_support": ("tenancy_support",)}

    def who(wanted: list[Need], found: Sequence[Need], said: str = "") -> tuple[str, str] | None:
        plan = make_plan(of, wanted, kinds, find_fits(of, wanted, kinds, {}, NOW), {}, NOW)
        return rule(propose_lead(wanted, plan, of, kinds, {"HO4": said}, NOW, None, (), found))

    assert who([tenancy], [tenancy]) == ("highest_need", "tenancy")
    assert who([tenancy, arrears], [tenancy, arrears]) == ("navigator", "navigator")
    assert who([tenancy], [tenancy, arrears]) == ("navigator", "navigator")  # owed all the same
    assert who([tenancy, arrears], [arrears], "Bronwen Pugh") == ("navigator", "navigator")  # also when trusted
    assert may_keep_together(landlord, [tenancy]) and not may_keep_together(landlord, [arrears])
    assert not may_keep_together(but(landlord, lead_capable=False), [tenancy])


@pytest.mark.parametrize(
    ("conflicts", "said", "expected"),
    [
        ((), "Grace", ("trusted", "navigator")),
        ((Conflict("navigator"),), "Grace", ("highest_need", "carers")),
        ((Conflict("navigator", "Grace"),), "Grace", ("highest_need", "carers")),
        ((Conflict("carers"),), "", None),
        ((Conflict("carers"), Conflict("navigator", "grace")), "", None),
    ],
)
def test_whoever_knows_the_one_who_harms_never_leads(
    conflicts: tuple[Conflict, ...], said: str, expected: tuple[str, str] | None
) -> None:
    of = directory(NAVIGATOR, CARERS)
    plan = make_plan(of, [CARER], KINDS, find_fits(of, [CARER], KINDS, {}, NOW), {}, NOW)
    found = rule(propose_lead([CARER], plan, of, KINDS, {"HO4": said}, NOW, None, conflicts))
    assert found == (expected or (("navigator", "navigator") if len(conflicts) == 1 else None))


# --- 4 and 5: the family hub, the navigators ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("household", "needs", "expected"),
    [
        ({"HO3.age_5_15": 2}, [HOME, DEBT], "family"),
        ({"HO3.baby_under_1": "yes"}, [HOME, DEBT], "family"),
        ({"HO3.age_0_4": 0}, [HOME, DEBT], "navigator"),
        ({"HO3.pregnant": "yes"}, [HOME, DEBT], "navigator"),
        ({"HO3.age_0_4": 1}, [HOME, DEBT], "family"),
        ({"HO3.age_16_17": 1}, [HOME], "navigator"),
        ({}, [HOME, DEBT], "navigator"),
        ({"HO3.age_5_15": "pnts"}, [HOME, DEBT], "navigator"),
    ],
)
def test_family_then_navigator(household: Values, needs: list[Need], expected: str) -> None:
    assert rule(propose(needs, household)) == (expected, {"family": "family", "navigator": "navigator"}[expected])


def test_nobody_can_lead_where_nobody_may() -> None:
    assert propose([HOME, DEBT], {"HO3.age_5_15": 1}, of=directory(HOUSING, ADVICE, PANTRY)) is None
    closed = directory(but(NAVIGATOR, active=False), but(FAMILY, lead_capable=False))
    assert propose([HOME, DEBT], {"HO3.age_5_15": 1}, of=closed) is None


def test_every_proposal_says_why() -> None:
    for values in ({}, {"HO4": "Grace"}, {"HO3.age_5_15": 1}, {"statutory": "adult_enquiry"}):
        found = propose([CARER, HOME], values)
        assert found is not None
        assert found.because
        assert S  # severities are never part of the words
        assert "urgent" not in found.because


@pytest.mark.parametrize(
    ("back_on", "leads"),
    [(None, True), (date(2026, 11, 20), True), (date(2026, 11, 28), True), (date(2026, 12, 1), False)],
)
def test_away_for_more_than_five_working_days_never_leads(back_on: date | None, leads: bool) -> None:
    """From Monday 23 November: until the 28th that is five working days, until 1 December six."""
    worker = Worker("Grace Hall", (0, 1, 2, 3, 4), "", back_on)
    assert bool(may_lead_now([worker], NOW.date(), ())) is leads
    of = directory(CARERS, but(NAVIGATOR, workers=(worker,)))
    found = rule(propose([CARER], {"HO4": "Grace Hall"}, of=of))
    assert found == (("trusted", "navigator") if leads else ("highest_need", "carers"))


def test_a_bank_holiday_is_no_working_day() -> None:
    worker = Worker("Grace Hall", (0,), "", date(2026, 12, 1))
    assert may_lead_now([worker], NOW.date(), {date(2026, 11, 25)}) == (worker,)


@pytest.mark.parametrize(
    ("worker", "person", "same"),
    [
        ("Tom Reed", "Sam Reed", True),
        ("tom reed", "Sam van REED", True),
        ("Tom", "Sam Reed", False),
        ("Reed", "Sam Reed", False),
        ("Tom Reed", "", False),
        ("Tom Reed", "Sam Reeds", False),
    ],
)
def test_the_same_family_name(worker: str, person: str, same: bool) -> None:
    assert same_family_name(worker, person) is same
