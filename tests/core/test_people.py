"""Small truths about a person, and dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.shipped import TODAY
from triage.core.dates import read_date
from triage.core.people import age_on, initials, tidy_postcode


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        ("2008-11-23", "2026-11-22", 17),
        ("2008-11-23", "2026-11-23", 18),
        ("2008-10-24", "2026-11-23", 18),
        ("2008-12-01", "2026-11-23", 17),
        ("2008-02-29", "2026-02-28", 17),  # born on a leap day: the birthday is 1 March
        ("2008-02-29", "2026-03-01", 18),
        ("2026-11-23", "2026-11-23", 0),
    ],
)
def test_age(born: str, today: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(today)) == age


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sam Reed", "SR"),
        ("sam", "S"),
        ("Pat O'Neil", "PO"),
        ("Ana Maria de la Cruz", "AMD"),
        ("Zoë 2nd Öz", "ZÖ"),
        ("(unknown)", "–"),
        ("", "–"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("zz993aa", "ZZ99 3AA"),
        (" zz99  3aa ", "ZZ99 3AA"),
        ("Z9 3AA", "Z9 3AA"),
        ("zz9a3aa", "ZZ9A 3AA"),
        ("zz99", "ZZ99"),
        ("zz", None),
        ("99 3AA", None),
        ("zz99 3aaa", None),
    ],
)
def test_postcodes(typed: str, tidy: str | None) -> None:
    assert tidy_postcode(typed) == tidy


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-04", "2026-12-04"),
        ("2026-1-2", "2026-01-02"),
        ("4/12/2027", "2027-12-04"),
        ("4.12.27", "2027-12-04"),
        ("3-1-99", "2099-01-03"),
        ("4 Dec", "2026-12-04"),
        (" 2nd  january ", "2027-01-02"),
        ("12 sept 2025", "2025-09-12"),
        ("31 jan", "2027-01-31"),
        ("24/11", "2026-11-24"),
        ("24/5", "2026-05-24"),  # 183 days ago: still this year's
        ("23/5", "2027-05-23"),  # 184 days ago: next year's
        ("22/11", "2026-11-22"),
    ],
)
def test_a_day_as_it_is_typed(typed: str, day: str) -> None:
    assert read_date(typed, TODAY) == date.fromisoformat(day)


def test_without_a_year_it_may_be_last_years() -> None:
    assert read_date("20 dec", date(2027, 1, 5)) == date(2026, 12, 20)
    assert read_date("29 feb", date(2027, 9, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "year"), [("4/12/26", 2026), ("4/12/27", 1927), ("4/12/00", 2000), ("4/12/99", 1999)]
)
def test_a_date_of_birth_is_never_of_a_year_to_come(typed: str, year: int) -> None:
    assert read_date(typed, TODAY, past=True) == date(year, 12, 4)


@pytest.mark.parametrize(
    "typed", ["", "soon", "4", "31/2", "31/2/2026", "2026-02-30", "4 foo", "4 dec 27", "4/12/2", "29 feb"]
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(ValueError, match="not a day in the calendar"):
        read_date(typed, TODAY)
