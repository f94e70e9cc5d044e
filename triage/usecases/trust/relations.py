"""How whoever is signed in stands to a visit, read from its rows; and whom a restricted person is there for.

Core.policy says what follows. Asked at every step behind a door, so it looks at little.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from triage.core.access import AT_THE_DESK
from triage.core.consent import SENDS, Consent
from triage.core.directory import Service
from triage.core.handoff import StepKind
from triage.core.policy import Relation, Thing
from triage.usecases import records as rec
from triage.usecases.afterwards.same import people_of
from triage.usecases.ports import Context, House, Rows
from triage.usecases.visit.sitting import is_kept, is_over, who_leads

RESTRICTED = "restricted"  # a person's detail: the staff ids they are there for, as JSON; null lifts it
_TEAM = timedelta(days=42)  # as long as today's list looks back
_GONE = {StepKind.WITHDRAWN.value, StepKind.MISTAKE.value}
_SENDS = {consent.value for consent in SENDS}


def thing(rows: Rows, ctx: Context, contact: rec.Contact, handoff_id: str = "") -> Thing:
    """A visit as the policy sees it; `handoff_id` where it is about one try of it, which may be somebody else's."""
    found = {relation for relation, holds in _RELATIONS if holds(rows, ctx, contact)}
    if _service(rows, ctx, contact, handoff_id):
        found.add(Relation.SERVICE)
    return Thing(frozenset(found or {Relation.NONE}), named_for(rows, people_of(rows, contact.person_id)))


def as_a_line(rows: Rows, ctx: Context, contact: rec.Contact, of: Relation) -> Thing:
    """The same for a line of the list `of` those they lead or were sent: other ways to stand to it do not count there."""
    found = thing(rows, ctx, contact)
    return Thing(frozenset(found.relations & {of} or {Relation.NONE}), found.only)


def named_for(rows: Rows, persons: frozenset[str]) -> frozenset[str] | None:
    """Whom they are there for, if any record of this person is restricted; of two lists, whoever is on both."""
    details = (row for person in persons for row in rows.find(rec.PersonDetail, person_id=person))
    said = [json.loads(row.value) for row in details if row.field == RESTRICTED]
    lists = [frozenset(names if isinstance(names, list) else ()) for names in said if names]
    return frozenset.intersection(*lists) if lists else None


def works_at(house: House, ctx: Context) -> tuple[Service, ...]:
    """The services of whoever is signed in that the directory still has, the main one first."""
    return tuple(house.directory.by_id[id] for id in ctx.actor.services if id in house.directory.by_id)


def _own(rows: Rows, ctx: Context, contact: rec.Contact) -> bool:
    mine = ctx.actor.id
    return contact.actor_id == mine or any(
        e.actor_id == mine for e in rows.find(rec.ContactEvent, contact_id=contact.id)
    )


def _team(rows: Rows, ctx: Context, contact: rec.Contact) -> bool:
    if ctx.actor.role not in AT_THE_DESK:
        return False
    recent = ctx.now - _TEAM
    if contact.at >= recent:
        return True
    events = rows.find(rec.ContactEvent, contact_id=contact.id)
    return not is_over(events) or events[-1].at >= recent


def _service(rows: Rows, ctx: Context, contact: rec.Contact, handoff_id: str) -> bool:
    """Sent to a service of theirs, and neither taken back nor a mistake: then it is as if it had never been sent."""
    theirs = ctx.actor.services
    sent = (one for service in theirs for one in rows.find(rec.Handoff, contact_id=contact.id, service=service))
    return any(
        one.id == (handoff_id or one.id)
        and not _GONE & {step.step for step in rows.find(rec.HandoffStep, handoff_id=one.id)}
        and not _rests_on_nothing(rows, one)
        for one in sent
    )


def _rests_on_nothing(rows: Rows, sent: rec.Handoff) -> bool:
    """All that was agreed for it was taken back, also after they had said yes: from then on they read nothing of it."""
    agreed = rows.find(rec.Agreement, contact_id=sent.contact_id, service=sent.service)
    gone = {row.need for row in agreed if row.state == Consent.WITHDRAWN.value}
    needs = set(json.loads(sent.needs))
    return bool(needs) and needs <= gone


def _lead(rows: Rows, ctx: Context, contact: rec.Contact) -> bool:
    """Whoever leads, and whoever was asked to: by name and, as a first name is many people's, by a service they are of."""
    name, services = ctx.actor.name.casefold(), ctx.actor.services
    asked = [one for one in who_leads(rows.find(rec.Lead, person_id=contact.person_id)) if one is not None]
    return bool(name) and any(
        is_kept(one)
        and one.worker.casefold() == name
        and (not services or one.service in services)
        and not leads_no_more(rows.find(rec.Agreement, contact_id=one.contact_id), one)
        for one in asked
    )


def leads_no_more(agreements: Iterable[rec.Agreement], lead: rec.Lead) -> bool:
    """What was agreed with the service of the lead, or with everybody, was taken back and nothing of it stands."""
    every = list(agreements)
    about = [row for row in every if row.service == lead.service] or every
    taken_back = any(row.state == Consent.WITHDRAWN.value for row in about)
    return taken_back and not any(row.state in _SENDS for row in about)


_RELATIONS = ((Relation.OWN, _own), (Relation.LEAD, _lead), (Relation.TEAM, _team))
