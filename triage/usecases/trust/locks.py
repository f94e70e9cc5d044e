"""What both faces know of signing in before anything is loaded: what it takes, when a screen locks, that data is locked.

Light on purpose: a face imports it before its first frame. The use cases are in `signing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.usecases.office import Office

TRIES = 5
PIN, PASSPHRASE, NOTHING = "pin", "passphrase", ""


@dataclass(frozen=True, slots=True)
class Locks:
    """After how many seconds without a key the screen blanks, and asks who it is; 0 is never. `walk`: also after `w`."""

    blank: int = 0
    ask: int = 0
    walk: bool = False


NO_LOCKS, SHARED = Locks(), Locks(blank=60, ask=300, walk=True)
LONGEST = 30 * 60  # where there are keys no setting leaves a screen open for longer, and never (0) is no setting there


def held(said: Locks) -> Locks:
    """As the settings say, within what people's words allow."""
    return replace(said, blank=min(said.blank or LONGEST, LONGEST), ask=min(said.ask or LONGEST, LONGEST))


class Locked(UseCaseError):
    """The data is locked. `people` are (id, name) of those who may open it with `open(id, passphrase)`.

    `open` takes a second; it raises UseCaseError with what to do. `about` is a line to show beside: an old backup.
    """

    def __init__(
        self, hub: str, people: tuple[tuple[str, str], ...], about: str, open: Callable[[str, str], Office]
    ) -> None:
        super().__init__("The data here is locked. Start triage and sign in with your passphrase.")
        self.hub, self.people, self.about, self.open = hub, people, about, open


def waits_words(codes: Sequence[str], name: str) -> str:
    """What became of the work of whoever was here before; empty when they had nothing in hand."""
    if not codes:
        return ""
    return f"{' and '.join(codes)} {'waits' if len(codes) == 1 else 'wait'} for {name}, with everything kept."
