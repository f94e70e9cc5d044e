"""The linear desk by script, on a real office: what is written down and what is said.

The tests at the end of each part look at what must never happen: a cancelled prompt that reads as "no", words of a
person that drive the terminal, a code name on the screen.
"""

from __future__ import annotations

import json
import re

import pytest

from tests.harness.amount import thorough
from tests.journeys.people import SAM
from tests.linear.script import CANCEL, Lines, Player, Reply, code_of, newest_code, row_count, visit_rows
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec

HOSTILE = "\x1b]52;c;aGk=\x07\u202eAnne [bold]x[/]\u200b"
LEAVE = ("quit", "yes")
START = ("1", "1")  # fine to talk here; nothing right now
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def play(office: Office, *lines: str | None) -> Lines:
    """Type these lines at the front desk, then leave."""
    script = Lines(*lines, *LEAVE, office=office)
    assert Desk(office, script).run() == 0
    assert script.typed == len(lines) + len(LEAVE), script.said[-8:]
    return script


def replies(*at_the_desk: str) -> dict[str, Reply]:
    """Everything that is not a question, answered so that somebody is walked over and has Priya."""
    left = list(at_the_desk)

    def sharing(player: Player) -> str:
        return "" if "Priya said yes" in player.said[-1] else "walk 1"

    return {
        "^Front desk": lambda player: left.pop(0) if left else "quit",
        "^Leave triage": "yes",
        "go on here": "1",
        "^read back, move": "read back",
        "^1 now, 2 later": "now",
        "^Anything missed": "",
        "^Enter goes on to sharing": "",
        "limits, not today": "yes",
        "^walk sets off": "walk",
        r" has Sam\?": "yes Priya",
        "^Enter goes on, or ask": sharing,
        "^A number, slip": "back",
        "^Enter finishes": "",
        "^Number or words, or back": "1",
    }


def whole_visit(office: Office, *, reluctant: bool = False) -> tuple[Player, str]:
    """Sam, from the list to finished."""
    code = code_of(office, "Sam")
    player = Player(office, SAM, replies(code), reluctant=reluctant)
    assert Desk(office, player).run() == 0
    return player, code


# --- the two whole visits


def test_mr_a_is_done_in_five_lines(office: Office) -> None:
    script = play(office, "new", *START, "13 bus pass", "no")
    assert "Done. Counted, no name kept." in script.all
    code = newest_code(office)
    rows = visit_rows(office, code)
    assert [event for event, _, _ in rows["events"]] == ["opened", "closed"]
    assert json.loads(rows["events"][-1][2]) == {"how": "offered_declined"}
    assert not rows["answers"] and not rows["details"]
    assert office.do(lambda r, h, c: [(t.what, t.how) for t in r.find(rec.Tally)]).result() == [
        ("visit", "offered_declined")
    ]


def test_sam_whole_by_words_and_numbers(office: Office) -> None:
    player, code = whole_visit(office)
    rows = visit_rows(office, code)
    assert ("housing.eviction_risk", "significant", "now") in rows["needs"]
    assert rows["agreements"] == [("housing_duty", "housing.eviction_risk", "given", "")]
    assert [(step, worker) for step, worker, _ in rows["steps"]] == [
        ("proposed", ""),
        ("agreed", ""),
        ("sent", ""),
        ("walking", ""),
        ("met", ""),
        ("accepted", "Priya"),
    ]
    assert rows["ends"] == [("walked", "Priya")]
    assert [event for event, _, _ in rows["events"]] == ["opened", "waiting", "resumed", "closed"]
    assert dict(rows["answers"])["RE1"] == '{"words": "out by January", "about": ["letter"]}'
    assert dict(rows["details"])["name"] == '"Sam"'
    for words in (
        "Question 1, about ",
        "Written down. Where you live: rent, private landlord.",
        "Ready now: Housing team, desk 4, open until 16:30.",
        "1. You may have to leave your home.",
        "This goes, and nothing else:",
        "Walk over together: Housing team.",
        "Ask for Priya.",
        "Priya has Sam. Said yes at ",
        f"{code} is finished. Well done.",
    ):
        assert words in player.all, words


