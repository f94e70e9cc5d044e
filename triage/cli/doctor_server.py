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
    if wrong := _keys(settings, found.key, says):
        return wrong
    if not found.tls and not on_this_computer(server.replace("this computer", ""), {}):
        return Check("data", LOOK, f"{says}, without TLS", "Put ?sslmode=verify-full at the end of its address.")
    if abs(found.ahead) > CLOCKS:
        return Check("data", LOOK, f"{says}; its clock and this computer's differ", "Set the time of both.")
    if found.same_name:
        next_ = "Give each desk a name of its own in settings.toml."
        return Check("data", LOOK, f"{says}; another desk is called {settings.terminal} too", next_)
    if found.may_change:
        return Check("data", LOOK, f"{says}; this desk may change its tables", "Give desks a role that may not.")
    kept = f", sealed with key {found.key}" if found.key else ", practice data only, not encrypted"
    return Check("data", OK, f"{says}, schema {found.version}{', with TLS' if found.tls else ''}{kept}")


def _keys(settings: Settings, number: int, says: str) -> Check | None:
    """Whether the key file here is the one for the data there, as far as can be told without a passphrase."""
    from triage.unlocking import keys_here
    from triage.usecases.ports import UseCaseError

    try:
        file = keys_here(settings.keys_in, settings.database)
    except UseCaseError as problem:
        return Check("data", BROKEN, f"{says}; the key file cannot be used", str(problem))
    ours = [one.number for one in file.generations] if file else []
    if number and number not in ours:
        which = "is of another time" if ours else "is not here"
        return Check(
            "data",
            BROKEN,
            f"{says}, is encrypted, and its key file {which}",
            f"Copy triage.keys to {settings.keys_in} from a desk where triage opens.",
        )
    if len(ours) > 1:
        return Check("data", LOOK, f"{says}; a change of its key was cut off", "Sign in once: it is finished then.")
    return None


def backups(settings: Settings) -> Check:
    """This computer cannot see them."""
    from triage.store.address import where

    says = f"are made on {where(settings.database)}; ask when one was last put back to try it"
    return Check("backups", OK, says)
