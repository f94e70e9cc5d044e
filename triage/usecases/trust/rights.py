"""What people may ask of us about what is written down: a correction, a complaint, and who may see them at all (C8).

A correction stands beside what was first written, which stays. A complaint is acknowledged within thirty days. Somebody
may be restricted, a relative of staff or somebody in great danger: then they are there for those named and nobody else.
Called by `triage rights`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triage.core.reasons import date_words
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.trust.masking import SUPPORT, is_kept_back_question
from triage.usecases.trust.relations import RESTRICTED
from triage.usecases.write import stamp

CORRECTION, COMPLAINT, ANSWERED = "correction", "complaint", "answered"
ACKNOWLEDGE = timedelta(days=30)
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint: the words, by when it is acknowledged, and what was answered, if anything was."""

    id: str
    at: datetime
    words: str
    due: datetime
    answered: str


def correct(rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str, words: str) -> tuple[str, ...]:
    """What they say is right, beside what is written; answers all they said so of. Raises UseCaseError without words, or
    for no such question."""
    if question_id not in house.question_set.by_id:
        raise UseCaseError("There is no such question. “triage questions” lists them.")
    load(rows, house, ctx, contact_id)
    _write(rows, ctx, contact_id, CORRECTION, question_id, words)
    return corrections(rows, house, ctx, contact_id)


def corrections(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[str, ...]:
    """`Where you live: “I moved in June” (they said so on 23 November)`, for every page about the visit.

    Of what whoever is signed in may not read there, only that there is one.
    """
    lines = []
    for row in rows.find(rec.Right, contact_id=contact_id, what=CORRECTION):
        if is_kept_back_question(house, ctx, row.about):
            lines.append(f"{SUPPORT} (they said so on {say.day(row.at)}; a supervisor reads it)")
            continue
        question = house.question_set.by_id.get(row.about)
        lines.append(f"{question.about if question else row.about}: “{row.words}” (they said so on {say.day(row.at)})")
    return tuple(lines)


def complain(rows: Rows, house: House, ctx: Context, contact_id: str, words: str) -> ComplaintView:
    """Take down a complaint about how their information is looked after. Raises UseCaseError without words."""
    return _complaint(rows, _write(rows, ctx, contact_id, COMPLAINT, "", words))


def see_complaints(rows: Rows, house: House, ctx: Context) -> tuple[ComplaintView, ...]:
    """All of them, what is not answered first, the oldest first."""
    asked = rows.find(rec.Right, what=COMPLAINT)
    theirs = kept_back(rows, house, ctx, [visit for row in asked if (visit := rows.get(rec.Contact, row.contact_id))])
    found = (
        replace(one, words=theirs[row.contact_id], answered=one.answered and "yes") if row.contact_id in theirs else one
        for row in asked
        if (one := _complaint(rows, row))
    )
    return tuple(sorted(found, key=lambda one: (bool(one.answered), one.at)))


def answer_complaint(rows: Rows, house: House, ctx: Context, complaint: str, words: str) -> ComplaintView:
    """What was done about it. Raises UseCaseError without words, or where there is no such complaint."""
    row = rows.get(rec.Right, complaint)
    if row is None or row.what != COMPLAINT:
        raise UseCaseError("There is no such complaint.")
    visit = rows.get(rec.Contact, row.contact_id)
    if visit is not None and (ask := kept_back(rows, house, ctx, [visit]).get(visit.id)):
        raise UseCaseError(f"That is theirs to answer: {ask}.")
    _write(rows, ctx, row.contact_id, ANSWERED, complaint, words)
    return _complaint(rows, row)


def restrict(rows: Rows, house: House, ctx: Context, contact_id: str, names: Sequence[str]) -> tuple[str, ...]:
    """From here on they are there for these members of staff and nobody else; for nobody named, for everybody again.

    Raises UseCaseError for somebody who is not of the staff.
    """
    known = {word.casefold(): member for member in house.directory.staff for word in (member.id, member.name)}
    missing = [name for name in names if name.casefold() not in known]
    if missing:
        raise UseCaseError(f"{missing[0]} is not in the list of staff.")
    staff = [known[name.casefold()] for name in names]
    contact = load(rows, house, ctx, contact_id).contact
    earlier = [row.id for row in rows.find(rec.PersonDetail, person_id=contact.person_id) if row.field == RESTRICTED]
    row = rec.PersonDetail(
        **stamp(ctx),
        person_id=contact.person_id,
        contact_id=contact_id,
        field=RESTRICTED,
        value=json.dumps([member.id for member in staff] or None),
        field_class=RESTRICTED,
    )
    rows.replace(earlier, row)
    return tuple(member.name for member in staff)


def complaint_line(one: ComplaintView) -> str:
    said = f"answered: {one.answered}" if one.answered else f"to be acknowledged by {date_words(one.due.date())}"
    return f"{one.id}  {say.day(one.at)}  “{one.words}”  {said}"


def _complaint(rows: Rows, row: rec.Right) -> ComplaintView:
    answers = rows.find(rec.Right, what=ANSWERED, about=row.id)
    return ComplaintView(row.id, row.at, row.words, row.at + ACKNOWLEDGE, answers[-1].words if answers else "")


def _write(rows: Rows, ctx: Context, contact_id: str, what: str, about: str, words: str) -> rec.Right:
    if not words.strip():
        raise UseCaseError("What do they say? Write it in their own words.")
    row = rec.Right(
        **stamp(ctx), contact_id=contact_id, what=what, about=about, words=words.strip()[:_LONGEST], name=""
    )
    rows.add(row)
    return row
