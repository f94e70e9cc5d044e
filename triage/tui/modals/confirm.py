"""One question with yes and no. The safe answer is what Escape gives."""

from __future__ import annotations

from textual.app import ComposeResult

from triage.tui import keys
from triage.tui.base import DeskModal
from triage.tui.safe import Words


class ConfirmModal(DeskModal[bool]):
    """Answers True or False. `yes` and `no` are the words of the footer."""

    BINDINGS = keys.bind(keys.YES, keys.NO)

    def __init__(self, title: str, words: str = "", *, yes: str = "yes", no: str = "no") -> None:
        super().__init__()
        self._title, self._words = title, words
        for key, label in (("enter", yes), ("n", no), ("escape", no)):
            for binding in self._bindings.key_to_bindings.pop(key, []):
                self._bindings._add_binding(keys.relabelled(binding, label))

    def body(self) -> ComposeResult:
        yield Words(self._title, classes="loud")
        if self._words:
            yield Words(self._words, classes="quiet gap")

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
