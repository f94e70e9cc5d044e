"""Taking out what was written down, lawfully: the one exception to "nothing is overwritten" (design.md 3, idea 6).

All of a visit goes, or only its words; a tombstone stays that says when, by which rule and by whom, in ids. The store then
rewrites its file, so that nothing of it is left there. Called by `keeping`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from triage.core.retention import Goes
from triage.usecases import records as rec
from triage.usecases.ports import Context, Rows
from triage.usecases.write import stamp

R = TypeVar("R", bound=rec.Record)
ERASED = "erased"  # what a tombstone is among the rights; `about` says what went, `words` by which rule

_WORDS: tuple[type[rec.Record], ...] = (
    rec.SamePerson, rec.Household, rec.CameBack, rec.Answer, rec.Need, rec.NeedEnd, rec.Step, rec.PersonDetail, rec.Decision, rec.Review, rec.Conflict, rec.Lead, rec.Fit,
)  # fmt: skip
_TRAIL: tuple[type[rec.Record], ...] = (
    rec.ContactEvent, rec.CardEvent, rec.Agreement, rec.Handoff, rec.HandoffStep, rec.Right,
)  # fmt: skip


def erase_visit(rows: Rows, ctx: Context, contact_id: str, goes: Goes, rule: str) -> None:
    """Take it out and leave the tombstone. Nothing happens to a visit that is gone already."""
    contact = rows.get(rec.Contact, contact_id)
    if contact is None:
        return
    for kind in _WORDS:
        rows.erase(kind, contact_id=contact_id)
    if goes is Goes.ALL:
        for kind in _TRAIL:
            rows.erase(kind, contact_id=contact_id)
        rows.erase(rec.SamePerson, a=contact.person_id)
        rows.erase(rec.SamePerson, b=contact.person_id)
        rows.erase(rec.Contact, id=contact_id)
        if not rows.find(rec.Contact, person_id=contact.person_id):
            rows.erase(rec.PersonDetail, person_id=contact.person_id)
            rows.erase(rec.Person, id=contact.person_id)
    else:
        _wordless(rows, rec.ContactEvent, contact_id, lambda row: replace(row, detail=_how(row.detail)))
        _wordless(rows, rec.CardEvent, contact_id, lambda row: replace(row, to="", because=""))
        _wordless(rows, rec.Agreement, contact_id, lambda row: replace(row, limits="", because=""))
        _wordless(rows, rec.HandoffStep, contact_id, lambda row: replace(row, because=""))
        _wordless(rows, rec.Right, contact_id, lambda row: replace(row, words="", name=""))
    tombstone = rec.Right(**stamp(ctx), contact_id=contact_id, what=ERASED, about=goes.value, words=rule, name="")
    rows.add(tombstone)
    rows.leave_nothing()


def _wordless(rows: Rows, kind: type[R], contact_id: str, without: Callable[[R], R]) -> None:
    """What stands, kept without its words; what it had replaced goes."""
    kept = [without(row) for row in rows.find(kind, contact_id=contact_id)]
    rows.erase(kind, contact_id=contact_id)
    for row in kept:
        rows.add(row)


def _how(detail: str) -> str:
    """Of an event only how it closed: what somebody was called and where they sat goes."""
    said = json.loads(detail) if detail else {}
    return json.dumps({"how": said["how"]}) if isinstance(said, dict) and "how" in said else ""
