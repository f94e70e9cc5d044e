"""Nobody is sent to whoever knows, or works with, the one who harms them (practice.md B2, D3; H 8 and 11)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.hub import FAMILY, HUB, KINDS, NOW, E, S, U, but, directory, need, service
from tests.core.shipped import house
from triage.core.conflict import Conflict, barred, free_workers, is_involved, kept_apart, without_barred
from triage.core.directory import Mode, Worker
from triage.core.matching import KNOWS_SOMEBODY, Verdict, find_fits
from triage.core.needs import Need
from triage.core.plan import make_plan

DA = service(
    "da",
    "domestic_abuse",
    conflict_with=("change",),
    workers=(Worker("Hannah Moss", (0, 1)), Worker("Simran", (1, 2))),
)
CHANGE = service("change", "perpetrator_programme", conflict_with=("da",), in_building=False, modes=(Mode.REFERRAL,))
RESPECT = service("uk_line", "perpetrator_programme", national=True, in_building=False, modes=(Mode.PHONE,))
ABUSE, OWN = need("safety.domestic_abuse", U), need("safety.own_behaviour", S)
MONDAY, TUESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "worker", "involved"),
    [
        (Conflict("da"), "Simran", True),
        (Conflict("da", "Hannah Moss"), "Hannah Moss", True),
        (Conflict("da", "hannah"), "Hannah Moss", True),  # a first name is enough to keep away
        (Conflict("da", "Hannah Lee"), "Hannah Moss", False),
        (Conflict("da", "Hannah"), "Simran", False),
        (Conflict("family"), "Simran", False),
    ],
)
def test_whom_a_conflict_names(said: Conflict, worker: str, involved: bool) -> None:
    assert is_involved("da", worker, (said,)) is involved


@pytest.mark.parametrize(
    ("conflicts", "day", "out"),
    [
        ((), MONDAY, set()),
        ((Conflict("da"),), MONDAY, {"da"}),
        ((Conflict("da", "Hannah"),), MONDAY, {"da"}),  # the only one there today
        ((Conflict("da", "Hannah"),), TUESDAY, set()),  # Simran is there
        ((Conflict("da", "Hannah"), Conflict("da", "Simran")), TUESDAY, {"da"}),
        ((Conflict("da", "Hannah"),), SUNDAY, set()),  # nobody is there, and Simran works another day
        ((Conflict("da", "Somebody else"),), MONDAY, set()),
    ],
)
def test_nobody_left_to_ask(conflicts: tuple[Conflict, ...], day: date, out: set[str]) -> None:
    assert barred([DA, CHANGE, FAMILY], conflicts, day) == out


def test_the_others_there_are_still_offered() -> None:
    assert [w.name for w in free_workers(DA, DA.workers, (Conflict("da", "Hannah"),))] == ["Simran"]


def test_it_stays_in_sight_with_the_reason_and_out_of_the_plan() -> None:
    of = directory(DA, CHANGE)
    fits = without_barred(find_fits(of, [ABUSE], KINDS, {}, NOW), frozenset({"da"}))
    assert [(fit.service, fit.verdict, fit.against[0]) for fit in fits] == [("da", Verdict.NO, KNOWS_SOMEBODY)]
    plan = make_plan(of, [ABUSE], KINDS, fits, {}, NOW)
    assert not plan.items
    assert [(unmet.need, unmet.cause) for unmet in plan.unmet] == [("safety.domestic_abuse", "not_eligible")]


def planned(needs: list[Need], *services: object) -> dict[str, tuple[str, ...]]:
    of = directory(*services)  # type: ignore[arg-type]
    plan = make_plan(of, needs, KINDS, find_fits(of, needs, KINDS, {}, NOW), {}, NOW)
    return {item.service: item.needs for item in plan.items} | {"": tuple(unmet.need for unmet in plan.unmet)}


@pytest.mark.parametrize("own", [U, S, E])
@pytest.mark.parametrize("harmed", [U, S, E])
def test_own_behaviour_is_never_with_the_person_harmed_and_gives_way(harmed: object, own: object) -> None:
    needs = [need("safety.domestic_abuse", harmed), need("safety.own_behaviour", own)]  # type: ignore[arg-type]
    assert planned(needs, DA, CHANGE) == {"da": ("safety.domestic_abuse",), "": ("safety.own_behaviour",)}
    with_line = planned(needs, DA, CHANGE, RESPECT)
    assert with_line == {"da": ("safety.domestic_abuse",), "uk_line": ("safety.own_behaviour",), "": ()}


def test_said_on_one_side_it_holds_for_both() -> None:
    needs = [need("safety.domestic_abuse", U), need("safety.own_behaviour", U)]
    for da, change in ((but(DA, conflict_with=()), CHANGE), (DA, but(CHANGE, conflict_with=()))):
        assert planned(needs, da, change) == {"da": ("safety.domestic_abuse",), "": ("safety.own_behaviour",)}


def test_alone_each_is_planned() -> None:
    assert planned([OWN], DA, CHANGE) == {"change": ("safety.own_behaviour",), "": ()}
    assert planned([ABUSE], DA, CHANGE) == {"da": ("safety.domestic_abuse",), "": ()}


def test_of_two_others_the_less_pressing_gives_way_then_the_later_id() -> None:
    services = {"a": but(FAMILY, id="a", conflict_with=("b",)), "b": but(FAMILY, id="b", conflict_with=("a",))}
    one, two = need("x.one", U), need("x.two", E)
    assert kept_apart([one, two], {"a": ["x.one"], "b": ["x.two"]}, services) == {"b"}
    assert kept_apart([one, two], {"a": ["x.two"], "b": ["x.one"]}, services) == {"a"}
    assert kept_apart([two], {"a": ["x.two"], "b": ["x.two"]}, services) == {"b"}
    assert kept_apart([one], {"a": ["x.one"]}, services) == set()


def test_nothing_else_of_a_plan_changes() -> None:
    needs = [need("housing.eviction_risk"), need("health.carer")]
    fits = find_fits(HUB, needs, KINDS, {}, NOW)
    assert without_barred(fits, frozenset()) == fits


# --- the shipped directory (what the checker says is in tests/content/problems.txt)


def test_the_shipped_services_that_enforce_may_not_lead_over_it() -> None:
    by_id = house().directory.by_id
    never = {"ctax", "jobcentre", "police", "probation", "mash", "asg", "edt", "reception", "advice"}
    assert not [id for id in never if by_id[id].lead_capable]
    assert by_id["tenancy"].enforces == ("housing.rent_arrears",)
    assert "money.council_tax" in by_id["ctax"].enforces


def test_the_shipped_conflict_is_said_on_both_sides_and_own_behaviour_meets_nobody_harmed() -> None:
    by_id = house().directory.by_id
    assert (by_id["da"].conflict_with, by_id["change"].conflict_with) == (("change",), ("da",))
    for one in house().directory.services:
        if "perpetrator_programme" in one.kinds:
            assert not {"domestic_abuse", "sexual_violence", "victim_support"} & set(one.kinds), one.id
