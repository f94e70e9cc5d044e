"""How far the record of who saw what has come, signed, one line at a time in a file the hub keeps somewhere else (P22).

Whoever changes the data here cannot change what is kept there; whoever changes it there cannot sign it. `audit-heads.jsonl`
only grows; beside it lies the public key, written once. The private key stays in the data folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from triage.core.chain import Head
from triage.exchange.files import write_private

HEADS, PUBLIC, PRIVATE, LAST = "audit-heads.jsonl", "audit-key.pub", "audit.key", "last-ends.json"
_PATIENCE = 2.0  # seconds for a folder on another machine


@dataclass(frozen=True, slots=True)
class Kept:
    heads: tuple[Head, ...]
    wrong: tuple[str, ...]


def write_heads(folder: Path, home: Path, heads: Iterable[Head], now: datetime) -> Path:
    """Add a signed line for these heads to the file in `folder`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    key = _private(home / PRIVATE)
    if not (folder / PUBLIC).exists():
        (folder / PUBLIC).write_text(_public(key) + "\n", encoding="ascii")
    said = {"at": now.astimezone(UTC).isoformat(), "heads": [[head.chain, head.count, head.hash] for head in heads]}
    line = {**said, "signature": key.sign(_text(said)).hex()}
    file = folder / HEADS
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as out:
        out.write(json.dumps(line) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return file


def read_heads(folder: Path, *, only_last: bool = False) -> Kept:
    """Every head kept in `folder`, and a sentence for each line that is not as it was signed. Raises OSError.

    With `only_last`, those of the last line that is.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    heads: list[Head] = []
    wrong: list[str] = []
    try:
        public = Ed25519PublicKey.from_public_bytes(
            bytes.fromhex((folder / PUBLIC).read_text(encoding="utf-8").strip())
        )
    except ValueError:
        return Kept((), (f"{PUBLIC} is no key.",))
    lines = list(enumerate((folder / HEADS).read_text(encoding="utf-8", errors="replace").splitlines(), 1))
    for number, text in reversed(lines) if only_last else lines:
        try:
            line: dict[str, Any] = json.loads(text)
            said = {"at": line["at"], "heads": line["heads"]}
            public.verify(bytes.fromhex(line["signature"]), _text(said))
            heads += [Head(str(chain), int(count), str(hash)) for chain, count, hash in line["heads"]]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature):
            wrong.append(f"{HEADS}, line {number}: not as it was signed.")
        if only_last and heads:
            break
    return Kept(tuple(heads), tuple(wrong))


def newest_kept(folder: Path | None) -> tuple[Head, ...]:
    """The heads of the last line in `folder` that is as it was signed; none where there is no such line, or the folder does
    not answer: a share that is away keeps nobody from beginning."""
    found: list[Head] = []

    def look() -> None:
        with contextlib.suppress(OSError):
            found.extend(read_heads(folder, only_last=True).heads if folder else ())

    thread = threading.Thread(target=look, name="triage-ends", daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return tuple(found)


def keep_last(home: Path, heads: Iterable[Head]) -> None:
    """The same beside the data, unsigned and only the last. Raises OSError."""
    said = json.dumps([[head.chain, head.count, head.hash] for head in heads])
    write_private(home / LAST, said.encode(), over=None)


def last_kept(home: Path) -> tuple[Head, ...]:
    try:
        return tuple(Head(str(chain), int(count), str(hash)) for chain, count, hash in _json(home / LAST))
    except (OSError, ValueError, TypeError, RecursionError):
        return ()


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="ascii"))


def sign_cut(home: Path, head: Head) -> tuple[str, str]:
    """The public key and the signature of what says that a chain begins after this head. Raises OSError."""
    key = _private(home / PRIVATE)
    return _public(key), key.sign(_text(_cut(head))).hex()


def genuine_cut(home: Path, folder: Path | None, head: Head, key: str, signature: str) -> bool:
    """Whether it was signed with the key of this data folder, or the one kept with the heads in `folder`. Raises OSError."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    kept = folder / PUBLIC if folder else None
    ours = (
        kept.read_text(encoding="utf-8", errors="replace").strip()
        if kept and kept.exists()
        else _public(_private(home / PRIVATE))
    )
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(ours)).verify(bytes.fromhex(signature), _text(_cut(head)))
    except (ValueError, InvalidSignature):
        return False
    return key == ours


def _cut(head: Head) -> dict[str, Any]:
    return {"cut": [head.chain, head.count, head.hash]}


def _public(key: Any) -> str:
    from cryptography.hazmat.primitives import serialization

    raw: bytes = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return raw.hex()


def _text(said: dict[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _private(file: Path) -> Any:
    """The key of this data folder, made once, for its owner's eyes only."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if file.exists():
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text(encoding="utf-8").strip()))
    made = Ed25519PrivateKey.generate()
    raw = made.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(raw.hex() + "\n")
    return made
