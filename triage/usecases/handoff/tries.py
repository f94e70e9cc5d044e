"""Tries to get somebody to a service, read from rows, and the chain along which each follows the one before.

A chain goes on from visit to visit: whoever comes back because nobody answered is asked for again, not anew, so that how
often they were turned away is known wherever they stand (contract.md 5, docs/adr/0022). Called by `case` and `handoffs`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from triage.core.handoff import FINAL, TURNED_AWAY, StepKind, state
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Rows


@dataclass(frozen=True, slots=True)
class HandoffCase:
    """One handoff with its steps, oldest first."""

    handoff: rec.Handoff
    steps: tuple[rec.HandoffStep, ...]

    @property
    def path(self) -> tuple[StepKind, ...]:
        return tuple(StepKind(step.step) for step in self.steps)

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(json.loads(self.handoff.needs))

    def has(self, kind: StepKind) -> rec.HandoffStep | None:
        return next((step for step in reversed(self.steps) if step.step == kind.value), None)


def tries_of(rows: Rows, contact_id: str) -> tuple[HandoffCase, ...]:
    """The tries of one visit, oldest first."""
    handoffs = rows.find(rec.Handoff, contact_id=contact_id)
    steps = rows.find(rec.HandoffStep, contact_id=contact_id) if handoffs else []
    return tuple(HandoffCase(h, tuple(step for step in steps if step.handoff_id == h.id)) for h in handoffs)


def followed_back(rows: Rows, tries: Iterable[HandoffCase]) -> tuple[HandoffCase, ...]:
    """The tries of earlier visits that these follow. Asks nothing where all that is followed is among them."""
    known = {one.handoff.id: one for one in tries}
    look = [one.handoff.follows for one in known.values()]
    found = []
    while look:
        before = look.pop()
        row = rows.get(rec.Handoff, before) if before and before not in known else None
        if row is not None:
            known[row.id] = HandoffCase(row, tuple(rows.find(rec.HandoffStep, handoff_id=row.id)))
            found.append(known[row.id])
            look.append(row.follows)
    return tuple(found)


def to_follow(rows: Rows, visits: Sequence[rec.Contact], service: str, needs: Iterable[str]) -> HandoffCase | None:
    """The try of an earlier visit that one begun now follows: the latest for one of these needs that nothing follows yet.

    That is one the same service has not answered, or one that any turned away. What was said yes to is over with.
    """
    for visit in visits:
        for one in reversed(tries_of(rows, visit.id)):
            unanswered = one.handoff.service == service and _unanswered(one)
            if (unanswered or state(one.path) in TURNED_AWAY) and set(one.needs) & set(needs):
                return None if rows.find(rec.Handoff, follows=one.handoff.id) else one
    return None


def asked_before(tries: Iterable[HandoffCase], first: HandoffCase, now: datetime) -> tuple[str, ...]:
    """`Asked before: Monday 23 November, 3 days ago`, of the same service at an earlier visit; latest first."""
    return tuple(
        f"Asked before: {say.ago(one.steps[0].happened_at, now)}{'' if state(one.path) in FINAL else ', no answer yet'}"
        for one in tries
        if one.handoff.contact_id != first.handoff.contact_id and one.handoff.service == first.handoff.service
    )


def goes_on(followed: Iterable[HandoffCase], later: HandoffCase) -> tuple[str, ...]:
    """On the page of a visit: from which day's try this one goes on, where that was at an earlier visit."""
    return tuple(
        f"    goes on from a try of {say.day(one.handoff.at)}, which {'said no' if state(one.path) in TURNED_AWAY else 'had no answer'}"
        for one in followed
        if one.handoff.id == later.handoff.follows
    )


def _unanswered(one: HandoffCase) -> bool:
    return state(one.path) not in FINAL and StepKind.ACCEPTED not in one.path