@thorough
def test_no_code_name_and_no_word_of_ours_is_said(office: Office) -> None:
    player, _ = whole_visit(office)
    assert max(map(len, player.prompts)) < 76  # a prompt that wraps is drawn anew at every key
    codes = [rule.code for rule in office.house.question_set.needs]
    ids = [service.id for service in office.house.directory.services if "_" in service.id]
    for word in (*codes, *ids, "pnts", "not_sure", "handoff", "severity", "verdict", "presenting", "referral"):
        assert word not in player.all, word


# --- cancelled is never "no"


@thorough
def test_ctrl_c_at_every_prompt_writes_nothing_and_changes_nothing(office: Office) -> None:
    player, code = whole_visit(office, reluctant=True)
    assert player.cancelled > 50
    rows = visit_rows(office, code)
    assert rows["agreements"] == [("housing_duty", "housing.eviction_risk", "given", "")]
    assert rows["ends"] == [("walked", "Priya")]
    assert rows["events"][-1][0] == "closed"
    said = {question: json.loads(value) for question, value in rows["answers"]}
    wanted = {question for question, raw in SAM.items() if raw in ("no", ["no"], ["none"])}
    assert all(question in wanted for question, value in said.items() if value in ("no", ["no"], ["none"]))


@pytest.mark.parametrize(
    ("before", "prompt"),
    [
        (("13 bus pass",), "Yes or no:"),  # RE5: a no would close the visit and keep nothing
        (("1", "skip", "to stay", "no", "", "none"), "Number or words:"),  # PR1: a no would erase everything
    ],
)
def test_ctrl_c_where_a_no_would_end_it(office: Office, before: tuple[str, ...], prompt: str) -> None:
    script = Lines("new", *START, *before, CANCEL, CANCEL, CANCEL, "2", "", "", *LEAVE)
    assert Desk(office, script).run() == 0
    assert prompt in script.prompts
    rows = visit_rows(office, newest_code(office))
    assert [event for event, _, _ in rows["events"]] == ["opened", "parked"]
    assert rows["answers"]


def test_ctrl_c_at_the_desk_asks_and_then_stays(office: Office) -> None:
    before = row_count(office)
    script = play(office, CANCEL, CANCEL, CANCEL, "no", "cards", CANCEL, "today", CANCEL)
    assert script.said.count("Still here.") == 2
    assert row_count(office) == before


# --- questions


def test_back_changes_an_answer_and_enter_keeps_one(office: Office) -> None:
    play(office, "new", "2", "back", "", "back", "here", "b", "", "park", "", "")
    rows = visit_rows(office, newest_code(office))
    assert rows["answers"] == [("ST2", '"here"')]


def test_back_goes_further_back_and_then_says_so(office: Office) -> None:
    script = play(office, "new", *START, "1 damp", "back", "back", "back", "back", "park", "", "")
    assert "There is nothing before this." in script.all
    assert "Before: Help right now: nothing right now. Enter keeps it." in script.said


def test_skip_and_unsure_only_where_they_are_answers(office: Office) -> None:
    script = play(office, "new", "unsure", "-", "4", "unsure", "skip", "park", "", "")
    answers = dict(visit_rows(office, newest_code(office))["answers"])
    assert (answers["ST2"], answers["S3"], answers["ZZ1"]) == ('"not_sure"', '"pnts"', '"pnts"')
    assert "“unsure” is no answer here. Type skip, for rather not say." in script.said
    assert "That’s fine. Written down: rather not say." in script.said


def test_parts_one_after_another_and_dates_as_typed(office: Office) -> None:
    lines = ("1, 9 letter from the council", "home", "skip", "no", "32 dec", "15 jan 2027", "back", "16 jan 2027", "2")
    script = play(office, "new", *START, *lines, "yes", "", "", "skip", "none", "skip", "park", "", "")
    answers = {question: json.loads(value) for question, value in visit_rows(office, newest_code(office))["answers"]}
    assert answers["RE1"] == {"about": ["home", "letter"], "words": "letter from the council"}
    assert answers["RE2"] == "home"
    assert answers["RE4"] == {"kind": "move_out", "date": "2027-01-16"}
    assert answers["CO1"] == "pnts"
    assert any(line.startswith("That is not a day in the calendar.") for line in script.said)


