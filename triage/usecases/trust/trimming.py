"""The record of who saw what, cut at its beginning once it is old enough; a signed word stands in its place (C7, P22).

What goes is the beginning of a terminal's chain: rows that are whole and old, up to the first that is not or that is about
somebody on hold, never the last. In their place stands how many they were and the last hash, signed, so that the chain can
still be verified; and each cut is written down in the chain too, where the ends kept elsewhere watch over it. Only then
does a cut count. Called by `keeping` and `audit` (docs/adr/0024).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from triage.core.chain import Head, Link, findings, whole
from triage.core.policy import Action, FieldClass
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.trail import link_as_stored, write_down
from triage.usecases.write import stamp

CUT = "cut"  # what such a word is among the rights; `about` is the terminal
ACCESS_LOG = "access_log"
OTHER_KEY = (
    "Nothing has gone: the key kept with the signed ends is another machine's, so nobody could tell that this was signed. "
    "Confirm it on that machine."
)
Sign = Callable[[Head], tuple[str, str]]  # answers the public key and the signature, both as hex digits
Genuine = Callable[[Head, str, str], bool]


def chains(rows: Rows) -> dict[str, list[Link]]:
    """Every row of who saw what by terminal, as it is stored."""
    found: dict[str, list[Link]] = defaultdict(list)
    for row in rows.as_stored(rec.Access):
        found[row["terminal_id"]].append(link_as_stored(row))
    return found


def due_to_be_cut(
    rows: Rows, house: House, ctx: Context, genuine: Genuine, held: set[str], proposed: Mapping[str, int] | None = None
) -> tuple[list[Head], list[str]]:
    """How far each terminal's chain may be cut now; and the terminals whose chain is not whole, of which nothing goes.

    With `proposed` no further than that, and no other chain.
    """
    limit = ctx.now - timedelta(days=house.policy.retention[ACCESS_LOG])
    every = chains(rows)
    starts, _ = cuts(rows, every, genuine)
    due, broken = [], []
    for chain, links in sorted(every.items()):
        if findings(chain, links, (), starts.get(chain)):
            broken.append(chain)
        elif (
            end := _old_enough(links, limit, held, proposed.get(chain, 0) if proposed is not None else None)
        ) is not None:
            due.append(Head(chain, end.number, end.hash))
    return due, broken


def cut(rows: Rows, ctx: Context, due: Iterable[Head], genuine: Genuine, sign: Sign) -> int:
    """Take these beginnings out and leave the signed word; how many rows went. Every cut there is is named anew in the
    chain, as the row that named it may be among what goes."""
    gone = 0
    stand = cuts(rows, chains(rows), genuine)[0]
    for head in due:
        key, signature = sign(head)
        if not genuine(head, key, signature):
            raise UseCaseError(OTHER_KEY)
        words = json.dumps({"count": head.count, "hash": head.hash, "key": key, "signature": signature})
        rows.add(rec.Right(**stamp(ctx), contact_id="", what=CUT, about=head.chain, words=words, name=""))
        stand[head.chain] = head
        gone += rows.erase_up_to(rec.Access, "number", head.count, terminal_id=head.chain)
    if gone:
        for head in stand.values():
            write_down(rows, ctx, "", Action.RIGHTS, [FieldClass.VISIT], _named(head))
        rows.leave_nothing()
    return gone


def cuts(rows: Rows, every: Mapping[str, Sequence[Link]], genuine: Genuine) -> tuple[dict[str, Head], list[str]]:
    """Where each chain begins, if it was cut: the latest word that is signed and named in a chain; and what is wrong.

    Read as stored: this too is what somebody may have changed.
    """
    named = {link.says[-1] for chain, links in every.items() for link in links if whole(chain, link)}
    found: dict[str, Head] = {}
    wrong: dict[str, str] = {}
    for row in rows.as_stored(rec.Right):
        if row["what"] != CUT:
            continue
        chain, head = row["about"], _signed(row, genuine)
        if head is None:
            wrong[row["id"]] = "what says that rows were due to go is not as it was signed"
        elif _named(head) in named and head.count > (found[chain].count if chain in found else 0):
            found[chain] = head
    return found, [f"{row_id}: {what}." for row_id, what in sorted(wrong.items())]


def _signed(row: Mapping[str, str], genuine: Genuine) -> Head | None:
    try:
        said = json.loads(row["words"])
        head = Head(row["about"], int(said["count"]), str(said["hash"]))
        return head if genuine(head, str(said["key"]), str(said["signature"])) else None
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _named(head: Head) -> str:
    """The reason given in the row that names a cut."""
    return f"{CUT} {head.chain} {head.count} {head.hash}"


def _old_enough(links: Sequence[Link], limit: datetime, held: set[str], most: int | None) -> Link | None:
    """The last row of what may go: all before it are old and about nobody on hold. Never the last there is."""
    end = None
    for link in sorted(links, key=lambda one: one.number)[:-1]:
        at, contact_id = link.says[0], link.says[2]
        if datetime.fromisoformat(at) > limit or contact_id in held or (most is not None and link.number > most):
            break
        end = link
    return end
