"""Getting somebody to a service and knowing who has them now (contract.md 5, practice.md D1).

The sender holds on until a named person says yes. A no leads to the next best at once, never back to reception.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta

from triage.core.appointments import read_appointment
from triage.core.coming import ways
from triage.core.conditions import is_declined
from triage.core.conflict import is_involved
from triage.core.consent import Consent, may_send
from triage.core.directory import WARM, Mode, Service
from triage.core.facts import AWAY
from triage.core.handoff import FINAL, NEXT, STEP_WORDS, TURNED_AWAY, StepKind, allowed, bounces, check_step, state
from triage.core.hours import LONDON
from triage.core.matching import Verdict
from triage.core.plan import IN_PERSON
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoff.ends import end_row
from triage.usecases.handoff.instead import instead
from triage.usecases.handoff.sharing import what_leaves
from triage.usecases.handoff.tries import asked_before, to_follow
from triage.usecases.handoff.waits import waits_words
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.expecting import expect, expected_at, expected_words, still_expected
from triage.usecases.reception.rang import said_yes_first
from triage.usecases.reception.whereabouts import desk_place
from triage.usecases.trust.masking import is_masked
from triage.usecases.views import MatchView, WalkView
from triage.usecases.visit.access_needs import told_aloud
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.matches import check_not_involved, duty_lead, plan_view, reach_words, where_words, workers_on
from triage.usecases.write import add_event, stamp

BOUNCES_BEFORE_DUTY_LEAD = 2
# What was booked or sent counts as an end; a no afterwards takes that back.
_OPENS_AGAIN = TURNED_AWAY | {StepKind.WITHDRAWN, StepKind.MISTAKE}
_ENDS_BY = {
    Mode.BOOKED: "booked",
    Mode.REFERRAL: "referred",
    Mode.SELF: "self_help",
    Mode.WALK_IN: "self_help",
}


def start_handoff(rows: Rows, house: House, ctx: Context, contact_id: str, service: str, mode: str = "") -> WalkView:
    """Set off, call or book, now that the person agreed. Raises UseCaseError when nothing is agreed for this service.

    Writes proposed, agreed and sent, and for a walk also that they are on the way: the clock starts.
    """
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    target = house.directory.by_id[service]
    item = next((i for i in result.plan.items if i.service == service), None)
    asked, agreed = _next_needs(case, ctx, service)
    if not agreed:
        raise UseCaseError(f"Nothing is agreed with {target.public_label} yet. Ask first, then set off.")
    check_not_involved(rows, house, ctx, contact_id, service)
    chosen = Mode(mode) if mode else (item.mode if item else next(iter(ways(target, here=True)), Mode.PHONE))
    away = case.situation.place in AWAY
    then = case.marks.coming if away and chosen in IN_PERSON else None
    if chosen not in (*target.modes, *ways(target, here=not away)):
        raise UseCaseError(f"{target.public_label} does not work that way. Choose another way.")
    if away and chosen in IN_PERSON and then is None:
        raise UseCaseError("They are not in the building: call together, book, or say when they can come.")
    before = next((h for h in reversed(case.handoffs) if set(h.needs) & set(agreed)), None)
    if before is not None and state(before.path) not in FINAL:
        raise UseCaseError("Somebody is already being asked about this. Finish that first.")
    before = before or to_follow(rows, case.before.visits, service, agreed)
    handoff = rec.Handoff(
        **stamp(ctx),
        contact_id=contact_id,
        service=service,
        mode=chosen.value,
        needs=json.dumps(list(agreed)),
        follows=before.handoff.id if before else "",
    )
    rows.add(handoff)
    _write_fits(rows, ctx, contact_id, result)
    steps = [StepKind.PROPOSED, *([StepKind.AGREED] if asked else []), StepKind.SENT]
    steps += [StepKind.WALKING] if chosen in IN_PERSON and then is None else []
    _write_steps(rows, ctx, handoff, steps, expect(rows, ctx, case, handoff, then) if then else "")
    if chosen in _ENDS_BY or then:
        _end_needs(rows, house, ctx, contact_id, agreed, _ENDS_BY.get(chosen, "booked"), target.public_label)
    return see_handoff(rows, house, ctx, handoff.id)


def record_step(
    rows: Rows,
    house: House,
    ctx: Context,
    handoff_id: str,
    step: str,
    worker: str = "",
    because: str = "",
    minutes_ago: int = 0,
    seen: bool = True,
    to: str = "",
) -> WalkView:
    """What happened next. Accepted always names a worker; a no needs its reason, sent on the service it is `to`.

    Raises UseCaseError for anything else.
    """
    handoff, case = _find(rows, house, ctx, handoff_id)
    kind = StepKind(step)
    wrong = check_step(handoff.path, kind, worker.strip() or None)
    if wrong:
        raise UseCaseError(wrong)
    if kind is StepKind.DECLINED and not because.strip():
        raise UseCaseError("Why not? Choose a reason, so that nobody asks them twice.")
    if kind is StepKind.ACCEPTED and is_involved(handoff.handoff.service, worker, case.marks.conflicts):
        raise UseCaseError("They know somebody involved. Ask for somebody else there.")
    because = because.strip()
    if kind is StepKind.RECEIVED and handoff.handoff.mode == Mode.BOOKED.value:
        because = _appointment(because, ctx)
    if kind is StepKind.REDIRECTED:
        onward = dict(sent_on_to(house, case, assessed(case, house, ctx.now), handoff))
        if to not in onward:
            raise UseCaseError("Whom did they send them on to? Choose a service from the list.")
        because = because or f"sent on to {onward[to]}"
    last = handoff.steps[-1]
    happened = max(ctx.now.astimezone(UTC) - timedelta(minutes=max(0, minutes_ago)), last.happened_at)
    row = rec.HandoffStep(
        **stamp(ctx),
        handoff_id=handoff_id,
        contact_id=case.contact.id,
        step=kind.value,
        worker=worker.strip(),
        because=because,
        happened_at=happened,
        seen=seen and minutes_ago == 0,
        after=last.id,
        to=to if kind is StepKind.REDIRECTED else "",
    )
    rows.add(row)
    if kind is StepKind.WALKING and still_expected(handoff):  # they have come, and are in the building now
        add_event(rows, ctx, case.contact.id, "moved", place=desk_place(house, ctx))
    if kind is StepKind.ACCEPTED:
        mode = Mode(handoff.handoff.mode)
        how = "walked" if mode in WARM else _ENDS_BY.get(mode, "referred")
        _end_needs(rows, house, ctx, case.contact.id, handoff.needs, how, worker.strip())
    elif kind in _OPENS_AGAIN:
        _end_needs(rows, house, ctx, case.contact.id, handoff.needs, "open", kind.value)
    return see_handoff(rows, house, ctx, handoff_id)


def _appointment(typed: str, ctx: Context) -> str:
    try:
        return read_appointment(typed, ctx.now.astimezone(LONDON)).isoformat()
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None


def see_handoff(rows: Rows, house: House, ctx: Context, handoff_id: str) -> WalkView:
    """One try as it stands, with the next best when it was a no."""
    handoff, case = _find(rows, house, ctx, handoff_id)
    return walk_view(house, ctx, case, assessed(case, house, ctx.now), handoff)


def open_handoffs(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[WalkView, ...]:
    """The latest of each chain of tries, oldest chain first."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    followed = {h.handoff.follows for h in case.handoffs}
    return tuple(walk_view(house, ctx, case, result, h) for h in case.handoffs if h.handoff.id not in followed)


