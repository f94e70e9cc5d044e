"""Finding a service by the words somebody just heard at the desk: what there is to find, and what comes first.

The ranking lives here because it is a rule, and rules are pure. Telling a spelling mistake is a library's job, which
core may not import: `usecases/find.py` says which word of the `vocabulary` a typed word stands for, and how nearly.

A service is found by its own words (names, what it helps with, who works there) and by those of the needs it helps with
and the kinds it is of: their names, and what people call them (`question_sets/find.yaml`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from triage.core.directory import Directory, Service
from triage.core.questions import QuestionSet

_WORD = re.compile(r"[^\W_]+")
_DROPPED = str.maketrans("", "", "'’‘`")
# Words that say nothing of what somebody is looking for.
SMALL = frozenset(
    "a about am an and any are as at be because been but by can cant could cannot did do does doing dont for from get "
    "getting go going got had has have he hed help her here him his how i if im in is isnt it its ive just like lot "
    "many may me might more much my need needs no not now of on one or our person please really she should so some "
    "somebody someone something than that the their them then there these they theyre this to today too us very want "
    "wants was we were what when where who will with wont would you your".split()
)
LABEL, NAME, SAID, WORKER, NEED, KIND, HELPS, ASIDE = 1.0, 0.95, 1.0, 0.95, 0.9, 0.85, 0.8, 0.6
NEAR_ENOUGH = 0.6  # of the best: what matches less is left out
SAME_STEM, BEGINNING = 0.95, 0.85  # how nearly a word is meant that shares a stem, or that is still being typed
_FEWEST = 2  # letters of a word before others beginning with it count

Meanings = Mapping[str, float]  # a word of the vocabulary: how nearly it is what was typed, up to 1


@dataclass(frozen=True, slots=True)
class Because:
    """The words it was found by, and the code of the need they stand for ("" where they are the service's own)."""

    words: str
    need: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`score` is 1 when every word typed is exactly one of its words. `order`: how likely among what a word means."""

    service: Service
    score: float
    order: int
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that stand together, and the needs or kinds they lead to, likeliest first."""

    text: str
    words: frozenset[str]
    weight: float
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """What can be found in a house: by each word of the vocabulary the phrases that hold it and the services' own."""

    services: tuple[Service, ...]
    vocabulary: tuple[str, ...]
    _stems: Mapping[str, tuple[str, ...]] = field(repr=False)
    _phrases: Mapping[str, tuple[_Phrase, ...]] = field(repr=False)
    _own: Mapping[str, tuple[tuple[int, float], ...]] = field(repr=False)
    _helping: Mapping[str, tuple[tuple[int, int], ...]] = field(repr=False)  # target → (service, place of its kind)

    def meanings(self, word: str) -> dict[str, float]:
        """The words that are the same, of the same stem, or begin like it. Empty where it may be a mistake."""
        found = dict.fromkeys(self._stems.get(stem(word), ()), SAME_STEM)
        if len(word) >= _FEWEST:
            for other in self._beginning(word):
                found.setdefault(other, BEGINNING)
        if word in self._stems.get(stem(word), ()):
            found[word] = 1.0
        return found

    def cut(self, letters: int) -> dict[str, list[str]]:
        """The beginnings of the longer words, so many letters each, with the words that begin so."""
        return _cut(self.vocabulary, letters)

    def _beginning(self, word: str) -> Sequence[str]:
        low, high = bisect_left(self.vocabulary, word), bisect_left(self.vocabulary, word + "\U0010ffff")
        return self.vocabulary[low:high]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that can be looked for: in small letters, without accents, without small words."""
    plain = unicodedata.normalize("NFKD", text.translate(_DROPPED).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(word for word in _WORD.findall(letters) if word not in SMALL)


def stem(word: str) -> str:
    """The word without its commonest endings: "evicted" and "evicting" are one, and so are "debts" and "debt"."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=32)
def _cut(vocabulary: tuple[str, ...], letters: int) -> dict[str, list[str]]:
    cut: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        if len(word) > letters:
            cut[word[:letters]].append(word)
    return cut


@lru_cache(maxsize=4)
def index(directory: Directory, question_set: QuestionSet) -> Index:
    """All there is to find, put in order once for a directory and a question set."""
    services = tuple(s for s in directory.services if s.active or not s.national)
    own: dict[str, dict[int, float]] = defaultdict(dict)
    for place, service in enumerate(services):
        for weight, text in _texts(service):
            for word in words_of(text):
                own[word][place] = max(weight, own[word].get(place, 0.0))
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in _all_phrases(services, question_set):
        for word in phrase.words:
            phrases[word].append(phrase)
    vocabulary = tuple(sorted({*own, *phrases}))
    stems: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        stems[stem(word)].append(word)
    return Index(
        services,
        vocabulary,
        {key: tuple(words) for key, words in stems.items()},
        {word: tuple(found) for word, found in phrases.items()},
        {word: tuple(found.items()) for word, found in own.items()},
        _helping(services, question_set),
    )


def _texts(service: Service) -> Iterable[tuple[float, str]]:
    yield LABEL, service.public_label
    yield NAME, service.name
    yield HELPS, service.helps_with
    yield ASIDE, service.who_for
    yield ASIDE, service.eligibility.says
    if not service.sensitive:  # who works where people are kept safe is nobody's to look up (practice.md H, harm 8)
        yield ASIDE, service.organization
        for worker in service.workers:
            yield WORKER, worker.name


def _all_phrases(services: Iterable[Service], question_set: QuestionSet) -> Iterable[_Phrase]:
    for line in question_set.sayings:
        for words in line.words:
            yield _phrase(words, SAID, (*line.needs, *(f"kind:{kind}" for kind in line.kinds)))
    for need in question_set.needs:
        yield _phrase(need.label, NEED, (need.code,))
        for text in (need.plain, need.definition):
            yield _phrase(text, ASIDE, (need.code,))
    for kind in sorted({kind for service in services for kind in service.kinds}):
        yield _phrase(kind.replace("_", " "), KIND, (f"kind:{kind}",))


def _phrase(text: str, weight: float, targets: tuple[str, ...]) -> _Phrase:
    return _Phrase(text, frozenset(words_of(text)), weight, targets)


def _helping(services: Sequence[Service], question_set: QuestionSet) -> dict[str, tuple[tuple[int, int], ...]]:
    """By need and by kind, who helps; the first kind of a need is the one that usually does."""
    helping: dict[str, list[tuple[int, int]]] = defaultdict(list)
    needs = [(need.code, need.kinds) for need in question_set.needs]
    for place, service in enumerate(services):
        for kind in service.kinds:
            helping[f"kind:{kind}"].append((place, 0))
        for code, kinds in needs:
            if service.serves(code, kinds):
                helping[code].append((place, min(kinds.index(k) for k in service.kinds if k in kinds)))
    return {target: tuple(found) for target, found in helping.items()}


_K = TypeVar("_K", int, str)
_Way = tuple[float, int, Because]  # how well, its order (as a minus, so that more is better), why


def rank(found_in: Index, typed: Sequence[Meanings]) -> list[Found]:
    """Whoever matches what was typed, best first; of the same score the likelier first, then by id.

    Each typed word counts the same, and a phrase counts for more the more of its words were typed.
    """
    said = _said(found_in, typed)
    best = [_best(found_in, place, meanings, said) for place, meanings in enumerate(typed)]
    found = []
    for service in {service for one in best for service in one}:
        ways = [one[service] for one in best if service in one]
        score = sum(way[0] for way in ways) / len(typed)
        because = _whole(dict.fromkeys(way[2] for way in ways))
        found.append(Found(found_in.services[service], round(score, 2), -min(way[1] for way in ways), because))
    least = NEAR_ENOUGH * max((one.score for one in found), default=0.0)
    kept = [one for one in found if one.score >= least]
    return sorted(kept, key=lambda one: (-one.score, one.order, one.service.id))


def _said(found_in: Index, typed: Sequence[Meanings]) -> dict[_Phrase, dict[int, float]]:
    """Each phrase that any typed word is part of: how nearly each of them is."""
    said: dict[_Phrase, dict[int, float]] = defaultdict(dict)
    for place, meanings in enumerate(typed):
        for word, near in meanings.items():
            for phrase in found_in._phrases.get(word, ()):
                said[phrase][place] = max(near, said[phrase].get(place, 0.0))
    return said


def _best(
    found_in: Index, place: int, meanings: Meanings, said: Mapping[_Phrase, Mapping[int, float]]
) -> dict[int, _Way]:
    """For one typed word, the best way in which each service matches it."""
    best: dict[int, _Way] = {}
    for word, near in meanings.items():
        for service, weight in found_in._own.get(word, ()):
            _keep(best, service, (weight * near, 0, Because(word)))
    targets: dict[str, _Way] = {}
    for phrase, by_place in said.items():
        if place in by_place:
            whole = min(1.0, len(by_place) / len(phrase.words))
            value = phrase.weight * by_place[place] * (0.5 + 0.5 * whole)
            for order, target in enumerate(phrase.targets):
                need = "" if target.startswith("kind:") else target
                _keep(targets, target, (value, -order, Because(phrase.text, need)))
    for target, (value, order, because) in targets.items():
        for service, kind in found_in._helping.get(target, ()):
            _keep(best, service, (value, 10 * order - kind, because))
    return best


def _whole(because: Iterable[Because]) -> tuple[Because, ...]:
    """Without those whose words are all in another's: "kicked out" says it, and "out" need not."""
    words = {one: set(words_of(one.words)) for one in because}
    return tuple(one for one in words if not any(words[one] < others for others in words.values()))


def _keep(best: dict[_K, _Way], key: _K, way: _Way) -> None:
    before = best.get(key)
    if before is None or way[:2] > before[:2]:
        best[key] = way