def test_what_was_typed_of_a_form_outlives_a_command_and_ctrl_c(office: Office) -> None:
    play(office, "new", *START, "1", "skip", "skip", "4 dec", "heard", CANCEL, "1", "1", "park", "", "")
    answers = dict(visit_rows(office, newest_code(office))["answers"])
    assert json.loads(answers["RE4"]) == {"kind": "court", "date": "2026-12-04"}


def test_nothing_given_is_asked_about_before_it_counts(office: Office) -> None:
    script = play(office, "new", *START, "1", "skip", "skip", "", "", "skip", "park", "", "")
    assert dict(visit_rows(office, newest_code(office))["answers"])["RE4"] == '"pnts"'
    assert any(prompt.startswith("Nothing was given.") for prompt in script.prompts)


def test_words_first_and_the_lines_after(office: Office) -> None:
    play(office, "new", *START, "they shut off my gas", "4, 1", "park", "", "")
    answers = dict(visit_rows(office, newest_code(office))["answers"])
    assert json.loads(answers["RE1"]) == {"about": ["debt", "home"], "words": "they shut off my gas"}


def test_too_many_ticks_and_none_with_others_are_told(office: Office) -> None:
    script = play(office, "new", "1", "1, 2", "none", "1 2 3 4", "12", "park", "", "")
    assert "None of these cannot go with others. Type either the one or the others." in script.said
    assert "Up to 3 only. Type the 3 that matter most." in script.said


def test_a_command_word_in_quotes_is_an_answer(office: Office) -> None:
    play(office, "new", *START, "12", '"park"', "park", "", "")
    assert dict(visit_rows(office, newest_code(office))["answers"])["ZZ1"] == '"park"'


def test_blank_says_only_the_time_and_again_repeats(office: Office) -> None:
    cleared: list[int] = []
    script = Lines("new", "blank", "", "again", *LEAVE)
    assert Desk(office, script, lambda: cleared.append(len(script.said))).run() == 0
    after = script.said[cleared[0] :]
    assert re.fullmatch(r"\d\d:\d\d\.", after[0]) and after[1] == "Enter goes on: >"
    assert script.said.count("Is it OK to talk here, or would you like somewhere quieter?") == 2
    assert len(cleared) == 2  # and once more on leaving


def test_help_tells_the_question_and_the_words(office: Office) -> None:
    script = play(office, "help", "new", "help", "park", "", "")
    assert any(line.startswith("Quieter: move to a pod.") for line in script.said)
    assert any(line.startswith("park: they wait") for line in script.said)


def test_full_asks_the_part_in_hand(office: Office) -> None:
    lines = (*START, "1", "skip", "skip", "skip", "yes", "skip", "none", "skip", "skip", "skip")
    script = play(office, "full", "new", "full", *lines, "full", "park", "", "")
    assert "Nothing is added here." in script.said
    assert "Asking this part in full." in script.said
    events = [event for event, _, _ in visit_rows(office, newest_code(office))["events"]]
    assert events == ["opened", "opened_questions", "parked"]


def test_one_question_for_something_heard(office: Office) -> None:
    lines = ("one question", "zebra", "one question", "", "one more", CANCEL, "one question", "letters", "2", "1")
    script = play(office, "full", "new", *lines, "park", "", "")
    assert "Nothing like that can be asked here and now." in script.said
    assert script.said.count("Nothing is added.") == 2
    rows = visit_rows(office, newest_code(office))
    assert [event for event, _, _ in rows["events"]] == ["opened", "opened_questions", "parked"]
    assert [question for question, *_ in rows["answers"]] == ["K2"]


def test_back_from_the_first_question_says_who_was_there(office: Office) -> None:
    script = play(office, "new", "back", CANCEL, "back", "", "back", "1", "new", "b", "by mistake")
    assert script.said.count("Nothing is said yet.") == 4
    assert any(" waits. Everything is saved. " in line for line in script.said)
    rows = visit_rows(office, newest_code(office))
    assert [event for event, _, _ in rows["events"]] == ["opened", "closed"] and rows["answers"] == []


