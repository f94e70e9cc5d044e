"""Anything anybody wrote, safe on a terminal (promises.md P10)."""

from __future__ import annotations

import pytest

from triage.core.text import shorten, visible

E_ACUTE, MANY = "e\u0301", "\u0301"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [bold] ’—…", "plain [bold] ’—…"),
        ("a\tb\nc", "a b c"),
        ("\x1b]52;c\x07", "⟨1B⟩]52;c⟨07⟩"),
        ("a\rb\x00\x7f\x85", "a⟨0D⟩b⟨00⟩⟨7F⟩⟨85⟩"),
        ("\u202eevil\u2066", "⟨202E⟩evil⟨2066⟩"),
        ("\u2028 \u2029", "⟨2028⟩ ⟨2029⟩"),
        ("\u3164\u2800\ufffc", "⟨3164⟩⟨2800⟩⟨FFFC⟩"),
        ("\U000e0041\U000e007f", "⟨E0041⟩⟨E007F⟩"),
        ("\ud800\ue000\u0378", "⟨D800⟩⟨E000⟩⟨378⟩"),
        ("\u200b\ufeff", "⟨200B⟩⟨FEFF⟩"),
        (E_ACUTE, E_ACUTE),
        ("e" + MANY * 8, "e" + MANY * 8),
        ("e" + MANY * 9, "e" + MANY * 8),
        ("e" + MANY * 9 + "e" + MANY, "e" + MANY * 8 + "e" + MANY),
        ("e" + "\u20dd" * 9, "e" + "\u20dd" * 8),
    ],
)
def test_what_cannot_be_seen_is_shown_as_a_mark(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian: a joiner between letters belongs to the word
        ("क्\u200dष", "क्\u200dष"),  # Hindi: after a sign that joins letters
        ("क\u200dा", "क\u200dा"),
        ("a\u200cb", "a⟨200C⟩b"),  # between Latin letters it only hides something
        ("\u02af\u200cم", "\u02af⟨200C⟩م"),
        ("م\u200c\u02af", "م⟨200C⟩\u02af"),
        ("\u02b0\u200cم", "\u02b0\u200cم"),
        ("م\u200c\u02b0", "م\u200c\u02b0"),
        ("\u200cم", "⟨200C⟩م"),
        ("م\u200c", "م⟨200C⟩"),
        ("م\u200c1", "م⟨200C⟩1"),
        ("م\u200c।", "م⟨200C⟩।"),
    ],
)
def test_joiners_stay_inside_words_that_need_them(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_newlines_stay_where_they_are_wanted() -> None:
    assert visible("a\nb\tc\r", newlines=True) == "a\nb c⟨0D⟩"


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab cd", 4, "ab…"), ("abc", 1, "…"), ("abc", 0, "…"), ("", 0, "")],
)
def test_shortened(text: str, width: int, short: str) -> None:
    assert shorten(text, width) == short
