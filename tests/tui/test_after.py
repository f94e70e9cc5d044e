"""The screens after the questions, by keyboard alone: what is on the screen, and which rows are left behind.

Content is the sample, the store is real, the clock is the demo clock (Monday 23 November 2026, 10:15).
"""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.harness.amount import amount, thorough
from tests.harness.quick import at_rest
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.tui.app import TriageApp
from triage.tui.base import DeskScreen
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.screens.finish import FinishScreen
from triage.tui.screens.front_desk import FrontDeskScreen
from triage.tui.screens.lead import LeadScreen
from triage.tui.screens.matches import MatchesScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.sharing import SharingScreen
from triage.tui.screens.slip import SlipScreen
from triage.tui.screens.summary import SummaryScreen
from triage.tui.screens.today import TodayScreen
from triage.tui.screens.walk import WalkScreen
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import open_handoffs, record_step, start_handoff
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.paper.slips import make_slip
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back
from triage.usecases.visit.speaking import set_speaker

SMALL, LARGE = (80, 24), (120, 40)
SAM = {
    "S3": ["no"],
    "RE1": {"words": "a letter", "about": ["home"]},
    "PR1": "yes",
    "HO1": {"name": "Sam Reed", "born": "1992-03-01", "postcode": "ZZ99 3AA"},
    "H1": "private",
    "H3": "two_months",
    "H3a": ["notice"],
    "H3b": "2027-01-16",
}
PAT = {
    "S3": ["no"],
    "RE1": {"words": "bailiffs [b]and[/b] a letter", "about": ["debt", "letter"]},
    "PR1": "yes",
    "HO1": {"name": "Pat Jones", "born": "1968-03-01", "postcode": "ZZ99 3AA"},
    "M0": ["bills_or_debts"],
    "M3a": ["council_tax", "cards_loans"],
    "M3b": "soon_or_visited",
    "W0": ["looking_after_someone"],
    "W6a": "hard",
    "K4": "not_very",
}
KAY = {
    "S3": ["no"],
    "RE1": {"words": "a letter", "about": ["home"]},
    "PR1": "yes",
    "HO1": {"name": "Kay", "born": "1985-03-01"},
    "F0": {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"},
    "F1": "no",
    "F2": "yes",
    "F2a": ["partner"],
    "F2b": "no",
    "F2c": "no",
}

SIZES = [SMALL, LARGE][: amount(1, 2)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = open_office(Settings(home=tmp_path / "home", content=sample_content(), demo=True))
    opened.sign_in("asha")
    close, opened.close = opened.close, lambda: None  # type: ignore[method-assign]  # the app closes; we read on after it
    yield opened
    close()


def arrive(office: Office, answers: dict[str, Any], place: str = "desk2") -> str:
    """Somebody who has said all this; answers their contact id."""
    contact_id = office.do(open_contact, place).result().contact_id
    for question, raw in answers.items():
        office.do(give_answer, contact_id, question, raw).result()
    return contact_id


def read_back_all(office: Office, contact_id: str, wanted: str = "now") -> None:
    needs = office.do(read_back, contact_id).result().needs
    office.do(confirm_needs, contact_id, [NeedDecision(need.code, wanted) for need in needs]).result()


def agree_all(office: Office, contact_id: str) -> None:
    for row in office.do(see_sharing, contact_id).result().rows:
        office.do(agree, contact_id, row.service, row.need, "given").result()


def rows(office: Office, kind: type[rec.Record], **equal: str) -> list[Any]:
    found: list[Any] = office.do(lambda store, _house, _ctx: store.find(kind, **equal)).result()
    return found


def needs(office: Office, contact_id: str) -> dict[str, Any]:
    return {row.code: row for row in rows(office, rec.Need, contact_id=contact_id)}


class Desk:
    """A keyboard and a pair of eyes."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.app = pilot.app

    async def press(self, *keys: str) -> str:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()
        return self.sees()

    async def write(self, words: str) -> None:
        await self.pilot.press(*["space" if c == " " else c for c in words])
        await self.settle()

    async def show(self, screen: DeskScreen[None]) -> str:
        self.app.push_screen(screen)
        await self.settle()
        return self.sees()

    async def settle(self) -> None:
        await at_rest(self.pilot)

    async def not_now(self) -> None:
        """The front desk offers to carry on with somebody left open; not now."""
        if self.on(ConfirmModal):
            await self.press("n")

    def sees(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def said(self) -> str:
        """What is seen as one line, so that wrapping does not matter."""
        return " ".join(self.sees().replace("│", " ").replace("█", " ").split())

    def on(self, kind: type[Any]) -> bool:
        return isinstance(self.app.screen, kind)


@asynccontextmanager
async def at_desk(office: Office, size: tuple[int, int] = SMALL) -> AsyncIterator[Desk]:
    app = TriageApp(lambda: office)
    app.held.on = False
    async with app.run_test(size=size) as pilot:
        desk = Desk(pilot)
        await desk.settle()
        await app.switch_screen(FrontDeskScreen())
        await desk.settle()
        await desk.not_now()
        yield desk


def played(script: Callable[..., Coroutine[Any, Any, None]]) -> Callable[[Office], None]:
    """A test written as a coroutine of (office)."""

    def test(office: Office) -> None:
        asyncio.run(script(office))

    test.__name__, test.__doc__ = script.__name__, script.__doc__
    return test


# -- the whole way


@played
async def test_from_reading_back_to_the_front_desk(office: Office) -> None:
    """One need, walked over, accepted by name, finished: eleven keys."""
    contact = arrive(office, SAM)
    async with at_desk(office) as desk:
        seen = await desk.show(ReadBackScreen(contact))
        assert "I heard:" in seen and "You may have to leave your home." in seen
        assert "Did I get that right?" in seen and "Not covered" in seen
        await desk.press("1", "enter")
        assert desk.on(MatchesScreen)
        assert "Priya" in desk.said() and "open until 16:30" in desk.said() and "desk 4" in desk.said()
        await desk.press("enter", "y")
        assert desk.on(SharingScreen) and "This goes, and nothing else:" in desk.said()
        await desk.press("w")
        assert desk.on(WalkScreen) and "Ask for Priya" in desk.said() and "This is Sam" in desk.said()
        assert [s.step for s in rows(office, rec.HandoffStep, contact_id=contact)][-1] == "walking"
        blank = await desk.press("w")
        assert "Sam" not in blank and "Priya" not in blank and "NM-" not in blank
        await desk.press("z")
        assert "Priya has Sam?" in desk.sees()
        await desk.press("1", "1")
        assert "Priya has Sam." in desk.sees()
        await desk.press("enter")
        assert desk.on(FinishScreen) and "Handed over, and taken on by name (Priya)" in desk.said()
        await desk.press("enter")
        assert desk.on(FrontDeskScreen) and "is finished" in desk.said()
    steps = rows(office, rec.HandoffStep, contact_id=contact)
    assert [(s.step, s.worker) for s in steps[-3:]] == [("walking", ""), ("met", ""), ("accepted", "Priya")]
    assert all(step.seen for step in steps)
    assert [end.how for end in rows(office, rec.NeedEnd, contact_id=contact)] == ["walked"]
    assert rows(office, rec.ContactEvent, contact_id=contact)[-1].event == "closed"


# -- reading back


@played
async def test_each_need_is_saved_at_its_key_and_enter_waits_for_all(office: Office) -> None:
    contact = arrive(office, PAT)
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        await desk.press("2")
        first = next(iter(needs(office, contact).values()))
        assert first.wanted == "later"
        await desk.press("enter")
        assert desk.on(ReadBackScreen) and "Ask this first" in desk.sees()
        for _ in range(len(office.do(read_back, contact).result().needs) - 1):
            await desk.press("3")
        await desk.press("enter")
        assert desk.on(FinishScreen), "nothing is wanted now: straight to finishing"
    assert sorted(row.wanted for row in needs(office, contact).values())[0] == "later"


@thorough
@played
async def test_adding_taking_away_and_putting_back(office: Office) -> None:
    contact = arrive(office, SAM)
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        await desk.press("a")
        await desk.write("damp")
        assert "Damp or mould" in desk.sees()
        await desk.press("enter")
        assert needs(office, contact)["housing.damp_mould"].source == "staff"
        await desk.press("x")
        assert needs(office, contact)["housing.damp_mould"].removed
        assert "x puts it back" in desk.said()
        await desk.press("x")
        assert not needs(office, contact)["housing.damp_mould"].removed


@played
async def test_more_pressing_needs_a_reason_and_says_no_code_words(office: Office) -> None:
    contact = arrive(office, SAM)
    office.do(confirm_needs, contact, [NeedDecision("housing.damp_mould", "now", added=True)]).result()
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        while "a baby or breathing trouble" not in desk.said():
            await desk.press("j", "u")
        assert "urgent" not in desk.sees()
        await desk.press("1")
        assert desk.on(ReadBackScreen)
    row = needs(office, contact)["housing.damp_mould"]
    assert (row.severity, row.raised) == ("urgent", "a baby or breathing trouble at home, and the damp is severe")


@played
async def test_more_pressing_stays_when_the_next_key_says_now(office: Office) -> None:
    contact = arrive(office, SAM)
    raised = NeedDecision("housing.eviction_risk", "not_asked", severity="urgent", because="locks changed")
    office.do(confirm_needs, contact, [raised]).result()
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        assert "today" in desk.said()
        await desk.press("1")
        assert "today" in desk.said()


# -- who can help


@thorough
@played
async def test_what_else_was_looked_at_and_choosing_it_with_a_reason(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(MatchesScreen(contact))
        await desk.press("v")
        assert "Also looked at" in desk.sees() and "what would change it" in desk.said()
        await desk.press("c")
        await desk.write("knows them already")
        await desk.press("enter")
        chosen = rows(office, rec.Fit, contact_id=contact, verdict="chosen")
        assert [json.loads(row.reasons) for row in chosen] == [{"chosen_because": "knows them already"}]
        await desk.press("escape")


@played
async def test_nobody_sets_off_before_the_person_agreed(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(MatchesScreen(contact))
        await desk.press("w")
        assert desk.on(MatchesScreen) and "Nothing is agreed with Housing team yet" in desk.said()
    assert rows(office, rec.Handoff, contact_id=contact) == []


# -- sharing


@played
async def test_nothing_is_ticked_beforehand_and_no_means_nothing(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        seen = await desk.show(SharingScreen(contact))
        assert "✓" not in seen.split("Ask aloud")[1] and "Can I tell the Housing team" in desk.said()
        await desk.press("n")
        assert "Nothing will be sent" in desk.said() and "changes nothing else" in desk.said()
        await desk.press("t")
        assert "not today ✓" in desk.said()
        await desk.press("l")
        await desk.write("not my dad [b]")
        await desk.press("enter")
        assert "“not my dad [b]”" in desk.said() and "This goes, and nothing else:" in desk.said()
    (row,) = rows(office, rec.Agreement, contact_id=contact)
    assert (row.state, row.limits) == ("given_with_limits", "not my dad [b]")


@played
async def test_for_somebody_else_it_is_asked_who_says_yes(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    office.do(set_speaker, contact, "for_adult").result()
    async with at_desk(office) as desk:
        await desk.show(SharingScreen(contact))
        await desk.press("y")
        assert "Who says yes?" in desk.said() and "An attorney or deputy" in desk.said()
        await desk.press("escape")
        assert rows(office, rec.Agreement, contact_id=contact) == []
        await desk.press("y", "2")
        assert "This goes, and nothing else:" in desk.said()
    (row,) = rows(office, rec.Agreement, contact_id=contact)
    assert (row.state, row.agreed_by) == ("given", "attorney_or_deputy")


@played
async def test_going_on_with_something_unasked_says_so_once(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(SharingScreen(contact))
        await desk.press("enter")
        assert desk.on(SharingScreen) and "They will be told nothing" in desk.said()
        await desk.press("enter")
        assert desk.on(FinishScreen)
        assert "Still open" in desk.said()
        await desk.press("enter")
        assert desk.on(FinishScreen), "an open thing keeps the visit open"


# -- walking over


async def _set_off(office: Office, answers: dict[str, Any], desk: Desk) -> str:
    contact = arrive(office, answers)
    read_back_all(office, contact)
    agree_all(office, contact)
    await desk.show(SharingScreen(contact))
    await desk.press("w", "enter")
    return contact


@thorough
@played
async def test_entered_after_with_a_typed_name(office: Office) -> None:
    async with at_desk(office) as desk:
        contact = await _set_off(office, SAM, desk)
        await desk.press("plus", "plus", "plus", "minus")
        assert "2 min ago" in desk.said()
        await desk.press("1", "t")
        await desk.write("desk 4")
        await desk.press("enter")
        assert "A name is needed" in desk.said()
        await desk.press(*["backspace"] * 6)
        await desk.write("Jo Bell")
        await desk.press("enter")
        assert "Jo Bell has Sam." in desk.sees()
    last = rows(office, rec.HandoffStep, contact_id=contact)[-1]
    assert (last.step, last.worker, last.seen) == ("accepted", "Jo Bell", False)


@thorough
@played
async def test_nobody_there_then_once_more(office: Office) -> None:
    async with at_desk(office) as desk:
        contact = await _set_off(office, SAM, desk)
        await desk.press("2")
        assert "nobody there" in desk.said() and "Try once more" in desk.said()
        assert "reception" not in desk.said().lower()
        await desk.press("1")
        assert "Ask for Priya" in desk.said()
    assert [s.step for s in rows(office, rec.HandoffStep, contact_id=contact)][-2:] == ["nobody_there", "walking"]


@played
async def test_a_no_leads_to_the_next_best_in_one_key(office: Office) -> None:
    async with at_desk(office) as desk:
        contact = await _set_off(office, PAT, desk)
        await desk.press("3", "1")
        assert "they said no" in desk.said() and "reception" not in desk.said().lower()
        assert "See who else can help" in desk.said()
        await desk.press("1")
        assert desk.on(MatchesScreen) or desk.on(SharingScreen) or desk.on(WalkScreen)
    steps = rows(office, rec.HandoffStep, contact_id=contact)
    assert (steps[-1].step, steps[-1].because) == ("declined", "No room today")


@played
async def test_the_next_best_is_asked_about_then_walked_to(office: Office) -> None:
    """One key leads there; nothing is sent before the person has said yes to that one too."""
    contact = arrive(office, {name: SAM[name] for name in ("S3", "RE1", "PR1", "HO1")})
    office.do(confirm_needs, contact, [NeedDecision("money.no_food_today", "now", added=True)]).result()
    agree_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(SharingScreen(contact))
        await desk.press("w", "3", "1")
        assert "Next: Pantry" in desk.said() and "Go on to" in desk.said() and "why:" in desk.said()
        await desk.press("1")
        assert desk.on(SharingScreen) and "Can I tell the Pantry" in desk.said() and "not asked" not in desk.said()
        assert len(rows(office, rec.Handoff, contact_id=contact)) == 1
        await desk.press("y", "w")
        assert desk.on(WalkScreen) and "Pantry" in desk.said()
    first, second = rows(office, rec.Handoff, contact_id=contact)
    assert second.follows == first.id


@thorough
@played
async def test_after_two_noes_the_duty_lead(office: Office) -> None:
    contact = arrive(office, PAT)
    read_back_all(office, contact)
    agree_all(office, contact)
    tried = office.do(see_sharing, contact).result().rows[0]
    for _ in range(2):
        view = office.do(start_handoff, contact, tried.service).result()
        office.do(record_step, view.handoff_id, "met").result()
        view = office.do(record_step, view.handoff_id, "declined", because="full").result()
    async with at_desk(office) as desk:
        await desk.show(WalkScreen(view.handoff_id))
        assert "Ring Mira, duty lead" in desk.said() and "stays with you until then" in desk.said()
        await desk.press("1")
    assert rows(office, rec.HandoffStep, contact_id=contact)[-1].step == "escalated"


@played
async def test_calling_off_a_walk_started_by_mistake(office: Office) -> None:
    async with at_desk(office) as desk:
        contact = await _set_off(office, SAM, desk)
        await desk.press("x", "2", "enter")
        assert desk.on(SharingScreen)
        await desk.press("w")
        assert desk.on(WalkScreen), "after a mistake it can be started again"
    assert len(rows(office, rec.Handoff, contact_id=contact)) == 2


@played
async def test_a_worker_comes_to_the_person_and_there_is_no_slip(office: Office) -> None:
    contact = arrive(office, KAY, "GP")
    read_back_all(office, contact)
    agree_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(SharingScreen(contact))
        await desk.press("w")
        assert "Hannah is coming to" in desk.said() and "Stay here together" in desk.said()
        await desk.press("enter", "1", "1", "enter")
        await desk.show(SlipScreen(contact))
        assert "No slip for this visit" in desk.said()
        await desk.press("f")
    assert not (office.home / "slips").exists()


@thorough
@played
async def test_a_booking_says_when(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    agree_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(MatchesScreen(contact))
        await desk.press("o", "3")
        assert desk.on(WalkScreen) and "The time is agreed" in desk.said()
        await desk.press("1")
        await desk.write("Tuesday 10")
        await desk.press("enter")
        assert "Type a day and a time" in desk.said()
        await desk.press("1")
        await desk.write("Tuesday 10:00")
        await desk.press("enter")
        assert "Tuesday 24 November, 10:00" in desk.said()
        await desk.press("enter")
        assert desk.on(FinishScreen)
    last = rows(office, rec.HandoffStep, contact_id=contact)[-1]
    assert (last.step, last.because) == ("received", "2026-11-24T10:00:00")
    slip = office.do(make_slip, contact).result()
    assert any("Tuesday 24 November, 10:00" in line for line in slip.lines)


# -- one name, finishing, the slip


@thorough
@played
async def test_one_name_is_told_and_says_yes(office: Office) -> None:
    contact = arrive(office, PAT)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(LeadScreen(contact))
        assert "One person keeps it together" in desk.said() and "why:" in desk.said()
        await desk.press("1")
        await desk.press("1")
        assert "said yes" in desk.said()
        await desk.press("2")
        assert "Who else?" in desk.said()
        await desk.press("escape", "enter")
        assert desk.on(FinishScreen)
    assert [row.state for row in rows(office, rec.Lead, contact_id=contact)] == ["accepted"]


@thorough
@played
async def test_ends_and_their_reasons(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        await desk.show(FinishScreen(contact))
        await desk.press("4", "2")
        assert "full today" in desk.said()
        await desk.press("2")
        assert "What they can do" in desk.said()
        await desk.press("s")
        assert desk.on(SlipScreen) and "What you do" in desk.said()
        await desk.press("f")
        assert "Written to" in desk.said()
        await desk.press("b", "h")
        assert desk.on(MatchesScreen), "open or not, who can help is one key away"
    (file,) = (office.home / "slips").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Sam" in file.read_text() and "leave your home" not in file.read_text()
    assert [end.how for end in rows(office, rec.NeedEnd, contact_id=contact)] == ["self_help"]


@played
async def test_the_slip_and_the_page_as_pdf_and_no_calendar_without_a_safe_email(office: Office) -> None:
    contact = arrive(office, SAM)
    read_back_all(office, contact)
    agree_all(office, contact)
    walk = office.do(start_handoff, contact, "housing_duty", "booked").result()
    office.do(record_step, walk.handoff_id, "received", because="tue 10:00").result()
    async with at_desk(office) as desk:
        await desk.show(SlipScreen(contact))
        assert "1 Housing team: Tuesday 24 November, 10:00" in desk.said()
        await desk.press("p")
        assert "Written to" in desk.said() and "Remove it" in desk.said()
        await desk.press("l")
        await desk.press("c")
        assert "They have not said that email is safe" in desk.said()
        await desk.show(SummaryScreen(contact))
        await desk.press("p")
        assert "Written to" in desk.said()
    code = office.do(make_slip, contact).result().page.name
    assert {file.name for file in (office.home / "slips").iterdir()} == {f"{code}.pdf", f"{code}-large.pdf"}
    (page,) = (office.home / "summaries").iterdir()
    assert page.read_bytes().startswith(b"%PDF-") and stat.S_IMODE(page.stat().st_mode) == 0o600


@played
async def test_parking_from_here_and_coming_back(office: Office) -> None:
    contact = arrive(office, SAM)
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        await desk.press("1", "enter", "p", "enter", "enter")
        assert desk.on(FrontDeskScreen) and "waits" in desk.said()
        seen = await desk.show(ReadBackScreen(contact))
        assert "now ✓" in seen
    assert rows(office, rec.ContactEvent, contact_id=contact)[-1].event == "parked"


@played
async def test_back_is_one_step_everywhere(office: Office) -> None:
    contact = arrive(office, SAM)
    async with at_desk(office) as desk:
        await desk.show(ReadBackScreen(contact))
        await desk.press("1", "enter", "enter", "y", "w")
        for kind in (SharingScreen, MatchesScreen, ReadBackScreen, FrontDeskScreen):
            await desk.press("escape")
            assert desk.on(kind), kind


# -- today and one page


@played
async def test_todays_list_shows_codes_and_initials_only(office: Office) -> None:
    contact = arrive(office, KAY, "GP")
    office.do(open_contact, "desk2").result()
    async with at_desk(office) as desk:
        seen = (await desk.show(TodayScreen())).lower()
        assert "kay" not in seen and "abuse" not in seen and "partner" not in seen
        code = office.do(read_back, contact).result().code
        assert code in desk.sees()
        await desk.press("j", "enter")
        assert desk.on(SummaryScreen) and "Visit" in desk.sees()
        await desk.press("j", "escape", "b")
        assert desk.on(FrontDeskScreen)


@played
async def test_at_the_counter_a_private_need_reads_support(office: Office) -> None:
    contact = arrive(office, KAY, "GP")
    office.do(move_contact, contact, "desk2").result()
    read_back_all(office, contact)
    async with at_desk(office) as desk:
        for screen in (ReadBackScreen(contact), MatchesScreen(contact), SharingScreen(contact), FinishScreen(contact)):
            seen = (await desk.show(screen)).lower()
            assert "unsafe" not in seen and "partner" not in seen, type(screen).__name__


# -- people's words


@thorough
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_brackets_and_escapes_are_letters_on_every_screen(office: Office, size: tuple[int, int]) -> None:
    asyncio.run(_brackets(office, size))


async def _brackets(office: Office, size: tuple[int, int]) -> None:
    name = "[/b]Ann [@click=x]"
    contact = arrive(office, {**SAM, "HO1": {"name": name, "born": "1992-03-01"}, "ZZ1": "[bold]a home[/"})
    read_back_all(office, contact)
    agree_all(office, contact)
    service = office.do(see_sharing, contact).result().rows[0].service
    office.do(agree, contact, service, "housing.eviction_risk", "given_with_limits", "[/] \x07not him").result()
    office.do(start_handoff, contact, service).result()
    walk = office.do(open_handoffs, contact).result()[0].handoff_id
    screens: list[DeskScreen[None]] = [
        ReadBackScreen(contact), MatchesScreen(contact), SharingScreen(contact), WalkScreen(walk), FinishScreen(contact),
        SlipScreen(contact), TodayScreen(), SummaryScreen(contact),
    ]  # fmt: skip
    async with at_desk(office, size) as desk:
        for screen in screens:
            seen = await desk.show(screen)
            assert not any(bad in seen for bad in "\x1b\x07\u202e"), type(screen).__name__
        await desk.show(SharingScreen(contact))
        assert "[/b]Ann [@click=x]" in desk.said()
        await desk.show(SummaryScreen(contact))
        await desk.press(*["j"] * 12)
        if size == LARGE:
            assert "[bold]a home[/" in desk.said() and "[/] ⟨07⟩not him" in desk.said()


# -- no code words on any screen

CODE_WORDS = ("handoff", "verdict", "severity", "presenting", "referral", "eviction_risk", "walk_over", "urgent")


@thorough
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_plain_words_only(office: Office, size: tuple[int, int]) -> None:
    asyncio.run(_plain(office, size))


async def _plain(office: Office, size: tuple[int, int]) -> None:
    contact = arrive(office, PAT)
    read_back_all(office, contact)
    agree_all(office, contact)
    async with at_desk(office, size) as desk:
        for screen in (
            ReadBackScreen(contact), MatchesScreen(contact), SharingScreen(contact), LeadScreen(contact),
            FinishScreen(contact), SlipScreen(contact), TodayScreen(), SummaryScreen(contact),
        ):  # fmt: skip
            await desk.show(screen)
            await desk.press("question_mark")
            seen = desk.said().lower()
            await desk.press("escape")
            seen += desk.said().lower()
            assert [word for word in CODE_WORDS if word in seen] == [], type(screen).__name__
