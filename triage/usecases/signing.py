"""Coming to the keyboard: a passphrase at the start of a shift, six digits in between, and who was there before.

Five wrong tries of somebody's digits, and only their passphrase helps; nobody else is kept out. The count stands in
the data itself, row by row, so that neither a restart nor a clock nor a deleted file puts it back (promises.md P21).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.write import add_event, stamp

if TYPE_CHECKING:
    from triage.usecases.office import Office

TRIES = 5
PIN, PASSPHRASE, NOTHING = "pin", "passphrase", ""
_IN_HAND = ("opened", "resumed")


@dataclass(frozen=True, slots=True)
class Locks:
    """After how many seconds without a key the screen blanks, and asks who it is; 0 is never. `walk`: also after `w`."""

    blank: int = 0
    ask: int = 0
    walk: bool = False


NO_LOCKS, SHARED = Locks(), Locks(blank=60, ask=300, walk=True)


class Locked(UseCaseError):
    """The data is locked. `people` are (id, name) of those who may open it with `open(id, passphrase)`.

    `open` takes a second; it raises UseCaseError with what to do. `about` is a line to show beside: an old backup.
    """

    def __init__(
        self, hub: str, people: tuple[tuple[str, str], ...], about: str, open: Callable[[str, str], Office]
    ) -> None:
        super().__init__("The data here is locked. Start triage and sign in with your passphrase.")
        self.hub, self.people, self.about, self.open = hub, people, about, open


def wanted(rows: Rows, house: House, ctx: Context, staff_id: str) -> str:
    """What this person comes back with: PIN, or PASSPHRASE where there is none or it was tried too often."""
    if not rows.find(rec.Pin, staff_id=staff_id) or _wrong(rows, staff_id) >= TRIES:
        return PASSPHRASE
    return PIN


def has_pin(rows: Rows, house: House, ctx: Context, staff_id: str) -> bool:
    return bool(rows.find(rec.Pin, staff_id=staff_id))


def set_pin(rows: Rows, house: House, ctx: Context, hash: str) -> None:
    """The digits of whoever is signed in, as their hash."""
    pin = rec.Pin(**stamp(ctx), staff_id=ctx.actor.id, hash=hash)
    rows.replace([row.id for row in rows.find(rec.Pin, staff_id=ctx.actor.id)], pin)


def try_pin(rows: Rows, house: House, ctx: Context, staff_id: str, fits: Callable[[str], bool]) -> int:
    """How many tries are left: TRIES when it was right, else fewer. The try is written down either way.

    `fits` is asked about the hash kept, and only while tries are left. Raises UseCaseError when none is.
    """
    if wanted(rows, house, ctx, staff_id) != PIN:
        raise UseCaseError("The digits do not work just now. Type the passphrase.")
    (*_, pin) = rows.find(rec.Pin, staff_id=staff_id)
    right = fits(pin.hash)
    wrong = 0 if right else _wrong(rows, staff_id) + 1
    _write(rows, ctx, staff_id, "pin" if right else "wrong_pin", wrong)
    return TRIES - wrong


def came_with_passphrase(rows: Rows, house: House, ctx: Context, staff_id: str) -> None:
    """They proved who they are; earlier tries count no more."""
    _write(rows, ctx, staff_id, PASSPHRASE, 0)


def park_in_hand(rows: Rows, house: House, ctx: Context, contact_id: str) -> bool:
    """Somebody else takes the keyboard: the visit in hand waits, by and for whoever had it. True if there was one."""
    events = rows.find(rec.ContactEvent, contact_id=contact_id)
    ways = [
        e
        for e in events
        if e.event in (*_IN_HAND, "waiting", "parked", "passed_to", "interrupted", "closed", "abandoned")
    ]
    if not ways or ways[-1].event not in _IN_HAND:
        return False
    add_event(rows, ctx, contact_id, "parked", detail=json.dumps({"waits_for": ctx.actor.name.split()[0], "where": ""}))
    return True


def _wrong(rows: Rows, staff_id: str) -> int:
    """The most of what stands, should two machines have counted apart."""
    return max((row.wrong for row in rows.find(rec.SignIn, staff_id=staff_id)), default=0)


def _write(rows: Rows, ctx: Context, staff_id: str, how: str, wrong: int) -> None:
    before = [row.id for row in rows.find(rec.SignIn, staff_id=staff_id)]
    made = stamp(ctx)
    made["actor_id"] = staff_id
    rows.replace(before, rec.SignIn(**made, staff_id=staff_id, how=how, wrong=wrong))
