"""Finding a service as one types: by words, mistakes in them, what people call things, open now, floor.

What comes first is decided in `core/finding.py`; here typing mistakes are understood (rapidfuzz, imported at the first
of them) and what is found is put into words. `said` is what somebody at a desk said of today (`building`): full, back at
14:00. Nothing here takes rows: a search is never saved, logged or counted. A
sensitive service shows its public label and never why it was found, and it is found by words only, never by a floor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from types import MappingProxyType

from triage.core.availability import Availability, availability
from triage.core.directory import DeskState, Service
from triage.core.finding import Because, Found, Index, index, rank, words_of
from triage.core.hours import LONDON
from triage.usecases import say
from triage.usecases.ports import House
from triage.usecases.visit.matches import fallback, where_words

MOST = 20  # rows; beyond them more words are quicker than reading
_LOOKED_AT = 60  # of the best, whose times are worked out to put them in order
_SHORTEST, _AS_NEAR = 4, 0.7  # letters of a word that may be a mistake; how like the right one it must be
_MISTAKEN = 0.8  # what a word that was only meant counts for
_ORDINALS = ("ground", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_FLOOR = re.compile(rf"\b(?:floor ([gb]|\d+)|({'|'.join(_ORDINALS)}|\d+(?:st|nd|rd|th)) floor)\b")
_OPEN = re.compile(r"\bopen (?:now|today)\b")
WHAT_YOU_TYPED = "what you typed"
TRY = "Try one word for what it is about, such as rent, food or letter; or the name of a service or a worker."
Said = Mapping[str, DeskState]
NOTHING_SAID: Said = MappingProxyType({})
NARROWED = "Without “open now” or the floor there may be somebody."


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One service in the list. `because` is safe to be seen: "kicked out → Staying somewhere for now"."""

    service: str
    label: str
    about: str
    where: str
    when: str
    who: str
    because: str
    open_now: bool


@dataclass(frozen=True, slots=True)
class FoundView:
    """`only`: how the list was narrowed, in words. `more`: how many are not shown. `told`: what to do when it is empty."""

    rows: tuple[FoundRow, ...]
    only: str = ""
    more: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, taken apart."""

    words: tuple[str, ...]
    open_now: bool = False
    floor: str = ""


def find_services(house: House, now: datetime, typed: str, said: Said = NOTHING_SAID) -> FoundView:
    """Who helps with what was typed, best first; nothing typed finds nothing and says so with no words at all.

    Of those that match equally: here before elsewhere and national lines, the usual helper first, then open now.
    """
    asked = _asked(house, typed)
    if not asked.words and not asked.floor and not asked.open_now:
        return FoundView((), told=nobody(house) if typed.strip() else ())
    here = index(house.directory, house.question_set)
    found = rank(here, [_meanings(here, word) for word in asked.words]) if asked.words else _all(here)
    left = [one for one in found if _kept(house, now, asked, one.service, said)]
    first = _first(left)
    rows = sorted(first, key=lambda one: (*_place(one)[:-1], *_soonest(house, now, one.service, said)))[:MOST]
    return FoundView(
        rows=tuple(_row(house, now, one, said) for one in rows),
        only=" · ".join(
            [*(["open now"] if asked.open_now else []), *([_floor_words(asked.floor)] if asked.floor else [])]
        ),
        more=len(left) - len(rows),
        told=() if rows else nobody(house, narrowed=bool(asked.words and (asked.floor or asked.open_now))),
    )


def nobody(house: House, *, narrowed: bool = False) -> tuple[str, ...]:
    """Kindly: what to try, and who at the hub and beyond takes any problem. What was typed is not repeated."""
    here = [s for s in house.directory.services if "navigator" in s.kinds and s.in_building and s.active]
    team = [f"Here: {s.public_label}, {where_words(s)}, {s.phone}." for s in here[:1]]
    return ("Nothing found for that.", NARROWED if narrowed else TRY, f"{fallback(house)}.", *team)


def warm_up(house: House) -> None:
    """Do beforehand, while nobody waits, what the first search would wait for."""
    _near(index(house.directory, house.question_set), "warm")


def when_words(house: House, now: datetime, service: Service, said: Said = NOTHING_SAID) -> str:
    """Open until 16:30, or when next; not running, full, away or waiting said plainly, and when a desk said so."""
    if not service.active:
        return "not running at the moment"
    at = _times(house, now, service, said)
    told = [why for why in at.why if why.startswith("full today") or ", said at " in why]
    if not service.hours and service.hours_words and not at.open_now:
        return ", ".join([service.hours_words, *told])
    if at.open_now:
        words = f"open until {say.clock(at.open_until)}" if at.open_until else "open now"
    else:
        words = next((why for why in at.why if why.startswith(("opens", "no opening", "opening"))), "")
        words = words or ("" if told else "closed")  # "back at 14:00" says it all
    return ", ".join(filter(None, [words, *told]))


def place_words(service: Service) -> str:
    """Where it is or how it is reached, on one line."""
    if service.national or service.sensitive or service.in_building:
        return where_words(service)
    return " · ".join(part for part in (service.location, service.phone) if part)


def who_words(now: datetime, service: Service) -> str:
    """Who is in today; nobody's name where people are kept safe (practice.md H, harm 8)."""
    there = () if service.sensitive else service.on_duty(now.astimezone(LONDON).date())
    return say.listed([worker.name for worker in there])


