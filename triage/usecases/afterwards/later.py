"""After a visit: what came of each try, how it went for them, and what is to be looked at again (contract.md 5).

Reasons for not coming are neutral and never about the person. Somebody who did not come is tried three times; then a
supervisor signs before it is finished with, and nothing about safety ever is for that reason (practice.md D7).
"""

from __future__ import annotations

from datetime import timedelta

from triage.core.clocks import TRIES, Clock
from triage.core.handoff import STEP_WORDS, StepKind, allowed, is_a_name, state
from triage.core.plan import IN_PERSON
from triage.core.text import upper_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.looked_at import CARD, DECISION, cards_unseen, looked_at_rows, supervisors, undecided
from triage.usecases.case import Case, HandoffCase, assessed, load
from triage.usecases.handoff.after_no import BY_US, no_rows, noes, record_after_no
from triage.usecases.handoff.after_views import Ask, LaterRow, LaterView
from triage.usecases.handoff.handoffs import record_step, sent_on_to, start_handoff
from triage.usecases.handoff.waits import NOT_REACHED, TRY, after_visit, after_words, tries, waiting, waits_words
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.masking import as_known
from triage.usecases.visit.arranged import word_words
from triage.usecases.visit.safe_way import may_reach, safe_contact
from triage.usecases.write import stamp

NOT_COME = (
    ("travel", "Getting there was hard"),
    ("letter", "The letter did not arrive or was not read"),
    ("other_care", "Children or others to look after"),
    ("worry", "Worried about going"),
    ("unwell", "Not well"),
    ("not_known", "Not known yet"),
)
OUTCOMES = (
    ("sorted", "It is sorted out"),
    ("partly", "Some of it is sorted out"),
    ("not_sorted", "It is not sorted out"),
    ("not_known", "Nobody knows yet"),
)
ONLY_A_NAME = "Say only your first name; if somebody else answers, it was the wrong number"
_NO_REPLY = (NOT_REACHED, "They could not be reached")
FOUND = {
    Clock.FOLLOW_UP: (("well", "It goes well"), ("stuck", "Something is stuck"), _NO_REPLY),
    Clock.PLAN_CHECK: (("right", "The plan is still right"), ("change", "Something must change"), _NO_REPLY),
    Clock.OUTCOME: (*OUTCOMES[:3], _NO_REPLY),
}
TITLES = {Clock.FOLLOW_UP: "How it went", Clock.PLAN_CHECK: "The plan", Clock.OUTCOME: "How it turned out"}
SIGNED = "sign_off"
HOW_TRIED = (
    ("safe_way", "The safe way they gave"),
    ("other_time", "The safe way, at another time of day"),
    ("worker", "Through a worker they know"),
)
AGAIN, REOPEN_DAYS = "again", 90
_YES_NO = (("no", "No"), ("yes", "Yes, or nobody knows"))
_BEFORE_CLOSING = (
    Ask("Could it be that they cannot safely be reached?", _YES_NO),
    Ask("Could a child or an adult be at risk?", _YES_NO),
    Ask("Is anything that cannot wait still open?", _YES_NO),
)
_CHOICES = (
    (StepKind.MET, "They have been introduced"),
    (StepKind.ACCEPTED, "They said yes"),
    (StepKind.DECLINED, "They said no"),
    (StepKind.REDIRECTED, "They sent it on to somebody else"),
    (StepKind.FIRST_CONTACT, "They have met"),
    (StepKind.DID_NOT_ATTEND, "The person did not come"),
    (StepKind.SENT, "Reached, and asked again"),
    (StepKind.OUTCOME, "How it turned out"),
    (StepKind.CLOSED, "Finished with"),
)


def see_later(rows: Rows, house: House, ctx: Context, contact_id: str) -> LaterView:
    """Every try that waits or that somebody said yes to, what is asked after the visit, and what nobody looked at."""
    return _view(house, ctx, load(rows, house, ctx, contact_id))


def has_later(house: House, case: Case) -> bool:
    """Whether there is anything to come back to."""
    return bool(
        _tries(house, case)
        or noes(case)
        or after_visit(house, case)
        or undecided(case)
        or cards_unseen(case.card_events, case.reviews)
    )


