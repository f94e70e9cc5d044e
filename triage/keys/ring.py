"""Who may open the data, as somebody who just did may change it: add, take out, another passphrase, another data key.

Every change answers a new `Opened`, whose `file` the caller writes; nothing here touches the disk. A new data key is a
second generation in the file until the data is written under it (`triage.unlocking`), so that a crash in between leaves
data that opens with one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from triage.keys.keyfile import RECOVERY, Cost, Generation, Holder, KeyFile, KeyProblem, listed
from triage.keys.recovery import made_up, read_back
from triage.keys.wraps import (
    new_key,
    new_pair,
    new_salt,
    same,
    sealed,
    signed,
    stretched,
    unsealed,
    unwrapped,
    wrapped,
)

NOT_IT = "That is not the passphrase. Try again; capital letters count."
NOT_THE_KEY = "That is not the recovery key. Read it from the paper once more, group by group."
TAMPERED = (
    "The key file was changed by something else than triage, so nothing was opened. "
    "Tell whoever looks after triage; the copy beside the last backup ends in .keys."
)
NOBODY = "There is nobody of that name among those who may open the data."


class WrongSecret(KeyProblem):
    """A passphrase or a recovery key that is not the one."""


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """The key file and the data keys in it, newest last. Its `repr` shows nothing (promises.md P12)."""

    file: KeyFile
    keys: tuple[bytes, ...]

    @property
    def hex_keys(self) -> tuple[str, ...]:
        """As the database takes them, newest last."""
        return tuple(key.hex() for key in self.keys)

    @property
    def number(self) -> int:
        """Of the newest: every other data key has another."""
        return self.file.generations[-1].number


def new_ring(hub: str, id: str, name: str, passphrase: str, cost: Cost | None = None) -> tuple[Opened, str]:
    """A fresh data key for one person and a recovery key: (what to write, the recovery key to print)."""
    recovery = made_up()
    holders = (
        _holder(id, name, passphrase, cost),
        _holder(RECOVERY, "Recovery key", read_back(recovery) or "", cost),
    )
    return _sealed_anew(KeyFile(hub, holders, ()), [(1, new_key())]), recovery


def unlock(file: KeyFile, id: str, secret: str) -> Opened:
    """Raises WrongSecret, and KeyProblem for a file that somebody changed or a person who is not in it."""
    holder = file.holder(id)
    if holder is None:
        raise KeyProblem(NOBODY)
    typed = secret if id != RECOVERY else read_back(secret)
    private = unwrapped(stretched(typed, holder.salt, holder.cost), holder.secret) if typed else None
    if private is None:
        raise WrongSecret(NOT_THE_KEY if id == RECOVERY else NOT_IT)
    keys = []
    for one in file.generations:
        key = unsealed(private, *one.wraps[id])
        if key is None or not same(signed(key, listed(file, one.number, one.wraps)), one.seal):
            raise KeyProblem(TAMPERED)
        keys.append(key)
    return Opened(file, tuple(keys))


def with_person(opened: Opened, id: str, name: str, passphrase: str, cost: Cost | None = None) -> Opened:
    """Somebody who may open it from now on; or the same one with another passphrase."""
    others = [holder for holder in opened.file.holders if holder.id != id]
    place = next((n for n, holder in enumerate(opened.file.holders) if holder.id == id), len(others))
    others.insert(place, _holder(id, name, passphrase, cost))
    return _again(opened, others)


def without(opened: Opened, id: str) -> Opened:
    """Somebody less, and a new data key beside the old. Raises KeyProblem when nobody would be left."""
    if opened.file.holder(id) is None:
        raise KeyProblem(NOBODY)
    left = [holder for holder in opened.file.holders if holder.id != id]
    if not any(holder.id != RECOVERY for holder in left) or len(left) < 2:
        raise KeyProblem("They are the only one who can open the data. Add somebody else first.")
    return with_new_key(_again(opened, left))


def with_new_recovery(opened: Opened, cost: Cost | None = None) -> tuple[Opened, str]:
    """Another recovery key and another data key, for a paper that was lost or seen: (what to write, the new key)."""
    recovery = made_up()
    others = [holder for holder in opened.file.holders if holder.id != RECOVERY]
    changed = _again(opened, [*others, _holder(RECOVERY, "Recovery key", read_back(recovery) or "", cost)])
    return with_new_key(changed), recovery


def with_new_key(opened: Opened) -> Opened:
    """A second data key beside the one in use; an earlier change that was cut off must be settled first."""
    (only,), (key,) = opened.file.generations, opened.keys
    return _sealed_anew(opened.file, [(only.number, key), (only.number + 1, new_key())])


def settled(opened: Opened) -> Opened:
    """Only the newest data key, once the data is written under it."""
    return _sealed_anew(opened.file, [(opened.file.generations[-1].number, opened.keys[-1])])


def _again(opened: Opened, holders: Iterable[Holder]) -> Opened:
    numbers = [one.number for one in opened.file.generations]
    return _sealed_anew(replace(opened.file, holders=tuple(holders)), list(zip(numbers, opened.keys, strict=True)))


def _sealed_anew(file: KeyFile, keys: list[tuple[int, bytes]]) -> Opened:
    generations = []
    for number, key in keys:
        wraps = {holder.id: sealed(holder.public, key) for holder in file.holders}
        generations.append(Generation(number, wraps, signed(key, listed(file, number, wraps))))
    return Opened(replace(file, generations=tuple(generations)), tuple(key for _, key in keys))


def _holder(id: str, name: str, secret: str, cost: Cost | None) -> Holder:
    """With a private key of its own: an older copy of the file and an older passphrase open nothing newer."""
    dear, salt, (private, public) = cost or Cost(), new_salt(), new_pair()
    return Holder(id, name, salt, dear, public, wrapped(stretched(secret, salt, dear), private))