# --- who is beside them


def test_with_a_companion_nothing_private_is_said(office: Office) -> None:
    kay = code_of(office, "Kay")
    script = Lines(kay, "notice", "", "notice", "back", "notice", "2, 12", *START, "1 mould", "read back")
    with pytest.raises(InputEnded):
        Desk(office, script).run()
    after = "\n".join(script.said[script.said.index("Written down.") :])
    for word in ("unsafe", "danger", "safe at home", "hurting", "scaring", "answers for them", "partner"):
        assert word not in after, word
    assert "Private: later, in private" in after


def test_the_private_questions_come_in_the_room_and_say_nothing_of_the_answers(office: Office) -> None:
    move = ("move", "gp", "yes", "yes", "yes", "yes")
    script = Lines("new", *START, *move, "1 damp")
    with pytest.raises(InputEnded):
        Desk(office, script).run()
    assert "You are now at Private room GP." in script.said
    answers = dict(visit_rows(office, newest_code(office))["answers"])
    assert set(json.loads(answers["F0"]).values()) == {"yes"}


def test_noticing_again_tells_numbers_only_and_keeps_with_enter(office: Office) -> None:
    script = play(office, "new", "notice", "12", "notice", "", "park", "", "")
    assert "Before: lines 12; a new answer replaces them. Enter keeps it." in script.said
    assert dict(visit_rows(office, newest_code(office))["answers"])["ST1"] == '["someone_answering"]'


# --- cards


def test_a_card_comes_first_and_closes_only_with_what_became_of_it(office: Office) -> None:
    script = play(
        office, "new", "1", "6", "", CANCEL, "no", "done with it", "not what it seemed", "", "passed to Maureen", "3"
    )
    rows = visit_rows(office, newest_code(office))
    assert rows["cards"] == [("RF-FOOD", "passed_to", "Maureen", "")]
    card = script.after("Written down. Help right now: no food today.")
    assert card[:3] == [
        "Card 8 - Pantry first",
        "Do now:",
        "  1. Feed them first: walk to the pantry, or give a voucher.",
    ]
    assert rows["events"][-1][0] == "interrupted"


def test_a_cancelled_card_lets_them_wait_and_is_first_again(office: Office) -> None:
    script = play(office, "new", "1", "6", CANCEL, "yes", "", "", "6", "3 it was a joke", "1", "park", "", "")
    rows = visit_rows(office, newest_code(office))
    assert rows["cards"] == [("RF-FOOD", "not_as_seemed", "", "it was a joke")]
    assert script.said.count("Card 8 - Pantry first") == 2


def test_cards_with_nobody_open(office: Office) -> None:
    script = play(office, "cards", "99", "7", "done")
    assert "There is no card with that number." in script.said
    found = office.do(lambda r, h, c: [(e.contact_id, e.card, e.event) for e in r.find(rec.CardEvent)]).result()
    assert found == [("", "RF-ROOF", "opened"), ("", "RF-ROOF", "done")]


# --- after the questions

NEEDS_FOOD = ("new", "1", "6", "done", "2")  # reads back one need, wanted today


def test_add_take_away_and_more_pressing(office: Office) -> None:
    lines = (
        "now",
        "add zzz",
        "add damp",
        "later",
        "pressing 1",
        "pressing 2",
        "",
        "pressing 2",
        "it is worse",
        "away 2",
        CANCEL,
    )
    script = play(office, *NEEDS_FOOD, *lines, "park", "", "")
    assert "Nothing like that in the list. Another word may find it." in script.said
    assert "It is as pressing as it can be already." in script.said
    assert "Written down: this week. It is worse." in script.said
    assert any(line.startswith("Taken away:") and line.endswith("add puts it back.") for line in script.said)


