"""How long every screen takes to open: from its key to its words painted, against a key of the empty app."""

from __future__ import annotations

import tempfile
import time

from benchmarks.terminal import Timed, python

DEMO = ("-c", "import sys; from triage.cli.main import main; sys.exit(main(['demo']))")
LOOKS = 3
CALM = 0.8  # seconds until the same key is surely no key held down, and what a screen does after it opens is done
# screen: the keys that open it, words that are on it alone, the keys that leave it
SCREENS = (
    ("find", "/", "Type what somebody just said", "\x1b"),
    ("cards", "!", "What cannot wait?", "\x1b"),
    ("today's list", "t", "came for", "b"),
    ("the building today", "f", "The building today", "\x1b"),
    ("end of day", "e", "Still with nobody", "b"),
    ("my people", "m", "Nobody", "b"),
    ("quick questions", "q", "A quick question", "\x1b"),
    ("an appointment", "a", "Here to see", "\x1b"),
    ("help", "?", "The front desk", "\x1b"),
    ("everything", "\x10", "What do you want to do?", "\x1b"),
    ("colours", "\x14", "How should it look?", "\x1b"),
    ("a new person", "n", "somewhere quieter?", "p\r\r"),
)


def looks() -> list[tuple[str, list[float]]]:
    """(screen, seconds of each look); the first look of a screen reads its code as well."""
    taken: list[tuple[str, list[float]]] = []
    with tempfile.TemporaryDirectory() as home, Timed(python(*DEMO), home) as terminal:
        terminal.until("Who is at this desk")
        terminal.until("In the building", since=terminal.press("1"))
        for name, key, words, leave in SCREENS:
            seconds = []
            for _ in range(LOOKS):
                time.sleep(CALM)
                terminal.rest()
                seconds.append(terminal.until(words, since=terminal.press(key))[0])
                for back in leave:
                    time.sleep(CALM)
                    terminal.press(back)
                terminal.rest()
            taken.append((name, seconds))
    return taken
