"""Who works here: somebody new, something that changed about them, and leaving, with their people handed on by name.

A person keeps one `staff_id` for good, so that nothing they wrote is ever somebody else's. Whether they can open the
data is in the key file (triage.keys); here is what they are and may do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from triage.core.access import Role
from triage.core.handoff import is_a_name
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.sitting import BESIDE_THE_WAY, CLOSING, is_kept
from triage.usecases.write import add_event, stamp

MAY_MANAGE = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_BY_A_SUPERVISOR = frozenset({Role.SUPERVISOR, Role.GOVERNANCE})  # they see what an administrator does not


@dataclass(frozen=True, slots=True)
class StaffView:
    """Somebody who works here, as a list shows them; the first of `roles` is what they are here as."""

    id: str
    name: str
    roles: tuple[Role, ...]
    services: tuple[str, ...] = ()
    may_lead: bool = False
    on_duty: bool = True
    extension: str = ""
    left_on: str = ""

    @property
    def role(self) -> Role:
        return self.roles[0]


@dataclass(frozen=True, slots=True)
class HandedOn:
    """How many people were handed on, and how many visits that waited for whoever left."""

    led: int
    waiting: int


def see_staff(rows: Rows, house: House, ctx: Context, *, also_left: bool = False) -> tuple[StaffView, ...]:
    """Everybody who works here, in the order in which they came; with `also_left` those, too, who did."""
    views = [_view(row) for row in rows.find(rec.Staff)]
    first = {row.staff_id: row.id for row in reversed(rows.history(rec.Staff))}
    return tuple(sorted((v for v in views if also_left or not v.left_on), key=lambda view: first[view.id]))


def add_staff(rows: Rows, house: House, ctx: Context, staff: StaffView) -> StaffView:
    """Somebody new. A name is one person's: nobody else who works here has it. Raises UseCaseError."""
    check_staff(rows, house, ctx, staff)
    rows.add(_row(ctx, staff))
    return staff


def change_staff(rows: Rows, house: House, ctx: Context, staff: StaffView) -> StaffView:
    """Another role, service, duty or extension. Raises UseCaseError when no supervisor would be left."""
    check_staff(rows, house, ctx, staff)
    _replace(rows, ctx, staff)
    return staff


def staff_left(rows: Rows, house: House, ctx: Context, staff_id: str, next_name: str = "") -> HandedOn:
    """They do not work here any more; who had them as a lead has `next_name`, who has still to say yes.

    Raises UseCaseError when they have people and no name is given, and when no supervisor would be left.
    """
    row = _current(rows, staff_id)
    if row.left_on:
        return HandedOn(0, 0)
    led, waiting = _led_by(rows, row.name), _waiting_for(rows, row.name)
    if (led or waiting) and not is_a_name(next_name.strip()):
        raise UseCaseError(f"{_count(len(led) + len(waiting))} still with {row.name}. Who has them now, by name?")
    if next_name.strip().casefold() == row.name.casefold():
        raise UseCaseError("Somebody else, please: they are leaving.")
    _keep_a_supervisor(rows, staff_id)
    for lead in led:
        _hand_on(rows, ctx, lead, next_name.strip(), row.name)
    for contact_id in waiting:
        add_event(rows, ctx, contact_id, "passed_to", to=next_name.strip()[:60])
    view = _view(row)
    gone = StaffView(view.id, view.name, view.roles, view.services, False, False, "", ctx.today.isoformat())
    _replace(rows, ctx, gone)
    return HandedOn(len(led), len(waiting))


def people_of(rows: Rows, house: House, ctx: Context, staff_id: str) -> int:
    """How many people would have nobody if this one left."""
    name = _current(rows, staff_id).name
    return len(_led_by(rows, name)) + len(_waiting_for(rows, name))


def _led_by(rows: Rows, name: str) -> list[rec.Lead]:
    latest = {lead.person_id: lead for lead in rows.find(rec.Lead)}
    return [lead for lead in latest.values() if is_kept(lead) and lead.worker.casefold() == name.casefold()]


def _waiting_for(rows: Rows, name: str) -> list[str]:
    """Visits that are not finished and were passed on to them."""
    found = []
    for contact in rows.without(rec.Contact, rec.ContactEvent, "contact_id", event=CLOSING):
        events = rows.find(rec.ContactEvent, contact_id=contact.id)
        last = next((event for event in reversed(events) if event.event not in BESIDE_THE_WAY), None)
        if last is not None and last.event == "passed_to" and last.to.casefold() == name.casefold():
            found.append(contact.id)
    return found


