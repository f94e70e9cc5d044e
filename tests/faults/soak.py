"""An eight-hour day at one desk in minutes: `python -m tests.faults.soak [VISITS]`. What grows with the hours is told.

Every few minutes of the desk's own clock somebody comes: a simple task, a visit that is parked, a look at cards, find,
help and today's list, the blank. Memory, open files, threads and things on the screen are counted after a warm-up and
at the end. Used by test_soak.py.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.harness.quick import quick
from tests.journeys import people
from tests.journeys.desk import NARROW, Hands, Morning

VISITS = 160  # one every three minutes
MINUTES = 8 * 60
PYTHONS_OWN = (
    700,
    10,
    10,
)  # how often it looks for rubbish at a desk; the rest of the tests let it lie, which counts here
WARM_UP = 0.25  # of the visits: what is read and cached once is there by then


@dataclass(frozen=True)
class Count:
    """`memory` in MB, as the system counts it; `files` open; `widgets` and `screens` alive anywhere in the process."""

    memory: float
    files: int
    threads: int
    screens: int
    widgets: int

    def __str__(self) -> str:
        return (
            f"{self.memory:.1f} MB, {self.files} files, {self.threads} threads,"
            f" {self.screens} screens, {self.widgets} widgets"
        )


async def count(hands: Hands) -> Count:
    """Once what the last key left behind has ended."""
    from textual.screen import Screen

    for _ in range(5):
        await asyncio.sleep(0.02)
        gc.collect()
    alive = hands.app.office.inside(lambda _rows, _house, _ctx: widgets()).result()
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    files = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    return Count(
        memory=pages * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages else 0.0,
        files=files,
        threads=threading.active_count(),
        screens=sum(isinstance(thing, Screen) for thing in alive),
        widgets=len(alive),
    )


def widgets() -> list[object]:
    """All there are. Asked in the store's own thread while ours waits: to hold on to everything while another thread makes
    a tuple ends there in a SystemError of CPython's."""
    from textual.widget import Widget

    return [thing for thing in gc.get_objects() if isinstance(thing, Widget)]


def a_day(home: Path, visits: int) -> tuple[Count, Count]:
    """Work through a day with that many visits: what there was after the warm-up, and at the end."""
    found: list[Count] = []

    async def journey(hands: Hands) -> None:
        for n in range(visits):
            if n == max(1, int(visits * WARM_UP)):
                found.append(await count(hands))
            await one_visit(hands, n)
            hands.clock.later(MINUTES / visits)
        found.append(await count(hands))

    rarely = gc.get_threshold()
    gc.set_threshold(*PYTHONS_OWN)
    try:
        Morning(home).sit_down(NARROW, journey, paint=False)
    finally:
        gc.set_threshold(*rarely)
    return found[0], found[-1]


async def one_visit(hands: Hands, n: int) -> None:
    """Somebody with a simple task, gone again; and something else that people do at a desk."""
    await hands.press("n")
    await hands.talk(people.MR_A)
    assert hands.at == "FrontDesk", hands.at
    match n % 4:
        case 0:
            await hands.press("exclamation_mark", "1", "1")
            await back(hands)
        case 1:
            await hands.press("slash")
            await hands.type("rent")
            await hands.press("enter", "escape", "escape")
        case 2:
            await hands.press("t", "enter", "b", "b", "question_mark", "escape")
        case _:
            await hands.press("grave_accent", "space", "f", "escape", "q", "escape")
    assert hands.at == "FrontDesk", hands.at


async def back(hands: Hands) -> None:
    """To the front desk from wherever a card was opened."""
    for key in ("escape", "b") * 3:
        if hands.at != "FrontDesk":
            await hands.press(key)


def main() -> int:
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else VISITS
    with tempfile.TemporaryDirectory() as home, quick():
        warm, end = a_day(Path(home), visits)
    print(f"soak: {visits} visits in {MINUTES // 60} hours of the desk's clock")
    print(f"      after the first {WARM_UP:.0%}: {warm}")
    print(f"      at the end: {end}")
    wrong = grown(warm, end)
    print(*[f"      GREW: {words}" for words in wrong], sep="\n", end="\n" if wrong else "")
    return int(bool(wrong))


MORE_MEMORY = 12.0  # MB in eight hours; what Python keeps of the last visits, and the rows of the day
MORE_WIDGETS = 60  # one screen's worth: which screen was open last differs


def grown(warm: Count, end: Count) -> list[str]:
    """What grew with the hours and should not have."""
    more = {
        "memory": end.memory - warm.memory > MORE_MEMORY,
        "open files": end.files > warm.files,
        "threads": end.threads > warm.threads + 1,  # a pool may not have needed all of them before
        "screens": end.screens > warm.screens + 1,
        "widgets": end.widgets > warm.widgets + MORE_WIDGETS,
    }
    return [name for name, too_much in more.items() if too_much]


if __name__ == "__main__":
    sys.exit(main())
