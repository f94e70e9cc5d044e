"""Somebody away is not on duty until they are back, and it is said when that is (directory `back_on`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.usecases.conftest import SAM, Desk
from triage.usecases.reception.building import see_building
from triage.usecases.reception.find import who_words
from triage.usecases.reception.service_page import service_page
from triage.usecases.visit.matches import see_matches

TO, WHO = "housing_duty", "Priya"
WORDS = "Priya is back Wednesday 25 November"


def send_away(desk: Desk, **more: Any) -> None:
    """The directory as it would say so, for this office alone."""
    house = desk.office.house
    of = house.directory
    changed = tuple(
        replace(
            s, **more, workers=tuple(replace(w, back_on=date(2026, 11, 25)) if w.name == WHO else w for w in s.workers)
        )
        if s.id == TO
        else s
        for s in of.services
    )
    directory = replace(of, services=changed, by_id={s.id: s for s in changed})
    desk.office.house = replace(house, directory=directory)


def who_and_why(desk: Desk) -> tuple[str, tuple[str, ...]]:
    view = desk.here(see_matches)
    match = next(match for match in (*view.plan, *view.others) if match.service == TO)
    return match.who, match.against


def test_in_the_list_of_the_building_and_in_the_reasons(desk: Desk) -> None:
    desk.arrive(SAM)
    assert who_and_why(desk) == (WHO, ())
    send_away(desk)
    who, against = who_and_why(desk)
    assert WHO not in who and WORDS in against
    row = next(row for row in desk.do(see_building).rows if row.service == TO)
    assert row.who.endswith("Priya back Wed 25 Nov")


def test_back_on_the_day_itself(desk: Desk) -> None:
    desk.arrive(SAM)
    send_away(desk)
    desk.at(desk.clock.now + timedelta(days=2))
    who, against = who_and_why(desk)
    assert WHO in who and not [line for line in against if WHO in line]


def test_whoever_works_where_people_are_kept_safe_is_not_named(desk: Desk) -> None:
    desk.arrive(SAM)
    send_away(desk, sensitive=True)
    assert WORDS not in str(desk.here(see_matches)) and WORDS not in str(desk.do(see_building))


def test_found_without_them_and_the_page_says_when(desk: Desk) -> None:
    send_away(desk)
    house, now = desk.office.house, desk.office.now()
    assert who_words(now, house.directory.by_id[TO]) == ""
    assert WORDS in str(service_page(house, now, TO))