def walk_view(house: House, ctx: Context, case: Case, result: Assessed, handoff: HandoffCase) -> WalkView:
    service = house.directory.by_id[handoff.handoff.service]
    now = state(handoff.path)
    tries = chain(case, handoff)
    turned_away = bounces([try_.path for try_ in tries])
    accepted = handoff.has(StepKind.ACCEPTED)
    then = expected_at(handoff)
    there = workers_on(service, max(then, ctx.now) if then else ctx.now, case.marks.conflicts)
    names = said_yes_first(case, service.id, there)
    mode = Mode(handoff.handoff.mode)
    return WalkView(
        contact_id=case.contact.id,
        code=case.contact.code,
        initials=case.initials,
        called=case.first_name or case.contact.code,
        handoff_id=handoff.handoff.id,
        service=service.id,
        label=service.public_label,
        mode=mode.value,
        mode_words="Expect them" if expected_words(handoff) else say.MODE[mode.value],
        directions=(
            *_directions(service, mode, names, house, case, expected_words(handoff)),
            *(asked_before(tries, handoff, ctx.now) if case.before.alone else ()),
        ),
        workers=names,
        intro=introduction(house, ctx, case, result, service, handoff.needs) if _may_hear(case, handoff) else "",
        sends=tuple(
            dict.fromkeys(
                line for need in handoff.needs for line in what_leaves(house, ctx, case, result, service.id, need)
            )
        ),
        now=now.value,
        now_words=STEP_WORDS[now],
        since=handoff.steps[-1].happened_at,
        allowed=tuple(s.value for s in StepKind if s in allowed(handoff.path)),
        worker=accepted.worker if accepted else "",
        note=next((say.because(step.because) for step in reversed(handoff.steps) if step.because), ""),
        next_best=_next_best(house, ctx, case, result, handoff) if now in TURNED_AWAY else None,
        bounces=turned_away,
        duty_lead=duty_lead(house) if turned_away >= BOUNCES_BEFORE_DUTY_LEAD else "",
        onward=sent_on_to(house, case, result, handoff)
        if StepKind.REDIRECTED in allowed(handoff.path) | may_meet(handoff)
        else (),
        waits=waits_words(house, ctx, case, handoff),
        expected=expected_words(handoff),
    )


