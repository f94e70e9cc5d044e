"""Who speaks, how long they talked, how often this person came: what a visit knows besides its answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.desk import Morning
from triage.core.facts import Speaker
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.case import Case, assessed, load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import move_contact, open_contact, park_contact, resume_contact, see_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.speaking import set_speaker
from triage.usecases.write import stamp

CLEAR = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}


def do(office: Office, fn: Any, *args: Any) -> Any:
    return office.do(fn, *args).result()


def case_of(office: Office, contact_id: str) -> Case:
    found: Case = do(office, load, contact_id)
    return found


def worked_out(office: Office, contact_id: str) -> Assessed:
    def read(rows: Rows, house: House, ctx: Context) -> Assessed:
        return assessed(load(rows, house, ctx, contact_id), house, ctx.now)

    found: Assessed = do(office, read)
    return found


# --- who speaks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("speaker", ["for_child", "for_adult", "professional"])
def test_somebody_for_them_is_asked_about_a_worry_and_never_about_their_own_safety(
    office: Office, speaker: str
) -> None:
    contact = do(office, open_contact).contact_id
    do(office, move_contact, contact, "GP")
    do(office, give_answer, contact, "F0", CLEAR)
    view = do(office, set_speaker, contact, speaker)
    assert view.speaking and "safe" not in view.speaking
    found = worked_out(office, contact).walk
    gaps = {gap.question: gap.because for gap in found.not_covered}
    assert (gaps["F1"], gaps["F2"]) == ("locked", "locked")
    assert "F3" in found.waiting
    assert do(office, set_speaker, contact, "self").speaking == ""
    found = worked_out(office, contact).walk
    assert "F3" not in found.waiting and {"F1", "F2"} <= set(found.waiting)


def test_each_answer_says_who_gave_it_and_nothing_is_overwritten(office: Office) -> None:
    contact = do(office, open_contact).contact_id
    do(office, give_answer, contact, "ST2", "here")
    do(office, set_speaker, contact, "for_adult")
    do(office, give_answer, contact, "S3", ["no"])
    do(office, set_speaker, contact, "for_adult")  # said again
    do(office, set_speaker, contact, "self")
    do(office, give_answer, contact, "RE1", {"about": ["other"]})
    case = case_of(office, contact)
    assert {id: json.loads(row.source)["speaker"] for id, row in case.rows.items()} == {
        "ST2": "self",
        "S3": "for_adult",
        "RE1": "self",
    }
    assert [json.loads(e.detail)["speaker"] for e in case.events if e.event == "speaking"] == ["for_adult", "self"]
    assert case.state == "opened"
    visit = dict(do(office, summary, contact).sections)["Visit"]
    assert any("speaking: somebody for another adult" in line for line in visit)


def test_not_once_it_is_over(office: Office) -> None:
    contact = do(office, open_contact).contact_id
    for question, said in (("ST2", "here"), ("S3", ["no"]), ("RE1", {"about": ["simple_task"]}), ("RE5", "no")):
        do(office, give_answer, contact, question, said)
    with pytest.raises(UseCaseError, match="already finished"):
        do(office, set_speaker, contact, "for_child")


# --- how often ---------------------------------------------------------------------------------------------------------


def earlier_visit(office: Office, contact_id: str, days: float) -> None:
    """The same person was here so many days before this visit."""

    def add(rows: Rows, house: House, ctx: Context) -> None:
        now = rows.get(rec.Contact, contact_id)
        assert now is not None
        born = stamp(ctx)
        rows.add(replace(now, **{**born, "at": now.at - timedelta(days=days), "code": f"NM-{born['id'][-4:]}"}))

    do(office, add)


@pytest.mark.parametrize(
    ("days", "visits", "lead"),
    [
        ((), 0, False),
        ((1,), 1, False),
        ((1, 30), 2, True),
        ((1, 90), 2, True),
        ((1, 90.1), 1, False),
        ((91, 400), 0, False),
    ],
)
def test_visits_in_90_days_count_for_the_lead(office: Office, days: tuple[float, ...], visits: int, lead: bool) -> None:
    """Practice.md D3: the third visit in 90 days wants one person who keeps it together."""
    contact = do(office, open_contact).contact_id
    for ago in days:
        earlier_visit(office, contact, ago)
    do(office, give_answer, contact, "H5", ["crowded"])  # one small thing: nothing else asks for a lead
    assert case_of(office, contact).situation.visits_90_days == visits
    found = worked_out(office, contact)
    assert (found.lead_because == "visit number 3 in 90 days") is lead
    assert (found.lead is not None) is lead


def test_somebody_else_counts_nothing(office: Office) -> None:
    do(office, open_contact)
    contact = do(office, open_contact).contact_id
    assert case_of(office, contact).situation.visits_90_days == 0


def test_the_count_is_still_there_after_the_next_answer(office: Office) -> None:
    contact = do(office, open_contact).contact_id
    earlier_visit(office, contact, 2)
    earlier_visit(office, contact, 3)
    view = do(office, give_answer, contact, "H5", ["crowded"])
    assert view.stage == "asking"
    assert worked_out(office, contact).lead_because


# --- how long -----------------------------------------------------------------------------------------------------------


def test_waiting_takes_nobodys_time(office: Office, morning: Morning) -> None:
    contact = do(office, open_contact).contact_id
    morning.clock.later(5)
    do(office, park_contact, contact)
    morning.clock.later(60)
    do(office, resume_contact, contact)
    morning.clock.later(2.5)
    assert case_of(office, contact).situation.minutes == 7
    assert case_of(office, contact).situation.speaker is Speaker.SELF


def test_finishing_is_offered_and_later_a_break(office: Office, morning: Morning) -> None:
    contact = do(office, open_contact).contact_id
    morning.clock.later(7.9)
    assert do(office, see_contact, contact).prompts == ()
    morning.clock.later(0.1)
    assert do(office, see_contact, contact).prompts == ("Nothing pressing so far: offer to finish here.",)
    view = do(office, give_answer, contact, "W5", "low")
    assert view.prompts == ()
    morning.clock.later(7)
    (prompt,) = do(office, see_contact, contact).prompts
    assert "break" in prompt and "Nothing pressing" not in prompt
