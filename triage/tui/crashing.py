"""What the app does when it fails itself: a reference is told, never a value (promises.md P12; `crash` says the words)."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual.app import App, ScreenStackError
from textual.worker import WorkerFailed

from triage.tui.crash import crash_text, new_reference, write_crash
from triage.tui.leaving import Leaving
from triage.usecases.office import Office


class Crashing(App[None]):
    """Textual's own ways of telling, each taken over: they would print messages and local variables."""

    office_or_none: Office | None
    _leaving: Leaving
    _log_path: Path | None
    _crash_reference = ""

    def _handle_exception(self, error: Exception) -> None:
        if self._only_late(error):
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._crashed(error)
        self._close_messages_no_wait()

    def _only_late(self, error: Exception) -> bool:
        """True for work that came back when the last screen had gone: we are being left, and nothing has failed."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        return isinstance(cause, ScreenStackError) and not self.screen_stack

    def _crashed(self, error: BaseException) -> None:
        self._crash_reference = self._crash_reference or new_reference()
        home = self.office_or_none.home / "crashes.log" if self.office_or_none else None
        write_crash(self._log_path or home, error, self._crash_reference, datetime.now(UTC))

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Called by Textual when its reader loses the terminal: nothing is printed, we leave."""
        self._leaving.now()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._crash_reference and sys.__stderr__ is not None:
            print(crash_text(self._crash_reference), file=sys.__stderr__)

    def _loop_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """asyncio would print the message and the task, with its arguments."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._crashed(error)
