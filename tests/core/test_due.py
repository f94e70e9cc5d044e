"""What is due, and what comes next: the rules of contract.md 1 as a table, through the shipped content.

A row: the rule it is about, what it says, what was answered, and what must follow. In a row, `due` must be among what is
to be asked, `never` must not, `gaps` are "question=why not covered", and `first` is how the questions waiting begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.core.shipped import (
    BESIDE,
    CLEAR,
    COUNTER,
    FINE,
    NONE,
    OUTREACH,
    PHONE,
    POD,
    ROOM,
    TOLD,
    cards,
    due,
    gaps,
    here,
    needs,
    rules,
    said,
    spoken,
    walked,
)
from triage.core.conditions import Value
from triage.core.facts import PlaceKind, Situation
from triage.core.flow import Walk
from triage.core.presenting import options_now, part_options_now, present, privacy_here
from triage.core.questions import Layer, Where

Answers = Mapping[str, Value]
ANY = "any"  # whatever comes next


@dataclass(frozen=True)
class Row:
    rule: str
    words: str
    answers: Answers
    at: Situation
    next: str | None
    first: tuple[str, ...]
    due: frozenset[str]
    never: frozenset[str]
    gaps: Mapping[str, str]
    aside: frozenset[str] | None
    opened: frozenset[str]
    prompts: tuple[str, ...] | None


def row(
    rule: str,
    words: str,
    answers: Answers,
    at: Situation = COUNTER,
    *,
    next: str | None = ANY,
    first: str = "",
    due: str = "",
    never: str = "",
    gaps: str = "",
    aside: str | None = None,
    opened: str = "",
    prompts: str | None = None,
) -> Any:
    made = Row(
        rule,
        words,
        answers,
        at,
        next,
        tuple(first.split()),
        frozenset(due.split()),
        frozenset(never.split()),
        dict(pair.split("=") for pair in gaps.split()),
        None if aside is None else frozenset(aside.split()),
        frozenset(opened.split()),
        None if prompts is None else tuple(prompts.split()),
    )
    return pytest.param(made, id=f"{rule}: {words}")


def check(row: Row) -> None:
    found = walked(row.answers, row.at)
    if row.next != ANY:
        assert found.next == row.next
    assert found.waiting[: len(row.first)] == row.first
    assert row.due <= due(found)
    assert row.never.isdisjoint(due(found))
    assert row.gaps.items() <= gaps(found).items()
    if row.aside is not None:
        assert set(found.set_aside) == row.aside
    assert row.opened <= set(found.opened)
    if row.prompts is not None:
        assert found.prompts == row.prompts


START = said("ST2: here, S3: [no]")


def reason(ticks: str, more: str = "") -> dict[str, Value]:
    """Told why they came (`ticks`), and all that is asked before the domains; `more` may change any of it."""
    return TOLD | said(f"RE1: {{about: [{ticks}]}}, RE4: {{date: none}}") | said(more)


# --- rule 1: start, reason, go-ahead, access, you, wrap-up --------------------------------------------

ROUTINE = [
    row(
        "1", "a gateway is due unless its when is no", {}, next="ST2", due="ST2 S3 RE1 RE3 PR1 CO1 CO2 HO1 HO2 HO3 ZZ1"
    ),
    row("1", "a follow-up is due once its when is yes", START | said("RE3: yes"), due="RE3a"),
    row("1", "not when it is no", START | said("RE3: no"), never="RE3a"),
    row("1", "not when it is not known", START | said("RE3: not_sure"), never="RE3a", gaps="RE3=not_sure"),
    row("1", "not when it would rather not be said", START | said("RE3: pnts"), never="RE3a", gaps="RE3=pnts"),
    row("1", "a letter may have a date on it", reason("letter") | said("RE4: pnts"), gaps="RE4=pnts"),
    row(
        "1",
        "a part left unsaid is not covered",
        reason("letter") | said("RE4: {kind: court, date: pnts}"),
        gaps="RE4=pnts",
    ),
    row("1", "a date is asked about home", START | said("RE1: {about: [home]}"), due="RE4"),
    row("1", "a date is asked about debt", START | said("RE1: {about: [debt]}"), due="RE4"),
    row("1", "no date is asked about health", START | said("RE1: {about: [health]}"), never="RE4"),
    row("1", "letters read out, for who wants things read", said("CO2: [read_it_to_me]"), due="CO3"),
    row("1", "letters read out, for who has a form", said("RE1: {about: [form]}"), due="CO3"),
    row("1", "nobody else is asked about letters read out", said("CO2: [none]"), never="CO3"),
    row("1", "what helped before, once something is serious", TOLD | said("H1: temporary"), due="ZZ2"),
    row("1", "not while nothing is", TOLD | FINE | NONE, never="ZZ2 HO4"),
    row("1", "who does what, once something is wanted", TOLD, here(wanted=1), due="ZZ5", never="ZZ6"),
    row("1", "not while nothing is wanted", TOLD, never="ZZ5"),
    row("1", "how they cope, once a lead is needed", TOLD, here(lead=True), due="ZZ6"),
]

# --- the reason: RE1, RE2, RE5, ZZ1, PR1 --------------------------------------------------------------

REASON = [
    row("RE2", "one tick: nothing to choose", START | said("RE1: {about: [home]}"), next="ZZ1", never="RE2"),
    row("RE2", "two ticks: which matters most", START | said("RE1: {about: [home, money]}"), first="RE2 ZZ1 RE3"),
    row("RE2", "not even when opened, with one tick", START | said("RE1: pnts"), here(opened="RE2"), never="RE2"),
    row("ZZ1", "right after RE2", START | said("RE1: {about: [home, money]}, RE2: money"), first="ZZ1 RE3"),
    row("ZZ1", "also where RE2 is not due", START | said("RE1: {about: [other]}"), first="ZZ1 RE3", never="RE2 RE5"),
    row("RE1", "words may be empty", START | said("RE1: {about: [home]}"), next="ZZ1", gaps="ZZ1=not_reached"),
    row("RE1", "ticks may be empty", START | said('RE1: {words: "I got a card"}'), next="ZZ1", never="RE2 RE5"),
    row("RE1", "may be left unsaid", START | said("RE1: pnts"), next="ZZ1", gaps="RE1=pnts", never="RE2 RE5"),
    row("RE5", "a simple task, and only that", START | said("RE1: {about: [simple_task]}"), first="RE5 ZZ1"),
    row("RE5", "a simple task and more", START | said("RE1: {about: [simple_task, home]}"), next="RE2", never="RE5"),
    row("RE5", "no ends the walk", START | said("RE1: {about: [simple_task]}, RE5: no"), next=None, first=""),
    row("RE5", "yes goes on", START | said("RE1: {about: [simple_task]}, RE5: yes"), next="ZZ1"),
    row("RE5", "unsaid is not no", START | said("RE1: {about: [simple_task]}, RE5: pnts"), next="ZZ1", gaps="RE5=pnts"),
    row(
        "RE5",
        "set aside once the reason is another",
        START | said("RE1: {about: [home]}, RE5: no"),
        next="ZZ1",
        aside="RE5",
    ),
    row("PR1", "yes goes on", said("PR1: yes"), next="ST2"),
    row("PR1", "no ends the walk", reason("home", "PR1: no"), next=None),
    row("PR1", "nothing written ends it too", reason("home", "PR1: no_writing"), next=None),
]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("RE1: {about: [simple_task]}, RE5: no", "offered_declined"),
        ("RE1: {about: [home]}, RE5: no", None),  # set aside: it was said of another reason
        ("PR1: no", "declined"),
        ("PR1: no_writing", "no_record"),
        ("PR1: yes", None),
        ("PR1: pnts", None),
    ],
)
def test_what_ends_a_walk(text: str, ended: str | None) -> None:
    found = walked(START | said(text), POD)
    assert found.ended == ended
    assert (found.next is None and not found.waiting) == (ended is not None)


def test_re2_offers_only_what_was_ticked() -> None:
    found = walked(START | said("RE1: {about: [food, work, other]}"))
    assert [option.id for option in options_now(rules().by_id["RE2"], found.values, COUNTER)] == [
        "food",
        "work",
        "other",
    ]


# --- `first`: what cannot wait --------------------------------------------------------------------------


def now(ticks: str, more: str = "") -> dict[str, Value]:
    return said(f"ST2: here, S3: [{ticks}]") | said(more)


FIRST = [
    row("first", "no bed", now("no_bed"), first="H1 H2 RE1"),
    row("first", "no bed: H2 even in a settled home", now("no_bed", "H1: own"), first="H2 RE1"),
    row("first", "no food, pointed at", now("no_food"), first="M2 RE1"),
    row("first", "no heat waits for a pod", now("no_heat"), next="RE1", gaps="M5=place H5b=place"),
    row("first", "no heat, in a pod", now("no_heat") | CLEAR, POD, first="M5 H5b RE1"),
    row("first", "no medicine waits for a pod", now("no_medicine"), next="RE1", gaps="W3=place W3a=place"),
    row("first", "no medicine, in a pod", now("no_medicine") | CLEAR, POD, first="W3 W3a RE1"),
    row("first", "not safe waits for a safe moment", now("not_safe"), next="RE1", gaps="F2=locked F2a=locked F2b=locked",
        never="F1 F0", prompts="make_safe_moment"),
    row("first", "not safe, in a pod: are they alone?", now("not_safe"), POD, first="F0 RE1"),
    row("first", "not safe, alone in a pod", now("not_safe") | CLEAR, POD, first="F2 F2a F2b RE1", never="F1", prompts=""),
    row("first", "not safe, overheard", now("not_safe", "F0: {alone: yes, private: no}"), POD, next="RE1",
        gaps="F2=locked", prompts="make_safe_moment"),
    row("first", "several", now("no_food, no_bed"), first="H1 H2 M2 RE1"),
    row("first", "beats the reason", reason("work", "S3: [no_food]"), first="M2 K0"),
    row("first", "nothing is first when nothing is said", now("no"), first="RE1 ZZ1"),
    row("first", "feeling ill puts nothing first", now("ill"), first="RE1 ZZ1"),
]  # fmt: skip

# --- RE1 moves modules ----------------------------------------------------------------------------------

MOVES = [
    row("RE1 moves", "nothing moves for a complaint", TOLD, first="H0 H1 H2 M0"),
    row("RE1 moves", "nothing moves for a letter", reason("letter", "CO3: no"), first="H0 H1 H2 M0"),
    row("RE1 moves", "work: skills first, its opener too", reason("work"), first="K0 K4 H0 H1"),
    row("RE1 moves", "money: money first", reason("money"), first="M0 M2 H0"),
    row("RE1 moves", "RE2's module before the others", reason("money, work", "RE2: work"), first="K0 K4 M0 M2 H0"),
    row("RE1 moves", "RE2 not said: in the order they stand", reason("money, work", "RE2: pnts"), first="M0 M2 K0 K4 H0"),
    row("RE1 moves", "family: you first", reason("family"), first="W0 H0"),
    row("RE1 moves", "neighbours: home first", reason("neighbours"), first="H0 H1 H2 H5 M0"),
    row("RE1 moves", "unsafe waits for a safe moment", reason("unsafe"), next="H0", gaps="F1=locked F2=locked",
        prompts="make_safe_moment"),
    row("RE1 moves", "unsafe, in a pod and not yet known to be alone", reason("unsafe"), POD, first="F0 H0"),
    row("RE1 moves", "unsafe, alone in a pod: safety first", reason("unsafe") | CLEAR, POD, first="F1 F2", prompts=""),
    row("RE1 moves", "unsafe, said for somebody else", reason("unsafe") | CLEAR, here("pod", speaker="for_adult"), first="H0 H1"),
    row("RE1 moves", "unsafe, but home matters most", reason("unsafe, home", "RE2: home") | CLEAR, POD, first="H0 H1"),
]  # fmt: skip

# --- rule 2: the domains ----------------------------------------------------------------------------------

OPENED = NONE | FINE
DOMAINS = [
    row("2", "asked of everybody", TOLD, due="H0 M0 W0 K0 H1 H2 M2 W5 K4 F1 F2"),
    row("2", "a gateway nobody opened is not due", TOLD | NONE, never="H3 H5 M1 M3 M4 W1 W2 W3 W6 W7 K1 K2 K3 K5"),
    row("2", "nothing raised, all fine: nothing more", TOLD | OPENED, next=None),
    row("2", "H2 while it is not known where they live", TOLD | said("H1: pnts"), due="H2"),
    row("2", "a follow-up whose when is yes", TOLD | NONE | said("H3: two_months"), due="H3a H3b H4"),
    row("2", "not sure follows the yes", TOLD | NONE | said("H3: not_sure"), due="H3a H4"),
    row("2", "H3 later: no date is asked", TOLD | NONE | said("H3: later"), due="H4", never="H3a H3b"),
    row("2", "opening beats when", TOLD | NONE | said("H0: [behind_with_payments], H3: no"), due="H4", opened="H4"),
    row("2", "H5a opens for damp too", TOLD | NONE | said("H5: [damp]"), due="H5a", never="H5b"),
    row("2", "H5b opens for the cold", TOLD | NONE | said("H5: [no_heating]"), due="H5b", never="H5a"),
    row("2", "W2 a lot: can they manage", TOLD | NONE | said("W2: lot"), due="W2a W4"),
    row("2", "W2 a little: only the doctor", TOLD | NONE | said("W2: little"), due="W4", never="W2a"),
    row("2", "bad health opens W2", TOLD | NONE | said("W1: bad"), due="W2 W4"),
    row("2", "no medicine, or not sure", TOLD | NONE | said("W3: not_sure"), due="W3a"),
    row("2", "not managing: food and power", TOLD | NONE | said("M1: not_managing"), due="M2b M5"),
    row("2", "low: the direct question", TOLD | NONE | FINE | said("W5: low"), due="W5b", never="W5c W8"),
    row("2", "up and down: not", TOLD | NONE | FINE | said("W5: up_and_down"), never="W5b"),
    row("2", "struggling opens W8 whatever was ticked", TOLD | NONE | FINE | said("W5: struggling"), due="W5b W8"),
    row("2", "gambling of their own opens W5b", TOLD | NONE | FINE | said("M0: [gambling], M6: mine"), due="W5b"),
    row(
        "2", "gambling of somebody else does not", TOLD | OPENED | said("M0: [gambling], M6: someone_else"), never="W5b"
    ),
    row("2", "W5b yes goes on to W5c", TOLD | NONE | said("W5: low, W5b: yes"), due="W5c"),
    row("2", "W5b not sure goes on to W5c", TOLD | NONE | said("W5: low, W5b: not_sure"), due="W5c"),
    row("2", "W5b yes without a plan does not", TOLD | NONE | said("W5: low, W5b: yes_no_plan"), never="W5c"),
    row("2", "W5b unsaid does not", TOLD | NONE | said("W5: low, W5b: pnts"), never="W5c", gaps="W5b=pnts"),
    row("2", "K1 at 18", TOLD | NONE | said("HO1: {born: 2008-11-23}"), due="K1"),
    row("2", "K1 at 24", TOLD | NONE | said("HO1: {born: 2001-11-24}"), due="K1"),
    row("2", "not K1 at 25", TOLD | NONE | said("HO1: {born: 2001-11-23}"), never="K1"),
    row("2", "not K1 at an age not told", TOLD | NONE | said("HO1: {name: Sam}"), never="K1"),
]

# --- openers answered: the guide's own openings fall away --------------------------------------------------


def unsaid(opener: str) -> dict[str, Value]:
    return TOLD | NONE | FINE | said(f"{opener}: pnts")


FALLS_AWAY = [
    row("openers", "M1 hard, list answered", TOLD | NONE | said("M1: not_managing"), never="M3 M4 M6 M7 M8"),
    row("openers", "M1 not managing, list unsaid", unsaid("M0") | said("M1: not_managing"), due="M3 M4 M6 M7"),
    row("openers", "M1 hard, list unsaid", unsaid("M0") | said("M1: hard"), due="M3 M4 M7", never="M6"),
    row("openers", "children, list answered", TOLD | NONE | said("HO3: {age_5_15: 1}"), never="M8 W10"),
    row("openers", "children, M0 unsaid", unsaid("M0") | said("HO3: {age_5_15: 1}"), due="M8", never="W10"),
    row("openers", "children, W0 unsaid", unsaid("W0") | said("HO3: {age_5_15: 1}"), due="W10", never="M8"),
    row("openers", "low, W0 unsaid", unsaid("W0") | said("W5: low"), due="W8"),
    row(
        "openers",
        "broke up, list answered",
        TOLD | NONE | said("H3: two_months, H3a: [relationship_ended]"),
        never="W9",
    ),
    row("openers", "broke up, W0 unsaid", unsaid("W0") | said("H3: two_months, H3a: [relationship_ended]"), due="W9"),
    row("openers", "at 20, list answered", TOLD | NONE | said("HO1: {born: 2006-01-01}"), never="K5"),
    row("openers", "at 20, K0 unsaid", unsaid("K0") | said("HO1: {born: 2006-01-01}, K1: looking"), due="K5"),
    row("openers", "at 20, in work", unsaid("K0") | said("HO1: {born: 2006-01-01}, K1: working"), never="K5"),
    row("openers", "benefits as the reason, list answered", reason("money") | NONE, never="M4"),
    row("openers", "benefits as the reason, M0 unsaid", reason("money") | NONE | said("M0: pnts"), due="M4"),
]

# --- known: already answered elsewhere ----------------------------------------------------------------------

MOVE_OUT = said("RE4: {kind: move_out, date: 2026-12-04}")
KNOWN = [
    row("known", "a date to move out stands for H3 and H3b", reason("letter") | MOVE_OUT | said("H0: [may_have_to_leave]"),
        due="H3a", never="H3 H3b"),
    row("known", "and opens H3a without any tick", reason("letter") | MOVE_OUT | NONE, due="H3a", never="H3 H3b"),
    row("known", "moving out without a date does not stand for them",
        reason("letter") | said("RE4: {kind: move_out, date: none}, H0: [may_have_to_leave]"), due="H3 H3a"),
    row("known", "a court date does not either",
        reason("letter") | said("RE4: {kind: court, date: 2026-12-04}, H0: [may_have_to_leave]"), due="H3"),
    row("known", "bills ticked stand for M3", TOLD | NONE | said("M0: [bills_or_debts]"), here(opened="money"),
        due="M3a M3b", never="M3"),
    row("known", "not ticked, the full check asks it", TOLD | NONE, here(opened="money"), due="M3"),
    row("known", "looking after somebody, ticked", TOLD | NONE | said("W0: [looking_after_someone]"), here(opened="health"),
        due="W6a", never="W6"),
    row("known", "looking after somebody, at home", TOLD | NONE | said("HO3: {cares: yes}"), here(opened="health"),
        due="W6a", never="W6"),
    row("known", "school costs ticked stand for M8", TOLD | NONE | said("M0: [school_or_baby_costs]"), here(opened="M8"),
        never="M8"),
    row("known", "not safe stands for F1", now("not_safe") | CLEAR, here("pod", opened="F1"), never="F1"),
    row("known", "no food makes M2b known", TOLD | NONE | said("M0: [food_running_out], M2: no"), never="M2b"),
    row("known", "food for today only does not", TOLD | NONE | said("M2: today_only"), due="M2b"),
]  # fmt: skip

# --- rule 3 and 4: the private module, F0 and cues ------------------------------------------------------------

ALL_TOLD = TOLD | NONE | FINE
PRIVATE = [
    row("3", "asked of everybody, alone and in private", ALL_TOLD | CLEAR, POD, first="F1 F2"),
    row("3", "locked until F0 is known", ALL_TOLD, POD, next="F0", gaps="F1=locked F2=locked"),
    row("3", "one no locks", ALL_TOLD | CLEAR | said("F0: {alone: yes, private: yes, interpreter_ok: no, no_child_over_2: yes}"),
        POD, next=None, gaps="F1=locked", prompts="make_safe_moment"),
    row("3", "one missing locks", ALL_TOLD | said("F0: {alone: yes, private: yes, interpreter_ok: yes}"), POD, next=None,
        gaps="F1=locked"),
    row("3", "never at the counter", ALL_TOLD | CLEAR, next=None, gaps="F1=locked"),
    row("3", "on the phone, once F0 is all yes", ALL_TOLD | CLEAR, PHONE, first="F1 F2"),
    row("3", "outside, once F0 is all yes", ALL_TOLD | CLEAR, OUTREACH, first="F1 F2"),
    row("3", "never with an adult beside them", ALL_TOLD | CLEAR | BESIDE, ROOM, next=None, gaps="F1=locked F2=locked",
        prompts="make_safe_moment"),
    row("3", "never with somebody answering", ALL_TOLD | CLEAR | said("ST1: [someone_answering]"), ROOM, gaps="F1=locked"),
    row("3", "a child or an interpreter is F0's business", ALL_TOLD | CLEAR | said("ST1: [with_child, with_interpreter]"), ROOM,
        first="F1 F2"),
    row("3", "not about somebody else", ALL_TOLD | CLEAR, here("pod", speaker="for_adult"), first="F3", gaps="F1=locked F2=locked"),
    row("3", "for a child: F3", ALL_TOLD | CLEAR, here("pod", speaker="for_child"), first="F3"),
    row("3", "a professional: F3", ALL_TOLD | CLEAR, here("pod", speaker="professional"), first="F3"),
    row("3", "F3 not of oneself", ALL_TOLD | CLEAR, POD, never="F3"),
    row("3", "F3 waits while somebody is beside them", ALL_TOLD | BESIDE, here("private_room", speaker="for_child"), next=None,
        gaps="F3=locked"),
    row("3", "F3 is not for the counter", ALL_TOLD, here(speaker="for_child"), next=None, gaps="F3=place"),
    row("3", "the rest by when", ALL_TOLD | CLEAR | said("F1: mostly, F2: no"), POD, first="F2a F2b", never="F2c F2d F3 F4 F7"),
    row("3", "not sure is not no", ALL_TOLD | CLEAR | said("F1: yes, F2: not_sure"), POD, due="F2a F2b F2c F2d"),
    row("3", "in the past: who, and what would help", ALL_TOLD | CLEAR | said("F1: yes, F2: past"), POD, due="F2a F2d", never="F2b"),
    row("4", "F0 comes first in a pod", {}, POD, first="F0 ST2"),
    row("4", "in a private room too", TOLD, ROOM, first="F0 H0"),
    row("4", "not at the counter", {}, next="ST2", never="F0"),
    row("4", "not on the phone", {}, PHONE, next="ST2", never="F0"),
    row("4", "not outside", {}, OUTREACH, next="ST2", never="F0"),
    row("4", "not with an adult beside them", said("ST1: [with_adult]"), POD, next="ST2", never="F0"),
    row("4", "not with somebody answering", said("ST1: [someone_answering]"), POD, next="ST2", never="F0"),
    row("4", "with a child it is", said("ST1: [with_child]"), POD, next="F0"),
    row("4", "only once", said("F0: {alone: no}"), POD, next="ST2", never="F0"),
    row("4", "ST1 is never next", {}, next="ST2", never="ST1"),
    row("4", "not even when opened", {}, here(opened="ST1"), next="ST2", never="ST1"),
    row("4", "a cue is not asked by itself", ALL_TOLD | CLEAR | said("F1: yes, F2: no"), POD, next=None, never="F4 F7"),
    row("4", "a cue that staff opened is", ALL_TOLD | CLEAR | said("F1: yes, F2: no"), here("pod", opened="F7"), next="F7"),
    row("4", "a cue that an answer opened is", ALL_TOLD | CLEAR | said("F1: yes, F2: yes, F2a: [work_or_owe]"), POD, due="F4",
        opened="F4"),
    row("4", "under the same lock", ALL_TOLD, here("pod", opened="F4"), gaps="F4=locked"),
]  # fmt: skip

# --- rule 5: unticking, setting aside, and locks ----------------------------------------------------------------

LEAVING = said("H0: [may_have_to_leave], H3: two_months, H3a: [notice], H3b: 2026-12-04")
HURT = CLEAR | said("F1: no, F2: yes, F2a: [partner], F2b: no, F2c: no")
KEPT = [
    row("5", "unticking the list does not orphan a gateway", TOLD | LEAVING | said("H0: [none]"), aside="", due="H4"),
    row("5", "nor a list left unsaid", TOLD | LEAVING | said("H0: pnts"), aside="", due="H4"),
    row("5", "M1 answered still opens its own", TOLD | NONE | said("M1: hard"), aside="", due="M2b M5"),
    row("5", "a follow-up that is no longer due is set aside", TOLD | LEAVING | said("H3: no"), aside="H3a H3b"),
    row("5", "and what hung on it alone", TOLD | NONE | said("M3: no, M3a: [energy]"), aside="M3a"),
    row("5", "a follow-up that a tick opened is set aside with it", TOLD | NONE | said("H4: over_3_months"), aside="H4"),
    row("5", "set aside, it opens nothing", ALL_TOLD | CLEAR | said("F1: yes, F2: no, F2a: [work_or_owe]"), POD, aside="F2a",
        never="F4"),
    row("5", "the counter sets nothing aside", ALL_TOLD | HURT, aside=""),
    row("5", "a companion sets nothing aside", ALL_TOLD | HURT | BESIDE, POD, aside=""),
    row("5", "F0 no sets nothing aside", ALL_TOLD | HURT | said("F0: {alone: no}"), POD, aside=""),
    row("5", "F0 not known sets nothing aside", {k: v for k, v in (ALL_TOLD | HURT).items() if k != "F0"}, POD, aside=""),
    row("5", "being under 18 sets nothing aside", TOLD | NONE | LEAVING | said("ST1: [seems_under_18], HO1: pnts"), aside=""),
]  # fmt: skip

# --- rule 6: `f` and `opened` -------------------------------------------------------------------------------------

FULL = [
    row("6", "home in full", TOLD | NONE, here(opened="housing"), due="H1 H2 H3 H5", never="H3a H4 H6", opened="H3 H5"),
    row("6", "money in full", TOLD | NONE, here(opened="money"), due="M1 M2 M3 M4", never="M5 M6 M7 M8"),
    row("6", "health in full", TOLD | NONE, here(opened="health"), due="W1 W2 W3 W5 W6 W7", never="W4 W8 W9 W10"),
    row("6", "skills in full", TOLD | NONE, here(opened="skills"), due="K1 K2 K3 K4 K5", never="K1a K1b"),
    row("6", "safety in full", TOLD | NONE, here(opened="safety"), due="F1 F2", never="F4 F7"),
    row("6", "any follow-up may be opened", TOLD | NONE, here(opened="W8 M6"), due="W8 M6", gaps="W8=place M6=place"),
    row("6", "in a private place it is asked", TOLD | NONE | CLEAR, here("pod", opened="W8"), due="W8", opened="W8"),
]

# --- place ----------------------------------------------------------------------------------------------------------

PLACE = [
    row("place", "too private for the counter", TOLD, gaps="W5=place", never="F0"),
    row("place", "fine in a pod", TOLD, POD, gaps="W5=not_reached"),
    row("place", "food, pointed at", TOLD | NONE | said("H1: own"), next="M2"),
    row("place", "the lists, pointed at", TOLD | said("H0: [none], H1: own"), first="M0 M2 W0 K0 K4"),
    row("place", "too private for a pod", TOLD | NONE | said("W5: struggling"), POD, gaps="W5b=place W8=place"),
    row(
        "place",
        "not for a private room",
        TOLD | NONE | said("W5: struggling"),
        ROOM,
        gaps="W5b=not_reached W8=not_reached",
    ),
    row(
        "place",
        "F0 all yes makes a pod private",
        TOLD | NONE | CLEAR | said("W5: struggling"),
        POD,
        gaps="W5b=not_reached",
    ),
    row(
        "place",
        "not with somebody beside them",
        TOLD | NONE | CLEAR | BESIDE | said("W5: struggling"),
        POD,
        gaps="W5b=place",
    ),
    row("place", "never the counter", TOLD | NONE | CLEAR | said("W5: struggling"), gaps="W5b=place"),
    row("place", "the phone is a counter at first", TOLD | NONE, PHONE, gaps="W5=place"),
    row("place", "then private", TOLD | NONE | CLEAR | said("W5: struggling"), PHONE, gaps="W5b=not_reached"),
    row("place", "a visit outside is a counter at first", TOLD | NONE, OUTREACH, gaps="W5=place"),
    row("place", "then private", TOLD | NONE | CLEAR | said("W5: struggling"), OUTREACH, gaps="W5b=not_reached"),
]

# --- lists that were left short --------------------------------------------------------------------------------------

LEFT = {"M0": ["owe_someone_scary", "gambling"]}
LEFT_OUT = [
    row("left out", "asked short at the counter: not covered", ALL_TOLD | said("M0: [none]"), next=None, gaps="M0=place W0=place"),
    row("left out", "also with ticks", ALL_TOLD | said("M0: [food_running_out]"), gaps="M0=place"),
    row("left out", "home and skills leave nothing out", ALL_TOLD, never="H0 K0"),
    row("left out", "put once more in a pod", ALL_TOLD | CLEAR, here("pod", left_out=LEFT), first="M0 F1", gaps="M0=not_reached"),
    row("left out", "not once more in the same place", ALL_TOLD, here(left_out=LEFT), next=None, gaps="M0=place"),
    row("left out", "once more is enough", ALL_TOLD | CLEAR, here("pod", left_out={"M0": []}), next="F1"),
    row("left out", "asked in a pod: nothing was left out", ALL_TOLD | CLEAR, POD, next="F1"),
    row("left out", "not once more if they would rather not", ALL_TOLD | CLEAR | said("M0: pnts"), here("pod", left_out=LEFT),
        next="F1", gaps="M0=pnts"),
    row("left out", "with somebody beside them, what may be said", ALL_TOLD | BESIDE, here("pod", left_out=LEFT), next="M0"),
    row("left out", "and nothing more", ALL_TOLD | BESIDE, here("pod", left_out={"M0": ["owe_someone_scary"]}), next=None,
        gaps="M0=place"),
    row("left out", "not once more under 18", ALL_TOLD | CLEAR | said("HO1: {born: 2010-01-01}, H2: yes, W3: yes, K5: no"),
        here("pod", left_out=LEFT), next="F1"),
]  # fmt: skip

# --- under 18 ------------------------------------------------------------------------------------------------------------

YOUNG = TOLD | said("HO1: {name: Nia, born: 2010-11-01}")
UNDER_18 = [
    row(
        "under 18", "the lists are skipped", YOUNG, next="H2", never="H0 M0 W0 K0 H1 K4", prompts="young_people_worker"
    ),
    row("under 18", "every short gateway is due", YOUNG, due="H2 M2 W3 W5 F1 F2 K5"),
    row("under 18", "a short follow-up by its when", YOUNG | said("W3: no, W5: low"), due="W3a W5b"),
    row("under 18", "looking after somebody", YOUNG | said("HO3: {cares: yes}"), due="W6a", never="W6"),
    row("under 18", "not the other follow-ups", YOUNG | said("M2: today_only"), never="M2b"),
    row("under 18", "who hurts them", YOUNG | CLEAR | said("F1: no, F2: yes"), POD, due="F2a F2b F2c", never="F2d"),
    row("under 18", "not safe stands for F1", YOUNG | now("not_safe") | CLEAR, POD, due="F2", never="F1"),
    row("under 18", "RE1 opens nothing long", YOUNG | said("RE1: {about: [work, health]}"), never="K1 W1 W2 RE2"),
    row("under 18", "what is answered stays", YOUNG | LEAVING, never="H3a H4", aside=""),
    row("under 18", "17 until the birthday", TOLD | said("HO1: {born: 2008-11-24}"), never="H0"),
    row("under 18", "18 on the birthday", TOLD | said("HO1: {born: 2008-11-23}"), due="H0", prompts=""),
    row(
        "under 18", "by looks, where no age is told", TOLD | said("ST1: [seems_under_18], HO1: {name: Nia}"), never="H0"
    ),
    row("under 18", "an age told beats looks", TOLD | said("ST1: [seems_under_18]"), due="H0"),
]

TABLE = [
    *ROUTINE,
    *REASON,
    *FIRST,
    *MOVES,
    *DOMAINS,
    *FALLS_AWAY,
    *KNOWN,
    *PRIVATE,
    *KEPT,
    *FULL,
    *PLACE,
    *LEFT_OUT,
    *UNDER_18,
]


@pytest.mark.parametrize("row", TABLE)
def test_due(row: Row) -> None:
    check(row)


def test_nothing_said_yet() -> None:
    """At the counter, and nothing is known: exactly what is asked of everybody."""
    found = walked({})
    asked_of_all = "ST2 S3 RE1 ZZ1 RE3 PR1 CO1 CO2 HO1 HO2 HO3 H0 H1 H2 M0 M2 W0 W5 K0 K4 F1 F2"
    assert due(found) == set(asked_of_all.split())
    assert {q for q, why in gaps(found).items() if why != "not_reached"} == {"W5", "F1", "F2"}
    assert (found.asked, found.set_aside, found.opened, found.prompts) == ((), (), (), ())


def test_under_18_nothing_said_yet() -> None:
    found = walked(said("ST1: [seems_under_18]"), POD)
    short = "ST2 S3 RE1 PR1 CO1 CO2 HO1 HO2 HO3 H2 M2 W3 W5 F0 F1 F2 K5 ZZ1"
    assert due(found) == set(short.split())


def test_the_short_version_is_the_contracts() -> None:
    short = "ST2 S3 RE1 PR1 CO1 CO2 HO1 HO2 HO3 H2 M2 W3 W5 F0 F1 F2 K5 ZZ1 W3a W5b W5c W6a F2a F2b F2c F3"
    assert {q.id for q in rules().by_id.values() if q.short} == set(short.split())


@pytest.mark.parametrize(
    ("home", "asked"),
    [
        ("own", False), ("social", False), ("private", False), ("room", False), ("family_settled", False),
        ("family_for_now", True), ("temporary", True), ("outside", True), ("leaving", True),
        ("pnts", True), ("not_sure", True),
    ],
)  # fmt: skip
def test_h2_unless_the_home_is_settled(home: str, asked: bool) -> None:
    assert ("H2" in due(walked(TOLD | said(f"H1: {home}")))) == asked


# --- what each tick opens --------------------------------------------------------------------------------------------

OPENERS = {
    "H0": """may_have_to_leave H3 | behind_with_payments H4 | something_wrong H5 | cold_or_damp H5
        | too_small_or_hard_to_get_around H5 | neighbours_or_landlord H5 H3a | want_to_move H6 | no_basics H5 | none""",
    "M0": """hard_to_manage M1 | food_running_out M2 M2b | bills_or_debts M3a M3b | money_stopped_or_waiting M4
        | gas_or_electric M5 | no_account_or_id M7 | school_or_baby_costs money.school_baby_costs
        | owe_someone_scary M3a | gambling M6 | none""",
    "W0": """illness_or_disability W1 W2 | medicine_or_doctor W3 W4 | looking_after_someone W6a | on_my_own_too_much W7
        | drink_or_drugs W8 | loss_breakup_or_rows W9 | worry_about_a_child W10
        | pregnant_or_new_baby health.pregnancy_newborn | none""",
    "K0": """finding_work K1 K1a | trouble_at_work K1b | forms_or_letters K2 | online K3
        | english_reading_numbers K2 skills.esol | courses_or_training K5 | getting_about skills.travel
        | giving_time skills.volunteering | none""",
}  # fmt: skip
REASONS = """home | money | food M2 M2b | debt M3a M3b | work K1 | health W1 W2 | family W9 W10 | unsafe F1 F2 | letter | form K2
    | neighbours H5 F5 | complaint | simple_task | other"""


def pairs(table: str) -> list[tuple[str, set[str]]]:
    lines = [line.split() for line in table.split("|")]
    return [(option, set(rest)) for option, *rest in lines]


@pytest.mark.parametrize("opener", OPENERS)
def test_openers_open_what_the_contract_says(opener: str) -> None:
    """Each tick alone against none: what becomes due besides, and what it raises. M2 is due from everybody anyway."""
    assert [o.id for o in rules().by_id[opener].options] == [option for option, _ in pairs(OPENERS[opener])]
    plain = walked(TOLD | NONE, POD)
    for option, wanted in pairs(OPENERS[opener]):
        found = walked(TOLD | NONE | said(f"{opener}: [{option}]"), POD)
        more = (due(found) - due(plain)) | (set(needs(found)) - set(needs(plain)))
        carer = {"health.carer"} if option == "looking_after_someone" else set()  # stands for W6 yes
        assert more == (wanted - {"M2"}) | carer, option


def test_re1_opens_what_the_contract_says() -> None:
    about = rules().by_id["RE1"].part("about")
    assert about and [o.id for o in about.options] == [option for option, _ in pairs(REASONS)]
    by_when = {"letter": {"F6"}, "unsafe": {"F5"}}  # practice.md A11
    plain = walked(TOLD | NONE, POD)
    for option, wanted in pairs(REASONS):
        found = walked(TOLD | NONE | said(f"RE1: {{about: [{option}]}}"), POD)
        more = {q for q in due(found) - due(plain) if rules().by_id[q].module in ("H", "M", "W", "K", "F")}
        assert more == (wanted | by_when.get(option, set())) - {"M2", "F1", "F2"}, option
        assert wanted <= set(found.opened), option


def test_a_tick_opens_nothing_in_the_others_place() -> None:
    """Two ticks open what each opens."""
    found = walked(TOLD | NONE | said("H0: [may_have_to_leave, want_to_move], K0: [online]"), POD)
    assert {"H3", "H6", "K3"} <= due(found) and {"H4", "H5", "K2"}.isdisjoint(due(found))


# --- options ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "at", "answers", "hidden"),
    [
        ("M0", COUNTER, {}, "owe_someone_scary gambling"),
        ("M0", POD, {}, ""),
        ("M0", POD, BESIDE, "owe_someone_scary"),
        ("M0", COUNTER, BESIDE, "owe_someone_scary gambling"),
        ("M0", PHONE, {}, "owe_someone_scary gambling"),
        ("M0", PHONE, CLEAR, ""),
        ("W0", COUNTER, {}, "drink_or_drugs loss_breakup_or_rows worry_about_a_child pregnant_or_new_baby"),
        ("W0", POD, {}, ""),
        ("W0", ROOM, BESIDE, "loss_breakup_or_rows"),
        ("W0", ROOM, said("ST1: [someone_answering]"), "loss_breakup_or_rows"),
        ("W0", ROOM, said("ST1: [with_child, with_paid_carer]"), ""),
        ("S3", COUNTER, {}, ""),
        ("S3", COUNTER, BESIDE, "not_safe_now not_safe"),
        ("H3a", POD, BESIDE, "locks_or_threats"),
        ("H3a", POD, {}, ""),
        ("M3a", POD, BESIDE, "scary_lender"),
        ("M3a", POD, {}, ""),
        ("H0", COUNTER, BESIDE, ""),
        ("K0", COUNTER, BESIDE, ""),
    ],
)
def test_options_here_and_now(question: str, at: Situation, answers: Answers, hidden: str) -> None:
    asked = rules().by_id[question]
    found = walked(answers, at)
    shown = [option.id for option in options_now(asked, found.values, at)]
    assert shown == [option.id for option in asked.options if option.id not in hidden.split()]


def test_options_of_a_part_are_hidden_too() -> None:
    about = rules().by_id["RE1"].part("about")
    assert about
    for answers, hidden in (({}, set()), (BESIDE, {"unsafe"}), (said("ST1: [someone_answering]"), {"unsafe"})):
        shown = {option.id for option in part_options_now(about, walked(answers, ROOM).values)}
        assert shown == {option.id for option in about.options} - hidden


def test_the_second_asking_puts_only_what_was_left_out() -> None:
    at = here("pod", left_out={"M0": ["owe_someone_scary", "gambling"]})
    for beside, shown in (({}, ["owe_someone_scary", "gambling", "none"]), (BESIDE, ["gambling", "none"])):
        found = walked(ALL_TOLD | CLEAR | beside, at)
        assert [o.id for o in options_now(rules().by_id["M0"], found.values, at)] == shown


def test_changing_a_short_list_at_the_counter_offers_it_all_again() -> None:
    """Nothing left out may be said there, so it is no second asking: the list as it was put."""
    at = here(left_out={"M0": ["owe_someone_scary", "gambling"]})
    shown = [o.id for o in options_now(rules().by_id["M0"], walked(ALL_TOLD, at).values, at)]
    assert shown == [o.id for o in rules().by_id["M0"].options if o.id not in ("owe_someone_scary", "gambling")]


def test_nothing_about_safety_is_put_with_somebody_beside_them() -> None:
    """Every option and question the contract lists, in the most private place there is; S3 then has no examples."""
    marked = {o.id for q in rules().by_id.values() for o in q.options if o.alone}
    assert marked == {"not_safe_now", "not_safe", "unsafe", "locks_or_threats", "owe_someone_scary", "scary_lender",
                      "loss_breakup_or_rows"}  # fmt: skip
    about = rules().by_id["RE1"].part("about")
    assert about and [o.id for o in about.options if o.alone] == ["unsafe"]
    assert "safe" not in rules().by_id["S3"].text and "safe" in rules().by_id["S3"].more
    everything = " ".join(q for q in rules().by_id)
    found = walked(CLEAR | BESIDE, here("private_room", opened=everything, speaker="for_child"))
    assert not {q for q in found.waiting if rules().by_id[q].module == "F"}
    found = walked(CLEAR | BESIDE | said("RE1: {about: [unsafe, home]}"), ROOM)
    assert [o.id for o in options_now(rules().by_id["RE2"], found.values, ROOM)] == ["home"]


# --- places ------------------------------------------------------------------------------------------------------------------

AT_THE_COUNTER = {"ST", "RE", "PR", "CO", "HO", "ZZ"}
ALSO = {"H0", "H1", "H2", "H5", "K0", "K2", "K3", "K4"}
ALONE_ONLY = {"W5b", "W5c", "W8", "M6", "W9"}
POINTED_AT = {"M0", "M2", "W0"}  # a pod's question, shown on a card


@pytest.mark.parametrize("question_id", list(rules().by_id))
def test_where_each_question_may_be_put(question_id: str) -> None:
    question = rules().by_id[question_id]
    if question.module in AT_THE_COUNTER or question_id in ALSO | {"F0"}:
        wanted = Where.COUNTER
    elif question.module == "F" or question_id in ALONE_ONLY:
        wanted = Where.PRIVATE
    else:
        wanted = Where.POD
    assert question.where is wanted
    assert question.asked_in is (Where.COUNTER if question_id in POINTED_AT else wanted)


@pytest.mark.parametrize(
    ("place", "clear", "private"),
    [
        ("counter", False, Where.COUNTER), ("counter", True, Where.COUNTER),
        ("pod", False, Where.POD), ("pod", True, Where.PRIVATE),
        ("private_room", False, Where.PRIVATE), ("private_room", True, Where.PRIVATE),
        ("phone", False, Where.COUNTER), ("phone", True, Where.PRIVATE),
        ("outreach", False, Where.COUNTER), ("outreach", True, Where.PRIVATE),
    ],
)  # fmt: skip
def test_how_private_a_place_is(place: str, clear: bool, private: Where) -> None:
    at = here(place)
    assert privacy_here(walked(CLEAR if clear else {}, at).values, at) is private


def test_every_place_is_in_the_table() -> None:
    assert {place.value for place in PlaceKind} == {"counter", "pod", "private_room", "phone", "outreach"}


# --- rule 5, seen from the needs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "at", "answers"),
    [
        ("the counter", COUNTER, {}),
        ("a companion", POD, BESIDE),
        ("F0 no", POD, said("F0: {alone: no}")),
        ("looking under 18", POD, said("ST1: [seems_under_18], HO1: {name: Sam}")),
    ],
)
def test_locks_never_take_a_need_away(words: str, at: Situation, answers: Answers) -> None:
    told = (
        ALL_TOLD
        | LEAVING
        | HURT
        | said("F2b: not_sure, M1: hard, W5: struggling, W5b: past, W8: {who: mine, what: alcohol}")
    )
    before, after = walked(told, POD), walked({**told, **answers}, at)
    assert needs(before).items() <= needs(after).items() and cards(before) == ["RF-DA-NOW"]
    assert cards(after) == (["RF-DA-NOW", "RF-CHILD"] if "18" in words else ["RF-DA-NOW"])  # a child who is hurt


def test_a_card_makes_its_need_urgent() -> None:
    """F2 yes, partner, not in danger today is significant (contract.md 9); expecting a child, the card opens (practice.md B)."""
    assert needs(walked(ALL_TOLD | HURT, ROOM))["safety.domestic_abuse"] == "significant"
    found = walked(ALL_TOLD | HURT | said("HO3: {pregnant: yes}"), ROOM)
    assert (needs(found)["safety.domestic_abuse"], cards(found)) == ("urgent", ["RF-DA-NOW"])


def test_what_is_set_aside_counts_for_nothing() -> None:
    found = walked(TOLD | LEAVING | said("H3: no"))
    assert needs(found) == {} and found.set_aside == ("H3a", "H3b")
    assert "H3a" in found.asked  # it was asked, all the same


# --- order of what was asked, sections, cap -------------------------------------------------------------------------------------------


def test_asked_is_in_walk_order_with_staff_questions() -> None:
    found = walked(said("K4: very, H1: own, F0: {alone: yes}, ZZ1: peace, RE3: no, ST1: [alone], S3: [no]"), POD)
    assert found.asked == ("ST1", "S3", "ZZ1", "RE3", "H1", "K4", "F0")


@pytest.mark.parametrize(
    ("text", "opened", "section", "state"),
    [
        ("", "", "housing", "not_covered"),
        ("H0: [none]", "", "housing", "part"),  # H1 and H2 are still to come
        ("H0: [none], H1: own", "", "housing", "opener"),
        ("H0: [may_have_to_leave], H1: own", "", "housing", "part"),
        ("H0: [may_have_to_leave], H1: own, H3: no", "", "housing", "opener"),
        ("H0: [may_have_to_leave], H1: own, H3: two_months", "", "housing", "part"),
        ("H0: [none], H1: own, H2: yes, H3: no, H5: [none]", "housing", "housing", "covered"),
        ("H1: own, H2: yes, H3: no, H5: [none]", "", "housing", "covered"),
        ("H1: own, H2: yes, H3: no, H5: [damp]", "", "housing", "covered"),  # every gateway, whatever follows
        ("H0: pnts, H1: pnts, H2: pnts", "", "housing", "opener"),
        ("M0: [none], M2: yes", "", "money", "opener"),
        ("M0: [none], M2: yes", "money", "money", "part"),
        ("K0: [none]", "", "skills", "part"),
        ("K0: [none], K4: very", "", "skills", "opener"),
        ("", "", "safety", "locked"),
        ("F0: {alone: yes, private: yes, interpreter_ok: yes, no_child_over_2: yes}", "", "safety", "not_covered"),
        ("F1: yes, F2: no", "", "safety", "covered"),
        ("F1: yes", "", "safety", "part"),
    ],
)
def test_sections(text: str, opened: str, section: str, state: str) -> None:
    assert walked(said(text), here("pod", opened=opened)).sections[section] == state


PLAIN = "RE5 RE3a RE4 CO3 HO4 ZZ2 ZZ5 ZZ6 H3a H3b H4 H5a H5b H6 M3a"  # follow-ups nobody opened; none has `drop`
PLAIN_TOO = "F3 F5 F6 F7 F2d"


def over_by(count: int, text: str = "ST2: here") -> Walk:
    """So much is opened, alone in a pod, that `count` more than 60 would be put. RE2 is never opened."""
    plain, closed = PLAIN.split(), PLAIN_TOO.split()
    opened = [q for q in spoken() if q not in ("RE2", *plain, *closed)]
    assert len(opened) == 58
    opened += [*closed, *plain][: count + 2]
    return walked(said(text) | CLEAR, here("pod", opened=" ".join(opened)))


def dropped(found: Walk) -> list[str]:
    return [q for q, why in gaps(found).items() if why == "dropped"]


@pytest.mark.parametrize(
    ("over", "wanted"),
    [
        (-1, ""),
        (0, ""),
        (1, "K5"),
        (3, "K2 K3 K5"),
        (6, "K1 K1a K1b K2 K3 K5"),
        (8, "W9 W10 K1 K1a K1b K2 K3 K5"),
        (13, "W1 W4 W6 W7 W8 W9 W10 K1 K1a K1b K2 K3 K5"),
        (15, "M7 M8 W1 W4 W6 W7 W8 W9 W10 K1 K1a K1b K2 K3 K5"),
        (17, "M2b M6 M7 M8 W1 W4 W6 W7 W8 W9 W10 K1 K1a K1b K2 K3 K5"),
        (18, "M2b M6 M7 M8 W1 W4 W6 W7 W8 W9 W10 K1 K1a K1b K2 K3 K5"),  # the rest never goes
    ],
)
def test_the_cap_of_60(over: int, wanted: str) -> None:
    """Skills extras go first, then health, then money; of each the last in order first."""
    found = over_by(over)
    assert dropped(found) == wanted.split()
    assert len(found.waiting) + len(found.asked) - 1 == 60 + max(over - 17, min(over, 0))  # F0 is not counted


def test_what_goes_over_the_cap_is_the_last_in_presented_order() -> None:
    """With work as the reason, skills come early; among skills the last still goes first."""
    found = over_by(3, "RE1: {about: [work]}")
    assert dropped(found) == ["K2", "K3", "K5"]
    order = present(rules(), found.values)
    assert order.index("K5") < order.index("H0")


def test_what_is_answered_is_never_dropped() -> None:
    found = over_by(3, "K5: no, K3: help")
    assert dropped(found) == ["K1a", "K1b", "K2"] and needs(found)["skills.digital_skills"] == "emerging"


def test_layers_are_what_the_table_above_takes_them_for() -> None:
    layers = {layer: {q.id for q in rules().by_id.values() if q.layer is layer} for layer in Layer}
    assert layers[Layer.OPENER] == {"H0", "M0", "W0", "K0"}
    assert layers[Layer.STAFF] == {"ST1", "F0"} and layers[Layer.CUE] == {"F4", "F7"}
    everybody = {q.id for q in rules().by_id.values() if q.everybody}
    assert everybody == {"H0", "M0", "W0", "K0", "H1", "H2", "M2", "W5", "K4", "F1", "F2"}