def _hand_on(rows: Rows, ctx: Context, lead: rec.Lead, to: str, left: str) -> None:
    row = rec.Lead(
        **stamp(ctx),
        person_id=lead.person_id,
        contact_id=lead.contact_id,
        worker=to,
        service=_service_of(rows, to, lead.service),
        state="told",
        rule="chosen",
        because=f"{left} has left",
        cover="",
        reach=lead.reach.partition(", extension")[0],
    )
    rows.replace([lead.id], row)


def _service_of(rows: Rows, name: str, before: str) -> str:
    """Where a colleague of that name works: `before` if there too, or if there is nobody of that name at a service."""
    found = [json.loads(row.services) for row in rows.find(rec.Staff) if row.name.casefold() == name.casefold()]
    services: list[str] = next((one for one in found if one), [before])
    return before if before in services else services[0]


def check_staff(rows: Rows, house: House, ctx: Context, staff: StaffView) -> None:
    """Whether somebody can be taken on, or changed, like this. Raises UseCaseError with what is in the way."""
    if not is_a_name(staff.name.strip()):
        raise UseCaseError("A name is needed, as colleagues say it: first and last, if two have the same first.")
    if not staff.roles or Role.NOBODY in staff.roles:
        raise UseCaseError("What do they do here? Choose a role.")
    unknown = [service for service in staff.services if service not in house.directory.by_id]
    if unknown:
        raise UseCaseError(f"There is no service called {unknown[0]} in the directory.")
    if staff.role is Role.SERVICE and not staff.services:
        raise UseCaseError("Which service do they work for? It has to be one of the directory.")
    others = [row for row in rows.find(rec.Staff) if row.staff_id != staff.id]
    if any(row.name.casefold() == staff.name.casefold() and not row.left_on for row in others):
        raise UseCaseError("Somebody here has that name already. Add a last name or an initial.")
    _check_given(rows, ctx, staff)
    if Role.SUPERVISOR not in staff.roles and others:
        _keep_a_supervisor(rows, staff.id)


def _check_given(rows: Rows, ctx: Context, staff: StaffView) -> None:
    """Whoever has settings and nothing about people gives nobody, and not themselves, a way to all of it (docs/adr/0019)."""
    if ctx.actor.role is not Role.ADMINISTRATOR:
        return
    before = [_view(row) for row in rows.find(rec.Staff, staff_id=staff.id)]
    given = set(staff.roles) - set(before[-1].roles if before else ())
    if given and staff.id == ctx.actor.id:
        raise UseCaseError("Nobody changes what they are here as by themselves. A supervisor does that.")
    if given & _BY_A_SUPERVISOR:
        raise UseCaseError("Only a supervisor makes somebody a supervisor, or whoever looks after records.")


def _keep_a_supervisor(rows: Rows, besides: str) -> None:
    others = (_view(row) for row in rows.find(rec.Staff) if row.staff_id != besides and not row.left_on)
    if not any(Role.SUPERVISOR in other.roles for other in others):
        raise UseCaseError("They are the only supervisor. Make somebody else one first.")


def _current(rows: Rows, staff_id: str) -> rec.Staff:
    found = rows.find(rec.Staff, staff_id=staff_id)
    if not found:
        raise UseCaseError("There is nobody of that name here.")
    return found[-1]


def _replace(rows: Rows, ctx: Context, staff: StaffView) -> None:
    rows.replace([row.id for row in rows.find(rec.Staff, staff_id=staff.id)], _row(ctx, staff))


def _row(ctx: Context, staff: StaffView) -> rec.Staff:
    return rec.Staff(
        **stamp(ctx),
        staff_id=staff.id,
        name=staff.name.strip(),
        roles=json.dumps([role.value for role in staff.roles]),
        services=_json(staff.services),
        may_lead=staff.may_lead,
        on_duty=staff.on_duty,
        extension=staff.extension,
        left_on=staff.left_on,
    )


def _json(words: Sequence[str]) -> str:
    return json.dumps(list(words))


def _view(row: rec.Staff) -> StaffView:
    return StaffView(
        id=row.staff_id,
        name=row.name,
        roles=tuple(Role(role) for role in json.loads(row.roles)),
        services=tuple(json.loads(row.services)),
        may_lead=row.may_lead,
        on_duty=row.on_duty,
        extension=row.extension,
        left_on=row.left_on,
    )


def _count(number: int) -> str:
    return "One person is" if number == 1 else f"{number} people are"
