"""What is worked out once of a directory says what asking every service says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.hub import KINDS, NOW, directory, hours, need, service
from tests.core.shipped import house
from triage.core.availability import availability
from triage.core.directory import DeskState
from triage.core.matching import find_fits
from triage.core.offers import available, offers, serving
from triage.usecases.visit.assessment import kinds_of


def test_serving_is_what_each_service_says_of_itself() -> None:
    hub, kinds = house().directory, kinds_of(house())
    for code, who in kinds.items():
        of = offers(hub)
        found = [of.services[place].id for place in serving(hub, {code: who})]
        assert found == sorted(s.id for s in hub.services if s.active and s.serves(code, who))


def test_leading_is_who_may_keep_somebody_together() -> None:
    hub = house().directory
    for kind in {kind for one in hub.services for kind in one.kinds}:
        may = [s.id for s in hub.services if s.active and s.lead_capable and not s.national and kind in s.kinds]
        assert [one.id for one in offers(hub).leading(kind)] == sorted(may)


def test_a_service_meets_only_what_lies_within_what_it_meets() -> None:
    hub = directory(service("debt", "debt_advice", meets=("money.priority_debt", "housing")))
    needs = [need("money.priority_debt"), need("housing.rent_arrears"), need("money.priority_debt_of_others")]
    kinds = {one.code: ("debt_advice",) for one in needs}
    (found,) = find_fits(hub, needs, kinds, {}, NOW)
    assert found.needs == ("money.priority_debt", "housing.rent_arrears")


@pytest.mark.parametrize("seconds", [0, 1, 59])
def test_times_are_the_same_all_through_a_minute_and_as_asked_alone(seconds: int) -> None:
    hub, moment = house().directory, NOW + timedelta(seconds=seconds)
    of = offers(hub)
    found = available(hub, range(len(of.services)), moment, {})
    assert {of.services[place].id: when for place, when in found.items()} == {
        s.id: availability(s, NOW, hub.closed_dates) for s in of.services
    }


def test_the_next_minute_is_looked_at_anew() -> None:
    early = directory(service("early", "debt_advice", hours=hours(((0,), "09:00", "10:16"))))
    assert available(early, [0], NOW, {})[0].open_now
    assert not available(early, [0], NOW + timedelta(minutes=1), {})[0].open_now


def test_what_the_desk_says_of_one_is_not_said_of_another_that_keeps_the_same_hours() -> None:
    hub = directory(service("a", "debt_advice"), service("b", "debt_advice"))
    found = find_fits(hub, [need("money.priority_debt")], KINDS, {}, NOW, {"a": DeskState(full=True)})
    assert [fit.when.room for fit in found] == [False, True]
    again = find_fits(hub, [need("money.priority_debt")], KINDS, {}, NOW)
    assert [fit.when.room for fit in again] == [True, True]