def test_another_choice_needs_its_reason_and_another_way_is_kept(office: Office) -> None:
    lines = ("now", "", "others", "choose 1", "", "choose 1", "they know them there", "way 1", "2", CANCEL)
    script = play(office, *NEEDS_FOOD, *lines, CANCEL, "park", "", "")
    fits = office.do(lambda r, h, c: [f.reasons for f in r.find(rec.Fit, verdict="chosen")]).result()
    assert [json.loads(reasons) for reasons in fits] == [{"chosen_because": "they know them there"}]
    assert "Nothing is changed." in script.said


@pytest.mark.parametrize(
    ("typed", "state", "limits", "said"),
    [
        (("no",), "refused", "", "Written down: no. Nothing will be sent."),
        (("not today",), "refused", "", "Written down: not today. Nothing will be sent."),
        (("limits not my name",), "given_with_limits", "not my name", "Written down: yes, with limits."),
        (("limits", "", "l", "no surname"), "given_with_limits", "no surname", "Nothing is written down."),
        (("yes please", "y"), "given", "", "Written down: yes. Nothing will be sent: nothing is known to tell."),
        (("",), None, "", "Not asked. Nothing will be sent."),
        ((CANCEL, "", ""), None, "", "Stopped. Nothing is written down here."),
    ],
)
def test_only_what_was_typed_is_agreed(
    office: Office, typed: tuple[str | None, ...], state: str | None, limits: str, said: str
) -> None:
    script = Lines(*NEEDS_FOOD, "now", "", "", *typed, "park", "", "", *LEAVE)
    assert Desk(office, script).run() == 0
    agreements = visit_rows(office, newest_code(office))["agreements"]
    assert [(row[2], row[3]) for row in agreements] == ([(state, limits)] if state else [])
    assert any(line.startswith(said) for line in script.said), script.said[-12:]


SET_OFF = (*NEEDS_FOOD, "now", "", "", "yes", "walk")


def test_a_no_leads_to_the_next_best_and_two_to_the_duty_lead(office: Office) -> None:
    script = Lines(*SET_OFF, "minutes 5", "said no no room", "1", "yes", "walk", "3", "1")
    with pytest.raises(InputEnded):
        Desk(office, script).run()
    steps = visit_rows(office, newest_code(office))["steps"]
    declined = [because for step, _, because in steps if step == "declined"]
    assert declined == ["No room today", "No room today"]
    assert any(line.startswith("Two have said no. Ring ") for line in script.said)
    assert any("duty lead has it" in prompt for prompt in script.prompts)


def test_nobody_there_and_a_name_is_needed(office: Office) -> None:
    lines = ("nobody there", "once more", "yes the desk", "", "yes 1", "", "slip", "file", "", "")
    script = play(office, *SET_OFF, *lines)
    rows = visit_rows(office, newest_code(office))
    kinds = [step for step, _, _ in rows["steps"]]
    assert kinds[3:] == ["walking", "nobody_there", "walking", "met", "accepted"]
    assert "A name is needed, not a desk." in script.said
    assert script.said.count("Nothing is written down. You still have them.") == 1
    assert rows["events"][-1][0] == "closed"
    assert any(line.startswith("Written to ") for line in script.said)
    (file,) = (office.home / "slips").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_slip_as_pdf_as_a_card_and_the_page_of_the_visit(office: Office) -> None:
    lines = ("yes 1", "", "slip", "pdf", "large print", "card", "calendar", "", "", "today", "pdf 1", "pdf 9", "")
    script = play(office, *SET_OFF, *lines)
    code = newest_code(office)
    assert {file.name for file in (office.home / "slips").iterdir()} == {f"{code}.pdf", f"{code}-large.pdf"}
    assert [file.name for file in (office.home / "summaries").iterdir()] == [f"{code}.pdf"]
    assert any(line.startswith("1 ") and "is helping you" in line for line in script.said)
    assert "No time is agreed yet, so there is nothing for a calendar." in script.said
    assert "There is no such visit in the list." in script.said


def test_an_end_is_chosen_and_unmet_says_why(office: Office) -> None:
    script = play(office, *NEEDS_FOOD, "now", "", "", "no", "", "4", "", "1", "unmet", "2", "1", "2", "", "")
    rows = visit_rows(office, newest_code(office))
    assert rows["ends"][-1][0] in ("self_help", "unmet")
    assert "Left as it is." in script.said
    assert rows["events"][-1][0] == "closed"


