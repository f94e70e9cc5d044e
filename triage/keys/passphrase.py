"""Which passphrases are too easy: short ones, and those that are tried first. No rules about capitals and digits.

Length and a list of what is tried first are what helps; rules of composition make people write it down (NCSC, NIST
SP 800-63B). Pure.
"""

from __future__ import annotations

import re
from importlib.resources import files

SHORTEST, LONGEST = 12, 200
_LOOKS = str.maketrans("013457@$!", "oieastasi")
_ROWS = ("qwertyuiopasdfghjklzxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qazwsxedcrfvtgbyhnujmikolp")


def passphrase_problem(passphrase: str, *about: str) -> str:
    """What is wrong with it, in a sentence that says what to do; empty when nothing is. `about`: their name, the hub's."""
    plain = " ".join(passphrase.split())
    if len(plain) < SHORTEST:
        return f"At least {SHORTEST} characters, please. Four words that have nothing to do with each other are good."
    if len(plain) > LONGEST:
        return f"At most {LONGEST} characters, please."
    bare = _bare(plain)
    if bare in denied() or plain.casefold() in denied():
        return "That one is on the list of those tried first. Please choose other words."
    if len(set(bare)) < 5 or _repeats(bare) or _runs(bare):
        return "That one is easily guessed: it repeats itself. Please choose other words."
    left = bare
    for word in sorted((w for one in (*about, "triage") for w in _words(one)), key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < SHORTEST // 2:
        return "That is mostly a name that everybody here knows. Please choose other words."
    return ""


def denied() -> frozenset[str]:
    """Of the passwords found most often, those long enough, each also as its letters only."""
    lines = files("triage.keys").joinpath("denied.txt").read_text(encoding="utf-8").splitlines()
    said = [line.strip().casefold() for line in lines if line.strip() and not line.startswith("#")]
    return frozenset([*said, *map(_bare, said)])


def _bare(text: str) -> str:
    """Letters and digits only, in one case, with the usual disguises undone; a year or a number at the end gone."""
    folded = re.sub(r"[\W_]*\d{1,4}[\W_]*$", "", text.casefold()) or text.casefold()
    return re.sub(r"[\W_]", "", folded.translate(_LOOKS))


def _words(name: str) -> list[str]:
    return [word for word in map(_bare, name.split()) if len(word) > 2]


def _repeats(bare: str) -> bool:
    """One short piece over and over: `abcabcabcabc`."""
    return any(bare == (bare[:size] * len(bare))[: len(bare)] for size in range(1, len(bare) // 2 + 1))


def _runs(bare: str) -> bool:
    """Mostly one row of the keyboard or of the alphabet."""
    rows = [_both.translate(_LOOKS) for row in _ROWS for _both in (row, row[::-1])]
    return any(bare[:8] in row * 2 and len(bare) < 20 for row in rows)
