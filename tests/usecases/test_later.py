"""After a visit: what is due is found again, three tries, a signature before closing, and decisions looked at (C5, D5-D7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.gate import Deciding
from triage.usecases import records as rec
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.review import summary, today
from triage.usecases.afterwards.review_views import TodayRow
from triage.usecases.handoff.after_views import LaterRow
from triage.usecases.handoff.finish import finish_contact, see_finish
from triage.usecases.handoff.gate import decide
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead

TO = "housing_duty"
NO = ("no", "no", "no")


def seen_off(desk: Desk) -> str:
    """Taken on by Priya, and the visit is over. The id of the try."""
    started = desk.here(start_handoff, TO)
    desk.do(record_step, started.handoff_id, "met")
    desk.do(record_step, started.handoff_id, "accepted", "Priya")
    desk.here(finish_contact)
    return str(started.handoff_id)


def missed(desk: Desk, tries: int = 0) -> str:
    handoff = seen_off(desk)
    desk.here(record_later, handoff, "did_not_attend", "travel")
    for _ in range(tries):
        desk.here(record_later, handoff, "try", "worker")
    return handoff


def rows(desk: Desk) -> dict[str, LaterRow]:
    return {row.key: row for row in desk.here(see_later).rows}


def due(desk: Desk) -> list[TodayRow]:
    return list(desk.do(today).due)


def days(desk: Desk, number: float) -> None:
    desk.at(desk.clock.now + timedelta(days=number))


def test_nothing_is_due_on_the_day_itself(sam: Desk) -> None:
    seen_off(sam)
    assert due(sam) == []
    assert {"follow_up", "plan_check", "outcome"} <= set(rows(sam))


def test_each_asking_comes_up_on_its_day_and_goes_when_somebody_asked(sam: Desk) -> None:
    handoff = seen_off(sam)
    sam.here(record_later, handoff, "first_contact")
    sam.here(record_later, handoff, "outcome", "sorted")
    sam.here(record_later, handoff, "closed")
    days(sam, 2)
    assert due(sam) == []
    for after, key, words, found in (
        (1, "follow_up", "ask how it went, by 10:15", "well"),
        (4, "plan_check", "see if the plan is still right, by 10:15", "right"),
        (21, "outcome", "ask how it turned out, by 10:15", "partly"),
    ):
        days(sam, after)
        (row,) = due(sam)
        assert (row.contact_id, row.waits, row.late) == (sam.contact, (words,), (words,))
        assert row.initials == "SR" and "Sam" not in str(row)
        sam.here(record_later, key, found)
        assert due(sam) == []
    assert rows(sam).keys() == {handoff}
    page = dict(sam.here(summary).sections)
    assert page["Looked at again"] == (
        "Thursday 26 November 2026, 10:15 How it went: it goes well",
        "Monday 30 November 2026, 10:15 The plan: the plan is still right",
        "Monday 21 December 2026, 10:15 How it turned out: some of it is sorted out",
    )


def test_nobody_reached_leaves_it_due_and_late_says_so(sam: Desk) -> None:
    seen_off(sam)
    days(sam, 3)
    sam.here(record_later, "follow_up", "not_reached")
    days(sam, 1)
    assert "ask how it went, was due by Thursday 10:15" in due(sam)[0].late
    assert "Choose from the list" in sam.refused(record_later, sam.contact, "follow_up", "well", "more")
    assert "does not come next" in sam.refused(record_later, sam.contact, "follow_up", "fine")


def test_no_help_wanted_nothing_to_ask(desk: Desk) -> None:
    desk.arrive(SAM, wanted="no")
    desk.here(finish_contact)
    days(desk, 30)
    assert due(desk) == [] and not desk.here(see_later).rows and not desk.here(summary).after


def test_the_safe_way_is_said_and_without_one_nobody_rings(desk: Desk) -> None:
    desk.arrive({**SAM, "HO2": {"channel": "text", "value": "07700 900123", "voicemail": "no"}})
    desk.agree_all()
    seen_off(desk)
    assert "Safe way: text, 07700 900123, no voicemail" in rows(desk)["follow_up"].waits
    desk.contact = ""
    desk.arrive({**SAM, "HO2": {"channel": "email", "value": "sam@example.org"}})
    desk.agree_all()
    seen_off(desk)
    assert "Safe way: email, sam@example.org. " in rows(desk)["follow_up"].waits, "an email has no voicemail"
    desk.contact = ""
    desk.arrive(SAM)
    desk.agree_all()
    seen_off(desk)
    assert "No safe way is known: do not ring or write" in rows(desk)["follow_up"].waits


def test_who_keeps_it_together_is_the_one_to_ask(desk: Desk) -> None:
    desk.arrive({**SAM, "K4": "not_at_all", "M2": "today_only"})
    desk.agree_all()
    lead = desk.here(name_lead, "family", "Tom Hale", "they know them")
    desk.here(accept_lead)
    for row in desk.rows(rec.Need):
        desk.do(_ended, row.contact_id, row.id)
    desk.here(finish_contact)
    assert f"({lead.worker} keeps it together)" in rows(desk)["follow_up"].waits


def _ended(store: Any, _house: Any, ctx: Any, contact: str, need: str) -> None:
    from triage.usecases.write import stamp

    store.add(rec.NeedEnd(**stamp(ctx), need_id=need, contact_id=contact, how="self_help", because=""))


# --- the ladder


def test_no_answer_climbs_and_is_told_higher_up(sam: Desk) -> None:
    handoff = str(sam.here(start_handoff, TO, "booked").handoff_id)
    sam.here(finish_contact)
    assert "escalated" not in dict(rows(sam)[handoff].choices)
    for after, words in (
        (1.1, "ring them again"),
        (1, "the duty lead speaks with their manager, Mira"),
        (1, "the hub manager speaks with their head"),
        (6, "it goes into the report to the partnership board"),
    ):
        days(sam, after)
        assert words in rows(sam)[handoff].waits
        assert any(words in late for late in due(sam)[0].late)
    sam.here(record_later, handoff, "escalated", "Mira")
    assert [(s.step, s.worker) for s in sam.rows(rec.HandoffStep)][-1] == ("escalated", "Mira")
    assert "they said yes" not in rows(sam)[handoff].now_words
    sam.here(record_later, handoff, "accepted", "Priya")
    assert "No answer" not in rows(sam)[handoff].waits and rows(sam)[handoff].worker == "Priya"


def test_a_yes_needs_a_name_and_a_no_its_reason_after_the_visit_too(sam: Desk) -> None:
    handoff = str(sam.here(start_handoff, TO, "booked").handoff_id)
    assert "A name is needed" in sam.refused(record_later, sam.contact, handoff, "accepted", "the housing desk")
    assert "Choose from the list" in sam.refused(record_later, sam.contact, handoff, "declined", "no idea")
    sam.here(record_later, handoff, "declined", "full")
    assert rows(sam)[handoff].waits.startswith("Said no: ")  # until somebody follows


# --- somebody who did not come


def test_three_tries_each_with_its_day(sam: Desk) -> None:
    handoff = missed(sam)
    said = []
    for _ in range(3):
        said.append(rows(sam)[handoff].waits)
        sam.here(record_later, handoff, "try", "worker")
    assert [words.partition("; ")[2] for words in said] == [
        "try to reach them (1 of 3), due by 17:00",
        "try to reach them (2 of 3), due by Wednesday 10:15",
        "try to reach them (3 of 3), due by Monday 7 December 10:15",
    ]
    assert dict(rows(sam)[handoff].choices).keys() == {"sent", "closed"}
    days(sam, 15)
    assert "a supervisor looks whether it is finished with" in rows(sam)[handoff].waits


def test_only_the_safe_way_is_tried_and_only_if_there_is_one(desk: Desk) -> None:
    desk.arrive({**SAM, "HO2": {"channel": "text", "value": "07700 900123"}})
    desk.agree_all()
    handoff = missed(desk)
    (ask,) = rows(desk)[handoff].asked("try")
    assert [id for id, _ in ask.options] == ["safe_way", "other_time", "worker"]
    desk.arrive(SAM)
    desk.agree_all()
    handoff = missed(desk)
    (ask,) = rows(desk)[handoff].asked("try")
    assert [id for id, _ in ask.options] == ["worker"]
    assert "Choose from the list" in desk.refused(record_later, desk.contact, handoff, "try", "safe_way")


@pytest.mark.parametrize("tries", [0, 1, 2])
def test_not_finished_with_before_the_third(sam: Desk, tries: int) -> None:
    handoff = missed(sam, tries)
    assert "does not come next" in sam.refused(record_later, sam.contact, handoff, "closed", *NO, "Mira")


def test_closing_asks_three_things_and_a_supervisor_signs(sam: Desk) -> None:
    handoff = missed(sam, 3)
    for place in range(3):
        said = [*NO]
        said[place] = "yes"
        assert "stays open" in sam.refused(record_later, sam.contact, handoff, "closed", *said, "Mira")
    for signer in ("Asha", "", "the duty desk"):
        assert "Choose from the list" in sam.refused(record_later, sam.contact, handoff, "closed", *NO, signer)
    assert "Choose from the list" in sam.refused(record_later, sam.contact, handoff, "closed")
    assert not sam.rows(rec.Review, what="sign_off")
    sam.here(record_later, handoff, "closed", *NO, "Mira")
    assert [row.name for row in sam.rows(rec.Review, what="sign_off")] == ["Mira"]
    assert sam.rows(rec.HandoffStep)[-1].because == "after 3 tries, signed by Mira"


def test_closed_for_not_coming_they_may_come_back_for_90_days(sam: Desk) -> None:
    handoff = missed(sam, 3)
    sam.here(record_later, handoff, "closed", *NO, "Mira")
    days(sam, 90)
    assert dict(rows(sam)[handoff].choices).keys() == {"again"}
    sam.here(record_later, handoff, "again")
    _, second = sam.rows(rec.Handoff)
    assert second.follows == handoff and second.service == TO
    assert rows(sam)[second.id].now_words == "asked them"
    assert not rows(sam)[handoff].choices


def test_after_90_days_it_begins_anew(sam: Desk) -> None:
    handoff = missed(sam, 3)
    sam.here(record_later, handoff, "closed", *NO, "Mira")
    days(sam, 91)
    assert not rows(sam)[handoff].choices


def test_missed_again_counts_its_own_tries(sam: Desk) -> None:
    handoff = missed(sam, 2)
    for step in ("sent", "accepted"):
        sam.here(record_later, handoff, step)
    sam.here(record_later, handoff, "did_not_attend", "unwell")
    assert "(1 of 3)" in rows(sam)[handoff].waits


# --- decisions


def decided(desk: Desk) -> str:
    one = Deciding(
        service=TO, need=NEED, decided_by="Mira", role="duty_lead", powers=("vital_interests",), harm="h", reasoning="r",
        fields=("name",), told="yes", follow_up=desk.clock.now.date() + timedelta(days=1),
    )  # fmt: skip
    desk.here(decide, one)
    return str(desk.rows(rec.Decision)[0].id)


def test_a_decision_waits_until_somebody_looked_at_it_by_name(sam: Desk) -> None:
    decision = decided(sam)
    assert next(row for row in sam.do(today).rows if row.contact_id == sam.contact).to_review == ("to be looked at",)
    days(sam, 1)
    assert [row.to_review for row in due(sam)] == [("to be looked at",)]
    assert "A name is needed" in sam.refused(record_later, sam.contact, decision, "right", "the office")
    sam.here(record_later, decision, "right", "Mira")
    assert due(sam) == [] and decision not in rows(sam)
    page = dict(sam.here(summary).sections)
    assert "    looked at again by Mira: it was right" in page["Decided without asking"]


def test_a_decision_not_yet_due_is_not_in_the_list_of_the_day(sam: Desk) -> None:
    decided(sam)
    sam.at(sam.clock.now - timedelta(hours=11))  # the evening before: nothing of this visit is of an earlier day
    assert due(sam) == []


# --- an urgent try without an answer


def test_a_booking_is_no_end_for_what_cannot_wait_until_somebody_said_yes(desk: Desk) -> None:
    desk.arrive({**SAM, "H3b": "2026-11-24"})  # tomorrow
    desk.agree_all()
    handoff = str(desk.here(start_handoff, TO, "booked").handoff_id)
    assert [end.how for end in desk.here(see_finish).ends] == ["booked"]
    said = desk.refused(finish_contact, desk.contact)
    assert said == (
        "Housing team: no answer since 10:15, due by 10:30. It cannot wait: get a yes by name, or let them wait."
    )
    desk.clock.later(61)
    assert "the duty lead takes it, Mira" in desk.refused(finish_contact, desk.contact)
    desk.do(record_step, handoff, "accepted", "Priya")
    desk.here(finish_contact)


def test_a_booking_for_what_can_wait_may_be_left_without_an_answer(sam: Desk) -> None:
    sam.here(start_handoff, TO, "booked")
    assert not sam.here(see_finish).blockers
    sam.here(finish_contact)
