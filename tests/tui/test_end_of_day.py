"""The end of the day, a mistake, my people, and what came of one's own people, by keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.harness.amount import thorough
from tests.tui.sitting import Sitting, sit
from tests.usecases.conftest import SAM, Desk
from triage.clocks import DEMO_START
from triage.usecases import records as rec
from triage.usecases.handoff.finish import end_need, finish_contact
from triage.usecases.handoff.handoffs import open_handoffs, record_step, start_handoff
from triage.usecases.handoff.leads import name_lead


def test_each_who_has_nobody_gets_a_next_thing_in_a_few_keys(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("e")
        assert "Still with nobody: 5" in desk.text
        await desk.press("2", "enter")  # Mira has them
        assert "Still with nobody: 4" in desk.text
        await desk.press("3")
        assert "went home? The visit ends here." in desk.words
        await desk.press("n")
        assert "Still with nobody: 4" in desk.text and not desk.rows(rec.Tally)
        await desk.press("3", "enter")
        assert "Still with nobody: 3" in desk.text
        await desk.press("1")
        assert desk.at == "AssessmentScreen"
        await desk.press("p", "enter", "enter")
        assert desk.at == "FrontDeskScreen" and "passed on" in desk.text and "for Mira" in desk.text
        events = [event.event for event in desk.rows(rec.ContactEvent)]
        assert events[-4:] == ["passed_to", "abandoned", "resumed", "parked"]

    sit(tmp_path, script)


@thorough
def test_what_came_of_a_try_after_the_visit_and_the_leads_yes(tmp_path: Path) -> None:
    code = leave_sam_sent(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("m")
        assert "Grace · Support team · told" in desk.words and code in desk.text
        await desk.press("b", "e")
        while f"{code} " not in desk.text or "1  Say what came of it" not in desk.text:
            await desk.press("down")
        assert "no answer since 10:15" in desk.words and "Grace has not said yes yet" in desk.words
        await desk.press("1", "1", "1")
        assert rows_of(desk, "accepted") == ["Priya"]
        await desk.press("1")
        assert code not in desk.text
        await desk.press("b", "m")
        assert "Grace · Support team · said yes" in desk.words
        await desk.press("enter")
        assert desk.at == "SummaryScreen" and code in desk.text

    sit(tmp_path, script)


@thorough
def test_a_mistake_from_todays_list_counts_no_more(tmp_path: Path) -> None:
    code = leave_sam_sent(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("t")
        visits = len(desk.rows(rec.Contact))
        assert f"Today: {visits} visits" in desk.text and code in desk.text.splitlines()[5]
        await desk.press("x", "2")
        assert f"{code} is marked as a mistake. Ring Housing team, 01632 960120: it was a mistake." in desk.words
        assert f"Today: {visits - 1} visits" in desk.text and "finished: 1" not in desk.words
        assert "x a mistake" in desk.foot  # which takes the mark back
        await desk.press("enter")
        assert "Not to be counted" in desk.text and "the same visit is here twice" in desk.words
        await desk.press("x")
        assert f"{code} was no mistake after all?" in desk.words
        await desk.press("enter")
        assert f"{code} counts again. Ask again: Housing team, 01632 960120." in desk.words
        assert "Not to be counted" not in desk.text

    sit(tmp_path, script)


@thorough
def test_the_wrong_persons_visit_is_moved_to_somebody_waiting(tmp_path: Path) -> None:
    code = leave_sam_sent(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("t", "x", "1")
        assert "Whose visit was it?" in desk.text and "what was agreed is asked again" in desk.words
        assert "I do not know: only mark it" in desk.text
        await desk.press("escape")
        assert "Whose visit" not in desk.text and "x a mistake" in desk.foot
        await desk.press("x", "1", "1")
        right = next(event.detail for event in desk.rows(rec.ContactEvent) if event.event == "moved_from")
        assert code in right
        assert f"{code} is moved to NM-" in desk.words and "Ring, it was somebody else: Housing team" in desk.words
        await desk.press("enter")
        assert "moved to NM-" in desk.words and "To be told that it was somebody else" in desk.text

    sit(tmp_path, script)


def test_two_lines_at_the_start_about_their_own_people(tmp_path: Path) -> None:
    code = leave_sam_sent(tmp_path, answered_by="tom")

    async def script(desk: Sitting) -> None:
        assert f"{code}, SR: Priya said yes." in desk.text
        await desk.press("t", "b")
        assert "Priya said yes" not in desk.text

    sit(tmp_path, script)


def rows_of(desk: Sitting, step: str) -> list[str]:
    return [row.worker for row in desk.rows(rec.HandoffStep, step=step)]


def leave_sam_sent(home: Path, answered_by: str = "") -> str:
    """Sam's visit is finished with the housing team asked and a lead told; nobody has answered, but perhaps later."""
    desk = Desk(home)
    desk.arrive(SAM)
    desk.agree_all()
    desk.here(name_lead, "navigator", "Grace", "they asked for her")
    desk.here(start_handoff, "housing_duty", "booked")
    for need in desk.rows(rec.Need):
        if need.code != "housing.eviction_risk":
            desk.here(end_need, need.code, "later")
    desk.here(finish_contact)
    if answered_by:
        desk.office.sign_in(answered_by)
        desk.at(DEMO_START + timedelta(hours=1))
        desk.do(record_step, desk.here(open_handoffs)[-1].handoff_id, "accepted", "Priya")
    code: str = desk.do(lambda rows, _house, _ctx: rows.get(rec.Contact, desk.contact).code)
    desk.office.close()
    return code