def test_finishing_waits_for_what_is_open(office: Office) -> None:
    script = play(office, *NEEDS_FOOD, "now", "", "", "no", "", "", "finish", "park", "", "")
    assert "It cannot be finished yet." in script.said
    assert any(line.startswith("Before you finish: Still open") for line in script.said)


TWO_THINGS = (
    *("new", "1", "6", "done", "1", "3", "9", "skip", "no", "16 jan 2027", "2", "read back"),
    *("now", "now", "", "", "yes", "yes"),
)


def test_a_booking_and_one_name_who_keeps_it_together(office: Office) -> None:
    booked = ("back", "way 2", "book", "", "walk 2", "time agreed", CANCEL, "1 Tuesday 10:00", "yes Maureen")
    walked = ("walk 1", "told", "yes", CANCEL, "call off", CANCEL, "yes 2", "")
    lead = ("1", "another worker", CANCEL, "2", "2", "1", "somebody else", CANCEL, "9 family", "1", CANCEL)
    lead += ("somebody else family hub", "1", "they know them", "said yes", "")
    script = play(office, *TWO_THINGS, *booked, *walked, *lead, "slip", CANCEL, "")
    rows = visit_rows(office, newest_code(office))
    assert rows["leads"] == [("family", "Sunita", "accepted")]
    assert sorted(rows["ends"]) == [("booked", "Maureen"), ("walked", "Samir")]
    assert ("received", "", "2026-11-24T10:00:00") in rows["steps"]
    assert "Written down: Tuesday 24 November, 10:00." in script.said
    assert "Written down: Grace, told, not yet said yes." in script.said
    assert any(line.startswith("Sunita at the Family hub keeps it all together") for line in script.said)
    assert rows["events"][-1][0] == "closed"


@thorough
@pytest.mark.parametrize(
    "lines",
    [
        ("new", "park", CANCEL, "park", "", CANCEL, "park", "back"),
        ("new", "cards", CANCEL, "notice", CANCEL, "on", "move", CANCEL, "back"),
        ("new", "1", "6", "passed", CANCEL, "not", CANCEL, CANCEL, CANCEL, "done", CANCEL, CANCEL, "1"),
        ("new", *START, "own words", CANCEL, "1", "13", CANCEL, CANCEL, "heard"),
        (*NEEDS_FOOD, CANCEL, CANCEL, "read back", "now", "add damp", CANCEL, CANCEL, "heard"),
        (*NEEDS_FOOD, "pressing", "add worry", CANCEL, CANCEL, "heard"),
        (*NEEDS_FOOD, "now", "", "choose", CANCEL, "choose 1", CANCEL, "way", CANCEL, CANCEL, CANCEL, "heard"),
        (*NEEDS_FOOD, "now", "", "", "limits", CANCEL, CANCEL, CANCEL, CANCEL, "heard"),
        (*SET_OFF, "said no", CANCEL, "yes", CANCEL, "call off", CANCEL, CANCEL, CANCEL, CANCEL, CANCEL, "heard"),
        (
            *NEEDS_FOOD,
            "now",
            "",
            "",
            "no",
            "",
            CANCEL,
            "1",
            CANCEL,
            "1",
            "4",
            CANCEL,
            CANCEL,
            CANCEL,
            CANCEL,
            CANCEL,
            "heard",
        ),
    ],
)
def test_ctrl_c_inside_every_smaller_prompt_writes_nothing(office: Office, lines: tuple[str | None, ...]) -> None:
    script = Lines(*lines, *LEAVE, office=office)
    assert Desk(office, script).run() == 0
    assert script.typed == len(lines) + len(LEAVE)
    rows = visit_rows(office, newest_code(office))
    assert not rows["leads"] and not any(how == "unmet" for how, _ in rows["ends"])
    assert not any(step in ("accepted", "declined", "withdrawn", "mistake") for step, _, _ in rows["steps"])


# --- the desk


