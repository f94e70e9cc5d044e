"""One desk holds a visit; the others see where it is open, and take it over with a reason (design.md 3, idea 10).

Nothing is written to hold it: whoever opened or picked it up last holds it, while triage is open at that desk and until
the person waits, is passed on or is finished with. So a desk that dies lets go at once, and no clock decides (P33).
`guarded` stands between every use case and the rows: nothing gets into a visit that somebody else has open.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.sitting import BESIDE_THE_WAY, CLOSING, is_over

COMES = frozenset({"opened", "resumed"})
RESUMED = "resumed"
_ABOUT = (rec.Access, rec.Right)  # who looked at it and what was asked about it, wherever it is open
_SAID = (rec.Answer, rec.PersonDetail, rec.Need)  # only ever written by whoever talks with them


@dataclass(frozen=True, slots=True)
class Holder:
    """Who opened or picked up a visit last, where and when. `why` is empty where nobody had to be asked to let go."""

    terminal_id: str
    desk: str
    who: str
    since: datetime
    why: str = ""


class HeldElsewhere(UseCaseError):
    """Somebody has it open at another desk; `who_has_it` says who. A face asks for a reason, and then takes it over."""

    def __init__(self, who_has_it: str) -> None:
        super().__init__(
            f"{who_has_it} Take them over from the list at the front desk, and say why; or ask there first."
        )
        self.who_has_it = who_has_it


class TakenOver(UseCaseError):
    """Somebody else went on with it meanwhile; what was to be written was not."""


def holder(rows: Rows, events: Sequence[rec.ContactEvent], terminal_id: str) -> Holder | None:
    """Whoever else has this visit open now; None when nobody has, or this terminal itself."""
    last = next((event for event in reversed(events) if event.event not in BESIDE_THE_WAY), None)
    if last is None or last.event not in COMES or last.terminal_id == terminal_id:
        return None
    return holding(rows, last) if rows.is_open(last.terminal_id) else None


def left_open(rows: Rows, events: Sequence[rec.ContactEvent], terminal_id: str) -> str:
    """The desk at which a visit was left open that nobody has open now; empty for any other."""
    last = next((event for event in reversed(events) if event.event not in BESIDE_THE_WAY), None)
    if last is None or last.event not in COMES or last.terminal_id == terminal_id or rows.is_open(last.terminal_id):
        return ""
    return holding(rows, last).desk


def went_on(rows: Rows, events: Sequence[rec.ContactEvent], terminal_id: str) -> Holder | None:
    """Whoever picked it up after this terminal had it; None when nobody did, or it is finished."""
    came = next((event for event in reversed(events) if event.event in COMES), None)
    if came is None or came.terminal_id == terminal_id or is_over(events):
        return None
    return holding(rows, came)


def see_taken(rows: Rows, house: House, ctx: Context, contact_id: str) -> str:
    """What to tell at a desk that has a visit on its screen: a sentence, or nothing while it is still theirs."""
    events = rows.find(rec.ContactEvent, contact_id=contact_id)
    other = went_on(rows, events, ctx.terminal.id)
    if other is None:
        came = next((event for event in reversed(events) if event.event in COMES), None)
        over = next((event for event in events if event.event in CLOSING), None)
        if over is None or over.terminal_id == ctx.terminal.id or came is None or came.terminal_id == ctx.terminal.id:
            return ""
        other = holding(rows, came)
    return taken_words(other)


def taken_words(other: Holder) -> str:
    """`Priya at Desk 2 took this over at 10:20: the person is there now.`"""
    why = f": {other.why}" if other.why else ""
    return f"{other.who} at {other.desk} {'took this over' if why else 'went on with this'} at {say.clock(other.since)}{why}."


def held_words(other: Holder) -> str:
    """`Priya has this open at Desk 2, since 10:05.`"""
    return f"{other.who} has this open at {other.desk}, since {say.clock(other.since)}."


def let_go(rows: Rows, ctx: Context, events: Sequence[rec.ContactEvent], because: str) -> str:
    """What to write into the event that takes it: empty where nobody holds it. Raises HeldElsewhere without a reason."""
    other = holder(rows, events, ctx.terminal.id)
    if other is None:
        return ""
    if not because.strip():
        raise HeldElsewhere(held_words(other))
    return json.dumps({"why": because.strip()[:80], "from": other.terminal_id})


def guarded(rows: Rows, ctx: Context) -> Rows:
    """The same rows; whatever would be written into a visit that is open elsewhere raises TakenOver."""
    rows.guard(lambda record: _may_write(rows, ctx, record))
    return rows


def _may_write(rows: Rows, ctx: Context, record: rec.Record) -> None:
    contact_id = getattr(record, "contact_id", "")
    resumed = isinstance(record, rec.ContactEvent) and record.event == RESUMED
    if not contact_id or resumed or isinstance(record, _ABOUT):
        return
    events = rows.find(rec.ContactEvent, contact_id=contact_id)
    other = holder(rows, events, ctx.terminal.id)
    had_it = any(event.event in COMES and event.terminal_id == ctx.terminal.id for event in events)
    if other is None and had_it and isinstance(record, _SAID):
        other = went_on(rows, events, ctx.terminal.id)
    if other is not None:
        raise TakenOver(f"{taken_words(other)} This was not saved.")


def holding(rows: Rows, came: rec.ContactEvent) -> Holder:
    """Who that was, in words a list may show: the first name and the desk."""
    staff = {actor.actor_id: actor.name for actor in rows.find(rec.Actor)}
    desk = rows.get(rec.Terminal, came.terminal_id)
    said = json.loads(came.detail).get("why", "") if came.detail else ""
    name = staff.get(came.actor_id, "").split()
    return Holder(
        came.terminal_id, desk.name if desk else "another desk", name[0] if name else "Somebody", came.at, said
    )
