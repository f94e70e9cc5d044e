"""Why somebody else was not chosen: the first of contract.md 4's tests on which the two plans differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.hub import KINDS, NOW, TUESDAY, U, but, directory, need, service
from triage.core.directory import Mode, Service
from triage.core.lead import LeadProposal, LeadRule
from triage.core.matching import find_fits
from triage.core.needs import Need, Severity
from triage.core.passed_over import TESTS, does_not_lead, lead_not_needed, why_not_chosen
from triage.core.plan import Plan, make_plan

CARER = need("health.carer")
HERE = service("here", "carers", checked_on=date(2026, 11, 2))


def plan(*services: Service, needs: tuple[Need, ...] = (CARER,)) -> Plan:
    of = directory(*services)
    return make_plan(of, needs, KINDS, find_fits(of, needs, KINDS, {}, NOW), {}, NOW)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"in_building": False, "modes": (Mode.PHONE,)}, "further away: not in the building they are in"),
        ({"hours": TUESDAY}, "not open now"),
        ({"full_today": True}, "no room before today’s cut-off"),
        ({"wait_days": 9}, "nobody is seen there today"),
        ({"checked_on": date(2026, 1, 1)}, "not checked for some time"),
        ({}, "as good; between the two only the order of their ids decides"),
    ],
)
def test_the_first_difference_is_the_reason(other: dict[str, Any], why: str) -> None:
    theirs = plan(but(HERE, id="there", **other))
    assert why_not_chosen(plan(HERE), theirs, [CARER], NOW, in_building=True) == why


def test_what_is_left_open_and_what_cannot_wait_come_before_how_many() -> None:
    urgent = need("health.carer", U)
    slow = plan(but(HERE, hours=TUESDAY), needs=(urgent,))
    assert why_not_chosen(plan(HERE, needs=(urgent,)), slow, [urgent], NOW, in_building=True) == TESTS[0]
    both = (CARER, need("housing.eviction_risk"))
    homes = service("homes", "housing_options")
    assert (
        why_not_chosen(plan(HERE, homes, needs=both), plan(HERE, needs=both), both, NOW, in_building=True) == TESTS[1]
    )
    wide = service("wide", "housing_options", "carers")
    assert (
        why_not_chosen(plan(wide, needs=both), plan(HERE, homes, needs=both), both, NOW, in_building=True) == TESTS[2]
    )


def test_how_far_it_is_from_needing_a_lead() -> None:
    """Practice.md D3: counted from what was found, and from the visits there were."""
    said = lead_not_needed([need("health.carer", U)], 2, {"fact.visits_90_days": 1})
    assert (
        "now in 1" in said[0] and "now nothing else is" in said[1] and "now 2" in said[2] and "now number 2" in said[4]
    )
    assert "now in 0" in lead_not_needed([], 0, {})[0] and "now number 1" in lead_not_needed([], 0, {})[4]


def test_whoever_helps_with_one_of_two_most_serious_things_could_have_led() -> None:
    """Of two needs as serious as each other, helping with either is helping with what is most serious (contract.md 4)."""
    both = (CARER, need("housing.eviction_risk"))
    carers = but(HERE, id="carers", lead_capable=True)
    homes = service("homes", "housing_options", lead_capable=True)
    pantry = service("pantry", "food_support", lead_capable=True)
    less = need("money.no_food_today", severity=Severity.EMERGING)
    of = directory(carers, homes, pantry)
    chosen = make_plan(of, (*both, less), KINDS, find_fits(of, (*both, less), KINDS, {}, NOW), {}, NOW)
    lead = LeadProposal("carers", LeadRule.HIGHEST_NEED, "")
    said = dict(does_not_lead(lead, (*both, less), (*both, less), chosen, of, KINDS, NOW))
    assert said["homes"].startswith("what matters most to them")
    assert said["pantry"].startswith("it does not help with what is most serious")
