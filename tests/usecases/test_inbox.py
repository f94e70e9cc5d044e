"""What a service was sent: exactly what was agreed, answered by whoever is signed in (issue 5, C)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.conftest import Desk
from tests.usecases.trusted import as_, trusted_hub
from triage.core.policy import Action
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import see_handoff
from triage.usecases.handoff.inbox import answer_sent, see_inbox, see_sent
from triage.usecases.handoff.sharing import see_sharing
from triage.usecases.handoff.withdraw import withdraw
from triage.usecases.ports import UseCaseError


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Desk]:
    made = trusted_hub(tmp_path)
    yield made
    made.office.close()


def priya(hub: Desk, fn: Any, *args: Any) -> Any:
    return as_(hub, "priya", fn, *args)


def test_they_see_exactly_what_was_agreed(hub: Desk) -> None:
    preview = {line for row in hub.here(see_sharing).rows if row.service == "housing_duty" for line in row.sends}
    (row,) = priya(hub, see_inbox).rows
    view = priya(hub, see_sent, row.handoff_id)
    assert set(view.sends) == preview and "Sam" in " ".join(view.sends)
    assert "Sam" not in str(row), "the list is seen by others"


def test_a_yes_is_by_whoever_is_signed_in_and_is_seen_at_the_desk(hub: Desk) -> None:
    after = priya(hub, answer_sent, hub.sent, "accepted")
    (row,) = after.rows
    assert row.worker == "Priya" and row.now_words == "they said yes"
    assert hub.do(see_handoff, hub.sent).worker == "Priya"
    for step, said in (("first_contact", ""), ("outcome", "sorted")):
        priya(hub, answer_sent, hub.sent, step, said)
    steps = [step.step for step in hub.rows(rec.HandoffStep) if step.handoff_id == hub.sent]
    assert steps[-4:] == ["met", "accepted", "first_contact", "outcome"], "the walk is over once they say yes"
    assert hub.rows(rec.HandoffStep)[-1].actor_id == "priya"


def test_a_no_has_its_reason(hub: Desk) -> None:
    with pytest.raises(UseCaseError, match="Choose from the list"):
        priya(hub, answer_sent, hub.sent, "declined")
    assert priya(hub, answer_sent, hub.sent, "declined", "full").rows == ()
    assert hub.do(see_handoff, hub.sent).next_best is not None, "the desk is offered the next best at once"


def test_sent_on_warmly_never_names_a_service_that_tells_something(hub: Desk) -> None:
    view = priya(hub, see_sent, hub.sent)
    ask = view.ask("redirected")
    assert ask is not None
    directory = hub.office.house.directory
    assert ask.options and not any(directory.by_id[service].sensitive for service, _ in ask.options)
    to = ask.options[0][0]
    priya(hub, answer_sent, hub.sent, "redirected", to)
    last = hub.rows(rec.HandoffStep)[-1]
    assert (last.step, last.worker, last.to) == ("redirected", "Priya", to)


def test_another_service_and_another_try_are_not_theirs(hub: Desk) -> None:
    assert as_(hub, "grace", see_inbox).rows == ()
    for staff in ("grace", "tom", "rosa", "ines"):
        with pytest.raises(UseCaseError):
            as_(hub, staff, see_sent, hub.sent)


def test_taken_back_it_is_gone(hub: Desk) -> None:
    hub.here(withdraw, "housing_duty")
    assert priya(hub, see_inbox).rows == ()
    with pytest.raises(UseCaseError):
        priya(hub, see_sent, hub.sent)


def test_that_they_looked_is_written_down(hub: Desk) -> None:
    priya(hub, see_inbox)
    assert not [row for row in hub.rows(rec.Access) if row.actor_id == "priya"], "a list of codes is no look"
    priya(hub, see_sent, hub.sent)
    (row,) = [row for row in hub.rows(rec.Access) if row.actor_id == "priya"]
    assert row.what == Action.ANSWER.value
