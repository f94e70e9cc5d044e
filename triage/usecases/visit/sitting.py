"""What a visit's events and its person's other visits say besides the answers: who speaks, how long, how often.

Read by `case` into the `Situation` of a walk. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from triage.core.appointments import appointment_moment
from triage.core.facts import Speaker
from triage.usecases import records as rec

LEADING = "leading"  # the event that says they asked for one person, or who the law says it is; the latest counts
SPEAKING = "speaking"  # the event that says who speaks from here on; the latest counts
COMING = "coming"  # the event that says when they can come, when they are not in the building; the latest counts
RANG = "rang"  # a service was rung while the questions went on: which, and what came of it
NOT_CARRIED = "not_carried"  # what was offered from an earlier visit and is not right any more: it is asked again
UNMARKED = "unmarked"  # takes the place of the event that marked it, when it was no mistake after all
MOVED_FROM = "moved_from"  # the event that says what was written for somebody else is theirs, and from which visit
MOVED_TO = "moved_to"  # in the event that marks a visit as a mistake: the code of the one it is in now
BESIDE_THE_WAY = (
    "moved",
    "opened_questions",
    SPEAKING,
    LEADING,
    COMING,
    NOT_CARRIED,
    UNMARKED,
    RANG,
    MOVED_FROM,
)  # after these the visit stands as it stood
LEAD_CHANGE = "lead_change"  # of a review: another one keeps it together, and whether the person was told
MISTAKE = "mistake"  # how a visit closed that should not be there; it may have closed otherwise before
CLOSING = ("closed", "abandoned")  # the events that end a visit
VISIT_DAYS = 90
_COMES = frozenset({"opened", "resumed"})
_GOES = frozenset({"waiting", "parked", "passed_to", "interrupted", *CLOSING})


def speaker_of(events: Iterable[rec.ContactEvent]) -> Speaker:
    """Who is speaking now (practice.md A0): themselves, until somebody at the desk says otherwise."""
    said = [json.loads(event.detail)["speaker"] for event in events if event.event == SPEAKING]
    return Speaker(said[-1]) if said else Speaker.SELF


def leading_of(events: Iterable[rec.ContactEvent]) -> tuple[bool, str]:
    """(they asked for one person, by which duty somebody leads already), as said last (practice.md D3)."""
    said = [json.loads(event.detail) for event in events if event.event == LEADING]
    return (said[-1]["asked_for"], said[-1]["owner"]) if said else (False, "")


def is_kept(lead: rec.Lead | None) -> bool:
    """Whether somebody keeps it together, or was asked to: not once they said no or it was taken back."""
    return lead is not None and lead.state in ("told", "accepted")


def who_leads(rows: Iterable[rec.Lead]) -> tuple[rec.Lead | None, rec.Lead | None]:
    """(who keeps it together, who was named to take over). Nobody takes over before they said yes (practice.md D3)."""
    every = list(rows)
    live = [row for row in every if is_kept(row)]
    accepted = [row for row in live if row.state == "accepted"]
    if not accepted:
        return next(reversed(live or every), None), None
    after = [row for row in live if row.state == "told" and row.id > accepted[-1].id]
    return accepted[-1], next(reversed(after), None)


def coming_of(events: Iterable[rec.ContactEvent], now: datetime) -> datetime | None:
    """When they said they can come (contract.md 4); None where nobody asked, it was taken back, or has gone by."""
    said = [json.loads(event.detail)["when"] for event in events if event.event == COMING]
    moment = appointment_moment(said[-1]) if said else None
    return moment if moment and moment > now else None


def minutes_here(events: Iterable[rec.ContactEvent], now: datetime, said: Iterable[datetime] = ()) -> int:
    """Whole minutes somebody has talked with them; while they waited, nobody's time ran (practice.md A1).

    A visit may be opened again that nobody put down, after the plug was pulled, say: then the talk before it ended with
    the last of `said`, when anything was answered.
    """
    moments = sorted(said)
    spent, since = timedelta(), None
    for event in events:
        if event.event in _COMES:
            if since is not None:
                last = max((moment for moment in moments if since < moment <= event.at), default=since)
                spent += last - since
            since = event.at
        elif event.event in _GOES and since is not None:
            spent, since = spent + (event.at - since), None
    if since is not None:
        spent += now - since
    return max(0, int(spent.total_seconds() // 60))


def is_over(events: Iterable[rec.ContactEvent]) -> bool:
    """Whether the visit of these events is finished."""
    return any(event.event in CLOSING for event in events)


def how_closed(event: rec.ContactEvent) -> str:
    """How the visit ended, as the event that ended it says: finished, went_home, mistake …; empty where it does not."""
    return str(json.loads(event.detail or "{}").get("how", ""))


def mistake_in(events: Iterable[rec.ContactEvent]) -> str:
    """Why these events of one visit mark it as a mistake; empty if none does."""
    details = (json.loads(event.detail) for event in events if event.event == "closed" and event.detail)
    return next((str(detail.get("why", "")) for detail in details if detail.get("how") == MISTAKE), "")


def visits_before(contact: rec.Contact, others: Iterable[rec.Contact]) -> int:
    """How many of the person's other visits were in the 90 days before; one not surely theirs is not among them."""
    earliest = contact.at - timedelta(days=VISIT_DAYS)
    return sum(earliest <= other.at < contact.at for other in others)
