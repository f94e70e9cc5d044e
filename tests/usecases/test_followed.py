"""Whoever comes back is asked for again, not anew: a try goes on from that of an earlier visit (contract.md 5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.conftest import NEED, Desk
from tests.usecases.test_returning import THURSDAY, TO, back, first_visit, monday
from triage.usecases import records as rec
from triage.usecases.afterwards.back import see_back
from triage.usecases.afterwards.due_list import due_by_tonight
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.mistakes import mark_mistake
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import choose_service
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

__all__ = ["first_visit", "monday"]
ANSWERS: dict[str, Any] = {"H1": "private", "H3": "two_months", "H3a": ["notice"], "H3b": "2027-01-16"}


def again(desk: Desk, service: str = TO, verdict: str = "same", mode: str = "booked") -> Any:
    """They are back, and the same service is asked about the same thing."""
    back(desk, verdict)
    return ask_for(desk, service, mode)


def ask_for(desk: Desk, service: str, mode: str) -> Any:
    for question, raw in {"S3": ["no"], "RE1": {"about": ["home"]}, "PR1": "yes", **ANSWERS}.items():
        desk.here(give_answer, question, raw)
    desk.here(confirm_needs, [NeedDecision(need.code, "now") for need in desk.here(read_back).needs])
    if service != TO:
        desk.here(choose_service, service, NEED, "they asked for it")
    desk.here(agree, service, NEED, "given")
    return desk.here(start_handoff, service, mode)


def tries(desk: Desk) -> list[rec.Handoff]:
    found: list[rec.Handoff] = desk.do(lambda rows, _h, _c: rows.find(rec.Handoff))
    return found


def test_an_unanswered_try_of_an_earlier_visit_is_followed(monday: Desk) -> None:
    first = monday.contact
    monday.at(THURSDAY - timedelta(days=2))  # before anything else of that visit is due
    assert first in monday.do(due_by_tonight)
    view = again(monday)
    old, new = tries(monday)
    assert (old.contact_id, new.follows) == (first, old.id)
    assert view.directions[-1] == "Asked before: Monday 23 November, yesterday, no answer yet"
    page = dict(monday.here(summary).sections)["Who was asked, and who has them"]
    assert "    goes on from a try of Monday 23 November 2026, which had no answer" in page
    assert first not in monday.do(due_by_tonight), "it is asked again now, and waited for here"


def test_noes_are_counted_across_visits(monday: Desk) -> None:
    (old,) = tries(monday)
    monday.do(record_step, old.id, "declined", because="full")
    view = again(monday, "law")
    assert tries(monday)[-1].follows == old.id and (view.bounces, view.duty_lead) == (1, "")
    assert not any(line.startswith("Asked before") for line in view.directions), "they were not asked"
    view = monday.do(record_step, view.handoff_id, "declined", because="full")
    assert view.bounces == 2 and view.duty_lead, "two have said no, at two visits"
    monday.at(THURSDAY + timedelta(days=1))
    third = again(monday, "advice")
    assert third.bounces == 2 and tries(monday)[-1].follows == view.handoff_id, "the latest, and only once"


def test_what_was_said_yes_to_or_taken_back_is_not_followed(monday: Desk) -> None:
    (old,) = tries(monday)
    monday.do(record_step, old.id, "accepted", "Priya")
    assert again(monday).bounces == 0 and tries(monday)[-1].follows == ""


@pytest.mark.parametrize("verdict", ["not_same", "not_sure"])
def test_nothing_of_somebody_else_is_followed(monday: Desk, verdict: str) -> None:
    view = again(monday, verdict=verdict)
    assert tries(monday)[-1].follows == "" and not any("Asked before" in line for line in view.directions)


def test_nor_a_visit_that_should_not_be_there(monday: Desk) -> None:
    first = monday.contact
    back(monday)
    monday.do(mark_mistake, first, "by_mistake")
    assert ask_for(monday, TO, "booked").bounces == 0
    assert tries(monday)[-1].follows == ""


def test_beside_somebody_nothing_of_it_is_said(monday: Desk) -> None:
    view = again(monday)
    monday.here(give_answer, "ST1", ["with_adult"])
    shown = monday.do(see_handoff, view.handoff_id)
    assert not any("Asked before" in line for line in shown.directions)


def test_it_stands_once_among_what_is_open_from_last_time(monday: Desk) -> None:
    view = again(monday)
    assert len(monday.here(see_back).open) == 1, "they may still be back because of it"
    monday.at(THURSDAY + timedelta(days=1))
    back(monday)
    assert [row.handoff_id for row in monday.here(see_back).open] == [view.handoff_id]
