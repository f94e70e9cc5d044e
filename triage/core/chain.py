"""A chain of rows: each carries the hash of the one before, so that a changed, removed or inserted one is named.

A chain alone cannot see its own end cut off, nor that all of it was written anew: for that a head, how many rows and
the last hash, is kept somewhere else (promises.md, P22). Pure; what a row is belongs to the caller.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

START = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One row: its place, what it says as text values, the hash before it, its own, and its id."""

    number: int
    says: tuple[str, ...]
    before: str
    hash: str
    id: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain had come: `count` rows, the last with `hash`."""

    chain: str
    count: int
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong where: `number` is the row's place in its chain."""

    number: int
    what: str


def hash_of(chain: str, number: int, says: Iterable[str], before: str) -> str:
    """What a row at this place must carry."""
    text = json.dumps([chain, number, list(says), before], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def id_of(milliseconds: int, row_hash: str) -> str:
    """The row's id: UUIDv7 by its form, time first; the rest follows from its hash, so no id can be changed either."""
    bits = int(row_hash[:20], 16)
    time = milliseconds & (1 << 48) - 1
    version, variant = 7, 2  # RFC 9562: 48 bits of time, version, 12 bits, variant, 62 bits
    first, second = bits >> 64 & 0xFFF, bits & (1 << 62) - 1
    return str(UUID(int=time << 80 | version << 76 | first << 64 | variant << 62 | second))


def findings(chain: str, links: Sequence[Link], heads: Iterable[Head] = (), start: Head | None = None) -> list[Finding]:
    """Everything that is wrong with a chain, in its order; nothing if it is whole.

    `links` as stored, in any order. Each finding names the row's place. `start`: rows up to there went lawfully.
    """
    found: list[Finding] = []
    by_number: dict[int, list[Link]] = {}
    for link in links:
        by_number.setdefault(link.number, []).append(link)
    strays = {
        link.before: link for link in links if link.number < 1
    }  # no number says where they were; the row they follow does
    first = start.count if start else 0
    last, expected = (first, start.hash) if start else (0, START)
    found += [Finding(number, "inserted") for number in by_number if 0 < number <= first]
    for number in sorted(number for number in by_number if number > first):
        here = by_number[number]
        if number > last + 1:
            found += _gap(strays, expected, last + 1, number - 1)
            expected = here[0].before
        right = [link for link in here if whole(chain, link)]
        fitting = [link for link in right if link.before == expected]
        if len(here) > 1:
            found.append(Finding(number, "inserted"))
        elif not right:
            found.append(Finding(number, "changed"))
        elif not fitting:
            found.append(Finding(number, "does not follow the row before"))
        last, expected = number, (fitting or right or here)[0].hash
    found += _gap(strays, expected, last + 1, last + len(strays), at_the_end=True)
    found += [Finding(link.number, "inserted") for link in strays.values()]
    for head in heads:
        if head.count > first:
            found += _against(head, by_number, last)
        elif start and head.count == first and head.hash != start.hash:
            found.append(Finding(first, "written anew since the head was kept"))
    return sorted(set(found), key=lambda one: (one.number, one.what))


def _gap(strays: dict[str, Link], expected: str, first: int, until: int, *, at_the_end: bool = False) -> list[Finding]:
    """What is wrong where rows are missing. A row whose number was changed is known by the row it follows: it is then
    taken from `strays`, and named as changed. What is missing next to each other is one finding, not a thousand."""
    found = []
    while first <= until and expected in strays:
        expected = strays.pop(expected).hash
        found.append(Finding(first, "changed"))
        first += 1
    if first <= until and not at_the_end:
        found.append(Finding(first, "removed" if first == until else f"removed, with all up to row {until}"))
    return found


def whole(chain: str, link: Link) -> bool:
    """Whether a row is as it was written: its hash and its id follow from what it says."""
    right = hash_of(chain, link.number, link.says, link.before)
    return link.hash == right and link.id[14:] == id_of(0, right)[14:]  # an id says the time before its 14th letter


def _against(head: Head, by_number: dict[int, list[Link]], last: int) -> list[Finding]:
    """What a head kept elsewhere says about the chain."""
    if head.count > last:
        return [Finding(last + 1, f"cut off: {head.count} rows were there when the head was kept")]
    if head.count and all(link.hash != head.hash for link in by_number.get(head.count, [])):
        return [Finding(head.count, "written anew since the head was kept")]
    return []
