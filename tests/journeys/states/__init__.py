"""Screens the way of Sam and Dee (tests/journeys/screens.py) never comes to: empty, full, failing, and side by side with it.

Each module sets its states quickly, by use cases, and looks; `states` goes through all of them. The pictures of
docs/screens and tests/tui/test_snapshots.py go this way after the tour.
"""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import Size
from tests.journeys.states.beside import beside
from tests.journeys.states.elsewhere import elsewhere
from tests.journeys.states.everybody import everybody
from tests.journeys.states.nobody import nobody
from tests.journeys.states.room import Look, Room
from tests.journeys.states.unmet import unmet
from tests.journeys.states.wrong import wrong
from triage.tui.themes import DARK

VISITS = (nobody, everybody, beside, unmet, elsewhere, wrong)


def states(home: Path, size: Size, look: Look, *, theme: str = DARK) -> None:
    """Every state there is, in this window and theme."""
    room = Room(home, size, look, theme)
    for visit in VISITS:
        visit(room)
