"""What a service was sent: its worker sees exactly what was agreed, answers, and says what came of it (docs/adr/0019).

A list shows codes and how long they wait; what was agreed is read by opening one, and that is written down. A yes is
always by whoever is signed in. Whoever is sent on is taken or rung through by that worker: nobody is sent back to the
front desk to start again (practice.md D1). Called by both faces.
"""

from __future__ import annotations

from triage.core.consent import SAFE_WAY
from triage.core.handoff import FINAL, NEXT, STEP_WORDS, StepKind, allowed, state
from triage.core.policy import Action, FieldClass, may
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.later import NOT_COME, OUTCOMES
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoff.after_views import Ask
from triage.usecases.handoff.handoffs import record_step, sent_on_to
from triage.usecases.handoff.inbox_views import InboxRow, InboxView, SentView
from triage.usecases.handoff.sharing import what_leaves
from triage.usecases.handoff.waits import waiting, waits_words
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.relations import thing, works_at
from triage.usecases.visit.safe_way import NOT_AT_ALL

NOT_YOURS = "That was not sent to your service, or it was taken back. Go back and look again."
NO_WAY = "No safe way to get in touch: do not ring, write or call round. Ask the front desk."
_CHOICES = (
    (StepKind.ACCEPTED, "Yes, I have them"),
    (StepKind.DECLINED, "No"),
    (StepKind.REDIRECTED, "Somebody else is right: I take them there"),
    (StepKind.FIRST_CONTACT, "We have met"),
    (StepKind.DID_NOT_ATTEND, "They did not come"),
    (StepKind.OUTCOME, "How it turned out"),
)
# On the way or with nobody there, an answer says by the way that they have met, or that word was left.
_BY_THE_WAY = {StepKind.WALKING: StepKind.MET, StepKind.NOBODY_THERE: StepKind.SENT}


def see_inbox(rows: Rows, house: House, ctx: Context) -> InboxView:
    """Everything sent to the actor's service that is not over, the longest waiting first; of several, all in one list."""
    services = works_at(house, ctx)
    found = []
    for sent in (one for service in services for one in rows.find(rec.Handoff, service=service.id)):
        case = load(rows, house, ctx, sent.contact_id)
        what = thing(rows, ctx, case.contact, sent.id)
        handoff = next(one for one in case.handoffs if one.handoff.id == sent.id)
        if _here(case, handoff) and may(house.policy, ctx.actor, Action.LIST, what, FieldClass.VISIT).allowed:
            found.append(_row(house, ctx, case, handoff))
    label = say.listed([service.public_label for service in services])
    return InboxView(label, tuple(sorted(found, key=lambda row: row.since)))


def see_sent(rows: Rows, house: House, ctx: Context, handoff_id: str) -> SentView:
    """One of them, with exactly what was agreed and nothing else. Raises UseCaseError for what is not theirs."""
    case, handoff = _find(rows, house, ctx, handoff_id)
    result = assessed(case, house, ctx.now)
    lines = (
        line for need in handoff.needs for line in what_leaves(house, ctx, case, result, handoff.handoff.service, need)
    )
    sends = tuple(dict.fromkeys(lines))
    choices = _choices(house, ctx, case, handoff)
    return SentView(
        row=_row(house, ctx, case, handoff),
        sends=sends,
        choices=choices,
        asks=tuple((step, asked) for step, _ in choices if (asked := _asks(house, ctx, case, handoff, step))),
        no_way="" if any(_is_a_way(line) for line in sends) else NO_WAY,
    )


def answer_sent(rows: Rows, house: House, ctx: Context, handoff_id: str, step: str, said: str = "") -> InboxView:
    """Say yes or no, send them on, or what came of it. `said`: what the step asks.

    Raises UseCaseError without it, and for what does not come next.
    """
    view = see_sent(rows, house, ctx, handoff_id)
    if step not in dict(view.choices):
        raise UseCaseError("That does not come next here. Go back and look again.")
    ask = view.ask(step)
    if ask is not None and said not in dict(ask.options):
        raise UseCaseError("What was it? Choose from the list.")
    _, handoff = _find(rows, house, ctx, handoff_id)
    by_the_way = _BY_THE_WAY.get(state(handoff.path))
    if by_the_way is not None:
        record_step(rows, house, ctx, handoff_id, by_the_way.value)
    kind = StepKind(step)
    if kind is StepKind.REDIRECTED:
        record_step(rows, house, ctx, handoff_id, step, ctx.actor.name, to=said)
    elif kind is StepKind.DECLINED:
        record_step(rows, house, ctx, handoff_id, step, because=said)
    else:
        record_step(rows, house, ctx, handoff_id, step, ctx.actor.name, dict(ask.options)[said] if ask else "")
    return see_inbox(rows, house, ctx)


def _find(rows: Rows, house: House, ctx: Context, handoff_id: str) -> tuple[Case, HandoffCase]:
    sent = rows.get(rec.Handoff, handoff_id)
    if sent is None or sent.service not in ctx.actor.services:
        raise UseCaseError(NOT_YOURS)
    case = load(rows, house, ctx, sent.contact_id)
    handoff = next(one for one in case.handoffs if one.handoff.id == handoff_id)
    if not _here(case, handoff):
        raise UseCaseError(NOT_YOURS)
    return case, handoff


def _is_a_way(line: str) -> bool:
    return line.startswith(SAFE_WAY) and line != f"{SAFE_WAY}{NOT_AT_ALL}"


def _here(case: Case, handoff: HandoffCase) -> bool:
    """It was sent, and is neither over nor entered by mistake."""
    return not case.mistake and StepKind.SENT in handoff.path and state(handoff.path) not in FINAL


def _row(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> InboxRow:
    accepted = handoff.has(StepKind.ACCEPTED)
    waits = waiting(house, case, handoff)
    return InboxRow(
        handoff_id=handoff.handoff.id,
        label=house.directory.by_id[handoff.handoff.service].public_label if len(ctx.actor.services) > 1 else "",
        code=case.contact.code,
        mode_words=say.MODE[handoff.handoff.mode],
        now_words=STEP_WORDS[state(handoff.path)],
        worker=accepted.worker if accepted else "",
        since=handoff.steps[-1].happened_at,
        waits=waits_words(house, ctx, case, handoff),
        late=waits is not None and waits.late(ctx.now),
    )


def _choices(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> tuple[tuple[str, str], ...]:
    now = state(handoff.path)
    possible = allowed(handoff.path) | (NEXT[_BY_THE_WAY[now]] if now in _BY_THE_WAY else frozenset())
    onward = _onward(house, ctx, case, handoff)
    return tuple(
        (kind.value, words)
        for kind, words in _CHOICES
        if kind in possible and (kind is not StepKind.REDIRECTED or onward)
    )


def _asks(house: House, ctx: Context, case: Case, handoff: HandoffCase, step: str) -> tuple[Ask, ...]:
    found = {
        StepKind.DECLINED.value: ("Why not?", say.DECLINE_REASONS),
        StepKind.REDIRECTED.value: ("Who is right?", _onward(house, ctx, case, handoff)),
        StepKind.DID_NOT_ATTEND.value: ("What got in the way?", NOT_COME),
        StepKind.OUTCOME.value: ("How did it turn out?", OUTCOMES),
    }.get(step)
    return (Ask(*found),) if found else ()


def _onward(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> tuple[tuple[str, str], ...]:
    """Never a service whose very name would tell this one what they were not told."""
    onward = sent_on_to(house, case, assessed(case, house, ctx.now), handoff)
    return tuple((service, label) for service, label in onward if not house.directory.by_id[service].sensitive)
