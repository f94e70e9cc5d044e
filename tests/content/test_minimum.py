"""What each kind of recipient may get at most, against practice.md C4 as it is written there.

Two columns of that table: what they get, and what they never get by default. A field of ours is *allowed* by the words
of the first and *barred* by the words of the second; the shipped directory must stay within the one and out of the other.
"""

from __future__ import annotations

import pytest

from tests.core.shipped import house
from triage.content.directory import RECEIVES
from triage.core.consent import FIELD_WORDS

# Fields everybody may get who sees a person: not in the table, but in the handoff dataset (D4) of every recipient.
ALWAYS = {"name", "safe_contact", "access_needs", "interpreter"}

# recipient in C4 → (our services, what its "Gets" allows beside ALWAYS, what its "Never gets" bars)
C4: dict[str, tuple[set[str], set[str], set[str]]] = {
    "Housing options": (
        {"housing_duty", "housing_oo"},
        {"born", "household", "housing_answers", "key_dates", "hoped_for"},
        {"health_answers", "money_answers"},
    ),
    "Jobcentre/DWP": (
        {"jobcentre"},
        {"work_goal", "claim_issue"},
        {"health_answers", "danger_now", "household", "money_answers", "own_words", "children_yes_no"},
    ),
    "Debt/benefits advice": ({"advice"}, {"money_answers", "key_dates"}, {"danger_now", "children_yes_no"}),
    "Health/pharmacy/MH": (
        {"hv", "mh", "talk", "pharm", "sp"},
        {"own_words", "health_answers", "born", "hoped_for", "agreed_steps"},
        {"money_answers", "housing_answers", "claim_issue"},
    ),
    "Drug & alcohol": ({"drugs"}, {"drink_or_drugs"}, {"household", "children_yes_no", "health_answers"}),
    "DA service (IDVA)": (
        {"da"},
        {"danger_now", "children_yes_no"},
        {"housing_answers", "money_answers", "health_answers", "skills_answers", "own_words", "agreed_steps"},
    ),
    "Children's front door": (
        {"mash"},
        {"born", "postcode", "household", "key_dates", "danger_now", "children_yes_no", "own_words"},
        {"health_answers", "money_answers", "skills_answers"},
    ),
    "Police (no consent)": (
        {"police"},
        {"danger_now"},
        {"health_answers", "housing_answers", "money_answers", "skills_answers", "own_words"},
    ),
    "Probation": (
        {"probation"},
        {"key_dates"},
        {"health_answers", "housing_answers", "money_answers", "skills_answers", "own_words", "household", "born"},
    ),
    "energy supplier: PSR facts only": (
        {"energy"},
        {"postcode", "household"},
        {"health_answers", "money_answers", "own_words"},
    ),
    "Lead professional: agreed summary": (
        {"navigator", "tenancy", "asc", "family", "sp", "carers", "leaving"},
        {
            "born",
            "household",
            "key_dates",
            "hoped_for",
            "agreed_steps",
            "housing_answers",
            "health_answers",
            "own_words",
        },
        {"danger_now", "children_yes_no"},
    ),
}


@pytest.mark.parametrize("recipient", C4)
def test_the_directory_stays_within_what_they_get(recipient: str) -> None:
    services, gets, never = C4[recipient]
    assert not gets & never
    for id in services:
        receives = set(house().directory.by_id[id].receives)
        assert not receives & never, (id, receives & never)
        assert receives <= ALWAYS | gets, (id, receives - ALWAYS - gets)


@pytest.mark.parametrize("field", ["danger_now", "children_yes_no"])
def test_the_private_section_goes_only_where_it_is_needed(field: str) -> None:
    """Nothing of module F but danger now and children yes or no can leave at all, and only to these."""
    who = {service.id for service in house().directory.services if field in service.receives}
    assert who <= {"da", "sv", "mash", "asg", "edt", "police", "loans"}, who


def test_what_was_said_of_drink_or_drugs_goes_to_that_service_alone() -> None:
    """W8 is asked in private (C4); nobody else may have it."""
    assert [service.id for service in house().directory.services if "drink_or_drugs" in service.receives] == ["drugs"]


@pytest.mark.parametrize("section", ["housing_answers", "money_answers", "health_answers", "skills_answers"])
def test_nobody_gets_the_answers_of_two_sections(section: str) -> None:
    """The full assessment goes nowhere (D4): a service gets its own section or none."""
    sections = {"housing_answers", "money_answers", "health_answers", "skills_answers"}
    for service in house().directory.services:
        if section in service.receives:
            assert sections & set(service.receives) == {section}, service.id


def test_national_lines_and_the_unlisted_get_nothing() -> None:
    assert not [service.id for service in house().directory.services if service.national and service.receives]


def test_no_field_of_ours_is_one_that_must_not_exist() -> None:
    """Never immigration, offences, a score, free notes, a refuge or a school (B2, C4, C6, H)."""
    for field in RECEIVES:
        words = f"{field} {FIELD_WORDS[field]}".lower()
        for never in (
            "immigra",
            "national",
            "offence",
            "score",
            "risk",
            "note",
            "refuge",
            "school",
            "religion",
            "sanction",
        ):
            assert never not in words, field
