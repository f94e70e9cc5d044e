"""After the questions: read back, who can help, sharing and setting off, one name, finish. One step after the other.

Whatever is decided is saved where it is decided, so every step can be left and come back to. Called by `assessment`.
"""

from __future__ import annotations

from collections.abc import Callable

from triage.linear.finish import finish
from triage.linear.helpers import see_helpers
from triage.linear.lead import one_name
from triage.linear.read_back import read_it_back
from triage.linear.sharing import share
from triage.linear.steps import Step
from triage.linear.talk import Talk, Visit

_STEPS: dict[Step, Callable[[Talk, Visit], Step]] = {
    Step.READ_BACK: read_it_back,
    Step.HELPERS: see_helpers,
    Step.SHARING: share,
    Step.LEAD: one_name,
    Step.FINISH: finish,
}


def after_questions(talk: Talk, visit: Visit) -> None:
    """Go through the steps until somebody goes back to the questions. Raises ToDesk when the visit is over."""
    step = Step.READ_BACK
    while step is not Step.QUESTIONS:
        step = _STEPS[step](talk, visit)
    talk.say("Back to the questions.")
