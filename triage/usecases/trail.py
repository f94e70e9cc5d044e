"""Who saw what, written down: one row each, chained (core.chain), in ids and classes, never a value.

A page that was read or written out is a row each time. In a talk, where every key is a step, it is a row for each visit,
person at the desk and day, and one more once something of another class is there: what is about safety is never missed.
Called by `guard`; read back by `audit`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from triage.core.chain import START, Link, hash_of, id_of
from triage.core.policy import Action, FieldClass
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows

REFUSED = "refused"
_EACH_TIME = frozenset({Action.READ, Action.PAGE, Action.FIND, Action.RIGHTS, Action.AUDIT})


def write_down(
    rows: Rows, ctx: Context, contact_id: str, what: Action, seen: Iterable[FieldClass], why: str = ""
) -> None:
    """One more row at the end of this terminal's chain."""
    last = rows.last(rec.Access, "number", terminal_id=ctx.terminal.id)
    number, before = (last.number + 1, last.hash) if last else (1, START)
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


def note_look(
    rows: Rows, house: House, ctx: Context, contact_id: str, what: Action, seen: Iterable[FieldClass]
) -> None:
    """Write down that these classes of a visit, so far as it has any, were seen."""
    classes = present(rows, house, contact_id) & frozenset(seen)
    if what not in _EACH_TIME:
        known = rows.find(rec.Access, contact_id=contact_id, actor_id=ctx.actor.id, what=what.value)
        today = (row for row in known if row.at >= ctx.midnight and not row.why)
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
