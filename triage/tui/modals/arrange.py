"""What is arranged beside the questions, line by line: an interpreter, or a word of their own for safe contact."""

from __future__ import annotations

from typing import Any

from triage.tui.base import Deskside
from triage.tui.modals.pick import LinesModal, PickModal
from triage.usecases.handoff.after_views import ArrangedLine
from triage.usecases.visit.arranged import WHAT, arrange, see_arranged

OPEN = ("", "Leave it open")


async def arrange_beside(screen: Deskside[Any], contact_id: str) -> None:
    """Until it is left; each line is saved by itself. Only inside a turn."""
    what = await screen.ask(PickModal("What is to be arranged?", WHAT))
    view = await screen.do(see_arranged, contact_id, what) if what else None
    while view is not None:
        lines = [(line.id, f"{line.label}: {line.said or '–'}") for line in view.lines]
        chosen = await screen.ask(PickModal(view.title, lines, view.words))
        line = next((line for line in view.lines if line.id == chosen), None)
        if line is None:
            return
        said = await _said(screen, line)
        if said is not None:
            view = await screen.do(arrange, contact_id, view.what, line.id, said) or view


async def _said(screen: Deskside[Any], line: ArrangedLine) -> str | None:
    if line.options:
        return await screen.ask(PickModal(line.label, (*line.options, OPEN)))
    typed = await screen.ask(
        LinesModal(line.label, ((line.said or "nothing yet", line.hint),), "Empty leaves it open.")
    )
    return typed[0] if typed is not None else None