def test_an_unfinished_visit_is_offered_at_the_start(office: Office) -> None:
    with pytest.raises(InputEnded):
        Desk(office, Lines("new", "1")).run()
    code = newest_code(office)
    declined = play(office, CANCEL)
    assert f"Carry on with {code}? yes or no:" in declined.prompts
    script = play(office, "yes", "park", "chair", "tea")
    assert f"{code} was left open here. Everything said is saved." in script.said
    assert any(line.startswith("Question ") for line in script.after(f"{code}, at Desk 2."))
    again = play(office, "list", code[3:], "park", "", "")
    assert any(code in line and "for tea, chair" in line for line in again.said)
    assert not any(prompt.startswith("Carry on") for prompt in again.prompts)


def test_signing_in_by_words(office: Office) -> None:
    office.actor = None
    script = play(office, CANCEL, "no", "nobody", "mira")
    assert office.actor is not None and office.actor.id == "mira"
    assert "Practice data only, not encrypted" in script.said


def test_lists_and_pages(office: Office) -> None:
    whole_visit(office)
    code = code_of(office, "Sam")
    script = play(office, "building", "", "today", code, "99", "", "nonsense", "")
    assert any(line.startswith("Housing team, Priya, until ") for line in script.said)
    assert any(f"{code}, S, " in line and "Priya (Housing team) has them" in line for line in script.said)
    page = script.after(f"{code} · S · ")
    assert "What we heard:" in page
    assert "There is no such visit in the list." in page
    assert any("is nobody in the list" in line for line in page)


@thorough
def test_today_and_the_front_desk_name_nobody(office: Office) -> None:
    whole_visit(office)
    script = play(office, "list", "today", "")
    assert not re.search(r"\b(Sam|Kay|Dee|Joan|Ellis)\b", script.all)


# --- people's words are never more than words


@thorough
def test_hostile_words_show_as_marks_everywhere(office: Office) -> None:
    odd = "Anne [bold]x[/]\u200b"  # what an answer may hold; control and direction characters are refused there
    scripts = [
        play(office, HOSTILE, "new", HOSTILE, *START, HOSTILE, "", f"1 {odd}", odd, "park", HOSTILE, HOSTILE, "list"),
        play(office, "new", "1", "6", f"not {HOSTILE}", "1", "park", "", ""),
        play(office, "new", "1", "6", f"passed to {HOSTILE}", "3"),
        play(office, *NEEDS_FOOD, "now", f"add {HOSTILE}", "", "choose 1", HOSTILE, "park", "", ""),
        play(office, *NEEDS_FOOD, "now", "", "", f"limits {HOSTILE}", HOSTILE, "park", "", ""),
        play(office, *SET_OFF, f"said no {HOSTILE}", "others", "park", "", ""),
        play(office, *SET_OFF, f"yes {HOSTILE}", "", "", *("today", "1", "")),
    ]
    for number, script in enumerate(scripts):
        assert not CONTROL.search("".join(script.said)), (number, CONTROL.findall("".join(script.said)))
        assert not CONTROL.search("".join(script.prompts)), number
        assert "⟨1B⟩" in script.all and "⟨202E⟩" in script.all, number
    assert "[bold]x[/]⟨200B⟩" in scripts[0].all


def test_a_failure_says_a_reference_and_no_value(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from triage.linear import desk

    terminal = Lines("new")
    monkeypatch.setattr(terminal, "clear", lambda: None, raising=False)

    class Fails:
        def __init__(self, *_: object) -> None: ...

        def run(self) -> None:
            name = "Samuel Okoro"
            raise KeyError(name)

    class Quiet:
        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(terminal, "until_told_to_leave", Quiet, raising=False)
    monkeypatch.setattr(desk, "Terminal", lambda: terminal)
    monkeypatch.setattr(desk, "Assessment", Fails)
    assert desk.run_desk(office) == 1
    log = (office.home / "triage.log").read_text(encoding="utf-8")
    assert "Your answers are saved." in terminal.said[-1] and "Reference " in terminal.said[-1]
    assert "KeyError" in log and "Okoro" not in log + terminal.all
