"""Looking for somebody who was here before: by two facts, or not at all (core.returning; docs/adr/0012).

One fact finds nothing and says nothing, not even that somebody exists. Whoever is restricted, and whoever wanted nothing
written, is never found. What is known of somebody is what they said last: an old name finds nobody. Called by
`returning` and, once a name is given in a visit, by `case`. rapidfuzz is imported when there are two names to compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from triage.core.answers import detail_told
from triage.core.policy import Action, FieldClass, Relation, Thing, may
from triage.core.returning import Told, joined, recognised, said_apart, whole_postcode
from triage.usecases import records as rec
from triage.usecases.afterwards.same import what_was_said
from triage.usecases.ports import Context, House, Rows
from triage.usecases.trust.relations import named_for
from triage.usecases.visit.sitting import how_closed

_NOTHING_KEPT = frozenset({"offered_declined", "declined", "no_record"})


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody found. `persons` are all records of them, `by` the facts they were known by, `visit` their latest.

    `word`: the word of their own they agreed, if any: nothing of an earlier visit is theirs without it (practice.md H 8).
    """

    persons: frozenset[str]
    by: tuple[str, ...]
    visit: rec.Contact
    name: str
    word: str = ""

    @property
    def person_id(self) -> str:
        """The record a verdict is about: the one of the latest visit."""
        return self.visit.person_id


def look_for(rows: Rows, house: House, ctx: Context, told: Told, here: str = "") -> tuple[Known, ...]:
    """Whom these facts are known of, latest visit first. `here`: the person of the visit in hand, never found itself.

    Only whom whoever is signed in may find: somebody restricted is found by those named and by nobody else.
    """
    if not told.facts:
        return ()
    ourselves = joined(here, what_was_said(rows, [here])) if here else frozenset[str]()
    found: dict[frozenset[str], Known] = {}
    for person in _worth_a_look(rows, told):
        if person in ourselves:
            continue
        said = what_was_said(rows, [person])
        persons = joined(person, said)
        apart = here and said_apart(ourselves, persons, (*said, *what_was_said(rows, ourselves)))
        if persons in found or persons & ourselves or apart:
            continue
        found_by = Thing(frozenset({Relation.NONE, Relation.TEAM}), named_for(rows, persons))
        if not may(house.policy, ctx.actor, Action.FIND, found_by, FieldClass.IDENTITY).allowed:
            continue
        one = _known(rows, told, persons)
        if one is not None:
            found[persons] = one
    return tuple(sorted(found.values(), key=lambda known: known.visit.at, reverse=True))


def alike(one: str, other: str) -> float:
    """How alike two words are, 0 to 1, both already in small letters (rapidfuzz changes nothing by itself)."""
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - 18 ms, wanted only once two names differ

    return float(JaroWinkler.similarity(one, other))


def told_of(details: Iterable[rec.PersonDetail], codes: Iterable[str] = ()) -> Told:
    """Facts as they are written down; of each the latest that says something."""
    said: dict[str, object] = {}
    for row in sorted(details, key=lambda detail: (detail.at, detail.id)):
        if value := detail_told(row.value):
            said[row.field] = value
    return Told(
        name=str(said.get("name", "")),
        born=_day(said.get("born")),
        postcode=str(said.get("postcode", "")),
        codes=frozenset(codes),
    )


def kept(rows: Rows, contact: rec.Contact) -> bool:
    """False for a visit of which nothing was to be kept: it finds nobody, whatever its code."""
    closed = rows.find(rec.ContactEvent, contact_id=contact.id, event="closed")
    return not any(how_closed(event) in _NOTHING_KEPT for event in closed)


def _worth_a_look(rows: Rows, told: Told) -> tuple[str, ...]:
    """Persons who share one exact fact: of two facts that match, one is never the name."""
    exact = [("born", told.born.isoformat() if told.born else ""), ("postcode", whole_postcode(told.postcode))]
    by_detail = [
        row.person_id
        for field, value in exact
        if value
        for row in rows.find(rec.PersonDetail, value=json.dumps(value))
        if row.field == field
    ]
    by_code = [contact.person_id for code in told.codes for contact in rows.find(rec.Contact, code=code)]
    return tuple(dict.fromkeys([*by_detail, *by_code]))


def _known(rows: Rows, told: Told, persons: frozenset[str]) -> Known | None:
    details = [row for person in persons for row in rows.find(rec.PersonDetail, person_id=person)]
    visits = [v for person in persons for v in rows.find(rec.Contact, person_id=person) if kept(rows, v)]
    if not visits:
        return None
    known = told_of(details, (visit.code for visit in visits))
    by = recognised(told, known, alike)
    latest = max(visits, key=lambda visit: (visit.at, visit.id))
    return Known(persons, by, latest, known.name, _word(details)) if by else None


def _word(details: Iterable[rec.PersonDetail]) -> str:
    """The word they chose last; taken back, there is none."""
    said = [row for row in details if row.field == "code_word"]
    return str(json.loads(max(said, key=lambda row: (row.at, row.id)).value)) if said else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