def record_later(rows: Rows, house: House, ctx: Context, contact_id: str, key: str, step: str, *said: str) -> LaterView:
    """Write one of these down. `said`: what the step asks, in order.

    Raises UseCaseError without it, or for closing what must stay open.
    """
    case = load(rows, house, ctx, contact_id)
    row = next((row for row in _view(house, ctx, case).rows if row.key == key), None)
    if row is None or step not in dict(row.choices):
        raise UseCaseError("That does not come next here. Go back and look again.")
    asks = row.asked(step)
    if len(said) != len(asks):
        raise UseCaseError("What was it? Choose from the list.")
    for ask, answer in zip(asks, said, strict=True):
        if not ask.name and answer not in dict(ask.options):
            raise UseCaseError("What was it? Choose from the list.")
        if ask.name and not is_a_name(answer):
            raise UseCaseError("Who was it? A name is needed, not a desk.")

    handoff = next((h for h in case.handoffs if h.handoff.id == key), None)
    if handoff is not None and step in BY_US:
        record_after_no(rows, house, ctx, case, handoff, step, said)
    elif handoff is not None:
        _record_try(rows, house, ctx, handoff, step, dict(zip(asks, said, strict=True)))
    elif key in set(Clock):
        _look(rows, ctx, contact_id, key, "", step)
    else:
        card = key in {event.id for event in case.card_events}
        _look(rows, ctx, contact_id, CARD if card else DECISION, key, step, said[0])
    return see_later(rows, house, ctx, contact_id)


def _record_try(
    rows: Rows,
    house: House,
    ctx: Context,
    handoff: HandoffCase,
    step: str,
    said: dict[Ask, str],
) -> None:
    """The next step of one try. `said`: what it asked, with the answers; the last is a name where it takes one."""
    id, contact_id = handoff.handoff.id, handoff.handoff.contact_id
    last = next(reversed(said.values()), "")
    if step == TRY:
        _look(rows, ctx, contact_id, TRY, id, last)
    elif step == AGAIN:
        start_handoff(rows, house, ctx, contact_id, handoff.handoff.service, _mode_again(house, handoff))
    elif step == StepKind.CLOSED and state(handoff.path) is StepKind.DID_NOT_ATTEND:
        if any(said[ask] != "no" for ask in _BEFORE_CLOSING):
            raise UseCaseError("Then it stays open. Ring the safeguarding lead, or the duty lead.")
        _look(rows, ctx, contact_id, SIGNED, id, "closed", last)
        record_step(rows, house, ctx, id, step, because=f"after {len(TRIES)} tries, signed by {last}")
    elif step == StepKind.ACCEPTED:
        before = handoff.has(StepKind.ACCEPTED)
        record_step(rows, house, ctx, id, step, worker=last or (before.worker if before else ""))
    elif step == StepKind.ESCALATED:
        record_step(rows, house, ctx, id, step, worker=last)
    elif step == StepKind.REDIRECTED:
        record_step(rows, house, ctx, id, step, to=last)
    elif step == StepKind.DECLINED:
        record_step(rows, house, ctx, id, step, because=last)
    else:
        words = {answer: dict(ask.options)[answer] for ask, answer in said.items()}
        record_step(rows, house, ctx, id, step, because=words.get(last, ""))


def _look(rows: Rows, ctx: Context, contact_id: str, what: str, about: str, found: str, name: str = "") -> None:
    """Write down that somebody looked: at `about`, a try or a decision, or with "" at the visit."""
    review = rec.Review(**stamp(ctx), contact_id=contact_id, what=what, about=about, found=found, name=name, because="")
    rows.add(review)


# --- what is shown


def _view(house: House, ctx: Context, case: Case) -> LaterView:
    case = as_known(house, ctx, case)
    rows = [_try_row(house, ctx, case, handoff) for handoff in _tries(house, case)]
    reach = safe_contact(case)
    word = f". {told}" if may_reach(case) and (told := word_words(case)) else ""
    how = (
        f". Safe way: {reach}{word}. {ONLY_A_NAME}"
        if may_reach(case)
        else f". {'They asked us not to get in touch' if reach else 'No safe way is known'}: do not ring or write, ask who has them"
    )
    for place, found in enumerate(after_visit(house, case)):
        words = after_words(ctx, case, found)
        shown = f"{upper_first(words)}{'' if place else how}"
        rows.append(LaterRow(found.clock.value, TITLES[found.clock], "", "", shown, FOUND[found.clock]))
    return LaterView(
        case.contact.id, case.contact.code, (*no_rows(house, ctx, case), *rows, *looked_at_rows(house, ctx, case))
    )


