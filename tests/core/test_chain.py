"""Every way to touch a chain is found and its row named; what the chain alone cannot see, the head kept elsewhere does."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.harness.amount import amount
from triage.core.chain import START, Head, Link, findings, hash_of, id_of

CHAIN, LENGTH = "desk", 40
TRIES = amount(60, 1500)  # of each kind; at the full amount over 10,000 in all
Links = list[Link]
OTHER = ("2026-11-23T09:59:00+00:00", "tom", "another visit", "find", "visit", "complaint")  # said in place of what is


def link(number: int, says: tuple[str, ...], before: str, chain: str = CHAIN) -> Link:
    hash = hash_of(chain, number, says, before)
    return Link(number, says, before, hash, id_of(1_700_000_000_000 + number, hash))


def whole_chain(length: int = LENGTH, word: str = "read") -> Links:
    made: Links = []
    for number in range(1, length + 1):
        says = (f"2026-11-23T10:{number % 60:02}", f"asha{number % 3}", f"visit{number}", word, "need", "")
        made.append(link(number, says, made[-1].hash if made else START))
    return made


def changed(links: Links, luck: random.Random, _chain: str = CHAIN) -> int:
    at = luck.randrange(len(links))
    says = list(links[at].says)
    place = luck.choice([n for n, other in enumerate(OTHER) if says[n] != other])
    says[place] = OTHER[place]
    links[at] = replace(links[at], says=tuple(says))
    return at + 1


def changed_and_hashed_anew(links: Links, luck: random.Random, chain: str = CHAIN) -> int:
    """A row rewritten with its own right hash: the row after it no longer follows."""
    at = luck.randrange(len(links) - 1)
    links[at] = link(at + 1, (*links[at].says[:-1], "other"), links[at].before, chain)
    return at + 2


def other_id(links: Links, luck: random.Random, _chain: str = CHAIN) -> int:
    at = luck.randrange(len(links))
    links[at] = replace(links[at], id=id_of(1, "f" * 64))
    return at + 1


def removed(links: Links, luck: random.Random, _chain: str = CHAIN) -> int:
    at = luck.randrange(len(links) - 1)
    del links[at]
    return at + 1


def inserted(links: Links, luck: random.Random, chain: str = CHAIN) -> int:
    at = luck.randrange(len(links))
    links.insert(at, link(at + 1, OTHER, links[at].before, chain))
    return at + 1


def swapped(links: Links, luck: random.Random, _chain: str = CHAIN) -> int:
    one, two = sorted(luck.sample(range(len(links)), 2))
    links[one], links[two] = (
        replace(links[one], number=two + 1),
        replace(links[two], number=one + 1),
    )
    return one + 1


Touch = Callable[[Links, random.Random, str], int]  # touches the links; answers which row must be named
KINDS: tuple[Touch, ...] = (
    changed, changed_and_hashed_anew, other_id, removed, inserted, swapped,
)  # fmt: skip


@pytest.mark.parametrize("touch", KINDS, ids=lambda touch: touch.__name__)
def test_what_was_touched_is_named(touch: Touch) -> None:
    luck = random.Random(touch.__name__)
    whole = whole_chain()
    for _ in range(TRIES):
        links = list(whole)
        at = touch(links, luck, CHAIN)
        luck.shuffle(links)  # a database gives them in any order
        assert at in {finding.number for finding in findings(CHAIN, links)}


@pytest.mark.parametrize("at", [(1,), (20,), (LENGTH,), (20, 21), (19, 20, 21)])
def test_rows_that_lost_their_number_are_known_by_what_they_follow(at: tuple[int, ...]) -> None:
    """Changed, not removed: the words are still there."""
    links = [replace(one, number=0) if one.number in at else one for one in whole_chain()]
    assert [(one.number, one.what) for one in findings(CHAIN, links)] == [(number, "changed") for number in at]


@pytest.mark.parametrize("hash", ["f" * 64, "0" * 64, "0123456789abcdef" * 4, "fedcba9876543210f" + "1" * 47])
@pytest.mark.parametrize("milliseconds", [0, 1_700_000_000_000, (1 << 48) - 1, (1 << 48) + 5])
def test_an_id_is_a_time_and_a_piece_of_the_hash(milliseconds: int, hash: str) -> None:
    """UUIDv7 (RFC 9562, 5.7) digit by digit: 12 of time, a 7, three of the hash, the variant, and 62 bits of it."""
    rest = f"{int(hash[4:20], 16) % 2**62 + 2 * 2**62:016x}"
    digits = f"{milliseconds % 2**48:012x}7{hash[1:4]}{rest}"
    assert id_of(milliseconds, hash).replace("-", "") == digits


def test_untouched_there_is_nothing_to_find() -> None:
    for length in (0, 1, 2, LENGTH):
        links = whole_chain(length)
        head = Head(CHAIN, length, links[-1].hash if links else "")
        assert findings(CHAIN, links, [head]) == []


def test_only_the_head_sees_the_end_cut_off_or_all_of_it_written_anew() -> None:
    whole, luck = whole_chain(), random.Random(7)
    head = Head(CHAIN, LENGTH, whole[-1].hash)
    for _ in range(TRIES):
        kept = luck.randrange(LENGTH)
        assert findings(CHAIN, whole[:kept]) == [], "the control: without the head nobody would know"
        (found,) = findings(CHAIN, whole[:kept], [head])
        assert (found.number, found.what[:7]) == (kept + 1, "cut off")
    anew = whole_chain(LENGTH + 5, word="ask")
    assert findings(CHAIN, anew) == []
    assert [(one.number, one.what) for one in findings(CHAIN, anew, [head])] == [
        (LENGTH, "written anew since the head was kept")
    ]
    older = Head(CHAIN, 10, whole[9].hash)
    assert findings(CHAIN, [*whole], [older, head]) == []


def test_a_chain_cut_at_its_beginning_is_looked_at_from_there() -> None:
    whole = whole_chain()
    kept = [Head(CHAIN, count, whole[count - 1].hash) for count in (3, 10, LENGTH)]
    for count in range(1, LENGTH):
        start = Head(CHAIN, count, whole[count - 1].hash)
        assert findings(CHAIN, whole[count:], kept, start) == []
        assert [one.number for one in findings(CHAIN, whole[count - 1 :], kept, start)] == [count]
        assert findings(CHAIN, whole[count:], (), Head(CHAIN, count, "f" * 64))[0].number == count + 1
        assert count + 1 == LENGTH or findings(CHAIN, whole[count + 1 :], (), start)[0].number == count + 1
    other = Head(CHAIN, 10, "f" * 64)
    assert [one.number for one in findings(CHAIN, whole[10:], [other], Head(CHAIN, 10, whole[9].hash))] == [10]
