"""Harms 4, 5, 8, 9 and 10 of practice.md H, and what of 3 and 7 is a matter of words: guards in rules and content.

One or more tests for each harm, named by it, all through the shipped content. Every guard has its control beside it: the
same thing with the guard's condition met, or what would be seen if the guard were away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from statistics import mean
from types import ModuleType

import pytest

from tests.core.hub import NOW
from tests.core.shipped import (
    BESIDE,
    CLEAR,
    FINE,
    NONE,
    ROOM,
    TOLD,
    cards,
    content,
    due,
    gaps,
    here,
    house,
    needs,
    rules,
    said,
    walked,
)
from triage.content.directory import RECEIVES
from triage.core.conditions import PNTS, Value
from triage.core.facts import Situation
from triage.core.flow import Walk
from triage.core.needs import Severity, worst
from triage.core.presenting import options_now
from triage.core.questions import Layer, Question
from triage.core.too_much import says_papers, says_where, tells_the_hall
from triage.usecases import records, views
from triage.usecases.visit.assessment import Marks, NeedMark, assess

Answers = Mapping[str, Value]
PRIVATELY = CLEAR | TOLD


def words_said() -> Iterator[tuple[str, str]]:
    """Everything that is put to a person or stands before them, with where it is from."""
    for module in rules().modules:
        yield module.id, module.say
        for question in module.questions:
            options = [*question.options, *(o for part in question.parts for o in part.options)]
            texts = [question.say, question.text, question.more, *(part.text for part in question.parts)]
            yield question.id, " ".join([*texts, *(o.text for o in options)])
    for need in rules().needs:
        yield need.code, f"{need.plain} {need.self_help}"
    for card in rules().cards:
        yield card.id, " ".join(card.say)


# --- 1 and 5. what must not be typed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "she is in a refuge now",
        "the Safe House in Elm Road",
        "moved in with her aunt",
        "her new address",
        "He moved to Leeds",
        "a safe place to stay was found",
    ],
)
def test_harm_1_words_that_may_say_where_somebody_hides_are_noticed(words: str) -> None:
    assert says_where(words) and tells_the_hall(words) and not says_papers(words)


@pytest.mark.parametrize(
    "words", ["has NRPF", "no recourse to public funds", "waiting for a visa", "asylum claim", "Home Office letter"]
)
def test_harm_5_words_about_papers_are_noticed(words: str) -> None:
    assert says_papers(words) and tells_the_hall(words) and not says_where(words)


@pytest.mark.parametrize(
    "words",
    [
        "a letter about the rent",
        "wants to move nearer the school",
        "a refusal letter",
        "the housing team",
        "a safe place to live",
        "address on the form",
        "advice",
    ],
)
def test_harms_1_and_5_what_people_say_every_day_is_left_alone(words: str) -> None:
    assert not (says_where(words) or says_papers(words) or tells_the_hall(words))


# --- 3. flags on a visible screen -----------------------------------------------------------------------

TELLING = re.compile(
    r"abus|violen|rape|sex|stalk|suicid|mental|gambl|drug|alcohol|drink|slave|loan shark|crim|prison|probation|offen"
    r"|terror|marriage|fgm|hiv|safeguard|refuge",
    re.IGNORECASE,
)


def test_harm_3_titles_and_public_labels_say_nothing_of_health_safety_or_offence() -> None:
    services = [service for service in content().directory.services if service.sensitive]
    seen = [module.title for module in rules().modules]
    seen += [card.title for card in rules().cards]
    seen += [f"{service.public_label} {service.location}" for service in services]
    assert [text for text in seen if TELLING.search(text)] == []
    hidden = [service.name for service in services] + [card.trigger for card in rules().cards]
    assert sum(bool(TELLING.search(text)) for text in hidden) > 20  # what the labels and titles stand in for


def test_harm_3_what_stays_lit_after_an_answer_at_the_counter_tells_nobody() -> None:
    """`says` of what may be ticked at the counter: it stands under "Heard" while others may look."""
    ticks = {
        option.id: option.says
        for question in rules().by_id.values()
        if question.id in ("S3", "RE2")
        for option in question.options
        if option.alone
    }
    assert set(ticks) == {"not_safe_now", "not_safe", "unsafe"}
    for says in ticks.values():
        assert not re.search(r"safe|danger|afraid|hurt", says), says
    offered = {option.text for option in rules().by_id["S3"].options if option.alone}
    assert all(re.search(r"safe|danger", text) for text in offered)


# --- 4. averaging or adding severities ------------------------------------------------------------------

OUTSIDE = said("H1: outside")
WELL = said("M1: fine, M2: yes, W1: very_good, W2: no, W3: yes, W5: ok, W7: never, K4: very")


def test_harm_4_one_urgent_need_and_seven_times_no_need_is_urgent() -> None:
    found = walked(OUTSIDE | WELL)
    top = worst(need.severity for need in found.needs)
    assert top is Severity.URGENT
    assert found.values["fact.top_severity"] == "urgent"
    assert top is worst(need.severity for need in walked(OUTSIDE).needs)
    scale = list(Severity)
    averaged = scale[round(mean([scale.index(Severity.URGENT), *[0] * len(WELL)]))]
    assert averaged is Severity.NONE  # what an average would have made of the same answers


def test_harm_4_severity_has_no_arithmetic() -> None:
    for do in ("__add__", "__radd__", "__sub__", "__mul__", "__truediv__", "__int__", "__index__", "__float__"):
        assert not hasattr(Severity, do)
    with pytest.raises(TypeError):
        sum([Severity.URGENT, Severity.NONE])  # type: ignore[list-item]
    assert Severity.URGENT > Severity.SIGNIFICANT > Severity.EMERGING > Severity.NONE


@pytest.mark.parametrize("declined", ["pnts", "not_sure"])
def test_harm_4_unknown_is_never_none(declined: str) -> None:
    fine, unknown = walked(said("W5: ok"), ROOM), walked(said(f"W5: {declined}"), ROOM)
    assert needs(fine) == needs(unknown) == {}
    assert "W5" not in gaps(fine)
    assert gaps(unknown)["W5"] == declined
    assert gaps(walked({}, ROOM))["W5"] == "not_reached"


# --- 5. asking immigration status casually --------------------------------------------------------------

STATUS = re.compile(
    r"immigra|nationalit|\bvisas?\b|asylum|passport number|leave to remain|nrpf|recourse|citizen\b", re.I
)
COUNTRY = re.compile(r"nationality|immigration|visa|asylum|citizenship|country|ethnic|religion|birthplace", re.I)


def test_harm_5_no_words_ask_for_immigration_status() -> None:
    asked = {where: text for where, text in words_said() if STATUS.search(text)}
    # The one scripted way: a free adviser, never the status itself.
    assert asked.keys() <= {"safety.immigration_advice"}
    helped = [question.help for question in rules().by_id.values() if STATUS.search(question.help)]
    assert helped  # staff are told not to ask, so these words are there to be found
    assert all("never ask" in text.lower() for text in helped)


def test_harm_5_there_is_no_place_to_keep_or_send_a_status() -> None:
    columns = {name for kind in _dataclasses(records) for name in kind}
    shown = {name for kind in _dataclasses(views) for name in kind}
    answers = {ref for question in rules().by_id.values() for ref in (question.id, *(p.id for p in question.parts))}
    assert [name for name in columns | shown | answers | set(RECEIVES) if COUNTRY.search(name)] == []
    assert {"place", "question_id"} <= columns and "born" in answers and "postcode" in RECEIVES  # the names were read


def _dataclasses(module: ModuleType) -> Iterator[list[str]]:
    for kind in vars(module).values():
        if isinstance(kind, type) and is_dataclass(kind):
            yield [field.name for field in fields(kind)]


def test_harm_5_only_staff_find_the_need_for_an_adviser() -> None:
    assert rules().need("safety.immigration_advice").lines == ()
    added = Marks(needs={"safety.immigration_advice": NeedMark(added=True)})
    assert [need.code for need in assess(house(), {}, ROOM, added, NOW).needs] == ["safety.immigration_advice"]


# --- 7. a score, a label or an opinion before the person ------------------------------------------------

LABELS = re.compile(
    r"\b(urgent|significant|emerging|severity|risk|score|DNA|non-?complian\w*|chaotic|failed|alleg\w*"
    r"|RF-[A-Z-]+|(?:housing|money|health|skills|safety)\.[a-z_]+)\b"
)


def test_harm_7_no_words_before_the_person_rate_or_label_them() -> None:
    assert {where: LABELS.findall(text) for where, text in words_said() if LABELS.search(text)} == {}


def test_harm_7_the_labels_are_there_to_be_kept_back() -> None:
    """What staff and programs see does hold them: codes, tiers and card ids are one step away."""
    for word in ("housing.eviction_risk", "RF-DA-NOW", Severity.URGENT.value):
        assert LABELS.search(word), word
    assert all(LABELS.search(need.code) for need in rules().needs)


# --- 8. somebody gains access ---------------------------------------------------------------------------

SAFETY = {"F1", "F2", "F2a", "F2b", "F2c", "F2d", "F3", "F4", "F5", "F6", "F7"}


def put(found: Walk) -> set[str]:
    """What would be asked here and now."""
    return set(found.waiting)


@pytest.mark.parametrize(
    ("words", "answers", "at"),
    [
        ("somebody beside them", PRIVATELY | BESIDE, ROOM),
        ("somebody answers for them", PRIVATELY | said("ST1: [someone_answering]"), ROOM),
        ("at the counter", PRIVATELY, here()),
        ("nobody looked whether they are alone", TOLD, ROOM),
        ("a relative interprets", PRIVATELY | said("F0: {alone: yes, private: yes, interpreter_ok: no, no_child_over_2: yes}"), ROOM),
        ("a child who understands is in the room", PRIVATELY | said("F0: {alone: yes, private: yes, interpreter_ok: yes, no_child_over_2: no}"), ROOM),
        ("it can be overheard", PRIVATELY | said("F0: {alone: yes, private: no, interpreter_ok: yes, no_child_over_2: yes}"), ROOM),
        ("who may be the one to fear speaks for them", PRIVATELY, here("private_room", speaker="for_adult")),
    ],
)  # fmt: skip
def test_harm_8_nothing_about_safety_is_asked_before_somebody_to_fear(
    words: str, answers: Answers, at: Situation
) -> None:
    locked = walked(answers, at)
    assert put(locked) & (SAFETY - {"F3"}) == set(), words
    assert {gaps(locked).get(question) for question in ("F1", "F2")} <= {"locked", "place"}
    assert locked.sections["safety"] != "covered"
    unlocked = walked(PRIVATELY, ROOM)  # the same, alone and in private
    assert {"F1", "F2"} <= put(unlocked)


@pytest.mark.parametrize(
    ("question", "option"),
    [
        *(("S3", "not_safe"), ("S3", "not_safe_now"), ("H3a", "locks_or_threats")),
        *(("M0", "owe_someone_scary"), ("M3a", "scary_lender"), ("W0", "loss_breakup_or_rows")),
    ],
)
def test_harm_8_answers_that_tell_are_not_even_shown(question: str, option: str) -> None:
    def shown(answers: Answers) -> set[str]:
        found = walked(answers, ROOM)
        return {o.id for o in options_now(rules().by_id[question], found.values, ROOM)}

    assert option not in shown(PRIVATELY | BESIDE)
    assert option in shown(PRIVATELY)


def test_harm_8_what_was_told_alone_stays_known_and_is_not_asked_for_again() -> None:
    told = PRIVATELY | said("F1: no, F2: yes, F2b: not_sure")
    assert needs(walked(told | BESIDE, ROOM)) == needs(walked(told, ROOM))
    assert put(walked(told | BESIDE, ROOM)) & SAFETY == set()
    assert put(walked(told, ROOM)) & SAFETY == {"F2a", "F2c", "F2d"}


def test_harm_8_who_helps_the_one_hurt_and_who_works_with_the_other_are_kept_apart() -> None:
    """The pair is written on both, said on both, and neither leads where the other is in the plan."""
    by_id = content().directory.by_id
    pairs = {(service.id, other) for service in by_id.values() for other in service.conflict_with}
    assert pairs == {("da", "change"), ("change", "da")}
    both = Marks(
        needs={
            code: NeedMark(added=True, severity=Severity.SIGNIFICANT)
            for code in ("safety.domestic_abuse", "safety.own_behaviour")
        }
    )
    one = Marks(needs={"safety.domestic_abuse": both.needs["safety.domestic_abuse"]})
    apart = {
        fit.service: [line for line in fit.against if line.startswith("never in the same room")]
        for fit in assess(house(), {}, ROOM, both, NOW).fits
        if fit.service in ("da", "change")
    }
    assert apart == {
        "da": [f"never in the same room or hour as {by_id['change'].public_label}"],
        "change": [f"never in the same room or hour as {by_id['da'].public_label}"],
    }
    alone = {fit.service: fit.against for fit in assess(house(), {}, ROOM, one, NOW).fits}
    assert not [line for line in alone["da"] if line.startswith("never in the same room")]
    together = assess(house(), {}, ROOM, both, NOW)
    assert together.lead is None or together.lead.service not in ("da", "change")


def test_harm_8_staff_are_told_what_to_say_to_whoever_asks_after_somebody() -> None:
    told = [question.id for question in rules().by_id.values() if "I can't say who we see" in question.help]
    assert told == ["HO2"]  # where the safe way is asked for, so it is read when it matters
    said = {where for where, text in words_said() if "who we see" in text}
    assert said == set()  # for staff alone, never put to the person


# --- 9. an interrupt ignored, or too many ---------------------------------------------------------------

UNWELL = "W5: low, W5b: "
CARDS = [  # what brings it up, and its nearest neighbour, which must not
    ("RF-MED", "S3: [ill]", "S3: [other]"),
    ("RF-DANGER", "S3: [not_safe_now]", "S3: [not_safe]"),
    ("RF-SUI", UNWELL + "yes, W5c: {how: yes}", UNWELL + "past"),
    ("RF-SUI", UNWELL + "yes, W5c: {how: no, today: yes}", UNWELL + "no, W5c: {today: yes}"),
    ("RF-SUI", UNWELL + "not_sure, W5c: {means_or_done: yes}", UNWELL + "pnts"),
    ("RF-SUI-T", UNWELL + "yes_no_plan", UNWELL + "no"),
    ("RF-SUI-T", UNWELL + "yes, W5c: pnts", "W5: struggling"),
    ("RF-SUI-T", UNWELL + "yes, W5c: {how: no, today: no, means_or_done: no}", "W5: low"),
    ("RF-DA-NOW", "F1: no, F2: yes, F2b: yes", "F1: no, F2: yes, F2b: no"),
    ("RF-DA-NOW", "F1: no, F2: yes, F2b: not_sure", "F1: no, F2: past"),
    ("RF-DA-NOW", "F1: yes, F2: yes, HO3: {pregnant: yes}", "F1: yes, F2: yes, HO3: {pregnant: not_sure}"),
    ("RF-GAS", "H5: [unsafe], H5a: gas_or_co", "H5: [unsafe], H5a: danger_now"),
    ("RF-CHILD", "F2: yes, F2b: no, F2c: yes", "F2: yes, F2b: no, F2c: no"),
    ("RF-CHILD", "W0: [worry_about_a_child], W10: harm", "W0: [worry_about_a_child], W10: worry"),
    ("RF-ADULT", "F2: yes, F2a: [carer], F2b: no", "F2: yes, F2a: [housemate], F2b: no"),
    ("RF-ROOF", "H1: temporary, H2: no", "H1: temporary, H2: yes"),
    ("RF-ROOF", "H1: outside", "H1: temporary, H2: not_sure"),
    ("RF-ROOF", "H3: two_months, H3a: [notice], H3b: 2026-11-23", "H3: two_months, H3a: [notice], H3b: 2026-11-24"),
    ("RF-FOOD", "M2: no", "M2: today_only"),
    ("RF-HEAT", "HO3: {age_0_4: 1}, M0: [gas_or_electric], M5: {supply: off}", "M0: [gas_or_electric], M5: {supply: off}"),
    ("RF-HEAT", "H5: [no_heating], H5b: {off: yes, vulnerable: yes}", "H5: [no_heating], H5b: {off: yes, vulnerable: no}"),
    ("RF-MEDS", "W0: [medicine_or_doctor], W3: no, W3a: not_sure", "W0: [medicine_or_doctor], W3: no, W3a: no"),
    ("RF-SLAVERY", "F4: {pay: no}", "F4: {pay: yes, phone: yes, passport: yes, leave: yes}"),
    ("RF-SLAVERY", "K0: [trouble_at_work], K1b: papers_kept", "K0: [trouble_at_work], K1b: unfair"),
]  # fmt: skip


@pytest.mark.parametrize(("card", "brings_it_up", "neighbour"), CARDS)
def test_harm_9_one_right_card_and_none_for_its_neighbour(card: str, brings_it_up: str, neighbour: str) -> None:
    found = walked(CLEAR | said(brings_it_up), ROOM)
    assert cards(found) == [card]
    made = {code for code, severity in needs(found).items() if severity == "urgent"}
    assert made & {need.code for need in rules().card(card).needs}
    assert cards(walked(CLEAR | said(neighbour), ROOM)) == []


def test_harm_9_every_card_that_answers_can_bring_up_is_in_the_table() -> None:
    assert {card for card, _, _ in CARDS} == {card.id for card in rules().cards if card.when is not None}


def test_harm_9_life_comes_first_and_every_card_stands_alone() -> None:
    several = "S3: [ill, no_food], F1: no, F2: yes, F2b: yes, F2c: yes, H1: outside"
    assert cards(walked(CLEAR | said(several), ROOM)) == ["RF-MED", "RF-DA-NOW", "RF-CHILD", "RF-ROOF", "RF-FOOD"]
    for card in rules().cards:  # with nobody open and no network: all that is needed is on it
        assert card.steps and card.numbers and card.by_whom and card.share_basis, card.id


def test_harm_9_a_card_is_not_over_until_somebody_says_what_became_of_it() -> None:
    from triage.core.cards import CardClose
    from triage.usecases.visit.assessment import CardMark

    told = said("H1: temporary, H2: no")
    assert assess(house(), told, ROOM, Marks(), NOW).status == "interrupted"
    for how in CardClose:
        closed = assess(house(), told, ROOM, Marks(cards={"RF-ROOF": CardMark(how)}), NOW)
        assert closed.status != "interrupted"
        assert ("housing.no_home_tonight" in [need.code for need in closed.needs]) is (
            how is not CardClose.NOT_AS_SEEMED
        )


# --- 10. a rigid script ---------------------------------------------------------------------------------


def declining(at: Situation, told: Answers, **given: Value) -> tuple[Walk, list[str]]:
    """Somebody who would rather not say anything, until nothing is asked any more; and what they were asked."""
    answers, asked = dict(told), list[str]()
    while (question := walked(answers, at).next) is not None:
        asked.append(question)
        answers[question] = given.get(question, PNTS)
        assert len(asked) < 100
    return walked(answers, at), asked


@pytest.mark.parametrize(
    "question", [q for q in rules().by_id.values() if q.layer is not Layer.STAFF], ids=lambda q: q.id
)
def test_harm_10_every_question_takes_i_would_rather_not_say(question: Question) -> None:
    from triage.core.answers import read_answer

    assert read_answer(question, PNTS) == PNTS
    assert PNTS in question.declines()
    after = walked(CLEAR | {question.id: PNTS}, ROOM)
    assert question.id not in after.waiting  # never asked again
    if question.id in after.asked and question.id not in after.set_aside:
        assert gaps(after)[question.id] == "pnts"


@pytest.mark.parametrize("at", [here(), here("pod"), ROOM, here("phone")], ids=["counter", "pod", "room", "phone"])
def test_harm_10_somebody_who_says_nothing_gets_to_the_end(at: Situation) -> None:
    found, asked = declining(at, CLEAR if at is ROOM else {}, PR1="yes")
    assert len(asked) == len(set(asked)) > 5
    assert found.next is None and found.ended is None
    assert found.needs == () and found.cards == ()
    assert {gaps(found)[question] for question in asked if question not in ("PR1", "F0")} == {"pnts"}
    covered = {section for section, state in found.sections.items() if state == "covered"}
    assert covered == ({"safety"} if at is ROOM else set())  # its gateways were put, and all of it reads "not covered"


def test_harm_10_declining_is_told_from_all_being_well() -> None:
    well = walked(TOLD | NONE | FINE | CLEAR | said("F1: yes, F2: no"), ROOM)
    assert well.needs == ()
    assert not {"H0", "M0", "W5", "F1"} & gaps(well).keys()
    assert due(well) == set()


def test_harm_10_going_back_and_changing_leaves_no_trace() -> None:
    before = walked(PRIVATELY | said("H1: private, H2: no"), ROOM)
    after = walked(PRIVATELY | said("H1: outside") | said("H1: private, H2: no"), ROOM)
    assert before == after
