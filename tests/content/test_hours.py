"""Hours, days, ages and bank holidays as staff write them."""

from __future__ import annotations

from datetime import date

import pytest

from triage.content.hours import LISTED_YEARS, ages, bank_holidays, computed_holidays, read_days, read_span, schedule
from triage.content.nodes import ListNode, Scalar
from triage.content.reader import Cell
from triage.content.report import Report
from triage.core.hours import Schedule, Span

ALL = tuple(range(7))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Mon-Fri 09:00-16:30", Span((0, 1, 2, 3, 4), 540, 990)),
        ("Sat 09:30-12:30", Span((5,), 570, 750)),
        ("Mon,Wed-Thu 10:00-12:00", Span((0, 2, 3), 600, 720)),
        ("Fri-Mon 22:00-06:00", Span((0, 4, 5, 6), 1320, 360)),
        ("17:00-09:00", Span(ALL, 1020, 540)),
        ("Sat-Sun 00:00-24:00", Span((5, 6), 0, 1440)),
        ("Hol 10:00-12:00", Span((7,), 600, 720)),
    ],
)
def test_lines_of_hours(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mon",
        "9:00-17:00",
        "Mon 09.00-17.00",
        "mon 09:00-17:00",
        "Mon 09:00-24:30",
        "Mon 24:00-02:00",
        "Mon-Hol 09:00-10:00",
    ],
)
def test_what_is_not_hours(text: str) -> None:
    with pytest.raises(ValueError):
        read_span(text)


def test_days_wrap_round_the_week() -> None:
    assert read_days("Sat-Mon") == (0, 5, 6)
    assert read_days("Mon-Sun") == ALL
    for text in ("Mon-", "Hol"):  # a worker has weekdays only
        with pytest.raises(ValueError):
            read_days(text)


def test_always_is_day_and_night_and_bank_holidays() -> None:
    always = Schedule(always=True, holidays=True)
    assert schedule(Cell(Scalar("always", 1, 1), "hours", Report("f"))) == always
    assert schedule(Cell(ListNode((Scalar("always", 1, 1),), 1, 1), "hours", Report("f"))) == always
    assert not schedule(None)


@pytest.mark.parametrize(
    ("text", "read"), [("16-24", (16, 24)), ("18-", (18, None)), ("-18", (None, 18)), ("0-4", (0, 4))]
)
def test_ages(text: str, read: tuple[int | None, int | None]) -> None:
    assert ages(Cell(Scalar(text, 1, 1), "ages", Report("f"))) == read


@pytest.mark.parametrize("text", ["-", "18", "over 18", "24-16", "18-1000"])
def test_what_is_not_ages(text: str) -> None:
    report = Report("f")
    assert ages(Cell(Scalar(text, 1, 1), "ages", report)) is None
    assert [problem.rule for problem in report.problems] == ["ages"]


def test_bank_holidays_are_those_gov_uk_lists() -> None:
    """Only the substitute where a holiday falls on a weekend (interchange.md G2)."""
    assert sorted(bank_holidays([2026])) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    ]
    assert bank_holidays(LISTED_YEARS) == computed_holidays(list(LISTED_YEARS))
    assert bank_holidays([2036]) == computed_holidays([2036]) != frozenset()
    christmas = {day for day in bank_holidays([2027]) if day.month == 12}
    assert christmas == {date(2027, 12, 27), date(2027, 12, 28)}
    assert date(2028, 1, 3) in bank_holidays([2028])
