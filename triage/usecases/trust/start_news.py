"""What a start finds to be different, and supervisors read: older data, a screen that no longer asks, other questions.

Whoever can write to the data folder can put an older copy in the place of today's (and be let in again by the passphrases
of then), switch the lock off in settings.toml, or bring other questions. A program cannot stop that; it can see it at the
next start, write it into the data, and say so. Called by bootstrap where there are keys, and by `my_people`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from triage.core.access import Role
from triage.core.chain import Head
from triage.core.policy import Action
from triage.core.text import counted
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows
from triage.usecases.trust.locks import SHARED, Locks
from triage.usecases.trust.trail import OPENED, end_of, write_down
from triage.usecases.write import stamp

OLDER, LOCKS, QUESTIONS = "older", "locks", "questions"  # among the rights, about an end, a terminal, a question set
_WEEK = timedelta(days=7)
_WHOEVER = "If nobody meant that, tell whoever looks after triage now."


def note_older(rows: Rows, house: House, ctx: Context, staff_id: str, ends: Iterable[Head]) -> int:
    """How many rows of who saw what are gone since these ends were kept; that it is so is written down once."""
    gone = {end.hash: missing for end in ends if (missing := _missing(rows, end))}
    for hash, missing in gone.items():
        if not rows.find(rec.Right, what=OLDER, about=hash):
            _write(rows, ctx, staff_id, OLDER, hash, missing)
    return sum(gone.values())


def _missing(rows: Rows, end: Head) -> int:
    """Rows are never changed and the last one never goes: a chain that is shorter is an older one, or was cut."""
    count, hash = end_of(rows, end.chain)
    return max(end.count - count, int(end.count == count and end.hash != hash))


def note_opened(rows: Rows, house: House, ctx: Context) -> None:
    """Whoever is signed in opened the data here."""
    write_down(rows, ctx, "", Action.DESK, (), OPENED)


def note_locks(rows: Rows, house: House, ctx: Context, staff_id: str, locks: Locks) -> None:
    """When this screen blanks and asks, where that is later than a shared desk needs it, or was at the last start."""
    kept = rows.find(rec.Right, what=LOCKS, about=ctx.terminal.id)
    words = json.dumps([locks.blank, locks.ask, locks.walk])
    if words != (kept[-1].words if kept else json.dumps([SHARED.blank, SHARED.ask, SHARED.walk])):
        _write(rows, ctx, staff_id, LOCKS, ctx.terminal.id, [locks.blank, locks.ask, locks.walk])


def note_questions(rows: Rows, house: House, ctx: Context, staff_id: str) -> None:
    """Which question set this start asks, where it is another than at the start before."""
    kept = rows.find(rec.Right, what=QUESTIONS)
    if not kept or kept[-1].about != house.question_set.hash:
        _write(rows, ctx, staff_id, QUESTIONS, house.question_set.hash, house.question_set.version)


def _write(rows: Rows, ctx: Context, staff_id: str, what: str, about: str, words: object) -> None:
    made = stamp(ctx)
    made["actor_id"] = staff_id
    rows.add(rec.Right(**made, contact_id="", what=what, about=about, words=json.dumps(words), name=""))


def told_at_start(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """For supervisors: what was found in the last week; and a screen that asks late, for as long as it does."""
    if ctx.actor.role is not Role.SUPERVISOR:
        return ()
    found = [*_older(rows, house, ctx), *_locks(rows), *_questions(rows, house, ctx)]
    return (*found[:-1], f"{found[-1]} {_WHOEVER}") if found else ()


def _older(rows: Rows, house: House, ctx: Context) -> Iterable[str]:
    found = [row for row in rows.find(rec.Right, what=OLDER) if row.at >= ctx.now - _WEEK]
    if found:
        missing = sum(int(json.loads(row.words)) for row in found)
        who = _name(house, found[-1].actor_id)
        yield (
            f"The data here is older than it was: {counted(missing, 'row')} of who saw what {'is' if missing == 1 else 'are'}"
            f" gone, found when {who} signed in, {say.ago(found[-1].at, ctx.now)}. Was a backup put back?"
        )


def _locks(rows: Rows) -> Iterable[str]:
    latest = {row.about: row for row in rows.find(rec.Right, what=LOCKS)}
    for terminal_id, row in latest.items():
        blank, ask, walk = json.loads(row.words)
        late = [
            *([f"blanks after {_minutes(blank)}"] if blank > SHARED.blank else []),
            *([f"asks who it is after {_minutes(ask)}"] if ask > SHARED.ask else []),
            *([] if walk else ["does not lock for a walk"]),
        ]
        terminal = rows.get(rec.Terminal, terminal_id)
        if late:
            yield f"{terminal.name if terminal else 'A desk'} {say.listed(late)} (settings.toml)."


def _questions(rows: Rows, house: House, ctx: Context) -> Iterable[str]:
    changed = [row for row in rows.find(rec.Right, what=QUESTIONS)[1:] if row.at >= ctx.now - _WEEK]
    if changed:
        names = say.listed(list(dict.fromkeys(_name(house, row.actor_id) for row in changed)))
        yield f"What is asked was changed at the start of {names}, last {say.ago(changed[-1].at, ctx.now)}."


def _name(house: House, staff_id: str) -> str:
    return next((one.name for one in house.directory.staff if one.id == staff_id), "somebody who left")


def _minutes(seconds: int) -> str:
    return counted(seconds // 60, "minute") if seconds >= 60 else counted(seconds, "second")
