"""What a server never sees: text about people is sealed before it leaves this computer, and opened when it is back.

A text column is sealed unless it is named here as plain, so a new one is sealed until somebody decides otherwise. Plain are
ids, times, numbers, and the kinds and codes that SQL asks for. Each value is bound to its table, column and row (AES-SIV,
RFC 5297, which needs no number that must never come twice), so one that was changed or put elsewhere does not open. Where
SQL must find a sealed value by what it says, a mark stands before it: the same for the same words, and of no use without
the key. A file of our own is encrypted whole and needs none of this. Imports cryptography: load it on the store's thread.
Called by queries.py and server_keys.py (docs/adr/0023).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Column, String, Table

from triage.store.columns import Begins
from triage.store.problems import UNEXPECTED, StoreProblem
from triage.store.rows import TABLES
from triage.usecases.records import Record

PLAIN: Mapping[str, frozenset[str]] = {
    "person_detail": frozenset({"field", "field_class"}),
    "same_person": frozenset({"verdict"}),
    "contact": frozenset({"setting", "channel", "code", "question_set_hash", "directory_hash"}),
    "contact_event": frozenset({"event", "after"}),
    "handoff_step": frozenset({"after"}),
    "expected": frozenset({"day"}),
    "rights": frozenset({"what"}),
    "access": frozenset(
        {"what", "fields", "before", "hash"}
    ),  # ids and the policy's own words; `why` is what was typed
    # About nobody: the hub, its counts, its machines, its questions.
    "desk_state": frozenset({"service", "what", "detail"}),
    "tally": frozenset({"what", "how"}),
    "terminal": frozenset({"name"}),
    "content": frozenset({"hash", "kind", "body"}),
}
SOUGHT = ("born", "postcode")  # of a person's details, those by which somebody is found again (docs/adr/0012)
_ID = 36
CHANGED = (
    "Something in the database was changed by something else than triage, so nothing of it is shown. Go on with paper, "
    "change nothing there, and tell whoever looks after triage this code: {code}."
)


class Veil:
    """`key` is 64 hex digits: the data key. `proof` says which it is, and nothing about it."""

    def __init__(self, key: str) -> None:
        secret = bytes.fromhex(key)
        self._words = AESSIV(_derived(secret, b"words", 64))
        self._marks = _derived(secret, b"marks", 32)
        self.proof = _derived(secret, b"proof", 32).hex()

    def drawn(self, kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
        """The row as the server gets it."""
        row, id = dict(values), str(values["id"]).encode()
        for column, about in sealed(TABLES[kind]):
            if not isinstance(row[column], str):
                raise StoreProblem(UNEXPECTED.format(code=about.decode()), about.decode())
            closed = base64.b64encode(self._words.encrypt(row[column].encode(), [about, id])).decode()
            mark = self._mark(about, row[column]) if _is_marked(kind, column, values) else ""
            row[column] = f"{mark}:{closed}" if mark else closed
        return row

    def lifted(self, kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it was written. Raises StoreProblem for what was changed, moved, or sealed by another key."""
        row, id = dict(values), str(values["id"]).encode()
        for column, about in sealed(TABLES[kind]):
            try:
                closed = base64.b64decode(row[column].rpartition(":")[2], validate=True)
                row[column] = self._words.decrypt(closed, [about, id]).decode()
            except (InvalidTag, ValueError):
                raise StoreProblem(CHANGED.format(code=about.decode()), about.decode()) from None
        return row

    def asked(self, kind: type[Record], equal: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What SQL can be asked for, and what must be compared once it is open. Raises ValueError where that is all of it."""
        closed = {column: about for column, about in sealed(TABLES[kind]) if column in equal}
        by_sql = {name: value for name, value in equal.items() if name not in closed}
        for column, about in closed.items():
            if _can_be_marked(kind, column) and isinstance(equal[column], str):
                by_sql[column] = Begins(self._mark(about, equal[column]) + ":%")
        if closed and not by_sql:
            raise ValueError(f"{', '.join(closed)} of {kind.__name__} is sealed: ask by something plain too")
        return by_sql, {name: equal[name] for name in closed}

    def _mark(self, about: bytes, value: str) -> str:
        return hmac.digest(self._marks, about + b"\0" + value.encode(), hashlib.sha256)[:16].hex()


@cache
def sealed(table: Table) -> tuple[tuple[str, bytes], ...]:
    """The columns that are sealed, each with the words its seal is bound to."""
    plain = PLAIN.get(table.name, frozenset())
    text = [column.name for column in table.c if _is_text(column) and column.name not in plain]
    return tuple((name, f"{table.name}.{name}".encode()) for name in text)


def _is_text(column: Column[Any]) -> bool:
    """Of whatever length; what is made for ids is none."""
    kind = getattr(column.type, "impl", column.type)
    return isinstance(kind, String) and kind.length != _ID


def _can_be_marked(kind: type[Record], column: str) -> bool:
    return (TABLES[kind].name, column) in (("person_detail", "value"), ("handoff", "service"))


def _is_marked(kind: type[Record], column: str, values: Mapping[str, Any]) -> bool:
    """Marks say who shares what with whom, so only what is sought by them has one."""
    return _can_be_marked(kind, column) and values.get("field", SOUGHT[0]) in SOUGHT


def _derived(secret: bytes, about: bytes, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, salt=None, info=b"triage server 1 " + about).derive(secret)
