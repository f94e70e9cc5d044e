"""Conditions answer yes, no or not known (contract.md 1). Written as content writes them, read against real answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

import pytest

from tests.core.shipped import POD, TODAY, TOLD, here, rules, said, walked
from triage.content.conditions import Names, names, optional_condition
from triage.content.nodes import parse
from triage.content.reader import Fields
from triage.content.report import Report
from triage.core.conditions import TODAY as TODAY_REF
from triage.core.conditions import (
    All,
    Answered,
    Any,
    AnyOf,
    Asked,
    Compare,
    Condition,
    Equals,
    Not,
    Truth,
    Value,
    WithinDays,
)

YES, NO, UNKNOWN = True, False, None


@cache
def known() -> Names:
    return names(rules().by_id.values())


def compiled(text: str) -> Condition:
    report = Report("row.yaml")
    tree = parse(f"when: {text}".encode(), report)
    assert tree is not None
    condition = optional_condition(Fields(tree, "", report), "when", known())
    report.settle()
    assert condition is not None
    return condition


def holds(text: str, answers: Mapping[str, Value] | str) -> Truth:
    told = said(answers) if isinstance(answers, str) else answers
    return compiled(text).holds(walked(told, POD).values)


@pytest.mark.parametrize(
    ("condition", "answers", "truth"),
    [
        # equals: the answer is exactly this
        ("{H1: {equals: own}}", "H1: own", YES),
        ("{H1: {equals: own}}", "H1: room", NO),
        ("{H1: {equals: own}}", "", UNKNOWN),
        ("{H1: {equals: own}}", "H1: not_sure", UNKNOWN),
        ("{H1: {equals: own}}", "H1: pnts", UNKNOWN),
        ("{H1: {equals: pnts}}", "H1: pnts", YES),
        ("{H1: {equals: pnts}}", "H1: not_sure", UNKNOWN),
        ("{H1: {equals: pnts}}", "H1: own", NO),
        ("{RE1.about: {equals: [simple_task]}}", "RE1: {about: [simple_task]}", YES),
        ("{RE1.about: {equals: [simple_task]}}", "RE1: {about: [simple_task, home]}", NO),
        ("{RE1.about: {equals: [simple_task, home]}}", "RE1: {about: [home, simple_task]}", YES),
        ("{H3b: {equals: none}}", "H3: two_months, H3b: none", YES),
        ("{H3b: {equals: none}}", "H3: two_months, H3b: 2027-01-16", NO),
        ("{HO3.age_0_4: {equals: 2}}", "HO3: {age_0_4: 2}", YES),
        ("{HO3.age_0_4: {equals: 2}}", "HO3: {age_0_4: 1}", NO),
        # any_of: one of these; for ticks, at least one of these
        ("{H1: {any_of: [own, social]}}", "H1: social", YES),
        ("{H1: {any_of: [own, social]}}", "H1: room", NO),
        ("{H1: {any_of: [own, social]}}", "", UNKNOWN),
        ("{H1: {any_of: [own, social]}}", "H1: not_sure", UNKNOWN),
        ("{H1: {any_of: [own, not_sure]}}", "H1: not_sure", YES),
        ("{H1: {any_of: [own, not_sure]}}", "H1: pnts", UNKNOWN),
        ("{H1: {any_of: [own, not_sure]}}", "H1: room", NO),
        ("{H5: {any_of: [damp, crowded]}}", "H5: [crowded, neighbours]", YES),
        ("{H5: {any_of: [damp, crowded]}}", "H5: [neighbours]", NO),
        ("{H5: {any_of: [damp, crowded]}}", "H5: pnts", UNKNOWN),
        ("{H5: {any_of: [damp, crowded]}}", "H5: [none]", NO),
        # at_least and at_most: by the order of the options, or by number
        ("{M1: {at_least: hard}}", "M1: hard", YES),
        ("{M1: {at_least: hard}}", "M1: not_managing", YES),
        ("{M1: {at_least: hard}}", "M1: getting_by", NO),
        ("{M1: {at_most: getting_by}}", "M1: fine", YES),
        ("{M1: {at_most: getting_by}}", "M1: hard", NO),
        ("{M1: {at_least: hard}}", "M1: not_sure", UNKNOWN),
        ("{M1: {at_least: fine}}", "M1: pnts", UNKNOWN),
        ("{M1: {at_least: hard}}", "", UNKNOWN),
        ("{HO3.age_5_15: {at_least: 1}}", "HO3: {age_5_15: 1}", YES),
        ("{HO3.age_5_15: {at_least: 1}}", "HO3: {age_5_15: 0}", NO),
        ("{HO3.age_5_15: {at_least: 1}}", "HO3: {age_5_15: pnts}", UNKNOWN),
        ("{fact.age: {at_most: 24}}", "HO1: {born: 2001-11-24}", YES),
        ("{fact.age: {at_most: 24}}", "HO1: {born: 2001-11-23}", NO),
        ("{fact.age: {at_most: 24}}", "HO1: {name: Sam}", UNKNOWN),
        ("{fact.top_severity: {at_least: significant}}", "H1: temporary", YES),
        ("{fact.top_severity: {at_least: significant}}", "W5: up_and_down", NO),
        ("{fact.top_severity: {at_least: significant}}", "", NO),
        # within_days: date minus today, whole days, the past included
        ("{RE4.date: {within_days: 7}}", "RE1: {about: [letter]}, RE4: {date: 2026-11-30}", YES),
        ("{RE4.date: {within_days: 7}}", "RE1: {about: [letter]}, RE4: {date: 2026-12-01}", NO),
        ("{RE4.date: {within_days: 0}}", "RE1: {about: [letter]}, RE4: {date: 2026-11-23}", YES),
        ("{RE4.date: {within_days: 0}}", "RE1: {about: [letter]}, RE4: {date: 2026-11-24}", NO),
        ("{RE4.date: {within_days: 0}}", "RE1: {about: [letter]}, RE4: {date: 2020-01-01}", YES),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}, RE4: {date: 2027-01-18}", YES),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}, RE4: {date: 2027-01-19}", NO),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}, RE4: {date: none}", NO),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}, RE4: {date: not_sure}", UNKNOWN),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}, RE4: pnts", UNKNOWN),
        ("{RE4.date: {within_days: 56}}", "RE1: {about: [letter]}", UNKNOWN),
        # a missing part, and a part that was declined
        ("{RE4.kind: {equals: court}}", "RE1: {about: [letter]}, RE4: {date: none}", UNKNOWN),
        ("{RE4.kind: {any_of: [pnts, court]}}", "RE1: {about: [letter]}, RE4: {kind: pnts}", YES),
        ("{F0.alone: {equals: yes}}", "F0: {private: yes}", UNKNOWN),
        # asked and answered are only ever yes or no
        ("{asked: H1}", "", NO),
        ("{asked: H1}", "H1: own", YES),
        ("{asked: H1}", "H1: pnts", YES),
        ("{asked: H1}", "H1: not_sure", YES),
        ("{answered: H1}", "", NO),
        ("{answered: H1}", "H1: own", YES),
        ("{answered: H1}", "H1: pnts", NO),
        ("{answered: H1}", "H1: not_sure", NO),
        ("{answered: RE4.date}", "RE1: {about: [letter]}, RE4: {date: none}", YES),
        ("{answered: RE4.date}", "RE1: {about: [letter]}, RE4: {kind: court}", NO),
        ("{asked: RE4.date}", "RE1: {about: [letter]}, RE4: {kind: court}", NO),
        ("{answered: RE4.date}", "RE1: {about: [letter]}, RE4: {date: pnts}", NO),
        ("{asked: RE4.date}", "RE1: {about: [letter]}, RE4: {date: pnts}", YES),
        ("{answered: M0}", "M0: [none]", YES),
        ("{answered: fact.under_18}", "", NO),
        ("{answered: fact.under_18}", "HO1: {born: 1992-03-01}", YES),
        # facts
        ("{fact.month: {any_of: [11, 12]}}", "", YES),
        ("{fact.month: {any_of: [1, 2]}}", "", NO),
        ("{fact.place: {equals: pod}}", "", YES),
        ("{fact.child_under_5: {equals: yes}}", "HO3: {adults: 1}", UNKNOWN),
        # set aside is not known
        ("{H3a: {any_of: [notice]}}", "H3: two_months, H3a: [notice]", YES),
        ("{H3a: {any_of: [notice]}}", "H3: no, H3a: [notice]", UNKNOWN),
        ("{asked: H3a}", "H3: no, H3a: [notice]", NO),
    ],
)
def test_one_condition(condition: str, answers: str, truth: Truth) -> None:
    assert holds(condition, answers) is truth


# Three things said, so that these are yes, no and not known.
LEAVES = {YES: "{H1: {equals: own}}", NO: "{M2: {equals: no}}", UNKNOWN: "{W5: {equals: low}}"}
SAID = TOLD | said("H1: own, M2: yes")


def least(truths: tuple[Truth, ...]) -> Truth:
    return NO if NO in truths else UNKNOWN if UNKNOWN in truths else YES


def most(truths: tuple[Truth, ...]) -> Truth:
    return YES if YES in truths else UNKNOWN if UNKNOWN in truths else NO


@pytest.mark.parametrize("truths", [t for n in (1, 2, 3) for t in product((YES, NO, UNKNOWN), repeat=n)])
def test_kleene(truths: tuple[Truth, ...]) -> None:
    """All is the least, any the most, with no < not known < yes. However they are ordered."""
    inner = "[" + ", ".join(LEAVES[truth] for truth in truths) + "]"
    assert holds(f"{{all: {inner}}}", SAID) is least(truths)
    assert holds(f"{{any: {inner}}}", SAID) is most(truths)


@pytest.mark.parametrize(("truth", "wanted"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not(truth: Truth, wanted: Truth) -> None:
    assert holds(f"{{not: {LEAVES[truth]}}}", SAID) is wanted
    assert holds(f"{{not: {{not: {LEAVES[truth]}}}}}", SAID) is truth


@pytest.mark.parametrize(
    ("condition", "refs"),
    [
        ("{any: [{H1: {equals: own}}, {M2: {equals: no}}]}", ("H1",)),  # only what holds is a reason
        ("{any: [{M2: {equals: no}}, {W5: {equals: low}}]}", ("M2", "W5")),  # nothing holds: all of it
        ("{all: [{H1: {equals: own}}, {not: {M2: {equals: no}}}]}", ("H1", "M2")),
        ("{all: [{H1: {equals: own}}, {any: [{H1: {equals: own}}, {asked: W5}]}]}", ("H1",)),  # each once
        ("{RE1.about: {any_of: [complaint]}}", ("RE1.about",)),
        ("{fact.age: {at_least: 18}}", ("fact.age",)),
    ],
)
def test_because(condition: str, refs: tuple[str, ...]) -> None:
    assert compiled(condition).because(walked(SAID, POD).values) == refs


def test_refs_names_everything_a_condition_reads() -> None:
    text = (
        "{any: [{H1: {equals: own}}, {all: [{asked: M2}, {not: {fact.age: {at_most: 3}}}]}, {H3b: {within_days: 1}}]}"
    )
    assert compiled(text).refs() == {"H1", "M2", "fact.age", "H3b"}


def leaves(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, (All, Any)):
        for part in condition.of:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.of)
    else:
        yield condition


def shipped_conditions() -> Iterator[Condition]:
    for question in rules().by_id.values():
        yield from (condition for condition in (question.when, question.known) if condition)
    for need in rules().needs:
        yield from (condition for _, condition in need.lines)
    for card in rules().cards:
        yield from (c for c in (card.when, *(made.when for made in card.needs)) if c)


@pytest.mark.parametrize("value", ["not_sure", "pnts"])
def test_declined_is_not_known_unless_it_is_named(value: str) -> None:
    """Every single test that the shipped content makes."""
    tests = [leaf for whole in shipped_conditions() for leaf in leaves(whole)]
    named = 0
    for leaf in tests:
        if isinstance(leaf, (Asked, Answered)):
            assert leaf.holds({leaf.ref: value}) is isinstance(leaf, Asked)
        elif isinstance(leaf, (Equals, AnyOf, Compare, WithinDays)):
            wanted = leaf.options if isinstance(leaf, AnyOf) else {leaf.wanted} if isinstance(leaf, Equals) else set()
            named += value in wanted
            assert leaf.holds({leaf.ref: value, TODAY_REF: TODAY}) is (True if value in wanted else None)
    assert len(tests) > 300 and (named > 5) == (value == "not_sure")  # content never reads "rather not say" as anything


def test_within_days_counts_from_the_walks_own_day() -> None:
    condition = compiled("{RE4.date: {within_days: 7}}")
    answers = said("RE1: {about: [letter]}, RE4: {date: 2026-12-01}")
    assert condition.holds(walked(answers, here("pod", today=TODAY)).values) is False
    assert condition.holds(walked(answers, here("pod", today=TODAY.replace(day=24))).values) is True
