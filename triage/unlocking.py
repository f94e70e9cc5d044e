"""Between the keys and the data: opening one with the other, and changing the data key so that no crash locks it.

A change is written in three steps, each whole: both data keys into the key file; the data under the new one; the old
one out of the file. So for a file and for a database on a server, whose `address` is given then. Cut off anywhere, the
data opens with one of the keys that everybody in the file has, and the next opening takes the steps that are left.
Called by bootstrap and by the commands about keys. What is about cryptography or the database is imported where it is
used: a practice store needs neither to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from triage.keys.keyfile import KeyFile, KeyProblem, read_keys, write_keys
from triage.store.lock import alone
from triage.store.place import DATABASE, LOCK, is_encrypted
from triage.store.problems import DAMAGED, StoreProblem, explain

if TYPE_CHECKING:
    from triage.keys.ring import Opened
    from triage.store.server_keys import Alone

NO_KEYS = (
    "The data in {folder} is locked, and the key file, triage.keys, is not beside it. Put back the copy that lies "
    "beside your last backup (its name ends in .keys), under the name triage.keys, then start again."
)
NOBODY_WITH_IT = "There is no key file, triage.keys, in {folder}. Copy it there from a desk where triage opens."
MEANWHILE = "Somebody else changed the keys meanwhile, so nothing was changed. Do it once more."


def keys_here(folder: Path, address: str = "") -> KeyFile | None:
    """The key file, or None for a store without keys. Raises KeyProblem, also when only the data is there."""
    found = read_keys(folder)
    if found is None and not address and is_encrypted(folder / DATABASE):
        raise KeyProblem(NO_KEYS.format(folder=folder))
    return found


class Guard:
    """The keys of an office that is open: who else could open it, and whether somebody is who they say."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened

    def may_open(self, id: str) -> bool:
        return self.opened.file.holder(id) is not None

    def prove(self, id: str, passphrase: str) -> None:
        """Raises KeyProblem for a passphrase that is not theirs. Takes a third of a second on purpose."""
        from triage.keys.ring import unlock

        unlock(self.opened.file, id, passphrase)

    def fits(self, pin: str, kept: str) -> bool:
        from triage.keys.pins import fits

        return fits(pin, kept)

    def hashed(self, pin: str) -> str:
        """Raises KeyProblem for digits that many people choose."""
        from triage.keys.pins import hashed, pin_problem

        if wrong := pin_problem(pin):
            raise KeyProblem(wrong)
        return hashed(pin)


def open_keys(folder: Path, id: str, secret: str, address: str = "") -> Opened:
    """The keys, for somebody with the passphrase or the recovery key; an earlier change that was cut off is finished.

    Takes a third of a second on purpose. Raises KeyProblem and StoreProblem with a sentence to show.
    """
    from triage.dumps import not_to_be_looked_into
    from triage.keys.ring import unlock

    not_to_be_looked_into()
    file = read_keys(folder)
    if file is None:
        raise KeyProblem((NOBODY_WITH_IT if address else NO_KEYS).format(folder=folder))
    return settle(folder, unlock(file, id, secret), address)


def keep_keys(folder: Path, before: KeyFile | None, after: KeyFile) -> None:
    """Write who may open the data, unless somebody at another desk did meanwhile. Raises KeyProblem then."""
    if read_keys(folder) != before:
        raise KeyProblem(MEANWHILE)
    write_keys(folder, after)


def change_key(folder: Path, both: Opened, address: str = "", before: KeyFile | None = None) -> Opened:
    """Put the data under the newer of two keys (`ring.without`, `ring.with_new_recovery`). Nothing else may be open.

    Raises KeyProblem when the key file is not as it was `before`: somebody changed it at another desk.
    """
    with _alone(folder, address) as there:
        keep_keys(folder, before or read_keys(folder), both.file)
        return _settle(folder, both, there)


def settle(folder: Path, opened: Opened, address: str = "") -> Opened:
    """Finish a change of keys that was cut off; answers the keys as they stand then."""
    if len(opened.keys) == 1:
        return opened
    with _alone(folder, address) as there:
        return _settle(folder, opened, there)


def opens(folder: Path, opened: Opened, address: str = "") -> bool:
    """Whether the data is under one of these keys. Raises StoreProblem with what to do where it is on a server."""
    if not address:
        from triage.store.rekey import which_opens

        return which_opens(folder, opened.hex_keys) is not None
    from triage.store.server_keys import prove

    if len(opened.keys) == 1:  # a change that was cut off is settled by the next opening
        prove(address, *_numbered(opened))
    return True


@contextmanager
def _alone(folder: Path, address: str) -> Iterator[Alone | None]:
    """Nobody else is in: at the file in `folder`, or, from any computer, on the server."""
    if address:
        from triage.store.server_keys import alone_on

        with alone_on(address) as there:
            yield there
        return
    lock = alone(folder / LOCK)
    try:
        yield None
    finally:
        lock.release()


def _numbered(opened: Opened) -> list[tuple[int, str]]:
    return [(one.number, key) for one, key in zip(opened.file.generations, opened.hex_keys, strict=True)]


def _settle(folder: Path, both: Opened, server: Alone | None = None) -> Opened:
    from triage.keys.ring import settled
    from triage.store.rekey import rekey, which_opens

    try:
        old, new = both.hex_keys
        if server is not None:
            server.change(*_numbered(both))
        else:
            there = which_opens(folder, (old, new))
            if there is None and (folder / DATABASE).exists():
                raise StoreProblem(DAMAGED.format(folder=folder))
            if there == 0:
                rekey(folder, old, new)
        done = settled(both)
        write_keys(folder, done.file)
    except Exception as error:
        problem = explain(error, folder)
        if problem is None:
            raise
        raise problem from None
    return done
