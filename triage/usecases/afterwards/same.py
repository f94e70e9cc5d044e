"""Who is the same person as whom: what assistants said, written down and read back (design.md 4, `same_person`).

Each visit makes a person of its own; that two are one is only ever a row between them. So nothing is overwritten, and
saying otherwise later takes it all back. Called by `case`, `sitting`, `finding` and `returning`.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.core.returning import Said, Verdict, joined
from triage.usecases import records as rec
from triage.usecases.ports import Context, Rows
from triage.usecases.write import stamp


def what_was_said(rows: Rows, persons: Iterable[str]) -> tuple[Said, ...]:
    """Everything said about these persons, and about whoever they were said to be."""
    found: dict[str, Said] = {}
    seen: set[str] = set()
    look = list(persons)
    while look:
        here = look.pop()
        if here in seen:
            continue
        seen.add(here)
        for row in (*rows.find(rec.SamePerson, a=here), *rows.find(rec.SamePerson, b=here)):
            found[row.id] = (row.a, row.b, row.verdict)
            if row.verdict == Verdict.SAME:
                look += [row.a, row.b]
    return tuple(found.values())


def people_of(rows: Rows, person_id: str) -> frozenset[str]:
    """Everybody who is the same person as this one, itself included."""
    return joined(person_id, what_was_said(rows, [person_id]))


def all_visits(rows: Rows, person_id: str) -> list[rec.Contact]:
    """Every visit of everybody who is the same person as this one, in no order."""
    return [visit for person in people_of(rows, person_id) for visit in rows.find(rec.Contact, person_id=person)]


def say_of(rows: Rows, ctx: Context, contact: rec.Contact, other: str, verdict: Verdict) -> None:
    """Write down whether the person of this visit is `other`; said before in either order, it replaces that."""
    here = contact.person_id
    before = [
        row.id for row in (*rows.find(rec.SamePerson, a=here, b=other), *rows.find(rec.SamePerson, a=other, b=here))
    ]
    rows.replace(before, rec.SamePerson(**stamp(ctx), contact_id=contact.id, a=here, b=other, verdict=verdict.value))


def earlier_visits(rows: Rows, contact: rec.Contact) -> tuple[rec.Contact, ...]:
    """The other visits of the same person, latest first."""
    return visits_of(rows, contact, people_of(rows, contact.person_id))


def visits_of(rows: Rows, contact: rec.Contact, persons: Iterable[str]) -> tuple[rec.Contact, ...]:
    """The visits of these persons, latest first, without this one."""
    found = [c for person in persons for c in rows.find(rec.Contact, person_id=person) if c.id != contact.id]
    return tuple(sorted(found, key=lambda visit: (visit.at, visit.id), reverse=True))
