"""What `triage doctor` says of a database on a server: reached, of this version, private on its way, and named once."""

from __future__ import annotations

from datetime import timedelta

from triage.cli.doctor import BROKEN, LOOK, OK, Check
from triage.settings import Settings

CLOCKS = timedelta(minutes=2)


def data(settings: Settings) -> Check:
    """The worst that was found of it."""
    from triage.store.address import on_this_computer, where
    from triage.store.problems import StoreProblem
    from triage.store.seat import known_id
    from triage.store.server_health import NotReached, look_at

    server = where(settings.database)
    try:
        found = look_at(settings.database, settings.terminal, known_id(settings.home, settings.terminal))
    except NotReached as problem:
        return Check("data", BROKEN, str(problem), f"For whoever looks after it, the driver said: {problem.said}")
    except StoreProblem as problem:
        return Check("data", BROKEN, str(problem), "See docs/operations.md.")
    says = f"on {server}, {found.server}"
    if not found.version:
        return Check("data", LOOK, f"{says}, without tables yet", "Whoever looks after it runs “triage migrate” once.")
    if found.version > found.wanted:
        return Check("data", BROKEN, f"{says}, was written by a newer triage", "Install that version here.")
    if not found.durable:
        return Check("data", BROKEN, f"{says}, which does not wait for its disk", "Set fsync to on there.")
    if found.version < found.wanted:
        return Check(
            "data", LOOK, f"{says}, is of an older triage", "Whoever looks after it runs “triage migrate” once."
        )
    if not found.tls and not on_this_computer(server.replace("this computer", ""), {}):
        return Check("data", LOOK, f"{says}, without TLS", "Put ?sslmode=verify-full at the end of its address.")
    if abs(found.ahead) > CLOCKS:
        return Check("data", LOOK, f"{says}; its clock and this computer's differ", "Set the time of both.")
    if found.same_name:
        next_ = "Give each desk a name of its own in settings.toml."
        return Check("data", LOOK, f"{says}; another desk is called {settings.terminal} too", next_)
    if found.may_change:
        return Check("data", LOOK, f"{says}; this desk may change its tables", "Give desks a role that may not.")
    return Check("data", OK, f"{says}, schema {found.version}{', with TLS' if found.tls else ''}")


def backups(settings: Settings) -> Check:
    """This computer cannot see them."""
    from triage.store.address import where

    says = f"are made on {where(settings.database)}; ask when one was last put back to try it"
    return Check("backups", OK, says)
