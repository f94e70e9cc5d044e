"""Typed reading of nodes: the accessor that is called is the schema.

A `Cell` is one node with its path; a `Fields` is keys with values, and remembers which keys were asked for, so that
`done` can name the ones nobody knows. Every mistake becomes a problem with line, column, rule, part and how to mend it;
the accessor then answers None, or the default, and reading goes on.

Imports `nodes`, `report`, `wording` and the standard library. Called by every schema file of `content`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from triage.content.nodes import KINDS, ListNode, MapNode, Node, Scalar
from triage.content.report import Report, did_you_mean
from triage.content.wording import SENTENCE, hard_words, sentences

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}  # JSON has no yes


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: `part` is its path in the file ("H1.options.2")."""

    node: Node
    part: str
    report: Report

    def add(self, rule: str, what: str, mend: str) -> None:
        self.report.add(self.node, rule, self.part, what, mend)

    def text(self, most: int = 300) -> str | None:
        """Text as typed, the ends trimmed and line breaks read as spaces; never empty."""
        if not isinstance(self.node, Scalar):
            self._not("text")
            return None
        text = self.node.text.strip()
        if "\n" in text or "\t" in text:
            text = " ".join(text.split())
        if not text:
            self.add("empty", "nothing is written here", "write something, or delete the key")
            return None
        if len(text) > most:
            self.add("too-long", f"{len(text)} characters, and at most {most} fit", "say it shorter")
            return None
        return text

    def words(self, most: int = 300, sentence: int = SENTENCE, *, staff: bool = False) -> str | None:
        """Text to be said or read by somebody. Sentences longer than `sentence` words are warned about.

        So are hard words, unless only `staff` read it.
        """
        text = self.text(most)
        for said in sentences(text or ""):
            if (count := len(said.split())) > sentence:
                what = f"a sentence of {count} words, and {sentence} are enough"
                self.report.warn(self.node, "wording", self.part, what, "split it in two, or say less")
        for word, mend in [] if staff else hard_words(text or ""):
            self.report.warn(self.node, "wording", self.part, f"`{word}` is not for people who come in", mend)
        return text

    def flag(self) -> bool | None:
        text = self.text()
        if text is None:
            return None
        if text not in _YES_NO:
            self.add("yes-no", f"`{text}` is neither yes nor no", "write yes or no")
        return _YES_NO.get(text)

    def whole(self, low: int, high: int) -> int | None:
        text = self.text()
        if text is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", text) or not low <= int(text) <= high:
            self.add("number", f"`{text}` is not a whole number from {low} to {high}", "write the number in digits")
            return None
        return int(text)

    def day(self) -> date | None:
        text = self.text()
        if text is None:
            return None
        try:
            return iso_day(text)
        except ValueError:
            self.add("date", f"`{text}` is not a date", "write it as year-month-day, such as 2026-11-23")
            return None

    def choice(self, known: Collection[str], what: str = "one of the words that may stand here") -> str | None:
        text = self.text()
        if text is None or text in known:
            return text
        self.add("choice", f"`{text}` is not {what}", did_you_mean(text, known))
        return None

    def id(self, pattern: re.Pattern[str] = _ID, form: str = "letters, digits and _") -> str | None:
        text = self.text(60)
        if text is not None and not pattern.fullmatch(text):
            self.add("id", f"`{text}` is not an id", f"write it with {form}")
            return None
        return text

    def items(self) -> list[Cell]:
        """The cells of a list, numbered from 1."""
        if not isinstance(self.node, ListNode):
            self._not("a list")
            return []
        return [Cell(item, _under(self.part, str(n)), self.report) for n, item in enumerate(self.node.items, 1)]

    def texts(self, most: int = 300) -> tuple[str, ...]:
        return tuple(text for item in self.items() if (text := item.text(most)) is not None)

    def said(self, most: int = 300, sentence: int = SENTENCE, *, staff: bool = False) -> tuple[str, ...]:
        """A list of texts to be said or read by somebody."""
        words = (item.words(most, sentence, staff=staff) for item in self.items())
        return tuple(text for text in words if text is not None)

    def choices(self, known: Collection[str], what: str = "one of the words that may stand here") -> tuple[str, ...]:
        return tuple(text for item in self.items() if (text := item.choice(known, what)) is not None)

    def ids(self) -> tuple[str, ...]:
        return tuple(text for item in self.items() if (text := item.id()) is not None)

    def fields(self) -> Fields | None:
        if not isinstance(self.node, MapNode):
            self._not("keys with values")
            return None
        return Fields(self.node, self.part, self.report)

    def _not(self, wanted: str) -> None:
        mends = {
            "text": "write one value after the colon, in quotes if it has brackets or `: ` in it",
            "a list": "put it in square brackets: [a, b]",
            "keys with values": "write `key: value` lines under it, or {key: value}",
        }
        self.add("kind", f"this is {KINDS[type(self.node)]}, not {wanted}", mends[wanted])


