"""Facts: what is worked out from answers, and what stays not known (contract.md 1)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.shipped import CLEAR, COUNTER, OUTREACH, PHONE, POD, ROOM, here, said, walked
from triage.core.conditions import Value
from triage.core.facts import FACTS, Situation, days_words, month_after

UNKNOWN = None


@pytest.mark.parametrize(
    ("fact", "answers", "at", "value"),
    [
        # age and under 18
        ("age", "HO1: {born: 1992-03-01}", COUNTER, 34),
        ("age", "HO1: {born: 1992-11-23}", COUNTER, 34),
        ("age", "HO1: {born: 1992-11-24}", COUNTER, 33),
        ("age", "HO1: {born: 2026-11-23}", COUNTER, 0),
        ("age", "HO1: {born: 2008-02-29}", here(today=date(2026, 2, 28)), 17),
        ("age", "HO1: {born: 2008-02-29}", here(today=date(2026, 3, 1)), 18),
        ("age", "HO1: {name: Sam}", COUNTER, UNKNOWN),
        ("age", "HO1: {born: pnts}", COUNTER, UNKNOWN),
        ("age", "HO1: {born: none}", COUNTER, UNKNOWN),
        ("age", "HO1: {born: 2062-03-01}", COUNTER, UNKNOWN),  # a slip of the pen, and nobody is under 18 by it
        ("age", "HO1: pnts", COUNTER, UNKNOWN),
        ("under_18", "HO1: {born: 2008-11-23}", COUNTER, "no"),
        ("under_18", "HO1: {born: 2008-11-24}", COUNTER, "yes"),
        ("under_18", "ST1: [seems_under_18]", COUNTER, "yes"),
        ("under_18", "ST1: [seems_under_18], HO1: {born: 1992-03-01}", COUNTER, "no"),
        ("under_18", "ST1: [alone]", COUNTER, UNKNOWN),
        ("under_18", "", COUNTER, UNKNOWN),
        # household
        ("child_under_5", "HO3: {age_0_4: 1}", COUNTER, "yes"),
        ("child_under_5", "HO3: {baby_under_1: yes}", COUNTER, "yes"),
        ("child_under_5", "HO3: {age_0_4: 0, baby_under_1: yes}", COUNTER, "yes"),
        ("child_under_5", "HO3: {age_0_4: 0, baby_under_1: no}", COUNTER, "no"),
        ("child_under_5", "HO3: {age_0_4: 0}", COUNTER, UNKNOWN),
        ("child_under_5", "HO3: {age_5_15: 2}", COUNTER, UNKNOWN),
        ("child_under_5", "HO3: pnts", COUNTER, UNKNOWN),
        ("pregnant", "HO3: {pregnant: yes}", COUNTER, "yes"),
        ("pregnant", "HO3: {pregnant: no}", COUNTER, "no"),
        ("pregnant", "HO3: {pregnant: not_sure}", COUNTER, UNKNOWN),
        ("pregnant", "HO3: {adults: 1}", COUNTER, UNKNOWN),
        ("lives_alone", "HO3: {alone: yes}", COUNTER, "yes"),
        ("lives_alone", "HO3: {alone: no}", COUNTER, "no"),
        ("lives_alone", "HO3: {adults: 1}", COUNTER, "no"),
        ("lives_alone", "HO3: {adults: 0}", COUNTER, UNKNOWN),
        # whom the cold hits harder
        ("ng6_vulnerable", "HO1: {born: 1961-11-23}", COUNTER, "yes"),
        ("ng6_vulnerable", "HO1: {born: 1961-11-24}", COUNTER, UNKNOWN),
        ("ng6_vulnerable", "HO3: {age_0_4: 1}", COUNTER, "yes"),
        ("ng6_vulnerable", "HO3: {pregnant: yes}", COUNTER, "yes"),
        ("ng6_vulnerable", "W1: bad, W2: little", COUNTER, "yes"),
        ("ng6_vulnerable", "W2: lot", COUNTER, "yes"),
        ("ng6_vulnerable", "W5: low", COUNTER, "yes"),
        ("ng6_vulnerable", "W5: struggling", COUNTER, "yes"),
        ("ng6_vulnerable", "W5: up_and_down", COUNTER, UNKNOWN),
        ("ng6_vulnerable", "H5: [no_heating], H5b: {vulnerable: yes}", COUNTER, "yes"),
        ("ng6_vulnerable", "H5: [damp], H5b: {vulnerable: yes}", COUNTER, UNKNOWN),  # set aside
        ("ng6_vulnerable", "", COUNTER, UNKNOWN),
        (
            "ng6_vulnerable",
            "HO1: {born: 1992-03-01}, HO3: {age_0_4: 0, baby_under_1: no, pregnant: no}, W2: no, W5: ok,"
            " H5: [no_heating], H5b: {vulnerable: no}",
            COUNTER,
            "no",
        ),
        # dates
        ("deadline_days", "RE1: {about: [letter]}, RE4: {kind: court, date: 2026-12-04}", COUNTER, 11),
        ("deadline_days", "H3: two_months, H3b: 2027-01-16", COUNTER, 54),
        (
            "deadline_days",
            "RE1: {about: [letter]}, RE4: {date: 2026-12-04}, H3: two_months, H3b: 2026-11-30",
            COUNTER,
            7,
        ),
        ("deadline_days", "RE1: {about: [letter]}, RE4: {date: 2026-11-20}", COUNTER, -3),
        ("deadline_days", "RE1: {about: [letter]}, RE4: {date: none}", COUNTER, UNKNOWN),
        ("deadline_days", "RE1: {about: [health]}, RE4: {date: 2026-12-04}", COUNTER, UNKNOWN),  # set aside
        ("deadline_days", "", COUNTER, UNKNOWN),
        ("appeal_days", "M4: {what: wrong, decided: 2026-10-30}", COUNTER, 7),  # until 30 November
        ("appeal_days", "M4: {what: wrong, decided: 2026-10-23}", COUNTER, 0),
        ("appeal_days", "M4: {what: wrong, decided: 2026-10-01}", COUNTER, -22),
        ("appeal_days", "M4: {what: wrong}", COUNTER, UNKNOWN),
        ("appeal_days", "M4: {what: wrong, decided: none}", COUNTER, UNKNOWN),
        # the situation
        ("month", "", COUNTER, 11),
        ("month", "", here(today=date(2027, 3, 1)), 3),
        ("place", "", PHONE, "phone"),
        ("speaker", "", here(speaker="for_child"), "for_child"),
        ("visits_90_days", "", here(visits=2), 2),
        ("wanted_count", "", here(wanted=3), 3),
        ("lead_needed", "", here(lead=True), "yes"),
        ("lead_needed", "", COUNTER, "no"),
        # how serious
        ("top_severity", "", COUNTER, "none"),
        ("top_severity", "W5: up_and_down", COUNTER, "emerging"),
        ("top_severity", "W5: up_and_down, H1: temporary", COUNTER, "significant"),
        ("top_severity", "W5: up_and_down, H1: outside", COUNTER, "urgent"),
        ("top_severity", "S3: [ill]", COUNTER, "urgent"),  # by its card
    ],
)
def test_facts(fact: str, answers: str, at: Situation, value: Value | None) -> None:
    assert walked(said(answers), at).values.get(f"fact.{fact}") == value


def test_whoever_nothing_is_known_of_was_never_here_before() -> None:
    situation = Situation(today=date(2026, 11, 23))
    assert (situation.visits_90_days, situation.minutes, situation.opened) == (0, 0, ())


@pytest.mark.parametrize("at", [POD, ROOM, PHONE, OUTREACH])
@pytest.mark.parametrize(
    ("answers", "value"),
    [
        (CLEAR, "yes"),
        ({}, UNKNOWN),
        (said("F0: {alone: yes, private: yes, interpreter_ok: yes}"), UNKNOWN),
        (said("F0: {alone: yes, private: pnts, interpreter_ok: yes, no_child_over_2: yes}"), UNKNOWN),
        (CLEAR | said("F0: {alone: no}"), "no"),
        (CLEAR | said("F0: {alone: yes, private: yes, interpreter_ok: yes, no_child_over_2: no}"), "no"),
        (CLEAR | said("ST1: [with_adult]"), "no"),
        (CLEAR | said("ST1: [someone_answering]"), "no"),
        (CLEAR | said("ST1: [with_child, with_interpreter, with_paid_carer, upset]"), "yes"),
    ],
)
def test_alone_and_private(answers: dict[str, Value], value: Value | None, at: Situation) -> None:
    assert walked(answers, at).values.get("fact.alone_and_private") == value


@pytest.mark.parametrize("speaker", ["for_child", "for_adult", "professional"])
def test_alone_and_private_is_about_the_person_themselves(speaker: str) -> None:
    assert walked(CLEAR, here("pod", speaker=speaker)).values["fact.alone_and_private"] == "no"
    assert walked(CLEAR, COUNTER).values["fact.alone_and_private"] == "no"


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-10-23", "2026-11-23"),
        ("2026-12-31", "2027-01-31"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2026-03-31", "2026-04-30"),
        ("2026-11-30", "2026-12-30"),
    ],
)
def test_one_calendar_month_later(day: str, later: str) -> None:
    assert month_after(date.fromisoformat(day)) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "in 1 day"), (54, "in 54 days"), (-1, "1 day ago"), (-3, "3 days ago")]
)
def test_days_in_words(days: int, words: str) -> None:
    assert days_words(days) == words


def test_the_list_of_facts_is_closed() -> None:
    names = """age under_18 child_under_5 pregnant lives_alone ng6_vulnerable month place alone_and_private speaker
        visits_90_days deadline_days appeal_days top_severity wanted_count lead_needed"""
    assert set(FACTS) == set(names.split())
