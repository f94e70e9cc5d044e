"""What bootstrap hands to a face: the staff, the rules, the clock and the one door to the store.

Declared here so that neither face imports bootstrap, the store or the content, and both are handed the same.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from triage.core.access import Actor, Terminal
from triage.core.directory import StaffMember
from triage.usecases.ports import House
from triage.usecases.views import SlipView

T = TypeVar("T")


class Office(Protocol):
    """One per start. `do` runs a use case and answers its future; `save_slip` writes a slip for this user's eyes only."""

    @property
    def staff(self) -> tuple[StaffMember, ...]: ...
    @property
    def actor(self) -> Actor | None: ...
    @property
    def terminal(self) -> Terminal: ...
    @property
    def house(self) -> House: ...
    @property
    def demo(self) -> bool: ...
    @property
    def banner(self) -> str: ...
    @property
    def home(self) -> Path: ...
    def now(self) -> datetime: ...
    def sign_in(self, staff_id: str) -> Any: ...
    def do(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]: ...
    def save_slip(self, slip: SlipView) -> Path: ...
    def close(self) -> None: ...
