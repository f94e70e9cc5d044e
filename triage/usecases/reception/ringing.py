"""Ringing a service's duty number while the questions go on (design.md 6): whom, what to say first, what they said.

A ring asks only whether somebody could be seen: nobody's name and not a word about them is passed on, since nothing is
agreed yet (promises.md P16). With a visit in hand it is written down there, so that who said yes is asked for later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from triage.core.directory import Service
from triage.core.handoff import is_a_name
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.building import FULL, say_building
from triage.usecases.reception.rang import FULL_TODAY, NO_ANSWER, NOT_NOW, YES, rang_words
from triage.usecases.visit.matches import workers_today
from triage.usecases.visit.sitting import RANG
from triage.usecases.write import add_event

ENDS = (
    (YES, "They can see them. You say who"),
    (NO_ANSWER, "No answer"),
    (NOT_NOW, "Not just now"),
    (FULL_TODAY, "Full today. Every desk is told"),
)


@dataclass(frozen=True, slots=True)
class RingView:
    """Whom to ring. `numbers` are (who, number), the first to be tried first; `first` is said first, in these words.

    `code` is the visit it is written down with, or empty; `ends` are what may have come of it, as (id, words).
    """

    service: str
    label: str
    numbers: tuple[tuple[str, str], ...]
    first: str
    code: str
    ends: tuple[tuple[str, str], ...]
    workers: tuple[str, ...] = ()
    said: str = ""


def see_ring(rows: Rows, house: House, ctx: Context, service: str, contact_id: str = "") -> RingView:
    """The numbers of a service: who is on duty, then the team. Nobody who knows somebody involved. Writes nothing."""
    found = _service(house, service)
    case = load(rows, house, ctx, contact_id) if contact_id else None
    workers = workers_today(found, ctx, case.marks.conflicts if case else ())
    names = () if found.sensitive else workers
    on_duty = {worker.name: worker.extension for worker in found.workers if worker.extension}
    numbers = [(name, on_duty[name]) for name in names if name in on_duty]
    return RingView(
        service=found.id,
        label=found.public_label,
        numbers=(*numbers, *([(found.public_label, found.phone)] if found.phone else [])),
        first=_first(house, ctx, names),
        code=case.contact.code if case else "",
        ends=_ends(found, bool(case)),
        workers=workers,
        said=rang_words(case, found.id) if case else "",
    )


def record_ring(
    rows: Rows, house: House, ctx: Context, service: str, how: str, contact_id: str = "", worker: str = ""
) -> RingView:
    """What came of it. A yes names who said it, never a desk; full today holds for every desk. Raises UseCaseError."""
    found = _service(house, service)
    if how not in dict(_ends(found, bool(contact_id))):
        raise UseCaseError("That is not in the list. Choose one of the lines.")
    if how == YES and not is_a_name(worker):
        raise UseCaseError("Who said yes? A name is needed, not a desk.")
    if contact_id:
        if load(rows, house, ctx, contact_id).closed:
            raise UseCaseError("That visit is already finished. Start a new one at the front desk.")
        detail = {"service": found.id, "how": how, "worker": worker.strip() if how == YES else ""}
        add_event(rows, ctx, contact_id, RANG, detail=json.dumps(detail, ensure_ascii=False))
    if how == FULL_TODAY:
        say_building(rows, house, ctx, found.id, FULL)
    return see_ring(rows, house, ctx, found.id, contact_id)


def _ends(service: Service, visit: bool) -> tuple[tuple[str, str], ...]:
    """What may come of it: with nobody in hand, and of somebody outside, only what there is somewhere to write down."""
    return tuple(
        (how, words)
        for how, words in ENDS
        if (visit or how == FULL_TODAY) and (service.in_building or how != FULL_TODAY)
    )


def _first(house: House, ctx: Context, names: tuple[str, ...]) -> str:
    """Said first: who is ringing and what is asked, and nothing about the person."""
    me = ctx.actor.name.split(",")[0].split()
    who = f"{me[0]} at {ctx.terminal.name}" if me else ctx.terminal.name
    hello = f"Hello, is that {names[0]}? " if names else ""
    return f"{hello}This is {who}, {house.directory.hub.name}. Somebody is here with me. Could you see them now?"


def _service(house: House, service: str) -> Service:
    found = house.directory.by_id.get(service)
    if found is None:
        raise UseCaseError("That service is no longer in the list. Go back and look again.")
    return found
