"""One YAML (or JSON) file as a tree of nodes, each knowing its line and column.

Every scalar is text until a schema says what it is, so `17:00`, `off` and `07700900123` stay what was typed. What YAML
can do and content never needs is refused here, before anything is built: duplicate keys, anchors, aliases, tags,
several documents, huge files, deep nesting, control characters.

Imports yaml and its own neighbour `report` only. Called by `load` and `answers`; everything else reads the nodes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from triage.content.report import Report

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Control characters, lone surrogates, and the marks that turn the direction of what follows.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


class Scalar(NamedTuple):
    """A word, a number, a sentence: text exactly as typed. Lines and columns count from 1."""

    text: str
    line: int
    column: int


class ListNode(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class MapNode(NamedTuple):
    """`entries`: by key, the key's own scalar (for its position) and the value."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = Scalar | ListNode | MapNode


class Spot(NamedTuple):
    """A position where no node is."""

    line: int
    column: int


KINDS: dict[type, str] = {Scalar: "text", ListNode: "a list", MapNode: "keys with values"}


def parse(data: bytes, report: Report) -> MapNode | None:
    """The file's tree; its top must be keys with values. None when it cannot be read; the report then says why."""
    try:
        return _parse(data, report)
    except _Unreadable as stop:
        report.add(stop.at, stop.rule, "", stop.what, stop.mend)
        return None


class _Unreadable(Exception):
    """Reading cannot go on. Never leaves this file."""

    def __init__(self, at: Spot, rule: str, what: str, mend: str) -> None:
        super().__init__(what)
        self.at, self.rule, self.what, self.mend = at, rule, what, mend


def _parse(data: bytes, report: Report) -> MapNode:
    if len(data) > MAX_BYTES:
        raise _Unreadable(Spot(1, 1), "size", "the file is larger than 2 MB", "split it into smaller files")
    text = _decode(data)
    if report.file.endswith(".json"):  # JSON writes an emoji as two halves, which YAML does not know
        text = _PAIR.sub(_joined, text)
    try:
        tree = _Tree(text, report).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from None
    except yaml.YAMLError as error:  # a reader error, which carries no line
        what = f"this is not YAML ({' '.join(str(error).split())})"
        raise _Unreadable(Spot(1, 1), "syntax", what, "retype the file as plain text") from None
    if not isinstance(tree, MapNode):
        what = "the file is empty" if tree is None else f"the file holds {KINDS[type(tree)]}"
        at = Spot(1, 1) if tree is None else Spot(tree.line, tree.column)
        raise _Unreadable(at, "kind", what, "begin with lines of the form `key: value`")
    return tree


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = _spot(data[: error.start].decode("utf-8", "replace"))
        raise _Unreadable(at, "encoding", "a letter is not UTF-8", "save the file as UTF-8") from None
    if found := _FORBIDDEN.search(text):
        what = f"there is an invisible character, U+{ord(found[0]):04X}"
        raise _Unreadable(_spot(text[: found.start()]), "encoding", what, "delete it and retype the word")
    return text


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _spot(before: str) -> Spot:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Spot(len(lines), len(lines[-1]) + 1)


class _Tree:
    """Builds nodes from the parser's events, so that depth and anchors are seen before anything grows."""

    def __init__(self, text: str, report: Report) -> None:
        self._events = yaml.parse(text, Loader=_LOADER)
        self._report = report

    def document(self) -> Node | None:
        next(self._events)  # stream start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 1)
        next(self._events)  # document end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Unreadable(_at(after), "document", "a second document starts here", "delete the `---` line")
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        at = _at(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "anchor", f"`*{event.anchor}` copies from elsewhere", "write it out in full")
            return Scalar(f"*{event.anchor}", at.line, at.column)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is not None:
            self._refuse(event, "anchor", f"`&{anchor}` marks an anchor", "delete it and write things out in full")
        if tag is not None:
            self._refuse(event, "tag", f"`{tag}` is a tag", "delete it, or put the text in quotes")
        if depth > MAX_DEPTH:
            raise _Unreadable(at, "depth", f"nesting is deeper than {MAX_DEPTH}", "bring this up some levels")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, at.line, at.column)
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(self._items(depth), at.line, at.column)
        return MapNode(self._entries(depth), at.line, at.column)

    def _items(self, depth: int) -> tuple[Node, ...]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items)

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, "kind", "a key is not a word", "write `key: value`, or put the text in quotes")
            elif key.text in entries:
                what = f"`{key.text}` is here twice, first in line {entries[key.text][0].line}"
                self._refuse(event, "duplicate-key", what, "keep one of the two")
            else:
                entries[key.text] = (key, value)
        return entries

    def _refuse(self, event: yaml.Event, rule: str, what: str, mend: str) -> None:
        self._report.add(_at(event), rule, "", what, mend)


def _at(event: yaml.Event) -> Spot:
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)


_MENDS = (
    ("tab", "use spaces, not tabs, at the start of lines"),
    ("found character '\\t'", "use spaces, not tabs, at the start of lines"),
    ("mapping values are not allowed", "put quotes around text that has `: ` in it, or mend the indentation"),
    ("could not find expected ':'", "write `key: value`, with a colon and a space after the key"),
    ("unexpected end of stream", "close the quotes"),
    ("did not find expected key", "close the quotes in a line above, or line up the spaces with the lines above"),
    ("did not find expected '-'", "line up the spaces at the start with the lines above"),
    ("block end", "line up the spaces at the start with the lines above"),
    ("expected ',' or", "close the bracket, or put quotes around text that has a comma or bracket in it"),
    ("cannot start any token", "put quotes around the text"),
    ("escape", "put the text in single quotes, or double the backslash"),
    ("undefined alias", "put quotes around text that starts with `*`"),
    ("alias", "put quotes around text that starts with `*` or `&`"),
)


def _syntax(error: yaml.MarkedYAMLError, text: str) -> _Unreadable:
    """The parser's own words, with the line it was in and a sentence that helps more than they do."""
    mark = error.problem_mark or error.context_mark
    at = Spot(mark.line + 1, mark.column + 1) if mark else _spot(text)
    said = " ".join(filter(None, (error.context, error.problem))) or "it stops making sense"
    mend = next((mend for words, mend in _MENDS if words in said), "compare the line with the ones around it")
    return _Unreadable(at, "syntax", f"YAML cannot be read here ({said})", mend)
