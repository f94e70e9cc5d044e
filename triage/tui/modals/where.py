"""Where somebody is today: one key, and a name for a hall or a school if they like."""

from __future__ import annotations

from triage.tui.base import Deskside
from triage.tui.modals.pick import LinesModal, PickModal
from triage.usecases.reception.whereabouts import ELSEWHERE, KINDS, WhereView, say_where

ABOUT = "It holds until midnight. Away from the hub nothing is a walk-over."


async def where_today(screen: Deskside[None]) -> WhereView | None:
    """Ask, and write it down. None when it was left. Only inside a turn or a load."""
    kind = await screen.ask(PickModal("Where are you today?", KINDS, ABOUT))
    if kind is None:
        return None
    named: tuple[str, ...] | None = ("",)
    if kind == ELSEWHERE:
        hint = "St Mark's hall, the library; never somebody's address"
        named = await screen.ask(LinesModal("Where is that?", (("A name, or Enter", hint),)))
    return None if named is None else await screen.do(say_where, kind, named[0])
