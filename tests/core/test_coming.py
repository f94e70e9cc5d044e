"""How somebody can get to a service from elsewhere (contract.md 4 and 5; practice.md F2): nobody walks, desks are rung."""

from __future__ import annotations

import pytest

from tests.core.hub import service
from triage.core.coming import ways
from triage.core.directory import Mode

WALK, BRING, CALL, BOOKED = Mode.WALK_OVER, Mode.BRING_TO_PERSON, Mode.THREE_WAY_CALL, Mode.BOOKED
PHONE = "01632 960140"


@pytest.mark.parametrize(
    ("modes", "phone", "left"),
    [
        ((WALK, BOOKED), PHONE, (BOOKED, CALL)),
        ((WALK, BRING), PHONE, (CALL,)),
        ((WALK, CALL), PHONE, (CALL,)),  # already one of its ways
        ((BOOKED,), PHONE, (BOOKED,)),  # nothing is lost, so nothing takes its place
        ((BOOKED, CALL), PHONE, (BOOKED, CALL)),
        ((WALK, BOOKED), "", (BOOKED,)),
        ((WALK,), "", ()),
    ],
)
def test_from_elsewhere_a_desk_is_rung_instead(modes: tuple[Mode, ...], phone: str, left: tuple[Mode, ...]) -> None:
    one = service("desk", "debt_advice", modes=modes, phone=phone)
    assert ways(one, here=False) == left
    assert ways(one, here=True) == modes
