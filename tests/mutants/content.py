"""Mutants of the content: one line, or one name in a list, deleted at a time; one severity made another.

Left alone: comments, and lines that hold only words (a label, a step of a card, what a desk is called), and so all of
find.yaml, which is nothing but what people call things. Those are read and signed off by people; a test could only
repeat them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutants.mutant import REPO, Mutant, line_starts, mutant, named_apart

_WORDS = frozenset({
    "text", "about", "help", "say", "says", "more", "label", "definition", "plain", "self_help", "trigger",
    "steps", "never", "write", "by_whom", "share_basis", "title", "name", "organization", "public_label",
    "location", "directions", "helps_with", "who_for", "bring", "note", "capacity", "web", "hours_words",
    "version", "privacy_words", "summary", "ways", "ask",
})  # fmt: skip
_KEY = re.compile(r"( *)(?:- )?([\w.]+):(?: (.*))?$")
_TOP = re.compile(r"  - (?:id|code): ([\w.-]+)|  - \{(?:id|need): ([\w.]+)|(\w+):")
_SEVERITY = re.compile(r"( {6}(?:- \")?|      by_staff: \[\")(urgent|significant|emerging)(?=:)")
_LESS = {"urgent": "significant", "significant": "emerging", "emerging": "significant"}
_LIST = re.compile(r"\[([^\[\]{}\"]+,[^\[\]{}\"]+)\]")


def content_mutants() -> Iterator[Mutant]:
    """Every mutant of the question set and of the directory, in file order."""
    for path in [*sorted((REPO / "question_sets").glob("*.yaml")), REPO / "directory.yaml"]:
        if path.name == "find.yaml":
            continue
        file = path.relative_to(REPO).as_posix()
        yield from named_apart(mutants_of(file, path.read_bytes()))


def mutants_of(file: str, source: bytes) -> Iterator[Mutant]:
    lines, starts = source.decode().split("\n"), line_starts(source)
    where, words_from = "", 99  # the indent of the key whose words these lines are
    for at, line in enumerate(lines):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if top := _TOP.match(line):
            where = top[1] or top[2] or top[3]
        indent = len(line) - len(line.lstrip())
        if indent > words_from:
            continue
        key = _KEY.match(line)
        words_from = indent if key and key[2] in _WORDS else 99
        if words_from == indent:
            continue
        for now in _instead(file, line):
            yield mutant(file, where, line, now, (starts[at], starts[at + 1], f"{now}\n".encode() if now else b""))
        if other := _other_severity(lines, at):
            edits = ((starts[row], starts[row + 1], f"{now}\n".encode()) for row, now in other.items())
            yield mutant(file, where, line, other[at], *edits)


def _instead(file: str, line: str) -> Iterator[str]:
    """Nothing; or, in the question set, the line with one name fewer in one of its lists."""
    yield ""
    for found in _LIST.finditer(line) if file.startswith("question_sets/") else ():
        names = found[1].split(", ")
        for place in range(len(names)):
            rest = ", ".join(names[:place] + names[place + 1 :])
            yield f"{line[: found.start()]}[{rest}]{line[found.end() :]}"


def _other_severity(lines: list[str], at: int) -> dict[int, str]:
    """The severity of a line made another; where the need has that one already, the two are exchanged. By line number."""
    found = _SEVERITY.match(lines[at])
    if not found:
        return {}
    other = _LESS[found[2]]
    now = {at: f"{found[1]}{other}{lines[at][found.end() :]}"}
    if '"' in found[1]:
        return now
    for step in (1, -1):
        row = at + step
        while 0 <= row < len(lines) and not lines[row].startswith("  - "):
            if lines[row].startswith(f"      {other}:"):
                # Found above: it has been exchanged with this one already.
                return now | {row: lines[row].replace(other, found[2], 1)} if step > 0 else {}
            row += step
    return now
