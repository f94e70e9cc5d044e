"""Coming to the keyboard: a passphrase at the start of a shift, six digits in between, and who was there before.

Five wrong tries of somebody's digits, and only their passphrase helps; nobody else is kept out. The count stands in
the data itself, row by row, so that neither a restart nor a clock nor a deleted file puts it back (promises.md P21).
"""

from __future__ import annotations

import json
from collections.abc import Callable

from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.locks import PASSPHRASE, PIN, TRIES
from triage.usecases.visit.sitting import BESIDE_THE_WAY, CLOSING
from triage.usecases.write import add_event, stamp

_IN_HAND = ("opened", "resumed")


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


def park_in_hand(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """Somebody else takes this keyboard: what whoever acts had in hand here waits, under its code and for them.

    Answers the codes. It is they who part with it, so it stays theirs.
    """
    parked = []
    for contact in rows.without(rec.Contact, rec.ContactEvent, "contact_id", event=CLOSING):
        events = rows.find(rec.ContactEvent, contact_id=contact.id)
        last = next((event for event in reversed(events) if event.event not in BESIDE_THE_WAY), None)
        here = last is not None and last.event in _IN_HAND and last.terminal_id == ctx.terminal.id
        if here and last is not None and last.actor_id == ctx.actor.id:
            detail = json.dumps({"waits_for": ctx.actor.name.split()[0], "where": ""})
            add_event(rows, ctx, contact.id, "parked", detail=detail)
            parked.append(contact.code)
    return tuple(parked)


def _wrong(rows: Rows, staff_id: str) -> int:
    """The most of what stands, should two machines have counted apart."""
    return max((row.wrong for row in rows.find(rec.SignIn, staff_id=staff_id)), default=0)


def _write(rows: Rows, ctx: Context, staff_id: str, how: str, wrong: int) -> None:
    before = [row.id for row in rows.find(rec.SignIn, staff_id=staff_id)]
    made = stamp(ctx)
    made["actor_id"] = staff_id
    rows.replace(before, rec.SignIn(**made, staff_id=staff_id, how=how, wrong=wrong))
