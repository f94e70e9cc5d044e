"""After somebody said yes: the first time together, how it turned out, or that the person did not come (contract.md 5).

Reasons for not coming are neutral and never about the person; nothing about safety is closed for it (practice.md D7).
"""

from __future__ import annotations

from triage.core.handoff import STEP_WORDS, StepKind, allowed, state
from triage.usecases.assessment import Assessed
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoffs import record_step
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.views import LaterRow, LaterView
from triage.usecases.waits import waits_words

NOT_COME = (
    ("travel", "Getting there was hard"),
    ("letter", "The letter did not arrive or was not read"),
    ("other_care", "Children or others to look after"),
    ("worry", "Worried about going"),
    ("unwell", "Not well"),
    ("not_known", "Not known yet"),
)
OUTCOMES = (
    ("sorted", "It is sorted out"),
    ("partly", "Some of it is sorted out"),
    ("not_sorted", "It is not sorted out"),
    ("not_known", "Nobody knows yet"),
)
_CHOICES = (
    (StepKind.FIRST_CONTACT, "They have met"),
    (StepKind.DID_NOT_ATTEND, "The person did not come"),
    (StepKind.SENT, "Asked again, another way"),
    (StepKind.ACCEPTED, "They said yes again"),
    (StepKind.OUTCOME, "How it turned out"),
    (StepKind.CLOSED, "Finished with"),
)
_ASKS = {StepKind.DID_NOT_ATTEND: NOT_COME, StepKind.OUTCOME: OUTCOMES}


def see_later(rows: Rows, house: House, ctx: Context, contact_id: str) -> LaterView:
    """Every try that somebody said yes to, with what it waits for and what may be written down now."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    taken = [handoff for handoff in case.handoffs if StepKind.ACCEPTED in handoff.path]
    return LaterView(contact_id, case.contact.code, tuple(_row(house, ctx, case, result, h) for h in taken))


def reasons_for(step: str) -> tuple[tuple[str, str], ...]:
    """What a step must also say, (id, words); empty when it says it all itself."""
    return _ASKS.get(StepKind(step), ())


def record_later(
    rows: Rows, house: House, ctx: Context, contact_id: str, handoff_id: str, step: str, because: str = ""
) -> LaterView:
    """Write one of these steps down. Raises UseCaseError without its reason, or for closing what must stay open."""
    kind = StepKind(step)
    case = load(rows, house, ctx, contact_id)
    handoff = next((h for h in case.handoffs if h.handoff.id == handoff_id), None)
    if handoff is None or kind not in {step for step, _ in _may(case, handoff)}:
        raise UseCaseError("That does not come next here. Go back and look again.")
    asked = dict(reasons_for(step))
    if asked and because not in asked:
        raise UseCaseError("What was it? Choose from the list.")
    accepted = handoff.has(StepKind.ACCEPTED)
    worker = accepted.worker if accepted and kind is StepKind.ACCEPTED else ""
    record_step(rows, house, ctx, handoff_id, step, worker, asked.get(because, because))
    return see_later(rows, house, ctx, contact_id)


def _row(house: House, ctx: Context, case: Case, result: Assessed, handoff: HandoffCase) -> LaterRow:
    accepted = handoff.has(StepKind.ACCEPTED)
    return LaterRow(
        handoff_id=handoff.handoff.id,
        label=house.directory.by_id[handoff.handoff.service].public_label,
        worker=accepted.worker if accepted else "",
        now_words=STEP_WORDS[state(handoff.path)],
        waits=waits_words(house, ctx, result, handoff),
        choices=tuple((kind.value, words) for kind, words in _may(case, handoff)),
    )


def _may(case: Case, handoff: HandoffCase) -> list[tuple[StepKind, str]]:
    """What may come next. Safety, and what a card opened, is never closed because somebody did not come (D7)."""
    possible = allowed(handoff.path)
    if state(handoff.path) is StepKind.DID_NOT_ATTEND and _stays_open(case, handoff):
        possible -= {StepKind.CLOSED}
    return [(kind, words) for kind, words in _CHOICES if kind in possible]


def _stays_open(case: Case, handoff: HandoffCase) -> bool:
    carded = {row.code for row in case.needs if row.severity == "urgent"}
    return any(code.startswith("safety.") or code in carded for code in handoff.needs)
