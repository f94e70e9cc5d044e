"""What went wrong with a database on a server, in a sentence a receptionist can act on.

Like triage.store.problems: a message never holds a value nor an address with its password, and `code` is all that is
kept of what the driver said. Must not load psycopg. Called by server.py and `triage doctor`.
"""

from __future__ import annotations

from triage.store.problems import BAD_TEXT, FULL, LOCKED, UNEXPECTED, StoreProblem

SERVER_GONE = (
    "The database on {server} does not answer, so that was not saved. Everything before it is safe. "
    "Try again in a moment; go on with paper if it lasts, and tell whoever looks after the database."
)
UNSURE = (
    "The database on {server} stopped answering in the middle, so it is not sure whether that was saved. "
    "When it answers again, look before you say it once more."
)
NOT_IN = (
    "The database on {server} does not let triage in, or is not there. Whoever looks after it checks the address, "
    "the name, the password and the certificate: “triage doctor” says what it said."
)
WITHOUT_TLS = (
    "What answers as {server} offers no private connection (TLS), so triage told it nothing, not even the password. "
    "Whoever looks after the database turns it on there (docs/operations.md, TLS). If it worked yesterday, do not try to go "
    "round this: somebody may be listening."
)
OTHER_NAME = (
    "What answers as {server} shows a certificate for another name, so triage told it nothing. Whoever looks after the "
    "database compares the name in the address with the one in the certificate. If it worked yesterday, do not try to go "
    "round this: it may not be our server."
)
UNKNOWN = (
    "What answers as {server} shows a certificate that is out of date, or that nobody this computer trusts has signed, so "
    "triage told it nothing. Whoever looks after the database renews it or, if it comes from your own authority, names that "
    "one's file in the address (sslrootcert=…, docs/operations.md, TLS). If it worked yesterday, do not try to go round this: "
    "it may not be our server."
)
NO_ROOT = (
    "The file by which this desk knows {server} (sslrootcert in the address) is not there or cannot be read. Put it back, "
    "or ask whoever looks after the database for it."
)
NOT_ALLOWED = (
    "This desk may not do that in the database, so nothing was changed. Whoever looks after it gives the desks "
    "their rights, or runs “triage migrate” after a new version (docs/operations.md)."
)
READ_ONLY = (
    "The database on {server} takes nothing new just now, so that was not saved. Everything before it is safe. "
    "Tell whoever looks after it."
)
SEAT_TAKEN_ELSEWHERE = (
    "Another computer is using this desk's place just now. If it was cut off a moment ago, try again in a minute; "
    "if this computer's data folder was copied from another, remove its folder “desks” and start again."
)
NO_DRIVER = (
    "The settings name a PostgreSQL database, and this triage was installed without what it takes. "
    "Install it with its extra “postgres”."
)
_STANDS = {"53100": FULL, "55P03": LOCKED, "57014": LOCKED, "42501": NOT_ALLOWED, "25006": READ_ONLY}
_AWAY = {"57P01", "57P02", "57P03", "08000", "08003", "08006"}


def explain_server(error: BaseException, server: str) -> StoreProblem | None:
    """The problem behind an error of the driver or SQLAlchemy; None if it is neither."""
    if isinstance(error, StoreProblem):
        return error
    if isinstance(error, UnicodeEncodeError):  # a lone surrogate
        return StoreProblem(BAD_TEXT, "UnicodeEncodeError")
    cause = getattr(error, "orig", None) or error
    family = {kind.__module__.split(".")[0] for kind in type(error).__mro__}
    if not family & {"psycopg", "sqlalchemy"} and type(cause).__module__.split(".")[0] != "psycopg":
        return None
    code = str(getattr(cause, "sqlstate", "") or "")
    if code in _STANDS:
        return StoreProblem(_STANDS[code].format(server=server), code)
    if "NUL (0x00)" in str(cause):
        return StoreProblem(BAD_TEXT, "NUL")
    if type(cause).__name__ in (
        "OperationalError",
        "AdminShutdown",
        "CrashShutdown",
        "CannotConnectNow",
        "ConnectionTimeout",
    ):
        said = str(cause).lower()
        for words, sentence in _NOT_OURS:
            if words in said:
                return StoreProblem(sentence.format(server=server), "tls")
        refused = any(words in said for words in _REFUSED)
        if refused and code not in _AWAY:
            return StoreProblem(NOT_IN.format(server=server), code or "refused")
        return StoreProblem(SERVER_GONE.format(server=server), "away")
    if code.startswith(("28", "3D", "3F")):
        return StoreProblem(NOT_IN.format(server=server), code)
    return StoreProblem(UNEXPECTED.format(code=code or type(cause).__name__), code or type(cause).__name__)


# Before anybody has said a password; with these, too, there is no code.
_NOT_OURS = (
    ("server does not support ssl", WITHOUT_TLS),
    ("server refused ssl", WITHOUT_TLS),
    ("does not match host name", OTHER_NAME),
    ("root certificate file", NO_ROOT),
    ("certificate verify failed", UNKNOWN),
    ("ssl error", UNKNOWN),
)
# libpq says these without a code when it could not get in; the words are its own, in English, in the wheel we use.
_REFUSED = (
    "authentication failed",
    "no password",
    "does not exist",
    "certificate",
    "no pg_hba.conf",
    "not permitted",
)
