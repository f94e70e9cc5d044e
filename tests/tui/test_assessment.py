"""The assessment by keyboard: every kind of question, going back, noticing, moving, cards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.harness.amount import thorough
from tests.tui.sitting import LARGE, Sitting, sit
from triage.tui.draft import Draft
from triage.tui.widgets.options import keys_for
from triage.tui.widgets.panel import SidePanel
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact
from triage.usecases.views import OptionView, PartView, QuestionView
from triage.usecases.visit.answers import give_answer

BEGIN = ("n", "1", "1")  # here is fine, nothing right now


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def said(desk: Sitting, question: str) -> Any:
    rows = desk.rows(rec.Answer, question_id=question)
    return json.loads(rows[-1].value) if rows else None


def test_a_form_is_kept_field_by_field_and_goes_on_where_it_was(home: Path) -> None:
    async def begin(desk: Sitting) -> None:
        await desk.press("n")
        await _until(desk, "HO1")
        await desk.write("Sam Reed")
        await desk.press("enter")
        assert [row.value for row in desk.rows(rec.PersonDetail, field="name")] == ['"Sam Reed"']
        assert "so_far" in json.loads(desk.rows(rec.Answer, question_id="HO1")[-1].source)

    async def go_on(desk: Sitting) -> None:
        assert "Carry on with" in desk.words
        await desk.press("enter")
        assert desk.question == "HO1" and "Sam Reed" in desk.words
        await desk.write("1 3 1992")
        await desk.press("enter", "enter", "2")
        assert desk.question != "HO1" and said(desk, "HO1") == "given"
        details = {row.field: json.loads(row.value) for row in desk.rows(rec.PersonDetail)}
        assert (details["name"], details["born"]) == ("Sam Reed", "1992-03-01")

    sit(home, begin)
    sit(home, go_on)


def test_what_is_typed_before_the_screen_went_on_is_not_in_the_field_before(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await _until(desk, "HO1")
        for key in ("S", "a", "m", "enter", "n"):  # all there before anything reacts, as on a busy machine
            desk.app.post_message(events.Key(key, "\r" if key == "enter" else key))
        await desk.rest()
        assert [row.value for row in desk.rows(rec.PersonDetail, field="name")] == ['"Sam"']

    sit(home, script)


@thorough
def test_what_is_taken_back_is_not_kept(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await _until(desk, "HO1")
        await desk.write("Sam Reed")
        await desk.press("enter", "enter", "enter", "2", "b", "ctrl+u", "enter", "enter", "enter", "1")
        assert [row.value for row in desk.rows(rec.PersonDetail, field="name")] == ['""']

    sit(home, script)


@thorough
def test_a_safe_contact_said_beside_somebody_is_asked_again_alone(home: Path) -> None:
    """And is passed to nobody meanwhile (practice.md B2)."""

    async def script(desk: Sitting) -> None:
        await desk.press("n", "i", "2", "enter")
        await _until(desk, "HO2")
        await desk.press("1")
        await desk.write("07700 900123")
        await desk.press("enter", "1", "enter", "enter")
        assert said(desk, "HO2") == "given" and desk.question != "HO2"
        await desk.press("i", "2", "1", "enter")
        assert desk.question == "HO2" and "07700 900123" not in desk.words
        await desk.press("6")
        await desk.press("enter", "2", "enter", "enter")
        assert desk.question != "HO2"
        assert json.loads(desk.rows(rec.Answer, question_id="HO2")[-1].source)["beside"] is False

    sit(home, script)


def test_enter_out_of_habit_answers_nothing(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1")
        assert desk.question == "S3"
        await desk.press("enter")
        assert desk.question == "S3" and said(desk, "S3") is None
        assert "Nothing is ticked. Enter again writes “No, nothing right now”." in desk.words
        await desk.pilot.pause(0.3)  # longer than a key that is held
        await desk.press("enter")
        assert said(desk, "S3") == ["no"]

    sit(home, script, held=True)


async def _until(desk: Sitting, question: str) -> None:
    """Answer whatever comes with the least there is to say."""
    least = {"ST2": "1", "S3": "1", "PR1": "1", "RE3": "2", "CO3": "2"}
    while desk.question != question:
        await desk.press(least.get(desk.question, "minus"))


# -- the draft, without a screen


def _question(kind: str, **more: Any) -> QuestionView:
    return QuestionView("Q", "Words?", kind, "words", **more)


def _options(*ids: str) -> tuple[OptionView, ...]:
    return tuple(OptionView(id, id.capitalize()) for id in ids)


def test_keys_are_digits_then_letters_from_the_end_and_none_is_zero_in_a_long_list() -> None:
    assert keys_for(["a", "b", "none"], {"none"}) == ["1", "2", "3"]
    assert keys_for([*"abcdefghi", "none"], {"none"}) == [*"123456789", "0"]
    assert keys_for([*"abcdefghijklmn"]) == [*"123456789", *"vzyxo"]
    assert keys_for([*"abcdefghijklm"])[-2:] == ["x", "o"]  # one less above: the last two keep their letters


def test_a_line_that_is_left_out_moves_no_other() -> None:
    whole = tuple("abcdefghijkl")
    question = _question("many", options=_options(*whole), listed=whole)
    without = _question("many", options=_options(*[id for id in whole if id not in "ck"]), listed=whole)
    key = {choice.id: choice.key for choice in Draft(question).choices()}
    assert key["d"] == "4" and key["l"] == "o"
    assert {choice.id: choice.key for choice in Draft(without).choices()} == {
        id: it for id, it in key.items() if id not in "ck"
    }
    assert Draft(without).press("3") is None and not Draft(without).ticked


def test_many_toggles_and_an_excluding_line_commits_alone() -> None:
    draft = Draft(_question("many", options=_options("no", "ill", "other"), exclusive=frozenset({"no"})))
    assert draft.press("2") is None and draft.press("3") is None and draft.press("2") is None
    assert draft.ticked == {"other"}
    assert draft.press("1") == ["no"]


def test_a_tick_takes_away_what_contradicts_it() -> None:
    apart = frozenset({frozenset({"alone", "with_adult"})})
    draft = Draft(_question("many", options=_options("alone", "upset", "with_adult"), contradicting=apart))
    for key, ticked in (
        ("1", {"alone"}),
        ("2", {"alone", "upset"}),
        ("3", {"upset", "with_adult"}),
        ("1", {"upset", "alone"}),
    ):
        assert draft.press(key) is None and draft.ticked == ticked


def test_enter_on_nothing_ticked_first_says_what_it_would_write() -> None:
    draft = Draft(_question("many", options=_options("ill", "none"), exclusive=frozenset({"none"})))
    assert draft.enter() is None and "Enter again writes “None”" in draft.note
    assert draft.press("1") is None and draft.press("1") is None  # ticked and taken back: it is said once more
    assert draft.enter() is None and "Enter again writes “None”" in draft.note
    assert draft.enter() == ["none"]
    staff = Draft(_question("many", options=_options("alone", "upset"), staff=True))
    assert staff.enter() is None and staff.note


def test_only_as_many_ticks_as_may_be() -> None:
    draft = Draft(_question("many", options=_options("a", "b", "c"), most=2))
    for key in "123":
        draft.press(key)
    assert draft.ticked == {"a", "b"} and "Up to 2" in draft.note


def test_a_form_goes_from_field_to_field() -> None:
    parts = (
        PartView("name", "Name", "text"),
        PartView("born", "Born", "date"),
        PartView("fixed", "No fixed address", "one", _options("yes", "no")),
    )
    draft = Draft(_question("parts", parts=parts, declines=(OptionView("pnts", "Rather not say"),)))
    assert draft.enter("Sam") is None and draft.field.id == "born"
    assert draft.enter("n") is None
    assert draft.press("2") == {"name": "Sam", "born": "none", "fixed": "no"}


def test_declining_the_first_field_declines_all_and_later_only_that_field() -> None:
    parts = (PartView("name", "Name", "text"), PartView("post", "Postcode", "text"))
    first = Draft(_question("parts", parts=parts))
    assert first.decline("pnts") == "pnts"
    later = Draft(_question("parts", parts=parts))
    later.enter("Sam")
    assert later.decline("pnts") == {"name": "Sam", "post": "pnts"}


def test_a_form_with_a_list_opens_on_the_list_and_the_words_are_optional() -> None:
    parts = (PartView("words", "Words", "text"), PartView("about", "About", "many", _options("home", "money")))
    draft = Draft(_question("parts", parts=parts))
    assert draft.field.id == "about"
    draft.move(-1)
    assert draft.enter("a letter") is None and draft.field.id == "about"
    draft.press("1")
    assert draft.enter() == {"words": "a letter", "about": ["home"]}


def test_what_was_answered_before_stands_there_again() -> None:
    from datetime import date

    assert Draft(_question("date", answer=date(2026, 12, 4))).values == {"": "4 December 2026"}
    assert Draft(_question("many", options=_options("a"), answer=frozenset({"a"}))).ticked == {"a"}
    assert Draft(_question("one", options=_options("a"), answer="pnts")).values == {}


# -- on the screen


def test_the_words_to_say_and_the_keys(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n")
        lines = desk.text.splitlines()
        assert "· Desk 2 · Counter · Asha" in lines[0] and "10:15" in lines[0]
        assert lines[1].startswith(" Reason •   Home") and "Private: later" in lines[1]
        assert "Is it OK to talk here" in desk.text and "1  Here is fine" in desk.text
        assert "s  Not sure" in desk.text and "-  Rather not say" in desk.text
        await desk.press("minus")
        assert said(desk, "ST2") == "pnts" and desk.question == "S3"
        await desk.press("s")
        assert said(desk, "S3") == "not_sure"

    sit(home, script)


def test_words_ticks_and_what_was_heard(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "tab")
        await desk.write("my [sister] b")
        assert "my [sister] b" in desk.text
        await desk.press("enter", "1", "v", "enter")
        assert said(desk, "RE1") == {"words": "my [sister] b", "about": ["form", "home"]}
        assert desk.question == "RE2"
        assert "Heard:  What brought you in: my [sister] b" in desk.text.replace("Heard: What", "Heard:  What")

    sit(home, script)


def test_escape_leaves_the_field_with_its_text_and_letters_are_keys_again(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "1", "enter")
        assert desk.question == "ZZ1"
        await desk.write("to stay b")
        await desk.press("escape")
        assert "to stay b" in desk.text
        await desk.press("enter")
        await desk.write("ut")
        await desk.press("enter")
        assert said(desk, "ZZ1") == "to stay but"

    sit(home, script)


@thorough
def test_dates_as_people_type_them(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "1", "enter", "minus", "2")
        assert desk.question == "RE4" and "4 dec · 16/1/2027" in desk.text
        await desk.write("31 feb")
        await desk.press("enter")
        assert "That is not a day in the calendar." in desk.words and desk.question == "RE4"
        await desk.press(*["backspace"] * 6)
        await desk.write("4 dec")
        await desk.press("enter", "2")
        assert said(desk, "RE4") == {"kind": "move_out", "date": "2026-12-04"}

    sit(home, script)


def test_n_is_no_date_at_once(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "1", "enter", "minus", "2", "n")
        assert said(desk, "RE4") == {"date": "none"}

    sit(home, script)


def test_a_long_list_is_found_by_typing(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        contact = desk.app.office.do(open_contact, "desk2").result().contact_id
        for question, raw in (("S3", ["no"]), ("RE1", {"about": ["complaint"]}), ("PR1", "yes")):
            desk.app.office.do(give_answer, contact, question, raw).result()
        for question in ("ST2", "ZZ1", "RE3", "CO1"):
            desk.app.office.do(give_answer, contact, question, "pnts").result()
        await desk.pilot.pause(2.1)  # the front desk looks every two seconds
        await desk.press("6")
        assert desk.question == "CO2"
        assert "more: type to find" in desk.text
        await desk.write("larg")
        assert "Hearing loop" not in desk.text
        await desk.press("1", *["backspace"] * 4)
        await desk.write("loop")
        await desk.press("1", "enter")
        assert said(desk, "CO2") == ["hearing_loop", "large_print"]

    sit(home, script)


def test_back_shows_the_answer_and_changes_it(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN)
        await desk.press("b")
        assert desk.question == "S3" and "[✓] No, nothing right now" in desk.text
        await desk.press("b")
        assert desk.question == "ST2" and "✓ Here is fine" in desk.text
        await desk.press("escape")
        assert desk.question == "RE1"
        await desk.press("b", "b", "2")
        assert said(desk, "ST2") == "quieter" and desk.question == "RE1"

    sit(home, script)


def test_the_strip_says_where_the_question_in_hand_belongs_also_when_it_is_asked_again(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "9", "enter", *"a roof", "enter")
        assert "Reason •" in desk.text and "Plan ✓" in desk.text
        await desk.press("b")
        assert desk.question == "ZZ1" and "Plan •" in desk.text and "Reason •" not in desk.text
        await desk.press("escape", "escape")
        assert "Reason •" in desk.text and "Plan ✓" in desk.text

    sit(home, script)


def test_i_notice_is_not_asked_aloud(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "i")
        assert "Do not ask." in desk.text and "not to ask aloud" in desk.text
        await desk.press("1", "2", "enter")  # on their own, and with another adult: only one of the two can be
        assert said(desk, "ST1") == ["with_adult"]
        assert desk.question == "RE1" and "Feeling unsafe" not in desk.text

    sit(home, script)


def test_moving_to_a_pod_asks_who_can_hear(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "m", "2")
        assert "Pod G2" in desk.text.splitlines()[0]
        assert desk.question == "F0"
        await desk.press("1", "1", "1", "1")
        assert desk.question == "RE1"

    sit(home, script)


def test_the_full_check_and_reading_back_at_any_time(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "5", "enter")
        assert desk.question == "H1"
        await desk.press("f")
        assert "Asking this section in full." in desk.text
        opened = [row for row in desk.rows(rec.ContactEvent) if row.event == "opened_questions"]
        assert json.loads(opened[0].detail) == ["housing"]
        await desk.press("g")
        assert desk.at == "ReadBackScreen"

    sit(home, script)


def test_wide_has_a_panel_beside_the_same_column(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN)
        assert "What I've heard" in desk.text and "· Help right now: nothing right now" in desk.text
        assert "Still to ask (about" in desk.text and "%" not in desk.text
        assert "Heard:" not in desk.text

    sit(home, script, size=LARGE)


def test_the_panel_is_cut_for_the_room_it_has(home: Path) -> None:
    """Drawn before it had any, it was cut for the least there can be, and stayed so."""

    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN)
        there = desk.app.screen.query_one(SidePanel)
        panel = SidePanel()
        panel.draw(desk.app.screen._view)  # type: ignore[attr-defined]
        cut = str(panel.content)
        await there.parent.mount(panel, after=there)  # type: ignore[union-attr]
        await desk.rest()
        drawn = str(panel.content)
        panel.draw(desk.app.screen._view)  # type: ignore[attr-defined]
        assert panel.content_size.width > 20 and drawn == str(panel.content) != cut

    sit(home, script, size=LARGE)


# -- cards


def test_a_card_comes_first_and_is_never_put_away_in_silence(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "2", "enter")
        assert desk.at == "CardScreen" and "Ambulance now" in desk.text and "Call 999" in desk.text
        await desk.press("escape", "b", "q")
        assert desk.at == "CardScreen"
        await desk.press("3", "enter")
        assert "A few words are enough." in desk.text
        await desk.write("hay fever")
        await desk.press("enter")
        assert "How do you want to go on?" in desk.text
        behind: Any = desk.app.screen_stack[-2]
        assert behind._draft is None  # a question seen for a moment is answered, and that key would stop the visit here
        closed = [(e.event, e.because) for e in desk.rows(rec.CardEvent)]
        assert closed[-1] == ("not_as_seemed", "hay fever")
        await desk.press("1")
        assert desk.question == "RE1"

    sit(home, script)


def test_after_a_card_it_can_stop_here(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "2", "enter", "2")
        await desk.write("Nurse Joy")
        await desk.press("enter", "enter", "3")  # nobody here has heard of her
        assert desk.at == "FrontDeskScreen"
        assert "stopped part-way" in desk.text
        assert desk.rows(rec.CardEvent)[-1].to == "Nurse Joy"

    sit(home, script)


def test_cards_open_with_nobody_at_the_desk(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("exclamation_mark")
        assert "What cannot wait?" in desk.text and "Ambulance now · card 2" in desk.text
        await desk.press("escape")
        assert desk.at == "FrontDeskScreen" and not desk.rows(rec.CardEvent)
        await desk.press("exclamation_mark", "1", "1")
        assert desk.at == "FrontDeskScreen"
        assert [event.event for event in desk.rows(rec.CardEvent)] == ["opened", "done"]

    sit(home, script)


# -- the end


def test_no_writing_ends_the_visit_and_keeps_nothing(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*BEGIN, "y", "enter", "minus", "2")
        assert desk.question == "PR1"
        await desk.press("2")
        assert "They want nothing written down?" in desk.text and desk.rows(rec.Answer)
        await desk.press("n")
        assert desk.question == "PR1"
        await desk.press("2", "enter")
        assert desk.at == "FrontDeskScreen"
        assert "Nothing is written down." in desk.text
        assert not desk.rows(rec.Answer)

    sit(home, script)


@thorough
def test_a_field_that_what_was_said_makes_needless_is_not_asked(home: Path) -> None:
    """Somebody who lives alone is not asked how many live with them; a postcode says that there is an address."""

    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await _until(desk, "HO1")
        assert desk.question == "HO1" and "No fixed address" in desk.text
        await desk.write("Sam")
        await desk.press("enter", "enter")
        await desk.write("the old mill")
        await desk.press("enter")
        assert "That does not look like a postcode. Leave it empty if they have none." in desk.text
        await desk.press(*["backspace"] * len("the old mill"))
        await desk.write("NM1 4QT")
        await desk.press("enter", "minus")
        assert desk.question == "HO3" and "Other adults" in desk.text
        await desk.press("1")
        assert "Other adults" not in desk.text and "Children" not in desk.text and "Anyone pregnant" in desk.text
        await desk.press("2", "2")
        told = {row.field: row.value for row in desk.rows(rec.PersonDetail)}
        assert json.loads(told["household"]) == {"alone": "yes", "pregnant": "no", "cares": "no"}
        assert told["postcode"] == '"NM1 4QT"' and "no_fixed_address" not in told

    sit(home, script)
