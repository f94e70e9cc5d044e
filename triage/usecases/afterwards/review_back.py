"""What a supervisor reads about people who came back: because of whom, and how many (practice.md D9, failure demand).

Counts name services, never people or workers. Called by `review`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from triage.core.returning import Verdict
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.back import why_words
from triage.usecases.afterwards.same import earlier_visits
from triage.usecases.case import Case
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.together import linked_codes
from triage.usecases.visit.confirming import told_before

# Caused by not getting it right the first time; "something else" is not known to be (practice.md D9).
FAILURE = frozenset({"still_waiting", "no_reply", "sent_here", "decision_wrong", "letter_unclear", "came_back"})


def back_because(rows: Rows, house: House, contact_id: str) -> tuple[str, ...]:
    """`back because of the Advice centre: no reply`, for one line of a list."""
    return tuple(
        f"back because of {_label(house, row)}: {why_words(house.question_set, row.why)}"
        for row in rows.find(rec.CameBack, contact_id=contact_id)
    )


def earlier_try(rows: Rows, house: House, contact_id: str) -> tuple[str, ...]:
    """On the page of the visit they came back in: which try of which day, and what happened."""
    lines = []
    for row in rows.find(rec.CameBack, contact_id=contact_id):
        handoff = rows.get(rec.Handoff, row.handoff_id)
        first = rows.get(rec.Contact, handoff.contact_id) if handoff else None
        day = f", asked on {say.day(handoff.at)} ({first.code})" if handoff and first else ""
        lines.append(f"{_label(house, row)}{day}: {why_words(house.question_set, row.why)}")
    return tuple(lines)


def came_back_later(rows: Rows, house: House, case: Case) -> tuple[str, ...]:
    """On the page of the earlier visit: when they were back because of it."""
    lines = []
    for handoff in case.handoffs:
        for row in rows.find(rec.CameBack, handoff_id=handoff.handoff.id):
            visit = rows.get(rec.Contact, row.contact_id)
            code = f" ({visit.code})" if visit else ""
            why = why_words(house.question_set, row.why)
            lines.append(f"{say.day(row.at)}, {say.clock(row.at)}{code}, because of {_label(house, row)}: {why}")
    return tuple(lines)


def who_it_is(rows: Rows, house: House, ctx: Context, case: Case) -> tuple[str, ...]:
    """Other visits of the same person, what is not sure, and who came with them: codes only, and nobody restricted."""
    lines = [f"Also here {say.ago(visit.at, ctx.now)} ({visit.code})" for visit in earlier_visits(rows, case.contact)]
    unsure = rows.find(rec.SamePerson, contact_id=case.contact.id, verdict=Verdict.NOT_SURE.value)
    lines += ["May have been here before: not sure"] if unsure else []
    lines += [
        f"Came together, or live together, with {code}" for _, code in linked_codes(rows, house, ctx, case.contact)
    ]
    return tuple(lines)


def confirmed(house: House, case: Case, now: datetime) -> tuple[str, ...]:
    """What was told at an earlier visit and is still right, with its age."""
    return tuple(
        f"{house.question_set.by_id[id].about}: first said {say.ago(datetime.fromisoformat(said), now)}"
        for id, row in case.rows.items()
        if (said := told_before(row)) and id in house.question_set.by_id
    )


def counts(house: House, cases: Sequence[Case], back: Sequence[rec.CameBack]) -> tuple[str, ...]:
    """How many had to ask again, of those who were asked; then because of which service, and why."""
    asked = [case for case in cases if case.answers.get("RE3") in ("yes", "no")]
    again = [case for case in asked if case.answers.get("RE3a") in FAILURE]
    lines = [f"Had to ask again: {len(again)} of {len(asked)} who were asked"] if asked else []
    by_service: dict[str, Counter[str]] = {}
    for row in back:
        by_service.setdefault(_label(house, row), Counter())[why_words(house.question_set, row.why)] += 1
    for label, whys in sorted(by_service.items()):
        why = ", ".join(f"{words} {number}" for words, number in sorted(whys.items()))
        lines.append(f"Back because of {label}: {whys.total()} ({why})")
    return tuple(lines)


def _label(house: House, row: rec.CameBack) -> str:
    service = house.directory.by_id.get(row.service)
    return f"the {service.public_label}" if service else row.service
