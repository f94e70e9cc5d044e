"""What somebody typed, as numbers or as words, understood: pure functions, no terminal, no store.

A line is chosen by its number, by its words, or by the start or any words of it that fit no other line. Called by
`talk` for every list and by `asking` for the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from triage.core.dates import read_date

Line = tuple[str, str]  # (id, words)
Lines = Sequence[Line]
LEFT_OUT: Line = ("", "")  # keeps the numbers of the lines after it
NO_DATE = ("none", "no", "no date")
_NUMBERS = re.compile(r"\d+(?:\s*(?:,|;|\s|\band\b)\s*\d+)*\s*[,;.]?")
_NUMBERS_FIRST = re.compile(r"(\d+(?:\s*[,;\s]\s*\d+)*)(?:[\s,;:.]+(\D.*))?$", re.DOTALL)


class NotRead(ValueError):
    """What was typed fits nothing; the sentence says what would."""


def plain(text: str) -> str:
    """Words as they are compared: small letters, straight quotes, no marks; double quotes stay (see `unquoted`)."""
    straight = text.replace("’", "'").replace("‘", "'").casefold()
    return " ".join(re.sub(r"[.,;:!?…“”()]", " ", straight).split())


def split_command(typed: str, words: Iterable[str]) -> tuple[str, str]:
    """The longest of `words` that `typed` begins with, and the rest of the line; ("", typed) when none."""
    for word in sorted(words, key=len, reverse=True):
        found = re.match(rf"{re.escape(word)}(?:[\s:,]+(.*))?$", typed.strip(), re.IGNORECASE | re.DOTALL)
        if found:
            return word, (found[1] or "").strip()
    return "", typed.strip()


def unquoted(typed: str) -> str:
    """A command word written as an answer stands in double quotes: "park"."""
    inner = typed.strip()
    return inner[1:-1].strip() if len(inner) > 2 and inner[0] == inner[-1] == '"' else inner


def read_one(typed: str, lines: Lines) -> str:
    """The id of the one line meant. Raises NotRead."""
    if typed.strip().rstrip(".").isdecimal():
        return _by_number(int(typed.strip().rstrip(".")), lines)
    words = plain(typed)
    if not words:
        raise NotRead("Type the number of a line, or its words.")
    if words in ("yes", "no") and any(id == words for id, _ in lines):
        return words  # "Yes, that's OK" beside "Yes, but don't write it down": plain yes is plain
    said = [(n, id, plain(text)) for n, (id, text) in enumerate(lines, 1) if id]
    for fits in (
        [line for line in said if line[2] == words],
        [line for line in said if line[2].startswith(words)],
        [line for line in said if f" {words} " in f" {line[2]} "],
    ):
        if len(fits) == 1:
            return fits[0][1]
        if fits:
            several = ", ".join(f"{n} {lines[n - 1][1]}" for n, _, _ in fits[:6])
            raise NotRead(f"More than one line fits: {several}. Type its number.")
    raise NotRead("No line fits that. Type the number of a line, or its words.")


def read_many(
    typed: str,
    lines: Lines,
    exclusive: frozenset[str] = frozenset(),
    most: int = 0,
    contradicting: frozenset[frozenset[str]] = frozenset(),
) -> list[str]:
    """The ids of the lines meant, by numbers with commas or spaces, or by words with commas. Raises NotRead."""
    nothing = next((id for id, _ in lines if id in exclusive), "")
    if nothing and plain(typed) in ("0", "none", "no", "nothing", "none of these"):
        return [nothing]
    if _NUMBERS.fullmatch(typed.strip()):
        found = [_by_number(int(number), lines) for number in re.findall(r"\d+", typed)]
    else:
        found = _by_words(typed, lines)
    ticks = list(dict.fromkeys(found))
    if len(ticks) > 1 and exclusive & set(ticks):
        raise NotRead("None of these cannot go with others. Type either the one or the others.")
    if both := next((pair for pair in contradicting if pair.issubset(ticks)), None):
        one, other = (words for id, words in lines if id in both)
        raise NotRead(f"“{one}” and “{other}” cannot both be so. Leave out the one that is not.")
    if most and len(ticks) > most:
        raise NotRead(f"Up to {most} only. Type the {most} that matter most.")
    return ticks


def read_ticks_and_words(typed: str, lines: Lines, most: int = 0) -> tuple[list[str], str]:
    """`9 a letter about rent` → the line 9 and the words; words alone tick nothing. Raises NotRead."""
    found = _NUMBERS_FIRST.match(typed.strip())
    if found is None:
        return [], unquoted(typed)
    return read_many(found[1], lines, most=most), unquoted((found[2] or "").strip())


def read_number(typed: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", typed.strip()):
        raise NotRead("Type a whole number, such as 2.")
    return typed.strip()


def read_day(typed: str, today: date) -> str:
    """The date as it was typed, once it is a day; "none" for no date. Raises NotRead."""
    if plain(typed) in NO_DATE:
        return "none"
    try:
        read_date(typed, today)
    except ValueError as problem:
        raise NotRead(f"{problem} Or none, for no date.") from None
    return typed.strip()


def _by_number(number: int, lines: Lines) -> str:
    if not 1 <= number <= len(lines):
        raise NotRead(f"There is no line {number}. The last is {len(lines)}.")
    if not (id := lines[number - 1][0]):
        raise NotRead(f"There is no line {number} here.")
    return id


def _by_words(typed: str, lines: Lines) -> list[str]:
    """The whole as one line first, since lines may hold commas; else each piece between commas."""
    try:
        return [read_one(typed, lines)]
    except NotRead:
        pieces = [piece for piece in re.split(r"[,;]", typed) if piece.strip()]
        if len(pieces) < 2:
            raise
    return [read_one(piece, lines) for piece in pieces]
