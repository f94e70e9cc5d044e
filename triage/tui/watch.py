"""What other desks change, noticed within a second: the lists look again, and a visit taken over is told of at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from triage.tui.app import TriageApp

EVERY = 1.0  # seconds; a visit parked at one desk is picked up at another within two


class Watch:
    """One for the app. `changes` counts how often anybody, this desk too, has written something."""

    def __init__(self, app: TriageApp) -> None:
        self._app = app
        self._mark = ""
        self._told = ""
        self._looking = False  # one at a time, also while its news stands on the screen
        self.changes = 0

    def start(self) -> None:
        self._app.set_interval(EVERY, self._soon)

    def _soon(self) -> None:
        office = self._app.office_or_none
        if office is not None and office.actor is not None and not self._looking:
            self._looking = True
            self._app.run_worker(self._look(), group="watch")

    async def _look(self) -> None:
        try:
            await self._look_once()
        finally:
            self._looking = False

    async def _look_once(self) -> None:
        from triage.usecases.ports import UseCaseError

        try:
            mark = await asyncio.wrap_future(self._app.office.mark())
        except UseCaseError:  # the next look or the next key tells it
            return
        if mark != self._mark:
            self._mark = mark
            self.changes += 1
            await self._taken()

    async def _taken(self) -> None:
        """The visit on this screen is somebody else's now: say so, with what was typed here, and then to the front desk."""
        from triage.tui.modals.taken import TakenModal
        from triage.usecases.ports import UseCaseError
        from triage.usecases.reception.leases import see_taken

        app, contact = self._app, self._app.contact_id
        try:
            sentence = await asyncio.wrap_future(app.office.do(see_taken, contact)) if contact else ""
        except UseCaseError:
            return
        await app.until_shown()
        while getattr(app.screen, "SHOWN", False):  # the person reads along; it is told once the screen is turned back
            await asyncio.sleep(EVERY)
        if not sentence or contact != app.contact_id or (told := f"{contact} {sentence}") == self._told:
            return
        self._told = told
        await app.push_screen_wait(TakenModal(sentence, self._typed()))
        if app.contact_id == contact:
            await app.to_front_desk(sentence)

    def _typed(self) -> tuple[str, ...]:
        """What stands in the fields of this visit's screens."""
        fields = [field for screen in self._app.screen_stack for field in screen.query(Input)]
        return tuple(dict.fromkeys(field.value.strip() for field in fields if field.value.strip()))
