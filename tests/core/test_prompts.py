"""What staff are prompted to do (contract.md 3, practice.md A0 and A1): by hand, never from the engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.shipped import BESIDE, CLEAR, FINE, NONE, POD, TOLD, said, walked

LOW = FINE | said("W5: up_and_down")  # the most there is is emerging
HARD = FINE | said("W5: low")  # significant


@pytest.mark.parametrize(
    ("minutes", "answers", "offered"),
    [
        (0, TOLD | NONE | FINE, False),
        (7, TOLD | NONE | FINE, False),
        (8, TOLD | NONE | FINE, True),
        (8, TOLD, True),  # nothing found yet is nothing pressing
        (8, TOLD | NONE | LOW, True),
        (8, TOLD | NONE | HARD, False),
        (14, TOLD | NONE | HARD, False),
        (15, TOLD | NONE | HARD, True),  # a break, whatever was found
        (90, TOLD | NONE | HARD, True),
        (8, TOLD | said("H2: no"), False),
    ],
)
def test_finishing_is_offered_after_a_while(minutes: int, answers: dict[str, object], offered: bool) -> None:
    """Practice.md A1: at 8 minutes with nothing above emerging, at 15 in any case."""
    found = walked(answers, replace(POD, minutes=minutes))  # type: ignore[arg-type]
    assert found.next is not None
    assert ("offer_finish" in found.prompts) is offered


def test_not_once_everything_was_asked() -> None:
    told = TOLD | NONE | FINE | CLEAR | said("F1: yes, F2: no")
    at = replace(POD, minutes=20)
    while (left := walked(told, at)).next:
        told |= {left.next: "pnts"}
    assert "offer_finish" not in left.prompts


def test_time_changes_nothing_but_the_prompt() -> None:
    now, later = walked(TOLD | NONE | HARD | BESIDE, POD), walked(TOLD | NONE | HARD | BESIDE, replace(POD, minutes=99))
    assert later.prompts == (*now.prompts, "offer_finish")
    assert replace(later, prompts=now.prompts) == now


@pytest.mark.parametrize(
    ("answers", "prompts"),
    [
        (BESIDE, ("make_safe_moment",)),
        (said("ST1: [seems_under_18]"), ("young_people_worker",)),
        (said("ST1: [with_adult, seems_under_18]"), ("make_safe_moment", "young_people_worker")),
        (said("HO1: {name: A, born: 2008-11-24}"), ("young_people_worker",)),
        (said("HO1: {name: A, born: 2008-11-23}"), ()),
        (said("ST1: [with_child]"), ()),
    ],
)
def test_the_other_two(answers: dict[str, object], prompts: tuple[str, ...]) -> None:
    assert walked(answers, POD).prompts == prompts  # type: ignore[arg-type]
