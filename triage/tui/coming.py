"""What somebody types to say who they are: a letter for the name, then six digits or a passphrase. No widgets here.

The letters are those of the names, so that hands learn them: a for Asha, m for Mira.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from triage.usecases.trust.locks import NOTHING, PASSPHRASE, PIN

DIGITS = 6
_MOST = 200
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class Then(StrEnum):
    """What follows from a key: nothing, find out what a person comes with, or try what was typed."""

    NOTHING = ""
    CHOSEN = "chosen"
    TRY = "try"


@dataclass(frozen=True, slots=True)
class Somebody:
    letter: str
    id: str
    name: str


def lettered(people: Sequence[tuple[str, str]]) -> tuple[Somebody, ...]:
    """A letter for each, of their own name where it is free; nobody's changes when somebody is added at the end."""
    taken: set[str] = set()
    found = []
    for id, name in people:
        wanted = [char for char in name.casefold() if char in _ALPHABET]
        letter = next((char for char in (*wanted, *_ALPHABET) if char not in taken), "")
        taken.add(letter)
        found.append(Somebody(letter, id, name))
    return tuple(found)


class Coming:
    """`wants` says what the chosen one comes with, once somebody found out; until then every key waits."""

    def __init__(self, people: Sequence[tuple[str, str]], chosen: str = "") -> None:
        self.people = lettered(people)
        self.chosen = chosen if any(one.id == chosen for one in self.people) else ""
        self.wants: str | None = None
        self.typed = ""

    @property
    def name(self) -> str:
        return next((one.name for one in self.people if one.id == self.chosen), "")

    def choose(self, id: str) -> Then:
        self.chosen, self.wants, self.typed = id, None, ""
        return Then.CHOSEN

    def key(self, key: str, character: str | None) -> Then:
        if key in ("up", "down"):
            return self._beside(1 if key == "down" else -1)
        if key == "escape":
            if self.typed:
                self.typed = ""
            else:
                self.chosen, self.wants = "", None
        elif key == "backspace":
            self.typed = self.typed[:-1]
        elif self.chosen and self.wants == PASSPHRASE:
            return self._letter_of_passphrase(key, character)
        elif self.chosen and self.wants == PIN and character and character in "0123456789":
            self.typed += character
            return Then.TRY if len(self.typed) == DIGITS else Then.NOTHING
        elif key == "enter" and self.chosen and self.wants == NOTHING:
            return Then.TRY
        elif character and (one := next((o for o in self.people if o.letter == character.casefold()), None)):
            return self.choose(one.id)
        return Then.NOTHING

    def _letter_of_passphrase(self, key: str, character: str | None) -> Then:
        if key == "enter":
            return Then.TRY if self.typed else Then.NOTHING
        if character and character.isprintable() and len(self.typed) < _MOST:
            self.typed += character
        return Then.NOTHING

    def _beside(self, by: int) -> Then:
        if not self.people:
            return Then.NOTHING
        place = next((n for n, one in enumerate(self.people) if one.id == self.chosen), -1 if by > 0 else 0)
        return self.choose(self.people[(place + by) % len(self.people)].id)
