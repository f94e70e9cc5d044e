"""What was said in a visit that was written down for the wrong person, in the visit of the right one (docs/adr/0022).

Every row stays where it was written; the right visit gets rows of its own that say which ones they came from. Who they are
and whether anybody can overhear is asked again, and so is what was agreed: a yes was given under another's name. What was
only confirmed from an earlier visit was the wrong person's to begin with. Called by `mistakes` and `review`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from triage.core.handoff import StepKind
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import FIELD_CLASS, Case, HandoffCase
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.answers import replace_answer
from triage.usecases.visit.confirming import told_before
from triage.usecases.visit.sitting import MOVED_FROM, MOVED_TO
from triage.usecases.write import add_event

TOLD = frozenset(StepKind) - {StepKind.PROPOSED, StepKind.AGREED}
_MOVED = "moved"  # in an answer's source: the row it came from
_ASKED_AGAIN = frozenset({"F0", *FIELD_CLASS})


def move_answers(rows: Rows, ctx: Context, wrong: Case, right: Case) -> None:
    """Whatever the right visit has no answer to yet; what was said there itself stays as it is."""
    for id, row in wrong.rows.items():
        here = right.rows.get(id)
        known = here is not None and json.loads(here.value) is not None
        if id in _ASKED_AGAIN or known or json.loads(row.value) is None or told_before(row):
            continue
        source = {**json.loads(row.source), _MOVED: row.id}
        replace_answer(rows, ctx, right, id, json.loads(row.value), source)
    add_event(rows, ctx, right.contact.id, MOVED_FROM, detail=json.dumps({MOVED_FROM: wrong.contact.code}))


def put_back(rows: Rows, ctx: Context, wrong: Case, right: Case) -> None:
    """It was no mistake: what came from there is unknown here again. Raises UseCaseError for a visit that is over."""
    if right.closed and not right.mistake:
        raise UseCaseError(
            f"It was moved to {right.contact.code}, which is finished. Mark that one as a mistake first."
        )
    came = {row.id for row in wrong.rows.values()}
    for id, row in right.rows.items():
        if json.loads(row.source).get(_MOVED) in came and not right.closed:
            replace_answer(rows, ctx, right, id, None, {})


def moved_to(events: Iterable[rec.ContactEvent]) -> str:
    """The code of the visit this one was moved to; empty for all others."""
    details = (json.loads(event.detail) for event in events if event.event == "closed" and event.detail)
    return next((str(detail[MOVED_TO]) for detail in details if MOVED_TO in detail), "")


def moved_from(event: rec.ContactEvent) -> str:
    """`moved from NM-7Q4D`."""
    return f"moved from {json.loads(event.detail or '{}').get(MOVED_FROM, 'another visit')}"


def to_be_told(house: House, case: Case) -> tuple[str, ...]:
    """Everybody who was told of the wrong person, also where it is over by now: whom to ring, and when they were told."""
    told = [handoff for handoff in case.handoffs if not TOLD.isdisjoint(handoff.path)]
    lines = [f"{whom(house, handoff)}, told {_when(handoff)}" for handoff in told]
    if case.lead is not None:
        lines.append(f"{case.lead.worker}, who was to keep it together")
    return tuple(lines)


def whom(house: House, handoff: HandoffCase) -> str:
    """`Priya, Housing team, 01632 960120`."""
    service = house.directory.by_id[handoff.handoff.service]
    accepted = handoff.has(StepKind.ACCEPTED)
    who = f"{accepted.worker}, {service.public_label}" if accepted else service.public_label
    return f"{who}, {service.phone}"


def _when(handoff: HandoffCase) -> str:
    first = next(step for step in handoff.steps if StepKind(step.step) in TOLD)
    return f"{say.day(first.happened_at)}, {say.clock(first.happened_at)}"