class Fields:
    """Keys with values. Asking for a key makes it known; `done` reports the keys nobody asked for."""

    def __init__(self, node: MapNode, part: str, report: Report) -> None:
        self.node, self.part, self.report = node, part, report
        self._known: dict[str, None] = {}

    def named(self, name: str | None) -> Fields:
        """The same fields under a better path, such as the question's id."""
        if name:
            self.part = name
        return self

    def add(self, rule: str, what: str, mend: str) -> None:
        self.report.add(self.node, rule, self.part, what, mend)

    def get(self, key: str) -> Cell | None:
        self._known[key] = None
        entry = self.node.entries.get(key)
        return Cell(entry[1], _under(self.part, key), self.report) if entry else None

    def need(self, key: str, empty: bool = False) -> Cell | None:
        """The value of a key that must be there, and hold something if it is a list, unless it may be `empty`."""
        cell = self.get(key)
        if cell is None:
            self.add("missing", f"`{key}` is missing", f"add a line `{key}: …`")
        elif isinstance(cell.node, ListNode) and not cell.node.items and not empty:
            cell.add("empty", "the list is empty", "put at least one thing in it")
        return cell

    def text(self, key: str, most: int = 300) -> str:
        cell = self.get(key)
        return (cell.text(most) if cell else None) or ""

    def words(self, key: str, most: int = 300, sentence: int = SENTENCE) -> str:
        cell = self.get(key)
        return (cell.words(most, sentence) if cell else None) or ""

    def need_text(self, key: str, most: int = 300) -> str:
        cell = self.need(key)
        return (cell.text(most) if cell else None) or ""

    def flag(self, key: str, default: bool = False) -> bool:
        cell = self.get(key)
        said = cell.flag() if cell else None
        return default if said is None else said

    def whole(self, key: str, low: int, high: int) -> int | None:
        cell = self.get(key)
        return cell.whole(low, high) if cell else None

    def choice(self, key: str, known: Collection[str]) -> str | None:
        cell = self.get(key)
        return cell.choice(known) if cell else None

    def need_choice(self, key: str, known: Collection[str]) -> str | None:
        cell = self.need(key)
        return cell.choice(known) if cell else None

    def texts(self, key: str, most: int = 300) -> tuple[str, ...]:
        cell = self.get(key)
        return cell.texts(most) if cell else ()

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        cell = self.get(key)
        return cell.choices(known) if cell else ()

    def ids(self, key: str) -> tuple[str, ...]:
        cell = self.get(key)
        return cell.ids() if cell else ()

    def each(self, key: str, name: str = "id") -> Iterator[Fields]:
        """The mappings of a list, each called by its `name` in paths where it has one."""
        cell = self.get(key)
        for item in cell.items() if cell else ():
            if fields := item.fields():
                label = fields.node.get(name)
                yield fields.named(label.text if isinstance(label, Scalar) else None)
                fields.done()

    def entries(self) -> Iterator[tuple[Cell, Cell]]:
        """Every key and value, for mappings whose keys are themselves data."""
        for key, (scalar, value) in self.node.entries.items():
            self._known[key] = None
            yield Cell(scalar, self.part, self.report), Cell(value, _under(self.part, key), self.report)

    def done(self) -> None:
        for key, (scalar, _) in self.node.entries.items():
            if key not in self._known:
                what = f"`{key}` is not a key that may stand here"
                self.report.add(scalar, "unknown-key", self.part, what, did_you_mean(key, self._known))


def iso_day(text: str) -> date:
    """A date typed as year-month-day. Raises ValueError on any other form, also those `fromisoformat` would take."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _under(part: str, name: str) -> str:
    return f"{part}.{name}" if part else name
