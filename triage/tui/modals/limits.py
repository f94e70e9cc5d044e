"""Yes, but: the limits somebody sets, in their own words."""

from __future__ import annotations

from triage.tui.modals.reason import ReasonModal


class LimitsModal(ReasonModal):
    """Answers the words as typed, or None when left. What they leave out is decided by a person, never read from words."""

    def __init__(self, label: str) -> None:
        super().__init__(
            "What should not be passed on? Write it as they say it.",
            words=f"{label} will then get the least that lets them expect this person. You will see it exactly.",
            hint="their own words",
        )
