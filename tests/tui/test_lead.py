"""One name, by keyboard alone: asked for although one need is enough, and named by law."""

from __future__ import annotations

from pathlib import Path

from tests.tui.sitting import LARGE, Sitting, sit
from tests.tui.test_deciding import arrive, show
from triage.tui.screens.finish import FinishScreen
from triage.usecases import records as rec


def test_asked_for_then_by_law(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at)
        await show(at, FinishScreen(contact))
        await at.press("o")
        assert "One named person is enough here" in at.words
        await at.press("1")
        assert "they asked for one person" in at.words
        await at.press("4", "escape")
        await at.press("4", "1")
        assert "Somebody already has this duty by law" in at.words
        await at.press("1")
        assert [(row.worker, row.rule) for row in at.rows(rec.Lead, contact_id=contact)] == [("Miriam", "statutory")]

    sit(tmp_path, script, size=LARGE)
