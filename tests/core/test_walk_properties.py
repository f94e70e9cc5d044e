"""What holds whatever is answered, in whatever order, wherever the person stands (contract.md 1; practice.md 0.1, H).

Answers are made from the shipped questions' own options and parts, most of them never put together by any real person.
"""

from __future__ import annotations

import json
import random
from dataclasses import replace

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.core.said import BY_QUESTION, PUT, answers, situations, walk_on, without
from tests.core.shipped import BESIDE, CLEAR, NOW, cards, due, gaps, here, house, needs, rules, said, walked
from tests.harness.amount import amount
from triage.core.answers import declines, read_answer
from triage.core.conditions import NOT_SURE, PNTS, Value
from triage.core.facts import FACTS, PlaceKind, Situation, companion
from triage.core.flow import CAP, Walk
from triage.core.needs import Severity, worst
from triage.core.presenting import options_now, part_options_now, privacy_here
from triage.core.questions import Kind, Layer, Question, Where
from triage.core.reasons import reasons
from triage.usecases.visit.assessment import Marks, assess
from triage.usecases.visit.output import as_json

settings.register_profile(
    "walk",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=amount(40, 100),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("walk")

Answers = dict[str, Value]


def question(question_id: str) -> Question:
    return rules().by_id[question_id]


def behind(ref: str) -> set[str]:
    """Every question a reference could rest on."""
    if ref.startswith("fact."):
        return set().union(*(behind(read) for read in FACTS[ref[5:]].reads))
    return {ref.split(".", 1)[0]}


def rests_on(found: Walk) -> dict[str, set[str]]:
    return {need.code: set().union(*(behind(ref) for ref in need.refs)) for need in found.needs}


def severities(found: Walk) -> dict[str, Severity]:
    return {need.code: need.severity for need in found.needs}


# --- a replay ---------------------------------------------------------------------------------------------


@given(answers(), situations(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(told: Answers, at: Situation, chance: random.Random) -> None:
    shuffled = list(told.items())
    chance.shuffle(shuffled)
    assert walked(dict(shuffled), at) == walked(told, at)


@given(answers(), situations(), st.data())
def test_change_and_change_back_restores_everything(told: Answers, at: Situation, data: st.DataObject) -> None:
    before, kept = walked(told, at), dict(told)
    asked = data.draw(st.sampled_from(list(BY_QUESTION)))
    changed = told | {asked: data.draw(BY_QUESTION[asked])}
    walked(changed, at)
    back = changed | {asked: told[asked]} if asked in told else without(changed, asked)
    assert walked(back, at) == before
    assert told == kept


@given(answers(), situations())
def test_what_is_set_aside_influences_nothing(told: Answers, at: Situation) -> None:
    found = walked(told, at)
    rest = walked(without(told, *found.set_aside), at)
    assert rest.values == found.values
    assert (rest.needs, rest.cards, rest.prompts, rest.opened) == (
        found.needs,
        found.cards,
        found.prompts,
        found.opened,
    )
    assert rest.set_aside == ()
    if "dropped" not in gaps(found).values():  # it was put all the same, and counts towards 60
        assert (rest.next, rest.waiting, rest.not_covered) == (found.next, found.waiting, found.not_covered)


# --- unknown is never none, and none never makes less of the rest ----------------------------------------------


@given(answers(), situations(), st.data())
def test_rather_not_say_is_never_none(told: Answers, at: Situation, data: st.DataObject) -> None:
    """Declining one question shows it as not covered, and takes away only what rested on it."""
    before = walked(told, at)
    can = [q for q in before.asked if q in PUT and q not in before.set_aside]
    assume(can)
    asked = data.draw(st.sampled_from(can))
    value = data.draw(st.sampled_from(declines(question(asked))))
    after = walked(told | {asked: value}, at)
    assert gaps(after)[asked] == value and asked in after.asked
    gone = {asked, *(set(after.set_aside) - set(before.set_aside))}
    on = rests_on(before)
    for code, severity in severities(before).items():
        if on[code].isdisjoint(gone):
            assert severities(after).get(code, Severity.NONE) >= severity
    for card in before.cards:
        if all(gone.isdisjoint(behind(ref)) for ref in card.refs):
            assert card.card in cards(after)


@given(answers(), situations(), st.data())
def test_a_part_declined_is_never_none(told: Answers, at: Situation, data: st.DataObject) -> None:
    before = walked(told, at)
    parts = [(q, part) for q in before.asked if isinstance(v := before.values.get(q), dict) and q in PUT for part in v]
    assume(parts)
    asked, part = data.draw(st.sampled_from(parts))
    value = data.draw(st.sampled_from([NOT_SURE, PNTS]))
    whole = told[asked]
    assert isinstance(whole, dict)
    after = walked(told | {asked: whole | {part: value}}, at)
    assert gaps(after)[asked] in (value, PNTS)


NONES = [q for q in PUT if any(option.exclusive for option in question(q).options)]


@given(answers(), situations(), st.data())
def test_a_none_never_lowers_how_serious_the_rest_is(told: Answers, at: Situation, data: st.DataObject) -> None:
    """Practice.md H 4. Left out: a none that sets follow-ups aside, since what was said in them is then of another path."""
    asked = data.draw(st.sampled_from(NONES))
    assume(asked not in told)
    none = next(option.id for option in question(asked).options if option.exclusive)
    before = walked(told, at)
    after = walked(
        told | {asked: read_answer(question(asked), [none] if question(asked).kind is Kind.MANY else none)}, at
    )
    assume(set(after.set_aside) <= set(before.set_aside) | {asked})
    assert worst(severities(after).values()) >= worst(severities(before).values())
    assert set(cards(before)) <= set(cards(after))


# --- every outcome says why -----------------------------------------------------------------------------------------


@given(answers(), situations())
def test_every_need_and_card_names_what_was_asked(told: Answers, at: Situation) -> None:
    found = walked(told, at)
    heard = set(found.asked) - set(found.set_aside)
    for refs in [need.refs for need in found.needs] + [card.refs for card in found.cards]:
        why = reasons(rules(), refs, found.values)
        assert why and {reason.question for reason in why} <= heard
        assert all(reason.says.partition(": ")[2] for reason in why)
    assert all(need.severity is not Severity.NONE and need.source == "walk" for need in found.needs)


@settings(max_examples=amount(20, 50))
@given(answers(), situations())
def test_a_whole_assessment_never_fails_and_every_fit_is_for_a_need(told: Answers, at: Situation) -> None:
    result = assess(house(), told, at, Marks(), NOW)
    out = json.loads(json.dumps(as_json(house(), result, Marks(), NOW)))
    codes = {need["code"] for need in out["needs"]}
    heard = set(out["asked"]) - set(out["set_aside"])
    for item in out["needs"] + out["cards"]:
        assert item["because"] and {reason["question"] for reason in item["because"]} <= heard
    for fit in out["fits"]:
        assert fit["needs"] and codes >= set(fit["needs"])
        assert bool(fit["would_change"]) == (fit["verdict"] != "fits")
        for words, asked in (("date of birth", "HO1"), ("postcode", "HO1"), ("where they live", "H1")):
            for said_so in fit["would_change"]:
                assert not said_so.endswith(f"{words} not asked") or asked not in heard
                assert not said_so.endswith(f"{words} not given") or asked in heard
    planned = {need for item in out["plan"] for need in item["needs"]}
    assert planned.isdisjoint(unmet := {item["need"] for item in out["unmet"]})
    assert planned | unmet == codes
    assert (out["status"] == "interrupted") == bool(out["cards"])


# --- locks -------------------------------------------------------------------------------------------------------------

F0_NO = said("F0: {alone: no, private: no}")


@given(
    answers(),
    situations(),
    st.sampled_from(list(PlaceKind)),
    st.sampled_from([{}, BESIDE, CLEAR, F0_NO, CLEAR | BESIDE]),
)
def test_locks_limit_asking_never_knowing(told: Answers, at: Situation, place: PlaceKind, lock: Answers) -> None:
    """Place, company and F0 set nothing aside, and every need and card stays."""
    plain = without(told, "ST1", "F0", "HO1") | said("HO1: {born: 1992-03-01}")
    before, after = walked(plain, at), walked(plain | lock, replace(at, place=place))
    assert after.set_aside == before.set_aside
    assert (needs(after), cards(after)) == (needs(before), cards(before))


@given(answers(), situations())
def test_being_under_18_sets_nothing_aside(told: Answers, at: Situation) -> None:
    plain = without(told, "ST1", "HO1")
    before, after = walked(plain, at), walked(plain | said("ST1: [seems_under_18]"), at)
    assert set(after.set_aside) <= set(before.set_aside)
    assert worst(severities(after).values()) >= worst(severities(before).values())


# --- what comes next ------------------------------------------------------------------------------------------------------


def check_waiting(found: Walk, at: Situation) -> None:
    """Everything waiting may be put here and now, to this person, and was not put before."""
    privacy, clear = privacy_here(found.values, at), found.values.get("fact.alone_and_private") == "yes"
    for question_id in found.waiting:
        asked = question(question_id)
        assert privacy.allows(asked.asked_in)
        assert clear or not asked.alone
        assert asked.layer is not Layer.STAFF or question_id == "F0"
        if asked.kind in (Kind.ONE, Kind.MANY):
            assert options_now(asked, found.values, at)
        if question_id in found.asked:
            assert asked.layer is Layer.OPENER and at.left_out[question_id]
        if found.values.get("fact.under_18") == "yes":
            assert asked.short
        if companion(found.values):
            assert asked.module != "F"
            assert not any(option.alone for option in options_now(asked, found.values, at))
            assert not any(o.alone for part in asked.parts for o in part_options_now(part, found.values))
        for option in options_now(asked, found.values, at):
            assert option.where is None or privacy.allows(option.where)
    spoken = [q for q in (*found.asked, *found.waiting) if question(q).layer is not Layer.STAFF]
    undroppable = [q for q in found.waiting if question(q).drop is None]
    assert len(set(spoken)) <= CAP or all(q in (*found.asked, *undroppable) for q in spoken)


@given(answers(), situations())
def test_next_may_always_be_put_here(told: Answers, at: Situation) -> None:
    found = walked(told, at)
    assert found.next == (found.waiting[0] if found.waiting else None)
    check_waiting(found, at)


@given(answers(), situations())
def test_with_somebody_beside_them_nothing_about_safety_is_put(told: Answers, at: Situation) -> None:
    check_waiting(found := walked(told | BESIDE, at), at)
    assert "make_safe_moment" in found.prompts
    assert found.sections["safety"] in ("locked", "part", "covered")
    assert not {q for q in due(found) if question(q).module == "F" and gaps(found).get(q) not in ("locked", "place")}


@given(answers(), situations())
def test_what_is_due_is_waiting_or_says_why_not(told: Answers, at: Situation) -> None:
    found = walked(told, at)
    assert len(gaps(found)) == len(found.not_covered)  # one reason each
    if not found.ended:
        assert [q for q, why in gaps(found).items() if why == "not_reached"] == [q for q in found.waiting if q != "F0"]
    assert set(found.set_aside).isdisjoint(gaps(found))
    assert {gap.because for gap in found.not_covered} <= {"locked", "place", PNTS, NOT_SURE, "dropped", "not_reached"}


@settings(max_examples=amount(15, 40))
@given(answers(), situations(), st.randoms(use_true_random=False))
def test_the_walk_always_ends(told: Answers, at: Situation, chance: random.Random) -> None:
    """Answering what is next, and now and then moving elsewhere, comes to an end; nothing is put a third time."""
    put = dict.fromkeys(told, 1)
    for steps, (found, here_now) in enumerate(walk_on(told, at, chance)):
        assert steps <= 120
        check_waiting(found, here_now)
        if found.next is None:
            assert found.waiting == ()
            assert found.ended or "not_reached" not in gaps(found).values()
        elif found.next != "F0":  # F0 is asked again in every new place
            put[found.next] = put.get(found.next, 0) + 1
            assert put[found.next] == 1 or question(found.next).layer is Layer.OPENER
            assert put[found.next] <= 3


@given(answers(), situations())
@example(said("RE1: {about: [simple_task]}, RE5: no, PR1: no"), here("pod"))
def test_what_is_over_is_over(told: Answers, at: Situation) -> None:
    found = walked(told, at)
    if found.ended:
        assert found.next is None and found.waiting == ()
        assert found.values.get("RE5") == "no" or found.values.get("PR1") in ("no", "no_writing")


def test_a_private_place_is_the_most_private() -> None:
    assert all(Where.PRIVATE.allows(where) for where in Where)
