"""The printed key: something to keep in the safe, read from paper and typed back without mistakes.

Thirty letters and digits in six groups: 128 random bits and a check, in an alphabet without letters that look alike.
"""

from __future__ import annotations

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_RANDOM, _CHECK, _GROUP = 26, 4, 5


def made_up() -> str:
    """`7Q4DK-…`, new each time."""
    random = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    whole = random + _check(random)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_back(typed: str) -> str | None:
    """The key without spaces and dashes, look-alikes mended; None when it is not a whole key without a slip."""
    letters = "".join(char for char in typed.upper() if char.isalnum()).translate(_ALIKE)
    if len(letters) != _RANDOM + _CHECK or any(char not in _LETTERS for char in letters):
        return None
    return letters if _check(letters[:_RANDOM]) == letters[_RANDOM:] else None


def _check(random: str) -> str:
    """A slip of the pen is told from a wrong key; it says nothing about the key that is not in it."""
    number = int.from_bytes(hashlib.sha256(f"triage recovery {random}".encode()).digest()[:4])
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(_CHECK))
