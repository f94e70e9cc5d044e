"""What somebody must look at again: decisions to share without agreement, and every card that was used (practice.md B, C5).

Each card is looked at by a supervisor within one working day, whatever became of it, also one that nobody's visit was
open for (practice.md B, 10). Until then the front desk says that one was used, and nothing more of it (B, 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from triage.core.availability import clock
from triage.core.clocks import CARD_LOOKED_AT, moment_after
from triage.core.handoff import is_a_name
from triage.core.needs import Severity
from triage.core.reasons import date_words
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case, deciding
from triage.usecases.handoff.after_views import Ask, LaterRow, LaterView
from triage.usecases.handoff.waits import hub_time
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.card_looks import used
from triage.usecases.write import stamp

DECISION, CARD = "decision", "card"
LOOKED_AT = (("right", "It was right"), ("change", "Something must change"))
_BECAME = {"done": "done", "passed_to": "passed to {to}", "not_as_seemed": "not what it seemed: {because}"}


def undecided(case: Case) -> tuple[rec.Decision, ...]:
    """Decisions to share without agreement, or not to, that nobody has looked at again (practice.md C5)."""
    seen = {review.about for review in case.reviews if review.what == DECISION}
    return tuple(decision for decision in case.decisions if decision.id not in seen)


def cards_unseen(events: Sequence[rec.CardEvent], reviews: Iterable[rec.Review]) -> tuple[rec.CardEvent, ...]:
    """Of each use of a card its last word, unless a supervisor has looked at it. `events`: of one visit, or of none.

    One that somebody only looked at was not used.
    """
    seen = {review.about for review in reviews if review.what == CARD}
    found: list[rec.CardEvent] = []
    opened: dict[str, rec.CardEvent] = {}
    for event in used(events):
        before = opened.pop(event.card, None)
        if event.event != "opened":
            found.append(event)
            continue
        found += [before] if before else []
        opened[event.card] = event
    return tuple(event for event in (*found, *opened.values()) if event.id not in seen)


def look_by(house: House, event: rec.CardEvent) -> datetime:
    """By when a supervisor looks at it: one working day on, at the same time on the wall."""
    return moment_after(CARD_LOOKED_AT, Severity.SIGNIFICANT, event.at, hub_time(house))


def alert(rows: Rows, ctx: Context) -> str:
    """That a card was used today and nobody has looked at it, without a word of whose or which; empty where none was."""
    reviews = rows.since(rec.Review, ctx.midnight)
    events = rows.since(rec.CardEvent, ctx.midnight)
    whose = dict.fromkeys(event.contact_id for event in events)
    unseen = [one for id in whose for one in cards_unseen([e for e in events if e.contact_id == id], reviews)]
    if not unseen:
        return ""
    last = say.clock(max(event.at for event in unseen))
    return f"Duty lead: {f'{len(unseen)} cards were' if len(unseen) > 1 else 'a card was'} used, at {last}"


def looked_at_rows(house: House, ctx: Context, case: Case) -> tuple[LaterRow, ...]:
    """What is to be looked at again of one visit."""
    cards = cards_unseen(case.card_events, case.reviews)
    return (*(_decision_row(house, d) for d in undecided(case)), *(_card_row(house, ctx, event) for event in cards))


def loose_cards(rows: Rows) -> tuple[rec.CardEvent, ...]:
    """Cards used while nobody's visit was open, and not looked at."""
    return cards_unseen(rows.find(rec.CardEvent, contact_id=""), rows.find(rec.Review, contact_id=""))


def see_loose_cards(rows: Rows, house: House, ctx: Context) -> LaterView:
    """The same as rows to look at."""
    return LaterView("", "Cards", tuple(_card_row(house, ctx, event) for event in loose_cards(rows)))


def record_loose_card(rows: Rows, house: House, ctx: Context, key: str, found: str, *said: str) -> LaterView:
    """A supervisor looked at one of them, by name. Raises UseCaseError without the name, or for any other row."""
    if key not in {event.id for event in loose_cards(rows)} or found not in dict(LOOKED_AT) or len(said) != 1:
        raise UseCaseError("That does not come next here. Go back and look again.")
    check_name(*said)
    row = rec.Review(**stamp(ctx), contact_id="", what=CARD, about=key, found=found, name=said[0], because="")
    rows.add(row)
    return see_loose_cards(rows, house, ctx)


def check_name(name: str) -> None:
    """Raises UseCaseError for a desk, or nothing, where a name belongs."""
    if not is_a_name(name):
        raise UseCaseError("Who was it? A name is needed, not a desk.")


def supervisors(house: House) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.name) for one in house.directory.staff if one.role == "supervisor")


def _by_name(house: House) -> tuple[tuple[str, tuple[Ask, ...]], ...]:
    return tuple((found, (Ask("Who looked at it?", supervisors(house), name=True),)) for found, _ in LOOKED_AT)


def _decision_row(house: House, row: rec.Decision) -> LaterRow:
    again = deciding(row).follow_up
    return LaterRow(
        key=row.id,
        label=house.label(row.service),
        worker=row.decided_by,
        now_words="told without asking" if row.share else "decided not to tell",
        waits=f"look at it again on {date_words(again)}" if again else "look at it again",
        choices=LOOKED_AT,
        asks=_by_name(house),
    )


def _card_row(house: House, ctx: Context, event: rec.CardEvent) -> LaterRow:
    by = look_by(house, event)
    late = "was to be looked at" if by < ctx.now else "to be looked at"
    return LaterRow(
        key=event.id,
        label=f"Card {house.question_set.card(event.card).number}",
        worker="",
        now_words=f"{_BECAME.get(event.event, 'left open').format(to=event.to, because=event.because)},"
        f" {clock(event.at, ctx.now)}",
        waits=f"{late} by a supervisor by {clock(by, ctx.now)}",
        choices=LOOKED_AT,
        asks=_by_name(house),
    )
