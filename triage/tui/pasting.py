"""What is pasted is text, whatever is in it: an escape character in a paste must not turn its rest into keys.

A terminal says where a paste begins and ends. Textual looks for keys in between as well, so a few lines copied from a
log, with colours in them, would tick boxes and go back. Most terminals take such characters out of a paste; not all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from triage.core.text import visible

BEGINS, ENDS, ESC = "\x1b[200~", "\x1b[201~", "\x1b"
Feed = Callable[[Any, str], Iterable[Any]]


class Pastes:
    """Goes through what the terminal sends, piece by piece as it comes, and makes escapes in a paste visible."""

    def __init__(self) -> None:
        self._inside = False
        self._before = ""  # the last characters, in which a paste may be about to begin
        self._kept = ""  # inside: what may be the beginning of its end

    def safe(self, data: str) -> str:
        """What the parser may read now. Nothing is held back but within a paste."""
        done, rest = "", data
        while rest:
            if not self._inside:
                seen = self._before + rest
                at = seen.find(BEGINS)
                if at < 0:
                    self._before = seen[-len(BEGINS) + 1 :]
                    return done + rest
                begins = at + len(BEGINS) - len(self._before)
                done, rest = done + rest[:begins], rest[begins:]
                self._inside, self._before = True, ""
                continue
            text, found, rest = (self._kept + rest).partition(ENDS)
            keep = 0 if found else next((n for n in range(len(ENDS) - 1, 0, -1) if text.endswith(ENDS[:n])), 0)
            self._kept = text[len(text) - keep :]
            done += text[: len(text) - keep].replace(ESC, visible(ESC)) + found
            self._inside = not found
        return done


def make_pastes_safe(parser: Any) -> None:
    """From here on every parser of this class, whichever driver uses it, reads pastes so. More than once is once."""
    if getattr(parser.feed, "reads_pastes", False):
        return
    feed: Feed = parser.feed

    @wraps(feed)
    def safely(self: Any, data: str) -> Iterable[Any]:
        if not hasattr(self, "pastes"):
            self.pastes = Pastes()
        text = self.pastes.safe(data)
        return feed(self, text) if text or not data else ()  # an empty text would say that the terminal has gone

    safely.reads_pastes = True  # type: ignore[attr-defined]
    parser.feed = safely
