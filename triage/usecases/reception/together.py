"""People who come together or live together: a link between two, and nothing else (practice.md H: two people, two records).

Each keeps a visit of their own; neither's answers, needs or walks are ever shown to the other. Called by both faces.
"""

from __future__ import annotations

from triage.core.hours import LONDON
from triage.core.returning import tidy_code
from triage.usecases import records as rec
from triage.usecases.afterwards.finding import kept
from triage.usecases.afterwards.returning_views import TogetherView
from triage.usecases.afterwards.same import people_of
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk import front_desk
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.write import stamp


def see_together(rows: Rows, house: House, ctx: Context, contact_id: str) -> TogetherView:
    """Who is linked with them, and who else is here to be linked, by code and initials."""
    case = load(rows, house, ctx, contact_id)
    linked = linked_codes(rows, house, ctx, case.contact)
    ids = {id for id, _ in linked}
    others = [
        p for p in front_desk(rows, house, ctx).people if p.contact_id not in ids | {contact_id} and not p.kept_back
    ]
    return TogetherView(
        contact_id=contact_id,
        linked=linked,
        others=tuple((person.contact_id, f"{person.code}  {person.initials}") for person in others),
    )


def link_together(rows: Rows, house: House, ctx: Context, contact_id: str, with_whom: str) -> TogetherView:
    """They came together or live together. `with_whom`: a contact's id or code. Said again, it writes nothing.

    Only somebody who is or was here today: a code typed here must not tell whether anybody has it. Raises UseCaseError.
    """
    contact, other = _two(rows, house, ctx, contact_id, with_whom)
    if not any(other.person_id in (row.a, row.b) for row in _links(rows, contact.person_id)):
        _write(rows, ctx, contact, other, together=True)
    return see_together(rows, house, ctx, contact_id)


def unlink(rows: Rows, house: House, ctx: Context, contact_id: str, with_whom: str) -> TogetherView:
    """That was a mistake, or is so no more. Raises UseCaseError as `link_together`."""
    contact, other = _two(rows, house, ctx, contact_id, with_whom)
    _write(rows, ctx, contact, other, together=False)
    return see_together(rows, house, ctx, contact_id)


def linked_codes(rows: Rows, house: House, ctx: Context, contact: rec.Contact) -> tuple[tuple[str, str], ...]:
    """(contact id, code) of the latest visit of each person linked with this one, by whichever record of either.

    Not of somebody restricted who is there for others only: whose relative they are would say who it is.
    """
    found: list[rec.Contact] = []
    ourselves = people_of(rows, contact.person_id)
    for person in sorted(ourselves):
        for row in _links(rows, person):
            theirs = people_of(rows, row.b if row.a == person else row.a)
            visits = [v for one in sorted(theirs) for v in rows.find(rec.Contact, person_id=one) if kept(rows, v)]
            if visits and not theirs & ourselves:
                found.append(max(visits, key=lambda visit: (visit.at, visit.id)))
    theirs_only = kept_back(rows, house, ctx, found)
    shown = {visit.id: visit.code for visit in found if visit.id not in theirs_only}
    return tuple(sorted(shown.items(), key=lambda pair: pair[1]))


def _links(rows: Rows, person: str) -> list[rec.Household]:
    found = [*rows.find(rec.Household, a=person), *rows.find(rec.Household, b=person)]
    return [row for row in found if row.together]


def _write(rows: Rows, ctx: Context, contact: rec.Contact, other: rec.Contact, *, together: bool) -> None:
    ours, theirs = people_of(rows, contact.person_id), people_of(rows, other.person_id)
    before = [
        row.id for person in ours for row in _links(rows, person) if row.a in ours | theirs and row.b in ours | theirs
    ]
    row = rec.Household(**stamp(ctx), contact_id=contact.id, a=contact.person_id, b=other.person_id, together=together)
    rows.replace(before, row)


def _two(rows: Rows, house: House, ctx: Context, contact_id: str, with_whom: str) -> tuple[rec.Contact, rec.Contact]:
    contact: rec.Contact | None = rows.get(rec.Contact, contact_id)
    other = rows.get(rec.Contact, with_whom)
    if other is None:
        code = tidy_code(with_whom, house.directory.hub.code_prefix)
        other = next(iter(rows.find(rec.Contact, code=code)), None) if code else None
    if contact is None or other is None or other.id not in _may_be_linked(rows, house, ctx, contact):
        raise UseCaseError("Only somebody who is here today can be linked. Choose them from the list.")
    if other.person_id in people_of(rows, contact.person_id):
        raise UseCaseError("That is the same person. Choose somebody else.")
    return contact, other


def _may_be_linked(rows: Rows, house: House, ctx: Context, contact: rec.Contact) -> set[str]:
    """Whoever waits here, was here today, or is linked already."""
    midnight = ctx.now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    here = {person.contact_id for person in front_desk(rows, house, ctx).people if not person.kept_back}
    visits = [visit for visit in rows.since(rec.Contact, midnight) if kept(rows, visit)]
    today = {visit.id for visit in visits} - kept_back(rows, house, ctx, visits).keys()
    return here | today | {id for id, _ in linked_codes(rows, house, ctx, contact)}
