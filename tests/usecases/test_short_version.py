"""At the desk: the short version for under-18s with its prompt, and the quick way out for a simple task (practice.md A0, A1)."""

from __future__ import annotations

from typing import Any

import pytest

from triage.office import Office
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.views import AssessmentView
from triage.usecases.visit.answers import give_answer

# Contract.md 1: all that somebody under 18 is asked when nothing is the matter; ST1 and F0 are for staff.
SHORT = "ST2 S3 RE1 PR1 CO1 CO2 HO1 HO2 HO3 H2 M2 W3 W5 F0 F1 F2 K5 ZZ1".split()  # noqa: SIM905
SAYS: dict[str, object] = {
    "ST2": "here",
    "S3": ["no"],
    "RE1": {"about": ["other"]},
    "PR1": "yes",
    "CO1": {"speak": "English"},
    "CO2": ["none"],
    "HO1": {"name": "Nia"},
    "HO2": {"channel": "none"},
    "HO3": {"adults": "2"},
    "H2": "yes",
    "M2": "yes",
    "W3": "none_taken",
    "W5": "ok",
    "F0": {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"},
    "F1": "yes",
    "F2": "no",
    "K5": "no",
    "ZZ1": "my own room",
}
JOIN = "Short version. Ask the young people's worker to join."


def do(office: Office, fn: Any, *args: Any) -> Any:
    return office.do(fn, *args).result()


def asked_on(office: Office, view: AssessmentView, says: dict[str, object]) -> tuple[list[str], AssessmentView]:
    """Answer to the end; says which were put. While it is asked, the prompt stands there."""
    asked: list[str] = []
    while view.question is not None:
        assert JOIN in view.prompts
        asked.append(view.question.id)
        view = do(office, give_answer, view.contact_id, view.question.id, says[view.question.id])
    return asked, view


@pytest.mark.parametrize("seen_or_told", ["seen", "told"])
def test_under_18_only_the_short_version_is_put(office: Office, seen_or_told: str) -> None:
    contact = do(office, open_contact).contact_id
    view = do(office, move_contact, contact, "GP")
    says = dict(SAYS)
    if seen_or_told == "seen":
        view = do(office, give_answer, contact, "ST1", ["alone", "seems_under_18"])
    else:  # a date of birth given before anything else is asked
        view = do(office, give_answer, contact, "HO1", {"name": "Nia", "born": "1 may 2010"})
    asked, view = asked_on(office, view, says)
    expected = set(SHORT) - ({"HO1"} if seen_or_told == "told" else set())
    assert (sorted(asked), len(asked)) == (sorted(expected), len(expected))
    assert (view.stage, view.card) == ("read_back", None)


def test_an_adult_is_not_told_so(office: Office) -> None:
    contact = do(office, open_contact).contact_id
    view = do(office, give_answer, contact, "HO1", {"name": "Ann", "born": "1 may 1980"})
    assert JOIN not in view.prompts


@pytest.mark.parametrize(
    ("about", "now", "offered"),
    [
        (["simple_task"], ["no"], True),
        (["simple_task", "home"], ["no"], False),
        (["letter"], ["no"], False),
    ],
)
def test_the_quick_way_is_offered_for_a_simple_task_alone(
    office: Office, about: list[str], now: list[str], offered: bool
) -> None:
    contact = do(office, open_contact).contact_id
    do(office, give_answer, contact, "ST2", "here")
    do(office, give_answer, contact, "S3", now)
    view = do(office, give_answer, contact, "RE1", {"about": about})
    assert (view.question.id == "RE5") is offered
    if offered:
        assert do(office, give_answer, contact, "RE5", "no").ended == "offered_declined"
