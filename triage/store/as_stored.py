"""Rows as text, nothing believed: what somebody wrote past triage into a file must be read to be named (P22).

SQLite keeps whatever it is handed in any column, and reading a date that is none is an error; so each value is asked for
with its type and its bytes. A server holds its columns to their types. Called by queries.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, literal_column, select

Run = Callable[[Select[Any], dict[str, Any]], Any]
_PLAIN = frozenset({"text", "integer", "real"})


def unbelieved(run: Run, table: Table, dialect: str) -> list[dict[str, str]]:
    """Every row of the table by column; a value of a type no row of ours has is `[blob 00ff]` or `[null]`."""
    names = [column.name for column in table.columns]
    if dialect != "sqlite":
        return [dict(zip(names, map(_typed, row), strict=True)) for row in run(select(table), {}).all()]
    bare: list[ColumnElement[Any]] = [
        literal_column(f'"{name}"') for name in names
    ]  # without its type, or SQLAlchemy would read it as one
    parts = [part for column in bare for part in (func.typeof(column), func.hex(column))]
    rows = run(select(*parts).select_from(table), {}).all()
    return [dict(zip(names, map(_untyped, row[::2], row[1::2]), strict=True)) for row in rows]


def _typed(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _untyped(kind: str, digits: str) -> str:
    if kind not in _PLAIN:
        return f"[{kind} {digits}]" if digits else f"[{kind}]"
    return bytes.fromhex(digits).decode(errors="backslashreplace")
