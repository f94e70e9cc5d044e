"""What staff opened for something heard goes on at once; everything else stays in its turn (docs/adr/0013)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.shipped import house
from triage.core.conditions import Value
from triage.core.facts import PlaceKind, Situation
from triage.core.flow import walk

CLEAR = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}
SAID: dict[str, Value] = {
    "ST2": "here", "S3": frozenset({"no"}), "F0": CLEAR, "RE1": {"about": frozenset({"other"})},
}  # fmt: skip


@pytest.mark.parametrize(
    ("opened", "place", "more", "next_"),
    [
        (("W5b",), "private_room", {"W5b": "yes"}, "W5c"),
        (("W5b",), "private_room", {"W5b": "no"}, "ZZ1"),  # nothing follows
        (("W5b",), "counter", {"W5b": "yes"}, "ZZ1"),  # what follows may not be said here
        ((), "private_room", {"W5": "low", "W5b": "yes"}, "ZZ1"),  # nobody opened it
        (("health",), "private_room", {"W5": "low", "W5b": "yes"}, "ZZ1"),  # a whole part in full is no cue
        (("F2",), "private_room", {"F2": "yes"}, "F2a"),
        (("W2",), "pod", {"W2": "lot"}, "W2a"),
        (("W8",), "private_room", {"W8": {"who": "mine"}}, "W8a"),  # a part of it
        (("W5b",), "private_room", {"W5b": "yes", "W5c": {"how": "no"}}, "ZZ1"),  # and then back in turn
    ],
)
def test_next(opened: tuple[str, ...], place: str, more: dict[str, Value], next_: str) -> None:
    at = Situation(date(2026, 11, 23), PlaceKind(place), opened=opened)
    assert walk(house().question_set, {**SAID, **more}, at).next == next_
