"""The few steps of cryptography there are, each of them somebody else's work: Argon2id, AES key wrap, X25519.

A person's passphrase is stretched (Argon2id, RFC 9106) to wrap (AES key wrap, RFC 3394) a private key of their own; the
data key is wrapped to the public half of it (X25519, HKDF, AES key wrap). So the data key can be changed without
asking everybody for their passphrase, and what somebody kept who left opens nothing new (docs/adr/0017).
"""

from __future__ import annotations

import secrets
import unicodedata

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from triage.keys.keyfile import SALT, SIZE, Cost


def new_key() -> bytes:
    return secrets.token_bytes(SIZE)


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


def stretched(secret: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase stands for. However its accents and spaces are typed, it is the same."""
    plain = " ".join(unicodedata.normalize("NFKC", secret).split())
    return hash_secret_raw(plain.encode(), salt, cost.rounds, cost.memory, cost.lanes, SIZE, Type.ID)


def wrapped(by: bytes, key: bytes) -> bytes:
    return aes_key_wrap(by, key)


def unwrapped(by: bytes, blob: bytes) -> bytes | None:
    """None when it was wrapped by another key, or is damaged."""
    try:
        return aes_key_unwrap(by, blob)
    except (InvalidUnwrap, ValueError):
        return None


def new_pair() -> tuple[bytes, bytes]:
    """(private, public)."""
    private = X25519PrivateKey.generate()
    return private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()), _public(private)


def sealed(public: bytes, key: bytes) -> tuple[bytes, bytes]:
    """`key` for whoever holds the private half: (a public key made for this alone, the wrapped key)."""
    once = X25519PrivateKey.generate()
    made = _public(once)
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return made, wrapped(_derived(shared, made + public), key)


def unsealed(private: bytes, made: bytes, blob: bytes) -> bytes | None:
    """None when it is not for this private key, or is damaged."""
    ours = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = ours.exchange(X25519PublicKey.from_public_bytes(made))
    except ValueError:
        return None
    return unwrapped(_derived(shared, made + _public(ours)), blob)


def signed(key: bytes, text: bytes) -> bytes:
    """What only somebody with the data key can have written about `text`."""
    code = hmac.HMAC(_derived(key, b"the list of who may open"), hashes.SHA256())
    code.update(text)
    return code.finalize()


def same(one: bytes, other: bytes) -> bool:
    """Compared in the same time wherever they differ."""
    return secrets.compare_digest(one, other)


def _derived(secret: bytes, about: bytes) -> bytes:
    return HKDF(hashes.SHA256(), SIZE, salt=None, info=b"triage keys 1 " + about).derive(secret)


def _public(private: X25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
