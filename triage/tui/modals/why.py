"""Before what is not one's own is opened: why (usecases.trust.glass). A list, so that nobody writes about a person in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from triage.tui.modals.pick import PickModal
from triage.usecases.trust.glass import ASKS, REASONS, give_reason

if TYPE_CHECKING:
    from triage.tui.base import Deskside
    from triage.usecases.guard import ReasonNeeded


async def say_why(screen: Deskside[Any], needed: ReasonNeeded) -> bool:
    """Whether a reason was given. Without one nothing is opened, and that is said."""
    why = await screen.ask(PickModal(ASKS, REASONS, str(needed)))
    if why is None:
        screen.say("It was not opened.")
        return False
    await screen.save(give_reason, needed.contact_id, why)
    return True
