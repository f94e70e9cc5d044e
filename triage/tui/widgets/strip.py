"""The section titles with their states in words and marks, and how long it has taken: quietly, never a countdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from triage.tui.safe import Words, show
from triage.usecases.views import SectionView


class SectionStrip(Words):
    """`Reason ✓   Home •   Money   You   Private: later                2 min`."""

    FIXED = True

    def on_mount(self) -> None:
        self._sections: tuple[SectionView, ...] = ()
        self._minutes = ""

    def draw(self, sections: Sequence[SectionView], started: datetime, now: datetime) -> None:
        self._sections = tuple(sections)
        self._minutes = f"{max(0, int((now - started).total_seconds() // 60))} min"
        self._again()

    def on_resize(self) -> None:
        self._again()

    def _again(self) -> None:
        room = max(10, self.size.width - len(self._minutes) - 2)
        left = Content("   ").join([_title(section) for section in self._sections])
        self.put(
            Content.assemble(left.truncate(room, ellipsis=True, pad=True), "  ", show(self._minutes, "$text-muted"))
        )


def _title(section: SectionView) -> Content:
    if section.state == "here":
        return Content.assemble(show(section.title, "bold"), show(" •", "bold"))
    if section.state == "done":
        return Content.assemble(show(section.title), show(" ✓"))
    after = {"part": ": part", "later": ": later"}.get(section.state, "")
    return show(section.title + after, "$text-muted")
