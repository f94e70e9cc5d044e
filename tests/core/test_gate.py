"""Nothing goes without agreement unless every part of practice.md C5 is there."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from tests.core.hub import HOUSING, but
from triage.core.gate import DECIDER_WORDS, EMERGENCY, POWER_WORDS, Decider, Deciding, Power, missing

TODAY = date(2026, 11, 23)
WHOLE = Deciding(
    service="housing_duty",
    need="housing.no_home_tonight",
    decided_by="Rosa Field",
    role="duty_lead",
    powers=("vital_interests",),
    harm="She may freeze outside tonight",
    reasoning="She cannot be asked: she is not making sense. Housing needs her name to hold a bed.",
    fields=("name",),
    told="no",
    why_not_told="it would drive her away",
    follow_up=date(2026, 11, 24),
)


def test_with_every_part_it_opens() -> None:
    assert missing(WHOLE, HOUSING, TODAY) is None
    assert missing(replace(WHOLE, told="yes", why_not_told=""), HOUSING, TODAY) is None
    assert missing(replace(WHOLE, follow_up=TODAY), HOUSING, TODAY) is None


EMPTY = {f.name: f.default for f in fields(Deciding) if f.name != "share"}


@pytest.mark.parametrize("part", sorted(set(EMPTY) - {"service"}))
def test_with_any_part_missing_it_stays_shut(part: str) -> None:
    assert missing(replace(WHOLE, **{part: EMPTY[part]}), HOUSING, TODAY)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decided_by": "desk 2"}, "A name is needed"),
        ({"decided_by": "the duty team"}, "A name is needed"),
        ({"role": "supervisor"}, "safeguarding lead or the duty lead"),
        ({"role": "assistant"}, "only about 999"),
        ({"powers": ("curiosity",)}, "Which power"),
        ({"powers": ("vital_interests", "fraud")}, "Which power"),
        ({"fields": ("name", "health_answers")}, "may not get all of that"),  # never more than it may receive (C4)
        ({"told": "perhaps"}, "told first"),
        ({"why_not_told": "  "}, "Why not tell them"),
        ({"harm": " "}, "What harm"),
        ({"follow_up": date(2026, 11, 22)}, "look at it again"),
    ],
)
def test_what_does_not_count(changes: dict[str, object], words: str) -> None:
    assert words in (missing(replace(WHOLE, **changes), HOUSING, TODAY) or "")  # type: ignore[arg-type]


def test_nobody_to_tell_is_no_decision() -> None:
    assert missing(WHOLE, None, TODAY) == "Who would be told, and about what?"


def test_the_assistant_alone_may_ring_999() -> None:
    line = but(HOUSING, id=EMERGENCY, national=True, receives=())
    alone = replace(WHOLE, service=EMERGENCY, role="assistant", fields=())
    assert missing(alone, line, TODAY) is None
    assert missing(replace(alone, powers=()), line, TODAY) == "Which power? Choose at least one from the list."


def test_deciding_not_to_share_is_recorded_with_who_and_why() -> None:
    """No power, no fields and nothing to tell are needed for it; harm, name, reasons and a day are."""
    no = replace(WHOLE, share=False, powers=(), fields=(), told="", why_not_told="")
    assert missing(no, HOUSING, TODAY) is None
    for part in ("harm", "decided_by", "role", "reasoning", "follow_up"):
        assert missing(replace(no, **{part: EMPTY[part]}), HOUSING, TODAY)


def test_every_power_and_decider_has_words() -> None:
    assert set(POWER_WORDS) == set(Power) and set(DECIDER_WORDS) == set(Decider)
