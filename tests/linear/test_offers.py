"""A line at a time: a language by its number, by its own name, or any other as it is typed."""

from __future__ import annotations

import pytest

from triage.linear.fields import offered
from triage.linear.reading import NotRead
from triage.usecases.views import OptionView, PartView

LINES = (OptionView("English", "English"), OptionView("Polish", "Polski · Polish"), OptionView("Urdu", "اردو · Urdu"))
PART = PartView("speak", "For speaking", "text", LINES)


@pytest.mark.parametrize(
    ("typed", "meant"), [("2", "Polish"), ("polski", "Polish"), ("اردو", "Urdu"), ("english", "English"), ("Hakka", "")]
)
def test_a_line_by_number_or_words(typed: str, meant: str) -> None:
    assert offered(typed, PART) == meant


def test_a_number_that_is_no_line_is_not_a_language() -> None:
    with pytest.raises(NotRead):
        offered("7", PART)


def test_where_nothing_is_offered_words_are_words() -> None:
    assert offered("2", PartView("words", "In their words", "text")) == ""
