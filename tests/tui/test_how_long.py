"""The minutes of a visit go on while nobody presses anything; who waited is not new."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import NARROW, Hands, Morning
from triage.tui.widgets.strip import SectionStrip


def test_how_long_it_takes_goes_on_by_itself(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("S")
        hands.sees("0 min, came 10:03")
        hands.clock.later(7)
        hands.app.screen.query_one(SectionStrip).tick()
        await hands.rest()
        hands.sees("7 min, came 10:03")

    Morning(tmp_path).sit_down(NARROW, journey, paint=False)
