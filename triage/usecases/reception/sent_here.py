"""Somebody was sent here from another desk with what brought them in: it is confirmed here, and its source is kept.

What is written at the other desk stands in `partner_desk`. Read by `answers_view`, the lists and the page of a visit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from triage.core.presenting import present
from triage.core.reasons import answer_words
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.returning_views import CarriedView
from triage.usecases.case import Case
from triage.usecases.ports import Context, House
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.carrying import said_then

REASON, STARTED = "RE1", "S3"
SENT_BY = "sent_by"  # in an answer's source: who wrote it down, at which desk, when, and when it was confirmed
SENT_FROM = "sent_from"  # in the detail of the event with which they wait


def to_confirm(house: House, ctx: Context, case: Case, result: Assessed) -> CarriedView | None:
    """What they said at the other desk, once what cannot wait was asked and while nobody is beside them."""
    row = case.rows.get(REASON)
    sent = sent_by(row) if row else {}
    if row is None or not sent or "confirmed" in sent or not case.before.alone:
        return None
    question, following = house.question_set.by_id[REASON], next(iter(result.walk.waiting), "")
    order, value = present(house.question_set, result.walk.values), said_then(question, row)
    comes_first = following not in order or order.index(following) < order.index(REASON)
    if STARTED not in case.answers or comes_first or value is None:
        return None
    when = say.clock(datetime.fromisoformat(sent["said"]))
    said = answer_words(question, value, ctx.today)
    return CarriedView((f"Said at {sent['desk']}, {when}, what brought them in: {said}",), (REASON,))


def sent_by(row: rec.Answer) -> dict[str, str]:
    """Whose desk an answer was said at, and who wrote it down there; empty for what was said in the visit itself."""
    found: dict[str, str] = json.loads(row.source).get(SENT_BY, {})
    return found


def sent_from(event: rec.ContactEvent) -> str:
    """Whose desk this event sent them from; empty for any other."""
    return str(json.loads(event.detail).get(SENT_FROM, "")) if event.event == "waiting" and event.detail else ""


def sent_words(events: Sequence[rec.ContactEvent], answers: Sequence[rec.Answer]) -> str:
    """`Sent from Jobcentre by Priya at 09:40`; empty for whoever came by themselves."""
    event = next((event for event in events if sent_from(event)), None)
    if event is None:
        return ""
    who = next((sent["who"] for row in answers if (sent := sent_by(row))), "")
    return f"Sent from {sent_from(event)}{f' by {who}' if who else ''} at {say.clock(event.at)}"
