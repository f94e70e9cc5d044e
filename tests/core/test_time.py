"""Dates, closing times and clocks, through the shipped content: days are whole days, hours are those on the wall.

What a legal date leads to, when the desk takes nobody new, bank holidays, the two Sundays when the clocks change, and
what runs out at midnight (practice.md A0, A7, E, F2, H11 and "Also watch"; contract.md 1, 4, 6).
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.core.hub import at
from tests.core.shipped import cards, content, here, house, needs, said, walked
from triage.cli.main import main
from triage.content.hours import bank_holidays
from triage.core.availability import availability
from triage.core.consent import AgreementTerm, Consent, default_until, state_now
from triage.core.directory import DeskState
from triage.core.hours import HOLIDAY, LONDON, Schedule, Span, slots
from triage.usecases.visit.assessment import Assessed, Marks, assess

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

# --- legal dates: move-out date minus today, in whole days ---------------------------------------------

DAYS = [date(2026, 11, 23), date(2026, 2, 10), date(2026, 9, 1), date(2026, 12, 20), date(2028, 1, 15)]  # an ordinary
# Monday; 56 days across the clocks going on, across their going back, across New Year, across 29 February


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize(
    ("days", "severity", "card"),
    [
        *((-1, "urgent", ["RF-ROOF"]), (0, "urgent", ["RF-ROOF"])),
        *((1, "urgent", []), (7, "urgent", [])),
        *((8, "significant", []), (55, "significant", []), (56, "significant", [])),
        *((57, "emerging", []), (400, "emerging", [])),
    ],
)
@pytest.mark.parametrize(
    "answers",
    [
        "H1: private, H3: two_months, H3a: [notice], H3b: {day}",
        "H1: private, RE1: {{about: [letter]}}, RE4: {{kind: move_out, date: {day}}}",
    ],
)
def test_56_days_are_counted_as_whole_days(
    answers: str, days: int, severity: str, card: list[str], today: date
) -> None:
    """Move-out date minus today: up to 7 urgent, up to 56 significant, today or past the card (practice.md A7 H3b)."""
    day = today + timedelta(days=days)
    found = walked(said(answers.format(day=day.isoformat())), here(today=today))
    assert needs(found)["housing.eviction_risk"] == severity
    assert cards(found) == card
    assert found.values["fact.deadline_days"] == days


@pytest.mark.parametrize(
    ("moment", "severity"),
    [
        ("2026-07-01T22:59+00:00", "emerging"),  # 23:59 on 1 July in London: 57 days
        ("2026-07-01T23:00+00:00", "significant"),  # midnight in London: 2 July, 56 days
        ("2026-07-02T22:59+00:00", "significant"),
        ("2026-12-01T23:59+00:00", "significant"),  # in winter London's midnight is everybody's
    ],
)
def test_the_day_changes_at_midnight_in_london(
    moment: str, severity: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out_by = {"07": "2026-08-27", "12": "2027-01-26"}[moment[5:7]]
    answers = tmp_path / "date.yaml"
    answers.write_text(f"answers: {{H1: private, H3: two_months, H3a: [notice], H3b: {out_by}}}\n", encoding="utf-8")
    assert main(["assess", "--answers", str(answers), "--json", "--at", moment]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {need["code"]: need["severity"] for need in found["needs"]}["housing.eviction_risk"] == severity


@pytest.mark.parametrize(
    ("decided", "last_day"),
    [
        ("2026-10-23", "2026-11-23"),
        ("2027-01-31", "2027-02-28"),
        ("2027-01-28", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2028-01-29", "2028-02-29"),
        ("2026-03-31", "2026-04-30"),
        ("2026-08-31", "2026-09-30"),
        ("2026-12-31", "2027-01-31"),
        ("2027-02-28", "2027-03-28"),  # never rounded up to the end of the month
        ("2026-09-25", "2026-10-25"),  # the Sunday the clocks go back
    ],
)
@pytest.mark.parametrize(
    ("before", "severity"),
    [(15, "emerging"), (14, "significant"), (8, "significant"), (7, "urgent"), (0, "urgent"), (-1, "urgent")],
)
def test_a_decision_can_be_challenged_for_one_calendar_month(
    decided: str, last_day: str, before: int, severity: str
) -> None:
    """Emerging with more than two weeks left, urgent with a week or less (practice.md A8 M4, E)."""
    today = date.fromisoformat(last_day) - timedelta(days=before)
    answers = said(f"M0: [money_stopped_or_waiting], M4: {{what: wrong, decided: {decided}}}")
    found = walked(answers, here("pod", today=today))
    assert found.values["fact.appeal_days"] == before
    assert needs(found)["money.benefit_challenge"] == severity


@pytest.mark.parametrize("decided", ["", ", decided: none", ", decided: not_sure", ", decided: pnts"])
def test_a_decision_without_a_date_is_never_taken_for_one_with_time_left(decided: str) -> None:
    found = walked(said(f"M0: [money_stopped_or_waiting], M4: {{what: wrong{decided}}}"), here("pod"))
    assert needs(found)["money.benefit_challenge"] == "significant"


@pytest.mark.parametrize(
    ("today", "seen_as_child"), [("2026-11-22", "yes"), ("2026-11-23", "no"), ("2027-02-28", "no")]
)
def test_somebody_is_18_on_the_day(today: str, seen_as_child: str) -> None:
    found = walked(said("HO1: {born: 2008-11-23}"), here(today=date.fromisoformat(today)))
    assert found.values["fact.under_18"] == seen_as_child


# --- closing, and the last walk over --------------------------------------------------------------------

LATER = "H1: private, H3: two_months, H3a: [notice], H3b: 2027-01-10"  # significant on all the days below
TONIGHT = "H1: temporary, H2: no"


def plan_at(answers: str, when: str, desk: DeskState | None = None) -> list[tuple[str, str, str]]:
    """Who is planned, how, and when."""
    result = assessed(answers, when, desk)
    return [
        (item.service, item.mode.value, f"{item.at:%Y-%m-%d %H:%M}" if item.at else "") for item in result.plan.items
    ]


def assessed(answers: str, when: str, desk: DeskState | None = None) -> Assessed:
    now = at(when)
    marks = Marks(desk={"housing_duty": desk} if desk else {})
    return assess(house(), said(answers), here(today=now.date()), marks, now)


@pytest.mark.parametrize(
    ("when", "mode", "seen"),
    [
        ("2026-11-23 08:59", "booked", "2026-11-23 09:00"),
        ("2026-11-23 09:00", "walk_over", "2026-11-23 09:00"),
        ("2026-11-23 15:29", "walk_over", "2026-11-23 15:29"),  # the last walk over
        ("2026-11-23 15:30", "booked", "2026-11-24 09:00"),
        ("2026-11-23 16:29", "booked", "2026-11-24 09:00"),
        ("2026-11-23 16:30", "booked", "2026-11-24 09:00"),
        ("2026-11-27 15:30", "booked", "2026-11-30 09:00"),  # on a Friday the next is Monday
    ],
)
def test_nobody_is_walked_over_after_the_cut_off(when: str, mode: str, seen: str) -> None:
    assert plan_at(LATER, when) == [("housing_duty", mode, seen)]


@pytest.mark.parametrize(
    ("desk", "mode", "seen"),
    [
        (None, "walk_over", "2026-11-23 15:00"),
        (DeskState(closes="15:00"), "booked", "2026-11-24 09:00"),
        (DeskState(closes="15:01"), "walk_over", "2026-11-23 15:00"),
        (DeskState(full=True), "booked", "2026-11-24 09:00"),
        (DeskState(back_at="15:20"), "booked", "2026-11-23 15:20"),
        (DeskState(back_at="15:30"), "booked", "2026-11-24 09:00"),  # back only when nobody new is taken
        (DeskState(out=True), "booked", "2026-11-24 09:00"),
    ],
)
def test_what_the_desk_says_counts_more_than_the_hours(desk: DeskState | None, mode: str, seen: str) -> None:
    assert plan_at(LATER, "2026-11-23 15:00", desk) == [("housing_duty", mode, seen)]


@pytest.mark.parametrize(
    ("when", "service", "mode", "seen"),
    [
        ("2026-11-23 15:29", "housing_duty", "walk_over", "2026-11-23 15:29"),
        ("2026-11-23 15:30", "housing_oo", "phone", "2026-11-23 17:00"),  # no place can be found before closing
        ("2026-11-23 17:00", "housing_oo", "phone", "2026-11-23 17:00"),
        ("2026-11-24 08:59", "housing_duty", "booked", "2026-11-24 09:00"),  # one desk for all of it, in a minute
        ("2026-11-24 09:00", "housing_duty", "walk_over", "2026-11-24 09:00"),
        ("2026-11-28 10:00", "housing_oo", "phone", "2026-11-28 10:00"),  # Saturday
        ("2026-12-25 10:00", "housing_oo", "phone", "2026-12-25 10:00"),  # the desk is closed, so the line is there
        ("2026-12-28 16:00", "housing_oo", "phone", "2026-12-28 16:00"),
        ("2026-12-29 10:00", "housing_duty", "walk_over", "2026-12-29 10:00"),
    ],
)
def test_nowhere_to_sleep_tonight_has_somebody_the_same_day(when: str, service: str, mode: str, seen: str) -> None:
    """Walk to the duty officer while a place can be found; after that the line (practice.md B, RF-ROOF)."""
    found = next(item for item in assessed(TONIGHT, when).plan.items if "housing.no_home_tonight" in item.needs)
    assert (found.service, found.mode.value, found.at) == (service, mode, at(seen))


# --- bank holidays ------------------------------------------------------------------------------------

HOLIDAYS = {  # as gov.uk lists them for England and Wales
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
EVERY_HOLIDAY = [date.fromisoformat(f"{year}-{day}") for year, days in HOLIDAYS.items() for day in days.split()]


def test_the_bank_holidays_are_those_of_england_and_wales() -> None:
    from holidays import country_holidays

    assert content().directory.closed_dates == frozenset(EVERY_HOLIDAY)
    for year in HOLIDAYS:
        wales = {day for day in country_holidays("GB", subdiv="WLS", years=year) if day.weekday() < 5}
        assert bank_holidays([year]) == wales
    scotland = set(country_holidays("GB", subdiv="SCT", years=2026))
    assert date(2026, 11, 30) in scotland  # St Andrew's Day: open here
    assert plan_at(LATER, "2026-11-30 10:00") == [("housing_duty", "walk_over", "2026-11-30 10:00")]


@pytest.mark.parametrize("day", EVERY_HOLIDAY)
def test_the_duty_desk_is_closed_on_every_bank_holiday(day: date) -> None:
    desk = content().directory.by_id["housing_duty"]
    closed = content().directory.closed_dates
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)
    found = availability(desk, noon, closed)
    assert not found.open_now
    assert "closed for the bank holiday" in found.why
    assert found.next_at is not None
    assert found.next_at.date() not in closed
    assert found.next_at.weekday() < 5
    assert availability(desk, noon).open_now  # the list is what closes it, since it is a weekday


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-12-24 15:30", "2026-12-29 09:00"),  # Friday is Christmas, Monday the substitute for Boxing Day
        ("2026-12-28 12:00", "2026-12-29 09:00"),
        ("2027-03-25 15:30", "2027-03-30 09:00"),  # Good Friday to Easter Monday, with the clocks changing between
        ("2027-12-24 15:30", "2027-12-29 09:00"),  # both on a weekend: both substitutes
    ],
)
def test_over_christmas_and_over_easter_it_is_the_first_working_day(when: str, opens: str) -> None:
    desk = content().directory.by_id["housing_duty"]
    assert availability(desk, at(when), content().directory.closed_dates).next_at == at(opens)


@pytest.mark.parametrize("line", ["housing_oo", "edt"])
@pytest.mark.parametrize("day", EVERY_HOLIDAY)
def test_the_lines_for_out_of_hours_answer_all_through_a_bank_holiday(day: date, line: str) -> None:
    service, closed = content().directory.by_id[line], content().directory.closed_dates
    for hour in (0, 9, 12, 16, 23):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)
        assert availability(service, moment, closed).open_now
    assert not availability(service, at("2026-11-23 12:00"), closed).open_now  # on an ordinary Monday the desk does


def test_hours_for_bank_holidays_hold_on_no_other_day() -> None:
    short = Schedule((Span((HOLIDAY,), 10 * 60, 12 * 60), Span((0, 1, 2, 3, 4), 9 * 60, 17 * 60)))
    closed = frozenset({date(2026, 12, 25)})
    assert [(f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in slots(short, date(2026, 12, 25), closed)] == [
        ("10:00", "12:00")
    ]
    assert [f"{s.start:%H:%M}" for s in slots(short, date(2026, 12, 24), closed)] == ["09:00"]
    assert slots(short, date(2026, 12, 26), closed) == ()


# --- the clocks ---------------------------------------------------------------------------------------

EVERY_DAY = Schedule((Span(tuple(range(7)), 9 * 60, 17 * 60),))
NIGHTS = Schedule((Span(tuple(range(7)), 22 * 60, 6 * 60),))


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        ("2026-03-28", "09:00"),  # Saturday: GMT
        ("2026-03-29", "08:00"),  # the clocks go on: 09:00 is 08:00 UTC
        ("2026-03-30", "08:00"),
        ("2026-10-24", "08:00"),
        ("2026-10-25", "09:00"),  # they go back
        ("2026-10-26", "09:00"),
        ("2027-03-28", "08:00"),
        ("2027-10-31", "09:00"),
    ],
)
def test_nine_to_five_is_nine_to_five_on_the_wall_and_eight_hours_long(day: str, opens: str) -> None:
    (slot,) = slots(EVERY_DAY, date.fromisoformat(day))
    assert slot.start.astimezone(UTC) == datetime.fromisoformat(f"{day}T{opens}+00:00")
    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == 8 * HOUR
    assert f"{slot.start:%H:%M}-{slot.end:%H:%M}" == "09:00-17:00"


@pytest.mark.parametrize(
    ("evening", "long"), [("2026-03-27", 8), ("2026-03-28", 7), ("2026-10-24", 9), ("2026-10-25", 8)]
)
def test_the_night_the_clocks_change_is_an_hour_shorter_or_longer(evening: str, long: int) -> None:
    (slot,) = slots(NIGHTS, date.fromisoformat(evening))
    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == long * HOUR


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
def test_the_monday_after_is_like_any_other(change: str) -> None:
    """A walk over at 15:29 and none at 15:30, whichever Sunday it was; Easter Monday 2027 is a holiday besides."""
    monday = date.fromisoformat(change) + timedelta(days=1)
    if monday in content().directory.closed_dates:
        monday += timedelta(days=1)
    desk, closed = content().directory.by_id["housing_duty"], content().directory.closed_dates
    for time, takes in (("08:59", True), ("15:29", True), ("15:30", False)):
        assert availability(desk, at(f"{monday} {time}"), closed).takes_today is takes
    sunday = availability(desk, at(f"{change} 12:00"), closed)
    assert sunday.next_at == at(f"{monday} 09:00")
    assert not sunday.open_now


def test_a_cut_off_in_the_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    """`accepts_until` 01:30 on the night the clocks go back: the second 01:10 is after it."""
    from tests.core.hub import hours, service

    late = service("late", "x", hours=hours(((6,), "00:00", "04:00")), accepts_until="01:30")
    first, second = (datetime(2026, 10, 25, hour, 10, tzinfo=UTC) for hour in (0, 1))  # 01:10 BST, 01:10 GMT
    assert availability(late, first).room
    for written in (second, second.astimezone(LONDON)):
        assert not availability(late, written).room


# --- what runs out ------------------------------------------------------------------------------------


def term(state: Consent, until: datetime | None) -> AgreementTerm:
    return AgreementTerm("housing_duty", "housing.eviction_risk", state, until=until)


@pytest.mark.parametrize(
    ("said_at", "asked_again", "hours_later"),
    [
        ("2026-11-23 10:15", "2026-11-24 00:00", 13.75),
        ("2026-11-23 23:59", "2026-11-24 00:00", 1 / 60),
        ("2026-11-24 00:00", "2026-11-25 00:00", 24),
        ("2026-12-31 16:00", "2027-01-01 00:00", 8),
        ("2026-03-29 00:30", "2026-03-30 00:00", 22.5),  # a day of 23 hours
        ("2026-10-25 00:30", "2026-10-26 00:00", 24.5),  # and one of 25
    ],
)
def test_not_today_lasts_until_midnight_on_the_wall(said_at: str, asked_again: str, hours_later: float) -> None:
    now = at(said_at)
    refused = term(Consent.REFUSED, default_until(now, not_today=True))
    midnight = at(asked_again).astimezone(UTC)
    assert refused.until == at(asked_again)
    assert midnight - now.astimezone(UTC) == timedelta(hours=hours_later)
    assert state_now(refused, midnight - SECOND) is Consent.REFUSED
    assert state_now(refused, midnight) is Consent.NOT_ASKED
    assert state_now(term(Consent.REFUSED, None), midnight + 400 * 24 * HOUR) is Consent.REFUSED  # a plain no stays


@pytest.mark.parametrize(
    ("agreed_at", "until"),
    [
        ("2026-11-23 10:15", "2027-05-23 10:15"),  # agreed in winter, runs out in summer: the same time on the wall
        ("2026-05-25 10:15", "2026-11-25 10:15"),
        ("2026-08-31 10:15", "2027-02-28 10:15"),
        ("2027-08-31 10:15", "2028-02-29 10:15"),
        ("2026-12-31 10:15", "2027-06-30 10:15"),
    ],
)
@pytest.mark.parametrize("state", [Consent.GIVEN, Consent.GIVEN_WITH_LIMITS, Consent.NOT_NEEDED_LEGAL])
def test_a_yes_runs_out_after_six_months(state: Consent, agreed_at: str, until: str) -> None:
    end = at(until).astimezone(UTC)
    agreed = term(state, default_until(at(agreed_at)))
    assert agreed.until == at(until)
    assert state_now(agreed, end - SECOND) is state
    assert state_now(agreed, end) is Consent.EXPIRED


def test_an_until_in_the_hour_that_comes_twice_runs_out_once() -> None:
    """Half past one in BST is over at half past one in BST, however the moment is written."""
    half_past = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)  # the first one: 00:30 UTC
    agreed = term(Consent.GIVEN, half_past)
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 01:10 GMT, forty minutes later
    for written in (second, second.astimezone(LONDON)):
        assert state_now(agreed, written) is Consent.EXPIRED
    assert state_now(agreed, datetime(2026, 10, 25, 0, 29, tzinfo=UTC)) is Consent.GIVEN
