"""National lines: only where nobody local fits, never a lead, never on paper if sensitive (practice.md H, harm 11)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.core.hub import KINDS, NOW, OPEN, S, U, at, but, directory, need, service
from tests.core.shipped import content, house
from triage.core.access import Role
from triage.core.consent import AgreementTerm, Consent, sentence
from triage.core.directory import Directory, Eligibility, Mode, Service
from triage.core.facts import PlaceKind, Situation
from triage.core.handoff import StepKind
from triage.core.hours import Schedule
from triage.core.lead import STATUTORY, propose_lead
from triage.core.matching import CHECK_FIRST, Fit, Verdict, availability, find_fits, is_fresh
from triage.core.needs import Need
from triage.core.plan import Plan, make_plan
from triage.usecases.case import HandoffCase
from triage.usecases.paper.slips import _next_steps
from triage.usecases.ports import Context, House
from triage.usecases.reception.building import in_building
from triage.usecases.visit.assessment import Marks
from triage.usecases.visit.matches import fallback, matches_view, open_words, where_words

LINE = service("uk_line", "carers", national=True, in_building=False, floor="phone", location="by phone",
               modes=(Mode.PHONE,), hours=Schedule(), hours_words="weekdays, part-day", web="example.org",
               confidence="high")  # fmt: skip
CARER = need("health.carer")


def plan(of: Directory, needs: list[Need], values: dict[str, Any] | None = None, now: Any = NOW) -> Plan:
    kinds = {**KINDS, **{rule.code: rule.kinds for rule in content().question_set.needs}}
    return make_plan(of, needs, kinds, find_fits(of, needs, kinds, values or {}, now), values or {}, now)


def fit(line: Service, values: dict[str, Any] | None = None) -> Fit:
    return find_fits(directory(line), [CARER], KINDS, values or {}, NOW)[0]


# --- when ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [LINE, but(LINE, eligibility=Eligibility(says="older people"))])
@pytest.mark.parametrize(
    "local", [{}, {"full_today": True}, {"wait_days": 40}, {"eligibility": Eligibility((60, None))}]
)
def test_never_where_somebody_local_fits_or_might(line: Service, local: dict[str, Any]) -> None:
    open_line = but(line, id="a_line", hours=OPEN)
    made = plan(directory(open_line, service("z", "carers", **local)), [CARER])
    assert [item.service for item in made.items] == ["z"]


def test_by_phone_where_nobody_local_fits() -> None:
    (item,) = plan(
        directory(LINE, service("z", "carers", eligibility=Eligibility((60, None)))), [CARER], {"fact.age": 30}
    ).items
    assert (item.service, item.mode, item.where, item.at) == ("uk_line", Mode.PHONE, "01632 960100", None)


def test_every_need_with_a_line_gets_one_for_anybody_where_there_is_one() -> None:
    """No line for some people only comes before one for everybody merely because an age is not known."""
    shipped = content().directory
    lines = replace(shipped, services=tuple(s for s in shipped.services if s.national))
    met = 0
    for rule in content().question_set.needs:
        for severity in (S, U):
            needs = [need(rule.code, severity)]
            verdicts = {f.service: f.verdict for f in find_fits(lines, needs, {rule.code: rule.kinds}, {}, NOW)}
            made = plan(lines, needs)
            assert len(made.items) == (1 if verdicts else 0), rule.code
            met += bool(verdicts)
            for item in made.items:
                assert item.mode in (Mode.PHONE, Mode.SELF), rule.code
                assert Verdict.FITS not in verdicts.values() or verdicts[item.service] is Verdict.FITS, rule.code
            if not made.items:
                assert [(unmet.need, unmet.cause) for unmet in made.unmet] == [(rule.code, "no_service")]
    assert met == 2 * 68


# --- what is said of it -------------------------------------------------------------------------------


def test_hours_only_in_words_are_never_open() -> None:
    found = fit(LINE)
    assert not found.open_now
    assert "times: weekdays, part-day" in found.for_
    assert found.against == ()
    assert open_words(context(), LINE, Mode.PHONE, availability(LINE, context().now)) == "weekdays, part-day"
    assert fit(but(LINE, hours_words="")).against == ("opening times not listed",)


@pytest.mark.parametrize(
    ("checked", "confidence", "warned"),
    [
        (date(2026, 5, 27), "high", False),  # 180 days
        (date(2026, 5, 26), "high", True),
        (date(2026, 11, 22), "medium", True),
        (date(2026, 11, 22), "low", True),
        (date(2026, 11, 22), "", False),
    ],
)
def test_check_before_you_rely_on_it(checked: date, confidence: str, warned: bool) -> None:
    line = but(LINE, checked_on=checked, confidence=confidence)
    assert (CHECK_FIRST in fit(line).against) is warned
    (item,) = plan(directory(line), [CARER]).items
    assert (CHECK_FIRST in item.because) is warned
    assert is_fresh(line, date(2026, 11, 23)) == (checked != date(2026, 5, 26))  # the plan's order: days alone


def test_where_a_sensitive_line_is_never_says_what_it_is() -> None:
    assert where_words(LINE) == "01632 960100 · example.org"
    assert where_words(but(LINE, sensitive=True)) == "01632 960100"
    assert sentence(LINE, (), "You look after somebody") == (
        "Shall we try the people at Uk_Line together, as you look after somebody?"
    )


# --- where it never is --------------------------------------------------------------------------------


def test_never_a_lead() -> None:
    """Not by law, not by name, not for the highest need: whatever its data say."""
    line = but(LINE, kinds=("childrens_front_door", "navigator", "family_hub", "carers"), lead_capable=True)
    of = directory(line)
    for values in ({STATUTORY: "child_plan"}, {}, {"HO3.age_0_4": 1}):
        assert propose_lead([CARER], plan(of, [CARER]), of, KINDS, values, NOW, None) is None


def test_never_in_the_building() -> None:
    listed = {view.service for view in in_building(house(), context(), {})}
    assert listed
    assert not any(name.startswith("uk_") for name in listed)


def context() -> Context:
    return cast(
        Context,
        SimpleNamespace(
            now=at("2026-11-23 10:15"),
            today=at("2026-11-23 10:15").date(),
            actor=SimpleNamespace(name="Asha", role=Role.ASSISTANT),
        ),
    )


def steps_on_paper(line: str, mode: str) -> list[str]:
    """The slip's lines for one handoff to a line, agreed and under way."""
    path = tuple(SimpleNamespace(step=step.value) for step in (StepKind.PROPOSED, StepKind.AGREED, StepKind.SENT))
    handoff = SimpleNamespace(service=line, mode=mode, needs=json.dumps(["x"]))
    term = AgreementTerm(line, "x", Consent.GIVEN)
    case = SimpleNamespace(
        handoffs=(HandoffCase(cast(Any, handoff), cast(Any, path)),),
        marks=Marks(agreements={(line, "x"): term}),
    )
    return _next_steps(house(), context(), cast(Any, case))


