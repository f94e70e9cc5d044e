"""An interpreter, and a word of their own: noted once, told only to whom it may be told (practice.md G1, B2, H 8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.text import visible
from triage.usecases import records as rec
from triage.usecases.afterwards.back import see_back
from triage.usecases.afterwards.later import see_later
from triage.usecases.afterwards.returning import come_back, find_before, say_who
from triage.usecases.afterwards.review import summary, today
from triage.usecases.case import assessed, load
from triage.usecases.handoff.finish import finish_contact
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import agree, what_leaves
from triage.usecases.paper.slips import make_slip
from triage.usecases.reception.contacts import park_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit import arranged as a
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.safe_way import safe_contact

TOLD = {"name": "Sam Reed", "born": "1 3 1992"}
ROMANIAN = {**SAM, "CO1": {"speak": "Romanian", "read": "Romanian"}}
SAFE = {"HO2": {"channel": "phone", "value": "01632 960001", "voicemail": "no", "times": "after five"}}
WORD = "bluebell"


def put(desk: Desk, what: str, **said: str) -> None:
    for line, words in said.items():
        desk.here(a.arrange, what, line, words)


def leaves(desk: Desk) -> dict[str, str]:
    def read(rows: Any, house: Any, ctx: Any) -> tuple[str, ...]:
        case = load(rows, house, ctx, desk.contact)
        return what_leaves(house, ctx, case, assessed(case, house, ctx.now), "housing_duty", NEED)

    return dict(line.split(": ", 1) for line in desk.do(read))


def test_a_need_for_an_interpreter_is_said_until_somebody_saw_to_it(desk: Desk) -> None:
    desk.arrive(ROMANIAN)
    noted = desk.here(see_contact).prompts
    assert [line for line in noted if line.startswith("Interpreter (Romanian): not arranged yet")]
    put(desk, a.INTERPRETER, interpreter_how="phone")
    assert not [line for line in desk.here(see_contact).prompts if line.startswith("Interpreter")]


@pytest.mark.parametrize(
    ("ticks", "about"),
    [
        (["bsl_interpreter"], "British Sign Language"),
        (["spoken_language_interpreter"], "their language"),
        (["speech_to_text", "more_time"], "speech to text"),
        (["more_time"], ""),
    ],
)
def test_signing_needs_one_too(desk: Desk, ticks: list[str], about: str) -> None:
    desk.arrive({**SAM, "CO2": ticks})
    said = [line for line in desk.here(see_contact).prompts if line.startswith("Interpreter")]
    assert [line.partition("(")[2].partition(")")[0] for line in said] == ([about] if about else [])


def test_what_was_arranged_goes_to_the_service_and_stands_on_the_page(desk: Desk) -> None:
    desk.arrive(ROMANIAN)
    desk.here(agree, "housing_duty", NEED, "given")
    assert leaves(desk)["Language"] == "Romanian"
    put(desk, a.INTERPRETER, interpreter_how="phone", interpreter_dialect="Moldova", interpreter_prefers="woman")
    assert leaves(desk)["Language"].endswith("interpreter by phone, a woman, not booked yet")
    put(desk, a.INTERPRETER, interpreter_community="yes", interpreter_booked="tue 10:00")
    told = (
        "Romanian, Moldova, interpreter by phone, a woman, nobody from their community,"
        " booked for Tuesday 24 November, 10:00"
    )
    assert leaves(desk)["Language"] == told
    assert told in dict(desk.here(summary).sections)["What makes it easier"]


def test_a_line_left_open_again_is_gone_and_nothing_is_overwritten(desk: Desk) -> None:
    desk.arrive(ROMANIAN)
    put(desk, a.INTERPRETER, interpreter_prefers="woman")
    put(desk, a.INTERPRETER, interpreter_prefers="")
    assert all(not line.said for line in desk.here(a.see_arranged, a.INTERPRETER).lines)
    of = desk.do(lambda rows, _h, _c: [r.value for r in rows.history(rec.PersonDetail) if r.field.endswith("prefers")])
    assert of == ['"woman"', '""']


@pytest.mark.parametrize(
    ("line", "said", "refused"),
    [
        ("interpreter_how", "her son", "Choose from the list"),  # harm list H: nobody who came along interprets
        ("interpreter_booked", "soon", "tue 10:00"),
        ("interpreter_dialect", "x" * 61, "60 letters at most"),
        ("code_word", WORD, "Which line?"),
        ("name", "Sam", "Which line?"),
    ],
)
def test_what_is_no_such_line_is_refused(desk: Desk, line: str, said: str, refused: str) -> None:
    desk.arrive(ROMANIAN)
    assert refused in desk.refused(a.arrange, desk.contact, a.INTERPRETER, line, said)


def test_no_line_lets_a_relative_a_child_or_a_companion_interpret(desk: Desk) -> None:
    desk.arrive(ROMANIAN)
    view = desk.here(a.see_arranged, a.INTERPRETER)
    assert {id for line in view.lines for id, _ in line.options} == {
        "phone", "video", "here", "no", "woman", "man", "either", "yes",
    }  # fmt: skip
    assert "never family, a friend, a child" in view.words


# --- a word of their own


@pytest.fixture
def with_word(desk: Desk) -> Desk:
    desk.arrive({**SAM, **SAFE})
    desk.here(agree, "housing_duty", NEED, "given")
    put(desk, a.SAFE_WORD, code_word=WORD, cover_reason="the library", no_answer="worker", withheld_number_only="yes")
    return desk


def test_the_rules_travel_and_the_word_does_not(with_word: Desk) -> None:
    told = leaves(with_word)["Safe way to reach them"]
    assert "only from a withheld number, if somebody asks, it is about the library, if nobody answers: tell" in told
    assert WORD not in str(leaves(with_word))


def test_the_word_stands_nowhere_but_with_whoever_gets_in_touch(with_word: Desk) -> None:
    desk = with_word
    handoff = desk.here(start_handoff, "housing_duty").handoff_id
    walk = [desk.do(record_step, handoff, "met"), desk.do(record_step, handoff, "accepted", "Priya")]
    desk.here(finish_contact)
    seen = [
        desk.here(summary), desk.do(today), desk.do(front_desk), desk.here(make_slip), walk, desk.here(see_contact),
        desk.do(find_before, TOLD), desk.here(a.see_arranged, a.SAFE_WORD),
    ]  # fmt: skip
    assert WORD not in str(seen)
    asking = next(row.waits for row in desk.here(see_later).rows if row.key == "follow_up")
    assert f"Their word is “{WORD}”" in asking and "Say only your first name" in asking


def test_with_somebody_beside_them_it_is_neither_seen_nor_said(with_word: Desk) -> None:
    with_word.here(give_answer, "ST1", ["with_adult"])
    assert with_word.refused(a.see_arranged, with_word.contact, a.SAFE_WORD) == a.BESIDE
    assert with_word.refused(a.arrange, with_word.contact, a.SAFE_WORD, "code_word", "x") == a.BESIDE


def test_two_facts_are_not_enough_for_whoever_agreed_a_word(with_word: Desk) -> None:
    """A partner knows name, birthday and postcode. He does not know the word (harm 8)."""
    desk = with_word
    desk.here(park_contact)
    visits = len(desk.do(lambda rows, _h, _c: rows.find(rec.Contact)))
    desk.at(desk.clock.now + timedelta(days=3))
    (found,) = desk.do(find_before, TOLD).people
    assert found.asks_word
    with_facts = ("desk2", TOLD, found.person_id, "same")
    assert "Which is it?" in desk.refused(come_back, *with_facts)
    wrong = desk.refused(come_back, *with_facts, "rosebud")
    assert "I can't say who we see" in wrong and "Sam" not in wrong
    assert len(desk.do(lambda rows, _h, _c: rows.find(rec.Contact))) == visits  # nothing begun, nothing said
    view = desk.do(come_back, *with_facts, f"  {WORD.upper()} ")
    desk.contact = view.contact_id
    assert view.was_here and desk.here(see_back).last


def test_in_a_visit_too(with_word: Desk) -> None:
    desk, before = with_word, with_word.contact
    desk.at(desk.clock.now + timedelta(days=3))
    desk.arrive(SAM)
    (found,) = desk.here(see_contact).known
    assert found.asks_word and desk.contact != before
    assert "Which is it?" in desk.refused(say_who, desk.contact, found.person_id, "same")
    assert not desk.here(say_who, found.person_id, "not_sure").was_here


def test_it_goes_with_them_and_a_booking_does_not(with_word: Desk) -> None:
    desk = with_word
    put(desk, a.INTERPRETER, interpreter_how="video", interpreter_booked="tue 10:00")
    desk.at(desk.clock.now + timedelta(days=3))
    desk.contact = desk.do(come_back, "desk2", TOLD, "", "").contact_id
    assert not [line for line in desk.here(a.see_arranged, a.INTERPRETER).lines if line.said]  # nobody said who it is
    (found,) = desk.here(see_contact).known
    desk.here(say_who, found.person_id, "same", WORD)
    said = {line.id: line.said for line in desk.here(a.see_arranged, a.INTERPRETER).lines if line.said}
    assert said == {"interpreter_how": "By video"}
    assert (
        next(line for line in desk.here(a.see_arranged, a.SAFE_WORD).lines if line.id == "code_word").said == "agreed"
    )


def test_a_word_taken_back_is_not_asked_for(with_word: Desk) -> None:
    put(with_word, a.SAFE_WORD, code_word="")
    assert not with_word.do(find_before, TOLD).people[0].asks_word


def test_nothing_of_it_stays_when_nothing_is_to_be_written(desk: Desk) -> None:
    desk.arrive({**SAM, **SAFE})
    put(desk, a.SAFE_WORD, code_word=WORD)
    desk.here(give_answer, "PR1", "no")
    assert not desk.rows(rec.PersonDetail)


@pytest.mark.parametrize(("days", "known"), [(180, True), (200, False)])
def test_a_safe_way_is_unknown_after_half_a_year(with_word: Desk, days: int, known: bool) -> None:
    """Practice.md C7 and H 2: what was safe then is not known to be so now."""
    desk = with_word
    desk.at(desk.clock.now + timedelta(days=days))
    reach = desk.do(lambda rows, house, ctx: safe_contact(load(rows, house, ctx, desk.contact)))
    assert bool(reach) is known


def test_typed_words_are_shown_safely(desk: Desk) -> None:
    desk.arrive(ROMANIAN)
    put(desk, a.INTERPRETER, interpreter_dialect="\x1b]0;x\x07Moldova")
    said = desk.here(a.see_arranged, a.INTERPRETER).lines[1].said
    assert "\x1b" not in visible(said)
