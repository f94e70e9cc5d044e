"""Lines to point at where anything may be typed: languages (practice.md G1). The answer in the making, without a screen."""

from __future__ import annotations

import pytest

from triage.tui.draft import Draft
from triage.usecases.views import OptionView, PartView, QuestionView

NAMES = [("English", "English"), ("Polish", "Polski"), ("Twi", "Twi")] + [
    (f"Made-up {n}", f"Own {n}") for n in range(20)
]
LINES = tuple(OptionView(name, name if name == own else f"{own} · {name}") for name, own in NAMES)


def languages(lines: tuple[OptionView, ...] = LINES) -> Draft:
    parts = tuple(PartView(id, f"For {id}ing", "text", lines, 60) for id in ("speak", "read"))
    return Draft(QuestionView("CO1", "Which language?", "parts", "Languages", parts=parts))


def keys(draft: Draft) -> dict[str, str]:
    return {choice.key: choice.words for choice in draft.choices() if choice.key}


def test_a_digit_takes_the_name_and_goes_on() -> None:
    draft = languages()
    assert draft.press("2") is None
    assert draft.field.id == "read"
    assert draft.press("1") == {"speak": "Polish", "read": "English"}


def test_nought_turns_the_page_and_comes_round_again() -> None:
    draft = languages()
    first = keys(draft)
    assert (first["1"], first["0"]) == ("English", "More: 23 in all")
    pages = []
    for _ in range(3):
        assert draft.press("0") is None
        pages.append(keys(draft)["1"])
    assert pages == ["Own 6 · Made-up 6", "Own 15 · Made-up 15", "English"]
    assert draft.values == {}  # turning pages says nothing


def test_each_field_begins_with_the_first_page_and_an_empty_find() -> None:
    draft = languages()
    draft.press("0")
    draft.look_for("own 7")
    assert keys(draft)["1"] == "Own 7 · Made-up 7" and "0" not in keys(draft)
    draft.press("1")
    assert (draft.find, keys(draft)["1"]) == ("", "English")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Polish", "Polish"),
        ("polski", "Polish"),
        ("pol", "Polish"),  # the one line it finds
        ("made", "made"),  # many lines: as it was typed
        ("Hakka", "Hakka"),  # any other language
        ("  Twi ", "Twi"),
        ("Made-up 1", "Made-up 1"),  # the whole name, though it finds others as well
    ],
)
def test_enter_takes_the_line_found_or_the_words(typed: str, taken: str) -> None:
    draft = languages()
    draft.enter(typed)
    assert draft.values == {"speak": taken}


def test_enter_on_nothing_leaves_it_and_goes_on() -> None:
    draft = languages()
    assert draft.enter("") is None
    assert (draft.field.id, draft.so_far) == ("read", {})


def test_going_to_another_field_keeps_what_was_typed() -> None:
    draft = languages()
    draft.look_for("Hakka")
    draft.move(1)
    assert draft.values == {"speak": "Hakka"}


def test_a_short_list_is_typed_into_as_well() -> None:
    draft = languages(LINES[:2])
    assert draft.filtered and not draft.typed
    draft.enter("Hakka")
    assert draft.values == {"speak": "Hakka"}
