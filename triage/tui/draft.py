"""The answer in the making: what is ticked, typed and still to fill in. Draws nothing; the screen does.

A plain question is a form with one field whose id is empty, so one set of rules serves both. Keys and Enter return the
raw answer for `give_answer` once the question is complete, and None while it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from triage.core.questions import part_asked
from triage.core.text import visible
from triage.tui import keys
from triage.tui.remap import told
from triage.tui.widgets.options import MOST_KEYS, Choice, keys_for
from triage.usecases.views import OptionView, PartView, QuestionView
from triage.usecases.visit.typed import field_problem

HINTS = {
    "born": "4/5/1987",
    "text": "Type, then Enter",
    "number": "A number",
    "date": "4 dec · 16/1/2027",
    "many": "Type to find",
}
OFFERED_HINT = "Type to find; any other name will do"
TYPED = ("text", "number", "date")
NONE_WORDS = ("n", "no", "none")
DECLINE_KEYS = {"not_sure": keys.NOT_SURE, "pnts": keys.PNTS}
Raw = str | list[str]


class Draft:
    """One question being answered. `note` is a sentence to show when a key could not be taken.

    `typing` is True while letters go into the field: then a line whose key is a letter is not offered.
    """

    def __init__(self, question: QuestionView, again: bool = False, today: date = date.min) -> None:
        self.question = question
        self._today = today
        self.plain = question.kind != "parts"
        self.fields: tuple[PartView, ...] = (question.whole,) if self.plain else question.parts
        self.values: dict[str, Raw] = _earlier(question, self.fields)
        self.note = ""
        self.find = ""
        self._page = 0
        self.typing = False
        self._told_none = False  # Enter on nothing ticked has said what once more would write
        self._list_at = next((n for n, field in enumerate(self.fields) if field.kind == "many"), None)
        self.at = self._list_at or 0
        if self._list_at is None and not again:
            self.at = self._first_empty()

    # -- what to draw

    @property
    def field(self) -> PartView:
        return self.fields[self.at]

    @property
    def typed(self) -> bool:
        """True if the field in hand is typed into, not chosen from."""
        return self.field.kind in TYPED and not self.offered

    @property
    def offered(self) -> bool:
        """True if lines are offered for what is otherwise typed, such as languages to point at."""
        return self.field.kind == "text" and bool(self.field.options)

    @property
    def filtered(self) -> bool:
        """True if typing finds the line: there are more than keys, or what is typed may stand for itself."""
        return self.offered or len(self.field.listed or self.field.options) > MOST_KEYS

    @property
    def shown(self) -> bool:
        """True if the screen may be turned to the person: the content says so, and a number answers it, never words."""
        kinds = {field.kind for field in self.fields}
        return self.question.by_pointing and not self.question.staff and kinds <= {"one", "many", "number"}

    @property
    def hint(self) -> str:
        """What stands in the empty field."""
        return OFFERED_HINT if self.offered else HINTS.get(self.field.id) or HINTS.get(self.field.kind, "")

    @property
    def exclusive(self) -> frozenset[str]:
        return self.question.exclusive if self.plain else frozenset()

    @property
    def ticked(self) -> frozenset[str]:
        said = self.values.get(self.field.id, [])
        return frozenset([said] if isinstance(said, str) else said)

    def choices(self) -> list[Choice]:
        """The lines to draw, with their keys: the options, then no date, not sure, rather not say."""
        lines = self._found() if self.filtered else self._keyed(self.field)
        if self.field.kind == "date":
            lines.append(Choice(told(keys.NO_DATE), "none", "No date", aside=True))
        letters = not (self.typing and (self.field.kind == "text" or self.filtered))
        declines = [d for d in self.question.declines if letters or d.id == "pnts"]
        return lines + [Choice(told(DECLINE_KEYS[d.id]), d.id, d.text, aside=True) for d in declines]

    def rows(self) -> list[tuple[str, str, bool]]:
        """Each field of a form: its label, what it holds in words, and whether it is the one in hand."""
        return [(f.text, self._words(f), n == self.at) for n, f in enumerate(self.fields) if self._asked(n)]

    # -- what keys do

    def press(self, key: str) -> object | None:
        """A digit or letter of an option; 0 turns the page of lines to point at."""
        self.note = ""
        if self.offered and key == "0":
            self._page += 1
            return None
        option = next((c.id for c in self.choices() if c.key == key and not c.aside), None)
        return None if option is None else self.choose(option)

    def choose(self, option: str) -> object | None:
        """One of the lines: an answer, or a tick."""
        self.note = ""
        if self.field.kind != "many" or option in self.exclusive:
            self.values[self.field.id] = [option] if self.field.kind == "many" else option
            return self._next()
        self._toggle(option)
        return None

    def enter(self, typed: str = "") -> object | None:
        """Enter: takes what was typed or ticked and goes on."""
        self.note = ""
        if self.typed:
            self.keep(typed)
            held = self.values.get(self.field.id)
            problem = field_problem(self.field.kind, str(held), self._today, self.field.id) if held else ""
            if problem and held != "none":
                self.note = problem
                return None
            if typed.strip() or not self.plain:
                return self._next()
            self.note = f"Type it first, or press {told(keys.PNTS)} for rather not say."
            return None
        if self.offered:
            self._take(typed)
            return self._next()
        if self.field.kind == "many" and not self.ticked and self.plain:
            return self._nothing()
        if self.plain and not self.ticked:
            self.note = "Choose one of the lines."
            return None
        return self._next()

    def keep(self, typed: str) -> None:
        """Hold what is in the field, finished or not."""
        words = typed.strip()
        none = self.field.kind == "date" and words.lower() in NONE_WORDS
        self.values[self.field.id] = "none" if none else words

    def no_date(self) -> object | None:
        self.values[self.field.id] = "none"
        return self._next()

    def decline(self, how: str) -> object | None:
        """Rather not say, or not sure: of the question, or of one field once something else was given."""
        if self.plain or not any(value for id, value in self.values.items() if id != self.field.id):
            return how
        self.values[self.field.id] = how
        return self._next()

    def look_for(self, find: str) -> None:
        """What is typed to find a line; the first page of what it finds."""
        self.find, self._page = find, 0

    def move(self, by: int) -> None:
        """To another field of a form."""
        if self.offered:
            self._take(self.find)
        self.look_for("")
        here = [n for n in range(len(self.fields)) if n == self.at or self._asked(n)]
        self.at = here[(here.index(self.at) + by) % len(here)]

    @property
    def so_far(self) -> dict[str, object]:
        """What a form holds already; empty for a question that is one field."""
        asked = {field.id for n, field in enumerate(self.fields) if self._asked(n)}
        return {} if self.plain else {id: value for id, value in self.values.items() if value and id in asked}

    # -- inside

    def _take(self, typed: str) -> None:
        """What was typed where lines are offered: the one line that it finds, or the words themselves."""
        words = typed.strip()
        if words:
            fit = self._fitting(words)
            same = [option for option in fit if words.casefold() in option.text.casefold().split(" · ")]
            found = same or (fit if len(fit) == 1 else [])
            self.values[self.field.id] = found[0].id if found else words

    def _first_empty(self) -> int:
        """Where a form goes on: it may have been begun before the plug was pulled."""
        empty = (n for n, field in enumerate(self.fields) if not self.values.get(field.id) and self._asked(n))
        return next(empty, 0)

    def _asked(self, n: int) -> bool:
        """False if an earlier field makes this one needless."""
        return part_asked(self.fields[n], self.values)

    def _toggle(self, option: str) -> None:
        self._told_none = False
        before = [tick for tick in self.values.get(self.field.id, []) if tick not in self.exclusive]
        if option in before:
            before.remove(option)
        elif self.question.most and len(before) >= self.question.most:
            self.note = f"Up to {self.question.most}. Press one again to take it back."
        else:
            apart = self.question.contradicting
            before = [tick for tick in before if frozenset((tick, option)) not in apart]
            before.append(option)
        self.values[self.field.id] = before

    def _nothing(self) -> object | None:
        """Nothing ticked: an Enter too early must not say for somebody that there is nothing. Said first, then written."""
        nothing = next((o for o in self.field.options if o.id in self.exclusive), None)
        if nothing is None:
            self.note = "Tick what fits, or go back."
            return None
        if not self._told_none:
            self._told_none = True
            self.note = f"Nothing is ticked. Enter again writes “{nothing.text}”."
            return None
        return [nothing.id]

    def _next(self) -> object | None:
        if self._list_at is not None and self.at != self._list_at:
            self.at = self._list_at
            return None
        following = next((n for n in range(self.at + 1, len(self.fields)) if self._asked(n)), None)
        if self._list_at is None and following is not None:
            self.at = following
            self.look_for("")
            return None
        if not self.plain and not self.so_far and self.question.declines:
            self.note = f"Nothing is filled in. {told(keys.PNTS)} means rather not say."
            return None
        return self.raw()

    def raw(self) -> object:
        """The answer as `give_answer` takes it."""
        if self.plain:
            return self.values.get("", "")
        return self.so_far

    def _keyed(self, field: PartView) -> list[Choice]:
        """Every line with the key it has in the whole list: one that is left out here moves no other."""
        given = keys_for(field.listed or [o.id for o in field.options], self.exclusive)
        return [Choice(given[place - 1], o.id, o.text) for place, o in field.places]

    def _found(self) -> list[Choice]:
        """A long list: the first nine that fit what was typed, what is ticked already, and how many more there are."""
        nothing = [o for o in self.field.options if o.id in self.exclusive]
        others = [o for o in self.field.options if o.id not in self.exclusive]
        fit = self._fitting(self.find)
        if self.offered:
            return self._page_of(fit)
        lines = [Choice("0", o.id, o.text) for o in nothing]
        lines += [Choice(key, o.id, o.text) for key, o in zip("123456789", fit, strict=False)]
        lines += [Choice("", o.id, o.text) for o in others if o.id in self.ticked and o not in fit[:9]]
        if len(fit) > 9:
            lines.append(Choice("", "", f"{len(fit) - 9} more: type to find", aside=True))
        return lines

    def _page_of(self, fit: list[OptionView]) -> list[Choice]:
        """Nine lines to point at, and the key that turns to the next nine; after the last come the first."""
        first = 9 * (self._page % max(1, -(-len(fit) // 9)))
        lines = [Choice(key, o.id, o.text) for key, o in zip("123456789", fit[first : first + 9], strict=False)]
        return [*lines, Choice("0", "", f"More: {len(fit)} in all")] if len(fit) > 9 else lines

    def _fitting(self, find: str) -> list[OptionView]:
        wanted = find.casefold().split()
        others = [o for o in self.field.options if o.id not in self.exclusive]
        return [o for o in others if all(word in o.text.casefold() for word in wanted)]

    def _words(self, field: PartView) -> str:
        said = self.values.get(field.id, "")
        names = {o.id: o.text for o in field.options} | {"pnts": "rather not say", "not_sure": "not sure"}
        if field.kind == "date":
            names["none"] = "no date"
        parts = [said] if isinstance(said, str) else said
        return ", ".join(names.get(part, visible(part)) for part in parts if part)


def _earlier(question: QuestionView, fields: tuple[PartView, ...]) -> dict[str, Raw]:
    """What was answered before, as it would be typed now."""
    before = question.answer
    if before is None or before in ("pnts", "not_sure", "given"):
        return {}
    said: Mapping[str, object] = before if isinstance(before, Mapping) else {"": before}
    return {f.id: _as_typed(said[f.id]) for f in fields if f.id in said}


def _as_typed(value: object) -> Raw:
    if isinstance(value, frozenset):
        return sorted(value)
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
