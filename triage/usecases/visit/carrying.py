"""Confirm, not ask again: what was said at an earlier visit, offered section by section with its age (contract.md 9).

Only questions marked `carry` in content, only those due in this place now, and never what changes by the day (S3, H2, M2,
W5 to W5c), the private module or anything that points at a sensitive need. What is confirmed is a new answer of this
visit that says where it came from; what is not right any more is simply asked. What is due is decided here, what is
written in `confirming`. Called by `answers_view` and `confirming`.
"""

from __future__ import annotations

import json
from contextlib import suppress

from triage.core.answers import NotAnAnswer, read_answer
from triage.core.conditions import Value, is_declined
from triage.core.facts import Situation
from triage.core.flow import walk
from triage.core.questions import Question, Where
from triage.core.reasons import answer_words
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.returning_views import CarriedView
from triage.usecases.case import Case
from triage.usecases.ports import Context, House
from triage.usecases.visit.assessment import Assessed

NEVER = frozenset({"S3", "H2", "M2", "W5", "W5b", "W5c"})
_AT_ONCE = "RE1"  # what cannot wait was asked by then; everything due is confirmed before anything new is asked


def offered(house: House, ctx: Context, case: Case, result: Assessed) -> CarriedView | None:
    """What may be confirmed now, one section at a time: all that is due before the reason, later each section's own."""
    ids = [id for id in result.walk.waiting if may_carry(house, case, id)] if case.before.said else []
    first = next(iter(result.walk.waiting), "")
    by_id = house.question_set.by_id
    if not ids or first not in by_id:
        return None
    wanted = by_id[ids[0]].module if first == _AT_ONCE else by_id[first].module
    here = tuple(id for id in ids if by_id[id].module == wanted)
    if not here:
        return None
    return CarriedView(
        lines=tuple(_line(by_id[id], case.before.said[id], ctx) for id in here),
        questions=here,
    )


def may_carry(house: House, case: Case, question_id: str) -> bool:
    """True if the last answer to this question may be named and confirmed at another visit."""
    question, row = house.question_set.by_id.get(question_id), case.before.said.get(question_id)
    if question is None or row is None or not question.carry or question_id in NEVER:
        return False
    if question.where is Where.PRIVATE or house.question_set.module(question.module).alone:
        return False
    value = said_then(question, row)
    return value is not None and not _points_at_something_sensitive(house, case.situation, question_id, value)


def said_then(question: Question, row: rec.Answer) -> Value | None:
    """An earlier answer as the question reads it today; None where nothing was said, or it is no answer any more."""
    raw = json.loads(row.value)
    if raw is None or is_declined(raw) or json.loads(row.source).get("so_far"):
        return None
    with suppress(NotAnAnswer):
        return read_answer(question, raw)
    return None


def _points_at_something_sensitive(house: House, situation: Situation, question_id: str, value: Value) -> bool:
    found = walk(house.question_set, {question_id: value}, situation).needs
    return any(house.question_set.need(need.code).sensitive for need in found)


def _line(question: Question, row: rec.Answer, ctx: Context) -> str:
    value = said_then(question, row)
    assert value is not None  # `may_carry` said so
    about = lower_first(question.about)
    return f"{say.last_time(row.at, ctx.now)}, {about}: {answer_words(question, value, ctx.today)}"
