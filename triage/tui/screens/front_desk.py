"""stub"""
from __future__ import annotations
from triage.tui.base import DeskScreen
class FrontDeskScreen(DeskScreen[None]):
    def __init__(self, message: str = "") -> None:
        super().__init__()