def _asked(house: House, typed: str) -> Asked:
    text = " ".join(typed.casefold().split())
    floors = {service.floor for service in house.directory.services if service.in_building}
    said = _FLOOR.search(text)
    floor = _floor(said[1] or said[2]) if said else ""
    if said and floor in floors:
        text = text.replace(said[0], " ")
    opened = _OPEN.sub(" ", text)
    return Asked(words_of(opened), opened != text, floor if floor in floors else "")


def _floor(word: str) -> str:
    """`2nd`, `second` and `2` are floor 2; `ground` and `g` are G."""
    number = _ORDINALS.index(word) if word in _ORDINALS else None
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) if number is None else str(number)
    return "G" if plain == "0" else plain.upper()


def _floor_words(floor: str) -> str:
    return "ground floor" if floor == "G" else f"floor {floor}"


def _all(here: Index) -> list[Found]:
    """With nothing but a floor or "open now": whoever may stand in a list that anybody can see."""
    return [Found(s, 1.0, 0) for s in here.services if s.in_building and not s.sensitive and s.active]


def _meanings(here: Index, word: str) -> dict[str, float]:
    return here.meanings(word) or _near(here, word)


def _near(here: Index, word: str) -> dict[str, float]:
    """The words a mistyped one is most likely meant to be, also of those still being typed."""
    if len(word) < _SHORTEST:
        return {}
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 18 ms that only a mistake needs
    from rapidfuzz.process import extract  # noqa: PLC0415

    close = OSA.normalized_similarity
    whole = extract(word, here.vocabulary, scorer=close, score_cutoff=_AS_NEAR, limit=6)
    cut = here.cut(len(word))
    begun = extract(word, list(cut), scorer=close, score_cutoff=_AS_NEAR, limit=6)
    likeness: dict[str, float] = {found: like for found, like, _ in whole}
    for start, like, _ in begun:
        for found in cut[start]:
            likeness.setdefault(found, like * _MISTAKEN)
    least = max(likeness.values(), default=0.0) - 0.1
    return {found: _MISTAKEN * like for found, like in likeness.items() if like >= least}


def _kept(house: House, now: datetime, asked: Asked, service: Service, said: Said) -> bool:
    if asked.floor and not (service.in_building and service.floor == asked.floor and not service.sensitive):
        return False
    return not asked.open_now or (service.active and _times(house, now, service, said).open_now)


def _first(found: Iterable[Found]) -> list[Found]:
    """The best of them in order, without putting thousands in order that nobody will see."""
    by_score: dict[float, list[Found]] = defaultdict(list)
    for one in found:
        by_score[one.score].append(one)
    first: list[Found] = []
    for score in sorted(by_score, reverse=True):
        first += nsmallest(_LOOKED_AT - len(first), by_score[score], key=_place)
        if len(first) == _LOOKED_AT:
            break
    return first


def _place(one: Found) -> tuple[float, bool, bool, bool, int, str]:
    service = one.service
    return -one.score, not service.active, service.national, not service.in_building, one.order, service.id


def _soonest(house: House, now: datetime, service: Service, said: Said) -> tuple[bool, float, str]:
    at = _times(house, now, service, said)
    return not (at.open_now and at.room), at.next_at.timestamp() if at.next_at else float("inf"), service.id


def _times(house: House, now: datetime, service: Service, said: Said) -> Availability:
    return availability(service, now, house.directory.closed_dates, said.get(service.id))


def _row(house: House, now: datetime, one: Found, said: Said) -> FoundRow:
    service = one.service
    at = _times(house, now, service, said)
    return FoundRow(
        service=service.id,
        label=service.public_label,
        about=service.helps_with,
        where=place_words(service),
        when=when_words(house, now, service, said),
        who=who_words(now, service),
        because=_because(house, service, one.because),
        open_now=service.active and at.open_now and at.room,
    )


def _because(house: House, service: Service, because: Iterable[Because]) -> str:
    """Why, as anybody may read it: of a sensitive need or service only that it was found by what was typed."""
    needs = {need.code: need for need in house.question_set.needs}
    words = []
    for one in because:
        need = needs.get(one.need)
        if service.sensitive or (need is not None and need.sensitive):
            words.append(WHAT_YOU_TYPED)
        else:
            words.append(f"{one.words} → {need.label}" if need and need.label != one.words else one.words)
    return ", ".join(dict.fromkeys(words[:2]))
