"""Every step of contract.md 5 is written down by a use case, in an order it allows; what is final stays final."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import Desk
from triage.core.handoff import FINAL, StepKind
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import record_step, start_handoff

TO, OTHER = "housing_duty", "law"
WALKED = "proposed agreed sent walking"
# (mode, the steps recorded afterwards; a worker's name for a yes, a reason or a service where one is needed)
PATHS = {
    "somebody was there at the second try, and it went to its end": (
        "walk_over",
        "nobody_there walking met accepted escalated first_contact outcome closed",
    ),
    "word is left, they have it, they say yes, the person does not come, is asked again and comes": (
        "walk_over",
        "nobody_there sent received accepted did_not_attend sent accepted first_contact outcome closed",
    ),
    "not after all": ("booked", "received withdrawn"),
    "pressed by mistake": ("walk_over", "mistake"),
    "a no": ("walk_over", "met declined"),
    "sent on": ("booked", "redirected"),
    "did not come, and was let go": ("booked", "accepted did_not_attend closed"),
}


@pytest.mark.parametrize("name", PATHS)
def test_in_this_order(sam: Desk, name: str) -> None:
    mode, steps = PATHS[name]
    handoff = sam.here(start_handoff, TO, mode).handoff_id
    for step in steps.split():
        worker = "Priya" if step == "accepted" else ""
        because = "tue 10:00" if (step, mode) == ("received", "booked") else "full" if step == "declined" else ""
        sam.do(record_step, handoff, step, worker, because, 0, True, OTHER if step == "redirected" else "")
    started = "proposed agreed sent" + (" walking" if mode == "walk_over" else "")
    assert [row.step for row in sam.rows(rec.HandoffStep, handoff_id=handoff)] == [*started.split(), *steps.split()]
    if StepKind(steps.split()[-1]) in FINAL:
        for step in set(StepKind) - {StepKind.ESCALATED}:
            assert sam.refused(record_step, handoff, step.value, "Priya", "full")


def test_there_is_no_other_step() -> None:
    met = {step for _, steps in PATHS.values() for step in steps.split()} | set(WALKED.split())
    assert met == {kind.value for kind in StepKind}
