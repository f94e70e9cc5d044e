"""The exact choice against all subsets, and how each chosen service is reached (contract.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.hub import (
    ADVICE,
    ALWAYS,
    CARERS,
    GAMBLING,
    HOUSING,
    HUB,
    KINDS,
    NOW,
    OPEN,
    PANTRY,
    TENANCY,
    TUESDAY,
    E,
    S,
    U,
    at,
    but,
    directory,
    hours,
    need,
    service,
)
from tests.harness.amount import amount
from triage.core.conditions import Values
from triage.core.directory import DeskState, Directory, Eligibility, Mode, Service
from triage.core.hours import LONDON, Schedule
from triage.core.matching import Verdict, availability, find_fits
from triage.core.needs import Need, Severity
from triage.core.plan import Plan, make_plan

NO_DESK: dict[str, DeskState] = {}


def plan(of: Directory, needs: Sequence[Need], values: Values | None = None, **more: Any) -> Plan:
    values = values or {}
    now, desk = more.pop("now", NOW), more.pop("desk", NO_DESK)
    fits = find_fits(of, needs, KINDS, values, now, desk)
    return make_plan(of, needs, KINDS, fits, values, now, desk, **more)


def chosen(made: Plan) -> list[str]:
    return sorted(item.service for item in made.items)


# --- against a slow reference -------------------------------------------------------------------------

KIND = {"a.1": ("k1", "k2"), "b.2": ("k2", "k3"), "c.3": ("k3",), "d.4": ("k4", "k1"), "e.5": ("k5", "k4")}


def reference(of: Directory, needs: Sequence[Need], values: Values, excluded: frozenset[tuple[str, str]]) -> list[str]:
    """contract.md 4 word by word, over every subset of the services."""
    fits = {fit.service: fit for fit in find_fits(of, needs, KIND, values, NOW)}
    when = {s.id: availability(s, NOW, of.closed_dates) for s in of.services}

    def can(s: Service, code: str) -> bool:
        fit = fits.get(s.id)
        reachable = when[s.id].next_at is not None or not s.hours or Mode.BOOKED in s.modes or Mode.PHONE in s.modes
        return bool(
            fit and fit.verdict is not Verdict.NO and code in fit.needs and (s.id, code) not in excluded and reachable
        )

    def may(s: Service, code: str) -> bool:
        local = any(can(other, code) for other in of.services if not other.national)
        return can(s, code) and not (s.national and local)

    def order(some: tuple[Service, ...]) -> tuple[Any, ...]:
        def days(s: Service) -> int:
            next_at = when[s.id].next_at
            return (next_at.date() - NOW.date()).days if next_at else 999

        urgent = [n for n in needs if n.severity is U and any(may(s, n.code) and when[s.id].takes_today for s in some)]
        covered = [n for n in needs if any(may(s, n.code) for s in some)]
        return (
            -len(urgent),
            -len(covered),
            len(some),
            -sum(s.in_building for s in some),
            -sum(when[s.id].open_now for s in some),
            -sum(when[s.id].room and (when[s.id].open_now or when[s.id].takes_today) for s in some),
            -sum(when[s.id].takes_today for s in some),
            sum(days(s) for s in some),
            -sum(bool(s.checked_on and (NOW.date() - s.checked_on).days <= 180) for s in some),
            sorted(s.id for s in some),
        )

    every = [some for size in range(len(of.services) + 1) for some in combinations(of.services, size)]
    return sorted(s.id for s in min(every, key=order))


HOURS = [OPEN, TUESDAY, ALWAYS, Schedule(), hours(((0,), "14:00", "16:00")), hours(((0,), "09:00", "10:00"))]
WHO = [Eligibility(), Eligibility(), Eligibility(ages=(60, None)), Eligibility(ages=(16, 24)), Eligibility(says="some")]
MODES = [(Mode.WALK_OVER, Mode.BOOKED), (Mode.WALK_IN,), (Mode.PHONE,), (Mode.WALK_OVER,)]


@st.composite
def hubs(draw: st.DrawFn) -> Directory:
    made = []
    for name in draw(st.permutations("abcdefg"))[: draw(st.integers(0, 7))]:
        kinds = draw(st.lists(st.sampled_from(["k1", "k2", "k3", "k4", "k5"]), min_size=1, max_size=3, unique=True))
        made.append(
            service(
                name,
                *kinds,
                hours=draw(st.sampled_from(HOURS)),
                in_building=draw(st.booleans()),
                accepts_until=draw(st.sampled_from(["", "", "10:00", "15:00"])),
                full_today=draw(st.sampled_from([False, False, True])),
                wait_days=draw(st.sampled_from([0, 0, 2, 9, 40])),
                checked_on=draw(st.sampled_from([date(2026, 11, 1), date(2026, 1, 1), None])),
                national=draw(st.sampled_from([False, False, False, True])),
                eligibility=draw(st.sampled_from(WHO)),
                modes=draw(st.sampled_from(MODES)),
            )
        )
    return directory(*made)


NEEDS = st.lists(
    st.builds(need, st.sampled_from(sorted(KIND)), st.sampled_from([E, S, U, U])),
    max_size=5,
    unique_by=lambda n: n.code,
)
EXCLUDED = st.frozensets(st.tuples(st.sampled_from("abcdefg"), st.sampled_from(sorted(KIND))), max_size=3)


@settings(max_examples=amount(100, 700), deadline=None)
@given(
    hubs(),
    NEEDS,
    EXCLUDED,
    st.sampled_from([{}, {"fact.age": 30}, {"fact.age": 20}]),
    st.sampled_from(["very", "fairly", "not_very", "not_at_all", "pnts"]),
    st.booleans(),
)
def test_the_plan_is_the_best_of_all_subsets(
    of: Directory, needs: list[Need], excluded: frozenset[tuple[str, str]], age: dict[str, int], sure: str, here: bool
) -> None:
    values: Values = {**age, "K4": sure}
    fits = find_fits(of, needs, KIND, values, NOW)
    made = make_plan(of, needs, KIND, fits, values, NOW, excluded=excluded)
    assert chosen(made) == reference(of, needs, values, excluded)
    assert made == make_plan(of, needs, KIND, fits, values, NOW, excluded=excluded)
    _is_sound(make_plan(of, needs, KIND, fits, values, NOW, in_building=here, excluded=excluded), of, needs, here)


def _is_sound(made: Plan, of: Directory, needs: Sequence[Need], here: bool) -> None:
    """Every need stands exactly once, in the plan or unmet; nobody is sent to what is not offered."""
    placed = [code for item in made.items for code in item.needs] + [unmet.need for unmet in made.unmet]
    assert sorted(placed) == sorted(n.code for n in needs)
    for item in made.items:
        one = of.by_id[item.service]
        assert item.needs
        if item.mode not in one.modes:
            assert item.mode is (Mode.THREE_WAY_CALL if one.in_building and one.phone else Mode.SELF)
            assert set(one.modes) <= {Mode.WALK_OVER, Mode.BRING_TO_PERSON}
        assert here or item.mode is not Mode.WALK_OVER
        assert one.in_building or item.mode is not Mode.WALK_OVER
        for code in item.needs:
            urgent = next(n.severity for n in needs if n.code == code) is U
            others = [o for o in made.items if o is not item and of.by_id[o.service].serves(code, KIND[code])]
            if urgent and not availability(one, NOW).takes_today:
                assert not any(code in o.needs for o in others)


@settings(max_examples=100, deadline=None)
@given(hubs(), NEEDS, st.randoms())
def test_the_order_of_services_does_not_matter(of: Directory, needs: list[Need], random: Any) -> None:
    services = list(of.services)
    random.shuffle(services)
    mixed = directory(*services)
    fits = find_fits(of, needs, KIND, {}, NOW)
    shuffled = find_fits(mixed, needs, KIND, {}, NOW)
    assert fits == shuffled
    assert make_plan(of, needs, KIND, fits, {}, NOW) == make_plan(mixed, needs, KIND, shuffled, {}, NOW)


@pytest.mark.parametrize("names", ["acbd", "bdac", "adbc", "bcad"])
def test_of_two_sets_alike_the_one_whose_ids_come_first(names: str) -> None:
    """Each of these pairs covers all three; nothing but the sorted ids tells them apart."""
    kinds = (("k1",), ("k5",), ("k2",), ("k4",))  # a.1 and d.4, e.5; or a.1, d.4 and e.5
    of = directory(*(service(name, *kind) for name, kind in zip(names, kinds, strict=True)))
    needs = [need("a.1"), need("d.4"), need("e.5")]
    made = make_plan(of, needs, KIND, find_fits(of, needs, KIND, {}, NOW), {}, NOW)
    pairs = (names[:2], names[2:], names[0] + names[3])
    assert chosen(made) == min(sorted(pair) for pair in pairs) == reference(of, needs, {}, frozenset())


# --- the order, one test at a time --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"in_building": False}),
        ({}, {"hours": TUESDAY}),
        ({}, {"accepts_until": "10:00"}),
        ({"wait_days": 2}, {"wait_days": 9}),
        ({}, {"wait_days": 1}),
        ({}, {"checked_on": date(2026, 1, 1)}),
        ({}, {}),
        # Earlier tests beat later ones.
        ({"checked_on": None, "hours": TUESDAY}, {"in_building": False}),
        ({"checked_on": None}, {"wait_days": 1}),
    ],
)
def test_of_two_alike_the_better_one(better: dict[str, Any], worse: dict[str, Any]) -> None:
    """The better one has the later id unless nothing else differs."""
    names = ("a", "z") if better == worse else ("z", "a")
    of = directory(service(names[0], "carers", **better), service(names[1], "carers", **worse))
    assert chosen(plan(of, [need("health.carer")])) == [names[0]]


# contract.md 4's tests of one service against another, in their order, each with what fails it.
TESTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("in the building", {"in_building": False}),
    ("open now", {"hours": hours(((0,), "12:00", "16:30"))}),
    ("room before the cut-off", {"accepts_until": "10:00"}),
    ("sooner", {"wait_days": 3}),
    ("freshly checked", {"checked_on": date(2026, 1, 1)}),
)


@pytest.mark.parametrize("place", range(len(TESTS)), ids=[words for words, _ in TESTS])
def test_each_test_beats_all_that_come_after_it(place: int) -> None:
    """One fails this test only; the other passes it and fails every later one, and has the later id."""
    fails_this = service("a", "carers", **TESTS[place][1])
    later: dict[str, Any] = {}
    for _, failing in TESTS[place + 1 :]:
        # Shut until noon and no longer taking anybody cannot both be: what is left of the day decides "sooner".
        later |= failing if not ("hours" in later and "accepts_until" in failing) else {}
    of = directory(fails_this, service("z", "carers", **later))
    assert chosen(plan(of, [need("health.carer")])) == ["z"]


def test_fewer_services_beats_every_test_of_one_service() -> None:
    """Two that pass everything lose to one that passes nothing."""
    worst = {key: value for _, failing in TESTS for key, value in failing.items() if key != "accepts_until"}
    of = directory(service("a", "debt_advice"), service("b", "carers"), service("z", "debt_advice", "carers", **worst))
    assert chosen(plan(of, [need("money.priority_debt"), need("health.carer")])) == ["z"]


def test_more_needs_covered_beats_fewer_services() -> None:
    """Nothing that somebody could meet is left out to save a walk."""
    of = directory(service("a", "debt_advice"), service("b", "carers", **TESTS[0][1], wait_days=9))
    made = plan(of, [need("money.priority_debt", S), need("health.carer", E)])
    assert chosen(made) == ["a", "b"] and not made.unmet


def test_two_alike_in_everything_by_id_whatever_their_order() -> None:
    one, two = service("a", "carers"), service("b", "carers")
    for of in (directory(one, two), directory(two, one)):
        assert chosen(plan(of, [need("health.carer")])) == ["a"]


def test_after_hours_the_one_that_opens_first() -> None:
    """Past its cut-off, and not open today at all, both have no room left today: then sooner decides."""
    later = service("a", "housing_options", hours=hours(((3,), "13:00", "18:00")))
    made = plan(directory(HOUSING, later), [need("housing.eviction_risk")], now=at("2026-11-23 17:15"))
    assert chosen(made) == ["housing_duty"]


def test_one_service_for_two_needs_beats_two() -> None:
    both = service("z", "debt_advice", "carers", in_building=False, hours=TUESDAY)
    of = directory(service("a", "debt_advice"), service("b", "carers"), both)
    assert chosen(plan(of, [need("money.priority_debt"), need("health.carer")])) == ["z"]


def test_an_urgent_need_met_today_beats_fewer_services() -> None:
    both = service("z", "debt_advice", "carers", hours=TUESDAY)
    of = directory(service("a", "debt_advice"), both)
    made = plan(of, [need("money.priority_debt", U), need("health.carer")])
    assert [(item.service, item.needs) for item in made.items] == [
        ("a", ("money.priority_debt",)),
        ("z", ("health.carer",)),
    ]


def test_greedy_would_take_three() -> None:
    """The biggest service first (a, b, c of six) leaves two more; two cover all."""
    kinds = {f"x.{n}": (f"k{n}",) for n in range(6)}
    big = service("a", "k0", "k1", "k2", "k3")
    of = directory(big, service("b", "k0", "k1", "k4"), service("c", "k2", "k3", "k5"))
    needs = [need(code) for code in kinds]
    made = make_plan(of, needs, kinds, find_fits(of, needs, kinds, {}, NOW), {}, NOW)
    assert chosen(made) == ["b", "c"]


def test_each_need_to_the_one_who_usually_helps_first() -> None:
    needs = [need("housing.rent_arrears"), need("money.priority_debt"), need("housing.eviction_risk")]
    tenancy = but(TENANCY, eligibility=Eligibility())
    of = directory(HOUSING, but(ADVICE, kinds=("debt_advice",)), tenancy)
    made = plan(of, needs)
    assert {item.service: item.needs for item in made.items} == {
        "housing_duty": ("housing.eviction_risk",),
        "advice": ("housing.rent_arrears", "money.priority_debt"),
    }


def test_the_most_serious_first() -> None:
    made = plan(HUB, [need("health.carer", E), need("housing.eviction_risk"), need("money.no_food_today", U)])
    assert [item.service for item in made.items] == ["pantry", "housing_duty", "carers"]


# --- national lines, what was declined, what stays unmet -------------------------------------------------


def test_a_national_line_only_when_no_local_service_fits() -> None:
    local = service("local", "gambling_support", hours=TUESDAY)
    assert chosen(plan(directory(GAMBLING), [need("money.gambling")])) == ["gamcare"]
    assert chosen(plan(directory(GAMBLING, local), [need("money.gambling")])) == ["local"]
    out_of_age = but(local, eligibility=Eligibility(ages=(16, 24)))
    assert chosen(plan(directory(GAMBLING, out_of_age), [need("money.gambling")], {"fact.age": 40})) == ["gamcare"]
    said_no = frozenset({("local", "money.gambling")})
    assert chosen(plan(directory(GAMBLING, local), [need("money.gambling")], excluded=said_no)) == ["gamcare"]


NEVER = service("z", "carers", hours=Schedule(), modes=(Mode.WALK_IN,))
DAWN = service("z", "carers", hours=hours(((0,), "08:00", "09:00")), accepts_until="07:00", modes=(Mode.WALK_OVER,))


@pytest.mark.parametrize(
    ("services", "values", "excluded", "cause"),
    [
        ((), {}, (), "no_service"),
        ((service("z", "carers", eligibility=Eligibility(ages=(60, None))),), {"fact.age": 30}, (), "not_eligible"),
        (
            (service("z", "carers", eligibility=Eligibility(localities=("ZZ99",))),),
            {"HO1.postcode": "ZZ11 1AA"},
            (),
            "too_far",
        ),
        (
            (service("z", "carers", eligibility=Eligibility(ages=(60, None), localities=("ZZ99",))),),
            {"HO1.postcode": "ZZ11 1AA", "fact.age": 30},
            (),
            "not_eligible",
        ),
        ((service("z", "carers"),), {}, ("z",), "changed_mind"),
        ((service("z", "carers", full_today=True),), {}, ("z",), "full"),
        ((replace(DAWN, full_today=True),), {}, (), "full"),
        ((replace(DAWN, accepts_until="", hours=hours(((), "08:00", "09:00"))),), {}, (), "closed_today"),
    ],
)
def test_why_a_need_stays_unmet(
    services: tuple[Service, ...], values: Values, excluded: tuple[str, ...], cause: str
) -> None:
    said_no = frozenset((name, "health.carer") for name in excluded)
    made = plan(directory(*services), [need("health.carer")], values, excluded=said_no)
    assert [(unmet.need, unmet.cause) for unmet in made.unmet] == [("health.carer", cause)]
    assert made.items == ()


def test_full_or_closed_today_is_still_a_booking() -> None:
    made = plan(directory(but(CARERS, full_today=True)), [need("health.carer")], {"K4": "fairly"})
    assert [(item.mode, item.at) for item in made.items] == [(Mode.BOOKED, at("2026-11-24 09:00"))]
    assert plan(directory(NEVER), [need("health.carer")]).items[0].at is None


def test_nothing_wanted_is_an_empty_plan() -> None:
    assert plan(HUB, []) == Plan((), ())


# --- how they get there -----------------------------------------------------------------------------------

W, B, P, F, BR, T, WI, R = (
    Mode.WALK_OVER, Mode.BOOKED, Mode.PHONE, Mode.SELF,
    Mode.BRING_TO_PERSON, Mode.THREE_WAY_CALL, Mode.WALK_IN, Mode.REFERRAL,
)  # fmt: skip


@pytest.mark.parametrize(
    ("modes", "severity", "sure", "here", "when", "expected"),
    [
        # Warm: open, and at or above significant, whatever K4 says.
        ((W, B, P), S, "very", True, "10:15", W),
        ((W, BR), U, None, True, "10:15", BR),
        ((P, T), S, "fairly", True, "10:15", T),
        ((W, T), S, "fairly", False, "10:15", T),
        ((W, B), S, "fairly", False, "10:15", B),
        ((W, P), S, "not_at_all", False, "10:15", P),
        ((B, P), U, "fairly", True, "10:15", P),
        ((W, B, P), U, "fairly", False, "10:15", P),
        ((B, P), U, "fairly", True, "17:15", B),
        # Not open, or not serious: K4 decides.
        ((W, B, P, F), E, "very", True, "10:15", F),
        ((W, B, P), E, "very", True, "10:15", P),
        ((W, B), E, "very", True, "10:15", B),
        ((W, B, P), E, "fairly", True, "10:15", B),
        ((W, R, P), E, "fairly", True, "10:15", R),
        ((W, P), E, "fairly", True, "10:15", P),
        ((W, B), E, "not_very", True, "10:15", W),
        ((W, B), E, "not_at_all", True, "10:15", W),
        ((W, B), E, "not_at_all", False, "10:15", B),
        ((W, B), S, "not_at_all", True, "17:15", B),
        ((W, B, P), E, None, True, "10:15", B),
        ((W, B, P), E, "pnts", True, "10:15", B),
        ((WI,), E, "fairly", True, "10:15", WI),
        # Full or past the cut-off: a word now only for what cannot wait.
        ((W, B), S, "fairly", True, "16:00", B),
        ((W, B), U, "fairly", True, "16:00", W),
        # Only ever in person.
        ((W,), S, "fairly", True, "17:15", W),
        ((W,), S, "fairly", False, "10:15", T),
    ],
)
def test_mode(
    modes: tuple[Mode, ...], severity: Severity, sure: str | None, here: bool, when: str, expected: Mode
) -> None:
    of = directory(but(HOUSING, modes=modes))
    values: Values = {"K4": sure} if sure else {}
    made = plan(of, [need("housing.eviction_risk", severity)], values, now=at(f"2026-11-23 {when}"), in_building=here)
    assert [item.mode for item in made.items] == [expected]


def test_off_site_is_never_a_walk_over() -> None:
    away = service("away", "carers", in_building=False, location="Mill Yard", floor="off_site", modes=(W, B))
    (item,) = plan(directory(away), [need("health.carer")]).items
    assert (item.mode, item.where) == (B, "Mill Yard")


def test_sam_walks_over_to_housing_now() -> None:
    (item,) = plan(HUB, [need("housing.eviction_risk")], {"K4": "fairly", "H1": "private"}).items
    assert (item.service, item.mode, item.at) == ("housing_duty", W, NOW)
    assert item.where == "desk 4, ground floor"
    assert item.because[:2] == (
        "they are there now, and this should not wait",
        "helps with rent problems and losing your home",
    )


def test_by_phone_where_is_the_number() -> None:
    (item,) = plan(directory(GAMBLING), [need("money.gambling", E)]).items
    assert (item.mode, item.where) == (P, "01632 960100")


def test_what_the_desk_says_now_moves_the_plan() -> None:
    """contract.md 3: `desk` is live building state."""
    of = directory(PANTRY, service("other", "crisis_fund"))
    wanted = [need("money.no_food_today", U)]
    assert chosen(plan(of, wanted)) == ["other"]  # alike, so by id
    assert chosen(plan(of, wanted, desk={"other": DeskState(full=True)})) == ["pantry"]
    assert chosen(plan(of, wanted, desk={"other": DeskState(closes="10:00")})) == ["pantry"]


def test_a_bank_holiday_plans_for_the_next_working_day() -> None:
    of = directory(CARERS, closed=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    (item,) = plan(of, [need("health.carer")], now=at("2026-12-25 10:15")).items
    assert (item.mode, item.at) == (B, at("2026-12-29 09:00"))
    assert item.at is not None
    assert item.at.tzinfo is LONDON
