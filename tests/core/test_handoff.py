"""Every step that may follow and every one that may not (contract.md 5, written out again here by hand)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.core.handoff import FINAL, NEXT, STEP_WORDS, StepKind, allowed, bounces, check_step, is_a_name, state

TABLE = """
proposed: agreed
agreed: sent
sent: received walking nobody_there accepted declined redirected
received: accepted declined redirected
walking: met nobody_there
met: accepted declined redirected
nobody_there: walking sent
accepted: first_contact did_not_attend
did_not_attend: sent closed
first_contact: outcome
outcome: closed
"""
MAY = {
    StepKind(line.split(":")[0]): {StepKind(word) for word in (line.split(":")[1] + " withdrawn mistake").split()}
    for line in TABLE.strip().splitlines()
}  # fmt: skip
STATES = [step for step in StepKind if step is not StepKind.ESCALATED]
P, A, SENT, ACC, DEC, RED, ESC = (
    StepKind.PROPOSED, StepKind.AGREED, StepKind.SENT, StepKind.ACCEPTED, StepKind.DECLINED, StepKind.REDIRECTED,
    StepKind.ESCALATED,
)  # fmt: skip


def test_seventeen_steps() -> None:
    assert len(StepKind) == 17
    assert set(NEXT) == set(StepKind) == set(STEP_WORDS)
    assert {step.value for step in FINAL} == {"declined", "redirected", "withdrawn", "mistake", "closed"}


@pytest.mark.parametrize(("now", "step"), list(product(STATES, StepKind)))
def test_every_transition(now: StepKind, step: StepKind) -> None:
    may = step in MAY.get(now, set()) or step is ESC
    assert (step in allowed([now])) is may
    said = check_step([now], step, "Priya")
    assert (said is None) is may
    assert said is None or said.endswith(".")
    assert (step in NEXT[now]) is (step in MAY.get(now, set()))


def test_it_begins_with_proposed() -> None:
    assert allowed([]) == {P}
    assert check_step([], P, None) is None
    assert check_step([], SENT, None) == "Nothing has been suggested yet. Suggest a service first."
    assert state([]) is P


def test_only_a_legal_power_sends_without_agreement() -> None:
    assert check_step([P], SENT) == "The person has not agreed yet, so nothing can be sent. Ask them first."
    assert check_step([P], SENT, legal_power=True) is None
    assert SENT in allowed([P], legal_power=True)
    assert ACC not in allowed([P], legal_power=True)
    assert allowed([A], legal_power=True) == allowed([A])


@pytest.mark.parametrize(
    "worker", [None, "", "  ", "desk 4", "the housing team", "Reception", "Front desk", "4120", "…"]
)
def test_accepted_names_a_worker_never_a_desk(worker: str | None) -> None:
    assert check_step([P, A, SENT], ACC, worker) == "Who said yes? A name is needed, not a desk."
    assert not is_a_name(worker)


@pytest.mark.parametrize("worker", ["Priya", "Oluwaseun A.", "O'Brien", "Zoë", "李", "Priya (Housing)"])
def test_names(worker: str) -> None:
    assert check_step([P, A, SENT], ACC, worker) is None


def test_escalated_is_a_note_and_changes_nothing() -> None:
    assert state([P, A, ESC]) is A
    assert allowed([P, A, ESC, ESC]) == allowed([P, A])
    assert check_step([P, A, SENT, DEC], ESC) is None


def test_final_stays_final() -> None:
    for final in FINAL:
        assert allowed([P, final]) == {ESC}
        assert "Start a new one" in str(check_step([P, final], SENT))


@given(st.lists(st.sampled_from(list(StepKind)), max_size=12), st.sampled_from(list(StepKind)))
def test_checked_and_allowed_agree_on_any_history(path: list[StepKind], step: StepKind) -> None:
    assert (check_step(path, step, "Priya") is None) is (step in allowed(path))
    if path:
        assert state([*path, ESC]) is state(path)


def test_bounces_are_counted_along_the_tries() -> None:
    assert bounces([]) == 0
    assert bounces([[P, A, SENT, RED], [P, A, SENT, DEC, ESC], [P, A, SENT, ACC]]) == 2
