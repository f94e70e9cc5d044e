"""A no that came when the visit was over: who next, at once and why; after two the duty lead; never nobody (D1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.usecases import records as rec
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.finish import finish_contact, see_finish
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.handoff.sharing import agree

TO = "housing_duty"


@pytest.fixture
def booked(desk: Desk) -> Desk:
    """Sam's time is booked and the visit is over; tomorrow the housing team says no."""
    desk.arrive(SAM)
    desk.here(agree, TO, NEED, "given")
    handoff = desk.here(start_handoff, TO, "booked").handoff_id
    desk.do(record_step, handoff, "received", "", "tue 10:00")
    desk.here(finish_contact)
    desk.at(desk.clock.now + timedelta(days=1))
    return desk


def say_no(desk: Desk, why: str = "full") -> Any:
    row = next(row for row in desk.here(see_later).rows if "declined" in dict(row.choices))
    desk.here(record_later, row.key, "declined", why)
    return first(desk)


def first(desk: Desk) -> Any:
    return desk.here(see_later).rows[0]


def tries(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(h.service, h.mode, bool(h.follows)) for h in desk.rows(rec.Handoff)]


def test_the_next_best_is_there_at_once_with_its_reason(booked: Desk) -> None:
    row = say_no(booked)
    assert row.waits.startswith("Said no: no room today; next: Legal clinic (")
    assert "helps with letters about the law, free" in row.waits
    assert dict(row.choices) == {
        "next_best": "Book a time: Legal clinic",
        "somebody_else": "Somebody else",
        "unmet": "Nobody can help with this for now",
    }
    (ask,) = row.asked("next_best")
    assert ask.title.startswith("Can I tell the Legal clinic your name,")
    assert booked.here(see_finish).ends[0].how == "open"


def test_in_the_list_of_the_day_after_too(booked: Desk) -> None:
    say_no(booked)
    (due,) = (row for row in booked.do(today).due if row.contact_id == booked.contact)
    assert "Housing team: said no: no room today; next: Legal clinic" in due.late
    assert any("next: Legal clinic" in line for line in dict(booked.here(summary).sections)["Still waited for"])


def test_a_yes_sends_it_on_and_nothing_is_left(booked: Desk) -> None:
    row = say_no(booked)
    booked.here(record_later, row.key, "next_best", "given")
    assert tries(booked) == [(TO, "booked", False), ("law", "booked", True)]
    assert not [row for row in booked.here(see_later).rows if "next_best" in dict(row.choices)]
    assert booked.here(see_finish).ends[0].how == "booked"


def test_a_no_to_that_one_sends_nothing_and_it_stays(booked: Desk) -> None:
    row = say_no(booked)
    booked.here(record_later, row.key, "next_best", "refused")
    assert tries(booked) == [(TO, "booked", False)]
    assert [a.state for a in booked.rows(rec.Agreement) if a.service == "law"] == ["refused"]
    assert "Said no" in first(booked).waits


def test_whoever_was_agreed_before_is_asked_without_another_word(booked: Desk) -> None:
    row = say_no(booked)
    booked.here(agree, "law", NEED, "given")
    assert first(booked).asked("next_best") == ()
    booked.here(record_later, row.key, "next_best")
    assert tries(booked)[-1] == ("law", "booked", True)


def test_after_two_it_is_the_duty_leads(booked: Desk) -> None:
    row = say_no(booked)
    booked.here(record_later, row.key, "next_best", "given")
    row = say_no(booked, "wrong_service")
    assert "two have said no: ring Mira, duty lead, extension" in row.waits and "next" not in row.waits
    assert [step for step, _ in row.choices] == ["duty_lead", "somebody_else", "unmet"]
    assert booked.do(see_handoff, row.key).bounces == 2
    booked.here(record_later, row.key, "duty_lead")
    row = first(booked)
    assert "the duty lead has it, Mira" in row.waits
    assert "duty_lead" not in dict(row.choices)


def test_somebody_else_is_chosen_and_then_next(booked: Desk) -> None:
    row = say_no(booked)
    (ask,) = row.asked("somebody_else")
    booked.here(record_later, row.key, "somebody_else", "uk_shelter")
    assert "uk_shelter" in dict(ask.options)
    assert first(booked).waits.startswith("Said no: no room today; next: Shelter")
    assert "Choose from the list" in booked.refused(record_later, booked.contact, row.key, "somebody_else", "mash")


def test_sent_on_by_the_service_itself(booked: Desk) -> None:
    row = next(row for row in booked.here(see_later).rows if "redirected" in dict(row.choices))
    booked.here(record_later, row.key, "redirected", "law")
    assert first(booked).waits.startswith("Sent it on: sent on to Legal clinic; next: Legal clinic")


@pytest.mark.parametrize(("why", "cause"), [("full", "full"), ("out_of_area", "too far"), ("conflict", "no service")])
def test_nobody_is_an_end_with_its_cause(booked: Desk, why: str, cause: str) -> None:
    row = say_no(booked, why)
    booked.here(record_later, row.key, "unmet")
    (end,) = booked.here(see_finish).ends
    assert end.how == "unmet" and end.because.startswith(cause)
    assert not [row for row in booked.here(see_later).rows if "Said no" in row.waits]
