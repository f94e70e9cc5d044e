"""How a page opens: it is laid out while it asks the store, and first drawn with what it says.

By itself Textual draws a new screen as soon as it has a size, so a page would be drawn empty, again when its parts have
heard their sizes, and again with its words: half of the time to open one, and a flicker.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, TypeVar

from textual.geometry import Size
from textual.screen import Screen

R = TypeVar("R")

AT_MOST = 0.05  # seconds without a frame; a store that takes longer is waited for on the page itself


class Opening(Screen[R]):
    """A screen that is drawn when `show_now` is called, at the latest after `AT_MOST` seconds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unseen = False
        self._laid_out = Size(0, 0)

    def draw_later(self) -> None:
        """Nothing is drawn from now on; what is below stays to be seen."""
        self._unseen = True
        self.set_timer(AT_MOST, self.show_now)

    def show_now(self) -> None:
        """Draw what there is."""
        if self._unseen:
            self._unseen = False
            self.refresh()

    @property
    def unseen(self) -> bool:
        """True while it has opened and not been drawn."""
        return self._unseen

    async def drawn(self) -> None:
        """Until it has been drawn, with what there is."""
        self.show_now()
        drawn = asyncio.Event()
        self.call_after_refresh(drawn.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(drawn.wait(), 20 * AT_MOST)

    # -- what Textual asks of a screen

    def _on_timer_update(self) -> None:
        if self._unseen:
            self._update_timer.pause()  # what is to be drawn stays noted
        else:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        if not self._unseen:
            super()._compositor_refresh()

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._laid_out = self.outer_size if size is None else size
        super()._refresh_layout(size, scroll)

    def _screen_resized(self, size: Size) -> None:
        """A screen that opens hears its size too, once it is laid out in it."""
        if not self._unseen or size != self._laid_out:
            super()._screen_resized(size)
