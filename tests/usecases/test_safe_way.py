"""One rule for every way out: what they said is safe, alone, and not too long ago (practice.md A1 HO2, B2, C7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.usecases.conftest import SAM, Desk
from triage.core.hours import LONDON
from triage.usecases.case import load
from triage.usecases.visit.safe_way import NOT_AT_ALL, may_reach, safe_contact, theirs_alone

EMAIL = {"channel": "email", "value": "sam@example.org", "voicemail": "yes", "who_else_sees": "nobody"}


def found(desk: Desk) -> tuple[str, bool, bool]:
    """In words, whether they may be reached, and whether email is theirs alone."""

    def look(rows: Any, house: Any, ctx: Any) -> tuple[str, bool, bool]:
        case = load(rows, house, ctx, desk.contact)
        return safe_contact(case), may_reach(case), theirs_alone(case, "email")

    return desk.do(look)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("said", "words", "reach", "alone"),
    [
        (EMAIL, "email, sam@example.org", True, True),  # an email has no voicemail
        (EMAIL | {"who_else_sees": "my mum"}, "email, sam@example.org", True, False),
        (EMAIL | {"who_else_sees": ""}, "email, sam@example.org", True, False),
        (EMAIL | {"value": ""}, "", False, True),
        ({"channel": "text", "value": "07700 900123"}, "text, 07700 900123, no voicemail", True, False),
        ({"channel": "none"}, NOT_AT_ALL, False, False),
        ("pnts", "", False, False),
        (None, "", False, False),
    ],
)
def test_what_is_known_of_it(said: Any, words: str, reach: bool, alone: bool, desk: Desk) -> None:
    desk.arrive(SAM | ({"HO2": said} if said else {}))
    assert found(desk) == (words, reach, alone)


@pytest.mark.parametrize(("when", "known"), [(datetime(2027, 5, 23, 9), True), (datetime(2027, 5, 24, 9), False)])
def test_after_six_months_it_is_not_known_any_more(when: datetime, known: bool, desk: Desk) -> None:
    desk.arrive(SAM | {"HO2": EMAIL})
    desk.at(when.replace(tzinfo=LONDON))
    assert found(desk) == (("email, sam@example.org", True, True) if known else ("", False, False))


def test_said_beside_somebody_it_is_not_known_at_all(desk: Desk) -> None:
    desk.arrive({"ST1": ["with_adult"]} | SAM | {"HO2": EMAIL})
    assert found(desk) == ("", False, False)
