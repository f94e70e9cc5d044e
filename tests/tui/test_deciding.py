"""Taking back, without asking, sent on, kept out and what came after, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

from tests.harness.amount import thorough
from tests.tui.sitting import LARGE, Sitting, sit
from tests.usecases.conftest import SAM
from triage.tui.screens.gate import GateScreen
from triage.tui.screens.later import LaterScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.sharing import SharingScreen
from triage.tui.screens.summary import SummaryScreen
from triage.tui.screens.walk import WalkScreen
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.building import say_building
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

TO, NEED = "housing_duty", "housing.eviction_risk"


def arrive(at: Sitting, *, agreed: bool = False) -> str:
    office = at.app.office
    contact: str = office.do(open_contact, "desk2").result().contact_id
    for question, raw in SAM.items():
        office.do(give_answer, contact, question, raw).result()
    needs = office.do(read_back, contact).result().needs
    office.do(confirm_needs, contact, [NeedDecision(need.code) for need in needs]).result()
    if agreed:
        office.do(agree, contact, TO, NEED, "given").result()
    return contact


async def show(at: Sitting, screen: object) -> None:
    at.app.push_screen(screen)  # type: ignore[arg-type]
    await at.rest()


def test_the_gate_opens_only_when_every_line_is_filled(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at)
        await show(at, SharingScreen(contact))
        await at.press("g")
        assert at.at == "GateScreen"
        assert "First: What harm, to whom and how soon?" in at.words  # whom and what about come from the row in hand
        fills = [
            ("2", "harm tonight", ("enter",)),
            ("3", "", ("enter", "1")),
            ("5", "", ("1",)),
            ("6", "", ("1",)),
            ("7", "", ("2",)),
            ("", "it adds risk", ("enter",)),
            ("8", "They left", ("enter",)),
            ("9", "24 nov", ("enter",)),
        ]
        for key, words, more in fills:
            await at.press("enter")  # not whole yet: says what is missing, and writes nothing
            assert at.at in ("GateScreen", "ReasonModal")
            if key:
                await at.press(key)
            await at.write(words)
            await at.press(*more)
        assert not at.rows(rec.Decision) and not at.rows(rec.Agreement, contact_id=contact)
        await at.press("enter")
        assert "without asking?" in at.words
        await at.press("n")  # not after all
        assert not at.rows(rec.Decision)
        await at.press("enter", "enter")
        (decision,) = at.rows(rec.Decision, contact_id=contact)
        assert (decision.share, decision.told, decision.why_not_told) == (True, "no", "it adds risk")
        assert at.at == "WalkScreen"
        assert "Nothing is read aloud here." in at.words

    sit(tmp_path, script, size=LARGE)


def test_deciding_not_to_tell_is_written_too(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at)
        await show(at, GateScreen(contact, TO, NEED))
        await at.press("2")
        await at.write("harm")
        await at.press("enter", "3", "enter", "1", "4", "8")
        await at.write("worse")
        await at.press("enter", "9")
        await at.write("24 nov")
        await at.press("enter", "enter")
        assert "Nothing will be sent." in at.words
        await at.press("enter")
        assert [row.share for row in at.rows(rec.Decision, contact_id=contact)] == [False]
        assert not at.rows(rec.Agreement, contact_id=contact)

    sit(tmp_path, script, size=LARGE)


def test_taking_back_shows_whom_to_tell(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at, agreed=True)
        started = at.app.office.do(start_handoff, contact, TO).result()
        at.app.office.do(record_step, started.handoff_id, "met").result()
        at.app.office.do(record_step, started.handoff_id, "accepted", "Priya").result()
        await show(at, SharingScreen(contact))
        await at.press("x", "escape")
        assert [row.state for row in at.rows(rec.Agreement, contact_id=contact)] == ["given"]
        await at.press("x", "2")  # all of them
        assert at.at == "TakenBackScreen"
        assert "To Priya, Housing team. On Monday 23 November 2026" in at.words
        assert [row.state for row in at.rows(rec.Agreement, contact_id=contact)] == ["withdrawn"]
        await at.press("b")
        assert "taken back" in at.words and "Nothing will be sent" in at.words

    sit(tmp_path, script, size=LARGE)


def test_they_sent_us_on_to_a_service_by_name(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at, agreed=True)
        await show(at, SharingScreen(contact))
        await at.press("w", "enter")
        assert "They sent us on to …" in at.words
        number = next(line.split()[0] for line in at.text.splitlines() if "They sent us on to" in line)
        await at.press(number)
        await at.write("legal")
        await at.press("enter")
        steps = at.rows(rec.HandoffStep, contact_id=contact)
        assert [(step.step, step.to) for step in steps][-2:] == [("met", ""), ("redirected", "law")]
        assert "Next: Legal" in at.words

    sit(tmp_path, script, size=LARGE)


def test_keeping_out_leaves_the_plan(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at)
        await show(at, MatchesScreen(contact))
        await at.press("x", "escape")
        assert not at.rows(rec.Conflict)
        await at.press("x", "1", "1")
        assert [(row.service, row.worker) for row in at.rows(rec.Conflict, contact_id=contact)] == [(TO, "")]
        assert "They are kept out of it. Tell the safeguarding lead." in at.words

    sit(tmp_path, script, size=LARGE)


@thorough
def test_what_came_after_from_the_page_of_the_visit(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at, agreed=True)
        await show(at, SummaryScreen(contact))
        assert "what came after" not in at.foot  # nobody has said yes yet
        await at.press("b")
        started = at.app.office.do(start_handoff, contact, TO).result()
        at.app.office.do(record_step, started.handoff_id, "met").result()
        at.app.office.do(record_step, started.handoff_id, "accepted", "Priya").result()
        await show(at, SummaryScreen(contact))
        await at.press("a")
        assert isinstance(at.app.screen, LaterScreen)
        assert "not yet seen, due by Thursday" in at.words
        await at.press("2", "1")
        steps = [(step.step, step.because) for step in at.rows(rec.HandoffStep, contact_id=contact)]
        assert steps[-1] == ("did_not_attend", "Getting there was hard")
        assert "1 Tried to reach them █ 2 Reached, and asked again" in at.words

    sit(tmp_path, script, size=LARGE)


def test_what_is_booked_is_arranged_and_nobody_sets_off(tmp_path: Path) -> None:
    """The housing team is full today: a time is booked, and no key promises a walk."""

    async def script(at: Sitting) -> None:
        contact = arrive(at)
        at.app.office.do(say_building, TO, "full").result()
        await show(at, MatchesScreen(contact))
        assert "Housing team · Book a time" in at.words and "w arrange it" in at.foot
        await at.press("enter", "y")
        assert "All asked. w arranges it with Housing team." in at.words and "w arrange it" in at.foot
        await at.press("w")
        assert "ring 01632 960120 · ask for Priya" in at.words

    sit(tmp_path, script)


def test_on_a_call_together_the_words_to_say_are_there(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        contact = arrive(at, agreed=True)
        call = at.app.office.do(start_handoff, contact, TO, "phone").result()
        await show(at, WalkScreen(call.handoff_id, fresh=True))
        assert "Call together, on speaker · 01632 960120" in at.words
        assert "“This is Sam." in at.words and "Is there anything I missed, Sam?”" in at.words
        await at.press("2")  # nobody there: nothing to read any more
        assert "anything I missed" not in at.words

    sit(tmp_path, script)
