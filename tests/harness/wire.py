"""What was written to a terminal, taken apart: anything Textual does not write itself is foreign (promises.md P10).

A list of what is allowed, so that a payload nobody thought of is found too. Used by tests/faults.
"""

from __future__ import annotations

import re
import unicodedata

_SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<other>.?)",
    re.DOTALL,
)
_CUT = re.compile(r"\x1b(?:\[[<=>?]?[0-9;:]*)?\Z")  # the rest had not arrived yet
_MODES = frozenset({"7", "25", "1000", "1003", "1004", "1006", "1015", "1049", "2004", "2026", "2048"})
_POINTERS = frozenset({"default", "pointer", "text"})
_STYLES = re.compile(r"(?:[0-479]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;5;\d{1,3}|[34]8;2(?:;\d{1,3}){3})(?:;|$)")
_KEYBOARD = frozenset({">25u", "<u"})
_QUERIES = frozenset({"?2026$p", "?2048$p"})


def foreign(raw: bytes | bytearray) -> list[str]:
    """Every sequence and character in `raw` that is neither plain text nor what Textual writes; empty when all is well."""
    text = _CUT.sub("", bytes(raw).decode("utf-8", "surrogateescape"))
    found: list[str] = []
    at = 0
    for match in _SEQUENCE.finditer(text):
        found += _odd_characters(text[at : match.start()])
        at = match.end()
        if not _allowed(match):
            found.append(repr(match[0]))
    return found + _odd_characters(text[at:])


def _allowed(match: re.Match[str]) -> bool:
    if match["osc"] is not None:
        kind, _, shape = match["osc"].partition(";")
        return kind == "22" and shape in _POINTERS
    if match["final"] is None:
        return False
    whole = f"{match['private']}{match['numbers']}{match['between']}{match['final']}"
    if match["final"] == "m" and not match["private"]:
        return _only_styles(match["numbers"] or "0")
    if match["final"] in "hl":
        return match["private"] == "?" and match["numbers"] in _MODES and not match["between"]
    return whole in _KEYBOARD | _QUERIES or (match["final"] == "H" and not match["private"] + match["between"])


def _only_styles(numbers: str) -> bool:
    at = 0
    while at < len(numbers):
        found = _STYLES.match(numbers, at)
        if not found:
            return False
        at = found.end()
    return True


def _odd_characters(text: str) -> list[str]:
    odd = []
    for char in text:
        if char not in "\r\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            odd.append(f"U+{ord(char):04X}")
    return odd
