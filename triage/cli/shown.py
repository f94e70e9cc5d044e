"""What a command has to tell about a person, shown so that the terminal keeps nothing of it (practice.md G5).

On a terminal it stands on the second screen, a page at a time, and goes with Enter: whoever scrolls back later finds the
command and nothing that was told. Into a file or another program it goes as it is: whoever asked for that looks after it.
Called by the commands that print people's words.
"""

from __future__ import annotations

import shutil
import sys

from triage.core.text import visible

OTHER_SCREEN, BACK = "\x1b[?1049h", "\x1b[?1049l"
EMPTY = "\x1b[H\x1b[2J"
MORE = "Enter: the next page. q and Enter: no more."
LAST = "Enter: it goes from the screen."
NOBODY = "It was not left on the screen, and nobody is at this keyboard to read it. Write it into a file: … > FILE"
_LINES_OF_OURS = 2


def show(text: str) -> None:
    """Print it; on a terminal only for as long as somebody reads it."""
    said = visible(text, newlines=True)
    if not sys.stdout.isatty():
        print(said)
        return
    pages, typed = _pages(said), ""
    print(OTHER_SCREEN, end="")
    try:
        for number, page in enumerate(pages, 1):
            print(EMPTY, end="")
            print(*page, "", MORE if number < len(pages) else LAST, sep="\n", end=" ", flush=True)
            typed = sys.stdin.readline()
            if typed.strip().casefold() == "q":
                break
            if not typed:  # the end of what can be typed
                break
    finally:
        print(EMPTY, BACK, sep="", end="", flush=True)
    if not typed:
        print(NOBODY, file=sys.stderr)


def ask(prompt: str) -> str:
    """A line in somebody's words: not an argument, which the shell remembers, nor left on the terminal where it was typed."""
    on_a_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    print(OTHER_SCREEN + EMPTY if on_a_terminal else "", visible(prompt), sep="", end=" ", file=sys.stderr, flush=True)
    try:
        return sys.stdin.readline().strip()
    finally:
        print(EMPTY + BACK if on_a_terminal else "", end="", file=sys.stderr, flush=True)


def _pages(said: str) -> list[list[str]]:
    """So many lines as the window has; a line that is longer than it is wide takes several."""
    size = shutil.get_terminal_size()
    room = max(1, size.lines - _LINES_OF_OURS - 1)
    pages: list[list[str]] = [[]]
    taken = 0
    for line in said.split("\n"):
        rows = 1 + max(0, len(line) - 1) // max(1, size.columns)
        if taken + rows > room and pages[-1]:
            pages.append([])
            taken = 0
        pages[-1].append(line)
        taken += rows
    return pages