def _tries(house: House, case: Case) -> list[HandoffCase]:
    """Those that wait, and those that somebody ever said yes to."""
    return [h for h in case.handoffs if h.has(StepKind.ACCEPTED) or waiting(house, case, h)]


def _try_row(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> LaterRow:
    accepted = handoff.has(StepKind.ACCEPTED)
    choices = _may(house, ctx, case, handoff)
    asks = {step: _asks(house, ctx, case, handoff, step) for step, _ in choices}
    return LaterRow(
        key=handoff.handoff.id,
        label=house.label(handoff.handoff.service),
        worker=accepted.worker if accepted else "",
        now_words=STEP_WORDS[state(handoff.path)],
        waits=waits_words(house, ctx, case, handoff),
        choices=tuple(choices),
        asks=tuple((step, asked) for step, asked in asks.items() if asked),
    )


def _may(house: House, ctx: Context, case: Case, handoff: HandoffCase) -> list[tuple[str, str]]:
    """What may come next. After somebody did not come: a try, and finishing only once all were made (D7)."""
    possible, now = allowed(handoff.path), state(handoff.path)
    tried = tries(handoff, case.reviews)
    if now is StepKind.DID_NOT_ATTEND and (tried < len(TRIES) or _stays_open(case, handoff)):
        possible -= {StepKind.CLOSED}
    if StepKind.REDIRECTED in possible and not sent_on_to(house, case, assessed(case, house, ctx.now), handoff):
        possible -= {StepKind.REDIRECTED}
    found = [(kind.value, words) for kind, words in _CHOICES if kind in possible]
    if now is StepKind.DID_NOT_ATTEND and tried < len(TRIES):
        found.insert(0, (TRY, "Tried to reach them"))
    waits = waiting(house, case, handoff)
    if waits is not None and waits.late(ctx.now):
        found.append((StepKind.ESCALATED.value, "Told somebody higher up"))
    followed = any(later.handoff.follows == handoff.handoff.id for later in case.handoffs)
    if not followed and _may_come_back(ctx, handoff):
        found.append((AGAIN, "They are back: ask again"))
    return found


def _asks(house: House, ctx: Context, case: Case, handoff: HandoffCase, step: str) -> tuple[Ask, ...]:
    workers = tuple((w.name, w.name) for w in house.directory.by_id[handoff.handoff.service].workers)
    if step == TRY:
        return (Ask("How did you try?", HOW_TRIED if may_reach(case) else HOW_TRIED[-1:]),)
    if step == StepKind.CLOSED and state(handoff.path) is StepKind.DID_NOT_ATTEND:
        signs = supervisors(house)
        return (*_BEFORE_CLOSING, Ask("Which supervisor signs?", signs, name=not signs))
    if step == StepKind.ACCEPTED and not handoff.has(StepKind.ACCEPTED):
        return (Ask("Who said yes?", workers, name=True),)
    if step == StepKind.REDIRECTED:
        return (Ask("Whom did they name?", sent_on_to(house, case, assessed(case, house, ctx.now), handoff)),)
    return {
        StepKind.DECLINED.value: (Ask("Why not?", say.DECLINE_REASONS),),
        StepKind.DID_NOT_ATTEND.value: (Ask("What got in the way?", NOT_COME),),
        StepKind.OUTCOME.value: (Ask("How did it turn out?", OUTCOMES),),
        StepKind.ESCALATED.value: (Ask("Who was told?", supervisors(house), name=True),),
    }.get(step, ())


def _stays_open(case: Case, handoff: HandoffCase) -> bool:
    """Safety, and what a card opened or cannot wait, is never closed because somebody did not come (D7)."""
    pressing = {row.code for row in case.needs if row.severity == "urgent"}
    return any(code.startswith("safety.") or code in pressing for code in handoff.needs)


def _may_come_back(ctx: Context, handoff: HandoffCase) -> bool:
    """Finished with because they did not come: for 90 days nobody needs to ask it all again (D7)."""
    path = [kind for kind in handoff.path if kind is not StepKind.ESCALATED]
    if path[-2:] != [StepKind.DID_NOT_ATTEND, StepKind.CLOSED]:
        return False
    return ctx.now - handoff.steps[-1].happened_at <= timedelta(days=REOPEN_DAYS)


def _mode_again(house: House, handoff: HandoffCase) -> str:
    """Not on foot: nobody stands at this desk now."""
    modes = house.directory.by_id[handoff.handoff.service].modes
    return next((mode.value for mode in modes if mode not in IN_PERSON), handoff.handoff.mode)
