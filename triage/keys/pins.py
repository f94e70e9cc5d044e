"""Six digits to come back quickly, kept as a hash inside the encrypted data and nowhere else.

A million guesses take hours, so a PIN never opens the data: it only says who, once it is open (promises.md P21).
"""

from __future__ import annotations

import itertools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LENGTH = 6
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_OFTEN = frozenset({"696969", "112233", "121212", "123123", "159753", "147258", "789456", "159357", "131313", "252525"})


def pin_problem(pin: str) -> str:
    """What is wrong with a PIN somebody chose, in a sentence; empty when nothing is."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        return "Six digits, please."
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    run = len(steps) == 1 and steps <= {0, 1, 9}
    if run or pin[:3] == pin[3:] or len(set(pin)) < 3 or pin in _OFTEN:
        return "Many people choose that one. Please choose other digits."
    return ""


def hashed(pin: str) -> str:
    return _HASHER.hash(pin)


def fits(pin: str, kept: str) -> bool:
    try:
        return _HASHER.verify(kept, pin)
    except (VerificationError, InvalidHashError):
        return False
