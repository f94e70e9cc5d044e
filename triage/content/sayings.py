"""`find.yaml` → what people call things, for finding a service by the words just heard ("skint", "kicked out").

Its own file, so that a hub can add its own words without touching a need. Imports core and its neighbours. Called by
`load`, which checks the kinds against the directory afterwards.
"""

from __future__ import annotations

from collections.abc import Collection

from triage.content.reader import Cell, Fields
from triage.content.report import did_you_mean
from triage.core.finding import words_of
from triage.core.needs import Saying

_LONGEST = 40


def read_sayings(fields: Fields, codes: Collection[str] | None) -> list[tuple[Saying, Fields]]:
    """In file order, each with where it stands. `codes`: every need there is, None to take any."""
    found: list[tuple[Saying, Fields]] = []
    taken: dict[tuple[str, ...], int] = {}
    fields.need("find")
    for item in fields.each("find", name=""):
        words, needs, kinds = item.need("words"), item.get("needs"), item.get("kinds")
        saying = Saying(
            words=tuple(text for cell in (words.items() if words else ()) if (text := _words(cell, taken))),
            needs=tuple(code for cell in (needs.items() if needs else ()) if (code := _need(cell, codes))),
            kinds=kinds.ids() if kinds else (),
        )
        if needs is None and kinds is None:
            item.add("missing", "neither `needs` nor `kinds` is here", "add one, such as needs: [housing.insecure]")
        found.append((saying, item))
    fields.done()
    return found


def _words(cell: Cell, taken: dict[tuple[str, ...], int]) -> str | None:
    """Words that can be looked for, and stand nowhere else: else it would hang on the order which of them counts."""
    text = cell.text(_LONGEST)
    if text is None:
        return None
    looked_for = words_of(text)
    if not looked_for:
        cell.add("small-words", f"`{text}` has only words that are not looked at", "add one that says what it is about")
    elif looked_for in taken:
        cell.add("duplicate-id", f"`{text}` is already in line {taken[looked_for]}", "delete one")
    else:
        taken[looked_for] = cell.node.line
    return text


def _need(cell: Cell, codes: Collection[str] | None) -> str | None:
    code = cell.text(60)
    if code is not None and codes is not None and code not in codes:
        cell.add("unknown-need", f"there is no need `{code}`", did_you_mean(code, codes))
        return None
    return code
