"""Another desk: taking a visit over with a reason, and being told that it was taken from here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from triage.tui import keys
from triage.tui.base import DeskModal, Deskside
from triage.tui.modals.reason import ReasonModal
from triage.tui.safe import Words
from triage.usecases import say
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import resume_contact
from triage.usecases.reception.leases import HeldElsewhere
from triage.usecases.views import AssessmentView


async def pick_up(screen: Deskside[None], contact_id: str, code: str) -> AssessmentView | None:
    """Go on with somebody; where another desk has them open, ask why they are taken over. None when left. Inside a turn."""
    try:
        return await screen.save(resume_contact, contact_id)
    except HeldElsewhere as held:
        words = f"Take {code} over? What was said is kept, and they are told why. Esc leaves them there."
        why = await screen.ask(ReasonModal(held.who_has_it, say.TAKE_OVER, words))
        return await screen.do(resume_contact, contact_id, "", why) if why else None
    except UseCaseError as error:
        screen.say(str(error))
        return None


class TakenModal(DeskModal[None]):
    """Who went on with this visit elsewhere; and what was typed here and not saved, so that it is not lost unsaid."""

    BINDINGS = keys.bind(keys.TO_DESK)

    def __init__(self, sentence: str, typed: Sequence[str]) -> None:
        super().__init__()
        self._sentence, self._typed = sentence, typed

    def body(self) -> ComposeResult:
        yield Words(self._sentence, classes="loud")
        yield Words("Everything saved before is kept, and nothing more was written from here.", classes="gap")
        if self._typed:
            yield Words("Typed here and not saved; tell them if it matters:", classes="gap")
            for words in self._typed:
                yield Words(f"“{words}”")

    def action_on(self) -> None:
        self.dismiss(None)
