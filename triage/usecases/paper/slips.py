"""The person's slip: what may stand on paper, and when there must be none (practice.md H2, harm 1).

A list of what is allowed, never of what is removed: first name, today, agreed next steps under public labels, their own
step, who to ask for, what to bring, who keeps it together. Not a need, a severity, an address or a sensitive service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.core.appointments import appointment_words
from triage.core.consent import may_send
from triage.core.directory import Service
from triage.core.handoff import FINAL, StepKind, state
from triage.core.returning import needs_code
from triage.core.text import visible
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.finding import told_of
from triage.usecases.afterwards.same import people_of
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.paper.paper_views import Page, SlipView
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.expecting import expected_at
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.matches import reach_words, where_words, workers_today
from triage.usecases.visit.safe_way import may_reach
from triage.usecases.visit.sitting import is_kept

ON_A_CARD = 5
BRING = "Bring: "
CODE_LINE = "Your code, to come back with: {code}"
SAY_CODE = "Their way back is the code {code}: say it, if it is safe to know it."
NO_SLIP = "No paper for this visit. Say it instead, and check it was understood."


def make_slip(rows: Rows, house: House, ctx: Context, contact_id: str) -> SlipView:
    """The slip as lines of plain text, or none with the reason why."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    back = way_back(rows, case)
    if slip_refused(case, result):
        return SlipView(why_not=f"{NO_SLIP} {SAY_CODE.format(code=case.contact.code)}" if back else NO_SLIP)
    steps = _next_steps(house, ctx, case)
    own = _own_steps(house, case, result)
    if not steps and not own and not back:
        return SlipView(why_not="Nothing is agreed yet, so there is nothing to write down.")
    head = [say.day(ctx.now), *([f"For {case.first_name}"] if case.first_name else [])]
    sections = [("What happens next", steps), ("What you do", own)]
    last = [*([back] if back else []), _ask_line(house, ctx)]
    page = Page(
        folder="slips",
        name=case.contact.code,
        title=visible(house.directory.hub.name),
        head=_safe(head),
        sections=tuple((title, _safe(lines)) for title, lines in sections if lines),
        foot=_safe([*_lead_lines(house, case), *last, say.CHANGE_MIND]),
    )
    return SlipView(page, card=_safe(_on_a_card([*steps, *own], last)))


def _safe(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(visible(line) for line in lines)


def _ask_line(house: House, ctx: Context) -> str:
    """Whom to ask afterwards; from the command line nobody is at the desk, so nobody is named."""
    hub = house.directory.hub
    return f"Ask for {ctx.actor.name} any time: {hub.phone}" if ctx.actor.name else f"{hub.name}, any time: {hub.phone}"


def _on_a_card(steps: Sequence[str], last: Sequence[str]) -> list[str]:
    """At most five lines to copy by hand: what happens next, then the code to come back with and whom to ask.

    What to bring is the first to go.
    """
    room = ON_A_CARD - len(last)
    if len(steps) > room:
        steps = [step for step in steps if not step.startswith(BRING)]
    return [*steps[:room], *last]


def way_back(rows: Rows, case: Case) -> str:
    """The code, for somebody whom no two other facts could find: no name, no fixed address, or little of either.

    It stands on no other slip: a first name and a code on one paper would be two facts for whoever picks it up.
    """
    persons = people_of(rows, case.contact.person_id)
    details = [row for person in persons for row in rows.find(rec.PersonDetail, person_id=person)]
    known = told_of(details, [case.contact.code])
    return CODE_LINE.format(code=case.contact.code) if needs_code(known) else ""


def slip_refused(case: Case, result: Assessed) -> bool:
    """True when anything about safety was found: paper can be found by somebody else (practice.md B2, H harm 1)."""
    safety = any(need.domain == "safety" for need in result.needs)
    return safety or any(row.code.startswith("safety.") for row in case.needs)


def _next_steps(house: House, ctx: Context, case: Case) -> list[str]:
    steps = []
    for handoff, service in on_paper(house, ctx, case):
        if service.national:  # a line for anybody: nobody there is waiting for them
            steps.append(_line_words(service))
            continue
        steps.append(
            _step_words(
                handoff,
                service.public_label,
                where_words(service),
                workers_today(service, ctx, case.marks.conflicts),
                reached=may_reach(case),
            )
        )
        if service.bring:
            steps.append(f"{BRING}{service.bring}")
    return steps


def on_paper(house: House, ctx: Context, case: Case) -> Iterator[tuple[HandoffCase, Service]]:
    """What a paper or a calendar may name: agreed, still going on or done, and no sensitive service (practice.md H2)."""
    for handoff in case.handoffs:
        service = house.directory.by_id[handoff.handoff.service]
        if StepKind.AGREED not in handoff.path:  # without asking them, so perhaps without telling them (practice.md C5)
            continue
        if service.sensitive or (state(handoff.path) in FINAL and state(handoff.path) is not StepKind.CLOSED):
            continue
        if any(_may(case, ctx, service.id, need) for need in handoff.needs):
            yield handoff, service


def appointment_of(handoff: HandoffCase) -> str:
    """The time agreed, as it was kept; nothing else that was typed goes on paper."""
    if expected := expected_at(handoff):
        return expected.replace(tzinfo=None).isoformat()
    received = handoff.has(StepKind.RECEIVED)
    return received.because if received and handoff.handoff.mode == "booked" else ""


def _line_words(service: Service) -> str:
    times = f" ({service.hours_words})" if service.hours_words else ""
    return f"{service.public_label}: {reach_words(service)}{times}"


def _step_words(handoff: HandoffCase, label: str, where: str, workers: tuple[str, ...], *, reached: bool) -> str:
    accepted: rec.HandoffStep | None = handoff.has(StepKind.ACCEPTED)
    when = appointment_words(appointment_of(handoff))
    today = workers[0] if workers and not when else ""  # who will be there on another day nobody knows yet
    who = accepted.worker if accepted else today
    if accepted and not when:
        return f"{who} at the {label} is helping you ({where})"
    if when:
        return f"{f'{who} at the ' if who else ''}{label}: {when} ({where})"
    if handoff.handoff.mode == "booked":
        return f"{label}: a time is being booked ({where})"
    if handoff.handoff.mode == "referral":
        if not reached:  # nobody is promised a call that would not be safe (practice.md B2)
            return f"{label} is asked for you: come or ring us to hear what they say"
        return f"{label} will get in touch the way you said is safe"
    return f"See {who or 'the worker'} at the {label} ({where})"


def _own_steps(house: House, case: Case, result: Assessed) -> list[str]:
    """Their own step, picked from content, never typed (contract.md 9)."""
    chosen = {row.need_id for row in case.ends.values() if row.how == "self_help"}
    codes = {row.code for row in case.needs if row.id in chosen}
    return [
        house.question_set.need(code).self_help for code in sorted(codes) if not house.question_set.need(code).sensitive
    ]


def _lead_lines(house: House, case: Case) -> list[str]:
    lead = case.lead
    if lead is None or not is_kept(lead):
        return []
    service = house.directory.by_id.get(lead.service)
    if service is None or service.sensitive:
        return []
    return [f"{lead.worker} at the {service.public_label} keeps it all together: {lead.reach}"]


def _may(case: Case, ctx: Context, service: str, need: str) -> bool:
    agreed = case.marks.agreements.get((service, need))
    return agreed is not None and may_send(agreed, ctx.now)
