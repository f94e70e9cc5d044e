"""Going on with somebody, also where another desk has them open: then with a reason. Called by `desk` and `end_of_day`."""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases import say
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import resume_contact
from triage.usecases.reception.leases import HeldElsewhere
from triage.usecases.views import AssessmentView


def pick_up(talk: Talk, contact_id: str, code: str) -> AssessmentView | None:
    """None when it was left or could not be done, which has been said."""
    try:
        return talk.save(resume_contact, contact_id)
    except HeldElsewhere as held:
        talk.say(held.who_has_it)
        why = talk.reason(f"Take {code} over? What was said is kept, and they are told why.", say.TAKE_OVER)
        return talk.do(resume_contact, contact_id, "", why) if why else None
    except UseCaseError as problem:
        talk.say(str(problem))
        return None
