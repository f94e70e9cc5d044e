"""Nobody left with nobody: who still waits, is parked, walked without a yes, or was promised something (design.md 6).

Each with what to do next: carry on, hand them to somebody by name, or they went home.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from triage.core.access import AT_THE_DESK, Role
from triage.core.availability import clock
from triage.core.handoff import FINAL, TURNED_AWAY, StepKind, is_a_name, state
from triage.core.hours import slots
from triage.core.needs import Severity
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoff.handoffs import record_step, see_handoff
from triage.usecases.handoff.leads import accept_lead
from triage.usecases.handoff.waits import unanswered, waiting, waits_words
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.building import closing_time
from triage.usecases.reception.desk_views import EndOfDayView, LeftRow
from triage.usecases.reception.quick import VISIT
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.matches import workers_today
from triage.usecases.visit.sitting import CLOSING
from triage.usecases.write import add_event, stamp

CARRY_ON, ANSWER, SAID_YES, HAND_ON, WENT_HOME = "carry_on", "answer", "said_yes", "hand_on", "went_home"
_NEAR = timedelta(minutes=30)
_PROMISED = timedelta(days=7)  # how far back an unanswered try is looked for
ABANDONED = "abandoned"
_BEFORE = {StepKind.WALKING: StepKind.MET, StepKind.NOBODY_THERE: StepKind.SENT}


def see_end_of_day(rows: Rows, house: House, ctx: Context) -> EndOfDayView:
    """Everybody with nobody, longest first; empty means that everybody has somebody."""
    left = tuple(_left(rows, house, ctx))
    theirs = kept_back(rows, house, ctx, [case.contact for case in left])
    found = [_row(house, ctx, case, theirs.get(case.contact.id, "")) for case in left]
    here = (member for member in house.directory.staff if member.role in AT_THE_DESK)
    staff = sorted(here, key=lambda member: member.role != Role.SUPERVISOR.value)
    rows_ = tuple(sorted((row for row in found if row), key=lambda row: row.since))
    return EndOfDayView(rows_, tuple(member.name for member in staff))


def near_closing(house: House, ctx: Context) -> str:
    """`Closing at 17:00` in the last half hour, `Closed since 17:00` after it; empty at any other time."""
    closes = closing_time(house.directory, ctx)
    if closes is not None:
        return f"Closing at {say.clock(closes)}" if closes - ctx.now <= _NEAR else ""
    today = slots(house.directory.hub.hours, ctx.today, house.directory.closed_dates)
    return f"Closed since {say.clock(today[-1].end)}" if today and today[-1].end <= ctx.now else ""


def hand_on(rows: Rows, house: House, ctx: Context, contact_id: str, to: str) -> EndOfDayView:
    """Somebody has them from here, by name. Raises UseCaseError for a desk or a team."""
    if not is_a_name(to.strip()):
        raise UseCaseError("Who has them now? A name is needed, not a desk.")
    load(rows, house, ctx, contact_id)
    add_event(rows, ctx, contact_id, "passed_to", to=to.strip()[:60])
    return see_end_of_day(rows, house, ctx)


def went_home(rows: Rows, house: House, ctx: Context, contact_id: str) -> EndOfDayView:
    """They left; what was said is kept. Raises UseCaseError while something cannot wait: that needs a name."""
    case = load(rows, house, ctx, contact_id)
    if case.closed:
        raise UseCaseError("That visit is already finished.")
    result = assessed(case, house, ctx.now)
    if result.cards or _cannot_wait(case, result):
        raise UseCaseError("Something here cannot wait until tomorrow. Carry on, or hand it to somebody by name.")
    add_event(rows, ctx, contact_id, ABANDONED, detail=json.dumps({"how": WENT_HOME}))
    rows.add(rec.Tally(**stamp(ctx), what=VISIT, how=WENT_HOME))
    return see_end_of_day(rows, house, ctx)


def answer_try(
    rows: Rows, house: House, ctx: Context, handoff_id: str, worker: str = "", why_not: str = ""
) -> EndOfDayView:
    """What came of a try: `worker` said yes, or no and `why_not`. Written as entered after. Raises UseCaseError."""
    before = _BEFORE.get(StepKind(see_handoff(rows, house, ctx, handoff_id).now))
    if before:  # on a walk they were met first; after nobody was there, word was left
        record_step(rows, house, ctx, handoff_id, before.value, seen=False)
    if why_not.strip():
        record_step(rows, house, ctx, handoff_id, StepKind.DECLINED.value, because=why_not, seen=False)
    else:
        record_step(rows, house, ctx, handoff_id, StepKind.ACCEPTED.value, worker, seen=False)
    return see_end_of_day(rows, house, ctx)


def lead_said_yes(rows: Rows, house: House, ctx: Context, contact_id: str) -> EndOfDayView:
    """The one who was named to keep it together has said yes. Raises UseCaseError."""
    accept_lead(rows, house, ctx, contact_id)
    return see_end_of_day(rows, house, ctx)


def _cannot_wait(case: Case, result: Assessed) -> bool:
    """Something for today that they want help with, and that nobody has taken on by name."""
    taken = {need for handoff in case.handoffs if StepKind.ACCEPTED in handoff.path for need in handoff.needs}
    return any(need.severity is Severity.URGENT and need.code not in taken for need in result.wanted)


def _left(rows: Rows, house: House, ctx: Context) -> Iterator[Case]:
    """Visits that are not finished, and finished ones of the last days with a try that nobody has answered."""
    still = rows.without(rec.Contact, rec.ContactEvent, "contact_id", event=CLOSING)
    recent = [contact for contact in rows.since(rec.Contact, ctx.now - _PROMISED) if _may_wait(rows, contact)]
    for contact_id in dict.fromkeys(contact.id for contact in (*still, *recent)):
        case = load(rows, house, ctx, contact_id)
        if not case.mistake and case.state != "passed_to":
            yield case


def _may_wait(rows: Rows, contact: rec.Contact) -> bool:
    """A first look that costs little: a try or a lead still waits for a yes, or there was a no."""
    steps: dict[str, list[StepKind]] = {}
    for step in rows.find(rec.HandoffStep, contact_id=contact.id):
        steps.setdefault(step.handoff_id, []).append(StepKind(step.step))
    waits = (path for path in steps.values() if state(path) not in FINAL and StepKind.ACCEPTED not in path)
    if next(waits, None) or any(state(path) in TURNED_AWAY for path in steps.values()):
        return True
    return any(lead.state == "told" for lead in rows.find(rec.Lead, contact_id=contact.id))


def _row(house: House, ctx: Context, case: Case, ask: str = "") -> LeftRow | None:
    """None for a finished visit in which everybody has answered. With `ask` it is for others: that somebody has nobody."""
    open_tries = [handoff for handoff in case.handoffs if _nobody_yet(house, case, handoff)]
    asked = case.next_lead or case.lead
    told = asked is not None and asked.state == "told"
    open_again = case.closed is not None and any(end.how == "open" for end in case.ends.values())
    if case.closed and not open_tries and not told and not open_again:
        return None
    since = case.events[-1].at if case.events else case.contact.at
    if ask:
        still = "something was left open" if case.closed else _still(ctx, case, since)
        return LeftRow(case.contact.id, case.contact.code, ask, since, (still,), ())
    choices = [] if case.closed else [(CARRY_ON, "Carry on with them")]
    choices += [(ANSWER, "Say what came of it")] if open_tries else []
    choices += [(SAID_YES, f"{asked.worker} said yes, keeps it together")] if asked and told else []
    choices += [(HAND_ON, "Hand them to somebody")]
    choices += [] if case.closed else [(WENT_HOME, "They went home")]
    return LeftRow(
        contact_id=case.contact.id,
        code=case.contact.code,
        initials=case.initials,
        since=since,
        words=_words(house, ctx, case, open_tries, open_again),
        choices=tuple(choices),
        handoff_id=open_tries[0].handoff.id if open_tries else "",
        workers=_workers(house, ctx, case, open_tries),
    )


def _workers(house: House, ctx: Context, case: Case, open_tries: list[HandoffCase]) -> tuple[str, ...]:
    if not open_tries:
        return ()
    return workers_today(house.directory.by_id[open_tries[0].handoff.service], ctx, case.marks.conflicts)


def _nobody_yet(house: House, case: Case, handoff: HandoffCase) -> bool:
    waits = waiting(house, case, handoff)
    return state(handoff.path) not in FINAL and waits is not None and unanswered(waits)


def _still(ctx: Context, case: Case, since: datetime) -> str:
    """`waiting since 10:22`; of another day with it: somebody who was forgotten yesterday looked as if just come."""
    return f"{say.STATES.get(case.state, 'being helped')} since {clock(since, ctx.now)}"


def _words(house: House, ctx: Context, case: Case, open_tries: list[HandoffCase], open_again: bool) -> tuple[str, ...]:
    """Where they stand: waiting since when, each try nobody has answered, who said yes but is not finished with."""
    since = case.events[-1].at if case.events else case.contact.at
    lines = [] if case.closed else [_still(ctx, case, since)]
    for handoff in open_tries:
        label = house.label(handoff.handoff.service)
        lines.append(f"{label}: {waits_words(house, ctx, case, handoff)}")
    if open_again:
        lines.append("they said no, and nobody has it now")
    asked = case.next_lead or case.lead
    if asked is not None and asked.state == "told":
        stays = f"; {case.lead.worker} stays until then" if case.next_lead and case.lead else ""
        lines.append(f"{asked.worker} has not said yes yet to keeping it together{stays}")
    yes = [step.worker for h in case.handoffs if state(h.path) not in FINAL and (step := h.has(StepKind.ACCEPTED))]
    if yes and not case.closed:
        lines.append(f"{say.listed(list(dict.fromkeys(yes)))} said yes; only to be finished")
    return tuple(lines)
