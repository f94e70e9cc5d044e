"""The section titles with their states in words and marks, and how long it has taken: quietly, never a countdown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.content import Content

from triage.tui.safe import Words, show
from triage.usecases.say import how_long
from triage.usecases.views import AssessmentView, SectionView

TICK = 5.0  # seconds
SPACINGS = (("   ", ": part"), ("  ", ": part"), ("  ", "…"), (" ", "…"))  # as wide as fits: "later" must be read
LONG = SPACINGS[:3]  # with less room than that it is not said when they came


class SectionStrip(Words):
    """`Reason ✓   Home •   Money   You   Private: later    2 min, came 09:41`."""

    FIXED = True
    _view: AssessmentView | None = None
    _again = ""  # the title of a question that is asked again, away from where the visit goes on

    def on_mount(self) -> None:
        self._long = ""
        self.set_interval(TICK, self.tick)

    def draw(self, view: AssessmentView, now: Callable[[], datetime]) -> None:
        """`view` as it is at this moment; from then on the minutes go on by themselves."""
        if view is not self._view:
            self._view, self._now, self._since = view, now, now()
        self._long = self._how_long()
        self._draw_again()

    def ask_again(self, title: str) -> None:
        """The mark goes to where an earlier question is put once more; without a title, back to where the visit goes on."""
        self._again = title
        self._draw_again()

    def tick(self) -> None:
        """The minutes as they are now."""
        if self._view is not None and self._long != (long := self._how_long()):
            self._long = long
            self._draw_again()

    def _how_long(self) -> str:
        """How long it has taken, and after a comma when they came."""
        assert self._view is not None
        now = self._now()
        since = int((now - self._since).total_seconds() // 60)
        return how_long(self._view.minutes + since, self._view.came, now)

    def on_resize(self) -> None:
        self._draw_again()

    def _draw_again(self) -> None:
        if self._view is None:
            return
        short = self._long.partition(",")[0]
        ways = [*((self._long, spacing) for spacing in LONG), *((short, spacing) for spacing in SPACINGS)]
        fits = (way for way in ways if self._line(way[1]).cell_length <= self._room(way[0]))
        long, spacing = next(fits, ways[-1])
        left = self._line(spacing).truncate(self._room(long), ellipsis=True, pad=True)
        self.put(Content.assemble(left, "  ", show(long, "$text-muted")))

    def _room(self, long: str) -> int:
        return max(10, self.size.width - len(long) - 2)

    def _line(self, spacing: tuple[str, str]) -> Content:
        between, part = spacing
        sections = self._view.sections if self._view else ()
        return Content(between).join([_title(section.title, self._state(section), part) for section in sections])

    def _state(self, section: SectionView) -> str:
        if self._again and section.title == self._again:
            return "here"
        return "todo" if self._again and section.state == "here" else section.state


def _title(title: str, state: str, part: str) -> Content:
    if state == "here":
        return Content.assemble(show(title, "bold"), show(" •", "bold"))
    if state == "done":
        return Content.assemble(show(title), show(" ✓"))
    after = {"part": part, "later": ": later"}.get(state, "")
    return show(title + after, "$text-muted")
