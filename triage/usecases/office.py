"""What bootstrap hands to a face: the staff, the rules, the clock and the one door to the store.

Declared here so that neither face imports bootstrap, the store or the content, and both are handed the same.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from triage.core.access import Actor, Terminal
from triage.core.directory import StaffMember
from triage.usecases.paper.paper_views import CalendarView, Page
from triage.usecases.ports import House
from triage.usecases.trust.locks import Locks

T = TypeVar("T")


class Form(StrEnum):
    """What a page can be written as; `LARGE` is a PDF in large print."""

    TEXT = "text"
    PDF = "pdf"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Written:
    """A file for this user's eyes only. `note` is a sentence about what is not in it, or empty."""

    path: Path
    note: str = ""


class Office(Protocol):
    """One per start. `do` runs a use case and answers its future.

    `mark` differs from the one before if anybody at any desk has written anything since: cheap, for asking every second.

    `write_page` and `write_calendar` make a file in the data folder, or at `path`; they may take half a second, so not
    on a screen's own thread. They raise OSError, or UseCaseError where something is not installed.
    """

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
    @property
    def guarded(self) -> bool: ...
    @property
    def locks(self) -> Locks: ...
    def wants(self, staff_id: str) -> str: ...
    def has_pin(self) -> bool: ...
    def sign_in(self, staff_id: str, secret: str = "") -> tuple[str, ...]: ...
    def set_pin(self, pin: str) -> None: ...
    def house_for(self, contact_id: str) -> House: ...
    def do(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]: ...
    def mark(self) -> Future[str]: ...
    def write_page(self, page: Page, form: Form, path: Path | None = None) -> Written: ...
    def write_calendar(self, calendar: CalendarView, path: Path | None = None) -> Written: ...
    def close(self) -> None: ...
