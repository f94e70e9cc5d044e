"""What every table is made of: moments that are aware, UUIDs as text, names for what Alembic may change. Called by rows.py."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, String
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Utc(TypeDecorator[datetime]):
    """A moment: aware when given, UTC when stored, aware when read, on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Named constraints: Alembic can only change what has a name. Our own registry: nobody else's tables come in.
METADATA = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"})


class Base(SQLModel, registry=registry(metadata=METADATA)):
    pass


def id_(*, primary_key: bool = False, index: bool = False) -> Any:
    """A UUID as text, which every database has."""
    return Field(primary_key=primary_key, index=index, sa_type=String(36))


def time_(*, index: bool = False) -> Any:
    return Field(sa_type=Utc, index=index)


def found_by() -> Any:
    """A column with an index. On a server v0011 makes it one that finds what begins with something (veil.py); said here,
    it would load SQLAlchemy's PostgreSQL on every start, which a file has no use for."""
    return Field(index=True)


class Begins(str):
    """Asked for in a column that begins with it; it ends in the sign for anything."""


class Row(Base):
    id: str = id_(primary_key=True)
    at: datetime = time_()
    actor_id: str = id_()
    terminal_id: str = id_()
