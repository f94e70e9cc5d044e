"""What is waited for and by when, in words: an answer, the first time together, how it turned out (practice.md D5, D6)."""

from __future__ import annotations

from datetime import UTC, timedelta

from triage.core.availability import clock
from triage.core.clocks import Clock, HubTime, Waiting, due, handoff_waits
from triage.core.directory import Mode
from triage.core.handoff import StepKind
from triage.core.needs import Severity, worst
from triage.usecases.assessment import Assessed
from triage.usecases.case import Case, HandoffCase
from triage.usecases.matches import duty_lead
from triage.usecases.ports import Context, House

_NO_ANSWER_COMES = frozenset({Mode.SELF, Mode.WALK_IN})
_UNANSWERED = timedelta(minutes=60)  # urgent, and then the duty lead takes it (practice.md D6)
_FOR = {
    Clock.ACCEPTED_HERE: "no answer since {since}",
    Clock.ACCEPTED_OUTSIDE: "no answer since {since}",
    Clock.FIRST_CONTACT: "said yes at {since}, not yet seen",
    Clock.TRY_AGAIN: "they did not come on {since}; ask again, another way",
    Clock.OUTCOME: "how it turned out is not known",
}


def hub_time(house: House) -> HubTime:
    return HubTime(house.directory.hub.hours, house.directory.closed_dates)


def waiting(house: House, result: Assessed, handoff: HandoffCase) -> Waiting | None:
    """What this try waits for now. None when it is over, or when nobody there is to answer."""
    service = house.directory.by_id[handoff.handoff.service]
    if service.national or Mode(handoff.handoff.mode) in _NO_ANSWER_COMES:
        return None
    steps = [(StepKind(step.step), step.happened_at) for step in handoff.steps]
    return handoff_waits(steps, pressing(result, handoff), service.in_building, hub_time(house))


def unanswered(waits: Waiting) -> bool:
    """True while nobody there has said yes or no."""
    return waits.clock in (Clock.ACCEPTED_HERE, Clock.ACCEPTED_OUTSIDE)


def waits_words(house: House, ctx: Context, result: Assessed, handoff: HandoffCase) -> str:
    """`no answer since 10:15, due by 10:30`, or what to do now that it is late; empty when nothing is waited for."""
    found = waiting(house, result, handoff)
    if found is None:
        return ""
    words = _FOR[found.clock].format(since=clock(found.since, ctx.now))
    if not found.late(ctx.now):
        return f"{words}, due by {clock(found.due, ctx.now)}"
    return f"{words}, was due by {clock(found.due, ctx.now)}: {_late(house, ctx, result, handoff, found)}"


def follow_up(house: House, ctx: Context, case: Case, result: Assessed) -> str:
    """When this desk, or who keeps it together, asks how it went; empty while the visit is open or nothing is wanted."""
    if case.closed is None or not result.wanted or result.assumed_wanted:
        return ""
    by = due(Clock.FOLLOW_UP, worst(need.severity for need in result.wanted), case.closed.at, hub_time(house))
    return f"ask how it went by {clock(by, ctx.now)}" if by else ""


def pressing(result: Assessed, handoff: HandoffCase) -> Severity:
    """The most pressing need of this try; one that was taken away since still counts as serious."""
    found = [need.severity for need in result.needs if need.code in handoff.needs]
    return worst(found) if found else Severity.SIGNIFICANT


def _late(house: House, ctx: Context, result: Assessed, handoff: HandoffCase, found: Waiting) -> str:
    if not unanswered(found):
        return "ask them"
    waited = ctx.now.astimezone(UTC) - found.since.astimezone(UTC)
    if pressing(result, handoff) is Severity.URGENT and waited >= _UNANSWERED:
        return f"the duty lead takes it, {duty_lead(house)}"
    return "ring them again"
