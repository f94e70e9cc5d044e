"""Still right, or not any more: what was offered from an earlier visit, written down (contract.md 9; see `carrying`)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from triage.core.presenting import privacy_here
from triage.usecases import records as rec
from triage.usecases.case import Case, assessed, load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import see_contact
from triage.usecases.reception.sent_here import SENT_BY, sent_by
from triage.usecases.views import AssessmentView
from triage.usecases.visit.answers import replace_answer
from triage.usecases.visit.answers_view import may_be_confirmed
from triage.usecases.visit.sitting import NOT_CARRIED
from triage.usecases.write import add_event

CARRIED = "carried"  # in an answer's source: when it was said, and the row it was said in


def still_right(rows: Rows, house: House, ctx: Context, contact_id: str, questions: Sequence[str]) -> AssessmentView:
    """They say it is as it was: a new answer for each, which says when it was first told and where.

    Raises UseCaseError for what is not offered here and now.
    """
    case = _offered(rows, house, ctx, contact_id, questions)
    result = assessed(case, house, ctx.now)
    for id in questions:
        if id in case.rows:  # said at another desk today
            _confirm_sent(rows, ctx, case, id)
            continue
        earlier = case.before.said[id]
        before = json.loads(earlier.source).get(CARRIED, {})
        source = {
            "place": case.place_id,
            "private": privacy_here(result.walk.values, case.situation).name.lower(),
            "pointed": False,
            "left_out": [],
            "beside": False,
            "speaker": case.situation.speaker.value,
            CARRIED: {"said": before.get("said") or earlier.at.isoformat(), "from": earlier.id},
        }
        replace_answer(rows, ctx, case, id, json.loads(earlier.value), source)
    return see_contact(rows, house, ctx, contact_id)


def not_any_more(rows: Rows, house: House, ctx: Context, contact_id: str, questions: Sequence[str]) -> AssessmentView:
    """It has changed, or they would rather be asked: it is asked like anything else, and not offered again here."""
    case = _offered(rows, house, ctx, contact_id, questions)
    for id in set(questions) & case.rows.keys():  # said at another desk today: unknown again
        replace_answer(rows, ctx, case, id, None, {})
    if before := [id for id in questions if id not in case.rows]:
        add_event(rows, ctx, contact_id, NOT_CARRIED, detail=json.dumps(before))
    return see_contact(rows, house, ctx, contact_id)


def told_before(row: rec.Answer) -> str:
    """When an answer that was confirmed was first said, as ISO text; empty for what was said in this visit."""
    return str(json.loads(row.source).get(CARRIED, {}).get("said", ""))


def _confirm_sent(rows: Rows, ctx: Context, case: Case, question_id: str) -> None:
    """The same answer again, which still says at whose desk it was first said."""
    row = case.rows[question_id]
    source = {**json.loads(row.source), SENT_BY: {**sent_by(row), "confirmed": ctx.now.isoformat()}}
    replace_answer(rows, ctx, case, question_id, json.loads(row.value), source)


def _offered(rows: Rows, house: House, ctx: Context, contact_id: str, questions: Sequence[str]) -> Case:
    case = load(rows, house, ctx, contact_id)
    view = None if case.closed else may_be_confirmed(house, ctx, case, assessed(case, house, ctx.now))
    if view is None or not questions or not set(questions) <= set(view.questions):
        raise UseCaseError("That is not offered any more. Ask it as it stands on the screen.")
    return case