def may_meet(handoff: HandoffCase) -> frozenset[StepKind]:
    """What may be recorded once they have met, which a yes, a no and sent on record by the way."""
    return NEXT[StepKind.MET] if StepKind.MET in allowed(handoff.path) else frozenset()


def sent_on_to(house: House, case: Case, result: Assessed, handoff: HandoffCase) -> tuple[tuple[str, str], ...]:
    """(service, label) of those that could take over all or some of it: whoever fits and has not said no (D1)."""
    return could_take_over(house, case, result, handoff, handoff.handoff.service)


def could_take_over(
    house: House, case: Case, result: Assessed, handoff: HandoffCase, besides: str
) -> tuple[tuple[str, str], ...]:
    """The same without the service `besides`, which may be another than the one asked."""
    found = []
    for fit in result.fits:
        left = [need for need in fit.needs if need in handoff.needs and (fit.service, need) not in case.marks.excluded]
        if left and fit.verdict is not Verdict.NO and fit.service != besides:
            found.append((fit.service, house.label(fit.service)))
    return tuple(found)


def _may_hear(case: Case, handoff: HandoffCase) -> bool:
    """False where it was decided that the person is not told (practice.md C5, 4): then nothing is read aloud."""
    if StepKind.AGREED in handoff.path:
        return True
    about = [d for d in case.decisions if d.share and d.service == handoff.handoff.service and d.need in handoff.needs]
    return bool(about) and all(decision.told == "yes" for decision in about)


def introduction(
    house: House, ctx: Context, case: Case, result: Assessed, service: Service, needs: tuple[str, ...]
) -> str:
    """About twenty seconds to read aloud in front of the person, who hears every word that is passed on (D1)."""
    name = case.first_name
    parts = [f"This is {name}." if name else "This is who I told you about."]
    if service.helps_with and name:
        parts.append(f"{name}, here they help with {service.helps_with}.")
    shown = [code for code in needs if not is_masked(house, case, result, code)]
    heard = say.listed([lower_first(house.question_set.need(code).plain) for code in shown])
    parts.append(f"I heard: {heard}." if heard and not service.sensitive else "")
    parts.extend(told_aloud(house, case, service, needs, ctx.now))
    hoped = case.answers.get("ZZ1")
    if isinstance(hoped, str) and not is_declined(hoped):
        parts.append(f"What would be different if this went well: {hoped.rstrip('.')}.")
    parts.append(f"Is there anything I missed, {name}?" if name else "Is there anything I missed?")
    return " ".join(part for part in parts if part)


