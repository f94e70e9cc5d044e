"""What is waited for and by when, in words: an answer, the first time together, how it went (practice.md D5, D6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta

from triage.core.availability import clock
from triage.core.clocks import TRIES, Clock, HubTime, Waiting, handoff_waits, visit_waits
from triage.core.directory import Mode
from triage.core.handoff import StepKind
from triage.core.ladder import Rung, rung
from triage.core.needs import Severity, Wanted, worst
from triage.usecases import records as rec
from triage.usecases.case import Case, HandoffCase
from triage.usecases.ports import Context, House
from triage.usecases.reception.expecting import expected_at, still_expected
from triage.usecases.visit.matches import duty_lead

NOT_REACHED = "not_reached"  # somebody tried; what was to be asked is still to be asked
TRY = "try"  # of a review: somebody who did not come was tried again
_NO_ANSWER_COMES = frozenset({Mode.SELF, Mode.WALK_IN})
_UNANSWERED = timedelta(minutes=60)  # urgent, and then the duty lead takes it (practice.md D6)
_FOR = {
    Clock.ACCEPTED_HERE: "no answer since {since}",
    Clock.ACCEPTED_OUTSIDE: "no answer since {since}",
    Clock.FIRST_CONTACT: "said yes at {since}, not yet seen",
    Clock.TRY_AGAIN: "they did not come on {since}; try to reach them ({n} of {all})",
    Clock.OUTCOME: "how it turned out is not known",
}
_AFTER = {
    Clock.FOLLOW_UP: "ask how it went",
    Clock.PLAN_CHECK: "see if the plan is still right",
    Clock.OUTCOME: "ask how it turned out",
}


def hub_time(house: House) -> HubTime:
    return HubTime(house.directory.hub.hours, house.directory.closed_dates)


def waiting(house: House, case: Case, handoff: HandoffCase) -> Waiting | None:
    """What this try waits for now. None when it is over, or when nobody there is to answer."""
    return try_waits(house, handoff, case.needs, case.reviews)


def try_waits(
    house: House, handoff: HandoffCase, needs: Iterable[rec.Need], reviews: Iterable[rec.Review]
) -> Waiting | None:
    """The same from rows alone, for a list of many visits. `needs` and `reviews` are those of its visit."""
    service = house.directory.by_id[handoff.handoff.service]
    if service.national or Mode(handoff.handoff.mode) in _NO_ANSWER_COMES:
        return None
    steps = [(StepKind(step.step), step.happened_at) for step in handoff.steps]
    if hour := still_expected(handoff):
        return Waiting(Clock.EXPECTED, steps[-1][1], hour)
    if hour := expected_at(handoff):  # an answer is owed from when they came, not from when it was arranged
        steps = [(kind, max(at, hour) if kind is StepKind.SENT else at) for kind, at in steps]
    severity = pressing(needs, handoff)
    return handoff_waits(steps, severity, service.in_building, hub_time(house), tries(handoff, reviews))


def tries(handoff: HandoffCase, reviews: Iterable[rec.Review]) -> int:
    """How often somebody tried to reach them since they last did not come."""
    missed = handoff.has(StepKind.DID_NOT_ATTEND)
    return sum(r.what == TRY and r.about == handoff.handoff.id and r.id > missed.id for r in reviews) if missed else 0


def unanswered(waits: Waiting) -> bool:
    """True while nobody there has said yes or no."""
    return waits.clock in (Clock.EXPECTED, Clock.ACCEPTED_HERE, Clock.ACCEPTED_OUTSIDE)


def waits_words(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> str:
    """`no answer since 10:15, due by 10:30`, or what to do now that it is late; empty when nothing is waited for."""
    found = waiting(house, case, handoff)
    if found is None:
        return ""
    tried = tries(handoff, case.reviews)
    if found.clock is Clock.EXPECTED:
        hour = clock(found.due, ctx.now)
        return f"was expected at {hour}: ring them the safe way" if found.late(ctx.now) else f"expected at {hour}"
    words = _FOR[found.clock].format(since=clock(found.since, ctx.now), n=tried + 1, all=len(TRIES))
    if found.clock is Clock.TRY_AGAIN and tried >= len(TRIES):
        words = f"they did not come on {clock(found.since, ctx.now)}, and were tried {tried} times"
    if not found.late(ctx.now):
        return f"{words}, due by {clock(found.due, ctx.now)}"
    return f"{words}, was due by {clock(found.due, ctx.now)}: {_late(house, ctx, case, handoff, found)}"


def after_visit(house: House, case: Case) -> tuple[Waiting, ...]:
    """What is still to be asked after this visit; nothing while it is open, or when no help was wanted."""
    return asked_after(house, case.closed, case.needs, case.reviews) if case.closed else ()


def asked_after(
    house: House, closed: rec.ContactEvent, needs: Iterable[rec.Need], reviews: Iterable[rec.Review]
) -> tuple[Waiting, ...]:
    """The same from rows alone. A try that reached nobody leaves the asking where it was."""
    wanted = [Severity(need.severity) for need in needs if need.wanted == Wanted.NOW and not need.removed]
    done = [Clock(r.what) for r in reviews if r.what in set(_AFTER) and r.found != NOT_REACHED]
    return visit_waits(closed.at, worst(wanted), done, hub_time(house))


def after_words(ctx: Context, case: Case, found: Waiting) -> str:
    """`ask how it went by Thursday 10:15`, with whoever keeps it together."""
    named = case.lead is not None and case.lead.state == "accepted"
    who = f" ({case.lead.worker} keeps it together)" if case.lead and named else ""
    by = "was due by" if found.late(ctx.now) else "by"
    return f"{_AFTER[found.clock]}, {by} {clock(found.due, ctx.now)}{who}"


def pressing(needs: Iterable[rec.Need], handoff: HandoffCase) -> Severity:
    """The most pressing need of this try as it was read back; one that was never read back counts as serious."""
    found = [Severity(need.severity) for need in needs if need.code in handoff.needs]
    return worst(found) if found else Severity.SIGNIFICANT


def _late(house: House, ctx: Context, case: Case, handoff: HandoffCase, found: Waiting) -> str:
    """Who does what now (practice.md D6). Trying to reach the person is our own to do, whoever is late."""
    if found.clock is Clock.TRY_AGAIN:
        return (
            "try now" if tries(handoff, case.reviews) < len(TRIES) else "a supervisor looks whether it is finished with"
        )
    severity, lead = pressing(case.needs, handoff), duty_lead(house)
    whose = rung(found.due, severity, ctx.now, hub_time(house))
    higher = {
        Rung.HUB_MANAGER: "the hub manager speaks with their head",
        Rung.BOARD: "it goes into the report to the partnership board",
    }.get(whose, "")
    waited = ctx.now.astimezone(UTC) - found.since.astimezone(UTC)
    if unanswered(found) and severity is Severity.URGENT and waited >= _UNANSWERED:
        return "; ".join(filter(None, (f"the duty lead takes it, {lead}", higher)))
    if whose is Rung.SENDER:
        return "ring them again" if unanswered(found) else "ask them"
    return higher or f"the duty lead speaks with their manager, {lead}"
