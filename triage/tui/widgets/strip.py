"""The section titles with their states in words and marks, and how long it has taken: quietly, never a countdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from triage.tui.safe import Words, show
from triage.usecases.views import SectionView

SPACINGS = (("   ", ": part"), ("  ", ": part"), ("  ", "…"), (" ", "…"))  # as wide as fits: "later" must be read


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
        left = next((line for line in map(self._line, SPACINGS) if line.cell_length <= room), self._line(SPACINGS[-1]))
        self.put(
            Content.assemble(left.truncate(room, ellipsis=True, pad=True), "  ", show(self._minutes, "$text-muted"))
        )

    def _line(self, spacing: tuple[str, str]) -> Content:
        between, part = spacing
        return Content(between).join([_title(section, part) for section in self._sections])


def _title(section: SectionView, part: str) -> Content:
    if section.state == "here":
        return Content.assemble(show(section.title, "bold"), show(" •", "bold"))
    if section.state == "done":
        return Content.assemble(show(section.title), show(" ✓"))
    after = {"part": part, "later": ": later"}.get(section.state, "")
    return show(section.title + after, "$text-muted")
