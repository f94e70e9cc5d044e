"""The shipped question set and directory: practice.md I's people, from their answers to plan and lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.core.hub import NOW, at
from triage.content.load import Content, load_content
from triage.core.conditions import Value, Values
from triage.core.consent import AgreementTerm, Consent, fields_sent, sentence
from triage.core.directory import DeskState, Mode
from triage.core.facts import PlaceKind, Situation
from triage.core.flow import walk
from triage.core.lead import LeadProposal, lead_needed, propose_lead
from triage.core.matching import Fit, Verdict, find_fits
from triage.core.needs import Need, Severity, Wanted
from triage.core.plan import Plan, PlanItem, make_plan

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hub() -> Content:
    return load_content(REPO)


class Outcome:
    """What the answers lead to, with every need wanted now."""

    def __init__(
        self, hub: Content, answers: Mapping[str, Value], now: datetime, place: PlaceKind, desk: Mapping[str, DeskState]
    ) -> None:
        rules, directory = hub.question_set, hub.directory
        kinds = {rule.code: rule.kinds for rule in rules.needs}
        walked = walk(rules, answers, Situation(now.date(), place))
        self.values: Values = walked.values
        self.needs: list[Need] = [replace(need, wanted=Wanted.NOW) for need in walked.needs]
        fits = find_fits(directory, self.needs, kinds, self.values, now, desk)
        self.fits: dict[str, Fit] = {fit.service: fit for fit in fits}
        here = place is not PlaceKind.OUTREACH
        self.plan: Plan = make_plan(directory, self.needs, kinds, fits, self.values, now, desk, here)
        self.items: dict[str, PlanItem] = {item.service: item for item in self.plan.items}
        self.lead: LeadProposal | None = None
        if lead_needed(self.needs, len(self.items), self.values, 0):
            self.lead = propose_lead(self.needs, self.plan, directory, kinds, self.values, now, None)

    def service_for(self, need: str) -> str:
        return next(item.service for item in self.plan.items if need in item.needs)


NO_DESK: dict[str, DeskState] = {}


def run(
    hub: Content,
    answers: Mapping[str, Value],
    now: datetime = NOW,
    place: PlaceKind = PlaceKind.POD,
    desk: Mapping[str, DeskState] = NO_DESK,
) -> Outcome:
    return Outcome(hub, answers, now, place, desk)


SAM: dict[str, Value] = {
    "RE1": {"about": frozenset({"letter"})},
    "H0": frozenset({"may_have_to_leave"}),
    "H1": "private",
    "H2": "yes",
    "H3": "two_months",
    "H3a": frozenset({"notice"}),
    "H3b": date(2027, 1, 16),
    "K4": "fairly",
    "HO1": {"name": "Sam", "born": date(1992, 3, 1)},
}


def test_1_sam_walks_over_to_the_housing_team_and_needs_no_lead(hub: Content) -> None:
    sam = run(hub, SAM)
    item = sam.items["housing_duty"]
    assert (item.mode, item.needs, item.at) == (Mode.WALK_OVER, ("housing.eviction_risk",), NOW)
    assert item.where == "desk 4, ground floor"
    assert "open until 16:30" in item.because
    assert list(sam.items) == ["housing_duty"]
    assert sam.plan.unmet == ()
    assert sam.lead is None


def test_2_four_days_later_a_booking_will_do(hub: Content) -> None:
    assert run(hub, {**SAM, "H3b": date(2027, 1, 20)}).items["housing_duty"].mode is Mode.BOOKED


def test_sam_at_other_hours_and_places(hub: Content) -> None:
    evening = run(hub, SAM, at("2026-11-23 17:15")).items["housing_duty"]
    assert (evening.mode, evening.at) == (Mode.BOOKED, at("2026-11-24 09:00"))
    church_hall = run(hub, SAM, place=PlaceKind.OUTREACH).items["housing_duty"]
    assert church_hall.mode is Mode.BOOKED
    christmas = run(hub, {**SAM, "H3b": date(2027, 2, 10)}, at("2026-12-25 10:15"))
    assert christmas.items["housing_duty"].at == at("2026-12-29 09:00")
    full = run(hub, SAM, desk={"housing_duty": DeskState(full=True)})
    assert full.fits["housing_duty"].verdict is Verdict.FITS
    assert "full today" in full.fits["housing_duty"].against


def test_3_dee_and_the_baby(hub: Content) -> None:
    dee = run(
        hub,
        {
            "HO1": {"name": "Dee", "born": date(2000, 3, 1)},
            "HO3": {"adults": 1, "age_0_4": 1, "baby_under_1": "yes"},
            "M0": frozenset({"hard_to_manage", "food_running_out", "money_stopped_or_waiting", "gas_or_electric"}),
            "M1": "not_managing",
            "M2": "no",
            "M4": {"what": "stopped"},
            "M5": {"supply": "low"},
            "W5": "low",
            "W5b": "no",
        },
    )
    assert dee.service_for("money.no_food_today") in ("pantry", "crisis")
    assert dee.items[dee.service_for("money.no_food_today")].mode is Mode.WALK_OVER
    assert dee.service_for("money.benefit_stopped") == "advice"
    assert dee.lead is not None
    assert (dee.lead.rule, dee.lead.service) == ("family", "family")


def test_6_kay_alone_and_not_safe(hub: Content) -> None:
    clear: Value = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}
    answers: dict[str, Value] = {
        "F0": clear, "F1": "no", "F2": "yes", "F2a": frozenset({"partner"}), "F2b": "not_sure", "F2c": "yes",
    }  # fmt: skip
    kay = run(hub, answers, place=PlaceKind.PRIVATE_ROOM)
    assert kay.items["da"].mode is Mode.BRING_TO_PERSON
    assert "can come in 10 minutes" in kay.items["da"].because
    assert kay.items["mash"].mode is Mode.PHONE


def test_10_pat_owes_and_looks_after_her_mother(hub: Content) -> None:
    pat = run(
        hub,
        {
            "HO1": {"name": "Pat", "born": date(1968, 3, 1)},
            "HO3": {"cares": "yes"},
            "W6a": "hard",
            "M0": frozenset({"bills_or_debts"}),
            "M3a": frozenset({"council_tax", "cards_loans"}),
            "M3b": "soon_or_visited",
            "K2": "lot",
            "K4": "not_very",
        },
    )
    assert pat.items["advice"].mode is Mode.WALK_OVER
    assert "money.bailiffs" in pat.items["advice"].needs
    assert pat.service_for("health.carer") == "carers"
    assert pat.lead is not None
    assert (pat.lead.rule, pat.lead.service) == ("navigator", "navigator")


def test_11_what_lee_keeps_from_the_jobcentre(hub: Content) -> None:
    jobcentre, adviser = hub.directory.by_id["jobcentre"], hub.directory.by_id["work_health"]
    need = "skills.work_health_barrier"
    assert fields_sent(jobcentre, AgreementTerm("jobcentre", need, Consent.REFUSED), NOW) == ()
    assert "name" in fields_sent(adviser, AgreementTerm("work_health", need, Consent.GIVEN), NOW)
    assert not {"health_answers", "money_answers", "own_words"} & set(jobcentre.receives)


def test_the_homeless_out_of_hours(hub: Content) -> None:
    """Saturday night: the phone line, not a desk that opens on Monday."""
    item = run(hub, {"H0": frozenset({"none"}), "H1": "outside", "H2": "no"}, at("2026-11-28 20:00")).items[
        "housing_oo"
    ]
    assert (item.mode, item.where) == (Mode.PHONE, "01632 960121")


def test_nobody_leads_who_may_not(hub: Content) -> None:
    for service in ("advice", "ctax", "jobcentre", "police", "probation", "reception", "mash", "asg", "edt"):
        assert not hub.directory.by_id[service].lead_capable


def test_every_need_gets_a_plan_or_a_cause_and_a_sentence(hub: Content) -> None:
    """Each of the 92 needs alone, and all at once: every one ends in the plan or unmet, whatever the hour."""
    kinds = {rule.code: rule.kinds for rule in hub.question_set.needs}
    plain = {rule.code: rule.plain for rule in hub.question_set.needs}
    for when in ("2026-11-23 10:15", "2026-11-29 03:00", "2026-12-25 12:00"):
        now = at(when)
        every = [Need(code, Severity.URGENT, wanted=Wanted.NOW) for code in kinds]
        for needs in [[need] for need in every] + [every]:
            fits = find_fits(hub.directory, needs, kinds, {}, now)
            made = make_plan(hub.directory, needs, kinds, fits, {}, now)
            placed = [code for item in made.items for code in item.needs] + [unmet.need for unmet in made.unmet]
            assert sorted(placed) == sorted(need.code for need in needs)
            for item in made.items:
                service = hub.directory.by_id[item.service]
                assert item.mode in service.modes
                said = sentence(service, service.receives, plain[item.needs[0]])
                assert said.endswith("?")
