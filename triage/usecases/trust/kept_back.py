"""Somebody restricted in the lists everybody reads: a code and whom to ask, and nothing else (docs/adr/0024).

Staff's relatives and people in great danger are there for those named. To everybody else a list says that somebody is
here, so that they are helped and nobody is turned away, and who may open it. Called by the lists and by `guard`.
"""

from __future__ import annotations

from collections.abc import Iterable

from triage.core.access import AT_THE_DESK
from triage.usecases import records as rec
from triage.usecases.afterwards.same import people_of
from triage.usecases.ports import Context, House, Rows
from triage.usecases.trust.relations import RESTRICTED, named_for
from triage.usecases.visit.sitting import is_over

ANYBODY = "a supervisor"  # where nobody who is named works here any more


def kept_back(rows: Rows, house: House, ctx: Context, contacts: Iterable[rec.Contact]) -> dict[str, str]:
    """`ask Mira`, by the ids of those of these visits that are not there for whoever is signed in.

    A few looks for all together, as every desk reads its list all day; more only once somebody is restricted.
    """
    visits = tuple(contacts)
    persons = _with_the_same(rows, {visit.person_id for visit in visits})
    if not persons or not rows.find(rec.PersonDetail, person_id=persons, field=RESTRICTED):
        return {}
    only = {visit.id: named_for(rows, people_of(rows, visit.person_id)) for visit in visits}
    return {
        id: f"ask {whom(house, names)}" for id, names in only.items() if names is not None and ctx.actor.id not in names
    }


def whom(house: House, names: frozenset[str]) -> str:
    """Who of those named is asked: somebody at the desk before others."""
    here = [member for member in house.directory.staff if member.id in names]
    return next((one.name for one in sorted(here, key=lambda one: one.role not in AT_THE_DESK)), ANYBODY)


def ask_first(rows: Rows, house: House, ctx: Context, contact: rec.Contact) -> str:
    """What somebody at the desk is told who picks up such a line; empty where there is no such line to pick up."""
    over = is_over(rows.find(rec.ContactEvent, contact_id=contact.id))
    words = kept_back(rows, house, ctx, [contact]).get(contact.id, "") if ctx.actor.role in AT_THE_DESK else ""
    if over or not words:
        return ""
    return f"Please {words} to come: this is theirs to open. Until then {contact.code} stays in the list; nobody is sent away."


def _with_the_same(rows: Rows, persons: set[str]) -> tuple[str, ...]:
    """These persons, and whoever was ever said to be one of them: a restriction may stand with an earlier record."""
    found, look = set[str](), persons
    while look:
        found |= look
        here = tuple(sorted(look))
        said = [*rows.find(rec.SamePerson, a=here), *rows.find(rec.SamePerson, b=here)]
        look = {person for row in said for person in (row.a, row.b)} - found
    return tuple(sorted(found))
