"""They wait, or somebody else goes on with them: asked at any moment of a visit, with everything kept."""

from __future__ import annotations

from typing import Any

from triage.tui.base import Deskside
from triage.tui.modals.pick import LinesModal
from triage.usecases.contacts import park_contact

LABELS = (
    ("Where do they wait?", "seats by the window"),
    ("What for?", "the housing team"),
    ("Passed on to somebody? (Tab)", "a name; they pick them up at any desk"),
)


async def let_wait(screen: Deskside[Any], contact_id: str, code: str) -> str | None:
    """Ask where, what for, and, for whoever goes there by Tab, who goes on. What to say at the desk, or None. In a turn."""
    told = await screen.ask(LinesModal(f"{code} waits", LABELS, "Enter skips. Everything is kept.", aside=1))
    if told is None or await screen.do(park_contact, contact_id, told[1], told[0], told[2]) is None:
        return None
    return f"{code} waits{f' for {told[2]}' if told[2] else ''}. Everything is saved."
