"""What a use case needs from outside, declared here and provided by bootstrap (design.md 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from triage.core.hours import LONDON

if TYPE_CHECKING:  # a face imports this file before its first frame, and needs none of these for it
    from triage.core.access import Actor, Terminal
    from triage.core.directory import Directory
    from triage.core.policy import Policy, Relation
    from triage.core.questions import QuestionSet
    from triage.usecases.records import Record

R = TypeVar("R", bound="Record")


class Rows(Protocol):
    """The store inside one transaction. Rows are inserted; a correction names what it replaces; nothing is updated."""

    def add(self, record: Record) -> None:
        """Insert one row."""

    def replace(self, old: Iterable[str], record: Record) -> None:
        """Insert `record` and say which rows it replaces; history stays readable."""

    def find(self, kind: type[R], **equal: str | tuple[str, ...]) -> list[R]:
        """The current rows of a kind whose columns equal the values given (of a tuple, any), oldest first."""

    def look_ahead(self, *where: tuple[type[Record], str, str]) -> None:
        """Several of kind, column and value are wanted soon: ask for all at once which there are any of.

        Changes no answer; it spares a look for each that there is none of.
        """

    def since(self, kind: type[R], moment: datetime) -> list[R]:
        """The current rows of a kind written at `moment` or later, oldest first."""

    def without(self, kind: type[R], other: type[Record], column: str, **equal: str | tuple[str, ...]) -> list[R]:
        """Current rows of `kind` that no row of `other` names in `column` with the values given, oldest first.

        Several values in a tuple: any of them.
        """

    def history(self, kind: type[R], **equal: str | tuple[str, ...]) -> list[R]:
        """The same, replaced rows included."""

    def as_stored(self, kind: type[Record]) -> list[dict[str, str]]:
        """Every row there is as text by column, nothing believed: for looking whether somebody changed one.

        A value no row of ours could hold (bytes, nothing at all) is there as what it is, in brackets. Never raises for it.
        """

    def last(self, kind: type[R], by: str, **equal: str) -> R | None:
        """The row with the highest `by` of those whose columns equal the values given, replaced or not."""

    def get(self, kind: type[R], id: str) -> R | None:
        """One row by its id, replaced or not."""

    def erase(self, kind: type[Record], **equal: str) -> int:
        """Delete rows for good (contract.md 6: a contact that must leave no record). Returns how many went."""

    def erase_up_to(self, kind: type[Record], column: str, most: int, **equal: str) -> int:
        """The same for the rows whose number in `column` is `most` or less."""

    def leave_nothing(self) -> None:
        """Once this is saved, write the file anew, so that nothing erased is left in it. Slow: for lawful erasing only."""

    def guard(self, check: Callable[[Record], None]) -> None:
        """From here on ask `check` before each row is added; what it raises stops the use case."""

    def is_open(self, terminal_id: str) -> bool:
        """Whether triage is open at that terminal now. No clock decides it."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts, from where and when. `now` is aware; `new_id` makes a UUIDv7.

    `relations`: how the actor stands to the visit in hand, as the guard found it.
    """

    actor: Actor
    terminal: Terminal
    now: datetime
    new_id: Callable[[], str]
    relations: frozenset[Relation] = frozenset()

    @property
    def today(self) -> date:
        """The hub's own calendar day."""
        return self.now.astimezone(LONDON).date()

    @property
    def midnight(self) -> datetime:
        """When that day began."""
        return self.now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)


def _no_policy() -> Policy:
    from triage.core.policy import Policy  # noqa: PLC0415 - not before the first frame

    return Policy()


@dataclass(frozen=True, slots=True)
class House:
    """The rules as they stand today: what may be asked, who can help, who may see what (without a policy: nobody)."""

    question_set: QuestionSet
    directory: Directory
    policy: Policy = field(default_factory=_no_policy)

    def label(self, service: str) -> str:
        """All that a screen, a slip or a list may call the service with this id."""
        return self.directory.by_id[service].public_label


class UseCaseError(Exception):
    """Something that cannot be done, in a sentence that says what to do next. Safe to show on any screen."""
