"""Somebody who was here before: when it is sure enough to say anything at all, and who is the same person as whom.

Two facts of name, date of birth, postcode and code must match, and nothing said may speak against it, before anything
about an earlier visit is told (practice.md H, harm 8; contract.md 9; docs/adr/0012). One fact alone tells nothing, not
even that somebody exists. Called by usecases/afterwards/finding.py and usecases/afterwards/same.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.core.people import tidy_postcode

Alike = Callable[[str, str], float]  # how alike two words are, 0 to 1
Said = tuple[str, str, str]  # one record, another, and the verdict

ALIKE = 0.86  # Reed and Reid, Anna and Anne; not Sam and Sara. The second fact is always exact
SHORTEST_PREFIX = 3  # Sam is Samuel; S is nobody
NAME, BORN, POSTCODE, CODE = "name", "born", "postcode", "code"
FACTS = (NAME, BORN, POSTCODE, CODE)
ENOUGH = 2


class Verdict(StrEnum):
    """What the assistant said of two records. Not sure is kept, and joins nothing."""

    SAME = "same"
    NOT_SAME = "not_same"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of themselves, or what is written down of them; empty where nothing is."""

    name: str = ""
    born: date | None = None
    postcode: str = ""
    codes: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[str, ...]:
        """Which of the four are there. Half a postcode fits thousands, so it is none."""
        there = (bool(name_words(self.name)), self.born is not None, bool(whole_postcode(self.postcode)), self.codes)
        return tuple(fact for fact, known in zip(FACTS, there, strict=True) if known)


def recognised(told: Told, known: Told, alike: Alike) -> tuple[str, ...]:
    """The facts by which `told` is `known`; empty when that is not enough to say anything.

    A name or a date of birth that differs speaks against it (twins, father and son), unless the code was brought, too.
    A postcode does not: people move. The code alone is enough for a visit about which nothing else is known, since
    nothing else could ever match: whoever brings it holds the slip.
    """
    matching = tuple(fact for fact in FACTS if _matches(fact, told, known, alike))
    if matching == (CODE,) and known.facts == (CODE,):
        return matching
    against = any(fact in told.facts and fact in known.facts and fact not in matching for fact in (NAME, BORN))
    if len(matching) < ENOUGH or (against and CODE not in matching):
        return ()
    return matching


def needs_code(known: Told) -> bool:
    """True for somebody whom no two other facts could ever find: their code is their way back."""
    return len([fact for fact in known.facts if fact != CODE]) < ENOUGH


def name_words(name: str) -> tuple[str, ...]:
    """A name as it is compared: small letters without accents, apostrophes closed up, in words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’`´")
    return tuple(re.findall(r"\w+", letters))


def same_name(one: str, other: str, alike: Alike) -> bool:
    """Every word of the shorter name has its counterpart in the longer: a first name alone, a nickname, a typing slip."""
    words, among = sorted((name_words(one), name_words(other)), key=len)
    if not words:
        return False
    left = list(among)
    for word in words:
        found = next((w for w in left if w == word), None) or next((w for w in left if _like(word, w, alike)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def whole_postcode(text: str) -> str:
    """The postcode as it is compared, or nothing for half of one."""
    tidy = tidy_postcode(text) or ""
    return tidy if " " in tidy else ""


def tidy_code(text: str, prefix: str) -> str:
    """`7q4d`, `nm 7q4d` and `NM-7Q4D` as `NM-7Q4D`; nothing for what is no code."""
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    letters = letters.removeprefix(prefix.upper()) if len(letters) > 4 else letters
    return f"{prefix}-{letters}" if len(letters) == 4 else ""


def joined(person: str, said: Iterable[Said]) -> frozenset[str]:
    """Everybody who is the same person as `person`, by what was `said`; includes `person`.

    Two records are joined only if nothing else is said of them: after stores are merged two verdicts may stand, and then
    it is open. Where two of those joined over others were said not to be the same, only what was said directly counts.
    """
    verdicts: dict[frozenset[str], set[str]] = {}
    for one, other, verdict in said:
        verdicts.setdefault(frozenset((one, other)), set()).add(verdict)
    same = [pair for pair, of in verdicts.items() if of == {Verdict.SAME.value}]
    found, look = {person}, [person]
    while look:
        here = look.pop()
        new = {other for pair in same if here in pair for other in pair} - found
        found |= new
        look += new
    if any(Verdict.NOT_SAME in of and pair <= found for pair, of in verdicts.items()):
        return frozenset({person}.union(*(pair for pair in same if person in pair)))
    return frozenset(found)


def said_apart(these: Iterable[str], those: Iterable[str], said: Iterable[Said]) -> bool:
    """True if somebody of the one was said not to be somebody of the other: it is not asked again."""
    left, right = set(these), set(those)
    apart = [{one, other} for one, other, verdict in said if verdict == Verdict.NOT_SAME]
    return any(pair & left and pair & right for pair in apart)


def _matches(fact: str, told: Told, known: Told, alike: Alike) -> bool:
    if fact == NAME:
        return same_name(told.name, known.name, alike)
    if fact == BORN:
        return told.born is not None and told.born == known.born
    if fact == POSTCODE:
        postcode = whole_postcode(told.postcode)
        return bool(postcode) and postcode == whole_postcode(known.postcode)
    return bool(told.codes & known.codes)


def _like(one: str, other: str, alike: Alike) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) >= SHORTEST_PREFIX and long.startswith(short)) or alike(one, other) >= ALIKE
