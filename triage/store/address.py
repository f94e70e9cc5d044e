"""The address of a PostgreSQL server: checked, made safe where it says nothing, and never shown with its password.

`postgresql://triage_desk@db.example.org/triage`. Without a word about TLS a server elsewhere must prove who it is; on
this computer none is needed. Must not load psycopg. Called by settings, bootstrap's store and `triage doctor`.
"""

from __future__ import annotations

import os
from urllib.parse import parse_qs, unquote, urlsplit

from triage.usecases.ports import UseCaseError

SCHEMES = ("postgresql", "postgres")
WRONG = (
    "The address of the database is not one that triage can use. It looks like this: "
    "postgresql://triage_desk@db.example.org/triage (see docs/operations.md)."
)
IN_THE_CLEAR = (
    "The address of the database asks for a connection that others on the network could read. Take sslmode out of it, so "
    "that the server must prove who it is, or say sslmode=require at least (see docs/operations.md, TLS)."
)
_PLAIN = ("disable", "allow", "prefer")  # each of them goes on without TLS
_HERE = ("", "localhost", "127.0.0.1", "::1")


def checked(address: str) -> str:
    """The address as it is used. Raises UseCaseError, without quoting it: it may hold a password."""
    try:
        parts = urlsplit(address.strip())
        host, _port, asked = parts.hostname or "", parts.port, parse_qs(parts.query)
    except ValueError:
        raise UseCaseError(WRONG) from None
    if parts.scheme not in SCHEMES or not parts.path.strip("/"):
        raise UseCaseError(WRONG)
    if on_this_computer(host, asked):
        return address.strip()
    if "sslmode" in asked:
        if asked["sslmode"][-1] in _PLAIN:
            raise UseCaseError(IN_THE_CLEAR)
        return address.strip()
    safe = "sslmode=verify-full" + ("" if "sslrootcert" in asked else "&sslrootcert=system")
    return f"{address.strip()}{'&' if parts.query else '?'}{safe}"


def on_this_computer(host: str, asked: dict[str, list[str]]) -> bool:
    """A socket in a folder, or this computer by name. Where the address names none, libpq asks its own variables."""
    named = [one for one in (host, *asked.get("host", []), *asked.get("hostaddr", [])) if one]
    named = named or [os.environ.get("PGHOST", ""), os.environ.get("PGHOSTADDR", "")]
    elsewhere = "service" in asked or "PGSERVICE" in os.environ
    return not elsewhere and all(one in _HERE or one.startswith("/") for one in named)


def where(address: str) -> str:
    """`db.example.org`: all of an address that a screen or a log may show."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    host = unquote(parts.hostname or "") or asked.get("host", [""])[0] or os.environ.get("PGHOST", "") or "the server"
    return "this computer" if on_this_computer(host, asked) else host


def tls(address: str) -> str:
    """What the address says about TLS: verify-full, require, …; empty for a server on this computer that says nothing."""
    return parse_qs(urlsplit(address).query).get("sslmode", [""])[0]
