"""What was typed, understood: by number, by words, by a few of the words, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from triage.linear.commands import BACK, SKIP, command_in
from triage.linear.reading import (
    LEFT_OUT,
    NotRead,
    plain,
    read_day,
    read_many,
    read_number,
    read_one,
    read_ticks_and_words,
    split_command,
    unquoted,
)

HOMES = (
    ("own", "My own home"),
    ("social", "Rent: council"),
    ("private", "Rent: private landlord"),
    ("none", "None of these"),
)
GO_ON = (("yes", "Yes, that's OK"), ("no_writing", "Yes, but don't write it down"), ("no", "No, thank you"))
FIRST = (("no", "No, nothing right now"), ("no_food", "No food today"))


@pytest.mark.parametrize(
    ("typed", "lines", "meant"),
    [
        ("2", HOMES, "social"),
        (" 2. ", HOMES, "social"),
        ("my own home", HOMES, "own"),
        ("My own", HOMES, "own"),
        ("landlord", HOMES, "private"),
        ("RENT COUNCIL", HOMES, "social"),
        ("yes", GO_ON, "yes"),
        ("no", GO_ON, "no"),
        ("yes, but don’t write it down", GO_ON, "no_writing"),
        ("no", FIRST, "no"),
        ("no food", FIRST, "no_food"),
    ],
)
def test_one_line_is_meant(typed: str, lines: tuple[tuple[str, str], ...], meant: str) -> None:
    assert read_one(typed, lines) == meant


def test_a_line_that_is_left_out_keeps_its_number_for_itself() -> None:
    lines = (HOMES[0], LEFT_OUT, *HOMES[2:])
    assert read_one("3", lines) == "private"
    with pytest.raises(NotRead, match="There is no line 2 here"):
        read_one("2", lines)
    with pytest.raises(NotRead):
        read_many("1, 2", lines)


@pytest.mark.parametrize("typed", ["", "0", "5", "rent", "car", "-1", "1 2", "²", "١٢"])
def test_no_line_is_meant(typed: str) -> None:
    with pytest.raises(NotRead):
        read_one(typed, HOMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,3", ["own", "private"]),
        ("1 3", ["own", "private"]),
        ("3 and 1", ["private", "own"]),
        ("2, 2", ["social"]),
        ("landlord, council", ["private", "social"]),
        ("none", ["none"]),
        ("0", ["none"]),
        ("4", ["none"]),
    ],
)
def test_several_lines_are_meant(typed: str, meant: list[str]) -> None:
    assert read_many(typed, HOMES, frozenset({"none"})) == meant


@pytest.mark.parametrize("typed", ["1, 4", "1, 9", "1, 2, 3", "", "car, boat"])
def test_several_lines_that_cannot_be(typed: str) -> None:
    with pytest.raises(NotRead):
        read_many(typed, HOMES, frozenset({"none"}), most=2)


def test_two_lines_that_contradict_one_another_are_told() -> None:
    apart = frozenset({frozenset({"own", "private"})})
    with pytest.raises(NotRead, match="“My own home” and “Rent: private landlord” cannot both be so"):
        read_many("1, 3", HOMES, contradicting=apart)
    assert read_many("1, 2", HOMES, contradicting=apart) == ["own", "social"]


@pytest.mark.parametrize(
    ("typed", "ticks", "words"),
    [
        ("1, 3 the rent went up", ["own", "private"], "the rent went up"),
        ("2: we were told to go, by Friday", ["social"], "we were told to go, by Friday"),
        ("the rent", [], "the rent"),
        ('2 "2 letters"', ["social"], "2 letters"),
        ("2", ["social"], ""),
    ],
)
def test_numbers_and_then_words(typed: str, ticks: list[str], words: str) -> None:
    assert read_ticks_and_words(typed, HOMES) == (ticks, words)


def test_days_and_numbers() -> None:
    today = date(2026, 11, 23)
    assert read_day("4 dec", today) == "4 dec"
    assert read_day("No date", today) == "none"
    assert read_number(" 12 ") == "12"
    for typed in ("1234", "two", "-1", "1.5", "٣", ""):
        with pytest.raises(NotRead):
            read_number(typed)
    with pytest.raises(NotRead):
        read_day("31 feb", today)


def test_commands_and_what_only_looks_like_them() -> None:
    assert command_in("Back", letters=False) is BACK
    assert command_in("b", letters=True) is BACK
    assert command_in("b", letters=False) is None
    assert command_in("I'd rather not say.", letters=False) is SKIP
    assert command_in("-", letters=False) is SKIP
    assert command_in('"back"', letters=True) is None
    assert command_in("back pain", letters=True) is None
    assert unquoted('"back"') == "back"
    assert unquoted('say "no" twice') == 'say "no" twice'
    assert plain("  What’s this? ") == "what's this"


def test_a_command_and_the_rest_of_the_line() -> None:
    words = ("passed", "passed to", "1")
    assert split_command("Passed to Priya Shah", words) == ("passed to", "Priya Shah")
    assert split_command("passed: Priya", words) == ("passed", "Priya")
    assert split_command("10", words) == ("", "10")
    assert split_command("passedto Priya", words) == ("", "passedto Priya")
