"""Sharing without agreement, as a decision by a named person, always to be looked at again (practice.md C5)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from triage.core.consent import FIELD_WORDS, Consent
from triage.core.directory import Service
from triage.core.gate import DECIDER_WORDS, EMERGENCY, POWER_WORDS, Deciding, missing
from triage.core.hours import LONDON, at_time
from triage.core.matching import Verdict
from triage.usecases import records as rec
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.after_views import GateView
from triage.usecases.handoff.sharing import facts_for
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.masking import need_words
from triage.usecases.visit.assessment import Assessed, most_pressing
from triage.usecases.visit.matches import check_not_involved
from triage.usecases.write import stamp


def see_gate(rows: Rows, house: House, ctx: Context, contact_id: str) -> GateView:
    """What may be decided about: every need found, wanted or not, with each service that could be told."""
    case = load(rows, house, ctx, contact_id)
    result = assessed(case, house, ctx.now)
    pairs = [
        ((service.id, need.code), f"{service.public_label}: {need_words(house, case, result, need.code)}")
        for need in most_pressing(result.needs)
        for service in _recipients(house, result, need.code)
    ]
    known = {need.code: facts_for(house, case, result, need.code) for need in result.needs}
    told = {service: house.directory.by_id[service] for (service, _), _ in pairs}
    every = set().union(*known.values()) if known else set()
    return GateView(
        contact_id=contact_id,
        code=case.contact.code,
        about=tuple(pairs),
        fields=tuple(
            (id, tuple((f, FIELD_WORDS[f]) for f in service.receives if f in every)) for id, service in told.items()
        ),
        deciders=tuple(member.name for member in house.directory.staff if member.role == "supervisor"),
        roles=tuple((role.value, words) for role, words in DECIDER_WORDS.items()),
        powers=tuple((power.value, words) for power, words in POWER_WORDS.items()),
        bases=_bases(house, case, result),
    )


def still_missing(one: Deciding, service: Service | None, now: datetime) -> str | None:
    """What the gate still asks, in a sentence; None when it is open. For a face to say before it is decided."""
    return missing(one, service, now.astimezone(LONDON).date())


def decide(rows: Rows, house: House, ctx: Context, contact_id: str, one: Deciding) -> GateView:
    """Write the decision down, and let through exactly what it says. Raises UseCaseError while any part is missing.

    It holds until the end of the day on which somebody looks at it again. A decision not to share lets nothing through.
    """
    wrong = still_missing(one, house.directory.by_id.get(one.service), ctx.now)
    if wrong:
        raise UseCaseError(wrong)
    case = load(rows, house, ctx, contact_id)
    if one.need not in {need.code for need in assessed(case, house, ctx.now).needs}:
        raise UseCaseError("That is not among what was found. Choose from the list.")
    if one.share:
        check_not_involved(rows, house, ctx, contact_id, one.service)
    assert one.follow_up is not None  # else it was missing
    decision = rec.Decision(
        **stamp(ctx),
        contact_id=contact_id,
        service=one.service,
        need=one.need,
        share=one.share,
        decided_by=one.decided_by.strip(),
        role=one.role,
        powers=json.dumps(list(one.powers)),
        harm=one.harm.strip(),
        reasoning=one.reasoning.strip(),
        fields=json.dumps(list(one.fields)),
        told=one.told,
        why_not_told=one.why_not_told.strip(),
        follow_up=one.follow_up.isoformat(),
    )
    rows.add(decision)
    if one.share and one.fields:
        _let_through(rows, house, ctx, case, decision, one)
    return see_gate(rows, house, ctx, contact_id)


def _let_through(rows: Rows, house: House, ctx: Context, case: Case, decision: rec.Decision, one: Deciding) -> None:
    assert one.follow_up is not None
    agreement = rec.Agreement(
        **stamp(ctx),
        contact_id=case.contact.id,
        service=one.service,
        need=one.need,
        state=Consent.NOT_NEEDED_LEGAL.value,
        limits="",
        fields=decision.fields,
        until=at_time(one.follow_up + timedelta(days=1), "00:00"),
        words_version=house.question_set.privacy_version,
        because=decision.id,
    )
    earlier = rows.find(rec.Agreement, contact_id=case.contact.id, service=one.service, need=one.need)
    rows.replace([old.id for old in earlier], agreement)


def _recipients(house: House, result: Assessed, code: str) -> list[Service]:
    """Who could be told about a need: whoever may help with it and takes something in, and 999."""
    fits = [fit.service for fit in result.fits if code in fit.needs and fit.verdict is not Verdict.NO]
    services = [house.directory.by_id[id] for id in fits]
    able = [service for service in services if service.receives and not service.national]
    emergency = house.directory.by_id.get(EMERGENCY)
    return able + ([emergency] if emergency else [])


def _bases(house: House, case: Case, result: Assessed) -> tuple[str, ...]:
    """What the cards of this visit say about telling others."""
    ids = dict.fromkeys([*(card.card for card in result.walk.cards), *case.marks.cards])
    cards = [house.question_set.card(id) for id in ids]
    return tuple(f"Card {card.number}: {card.share_basis}" for card in cards)
