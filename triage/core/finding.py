"""Finding a service by the words somebody just heard at the desk: what there is to find, and what comes first.

The ranking lives here because it is a rule, and rules are pure. Telling a spelling mistake is a library's job, which
core may not import: `usecases/reception/find.py` says which word of the `vocabulary` a typed word stands for, and how nearly.

A service is found by its own words (names, what it helps with, who works there) and by those of the needs it helps with
and the kinds it is of: their names, and what people call them (`question_sets/find.yaml`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from triage.core.directory import Directory, Service
from triage.core.questions import QuestionSet

_WORD = re.compile(r"[^\W_]+")
_DROPPED = str.maketrans("", "", "'’‘`")
# Words that say nothing of what somebody is looking for.
_SMALL = (
    "a about am an and any are as at be because been but by can cant could cannot did do does doing dont for from get "
    "getting go going got had has have he hed help her here him his how i if im in is isnt it its ive just like lot "
    "many may me might more much my need needs no not now of on one or our person please really she should so some "
    "somebody someone something than that the their them then there these they theyre this to today too us very want "
    "wants was we were what when where who will with wont would you your"
)
SMALL = frozenset(_SMALL.split())
LABEL, NAME, SAID, WORKER, NEED, KIND, HELPS, ASIDE = 1.0, 0.95, 1.0, 0.95, 0.9, 0.85, 0.8, 0.6
NEAR_ENOUGH = 0.6  # of the best: what matches less is left out
SAME_STEM, BEGINNING = 0.95, 0.85  # how nearly a word is meant that shares a stem, or that is still being typed
_FEWEST = 2  # letters of a word before others beginning with it count

_K = TypeVar("_K", int, str)
Meanings = Mapping[str, float]  # a word of the vocabulary: how nearly it is what was typed, up to 1


@dataclass(frozen=True, slots=True)
class Because:
    """The words it was found by, and the code of the need they stand for ("" where they are the service's own)."""

    words: str
    need: str = ""


class Way(NamedTuple):
    """One way in which a typed word leads to a service. More is better in both: `value` is how well it matches, `order`
    how likely it is among what the word means (0, then less)."""

    value: float
    order: int
    because: Because


class Found(NamedTuple):
    """`score` is 1 when every word typed is exactly one of its words. `order`: how likely among what a word means.

    `ways`: for each typed word that it matches, the best way in which it does.
    """

    service: Service
    score: float
    order: int
    ways: tuple[Way, ...] = ()

    @property
    def because(self) -> tuple[Because, ...]:
        """Why, without those whose words are all in another's: "kicked out" says it, and "out" need not."""
        words = {way.because: set(words_of(way.because.words)) for way in self.ways}
        return tuple(because for because, own in words.items() if not any(own < others for others in words.values()))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that stand together, and the needs or kinds they lead to, likeliest first."""

    text: str
    words: frozenset[str]
    weight: float
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """What can be found in a house. Services and phrases are named by their places in `services` and `phrases`.

    `said`: word → the phrases that hold it. `own`: word → services that say it of themselves, each with its weight.
    `helping`: a need code or `kind:food_bank` → who helps with it, each with the place of its kind in the need's list.
    """

    services: tuple[Service, ...]
    vocabulary: tuple[str, ...]
    stems: Mapping[str, tuple[str, ...]]
    phrases: tuple[_Phrase, ...]
    said: Mapping[str, tuple[int, ...]]
    own: Mapping[str, tuple[tuple[int, float], ...]]
    helping: Mapping[str, tuple[tuple[int, int], ...]]

    def meanings(self, word: str) -> dict[str, float]:
        """The words that are the same, of the same stem, or begin like it. Empty where it may be a mistake."""
        found = dict.fromkeys(self.stems.get(stem(word), ()), SAME_STEM)
        if len(word) >= _FEWEST:
            for other in self._beginning(word):
                found.setdefault(other, BEGINNING)
        if word in self.stems.get(stem(word), ()):
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
    plain = text.translate(_DROPPED).casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(word for word in _WORD.findall(plain) if word not in SMALL)


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
    split: dict[str, tuple[str, ...]] = {}  # many services say the same
    for place, service in enumerate(services):
        for weight, text in _texts(service):
            if text not in split:
                split[text] = words_of(text)
            for word in split[text]:
                own[word][place] = max(weight, own[word].get(place, 0.0))
    phrases = tuple(_all_phrases(services, question_set))
    said: dict[str, list[int]] = defaultdict(list)
    for place, phrase in enumerate(phrases):
        for word in phrase.words:
            said[word].append(place)
    vocabulary = tuple(sorted({*own, *said}))
    stems: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        stems[stem(word)].append(word)
    return Index(
        services=services,
        vocabulary=vocabulary,
        stems={key: tuple(words) for key, words in stems.items()},
        phrases=phrases,
        said={word: tuple(found) for word, found in said.items()},
        own={word: tuple(found.items()) for word, found in own.items()},
        helping=_helping(services, question_set),
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
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, int]]] = {}
    for place, service in enumerate(services):
        key = service.kinds, service.meets
        if key not in alike:
            alike[key] = [
                (need.code, min(need.kinds.index(kind) for kind in service.kinds if kind in need.kinds))
                for need in question_set.needs
                if service.serves(need.code, need.kinds)
            ]
        for target, order in (*alike[key], *((f"kind:{kind}", 0) for kind in service.kinds)):
            helping[target].append((place, order))
    return {target: tuple(found) for target, found in helping.items()}


def rank(found_in: Index, typed: Sequence[Meanings]) -> list[Found]:
    """Whoever matches what was typed, in no order; what matches much less than the best is left out.

    Each typed word counts the same, and a phrase counts for more the more of its words were typed.
    """
    said = _said(found_in, typed)
    best = [_best(found_in, place, meanings, said) for place, meanings in enumerate(typed)]
    total: dict[int, float] = {}
    for one in best:
        for service, way in one.items():
            total[service] = total.get(service, 0.0) + way.value
    least = NEAR_ENOUGH * max(total.values(), default=0.0)
    found = []
    for service, value in total.items():
        if value >= least:
            ways = tuple(one[service] for one in best if service in one)
            order = -min(way.order for way in ways)
            found.append(Found(found_in.services[service], round(value / len(typed), 2), order, ways))
    return found


def _said(found_in: Index, typed: Sequence[Meanings]) -> dict[int, dict[int, float]]:
    """Each phrase that any typed word is part of: how nearly each of them is."""
    said: dict[int, dict[int, float]] = defaultdict(dict)
    for place, meanings in enumerate(typed):
        for word, near in meanings.items():
            for phrase in found_in.said.get(word, ()):
                said[phrase][place] = max(near, said[phrase].get(place, 0.0))
    return said


def _best(found_in: Index, place: int, meanings: Meanings, said: Mapping[int, Mapping[int, float]]) -> dict[int, Way]:
    """For one typed word, the best way in which each service matches it."""
    best: dict[int, Way] = {}
    for word, near in meanings.items():
        because = Because(word)
        for service, weight in found_in.own.get(word, ()):
            _keep(best, service, weight * near, 0, because)
    targets: dict[str, Way] = {}
    for at, by_place in said.items():
        if place in by_place:
            phrase = found_in.phrases[at]
            whole = min(1.0, len(by_place) / len(phrase.words))
            value = phrase.weight * by_place[place] * (0.5 + 0.5 * whole)
            for order, target in enumerate(phrase.targets):
                need = "" if target.startswith("kind:") else target
                _keep(targets, target, value, -order, Because(phrase.text, need))
    for target, (value, order, because) in targets.items():
        for service, kind in found_in.helping.get(target, ()):
            _keep(best, service, value, 10 * order - kind, because)
    return best


def _keep(best: dict[_K, Way], key: _K, value: float, order: int, because: Because) -> None:
    """Keep the better of this way and the one found before. Called for thousands, so a way is made only where it counts."""
    before = best.get(key)
    if before is None or value > before.value or (value == before.value and order > before.order):
        best[key] = Way(value, order, because)