def _directions(
    service: Service, mode: Mode, names: tuple[str, ...], house: House, case: Case, expected: str
) -> tuple[str, ...]:
    if service.national:
        return ("Call together, on speaker" if mode is Mode.PHONE else "Do it together", reach_words(service))
    if expected:
        return (expected, where_words(service), f"ring {service.phone} to tell them" if service.phone else "")
    ask = f"ask for {names[0]}" if names else "ask at the desk there"
    if mode is Mode.BRING_TO_PERSON:
        who = names[0] if names else "They"
        wait = f"About {service.on_call_minutes} minutes" if service.on_call_minutes else "In a few minutes"
        return (f"{who} is coming to you", wait, "Stay here together")
    if mode in (Mode.THREE_WAY_CALL, Mode.PHONE):
        return ("Call together, on speaker", service.phone, ask)
    if mode in (Mode.BOOKED, Mode.REFERRAL) and service.phone:
        return (f"ring {service.phone}", ask if names else where_words(service))
    return (*service.directions[:2], ask)


def _next_best(house: House, ctx: Context, case: Case, result: Assessed, handoff: HandoffCase) -> MatchView | None:
    best = instead(result.plan.items, handoff.needs)
    return plan_view(house, ctx, case, result, best) if best else None


def chain(case: Case, handoff: HandoffCase) -> list[HandoffCase]:
    """A try and those it follows, latest first; those of earlier visits too."""
    by_id = {h.handoff.id: h for h in (*case.followed, *case.handoffs)}
    chain = [handoff]
    while (before := by_id.get(chain[-1].handoff.follows)) is not None:
        chain.append(before)
    return chain


def _next_needs(case: Case, ctx: Context, service: str) -> tuple[bool, tuple[str, ...]]:
    """Whether the person agreed, and to what. What goes by a legal power is a try of its own, once the rest is asked."""
    holds = {need: one for (to, need), one in case.marks.agreements.items() if to == service and may_send(one, ctx.now)}
    agreed = tuple(need for need, one in holds.items() if one.state is not Consent.NOT_NEEDED_LEGAL)
    by_power = tuple(need for need in holds if need not in agreed)
    busy = {need for h in case.handoffs if state(h.path) not in FINAL for need in h.needs}
    if by_power and (not agreed or busy.issuperset(agreed)) and not busy.issuperset(by_power):
        return False, tuple(need for need in by_power if need not in busy)
    return bool(agreed), agreed or by_power


def _find(rows: Rows, house: House, ctx: Context, handoff_id: str) -> tuple[HandoffCase, Case]:
    row = rows.get(rec.Handoff, handoff_id)
    if row is None:
        raise UseCaseError("That is no longer in the list. Go back and look again.")
    case = load(rows, house, ctx, row.contact_id)
    return next(h for h in case.handoffs if h.handoff.id == handoff_id), case


def _write_steps(rows: Rows, ctx: Context, handoff: rec.Handoff, steps: list[StepKind], when: str) -> None:
    """`when`: the hour the service is to expect them, with the step that tells it."""
    after = ""
    for kind in steps:
        row = rec.HandoffStep(
            **stamp(ctx),
            handoff_id=handoff.id,
            contact_id=handoff.contact_id,
            step=kind.value,
            worker="",
            because=when if kind is StepKind.SENT else "",
            happened_at=ctx.now.astimezone(UTC),
            seen=True,
            after=after,
        )
        rows.add(row)
        after = row.id


def _write_fits(rows: Rows, ctx: Context, contact_id: str, result: Assessed) -> None:
    """What was considered when the plan was acted on: written once, with reasons for and against."""
    written = {row.service for row in rows.find(rec.Fit, contact_id=contact_id)}
    for fit in result.fits:
        if fit.service not in written:
            words = {"for": fit.for_, "against": fit.against, "would_change": fit.would_change}
            row = rec.Fit(
                **stamp(ctx),
                contact_id=contact_id,
                service=fit.service,
                needs=json.dumps(list(fit.needs)),
                verdict=fit.verdict.value,
                reasons=json.dumps(words, ensure_ascii=False),
            )
            rows.add(row)


def _end_needs(
    rows: Rows, house: House, ctx: Context, contact_id: str, needs: tuple[str, ...], how: str, because: str
) -> None:
    case = load(rows, house, ctx, contact_id)
    for row in case.needs:
        already_open = how == "open" and row.id not in case.ends
        if row.code in needs and not row.removed and not already_open:
            end_row(rows, ctx, case, row, how, because)
