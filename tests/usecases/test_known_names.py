"""Who is meant by a name that is typed: a known one however it is written, or none, and then what is near."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import Desk
from triage.usecases.handoff.known_names import as_known, unknown, who_may_go_on

NAMES = ("Mira", "Leila", "Priya Shah", "Priya Nath", "Jo Rowe")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("leila", "Leila"), (" MIRA ", "Mira"), ("jo", "Jo Rowe"), ("priya shah", "Priya Shah"), ("priya", ""), ("x", "")],
)
def test_a_known_name_is_meant(typed: str, meant: str) -> None:
    assert as_known(typed, NAMES) == meant


def test_what_is_near_is_said() -> None:
    assert unknown("Leyla", NAMES) == "Nobody called “Leyla” is known here today. Did you mean Leila?"
    assert unknown("Zz", NAMES) == "Nobody called “Zz” is known here today."


def test_offered_are_those_at_the_desks_then_who_is_on_duty_and_nobody_of_a_private_service(desk: Desk) -> None:
    names = who_may_go_on(desk.office.house, desk.clock.now)
    assert names[:2] == ("Mira", "Asha") and "Priya" in names and "Rosa" not in names and "Ines" not in names
    private = [s for s in desk.office.house.directory.services if s.sensitive]
    assert private and not {w.name for s in private for w in s.workers} & set(names)
