"""Hypothesis strategies: anything that could be answered, made from the shipped questions' own options and parts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tests.core.shipped import TODAY, here, rules, walked
from triage.core.answers import MOST_TICKS, declines, read_answer
from triage.core.conditions import NO_DATE, NOT_SURE, PNTS, Value
from triage.core.facts import PlaceKind, Situation, Speaker
from triage.core.flow import Walk
from triage.core.presenting import options_now, part_options_now
from triage.core.questions import Kind, Layer, Option, Question, contradicting

SECTIONS = ("housing", "money", "health", "skills", "safety")
DAYS = (-400, -40, -30, -1, 0, 1, 7, 8, 14, 56, 57, 400)
BIRTHDAYS = ("1950-01-01", "1961-11-23", "1992-03-01", "2002-06-01", "2008-11-23", "2008-11-24", "2016-01-01", NO_DATE)


def one_of_kind(ref: str, kind: Kind, options: tuple[Option, ...]) -> st.SearchStrategy[Any]:
    if kind is Kind.ONE:
        return st.sampled_from([option.id for option in options])
    if kind is Kind.MANY:
        exclusive = [[option.id] for option in options if option.exclusive]
        plain = [option.id for option in options if not option.exclusive]
        some = st.lists(st.sampled_from(plain), min_size=1, max_size=MOST_TICKS.get(ref, 4), unique=True)
        if apart := contradicting(options):
            some = some.filter(lambda ticked: not any(pair.issubset(ticked) for pair in apart))
        return st.one_of(some, st.sampled_from(exclusive)) if exclusive else some
    if kind is Kind.NUMBER:
        return st.integers(0, 3)
    if kind is Kind.DATE:
        near = [(TODAY + timedelta(days=days)).isoformat() for days in DAYS]
        return st.sampled_from(BIRTHDAYS if ref == "HO1.born" else [*near, NO_DATE])
    return st.sampled_from(["few words", "ZZ99 3AA", "Grace"])


def answer_to(question: Question) -> st.SearchStrategy[Value]:
    """Any answer the question takes, declined ones too."""
    if question.kind is Kind.PARTS:
        parts = {
            part.id: one_of_kind(f"{question.id}.{part.id}", part.kind, part.options)
            | st.sampled_from([NOT_SURE, PNTS])
            for part in question.parts
        }
        real: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional=parts)
    else:
        real = one_of_kind(question.id, question.kind, question.options)
    whole = st.one_of(real, real, real, st.sampled_from(declines(question)))
    return whole.map(lambda raw: read_answer(question, raw))


BY_QUESTION = {question.id: answer_to(question) for question in rules().by_id.values()}
PUT = [question.id for question in rules().by_id.values() if question.layer is not Layer.STAFF]


def answers() -> st.SearchStrategy[dict[str, Value]]:
    """Any questions and any answers, whether or not they would ever be put together; or a walk, with some of it changed."""
    some = st.lists(st.sampled_from(list(BY_QUESTION)), max_size=40, unique=True)
    few = st.lists(st.sampled_from(list(BY_QUESTION)), max_size=4, unique=True)
    walks = st.builds(
        lambda told, changed: told | changed, st.deferred(lambda: st.sampled_from(journeys())), _these(few)
    )
    return _these(some) | walks


def _these(ids: st.SearchStrategy[list[str]]) -> st.SearchStrategy[dict[str, Value]]:
    return ids.flatmap(lambda found: st.fixed_dictionaries({q: BY_QUESTION[q] for q in found}))


def situations() -> st.SearchStrategy[Situation]:
    left = {
        question.id: st.sets(st.sampled_from([o.id for o in question.options if o.where is not None])).map(frozenset)
        for question in rules().by_id.values()
        if question.layer is Layer.OPENER and any(o.where is not None for o in question.options)
    }
    return st.builds(
        here,
        st.sampled_from(list(PlaceKind)),
        speaker=st.sampled_from([Speaker.SELF, Speaker.SELF, *Speaker]),
        visits=st.integers(0, 3),
        opened=st.lists(st.sampled_from([*BY_QUESTION, *SECTIONS]), max_size=5).map(" ".join),
        wanted=st.integers(0, 2),
        lead=st.booleans(),
        left_out=st.fixed_dictionaries({}, optional=left),
    )


def without(answers: Mapping[str, Value], *ids: str) -> dict[str, Value]:
    return {question: value for question, value in answers.items() if question not in ids}


# --- answering what is asked ------------------------------------------------------------------------------


def reply(asked: Question, found: Walk, at: Situation, chance: random.Random) -> Value:
    """What somebody could say to a question as it is put: only options that are offered."""
    shown = [option.id for option in options_now(asked, found.values, at)]
    if asked.id in ("PR1", "RE5") and chance.random() < 0.95:
        return "yes"
    if asked.id == "F0":
        return {part.id: "yes" if chance.random() < 0.9 else "no" for part in asked.parts}
    if chance.random() < 0.08:
        return chance.choice(declines(asked))
    if asked.kind is Kind.ONE:
        return chance.choice(shown)
    if asked.kind is Kind.MANY:
        some = chance.sample(shown, chance.randint(1, min(4, len(shown))))
        return frozenset(some if not {"no", "none"} & set(some) or len(some) == 1 else some[:1])
    if asked.kind is Kind.PARTS:
        return {
            part.id: value
            for part in asked.parts
            if part.options and (options := part_options_now(part, found.values))
            for value in [
                chance.choice([o.id for o in options]) if part.kind is Kind.ONE
                else frozenset(chance.sample([o.id for o in options if not o.exclusive], chance.randint(1, 3)))
            ]
        }  # fmt: skip
    if asked.kind is Kind.DATE:
        return NO_DATE if chance.random() < 0.3 else TODAY + timedelta(days=chance.choice(DAYS))
    return "words" if asked.kind is Kind.TEXT else 5


def left_after(asked: Question, found: Walk, at: Situation) -> dict[str, frozenset[str]]:
    """What the desk keeps of an opener: the options it could not say, less those it said now."""
    shown = {option.id for option in options_now(asked, found.values, at)}
    before = at.left_out.get(asked.id) or {o.id for o in asked.options if o.where is not None}
    return {**at.left_out, asked.id: frozenset(before - shown)}


def walk_on(told: dict[str, Value], at: Situation, chance: random.Random) -> Iterator[tuple[Walk, Situation]]:
    """Each walk until nothing is next, answering by chance and moving twice. `told` is not changed."""
    told = dict(told)
    for step in count():
        found = walked(told, at)
        yield found, at
        if found.next is None:
            return
        asked = rules().by_id[found.next]
        now = reply(asked, found, at, chance)
        if asked.layer is Layer.OPENER:
            earlier = told.get(asked.id)
            if isinstance(earlier, frozenset) and isinstance(now, frozenset):
                now = (earlier | now) - {"none"} or frozenset({"none"})
            at = replace(at, left_out=left_after(asked, found, at))
        told[asked.id] = now
        if step in (10, 25):  # to another place: F0 is not known any more
            at = replace(at, place=chance.choice([PlaceKind.POD, PlaceKind.PRIVATE_ROOM]))
            told.pop("F0", None)


@cache
def journeys() -> list[dict[str, Value]]:
    """Forty whole visits, always the same: all that was answered in each."""
    found = []
    for seed in range(40):
        chance = random.Random(seed)
        at = here(chance.choice(list(PlaceKind)), speaker=chance.choice([Speaker.SELF, Speaker.SELF, *Speaker]))
        *_, (last, _) = walk_on({}, at, chance)
        found.append({q: last.values[q] for q in last.asked if q in last.values})
    return found
