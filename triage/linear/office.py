"""What the linear face is handed: the staff, the rules, the clock and the one door to the store.

Declared here so that nothing in this folder imports bootstrap, the store or the content. Provided by bootstrap.
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

T = TypeVar("T")


class Office(Protocol):
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
