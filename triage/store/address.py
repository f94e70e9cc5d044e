"""The address of a PostgreSQL server: checked, made safe where it says nothing, and never shown with its password.

`postgresql://triage_desk@db.example.org/triage`. Without a word about TLS a server elsewhere must prove who it is; on
this computer none is needed. Must not load psycopg. Called by settings, bootstrap's store and `triage doctor`.
"""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from triage.usecases.ports import UseCaseError

SCHEMES = ("postgresql", "postgres")
WRONG = (
    "The address of the database is not one that triage can use. It looks like this: "
    "postgresql://triage_desk@db.example.org/triage (see docs/operations.md)."
)
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
    if on_this_computer(host, asked) or "sslmode" in asked:
        return address.strip()
    safe = "sslmode=verify-full" + ("" if "sslrootcert" in asked else "&sslrootcert=system")
    return f"{address.strip()}{'&' if parts.query else '?'}{safe}"


def on_this_computer(host: str, asked: dict[str, list[str]]) -> bool:
    """A socket in a folder, or this computer by name."""
    return all(
        one in _HERE or one.startswith("/") for one in (host, *asked.get("host", []), *asked.get("hostaddr", []))
    )


def where(address: str) -> str:
    """`db.example.org`: all of an address that a screen or a log may show."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    host = unquote(parts.hostname or "") or asked.get("host", [""])[0]
    return "this computer" if on_this_computer(host, asked) else host


def tls(address: str) -> str:
    """What the address says about TLS: verify-full, require, …; empty for a server on this computer that says nothing."""
    return parse_qs(urlsplit(address).query).get("sslmode", [""])[0]
