"""Four people at the desk (practice.md I): the whole way by keys alone, on both sizes of screen, on a real office.

What is asserted is what stays behind in the store and what stands on the screen. See people.py for what they say.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.journeys import people
from tests.journeys.desk import NARROW, SIZES, Hands, Morning, Size
from tests.journeys.moves import (
    agree_to_all,
    back_to_questions,
    book,
    close_card,
    name_the_lead,
    read_whole,
    to_row,
    walk,
    want_all,
)  # fmt: skip
from triage.tui.screens.matches import MatchesScreen
from triage.usecases import records as rec

NAMES = ("80x24", "120x40")
MOST = amount(1, 2)  # the long visits: one size each in `make test`, both in `make check`
at_both_sizes = pytest.mark.parametrize("size", SIZES, ids=NAMES)
narrow_first = pytest.mark.parametrize("size", SIZES[:MOST], ids=NAMES[:MOST])
wide_first = pytest.mark.parametrize("size", SIZES[::-1][:MOST], ids=NAMES[::-1][:MOST])

# What somebody who looks over the shoulder must never read while Kay is not alone (practice.md harm 2, promises.md P14).
GIVES_AWAY = re.compile(
    r"safe|hurt|scar|abus|violen|danger|threat|afraid|frighten|force[ds]?\b|control|harm|police|refuge|partner|worr",
    re.IGNORECASE,
)
# The privacy words are said to everybody, word for word; a way to be reached, a bed and a house may be safe or not.
SAID_TO_EVERYBODY = re.compile(
    r"someone could get badly hurt, or a child isn't safe|(?:one )?safe way(?: to (?:contact|reach) \w+)?"
    r"|safe to sleep|no heating, not safe, too crowded|Unsafe or broken|bills or debts worry me",
    re.IGNORECASE,
)
# What a list at the desk never says of anybody, and what a page in plain words does not need.
PRIVATE = re.compile(
    r"safety|abuse|violen|suicid|drug|alcohol|drink|depress|mental|offen[cd]|police|debt|evict", re.IGNORECASE
)
INSIDE_WORDS = re.compile(
    r"\b(?:handoffs?|severity|fits?|verdict|referrals?|presenting|client|none|null|true|false)\b", re.IGNORECASE
)
CODES = re.compile(r"\b[a-z0-9]+(?:[._][a-z0-9]+)+\b|\b[A-Z]{1,2}\d[a-z]?\b|[0-9a-f]{8}-[0-9a-f]{4}|[{}<>\[\]]")


@at_both_sizes
def test_mr_a_wants_a_bus_pass_and_nothing_else(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        hands.app.watching, hands.pressed = True, 0
        await hands.press("n")
        asked = await hands.talk(people.MR_A)
        assert hands.pressed <= 6
        assert asked == ["ST2", "S3", "RE1", "RE5"]
        assert hands.at == "FrontDesk"
        hands.sees("Done. Counted, no name kept.")

        assert [(row.what, row.how) for row in hands.rows(rec.Tally)] == [("visit", "offered_declined")]
        assert hands.ever(rec.Answer) == []
        assert hands.ever(rec.PersonDetail) == []

        seen = " ".join(hands.app.painted)
        for never in ("write down what you tell me", "What name should I use", "Name to use", "Date of birth"):
            assert never not in seen

    Morning(tmp_path).sit_down(size, journey)


@narrow_first
def test_sam_may_have_to_leave_and_is_walked_over(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("S")
        await hands.talk(people.SAM, until="PR1")
        hands.sees("16 January 2027 (in 54 days)", "Ready now", "Housing team, desk 4, open until 16:30")
        await hands.talk(people.SAM)

        await hands.until("ReadBack")
        hands.sees("I heard:", "You may have to leave your home.", "this week · because", "Not covered", "“stay put”")
        await hands.press("1")
        hands.sees("1 now ✓")
        (need,) = hands.rows(rec.Need)
        assert (need.code, need.severity, need.wanted) == ("housing.eviction_risk", "significant", "now")

        await hands.press("enter")
        hands.sees("These can help.", "Walk over together", "desk 4, ground floor · Priya · open until 16:30", "why:")

        await hands.press("enter")
        hands.sees("“Can I tell the Housing team your name", "A yes would send")
        assert hands.rows(rec.Agreement) == []
        await hands.press("y")
        hands.sees("y yes ✓", "This goes, and nothing else:", "Name: Sam", "Dates: on the letter 16 January 2027")
        (agreed,) = hands.rows(rec.Agreement)
        assert (agreed.service, agreed.state) == ("housing_duty", "given")

        await hands.press("w")
        hands.sees("Walk over together: Housing team", "Desk 4, by the lift", "Ask for Priya", "“This is Sam.")
        await hands.press("w")
        assert hands.words == "10:15"
        hands.clock.later(4)
        await hands.press("x")
        hands.sees("Priya has Sam?", "1 Yes", "2 Nobody there", "3 Said no")
        await hands.choose("Yes")
        await hands.press("enter")
        hands.sees("Priya has Sam.", "Said yes at 10:19.")
        steps = hands.rows(rec.HandoffStep)
        assert [step.step for step in steps] == ["proposed", "agreed", "sent", "walking", "met", "accepted"]
        assert steps[-1].worker == "Priya"

        await hands.press("enter")  # nothing is left to ask or to walk to
        assert hands.at == "Finish"
        hands.sees("Handed over, and taken on by name (Priya) ✓", "Everything has an end. Enter finishes.")
        assert hands.rows(rec.Lead) == []

        await hands.press("s")
        hands.sees(
            "For Sam", "Priya at the Housing team is helping you (desk 4, ground floor)", "Ask for Asha any time"
        )
        hands.sees_not("leave your home", "evict", "landlord", "0770090012", "16 January")
        await hands.press("escape", "enter")
        assert hands.at == "FrontDesk"
        hands.sees("is finished. Well done.")
        assert [end.how for end in hands.rows(rec.NeedEnd)] == ["walked"]
        assert [row.how for row in hands.rows(rec.Tally)] == ["finished"]
        assert re.search(r"NM-\w{4}  S ", hands.text) is None

    Morning(tmp_path).sit_down(size, journey, paint=size == NARROW)


@thorough
@narrow_first
def test_kay_with_her_partner_and_then_alone(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("K")
        await hands.notice(*people.KAY_WITH_PARTNER_SEEN)
        hands.app.watching = True
        asked = await hands.talk(people.KAY)
        await hands.until("ReadBack")
        hands.sees("There is damp or mould in your home.", "soon", "Private: later, in private")
        await hands.press("1")
        await hands.press("b")
        hands.sees("Private: later")
        assert not [question for question in asked if question.startswith("F")]
        for words in set(hands.app.painted):
            found = GIVES_AWAY.search(SAID_TO_EVERYBODY.sub("", words))
            assert found is None, f"{found}\n{words}"
        assert {need.code for need in hands.rows(rec.Need)} == {"housing.damp_mould"}

        await hands.press("p", "enter", "enter")
        assert hands.at == "FrontDesk"
        hands.sees("waits. Everything is saved.")
        assert PRIVATE.search(hands.text.replace("Home safety", "")) is None  # the public name of a service
        hands.app.watching = False

        # Later, on her own: the same visit, now in the private room.
        hands.clock.later(20)
        await hands.pick_up("K")
        await back_to_questions(hands)
        await hands.notice(*people.KAY_ALONE_SEEN)
        await back_to_questions(hands)
        await hands.press("m")
        await hands.choose("Private room GP")
        hands.sees("Private room GP", "Look around first. Do not ask this aloud.")
        asked = await hands.talk(people.KAY_ALONE)
        assert asked[:3] == ["F0", "HO2", "H5a"]
        assert asked[-4:] == ["F1", "F2", "F2a", "F2b"]

        # A card comes before anything else, under a title that tells nobody anything.
        assert hands.at == "Card"
        hands.sees("Private room now", "Take them alone to the private room", "“Thank you for telling me.")
        hands.sees_not("abuse", "violence")
        await close_card(hands, "Dana")
        assert hands.question == "F2c"
        await hands.talk(people.KAY_ALONE)
        assert hands.at == "Card"
        hands.sees("Call the duty lead")
        await close_card(hands, "Dana")
        closed = [(event.event, event.to) for event in hands.rows(rec.CardEvent)]
        assert closed == [("passed_to", "Dana")] * 2
        assert await hands.talk(people.KAY_ALONE) == ["F2d", "ZZ2", "HO4", "ZZ6"]

        await hands.until("ReadBack")
        hands.sees("Someone close to you makes you feel unsafe.", "A child may need help to be safe.")
        await want_all(hands)
        severities = {need.code: need.severity for need in hands.rows(rec.Need)}
        assert severities["safety.domestic_abuse"] == severities["safety.child_at_risk"] == "urgent"
        await hands.press("enter")
        hands.sees("Support team · They come to the person", "Stay where you are · somebody comes to you")
        await hands.press("enter")
        await agree_to_all(hands)

        # She stays, the worker comes.
        await hands.take("Support team · Someone close")
        await hands.press("w")
        hands.sees("Hannah is coming to you", "Stay here together")
        hands.sees_not("domestic", "abuse")
        await hands.press("enter")
        hands.sees("Hannah has Kay?")
        await hands.choose("Yes")
        await hands.press("enter")
        hands.sees("Hannah has Kay.")
        await hands.press("enter")
        await hands.take("Support team · A child")
        await hands.press("w")
        await hands.choose("Yes")
        await hands.press("enter", "enter")
        await book(hands, "Homes standards")

        await name_the_lead(hands, "Hannah")
        assert hands.at == "Finish"
        hands.sees("Everything has an end. Enter finishes.")
        await hands.press("s")
        hands.sees("No paper for this visit.")
        hands.sees_not("Support team", "Hannah", "make a file")
        await hands.press("escape", "enter")
        assert hands.at == "FrontDesk"

        handoffs = {row.service: row.mode for row in hands.rows(rec.Handoff)}
        assert handoffs["da"] == "bring_to_person"
        accepted = {step.worker for step in hands.rows(rec.HandoffStep, step="accepted")}
        assert "Hannah" in accepted
        assert len(hands.rows(rec.NeedEnd)) == 3
        assert [(lead.worker, lead.state) for lead in hands.rows(rec.Lead)] == [("Hannah", "accepted")]
        await hands.press("t")
        assert PRIVATE.search(hands.text) is None
        hands.sees_not("domestic", "unsafe", "safe")

    Morning(tmp_path).sit_down(size, journey)


@thorough
@wide_first
def test_dee_is_fed_first_and_nothing_is_left_open(tmp_path: Path, size: Size) -> None:
    morning = Morning(tmp_path)

    async def visit(hands: Hands) -> None:
        await hands.pick_up("D")
        assert await hands.talk(people.DEE, until="RE1") == ["ST2", "S3"]
        assert hands.at == "Card"  # before anything else is asked
        hands.sees("Pantry first", "Feed them first")
        assert {row.question_id for row in hands.rows(rec.Answer)} == {"ST2", "S3"}
        await close_card(hands, "Maureen")
        assert hands.question == "M2"
        await hands.press("m")
        await hands.choose("Pod G2")
        assert (await hands.talk(people.DEE))[:2] == ["F0", "M2"]

        await hands.until("ReadBack")
        hands.sees("You have no food for today.")
        await want_all(hands)
        needs = {need.code: need for need in hands.rows(rec.Need)}
        assert {code for code, need in needs.items() if need.severity == "urgent"} == {
            "money.no_food_today",
            "money.benefit_stopped",
            "money.energy_bills",
        }
        assert needs["money.energy_bills"].raised.replace("_", " ") == "child under 5"
        assert needs["health.mental_wellbeing"].severity == "significant"

        await hands.press("enter")
        screen = hands.app.screen
        assert isinstance(screen, MatchesScreen) and screen.view is not None
        plan = {item.service: item.need_codes for item in screen.view.plan}
        assert set(plan) == {"advice", "crisis", "sp", "hv"}  # four places for six needs; one alone meets three of them
        assert len(plan["advice"]) == 3
        assert sorted(code for codes in plan.values() for code in codes) == sorted(needs)

        await hands.press("enter")
        hands.sees("Advice centre")
        await agree_to_all(hands)

        # One desk has no room: the next best stands there at once, one key away.
        await hands.take("Advice centre")
        await hands.press("w")
        hands.sees("Walk over together: Advice centre", "Ask for Imran")
        await hands.press("enter")
        await hands.choose("Said no")
        await hands.choose("No room today")
        hands.sees("Advice centre: they said no.", "Next: Jobcentre", "1 Go on to Jobcentre")
        await hands.press("1")
        assert hands.at == "Sharing"
        hands.sees("“Can I tell the Jobcentre")  # that one is in hand
        await agree_to_all(hands)
        await walk(hands, "Jobcentre", "Alison")
        await walk(hands, "Help fund", "Harriet")
        await agree_to_all(hands)  # there is room now to ask about the next
        await book(hands, "Energy advice", by="Carl")  # it cannot wait, so a time alone would not do
        await walk(hands, "Wellbeing worker", "Esther")

        # Several needs want one name; and the visit stays open until each has an end.
        hands.clock.later(30)
        await hands.press("enter")
        hands.sees("Baby clinic is agreed, and nothing is arranged")
        await name_the_lead(hands, "Sunita", "Children at home, and several things at once")
        assert hands.at == "Finish"
        hands.sees("There is a new baby, or one on the way.")
        await hands.press("enter")
        assert hands.at == "Finish"
        hands.sees("Still open")
        await hands.choose("they do it themselves")
        hands.sees("Everything has an end. Enter finishes.")
        await hands.press("enter")
        assert hands.at == "FrontDesk"

        ends = {row.id: row.code for row in needs.values()}
        latest = {row.id: row for row in hands.rows(rec.Need)}
        how = {
            latest[end.need_id].code if end.need_id in latest else ends[end.need_id]: end.how
            for end in hands.rows(rec.NeedEnd)
        }
        assert how == {
            "money.no_food_today": "walked",
            "money.benefit_stopped": "walked",
            "money.income_maximise": "walked",
            "money.energy_bills": "booked",
            "health.mental_wellbeing": "walked",
            "health.pregnancy_newborn": "self_help",
        }
        assert [(lead.worker, lead.rule, lead.state) for lead in hands.rows(rec.Lead)] == [
            ("Sunita", "family", "accepted")
        ]
        declined = [step.because for step in hands.rows(rec.HandoffStep, step="declined")]
        assert declined == ["No room today"]
        chains = {row.service: row.follows for row in hands.rows(rec.Handoff)}
        assert chains["jobcentre"] and not chains["advice"]

    async def reading(hands: Hands) -> None:
        """Mira, the supervisor, later that morning."""
        await hands.press("t")
        hands.sees("Today: 5 visits")
        assert PRIVATE.search(hands.text) is None
        await to_row(hands, "D")
        hands.sees("money or benefits, food · finished")
        await hands.press("enter")
        assert hands.at == "Summary"
        page = await read_whole(hands)
        for title in ("Visit", "They came for", "What we heard", "Agreed to share", "How each thing ended"):
            assert title in page
        for said in ("“no money”", "Alison", "Sunita", "no room today", "passed to Maureen", "Pod G2", "“sleep well”"):
            assert said.casefold() in page.casefold(), f"{said}\n{page}"
        inside = INSIDE_WORDS.search(page) or CODES.search(re.sub(r"NM-\w{4}|Pod G\d", "", page))
        assert inside is None, f"{inside}\n{page}"

    morning.sit_down(size, visit, paint=size == NARROW)
    morning.clock.later(15)
    morning.sit_down(size, reading, who="Mira")
