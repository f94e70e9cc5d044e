"""They wait, or somebody else goes on with them: asked at any moment of a visit, with everything kept."""

from __future__ import annotations

from typing import Any

from triage.tui.base import Deskside
from triage.tui.modals.names import offered, who_is_meant
from triage.tui.modals.pick import LinesModal
from triage.usecases.handoff.known_names import who_may_go_on
from triage.usecases.reception.contacts import park_contact

WHERE = ("Where do they wait?", "seats by the window")
WHAT_FOR = ("What for?", "the housing team")
PASSED_ON = "Passed on to somebody? (Tab)"


async def let_wait(screen: Deskside[Any], contact_id: str, code: str) -> str | None:
    """Ask where, what for, and, for whoever goes there by Tab, who goes on. What to say at the desk, or None. In a turn."""
    told: tuple[str, ...] = ()
    names = who_may_go_on(screen.desk.office.house, screen.desk.office.now())
    lines = (WHERE, WHAT_FOR, (PASSED_ON, offered(screen)))
    while said := await screen.ask(
        LinesModal(f"{code} waits", lines, "Enter skips. Everything is kept.", aside=1, values=told)
    ):
        told = said
        if (to := await who_is_meant(screen, told[2], names)) is None:
            continue
        if await screen.do(park_contact, contact_id, told[1], told[0], to) is None:
            return None
        return f"{code} waits{f' for {to}' if to else ''}. Everything is saved."
    return None
