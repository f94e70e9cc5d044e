"""Who is speaking: the person, or somebody for them (practice.md A0). Staff say so; it is asked of nobody.

From then on each answer keeps who gave it, and questions about the safety of the person are not put to somebody else:
the worry about someone (F3) takes their place.
"""

from __future__ import annotations

import json

from triage.core.facts import Speaker
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import see_contact
from triage.usecases.views import AssessmentView
from triage.usecases.visit.sitting import SPEAKING
from triage.usecases.write import add_event


def set_speaker(rows: Rows, house: House, ctx: Context, contact_id: str, speaker: str) -> AssessmentView:
    """Write down who speaks from here on; said again, it writes nothing. Raises UseCaseError once the visit is over."""
    case = load(rows, house, ctx, contact_id)
    if case.closed:
        raise UseCaseError("That visit is already finished. Start a new one at the front desk.")
    if Speaker(speaker) is not case.situation.speaker:
        add_event(rows, ctx, contact_id, SPEAKING, detail=json.dumps({"speaker": Speaker(speaker).value}))
    return see_contact(rows, house, ctx, contact_id)
