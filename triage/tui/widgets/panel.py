"""What was heard and who is ready: two lines under the question, or a calm panel beside it on a wide terminal."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from triage.tui.key import Key
from triage.tui.remap import told
from triage.tui.safe import LIT, Words, show, wrap
from triage.usecases.views import AssessmentView

LIT_SECONDS = 0.3


class FootLine(Words):
    """A label and, on one line, what belongs to it: `Heard: … · …`."""

    FIXED = True

    def __init__(self, label: str, *, id: str, key: Key | None = None) -> None:
        """`key` does something with what stands here, and is named at the right."""
        super().__init__(id=id)
        self._label, self._key = label, key
        self._parts: tuple[str, ...] = ()
        self._lit = False

    def draw(self, parts: Iterable[str], *, lit: bool = False) -> None:
        """Draw `parts`, the first of them lit for a moment: the answer just given."""
        self._parts, self._lit = tuple(parts), lit
        self._again()
        if lit:
            self.set_timer(LIT_SECONDS, self._unlit)

    def on_resize(self) -> None:
        self._again()

    def _unlit(self) -> None:
        self._lit = False
        self._again()

    def _again(self) -> None:
        if not self._parts:
            self.put("")
            return
        first = show(f" {self._parts[0]}", LIT if self._lit else "")  # the same room, so that nothing moves
        rest = show("".join(f" · {part}" for part in self._parts[1:]))
        line = Content.assemble(show(f"{self._label}:", "$text-muted"), first, rest)
        if self._key is None:
            self.put(line.truncate(max(1, self.size.width), ellipsis=True))
            return
        hint = Content.assemble("  ", show(told(self._key), "bold"), " ", show(self._key.label, "$text-muted"))
        room = max(1, self.size.width - hint.cell_length)
        self.put(Content.assemble(line.truncate(room, ellipsis=True, pad=True), hint))


class SidePanel(Words):
    """What I've heard · Ready now · Still to ask (about 4). Never a percentage."""

    FIXED = True
    _drawn: AssessmentView | None = None  # a line stays lit for a moment, and by then another answer may be drawn

    def on_resize(self) -> None:
        """It is as wide as it is from the first layout on in which it is shown: what was drawn before was cut for less."""
        if self._drawn is not None:
            self.draw(self._drawn)

    def draw(self, view: AssessmentView, *, lit: bool = False) -> None:
        width = max(20, self.content_size.width)
        blocks = [_block("What I've heard", [heard.says for heard in view.heard[:12]], width, lit=lit)]
        blocks.append(_block("Ready now", [ready.text for ready in view.ready[:4]], width))
        blocks.append(_block("You notice", view.noticed, width))
        if view.still_to_ask:
            blocks.append(show(f"Still to ask (about {view.still_to_ask})", "bold"))
        self.put(Content("\n\n").join([block for block in blocks if block]))
        self._drawn = view
        if lit:
            self.set_timer(LIT_SECONDS, lambda: self.draw(view) if view is self._drawn else None)


def _block(title: str, lines: Iterable[str], width: int, *, lit: bool = False) -> Content:
    """A title and its lines, each with a dot and hanging together."""
    shown = [_hanging(line, width, LIT if lit and not n else "") for n, line in enumerate(lines)]
    return Content("\n").join([show(title, "bold"), *shown]) if shown else Content("")


def _hanging(line: str, width: int, style: str) -> Content:
    first, *rest = wrap(show(line, style), width - 2)
    rows = [Content.assemble("· ", first), *[Content.assemble("  ", row) for row in rest]]
    return Content("\n").join(rows)
