"""Who saw what, written down: one row each, chained (core.chain), in ids and classes, never a value.

A page that was read or written out is a row each time. In a talk, where every key is a step, it is a row for each visit,
person at the desk and day, and one more once something of another class is there: what is about safety is never missed.
Called by `guard`; read back by `audit`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from triage.core.chain import START, Link, hash_of, id_of
from triage.core.policy import Action, FieldClass
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows

REFUSED = "refused"
NOBODY_FOUND = "nobody"  # somebody was looked for by two facts, and found by none
OPENED = (
    "opened"  # the data, by a passphrase: also a day on which nobody is seen leaves a row, and is missed when it goes
)
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_EACH_TIME = frozenset({Action.READ, Action.PAGE, Action.FIND, Action.RIGHTS, Action.AUDIT})


def write_down(
    rows: Rows, ctx: Context, contact_id: str, what: Action, seen: Iterable[FieldClass], why: str = ""
) -> None:
    """One more row at the end of this terminal's chain."""
    count, before = end_of(rows, ctx.terminal.id)
    number = count + 1
    at = ctx.now.astimezone(UTC)
    fields = ",".join(sorted(set(seen)))
    says = (at.isoformat(), ctx.actor.id, contact_id, what.value, fields, why)
    hash = hash_of(ctx.terminal.id, number, says, before)
    row = rec.Access(
        id=id_of(int(at.timestamp() * 1000), hash),
        at=at,
        actor_id=ctx.actor.id,
        terminal_id=ctx.terminal.id,
        contact_id=contact_id,
        what=what.value,
        fields=fields,
        why=why,
        number=number,
        before=before,
        hash=hash,
    )
    rows.add(row)


def end_of(rows: Rows, chain: str) -> tuple[int, str]:
    """How many rows a terminal's chain has, and the last hash. A last row that is no row of ours any more counts as it is."""
    ends = readable(lambda: [last] if (last := rows.last(rec.Access, "number", terminal_id=chain)) else [])
    if ends is not None:
        return (ends[0].number, ends[0].hash) if ends else (0, START)
    stored = [link_as_stored(row) for row in rows.as_stored(rec.Access) if row["terminal_id"] == chain]
    last = max(stored, key=lambda link: link.number)
    return max(last.number, 0), last.hash


def readable(read: Callable[[], list[rec.Access]]) -> list[rec.Access] | None:
    """These rows; None if somebody made one of them unreadable. Verifying names it, and it stops nobody's work."""
    try:
        found = read()
    except (ValueError, TypeError):
        return None
    typed = all(isinstance(row.number, int) and isinstance(row.why, str) for row in found)
    return found if typed and all(isinstance(row.fields, str) for row in found) else None


def note_look(
    rows: Rows, house: House, ctx: Context, contact_id: str, what: Action, seen: Iterable[FieldClass]
) -> None:
    """Write down that these classes of a visit, so far as it has any, were seen."""
    classes = present(rows, house, contact_id) & frozenset(seen)
    if what not in _EACH_TIME:
        known = readable(lambda: rows.find(rec.Access, contact_id=contact_id, actor_id=ctx.actor.id, what=what.value))
        today = (row for row in known or () if row.at >= ctx.midnight and not row.why)
        if classes <= {FieldClass(name) for row in today for name in row.fields.split(",") if name}:
            return
    write_down(rows, ctx, contact_id, what, classes)


def present(rows: Rows, house: House, contact_id: str) -> frozenset[FieldClass]:
    """Which classes a visit holds anything of."""
    classes = house.policy.classes
    found = {FieldClass.VISIT}
    for answer in rows.find(rec.Answer, contact_id=contact_id):
        question = house.question_set.by_id.get(answer.question_id)
        found.add(classes.of_question(answer.question_id, question.module if question else ""))
    found |= {classes.of_need(need.code) for need in rows.find(rec.Need, contact_id=contact_id)}
    return frozenset(found)


def link_of(row: rec.Access) -> Link:
    """A row as the chain knows it."""
    says = (row.at.astimezone(UTC).isoformat(), row.actor_id, row.contact_id, row.what, row.fields, row.why)
    return Link(row.number, says, row.before, row.hash, row.id)


def link_as_stored(row: Mapping[str, str]) -> Link:
    """The same of a row nothing of which is believed: a date that is none stays what it is, a number that is none is 0.

    Neither can be what its hash was made of, so `core.chain` names the row as changed.
    """
    number = int(row["number"]) if _NUMBER.fullmatch(row["number"]) else 0
    says = (_moment(row["at"]), *(row[name] for name in ("actor_id", "contact_id", "what", "fields", "why")))
    return Link(number, says, row["before"], row["hash"], row["id"])


def _moment(stored: str) -> str:
    try:
        at = datetime.fromisoformat(stored)
        return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()
    except (ValueError, OverflowError):
        return stored
