"""P22: a changed, removed, inserted, swapped, cut off or rewritten row of who saw what is found, and named by its number.

What is no row any more (a date that is none, a number that is none) is named like any other, and stops nothing.
A real store, touched past triage in its tables; then it is verified as `triage audit verify` does, against the signed
ends kept in another folder. Cutting off the end, or writing all of it anew with right hashes, only those can see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.core.test_chain import KINDS, Links, Touch, link
from tests.promises.promise import Outcome, Promise, Trial
from tests.usecases.conftest import Desk
from tests.usecases.trusted import as_, trusted_hub
from triage.core import chain
from triage.core.chain import START, Head, Link
from triage.exchange.heads import read_heads
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.trust.audit import verify
from triage.usecases.trust.trail import link_of

COLUMNS = "id, at, actor_id, terminal_id, contact_id, what, fields, why, number, before, hash"
LOOKS = 24  # more rows, so that there is something to touch


def cut_off(links: Links, luck: Random, _chain: str) -> int:
    at = luck.randrange(len(links))
    del links[at:]
    return at + 1


def written_anew(links: Links, luck: Random, chain: str) -> int:
    """From some row on everything is forged, each hash right and following; the end kept elsewhere is another."""
    end = len(links)
    at = luck.randrange(end)
    before = links[at - 1].hash if at else START
    for n in range(at, end):
        links[n] = link(n + 1, (*links[n].says[:1], "tom", *links[n].says[2:5], "said to be"), before, chain)
        before = links[n].hash
    return end


def no_row_of_ours(links: Links, luck: Random, _chain: str) -> int:
    """A date that is none, a number that is none, bytes for words: what a database viewer lets anybody type."""
    at = luck.randrange(len(links))
    says = list(links[at].says)
    place = luck.randrange(len(says) + 1)
    rotten = luck.choice([one for one in ROTTEN if one not in says])
    if place == len(says):
        links[at] = replace(links[at], number=rotten)
    else:
        says[place] = rotten
        links[at] = replace(links[at], says=tuple(says))
    return at + 1


ROTTEN: tuple[Any, ...] = (
    "yesterday", "", "2026-13-45 10:00", '{"half": ', "[" * 2000, b"\xff\x00", 10**15, -1e300, "١٢", "9" * 5000,
)  # fmt: skip
EVERY: tuple[Touch, ...] = (*KINDS, cut_off, written_anew, no_row_of_ours)


def prove(trial: Trial) -> Outcome:
    return _touch(trial, heads=True)


def control(trial: Trial) -> Outcome:
    """No hash is worked out anew, and no end was kept anywhere else."""
    with patch.object(chain, "whole", lambda _chain, _link: True):
        return _touch(trial, heads=False)


def _touch(trial: Trial, *, heads: bool) -> Outcome:
    outcome, luck, away = Outcome(), trial.chance, trial.folder / "away"
    desk = _looked_at(trial)
    there = driver.connect(str(desk.office.home / "triage.db"), isolation_level=None)
    try:
        there.execute("PRAGMA synchronous=OFF").fetchall()
        desk.office.keep_heads(away)
        kept = read_heads(away)
        (name,) = {head.chain for head in kept.heads}
        rows = desk.office.inside(lambda rows, _house, _ctx: rows.history(rec.Access)).result()
        whole = sorted(map(link_of, rows), key=lambda one: one.number)
        untouched = _wrong(desk, kept.heads)
        outcome.add("untouched", "; ".join((*kept.wrong, *untouched)))
        for n in range(trial.amount):
            kind, links = EVERY[n % len(EVERY)], list(whole)
            named = kind(links, luck, name)
            _put(there, name, links)
            said = _wrong(desk, kept.heads if heads else ())
            found = any(f"row {named}: " in sentence for sentence in said)
            outcome.add(f"{kind.__name__} {n}", "" if found else f"row {named} is not named: {said[:2]}")
        outcome.note = f"{len(whole)} rows"
    finally:
        there.close()
        desk.office.close()
    return outcome


def _looked_at(trial: Trial) -> Desk:
    """A hub in which several people looked at one visit, each look a row."""
    desk = trusted_hub(trial.folder / "home")
    for n in range(LOOKS):
        as_(desk, ("mira", "tom", "grace")[n % 3], summary, desk.contact)
    return desk


def _wrong(desk: Desk, heads: Iterable[Head]) -> tuple[str, ...]:
    return desk.office.inside(verify, tuple(heads)).result().wrong


def _put(there: Any, name: str, links: Links) -> None:
    """These rows and no others, as somebody with the file and a database viewer would leave them."""
    there.execute("BEGIN IMMEDIATE")
    there.execute("DELETE FROM access")
    there.executemany(
        f"INSERT INTO access ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", [_row(name, one) for one in links]
    )
    there.execute("COMMIT")


def _row(name: str, one: Link) -> tuple[object, ...]:
    at, actor, contact, what, fields, why = one.says
    return (one.id, _stored(at), actor, name, contact, what, fields, why, one.number, one.before, one.hash)


def _stored(at: Any) -> Any:
    try:
        return datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    except (ValueError, TypeError):
        return at


PROMISE = Promise(
    id="P22",
    says="a changed, removed, inserted, cut off or rewritten row of who saw what is found and named",
    full=10_000,
    small=16,
    prove=prove,
    control=control,
    controls=400,
    small_controls=8,
    elsewhere="tests/core/test_chain.py",
)
