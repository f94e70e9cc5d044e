"""What every row is, and the rows that are about us: who works here, who came to the keyboard, who saw what (records.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every row has: a UUIDv7 made on the terminal, an aware UTC time, who wrote it and where."""

    id: str
    at: datetime
    actor_id: str
    terminal_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Record):
    """Somebody who works here, as they stand now. `roles` and `services` are JSON lists; `left_on` an ISO day or empty.

    `staff_id` stays the same for good, and is what `actor_id` of every row names.
    """

    staff_id: str
    name: str
    roles: str
    services: str
    may_lead: bool
    on_duty: bool
    extension: str
    left_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Record):
    """The hash of six digits to come back by; the current one counts."""

    staff_id: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(Record):
    """Somebody came to the keyboard, or tried: `how` is passphrase, pin, wrong_pin. `wrong`: tries since they last did.

    Each replaces the one before, so that the count hangs on no clock and no order (promises.md P21).
    """

    staff_id: str
    how: str
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(Record):
    """Who saw what, in ids and the policy's own words, never a value (promises.md, P22; usecases.trust.trail).

    `what`: an action of core.policy. `fields`: the classes that were seen. `why`: the reason given, or refused. `number`
    counts on this terminal; `before` is the hash of the row before, `hash` of this one.
    """

    contact_id: str
    what: str
    fields: str
    why: str
    number: int
    before: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Record):
    """What somebody asked of us about what is written down, and what we did (practice.md C7, C8).

    `what`: correction, copy, erased, hold, released, proposed, confirmed, complaint, answered; and policy, which is
    nobody's. `about` is the id or the question it is about, `words` what was said, `name` who it was told by or to.
    """

    contact_id: str
    what: str
    about: str
    words: str
    name: str