def test_a_sensitive_line_is_never_on_a_slip() -> None:
    for line in content().directory.services:
        if line.national:
            said = steps_on_paper(line.id, line.modes[0].value)
            assert bool(said) is not line.sensitive, line.id
            assert not any("desk" in words or "worker" in words for words in said)
    assert steps_on_paper("uk_mh", "phone") == ["MoneyHelper: 0800 138 7777 · moneyhelper.org.uk (weekdays)"]
    assert steps_on_paper("uk_streetlink", "self") == ["StreetLink: thestreetlink.org.uk (24/7 online)"]


def test_a_sensitive_line_goes_by_its_public_label() -> None:
    shipped = content().directory
    lines = replace(shipped, services=tuple(s for s in shipped.services if s.national))
    needs = (need("safety.domestic_abuse", U),)
    view = seen(House(content().question_set, lines), needs)
    labels = {match.service: match.label for match in (*view.plan, *view.others)}
    assert labels == dict.fromkeys(("uk_nda", "uk_mal", "uk_galop"), "Support line")


# --- when there is not even a line ----------------------------------------------------------------------


def seen(of: House, needs: tuple[Need, ...]) -> Any:
    kinds = {rule.code: rule.kinds for rule in of.question_set.needs}
    fits = find_fits(of.directory, needs, kinds, {}, NOW)
    made = make_plan(of.directory, needs, kinds, fits, {}, NOW)
    walk = SimpleNamespace(values={})
    result = SimpleNamespace(plan=made, fits=fits, needs=needs, walk=walk, lead=None, lead_because=None)
    here = Situation(today=date(2026, 11, 23), place=PlaceKind.PRIVATE_ROOM)
    case = SimpleNamespace(
        contact=SimpleNamespace(id="c", code="NM-2M8J"), lead=None, situation=here, marks=Marks(), handoffs=()
    )
    return matches_view(of, context(), cast(Any, case), cast(Any, result))


def test_nobody_at_all_is_never_a_dead_end() -> None:
    shipped = content().directory
    of = House(content().question_set, replace(shipped, services=tuple(s for s in shipped.services if s.general)))
    view = seen(of, (need("skills.travel"), need("safety.adult_at_risk", U)))
    assert view.plan == ()
    assert [(code, words) for code, _, words in view.unmet] == [
        (
            "skills.travel",
            "no service for this. Ask Mira, duty lead, extension 4100; or Citizens Advice, 0800 144 8848",
        ),
        ("safety.adult_at_risk", "no service for this. Ask Mira, duty lead, extension 4100"),
    ]
    empty = House(of.question_set, replace(shipped, services=(), staff=()))
    assert fallback(empty) == "Ask the duty lead, 01632 960101"


def test_local_alternatives_stand_before_national_ones() -> None:
    view = seen(house(), (need("money.priority_debt"),))
    others = [match.service.startswith("uk_") for match in view.others if match.verdict != "does not fit"]
    assert others == sorted(others)
    assert [match.service for match in view.plan] == ["advice"]
