"""Finishing: every wanted need has an end, or the person waits under their code (contract.md 4)."""

from __future__ import annotations

import json
from dataclasses import replace

from triage.core.access import AT_THE_DESK
from triage.core.handoff import FINAL, STEP_WORDS, StepKind, state
from triage.core.needs import Need, Severity, Wanted
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoff.after_views import EndView, FinishView
from triage.usecases.handoff.ends import end_row
from triage.usecases.handoff.leads import lead_view
from triage.usecases.handoff.waits import pressing, unanswered, waiting, waits_words
from triage.usecases.paper.slips import slip_refused, way_back
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import FrontDeskView
from triage.usecases.reception.expecting import expected_words
from triage.usecases.trust.masking import SUPPORT, as_known, is_kept_back, is_masked, need_words
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.matches import two_noes
from triage.usecases.write import add_event, stamp

THE_DESKS = "Something of it is the front desk's to finish first. Ask there."
BY_HAND = ("sorted_here", "self_help", "later", "unmet")


def see_finish(rows: Rows, house: House, ctx: Context, contact_id: str) -> FinishView:
    """Each wanted need with its end, and what still stands in the way."""
    case = load(rows, house, ctx, contact_id)
    view = finish_view(house, ctx, case, assessed(case, house, ctx.now))
    return replace(view, way_back=case.contact.code if way_back(rows, case) else "")


def end_need(
    rows: Rows, house: House, ctx: Context, contact_id: str, code: str, how: str, because: str = ""
) -> FinishView:
    """Say how a need ended. Unmet needs its cause. Raises UseCaseError."""
    case = load(rows, house, ctx, contact_id)
    if how not in BY_HAND:
        raise UseCaseError("Choose how this ended from the list.")
    if how == "unmet" and because not in say.UNMET:
        raise UseCaseError("Why could nobody help? Choose a reason from the list.")
    row = next((r for r in case.needs if r.code == code and not r.removed), None)
    if row is None:
        raise UseCaseError("Read back first, so that it is clear what is wanted.")
    end_row(rows, ctx, case, row, how, because.strip())
    return see_finish(rows, house, ctx, contact_id)


def finish_contact(rows: Rows, house: House, ctx: Context, contact_id: str) -> FrontDeskView:
    """Close the visit. Raises UseCaseError while a wanted need is open, a card is open or somebody is on the way."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    view = finish_view(house, ctx, case, result)
    if view.blockers:
        raise UseCaseError(view.blockers[0])
    add_event(rows, ctx, contact_id, "closed", detail=json.dumps({"how": "finished"}))
    rows.add(rec.Tally(**stamp(ctx), what="visit", how="finished"))
    return front_desk(rows, house, ctx)


def finish_view(house: House, ctx: Context, case: Case, result: Assessed) -> FinishView:
    ends = tuple(
        _end_view(house, ctx, case, result, need) for need in result.needs if need.wanted in (Wanted.NOW, Wanted.LATER)
    )
    known = as_known(house, ctx, case)
    blockers = _blockers(house, ctx, case, result, ends)
    if known is not case:  # that something is the desk's to finish is said, not what
        mine = _blockers(house, ctx, known, replace(result, cards=()), ends)
        blockers = [*mine, *([THE_DESKS] if len(mine) < len(blockers) else [])]
    return FinishView(
        contact_id=case.contact.id,
        code=case.contact.code,
        ends=ends,
        lead=lead_view(house, ctx, case, result),
        blockers=tuple(blockers),
        slip_allowed=not slip_refused(case, result),
        handoffs=(*(_handoff_words(house, h) for h in known.handoffs), *filter(None, [two_noes(house, known)])),
        goodbye=say.with_own_name(say.GOODBYE, ctx.actor.name),
    )


def _blockers(house: House, ctx: Context, case: Case, result: Assessed, ends: tuple[EndView, ...]) -> list[str]:
    blockers = [f"A card is still open: Card {house.question_set.card(c.card).number}." for c in result.cards]
    if result.needs and any(need.wanted is Wanted.NOT_ASKED for need in result.needs):
        blockers.append("Read back first: not everything has been asked whether help is wanted.")
    blockers += [f"Still open: {end.plain}" for end in ends if end.how == "open"]
    blockers += [_waiting_words(house, case, h) for h in case.handoffs if _under_way(h)]
    blockers += [_unanswered_words(house, ctx, case, h) for h in case.handoffs if _no_yes_yet(house, case, h)]
    lead = lead_view(house, ctx, case, result)
    if lead is not None and lead.state == "proposed":
        blockers.append("Several things at once: name who keeps it together.")
    return blockers


def _end_view(house: House, ctx: Context, case: Case, result: Assessed, need: Need) -> EndView:
    """Whoever leads without having been there is told no more of it than a page would tell them."""
    rule = house.question_set.need(need.code)
    row = next((r for r in case.needs if r.code == need.code and not r.removed), None)
    end = case.ends.get(row.id) if row else None
    how = end.how if end else ("later" if need.wanted is Wanted.LATER else "open")
    because = end.because if end and how != "open" else ""
    kept_back = ctx.actor.role not in AT_THE_DESK and is_kept_back(house, ctx, need.code)
    return EndView(
        code=need.code,
        plain=SUPPORT if kept_back else need_words(house, case, result, need.code),
        how=how,
        how_words=say.END[how],
        because=say.UNMET.get(because, because),
        choices=tuple((choice, say.END[choice]) for choice in BY_HAND),
        self_help=""
        if rule.self_help == "-" or kept_back or is_masked(house, case, result, need.code)
        else rule.self_help,
    )


def _under_way(handoff: HandoffCase) -> bool:
    return state(handoff.path) in (StepKind.WALKING, StepKind.MET, StepKind.NOBODY_THERE)


def _waiting_words(house: House, case: Case, handoff: HandoffCase) -> str:
    label = house.label(handoff.handoff.service)
    who = case.name or case.contact.code
    return f"On the way to {label}: say who has {who} first."


def _no_yes_yet(house: House, case: Case, handoff: HandoffCase) -> bool:
    """Booked or sent is no end for what cannot wait, until somebody there said yes by name (practice.md D6; ADR 10)."""
    waits = None if _under_way(handoff) else waiting(house, case, handoff)
    if waits is None or not unanswered(waits) or pressing(case.needs, handoff) is not Severity.URGENT:
        return False
    about = [row.id for row in case.needs if row.code in handoff.needs]
    return any(id in case.ends and case.ends[id].how in ("booked", "referred") for id in about)


def _unanswered_words(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> str:
    label = house.label(handoff.handoff.service)
    return f"{label}: {waits_words(house, ctx, case, handoff)}. It cannot wait: get a yes by name, or let them wait."


def _handoff_words(house: House, handoff: HandoffCase) -> str:
    label = house.label(handoff.handoff.service)
    accepted = handoff.has(StepKind.ACCEPTED)
    now = state(handoff.path)
    if (hour := expected_words(handoff)) and not accepted:
        return f"{label}: expects them, {hour}"
    if accepted and now not in FINAL:
        return f"{label}: {accepted.worker} said yes at {say.clock(accepted.happened_at)}"
    return f"{label}: {STEP_WORDS[now]}"
