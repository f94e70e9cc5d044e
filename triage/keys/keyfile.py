"""The file beside the data that says who may open it, and gives each of them what takes to do so.

`triage.keys` is JSON: names, salts, wrapped keys; nothing in it opens anything without a passphrase or the recovery
key. It is replaced whole or not at all (a power cut leaves the old or the new), and never with fewer than two ways in. Loads no
cryptography: to know whether there are keys costs nothing.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.usecases.ports import UseCaseError

FILE = "triage.keys"
RECOVERY = "recovery"  # the id of the printed key among the holders
SIZE = 32  # bytes of every key
SALT = 16
_FORMAT = 1
_LARGEST = 1024 * 1024

NOT_READ = (
    "The key file, {file}, cannot be read: it is damaged, or of a newer triage. Put back the copy that lies beside "
    "your last backup (its name ends in .keys), under this name, then start again. Change nothing else."
)
FEWER = "There must always be two ways in: at least one person, and another person or the recovery key."


class KeyProblem(UseCaseError):
    """Something about the keys, in a sentence that is safe to show. Never a key, never a passphrase."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: rounds, KiB of memory, lanes. As kept, so that it can be raised later."""

    rounds: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    @property
    def sane(self) -> bool:
        """A key file that somebody tampered with must not take all the memory, nor make guessing cheap."""
        return 1 <= self.rounds <= 20 and 8 * 1024 <= self.memory <= 1024 * 1024 and 1 <= self.lanes <= 16


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may open the data. `secret` is their private key, wrapped by their passphrase."""

    id: str
    name: str
    salt: bytes
    cost: Cost
    public: bytes
    secret: bytes


@dataclass(frozen=True, slots=True)
class Generation:
    """One data key, for each holder: (a public key made for this, the wrapped key). `seal` says the file is whole."""

    number: int
    wraps: Mapping[str, tuple[bytes, bytes]]
    seal: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Two generations only while the data key is being changed; the newest is last."""

    hub: str
    holders: tuple[Holder, ...]
    generations: tuple[Generation, ...]

    @property
    def people(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if holder.id != RECOVERY)

    def holder(self, id: str) -> Holder | None:
        return next((holder for holder in self.holders if holder.id == id), None)


def read_keys(folder: Path) -> KeyFile | None:
    """What the key file in `folder` says; None when there is none. Raises KeyProblem for one that cannot be read."""
    return read_key_file(folder / FILE)


def read_key_file(file: Path) -> KeyFile | None:
    try:
        with file.open("rb") as source:
            text = source.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyProblem(f"The key file, {file.name}, cannot be read ({error.strerror}).") from None
    try:
        return _from_json(json.loads(text if len(text) <= _LARGEST else ""))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise KeyProblem(NOT_READ.format(file=file.name)) from None


def write_keys(folder: Path, keys: KeyFile) -> None:
    """Replace the key file, whole and on the disk. Raises KeyProblem when fewer than two ways in would be left."""
    write_key_file(folder / FILE, keys)


def write_key_file(file: Path, keys: KeyFile) -> None:
    if len(keys.holders) < 2 or not keys.people:
        raise KeyProblem(FEWER)
    rest = file.with_name(f".{file.name}.part")
    with contextlib.suppress(FileNotFoundError):
        rest.unlink()
    handle = os.open(rest, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(json.dumps(_to_json(keys), indent=1, ensure_ascii=False).encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(rest, file)
    except BaseException:
        with contextlib.suppress(OSError):
            rest.unlink()
        raise
    _sync_folder(file.parent)


def listed(keys: KeyFile, number: int, wraps: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """All that a generation's seal is about, always in the same words."""
    said = [keys.hub, [_holder_json(holder) for holder in keys.holders], number]
    return json.dumps([*said, _wraps_json(wraps)], sort_keys=True).encode()


def _to_json(keys: KeyFile) -> dict[str, Any]:
    return {
        "triage_keys": _FORMAT,
        "hub": keys.hub,
        "holders": [_holder_json(holder) for holder in keys.holders],
        "generations": [
            {"number": one.number, "wraps": _wraps_json(one.wraps), "seal": _text(one.seal)} for one in keys.generations
        ],
    }


def _holder_json(holder: Holder) -> dict[str, Any]:
    cost = [holder.cost.rounds, holder.cost.memory, holder.cost.lanes]
    return {
        "id": holder.id,
        "name": holder.name,
        "argon2id": {"salt": _text(holder.salt), "cost": cost},
        "public": _text(holder.public),
        "secret": _text(holder.secret),
    }


def _wraps_json(wraps: Mapping[str, tuple[bytes, bytes]]) -> dict[str, list[str]]:
    return {id: [_text(part) for part in wrap] for id, wrap in wraps.items()}


def _from_json(found: Any) -> KeyFile:
    """Raises ValueError, KeyError, TypeError, AttributeError for anything that this file never wrote."""
    if found["triage_keys"] != _FORMAT:
        raise ValueError
    holders = tuple(_holder(one) for one in found["holders"])
    ids = {holder.id for holder in holders}
    generations = tuple(
        Generation(
            int(one["number"]),
            {str(id): (_bytes(made, SIZE), _bytes(blob, SIZE + 8)) for id, (made, blob) in one["wraps"].items()},
            _bytes(one["seal"], SIZE),
        )
        for one in found["generations"]
    )
    if not 1 <= len(generations) <= 2 or len(ids) != len(holders) or any(ids != set(g.wraps) for g in generations):
        raise ValueError
    return KeyFile(_words(found["hub"]), holders, generations)


def _holder(one: Any) -> Holder:
    cost = Cost(*map(int, one["argon2id"]["cost"]))
    if not cost.sane:
        raise ValueError
    return Holder(
        _words(one["id"]),
        _words(one["name"]),
        _bytes(one["argon2id"]["salt"], SALT),
        cost,
        _bytes(one["public"], SIZE),
        _bytes(one["secret"], SIZE + 8),
    )


def _words(found: Any) -> str:
    if not isinstance(found, str) or len(found) > 200:
        raise ValueError
    return found


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str, size: int) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) != size:
        raise ValueError
    return data


def _sync_folder(folder: Path) -> None:
    """A new name in a folder, too, must outlive a power cut. Windows has no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
