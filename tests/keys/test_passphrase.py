"""Which passphrases and digits are refused, and which are not: a table, because every line of it was somebody's idea."""

from __future__ import annotations

import pytest

from triage.keys.passphrase import denied, passphrase_problem
from triage.keys.pins import fits, hashed, pin_problem
from triage.keys.recovery import made_up, read_back

GOOD = (
    "purple window candle otter",
    "it rains on my bicycle",
    "Wo ist die Bibliothek bitte",
    "zażółć gęślą jaźń",
    "xK9$mQ2#vL8@",
    "twelve chars",
)
POOR = (
    ("eleven char", "At least 12"),
    ("   a    b    c   ", "At least 12"),
    ("x" * 201, "At most 200"),
    ("Password1234", "tried first"),
    ("P@ssw0rdP@ssw0rd", "tried first"),
    ("Correct Horse Battery Staple", "tried first"),
    ("administrator2026!", "tried first"),
    ("aaaaaaaaaaaaaa", "repeats itself"),
    ("abcabcabcabcabc", "repeats itself"),
    ("qwertyuiopas", "repeats itself"),
    ("Northmere Hub Mira", "a name that everybody"),
    ("miramiratriage1", "a name that everybody"),
)


@pytest.mark.parametrize("passphrase", GOOD)
def test_taken(passphrase: str) -> None:
    assert passphrase_problem(passphrase, "Mira Shah", "Northmere Hub") == ""


@pytest.mark.parametrize(("passphrase", "why"), POOR)
def test_refused_and_says_why(passphrase: str, why: str) -> None:
    assert why in passphrase_problem(passphrase, "Mira Shah", "Northmere Hub")


def test_everything_on_the_list_is_refused() -> None:
    assert len(denied()) > 100
    assert all(passphrase_problem(one) for one in denied())


def test_digits() -> None:
    for poor in ("123456", "654321", "111111", "121212", "135135", "890123", "12345", "1234567", "12a456", "٣٤٥٦٧٨"):
        assert pin_problem(poor), poor
    assert pin_problem("482915") == ""
    assert fits("482915", hashed("482915")) and not fits("482916", hashed("482915")) and not fits("482915", "nonsense")


def test_the_paper_is_read_as_people_read_it() -> None:
    key = made_up()
    whole = key.replace("-", "")
    assert len(whole) == 30 and key != made_up()
    for typed in (key, key.lower(), whole, key.replace("-", " "), key.replace("0", "O").replace("1", "l")):
        assert read_back(typed) == whole
    slip = whole[:3] + ("7" if whole[3] != "7" else "8") + whole[4:]
    for wrong in ("", whole[:-1], whole + "0", slip, key.replace("-", "")[::-1]):
        assert read_back(wrong) is None
