"""Who fits, in which words, and what would change it (contract.md 4; practice.md H11; promises: warn, never hide)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.hub import ADVICE, HOUSING, HUB, KINDS, NOW, TENANCY, U, at, but, directory, need, service
from triage.core.conditions import Values
from triage.core.directory import DeskState, Eligibility, Service
from triage.core.matching import Fit, Verdict, find_fits


def fit(one: Service, values: Values, now: Any = NOW, desk: DeskState | None = None) -> Fit:
    code = next(code for code, kinds in KINDS.items() if one.kinds[0] in kinds)
    (found,) = find_fits(directory(one), [need(code)], KINDS, values, now, {one.id: desk} if desk else {})
    return found


def test_services_serving_a_need_by_id_and_no_others() -> None:
    found = find_fits(HUB, [need("housing.rent_arrears"), need("housing.eviction_risk")], KINDS, {}, NOW)
    assert [(f.service, f.needs) for f in found] == [
        ("advice", ("housing.rent_arrears",)),
        ("housing_duty", ("housing.eviction_risk",)),
        ("tenancy", ("housing.rent_arrears",)),
    ]
    assert find_fits(HUB, [], KINDS, {}, NOW) == ()
    assert find_fits(HUB, [need("housing.unheard_of")], KINDS, {}, NOW) == ()


def test_inactive_services_never() -> None:
    assert find_fits(directory(but(HOUSING, active=False)), [need("housing.eviction_risk")], KINDS, {}, NOW) == ()


def test_meets_narrows_what_kinds_cover() -> None:
    narrow = but(ADVICE, meets=("money",))
    found = find_fits(directory(narrow), [need("housing.rent_arrears"), need("money.priority_debt")], KINDS, {}, NOW)
    assert [f.needs for f in found] == [("money.priority_debt",)]


AGES = Eligibility(ages=(16, 24))
OLDER = Eligibility(ages=(60, None))
AREA = Eligibility(localities=("ZZ99 3",))
TENANTS = Eligibility(tenure=("social", "private"))
BABIES = Eligibility(facts=("pregnant", "child_under_5"))


@pytest.mark.parametrize(
    ("who", "values", "verdict", "would_change"),
    [
        (Eligibility(), {}, "fits", ()),
        (Eligibility(says="anyone homeless"), {}, "fits", ()),
        (Eligibility(says="Anyone"), {}, "fits", ()),
        (Eligibility(says="unpaid carers"), {}, "ask", ("would fit: unpaid carers; ask them",)),
        (AGES, {"fact.age": 16}, "fits", ()),
        (AGES, {"fact.age": 24}, "fits", ()),
        (AGES, {"fact.age": 25}, "no", ("would fit if aged 16 to 24",)),
        (AGES, {"fact.age": 15}, "no", ("would fit if aged 16 to 24",)),
        (OLDER, {}, "ask", ("would fit if 60 or over; date of birth not asked",)),
        (OLDER, {"HO1": "pnts"}, "ask", ("would fit if 60 or over; date of birth not given",)),
        (OLDER, {"fact.age": 60}, "fits", ()),
        (Eligibility(ages=(None, 17)), {"fact.age": 18}, "no", ("would fit if 17 or under",)),
        (Eligibility(ages=(0, 5)), {"fact.age": 0}, "fits", ()),
        (AREA, {"HO1.postcode": "ZZ99 3AA"}, "fits", ()),
        (AREA, {"HO1.postcode": "zz993aa"}, "fits", ()),
        (AREA, {"HO1.postcode": "ZZ99 4AA"}, "no", ("would fit if living in ZZ99 3",)),
        (AREA, {"HO1.postcode": "ZZ98"}, "no", ("would fit if living in ZZ99 3",)),
        (AREA, {"HO1": "given", "HO1.postcode": "ZZ99"}, "ask", ("would fit if living in ZZ99 3; postcode not given",)),
        (AREA, {}, "ask", ("would fit if living in ZZ99 3; postcode not asked",)),
        (AREA, {"HO1": "given", "HO1.postcode": "pnts"}, "ask", ("would fit if living in ZZ99 3; postcode not given",)),
        (
            AREA,
            {"HO1": "x", "HO1.postcode": "no_fixed_address"},
            "ask",
            ("would fit if living in ZZ99 3; postcode not given",),
        ),
        (Eligibility(localities=("ZZ9",)), {"HO1.postcode": "ZZ99 3AA"}, "no", ("would fit if living in ZZ9",)),
        (Eligibility(localities=("ZZ",)), {"HO1.postcode": "ZZ99 3AA"}, "fits", ()),
        (Eligibility(localities=("ZZ98", "ZZ99")), {"HO1.postcode": "ZZ99"}, "fits", ()),
        (TENANTS, {"H1": "private"}, "fits", ()),
        (
            TENANTS,
            {"H1": "own"},
            "no",
            ("would fit if renting from the council or an association or renting privately",),
        ),
        (
            Eligibility(tenure=("private",)),
            {"H1": "not_sure"},
            "ask",
            ("would fit if renting privately; where they live not given",),
        ),
        (BABIES, {"fact.pregnant": "no", "fact.child_under_5": "yes"}, "fits", ()),
        (
            BABIES,
            {"fact.pregnant": "no", "fact.child_under_5": "no"},
            "no",
            ("would fit if pregnancy at home or child under 5",),
        ),
        (BABIES, {"fact.pregnant": "no"}, "ask", ("would fit if pregnancy at home or child under 5; not known",)),
        (Eligibility(ages=(16, 24), says="people of 16 to 24"), {"fact.age": 20}, "fits", ()),
        # One "no" decides, and what else is not known is still said.
        (
            Eligibility(ages=(16, 24), localities=("ZZ99",)),
            {"fact.age": 40},
            "no",
            ("would fit if aged 16 to 24", "would fit if living in ZZ99; postcode not asked"),
        ),
    ],
)
def test_who_can_use_it(who: Eligibility, values: Values, verdict: str, would_change: tuple[str, ...]) -> None:
    found = fit(service("pantry", "food_support", eligibility=who), values)
    assert (found.verdict, found.would_change) == (verdict, would_change)
    assert bool([words for words in found.against if words.startswith("only ")]) is (found.verdict is Verdict.NO)


def test_an_address_never_stops_help_with_homelessness() -> None:
    """practice.md H: "no local connection so no referral" must be impossible."""
    found = fit(but(HOUSING, eligibility=AREA), {"HO1.postcode": "ZZ11 1AA"})
    assert found.verdict is Verdict.ASK
    assert found.would_change == ("would fit if living in ZZ99 3; an address elsewhere does not stop them helping",)


def test_reasons_for_name_what_they_rest_on() -> None:
    found = fit(HOUSING, {})
    assert found.for_ == (
        "helps with rent problems and losing your home",
        "for anyone homeless or at risk of it",
        "open until 16:30",
        "desk 4, ground floor",
    )
    assert found.against == ()
    assert found.open_now
    away = fit(but(HOUSING, on_call_minutes=10, floor="2"), {})
    assert away.for_[-2:] == ("desk 4, floor 2", "can come in 10 minutes")


@pytest.mark.parametrize(
    ("desk", "when", "against"),
    [
        (DeskState(full=True), "2026-11-23 10:15", ("full today",)),
        (None, "2026-11-23 17:00", ("opens Tuesday 09:00",)),
        (None, "2026-11-23 15:45", ("takes nobody new after 15:30",)),
        (None, "2026-11-23 16:10", ("takes nobody new after 15:30", "closes soon, at 16:30")),
        (DeskState(closes="10:30"), "2026-11-23 10:15", ("closes soon, at 10:30",)),
    ],
)
def test_full_or_closed_never_changes_the_verdict(desk: DeskState | None, when: str, against: tuple[str, ...]) -> None:
    found = fit(HOUSING, {}, at(when), desk)
    assert found.verdict is Verdict.FITS
    assert found.against == against


def test_language_and_access_warn_and_never_hide() -> None:
    plain = but(HOUSING, languages=("English", "Polish"), access=("step_free", "loop"))
    assert fit(plain, {"CO1.speak": "polish "}).against == ()
    assert fit(plain, {"CO1.speak": "pnts"}).against == ()
    assert fit(plain, {"CO1.speak": "romanian"}).against == ("no Romanian spoken there: have an interpreter",)
    assert fit(plain, {"CO1.speak": "English and Romanian"}).against == ()
    assert fit(plain, {"CO1.speak": "Romanian, a little English"}).against != ()
    assert fit(plain, {"CO2": frozenset({"hearing_loop", "quiet_place"})}).against == ("no quiet space listed",)
    stairs = but(HOUSING, access=("quiet",), access_workaround="meet in pod G1 instead")
    found = fit(stairs, {})
    assert found.against == ("no step-free way in: meet in pod G1 instead",)
    assert found.verdict is Verdict.FITS


@pytest.mark.parametrize(
    ("checked", "warns"),
    [(date(2026, 5, 27), False), (date(2026, 5, 26), True), (date(2026, 11, 22), False), (None, False)],
)
def test_what_was_last_checked_180_days_ago(checked: date | None, warns: bool) -> None:
    assert ("check before you rely on it" in fit(but(HOUSING, checked_on=checked), {}).against) is warns


def test_a_pair_kept_apart_is_said_on_both() -> None:
    da = service("da", "domestic_abuse", public_label="Support team", conflict_with=("change",))
    change = service("change", "perpetrator_programme", public_label="Evening course", conflict_with=("da",))
    both = [need("safety.domestic_abuse", U), need("safety.own_behaviour")]
    course, support = find_fits(directory(da, change), both, KINDS, {}, NOW)
    assert "never in the same room or hour as Evening course" in support.against
    assert "never in the same room or hour as Support team" in course.against
    (alone,) = find_fits(directory(da, change), both[:1], KINDS, {}, NOW)
    assert alone.against == ()


def test_nothing_is_written_into_the_directory_or_the_values() -> None:
    values = {"HO1.postcode": "ZZ99 3AA"}
    first = find_fits(HUB, [need("housing.rent_arrears")], KINDS, values, NOW)
    assert first == find_fits(HUB, [need("housing.rent_arrears")], KINDS, values, NOW)
    assert values == {"HO1.postcode": "ZZ99 3AA"}
    assert TENANCY.id in {f.service for f in first}
