"""People's words on a terminal: the one function that makes them safe to show (design.md 3, idea 12; promises.md P10).

Nothing a person, a file or a feed wrote reaches a terminal except through `visible`. Markup is not this file's
business: faces put the result into `Content` or `Text`, where brackets are letters. Beside it, what words need to fit
into a line or a sentence.
"""

from __future__ import annotations

import unicodedata

# Besides the control and format classes: separators that would break a line, and fillers that show as nothing.
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2028\u2029\u2800\u3164\uffa0\ufffc")
_TAG_BLOCK = range(0xE0000, 0xE0080)
_KEPT_JOINERS = frozenset("\u200c\u200d")  # ordinary letters in Persian, Hindi and others: kept between letters only


def visible(text: str, *, newlines: bool = False) -> str:
    """`text` with every control, escape, direction and invisible character shown as a mark such as ⟨1B⟩.

    A tab or a newline becomes a space, or stays a newline with `newlines`. Letters of every script stay as they are,
    also combining marks (at most eight in a row, so that nothing climbs over other lines).
    """
    if text.isascii() and text.isprintable():  # nearly everything that is ever drawn
        return text
    shown: list[str] = []
    marks = 0
    for place, char in enumerate(text):
        if char in "\n\t":
            shown.append("\n" if newlines and char == "\n" else " ")
            continue
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > 8:
            continue
        if char in _KEPT_JOINERS and _between_letters(text, place):
            shown.append(char)
        elif category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char in _INVISIBLE or ord(char) in _TAG_BLOCK:
            shown.append(f"⟨{ord(char):02X}⟩")
        else:
            shown.append(char)
    return "".join(shown)


def _between_letters(text: str, place: int) -> bool:
    """True for a joiner between two letters of a script that joins (not Latin, where it would only hide things)."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return all(side.isalpha() or unicodedata.category(side) in ("Mn", "Mc") for side in (before, after) if side) and (
        bool(before and after) and ord(before) > 0x2AF and ord(after) > 0x2AF
    )


def shorten(text: str, width: int) -> str:
    """At most `width` characters, ending in … when something was left out."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def lower_first(words: str) -> str:
    """For words that go on within a sentence: "Not well" → "not well"."""
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """For words that begin a line: "ring them" → "Ring them"."""
    return words[:1].upper() + words[1:]


def counted(number: int, word: str) -> str:
    """`1 day`, `3 days`; for words that only take an s."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
