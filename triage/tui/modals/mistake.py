"""Marking a visit as a mistake: why, and then whom to ring. The same from today's list and from the page of a visit."""

from __future__ import annotations

from triage.tui.base import Deskside
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.pick import PickModal
from triage.usecases.reception.mistakes import (
    ASKED_AGAIN,
    NOBODYS,
    WHOSE,
    WHY,
    WRONG_PERSON,
    mark_mistake,
    move_visit,
    see_move,
    take_back_mark,
)

KEPT = "It then counts nowhere. Nothing is deleted, and its page can still be read."


async def mark(screen: Deskside[None], contact_id: str, code: str, marked: bool = False) -> bool:
    """Ask why and mark it, or take the mark back; True once that is done. Only inside a turn."""
    if marked:
        return await _take_back(screen, contact_id, code)
    why = await screen.ask(PickModal(f"{code} should not be there?", WHY, KEPT))
    if why == WRONG_PERSON and (whose := await screen.do(see_move, contact_id)) is not None:
        to = await screen.ask(PickModal(WHOSE, (*whose, NOBODYS), ASKED_AGAIN))
        if to is None:
            return False
        if to != NOBODYS[0]:
            return await _move(screen, contact_id, to)
    done = await screen.do(mark_mistake, contact_id, why) if why else None
    if done is None:
        return False
    ring = f" Ring {' and '.join(done.ring)}: it was a mistake." if done.ring else ""
    screen.say(f"{done.code} is marked as a mistake.{ring}")
    return True


async def _move(screen: Deskside[None], contact_id: str, to: str) -> bool:
    done = await screen.do(move_visit, contact_id, to)
    if done is None:
        return False
    ring = f" Ring, it was somebody else: {'; '.join(done.ring)}." if done.ring else ""
    screen.say(f"{done.code} is moved to {done.to}.{ring}")
    return True


async def _take_back(screen: Deskside[None], contact_id: str, code: str) -> bool:
    asks = f"{code} was no mistake after all?", "It counts again. Whoever was told otherwise is to be asked again."
    done = await screen.do(take_back_mark, contact_id) if await screen.ask(ConfirmModal(*asks)) else None
    if done is None:
        return False
    ring = f" Ask again: {' and '.join(done.ring)}." if done.ring else ""
    screen.say(f"{done.code} counts again.{ring}")
    return True
