"""How the database on a server is doing, as this desk sees it: read without waiting for anybody. For `triage doctor`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from triage.store.address import where
from triage.store.migrate import VERSION
from triage.store.problems import StoreProblem
from triage.store.server import listed_open, open_engine, raw
from triage.store.server_problems import explain_server


@dataclass(frozen=True, slots=True)
class ServerHealth:
    """`version` is the schema there, empty without tables, `wanted` that of this triage. `ahead`: the server's clock
    against this computer's. `same_name`: somebody else has triage open as this desk. `may_change`: its tables. `key`: the number of the data key
    the rows are sealed with, 0 for practice data."""

    server: str
    version: str
    wanted: str
    tls: bool
    durable: bool
    may_change: bool
    ahead: timedelta
    same_name: bool
    key: int


class NotReached(StoreProblem):
    """`said` is what the driver said, its first line; an address or a password is not in it."""

    def __init__(self, sentence: str, said: str) -> None:
        super().__init__(sentence)
        self.said = said


def look_at(address: str, desk: str, terminal_id: str) -> ServerHealth:
    """Raises StoreProblem, NotReached with what the driver said."""
    engine = open_engine(address)
    try:
        connection = engine.connect()
    except Exception as error:
        problem = explain_server(error, where(address))
        if problem is None:
            raise
        cause = getattr(error, "orig", None) or error
        raise NotReached(str(problem), str(cause).strip().split("\n")[0][:200]) from None
    try:
        return _look(raw(connection), desk, terminal_id)
    finally:
        connection.close()
        engine.dispose()


def _look(there: Any, desk: str, terminal_id: str) -> ServerHealth:
    def one(statement: str, *values: str) -> Any:
        found = there.execute(statement, values).fetchone()
        return found[0] if found else None

    tables = one("SELECT to_regclass('alembic_version') IS NOT NULL")
    others = (
        there.execute("SELECT id FROM terminal WHERE lower(name) = lower(%s)", (desk,)).fetchall() if tables else []
    )
    open_now = listed_open(there)
    return ServerHealth(
        server=f"PostgreSQL {one('SHOW server_version').split()[0]}",
        version=(one("SELECT version_num FROM alembic_version") or "") if tables else "",
        wanted=VERSION,
        tls=bool(there.pgconn.ssl_in_use),
        durable=one("SHOW fsync") == "on",
        may_change=bool(one("SELECT has_schema_privilege(current_user, current_schema(), 'CREATE')")),
        ahead=one("SELECT clock_timestamp()") - datetime.now(UTC),
        same_name=any(open_now(id) for (id,) in others if id != terminal_id),
        key=_key(one),
    )


def _key(one: Callable[..., Any]) -> int:
    there = one("SELECT to_regclass('data_key') IS NOT NULL")
    return int(one("SELECT max(number) FROM data_key") or 0) if there else 0
