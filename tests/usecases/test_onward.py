"""Sent on, kept out, what came after, and by when: the desk's view of a try that has begun (contract.md 5, D5, D7)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.usecases import records as rec
from triage.usecases.afterwards.later import NOT_COME, OUTCOMES, record_later, see_later
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff.conflicts import keep_out
from triage.usecases.handoff.finish import end_need, finish_contact
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.handoff.leads import name_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.visit.matches import choose_service, see_matches

TO = "housing_duty"


def met(desk: Desk) -> str:
    started = desk.here(start_handoff, TO)
    desk.do(record_step, started.handoff_id, "met")
    return str(started.handoff_id)


def taken_on(desk: Desk) -> str:
    handoff = met(desk)
    desk.do(record_step, handoff, "accepted", "Priya")
    return handoff


def test_to_book_a_time_the_number_is_on_the_screen(sam: Desk) -> None:
    assert sam.here(start_handoff, TO, "booked").directions == ("ring 01632 960120", "ask for Priya")


# --- sent on


def test_sent_on_names_the_service_and_it_is_next(sam: Desk) -> None:
    handoff = met(sam)
    onward = dict(sam.do(see_handoff, handoff).onward)
    assert TO not in onward and onward
    to = "law"
    assert onward[to] == "Legal clinic"
    assert "Choose a service from the list" in sam.refused(record_step, handoff, "redirected")
    assert "Choose a service from the list" in sam.refused(record_step, handoff, "redirected", to=TO)
    assert "Choose a service from the list" in sam.refused(record_step, handoff, "redirected", to="gardeners")
    view = sam.do(record_step, handoff, "redirected", to=to)
    assert (view.now, view.bounces, view.note) == ("redirected", 1, "sent on to Legal clinic")
    assert view.next_best is not None and view.next_best.service == to
    assert [item.service for item in sam.here(see_matches).plan] == [to]


def test_two_noes_or_sent_on_and_the_duty_lead_takes_it(sam: Desk) -> None:
    sam.do(record_step, met(sam), "redirected", to="law")
    sam.here(agree, "law", NEED, "given")
    second = sam.here(start_handoff, "law")
    view = sam.do(record_step, second.handoff_id, "declined", because="full")
    assert view.bounces == 2 and "duty lead" in view.duty_lead
    assert sam.rows(rec.Handoff)[1].follows == sam.rows(rec.Handoff)[0].id


def test_a_hand_picked_service_after_that_wins(sam: Desk) -> None:
    sam.do(record_step, met(sam), "redirected", to="law")
    sam.clock.later(1)
    other = next(m for m in sam.here(see_matches).others if m.verdict != "does not fit" and m.service != TO)
    sam.here(choose_service, other.service, [NEED], "they know it")
    assert [item.service for item in sam.here(see_matches).plan] == [other.service]


# --- kept out


def test_a_service_kept_out_is_not_asked_not_chosen_and_not_sent_on_to(sam: Desk) -> None:
    view = sam.here(keep_out, TO)
    assert TO not in [item.service for item in view.plan]
    other = next(match for match in view.others if match.service == TO)
    assert (other.verdict, other.against[0]) == ("does not fit", "knows somebody involved")
    assert [row.state for row in sam.rows(rec.Agreement)] == ["withdrawn"]
    assert "knows somebody involved" in sam.refused(choose_service, sam.contact, TO, [NEED], "nearer")
    assert any(
        "everybody there: knows somebody involved" in line for _, ls in sam.here(summary).sections for line in ls
    )


def test_under_way_it_is_called_off(sam: Desk) -> None:
    started = sam.here(start_handoff, TO)
    sam.here(keep_out, TO)
    assert sam.do(see_handoff, started.handoff_id).now == "withdrawn"


def test_one_worker_kept_out_is_not_offered_and_cannot_say_yes(desk: Desk) -> None:
    desk.arrive({**SAM, "W0": ["looking_after_someone"], "W6a": "hard"})
    service = next(
        s for s in desk.office.house.directory.services if len(s.on_duty(date(2026, 11, 23))) >= 2 and s.lead_capable
    )
    out, stays = (worker.name for worker in service.on_duty(date(2026, 11, 23))[:2])
    desk.here(keep_out, service.id, out)
    assert "knows somebody involved" not in str(desk.rows(rec.Conflict)[0].because)  # only who said so
    assert "know somebody involved" in desk.refused(name_lead, desk.contact, service.id, out, "they like them")
    assert desk.here(name_lead, service.id, stays, "they like them").worker == stays


def test_the_only_worker_there_today_kept_out_is_the_service_kept_out(sam: Desk) -> None:
    workers = sam.office.house.directory.by_id[TO].on_duty(date(2026, 11, 23))
    for worker in workers:
        view = sam.here(keep_out, TO, worker.name, "worker")
    assert TO not in [item.service for item in view.plan]


def test_whoever_has_them_already_loses_them(sam: Desk) -> None:
    handoff = taken_on(sam)
    sam.here(keep_out, TO, "Priya")
    assert sam.do(see_handoff, handoff).now == "withdrawn"
    assert "Who says so" in sam.refused(keep_out, sam.contact, TO, "", "a neighbour")


# --- what came after


def test_met_then_how_it_turned_out_then_finished(sam: Desk) -> None:
    handoff = taken_on(sam)
    steps: list[tuple[str, ...]] = [("first_contact",), ("outcome", "partly"), ("closed",)]
    for step, *said in steps:
        (row,) = sam.here(see_later).rows
        assert step in dict(row.choices)
        sam.here(record_later, handoff, step, *said)
    (row,) = sam.here(see_later).rows
    assert (row.worker, row.now_words, row.choices) == ("Priya", "finished", ())


def test_did_not_come_is_asked_again_another_way(sam: Desk) -> None:
    handoff = taken_on(sam)
    assert "Choose from the list" in sam.refused(record_later, sam.contact, handoff, "did_not_attend")
    assert "Choose from the list" in sam.refused(record_later, sam.contact, handoff, "did_not_attend", "lazy")
    sam.here(record_later, handoff, "did_not_attend", "travel")
    assert dict(sam.here(see_later).rows[0].choices) == {
        "try": "Tried to reach them",
        "sent": "Reached, and asked again",
    }
    sam.here(record_later, handoff, "sent")
    sam.here(record_later, handoff, "accepted")
    accepted = [step.worker for step in sam.rows(rec.HandoffStep, step="accepted")]
    assert accepted == ["Priya", "Priya"]


@pytest.mark.parametrize("step", ["outcome", "sent", "closed", "accepted"])
def test_nothing_out_of_order(sam: Desk, step: str) -> None:
    handoff = taken_on(sam)
    assert "does not come next" in sam.refused(record_later, sam.contact, handoff, step)


def test_what_cannot_wait_is_never_closed_for_not_coming(desk: Desk) -> None:
    desk.arrive({**SAM, "H3b": "2026-11-24"})  # tomorrow: urgent
    desk.agree_all()
    handoff = taken_on(desk)
    desk.here(record_later, handoff, "did_not_attend", "not_known")
    assert "closed" not in dict(desk.here(see_later).rows[0].choices)
    assert "does not come next" in desk.refused(record_later, desk.contact, handoff, "closed")


def test_no_word_blames_the_person() -> None:
    said = " ".join(words for _, words in (*NOT_COME, *OUTCOMES)).lower()
    assert not [word for word in ("refuse", "fail", "comply", "chaotic", "engage", "claims") if word in said]


# --- by when


def test_no_answer_is_said_with_since_and_due_then_late(sam: Desk) -> None:
    handoff = str(sam.here(start_handoff, TO).handoff_id)
    assert sam.do(see_handoff, handoff).waits == "no answer since 10:15, due by Tuesday 10:15"
    row = next(row for row in sam.do(today).rows if row.contact_id == sam.contact)
    assert row.waits == ("Housing team: no answer since 10:15, due by Tuesday 10:15",)
    sam.at(sam.clock.now + timedelta(days=1, minutes=1))
    assert sam.do(see_handoff, handoff).waits == ("no answer since Monday 10:15, was due by 10:15: ring them again")


def test_urgent_and_unanswered_for_an_hour_the_duty_lead_takes_it(desk: Desk) -> None:
    desk.arrive({**SAM, "H3b": "2026-11-24"})
    desk.agree_all()
    handoff = str(desk.here(start_handoff, TO).handoff_id)
    assert desk.do(see_handoff, handoff).waits == "no answer since 10:15, due by 10:30"
    desk.clock.later(16)
    assert desk.do(see_handoff, handoff).waits.endswith("was due by 10:30: ring them again")
    desk.clock.later(44)
    assert "the duty lead takes it" in desk.do(see_handoff, handoff).waits


def test_a_yes_starts_the_next_clock_and_the_page_says_when_to_ask(sam: Desk) -> None:
    handoff = taken_on(sam)
    assert sam.do(see_handoff, handoff).waits == "said yes at 10:15, not yet seen, due by Thursday 10:15"
    row = next(row for row in sam.do(today).rows if row.contact_id == sam.contact)
    assert row.waits == ()  # somebody has them; a list says only what presses
    sam.here(finish_contact)
    titles = [title for title, _ in sam.here(summary).sections]
    who = titles.index("Who was asked, and who has them")
    assert titles[who + 1] == "How each thing ended", "what a supervisor asks first stands together"
    waited = dict(sam.here(summary).sections)["Still waited for"]
    assert waited[1:] == (
        "Ask how it went, by Thursday 10:15",
        "See if the plan is still right, by Monday 30 November 10:15",
        "Ask how it turned out, by Monday 21 December 10:15",
    )


def test_nothing_is_waited_for_once_it_is_over(sam: Desk) -> None:
    handoff = met(sam)
    assert sam.do(record_step, handoff, "declined", because="full").waits == ""


# --- every wanted need ends


def test_a_visit_with_something_open_is_not_finished(sam: Desk) -> None:
    assert "Still open" in sam.refused(finish_contact, sam.contact)
    sam.here(end_need, NEED, "sorted_here")
    sam.here(finish_contact)


def test_called_off_after_all_it_is_open_again(sam: Desk) -> None:
    handoff = taken_on(sam)
    sam.do(record_step, handoff, "withdrawn")
    assert "Still open" in sam.refused(finish_contact, sam.contact)


def test_sharing_keeps_the_row_of_a_service_that_waits(sam: Desk) -> None:
    sam.here(start_handoff, TO)
    assert TO in [row.service for row in sam.here(see_sharing).rows]
