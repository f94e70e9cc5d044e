"""The directory and the needs beside the guide, row by row: what no assessment shows and somebody would miss."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import yaml

from tests.core.shipped import content
from triage.content.where import sample_content
from triage.core.availability import availability
from triage.core.hours import LONDON

SAID = Path(__file__).with_name("said_in_the_guide.yaml")
WHO_HELPS = Path(__file__).with_name("who_helps.yaml")
# How people get in and get by (practice.md F2): all of it step-free but one, which says how else.
STEP_FREE_ONLY = (
    "housing_oo tenancy ph_repairs env_health energy crisis cu pantry babybank reuse youthhub asg mash edt talk csafety "
    "police probation fire volunteer loans change"
)
ACCESS = {
    ("step_free", "loop", "quiet"): "reception navigator asc da registrar",
    ("step_free", "loop"): "housing_duty ctax advice jobcentre learn digital transport",
    ("step_free", "quiet"): "work_health leaving family hv sp mh pharm carers sv victims law",
    ("step_free",): STEP_FREE_ONLY,
    ("quiet",): "drugs",
}
# Who sees people without an appointment at some time of the week (practice.md F2, drop-in).
DROP_IN = (
    "advice asc babybank carers csafety ctax cu digital drugs energy env_health family fire housing_duty hv learn leaving "
    "mh navigator pantry ph_repairs pharm police reception reuse sp tenancy transport volunteer work_health youthhub"
)
# Everybody else of the 46 is on floor G, 1 or 2 (practice.md F2).
ELSEWHERE = "housing_oo reuse asg edt talk loans change"
CHRISTMAS = datetime(2026, 12, 25, 11, 0, tzinfo=LONDON)
# The last three figures of each one's number, 01632 960… (practice.md F2).
PHONES = (
    "reception 101, navigator 102, housing_duty 120, housing_oo 121, tenancy 122, ph_repairs 123, env_health "
    "124, energy 125, ctax 130, crisis 131, advice 132, cu 133, pantry 134, babybank 135, reuse 136, "
    "jobcentre 140, work_health 141, youthhub 142, learn 143, digital 144, asc 150, asg 151, mash 160, edt "
    "161, leaving 162, family 163, hv 164, sp 170, mh 171, talk 172, pharm 173, drugs 174, carers 175, da "
    "180, sv 181, csafety 182, police 183, probation 184, victims 185, fire 186, law 187, transport 188, "
    "volunteer 189, registrar 190, loans 191, change 192"
)
# Who helps anybody, whoever they are, or says by rules alone who that is (practice.md F2, who can use it).
FOR_ANYONE = "reception advice pantry youthhub learn digital mh talk pharm police victims volunteer loans"
# Who may keep it all together (practice.md F2; contract.md 4: the advice centre may not).
MAY_LEAD = "navigator tenancy asc family sp mh drugs carers da leaving"
# Lines that are rung, by whoever is there (practice.md F2).
NOBODY_BY_NAME = "housing_oo edt talk loans"
# Whom no list names (practice.md F2, sensitive), and where people sit and talk (F2, the building).
SENSITIVE = "da sv drugs probation police mh victims loans change mash asg edt"
# Needs that stand under no name in a list: all of practice.md E's safety, and these of health, debts, habits, convictions
# (practice.md G4 and H, harm 3).
NEEDS_NOT_NAMED = (
    "money.illegal_lender money.gambling health.mental_wellbeing health.mental_health_crisis health.suicidal_thoughts "
    "health.relationships health.alcohol health.drugs health.memory health.learning_autism skills.conviction_barrier"
)
PLACES = {
    "counter": "desk1 desk2 desk3 desk4 quiet",
    "pod": "G1 G2 G3 P1A P1B P2A P2B P2C P2D pod6",
    "private_room": "GP family_room clinic1 clinic2 room4",
}
# What a need is counted under besides its domain (practice.md E, Facets).
FACETS = {
    "relationships": (
        "health.relationships health.family_support health.loneliness health.carer safety.domestic_abuse"
    ),
    "thinking": "skills.confidence health.mental_wellbeing safety.own_behaviour",
}


def test_who_usually_helps_with_each_need() -> None:
    guide = yaml.safe_load(WHO_HELPS.read_text(encoding="utf-8"))
    assert {need.code: sorted(need.kinds) for need in content().question_set.needs} == {
        code: sorted(kinds) for code, kinds in guide.items()
    }


def test_what_a_need_is_counted_under_besides() -> None:
    for facet, codes in FACETS.items():
        assert {need.code for need in content().question_set.needs if facet in need.facets} == set(codes.split())


def test_the_numbers_to_ring() -> None:
    said = dict(each.split() for each in PHONES.split(", "))
    local = {service.id: service.phone for service in content().directory.services if not service.national}
    assert local == {id: f"01632 960{last}" for id, last in said.items()}


def test_what_each_is_there_for() -> None:
    guide = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    told = {f"uk_{id}": codes for id, codes in guide["rung_for"].items()} | guide["helps_with"]
    services = [service for service in content().directory.services if service.meets]
    assert {service.id: set(service.meets) for service in services} == {
        id: set(codes.split()) for id, codes in told.items()
    }


def test_the_numbers_on_the_cards() -> None:
    guide = yaml.safe_load(SAID.read_text(encoding="utf-8"))["on_card"]
    assert {card.id: [each.number for each in card.numbers] for card in content().question_set.cards} == guide


def test_whom_they_are_for_is_put_into_words() -> None:
    local = [service for service in content().directory.services if not service.national]
    assert {service.id for service in local if not service.eligibility.says} == set(FOR_ANYONE.split())


def test_who_may_keep_it_together() -> None:
    services = content().directory.services
    assert {service.id for service in services if service.lead_capable} == set(MAY_LEAD.split())
    assert {service.id for service in services if service.lead_if_chosen} == {"probation"}  # D3: unless chosen


def test_whenever_somebody_can_be_seen_there_is_a_name_to_ask_for() -> None:
    """A warm handoff is to a named worker. 30 November 2026 is a Monday in a week without holidays."""
    directory, nameless = content().directory, set[str]()
    hours = [datetime(2026, 11, 30, hour, 15, tzinfo=LONDON) for hour in range(8, 20)]
    for service in directory.services:
        for day in range(7) if service.active and not service.national else ():
            there = [hour + timedelta(days=day) for hour in hours]
            opens = any(availability(service, moment, directory.closed_dates).open_now for moment in there)
            if opens != any(day in worker.days for worker in service.workers):
                nameless.add(service.id)
    assert nameless == set(NOBODY_BY_NAME.split())


def test_how_people_get_in() -> None:
    local = {service.id: service.access for service in content().directory.services if not service.national}
    said = {id: access for access, ids in ACCESS.items() for id in ids.split()}
    assert {id: access for id, access in local.items() if access} == said


def test_who_answers_out_of_hours_does_so_on_bank_holidays() -> None:
    """Whoever has nowhere to sleep has them then, and the duty desk is closed."""
    directory = content().directory
    there = {
        id: availability(directory.by_id[id], CHRISTMAS, directory.closed_dates).open_now
        for id in ("housing_oo", "edt", "housing_duty")
    }
    assert there == {"housing_oo": True, "edt": True, "housing_duty": False}


def test_when_they_are_there() -> None:
    guide = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    typed = yaml.safe_load((sample_content() / "directory.yaml").read_text(encoding="utf-8"))["services"]
    for key in ("hours", "drop_in"):
        assert {service["id"]: service[key] for service in typed if key in service} == guide[key]


def test_which_needs_no_list_names() -> None:
    needs = content().question_set.needs
    said = {need.code for need in needs if need.domain == "safety"} | set(NEEDS_NOT_NAMED.split())
    assert {need.code for need in needs if need.sensitive} == said


def test_whom_no_list_names_and_that_somebody_looked() -> None:
    local = [service for service in content().directory.services if not service.national]
    assert {service.id for service in local if service.sensitive} == set(SENSITIVE.split())
    assert [service.id for service in content().directory.services if service.checked_on is None] == []


def test_which_languages_are_spoken_is_said_everywhere() -> None:
    local = {service.id: service.languages for service in content().directory.services if not service.national}
    assert all("English" in languages for languages in local.values())
    assert len(local["reception"]) == 3  # and two of the staff's (practice.md F2)


def test_where_people_sit_and_talk() -> None:
    found: dict[str, set[str]] = {}
    for place in content().directory.places:
        found.setdefault(place.kind, set()).add(place.id)
    assert found == {kind: set(ids.split()) for kind, ids in PLACES.items()}


def test_who_can_be_seen_without_an_appointment() -> None:
    assert {s.id for s in content().directory.services if s.drop_in and not s.national} == set(DROP_IN.split())


def test_who_is_in_the_building() -> None:
    local = [service for service in content().directory.services if not service.national]
    assert {service.id for service in local if not service.in_building} == set(ELSEWHERE.split())
    assert not any(service.in_building for service in content().directory.services if service.national)
