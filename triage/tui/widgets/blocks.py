"""A calm column of blocks of text, one of them in hand, and the strip that says how far along we are.

Screens after the questions draw themselves with `Blocks.draw`; blocks are plain `Content`. The block in hand has a bar
at its left, so it is never only a colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message

from triage.tui.safe import Words, show

NOTHING = Content("")


class Block(Words):
    """One block. A click takes it in hand; once it is, a click on a key in it does what the key does."""

    def __init__(self, text: Content, at: int) -> None:
        super().__init__(text)
        self._at = at

    def on_click(self, event: events.Click) -> None:
        if not self.has_class("here"):
            event.stop()
            self.post_message(Blocks.Chosen(self._at))


class Blocks(VerticalScroll, can_focus=False):
    """What is said first, the blocks, what is said last. The block in hand is brought into view."""

    class Chosen(Message):
        """A block was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__(classes="column")
        self._at = -1
        self._count = 0

    def compose(self) -> ComposeResult:
        yield Words(classes="above")
        yield Vertical(classes="blocks")
        yield Words(classes="after")
        yield Words(classes="below")

    def draw(
        self,
        above: Content,
        blocks: Sequence[Content] = (),
        after: Content = NOTHING,
        below: Content = NOTHING,
        at: int = 0,
    ) -> None:
        """Draw all of it; `at` is the block in hand. `after` is said last, `below` is small print."""
        self._put(".above", above)
        self._put(".after", after)
        self._put(".below", below)
        holder = self.query_one(".blocks", Vertical)
        there = list(holder.query_children(Block))
        for block, content in zip(there, blocks, strict=False):
            block.put(content)
            block.display = True
        for block in there[len(blocks) :]:
            block.display = False
        holder.mount_all([Block(content, len(there) + n) for n, content in enumerate(blocks[len(there) :])])
        holder.display = bool(blocks)
        self._count = len(blocks)
        self._at = at
        self._mark()

    def a_page_from(self, at: int, by: int) -> int:
        """The block about as far below or above as the window is high, at least the next one while there is one."""
        tops = [block.virtual_region.y for block in self.query(Block) if block.display]
        if not 0 <= at < len(tops):
            return at
        target = tops[at] + by * self.container_size.height
        if by > 0:
            return max([min(at + 1, len(tops) - 1), *[n for n, top in enumerate(tops) if top <= target]])
        return min([max(at - 1, 0), *[n for n, top in enumerate(tops) if top >= target]])

    def _put(self, selector: str, content: Content) -> None:
        words = self.query_one(selector, Words)
        words.put(content)
        words.set_class(not content.plain, "-empty")

    def _mark(self) -> None:
        for place, block in enumerate(self.query(Block)):
            block.set_class(place == self._at, "here")
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Bring the block in hand into view, with what stands above the first and below the last."""
        top = self.scroll_offset.y
        if self._at <= 0:
            top = 0
        elif self._at == self._count - 1:
            top = self.max_scroll_y
        if self._at >= 0:
            block = list(self.query(Block))[self._at]
            first = self.query_one(".blocks").virtual_region.y + block.virtual_region.y
            top = min(max(top, first + block.virtual_region.height - self.container_size.height), first)
        self.scroll_to(y=top, animate=False, immediate=True)


STEPS = ("Read back", "Who can help", "Sharing", "Walk over", "Finish")
LEAD_STEP = "One name"


class StepStrip(Words):
    """`Read back✓  Who can help•  Sharing  Walk over  Finish`: where in the flow one is."""

    def at(self, step: str) -> None:
        """Draw it with `step` in hand; a step that only some visits have stands in its place."""
        steps = list(STEPS)
        if step == LEAD_STEP:
            steps.insert(-1, LEAD_STEP)
        here = steps.index(step)
        self.put(Content("  ").join([_step(name, place, here) for place, name in enumerate(steps)]))


def _step(name: str, place: int, here: int) -> Content:
    if place == here:
        return show(f"{name}•", "bold")
    return show(f"{name}✓" if place < here else name, "$text-muted")


def paragraphs(*parts: Content | str) -> Content:
    """Parts that are not empty, an empty line between them."""
    return Content("\n\n").join([p for p in map(_content, parts) if p.plain])


def stacked(*parts: Content | str) -> Content:
    """Parts that are not empty, under each other."""
    return Content("\n").join([p for p in map(_content, parts) if p.plain])


def titled(title: str, *parts: Content | str) -> Content:
    """A title and what stands under it; nothing when there is nothing under it."""
    under = stacked(*parts)
    return stacked(show(title, "bold"), under) if under.plain else NOTHING


def noted(label: str, *words: str) -> Content:
    """Small print such as `why: one; two`; nothing when there are no words."""
    said = "; ".join(part for part in words if part)
    return show(f"{label}: {said}", "$text-muted") if said else NOTHING


def keyed(choices: Sequence[tuple[str, str]], chosen: str = "") -> Content:
    """`1 now ✓   2 later   3 no thanks`: keys with their words; the chosen one is ticked."""
    return Content("   ").join([_keyed(key, words, words == chosen) for key, words in choices])


def numbered(words: Sequence[str]) -> Content:
    """Lines to choose from: `1  Yes`."""
    return Content("\n").join(
        [Content.assemble(show(f"{n}  ", "bold"), show(line)) for n, line in enumerate(words, start=1)]
    )


def _keyed(key: str, words: str, chosen: bool) -> Content:
    return Content.assemble(show(f"{key} ", "bold"), show(f"{words} ✓" if chosen else words, "bold" if chosen else ""))


def _content(part: Content | str) -> Content:
    return part if isinstance(part, Content) else show(part)
