"""They wait, or somebody else goes on with them: asked at any moment of a visit, with everything kept."""

from __future__ import annotations

from typing import Any

from triage.core.handoff import is_a_name
from triage.tui.base import Deskside
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.pick import LinesModal
from triage.usecases.handoff.known_names import ALL_THE_SAME, as_known, unknown, who_may_go_on
from triage.usecases.reception.contacts import park_contact

WHERE = ("Where do they wait?", "seats by the window")
WHAT_FOR = ("What for?", "the housing team")
PASSED_ON = "Passed on to somebody? (Tab)"
ROOM = 52


async def let_wait(screen: Deskside[Any], contact_id: str, code: str) -> str | None:
    """Ask where, what for, and, for whoever goes there by Tab, who goes on. What to say at the desk, or None. In a turn."""
    told: tuple[str, ...] = ()
    lines = (WHERE, WHAT_FOR, (PASSED_ON, _offered(screen)))
    while said := await screen.ask(
        LinesModal(f"{code} waits", lines, "Enter skips. Everything is kept.", aside=1, values=told)
    ):
        told = said
        if (to := await who_goes_on(screen, told[2])) is None:
            continue
        if await screen.do(park_contact, contact_id, told[1], told[0], to) is None:
            return None
        return f"{code} waits{f' for {to}' if to else ''}. Everything is saved."
    return None


async def who_goes_on(screen: Deskside[Any], typed: str) -> str | None:
    """The name as it is known here, or as typed once somebody has said that it is right; None for back. In a turn.

    What cannot be a name goes through: the use case says what is needed instead.
    """
    office = screen.desk.office
    names = who_may_go_on(office.house, office.now())
    if not is_a_name(typed) or (known := as_known(typed, names)):
        return known if is_a_name(typed) else typed
    sure = await screen.ask(ConfirmModal(unknown(typed, names), ALL_THE_SAME, yes="pass on", no="back"))
    return typed if sure else None


def _offered(screen: Deskside[Any]) -> str:
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
