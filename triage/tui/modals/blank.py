"""The blank: a calm screen with only the clock (practice.md G5). The app puts it up and takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.screen import Screen

from triage.tui.safe import Words

if TYPE_CHECKING:
    from triage.tui.app import TriageApp


class BlankScreen(Screen[None]):
    """No bindings of its own: while it is up the app gives every key only one meaning, to come back."""

    def compose(self) -> ComposeResult:
        yield Words(self._time())

    def on_mount(self) -> None:
        self.set_interval(1.0, lambda: self.query_one(Words).put(self._time()))

    def _time(self) -> str:
        return cast("TriageApp", self.app).time_words
