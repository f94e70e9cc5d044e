"""A name that is typed: known ones are offered beside the field, and one nobody has heard of is asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from triage.core.handoff import is_a_name
from triage.tui.base import Deskside
from triage.tui.modals.confirm import ConfirmModal
from triage.usecases.handoff.known_names import ALL_THE_SAME, as_known, unknown, who_may_go_on

ROOM = 52


async def who_is_meant(
    screen: Deskside[Any], typed: str, names: Sequence[str], sure: str = ALL_THE_SAME, *, yes: str = "pass on"
) -> str | None:
    """The name as it is known here, or as typed once somebody has said that it is right; None for back. In a turn.

    What cannot be a name goes through: the use case says what is needed instead.
    """
    if known := as_known(typed, names):
        return known
    if not is_a_name(typed):
        return typed
    return typed if await screen.ask(ConfirmModal(unknown(typed, names), sure, yes=yes, no="back")) else None


def offered(screen: Deskside[Any]) -> str:
    """As many names as there is room for, but for whoever sits here."""
    office, shown = screen.desk.office, "a name"
    me = office.actor.name if office.actor else ""
    for name in who_may_go_on(office.house, office.now()):
        if name == me:
            continue
        if len(f"{shown}, {name} …") > ROOM:
            return f"{shown} …"
        shown += f", {name}" if ":" in shown else f": {name}"
    return shown
