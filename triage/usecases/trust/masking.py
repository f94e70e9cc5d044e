"""What a screen in an open place may call a need: its plain words, or "Support" where others may read along (P14)."""

from __future__ import annotations

from dataclasses import replace

from triage.core.access import AT_THE_DESK
from triage.core.consent import Consent
from triage.core.facts import companion
from triage.core.handoff import StepKind
from triage.core.policy import Action, Effect, FieldClass, Thing, may
from triage.core.presenting import privacy_here
from triage.core.questions import Where
from triage.core.reasons import reasons
from triage.usecases.case import Case
from triage.usecases.handoff.tries import HandoffCase
from triage.usecases.ports import Context, House
from triage.usecases.visit.assessment import Assessed

SUPPORT = "Support"
_MOST_PRIVATE = frozenset({FieldClass.SAFETY, FieldClass.OFFENCE})


def is_masked(house: House, case: Case, result: Assessed, code: str) -> bool:
    """True for a sensitive need while the place is no more private than a counter, or somebody is beside the person.

    Whoever that is may be the one to fear, in the most private of rooms too (practice.md B2, harms 3 and 8).
    """
    values = result.walk.values
    in_the_open = privacy_here(values, case.situation) is Where.COUNTER or companion(values)
    return house.question_set.need(code).sensitive and in_the_open


def is_kept_back(house: House, ctx: Context, code: str) -> bool:
    """True on a page that stays, unless the policy lets them read that class (practice.md D8, harm 3).

    At the desk, where all of it was talked about, only for a need marked sensitive.
    """
    seen = house.policy.classes.of_need(code)
    at_the_desk = ctx.actor.role in AT_THE_DESK
    return (house.question_set.need(code).sensitive or not at_the_desk) and not reads(house, ctx, seen)


def is_kept_back_question(house: House, ctx: Context, question_id: str) -> bool:
    """The same for what a question is about: at the desk only where it is about safety or an offence."""
    question = house.question_set.by_id.get(question_id)
    seen = house.policy.classes.of_question(question_id, question.module if question else "")
    at_the_desk = ctx.actor.role in AT_THE_DESK
    return (seen in _MOST_PRIVATE or not at_the_desk) and not reads(house, ctx, seen)


def was_in_it(house: House, ctx: Context) -> bool:
    """Whether they may know what was done about somebody's safety: they read that, or it was talked about with them."""
    asks = may(house.policy, ctx.actor, Action.ASK, Thing(ctx.relations), FieldClass.SAFETY)
    return asks.effect in (Effect.ALLOW, Effect.REASON) or reads(house, ctx, FieldClass.SAFETY)


def as_known(house: House, ctx: Context, case: Case) -> Case:
    """The visit as whoever leads without having been there may know it: without cards, what was decided without asking the
    person and what was done because of it, and who was asked about what is kept back from them. Whole for everybody else.
    """
    if was_in_it(house, ctx):
        return case

    def told(handoff: HandoffCase) -> bool:
        kept_back = all(is_kept_back(house, ctx, need) for need in handoff.needs)
        return (
            StepKind.AGREED in handoff.path
            and not kept_back
            and not house.directory.by_id[handoff.handoff.service].sensitive
        )

    return replace(
        case,
        handoffs=tuple(handoff for handoff in case.handoffs if told(handoff)),
        agreements=tuple(row for row in case.agreements if row.state != Consent.NOT_NEEDED_LEGAL.value),
        card_events=(),
        decisions=(),
    )


def reads(house: House, ctx: Context, seen: FieldClass) -> bool:
    """Whether whoever is signed in may read this class on a page, as they stand to the visit in hand."""
    decision = may(house.policy, ctx.actor, Action.READ, Thing(ctx.relations), seen)
    given = decision.effect is Effect.REASON  # the door asked for it, or the page would not be there
    return decision.allowed or given


def need_words(house: House, case: Case, result: Assessed, code: str) -> str:
    """How this need may be named here and now."""
    return SUPPORT if is_masked(house, case, result, code) else house.question_set.need(code).plain


def need_reasons(house: House, case: Case, result: Assessed, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The answers these needs came from, in words, without those of needs that are masked here."""
    shown = [n for n in result.needs if n.code in codes and not is_masked(house, case, result, n.code)]
    refs = tuple(dict.fromkeys(ref for need in shown for ref in need.refs))
    return tuple(r.says for r in reasons(house.question_set, refs, result.walk.values))
