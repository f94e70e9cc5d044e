"""What is known from earlier visits when one visit is read: how many, what may be confirmed, who this may be.

Read by `case` with every look, so it asks the store little for somebody who was never here. While somebody is beside
them or speaks for them nothing of it is there: whoever that is may be the one to fear (practice.md B2, harm 8).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from triage.core.facts import COMPANIONS, Speaker
from triage.usecases import records as rec
from triage.usecases.afterwards.finding import Known, kept, look_for, told_of
from triage.usecases.afterwards.same import earlier_visits
from triage.usecases.ports import Context, House, Rows
from triage.usecases.visit.sitting import NOT_CARRIED, is_over, mistake_in, speaker_of, visits_before

# Arranged beside the questions (usecases.visit.arranged), and still so at the next visit; only a booking is over by then.
_ARRANGED = frozenset({
    "interpreter_how", "interpreter_dialect", "interpreter_prefers", "interpreter_community", "code_word", "cover_reason",
    "no_answer", "withheld_number_only",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """`visits`: earlier ones of the same person, latest first. `said`: their latest answers, by question.

    `known`: who this may be, by two facts, while nobody has said; filled in by `who_it_may_be`, which not every look
    needs. `alone`: nobody is beside them or speaks for them; otherwise `said` and `known` are empty.
    """

    visits: tuple[rec.Contact, ...] = ()
    visits_90_days: int = 0
    said: Mapping[str, rec.Answer] = field(default_factory=dict)
    known: tuple[Known, ...] = ()
    alone: bool = True


NOBODY_BEFORE = Before()


def read_before(
    rows: Rows, contact: rec.Contact, events: tuple[rec.ContactEvent, ...], answers: Mapping[str, rec.Answer]
) -> Before:
    """What earlier visits say for this one. Two look-ups for somebody who was never here: it is read at every key."""
    visits = tuple(visit for visit in earlier_visits(rows, contact) if kept(rows, visit) and not _marked(rows, visit))
    alone = speaker_of(events) is Speaker.SELF and not _somebody_beside(answers)
    return Before(
        visits=visits,
        visits_90_days=visits_before(contact, visits),
        said=_said(rows, visits, events, answers) if alone and visits else {},
        alone=alone,
    )


def who_it_may_be(
    rows: Rows,
    house: House,
    ctx: Context,
    contact: rec.Contact,
    before: Before,
    events: tuple[rec.ContactEvent, ...],
    answers: Mapping[str, rec.Answer],
) -> Before:
    """The same with whom the facts fit: asked once they have said who they are, and of one visit only once."""
    over = is_over(events)
    if not before.alone or over or "HO1" not in answers or rows.find(rec.SamePerson, contact_id=contact.id):
        return before
    told = told_of(rows.find(rec.PersonDetail, person_id=contact.person_id))
    return replace(before, known=look_for(rows, house, ctx, told, contact.person_id))


def arranged_before(rows: Rows, visits: Sequence[rec.Contact]) -> dict[str, str]:
    """What was arranged at earlier visits, the latest of each line."""
    found = [row for visit in visits for row in rows.find(rec.PersonDetail, person_id=visit.person_id)]
    return {row.field: row.value for row in sorted(found, key=lambda row: (row.at, row.id)) if row.field in _ARRANGED}


def _marked(rows: Rows, visit: rec.Contact) -> bool:
    """True for a visit that should not be there."""
    return bool(mistake_in(rows.find(rec.ContactEvent, contact_id=visit.id)))


def _somebody_beside(answers: Mapping[str, rec.Answer]) -> bool:
    seen = json.loads(answers["ST1"].value) if "ST1" in answers else None
    return isinstance(seen, list) and not COMPANIONS.isdisjoint(seen)


def _said(
    rows: Rows,
    visits: tuple[rec.Contact, ...],
    events: tuple[rec.ContactEvent, ...],
    answers: Mapping[str, rec.Answer],
) -> dict[str, rec.Answer]:
    """The latest answer to each question that has none yet here, without those said not to be right any more."""
    gone = {id for event in events if event.event == NOT_CARRIED for id in json.loads(event.detail)}
    found: dict[str, rec.Answer] = {}
    for visit in visits:
        for row in rows.find(rec.Answer, contact_id=visit.id):
            if row.question_id not in answers and row.question_id not in gone:
                found.setdefault(row.question_id, row)
    return found
