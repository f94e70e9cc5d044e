"""What may be taken home: the slip, its lines for a card, and the time for a calendar (practice.md H2, B2)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import icalendar
import pytest

from tests.journeys.test_harms import HURT
from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.hours import LONDON
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.finish import end_need
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.office import Form
from triage.usecases.paper.calendars import NO_SAFE_EMAIL, NO_TIME, NOT_FOR_THEM, make_calendar
from triage.usecases.paper.slips import ON_A_CARD, _on_a_card, make_slip
from triage.usecases.visit.answers import give_answer

EMAIL = {"channel": "email", "value": "sam@example.org", "who_else_sees": "nobody"}


def booked(desk: Desk, safe: dict[str, str] | None, place: str = "desk2", **more: Any) -> Desk:
    """Sam, with a time agreed on Tuesday."""
    desk.arrive(more | SAM | ({"HO2": safe} if safe else {}), place)
    desk.agree_all()
    walk = desk.here(start_handoff, "housing_duty", "booked")
    desk.do(record_step, walk.handoff_id, "received", because="tue 10:00")
    return desk


def test_the_slip_as_a_page_says_the_agreed_steps_in_public_words(sam: Desk) -> None:
    sam.here(start_handoff, "housing_duty")
    page = sam.here(make_slip).page
    assert page is not None
    assert page.head == ("Monday 23 November 2026", "For Sam")
    ((title, steps),) = page.sections
    assert title == "What happens next" and steps[0].startswith("See ") and "Housing team" in steps[0]
    assert page.foot == ("Ask for Asha any time: 01632 960101", "You can change your mind.")
    whole = " ".join(page.lines)
    assert not any(word in whole for word in ("Reed", "ZZ99", "1992", "leave your home", "notice", NEED))


def test_at_most_five_lines_for_a_card() -> None:
    steps = ["See Priya", "Bring: the letter", "See Tom", "Bring: your ID", "Keep letters", "Ring the bank"]
    assert _on_a_card(steps, ["Ask for Asha"]) == [
        "See Priya",
        "See Tom",
        "Keep letters",
        "Ring the bank",
        "Ask for Asha",
    ]
    assert _on_a_card(steps[:3], ["Ask for Asha"]) == [*steps[:3], "Ask for Asha"]
    assert all(len(_on_a_card(steps[:n], ["Ask"])) <= ON_A_CARD for n in range(7))


def test_nobody_is_named_for_a_day_that_is_not_today(desk: Desk) -> None:
    page = booked(desk, None).here(make_slip).page
    ((_, steps),) = page.sections
    assert steps[0].startswith("Housing team: Tuesday 24 November, 10:00 (")


def test_the_calendar_says_the_time_and_nothing_else(desk: Desk, tmp_path: Any) -> None:
    view = booked(desk, EMAIL).here(make_calendar)
    file = desk.office.write_calendar(view)
    assert file.path.name == f"{view.name}.ics" and file.path.stat().st_mode & 0o077 == 0
    data = file.path.read_bytes()
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event.start == datetime(2026, 11, 24, 10, tzinfo=LONDON)
    assert str(event["SUMMARY"]) == "Appointment: Housing team"
    assert str(event["LOCATION"]) == "Northmere Hub"
    assert str(event["DESCRIPTION"]) == "Questions: 01632 960101. You can change your mind."
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LOCATION", "DESCRIPTION", "CLASS"}
    assert not any(word in data.lower() for word in (b"sam", b"example.org", b"asha", b"rent", b"notice", b"floor"))


@pytest.mark.parametrize(
    ("safe", "made"),
    [
        (None, False),  # never asked: unsafe (practice.md B2 rule 1)
        ({"channel": "phone", "value": "07700 900123"}, False),
        ({"channel": "none"}, False),
        (EMAIL | {"who_else_sees": "my husband"}, False),
        (EMAIL | {"who_else_sees": "Nobody."}, True),
        (EMAIL | {"who_else_sees": "pnts"}, False),
        (EMAIL | {"who_else_sees": ""}, False),  # not said is not known
        (EMAIL, True),
    ],
)
def test_only_where_email_is_safe_and_theirs_alone(safe: dict[str, str] | None, made: bool, desk: Desk) -> None:
    view = booked(desk, safe).here(make_calendar)
    assert (bool(view.entries), view.why_not) == ((True, "") if made else (False, NO_SAFE_EMAIL))


def test_said_beside_somebody_it_is_not_safe(desk: Desk) -> None:
    assert booked(desk, EMAIL, ST1=["with_adult"]).here(make_calendar).why_not == NO_SAFE_EMAIL


def test_a_time_that_has_passed_is_not_for_a_calendar(desk: Desk) -> None:
    booked(desk, EMAIL)
    desk.at(datetime(2026, 11, 24, 10, 1, tzinfo=LONDON))
    assert desk.here(make_calendar).why_not == NO_TIME


def test_no_time_no_calendar(sam: Desk) -> None:
    sam.here(start_handoff, "housing_duty")
    assert sam.here(make_calendar).why_not == NO_TIME


def test_no_paper_no_calendar(desk: Desk) -> None:
    booked(desk, EMAIL, "GP")
    assert desk.here(make_calendar).entries
    for question, raw in HURT.items():
        desk.here(give_answer, question, raw)
    assert desk.here(make_slip).page is None and desk.here(make_calendar).why_not == NOT_FOR_THEM


def test_their_own_step_is_on_the_slip_and_on_the_card(sam: Desk) -> None:
    sam.here(end_need, NEED, "self_help")
    slip = sam.here(make_slip)
    assert [title for title, _ in slip.page.sections] == ["What you do"]
    assert slip.card == (*slip.page.sections[0][1], slip.page.foot[0])


def test_the_summary_as_a_page_is_the_summary(sam: Desk) -> None:
    view = sam.here(summary)
    assert view.page.sections == view.sections and view.page.title == view.title
    text = sam.office.write_page(view.page, Form.TEXT).path
    assert text.parent.name == "summaries" and text.read_text(encoding="utf-8").splitlines() == list(view.page.lines)
