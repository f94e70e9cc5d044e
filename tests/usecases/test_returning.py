"""Sam comes back on Thursday: found by two facts, what is open first, confirmed and not asked again (contract.md 9)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.hours import LONDON
from triage.core.returning import Verdict
from triage.usecases import records as rec
from triage.usecases.afterwards.back import record_back, see_back
from triage.usecases.afterwards.returning import NOBODY, come_back, find_before, say_who, take_back
from triage.usecases.afterwards.review import summary, today
from triage.usecases.case import load
from triage.usecases.handoff.finish import finish_contact, see_finish
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.sharing import agree
from triage.usecases.paper.slips import make_slip
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import open_contact, park_contact, see_contact
from triage.usecases.reception.together import link_together, see_together, unlink
from triage.usecases.trust.relations import RESTRICTED
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.confirming import not_any_more, still_right
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back
from triage.usecases.visit.speaking import set_speaker
from triage.usecases.write import stamp

TO = "housing_duty"
RIGHT = {"name": "Sam Reed", "born": "1 3 1992", "postcode": "zz99 3aa"}
WRONG = {"name": "Jo Moss", "born": "2 4 1971", "postcode": "ZZ98 1XX", "code": "NM-2222"}
TOLD = {"name": "Sam Reed", "born": "1 3 1992", "postcode": "", "code": ""}
MANY = 1000  # ids, more than the first visit took
THURSDAY = datetime(2026, 11, 26, 10, 15, tzinfo=LONDON)


def finish(desk: Desk) -> None:
    desk.here(finish_contact)


def make_first_visit(home: Path) -> str:
    """Sam was here on Monday: the housing team was asked, did not answer, and the visit is finished. Its contact's id."""
    desk = Desk(home)
    desk.arrive({**SAM, "CO1": {"speak": "English", "read": "English"}, "CO2": ["large_print"]})
    desk.here(agree, TO, NEED, "given")
    desk.here(start_handoff, TO, "booked")
    finish(desk)
    desk.office.close()
    return desk.contact


@pytest.fixture(scope="module")
def first_visit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    home = tmp_path_factory.mktemp("monday")
    return home, make_first_visit(home)


@pytest.fixture
def monday(first_visit: tuple[Path, str], tmp_path: Path) -> Iterator[Desk]:
    """The desk on Thursday, after Sam's visit on Monday."""
    home, contact = first_visit
    desk = Desk(Path(shutil.copytree(home, tmp_path / "thursday")), ids_from=MANY)
    desk.contact = contact
    desk.at(THURSDAY)
    yield desk
    desk.office.close()


def person(desk: Desk) -> str:
    """The record somebody is found under."""
    (known,) = desk.do(find_before, TOLD).people
    return str(known.person_id)


def back(desk: Desk, verdict: str = "same") -> Any:
    view = desk.do(come_back, "desk2", TOLD, person(desk), verdict)
    desk.contact = view.contact_id
    return view


# --- found by two facts, or not at all ----------------------------------------------------------------------------------


def test_two_facts_find_and_say_only_when(monday: Desk) -> None:
    found = monday.do(find_before, TOLD)
    (known,) = found.people
    assert known.words == "SR, here Monday 23 November, 3 days ago (the same name and date of birth)"
    for private in ("Sam", "Reed", "1992", "letter", "home", "Housing"):
        assert private not in known.words and private not in found.words


def test_one_fact_is_not_even_looked_for(monday: Desk) -> None:
    for fact in ("name", "born", "postcode"):
        assert monday.refused(find_before, {fact: RIGHT[fact]}).startswith("Two things are needed")


def test_one_that_fits_is_told_like_none(monday: Desk) -> None:
    """Not even that somebody exists."""
    nobody = monday.do(find_before, {"name": "Nobody At All", "born": "5 5 1955", "code": "NM-3333"})
    assert nobody.people == () and nobody.words == NOBODY
    for fact, said in {**RIGHT, "code": code_of(monday)}.items():
        assert monday.do(find_before, {**WRONG, fact: said}) == nobody
        assert monday.do(find_before, {"code": "NM-2222", fact: said}) == nobody


def code_of(desk: Desk) -> str:
    contact: rec.Contact = desk.do(lambda rows, _h, _c: rows.get(rec.Contact, desk.contact))
    return contact.code


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["name", "born", "postcode"]),
    st.text("abcdefghij ", min_size=4, max_size=12),
    st.dates(datetime(1930, 1, 1).date(), datetime(1990, 1, 1).date()),
)
def test_whatever_stands_beside_a_single_fact(monday: Desk, fact: str, name: str, born: Any) -> None:
    told = {"name": f"x{name}", "born": born.isoformat(), "postcode": "ZZ98 1XX", fact: RIGHT[fact]}
    assert monday.do(find_before, told).people == ()


def test_what_cannot_be_right_says_what_to_type(monday: Desk) -> None:
    assert "day in the calendar" in monday.refused(find_before, {**TOLD, "born": "31 2 1992"})
    assert "whole postcode" in monday.refused(find_before, {**TOLD, "postcode": "somewhere"})
    assert "NM-7Q4D" in monday.refused(find_before, {**TOLD, "code": "no code"})


def test_whoever_is_restricted_is_invisible(monday: Desk) -> None:
    def restrict(rows: Rows, _house: House, ctx: Context) -> None:
        contact = rows.get(rec.Contact, monday.contact)
        assert contact is not None
        rows.add(
            rec.PersonDetail(
                **stamp(ctx),
                person_id=contact.person_id,
                contact_id=contact.id,
                field=RESTRICTED,
                value='"yes"',
                field_class=RESTRICTED,
            )
        )

    assert monday.do(find_before, TOLD).people
    monday.do(restrict)
    assert monday.do(find_before, TOLD) == monday.do(find_before, {**TOLD, "name": "Nobody At All"})
    assert monday.do(open_contact).known == ()
    view = monday.do(come_back, "desk2", TOLD)
    assert view.known == ()


def test_an_old_name_finds_nobody(monday: Desk) -> None:
    """What is known of somebody is what they said last (practice.md H: name changes)."""
    back(monday)
    monday.here(give_answer, "HO1", {"name": "Alex Reed", "born": "1992-03-01"})
    assert monday.do(find_before, TOLD).people == ()
    assert monday.do(find_before, {**TOLD, "name": "Alex Reed"}).people


def test_nothing_kept_is_nobody_found(desk: Desk) -> None:
    desk.contact = desk.do(come_back, "desk2", TOLD).contact_id
    assert desk.rows(rec.PersonDetail)
    code = code_of(desk)
    desk.here(give_answer, "PR1", "no_writing")
    assert desk.rows(rec.PersonDetail) == []
    assert desk.do(find_before, TOLD).people == ()
    assert desk.do(find_before, {"code": code}).people == ()


# --- the same, not the same, not sure -----------------------------------------------------------------------------------


def test_the_same_is_a_row_between_two_and_nothing_is_overwritten(monday: Desk) -> None:
    before = monday.do(lambda rows, _h, _c: [row for kind in rec.RECORDS for row in rows.history(kind)])
    back(monday)
    after = monday.do(lambda rows, _h, _c: {row.id: row for kind in rec.RECORDS for row in rows.history(kind)})
    assert all(after[row.id] == row for row in before)
    (said,) = monday.rows(rec.SamePerson)
    assert said.verdict == Verdict.SAME and said.a != said.b


def test_they_say_their_name_once(monday: Desk) -> None:
    view = back(monday)
    assert view.initials == "SR"
    case = monday.here(load)
    assert case.answers["HO1"] == {"name": "Sam Reed", "born": datetime(1992, 3, 1).date()}
    assert "postcode" not in case.details  # nobody said it today


def test_with_less_the_form_is_begun(monday: Desk) -> None:
    (known,) = monday.do(find_before, {"name": "Sam Reed", "postcode": "zz99 3aa"}).people
    told = {"name": "Sam Reed", "postcode": "zz99 3aa"}
    monday.contact = monday.do(come_back, "desk2", told, known.person_id, "same").contact_id
    case = monday.here(load)
    assert "HO1" not in case.answers
    assert json.loads(case.details["postcode"]) == "ZZ99 3AA"


@pytest.mark.parametrize(("verdict", "visits"), [("same", 1), ("not_same", 0), ("not_sure", 0)])
def test_only_the_same_counts_as_a_visit(monday: Desk, verdict: str, visits: int) -> None:
    back(monday, verdict)
    case = monday.here(load)
    assert case.situation.visits_90_days == visits
    assert bool(case.before.said) is bool(visits)
    if not visits:
        assert "said yet" in monday.refused(see_back, monday.contact)
        assert monday.here(see_contact).carried is None


def test_the_third_visit_counts_over_all_records(monday: Desk) -> None:
    for days in (3, 10):
        back(monday)
        monday.at(THURSDAY + timedelta(days=days))
    back(monday)
    assert monday.here(load).situation.visits_90_days == 3
    monday.at(THURSDAY + timedelta(days=88))  # the first one was 91 days ago
    back(monday)
    assert monday.here(load).situation.visits_90_days == 3


def test_not_the_same_is_remembered(monday: Desk) -> None:
    view = back(monday, "not_same")
    assert view.known == ()
    for question, raw in (("S3", ["no"]), ("RE1", {"about": ["home"]}), ("PR1", "yes")):
        view = monday.here(give_answer, question, raw)
        assert view.known == ()
    assert monday.here(see_contact).known == ()
    monday.here(give_answer, "HO1", {"name": "Sam Reed", "born": "1992-03-01", "postcode": "ZZ99 3AA"})
    assert monday.here(see_contact).known == ()  # found by three facts now, and still not asked
    monday.at(THURSDAY + timedelta(days=1))
    found = {known.person_id for known in monday.do(find_before, TOLD).people}
    assert len(found) == 2  # two people with one name: whoever comes next may be either
    here = monday.do(lambda rows, _h, _c: rows.get(rec.Contact, monday.contact).person_id)
    third = monday.do(come_back, "desk2", TOLD, here, "same")
    assert third.known == ()
    assert monday.do(load, third.contact_id).situation.visits_90_days == 1  # Thursday's, never Monday's Sam


def test_not_sure_is_asked_once_in_a_visit(monday: Desk) -> None:
    assert back(monday, "not_sure").known == ()
    monday.here(give_answer, "S3", ["no"])
    assert monday.here(see_contact).known == ()


def test_taken_back_nothing_of_it_stays_theirs(monday: Desk) -> None:
    back(monday)
    monday.here(take_back)
    case = monday.here(load)
    assert (case.situation.visits_90_days, case.before.said, case.before.visits) == (0, {}, ())
    assert len(monday.do(lambda rows, _h, _c: rows.history(rec.SamePerson))) == 2


def test_nobody_is_recognised_who_was_not_found(monday: Desk) -> None:
    other = monday.do(open_contact)
    theirs = monday.do(lambda rows, _h, _c: rows.get(rec.Contact, other.contact_id).person_id)
    assert "two facts" in monday.refused(come_back, "desk2", TOLD, theirs, "same")
    assert "two facts" in monday.refused(say_who, other.contact_id, person(monday), "same")


def test_inside_a_visit_once_they_said_who_they_are(monday: Desk) -> None:
    monday.contact = monday.do(open_contact).contact_id
    for question, raw in (("S3", ["no"]), ("RE1", {"about": ["home"]}), ("PR1", "yes")):
        assert monday.here(give_answer, question, raw).known == ()
    assert monday.here(give_answer, "HO1", {"name": "Sam Reed"}).known == ()  # one fact
    view = monday.here(give_answer, "HO1", {"name": "Sam Reed", "born": "1992-03-01"})
    (known,) = view.known
    assert "3 days ago" in known.words
    assert monday.here(say_who, known.person_id, "same").known == ()
    assert monday.here(see_back).open


@pytest.mark.parametrize("who", ["with_adult", "someone_answering", "for_adult"])
def test_nothing_while_somebody_is_beside_them_or_speaks_for_them(monday: Desk, who: str) -> None:
    """The one beside them may be the one to fear: nobody learns that they were ever here (practice.md B2, 5)."""
    monday.contact = monday.do(open_contact).contact_id
    for question, raw in (("S3", ["no"]), ("RE1", {"about": ["home"]}), ("PR1", "yes")):
        monday.here(give_answer, question, raw)
    monday.here(set_speaker, who) if who == "for_adult" else monday.here(give_answer, "ST1", [who])
    assert monday.here(give_answer, "HO1", {"name": "Sam Reed", "born": "1992-03-01"}).known == ()


@pytest.mark.parametrize("who", ["with_adult", "someone_answering", "for_adult"])
def test_nor_is_anything_of_the_earlier_visit_said(monday: Desk, who: str) -> None:
    view = back(monday)
    monday.here(set_speaker, who) if who == "for_adult" else monday.here(give_answer, "ST1", [who])
    for question, raw in (("ST2", "here"), ("S3", ["no"])):
        view = monday.here(give_answer, question, raw)
    assert view.carried is None
    assert "moment alone" in monday.refused(see_back, monday.contact)


def test_a_visit_of_today_that_is_not_finished_goes_on(desk: Desk) -> None:
    desk.arrive(SAM)
    first = desk.contact
    desk.here(park_contact)
    assert back(desk).contact_id == first
    assert desk.here(load).state == "resumed"


# --- what is open first, and why they are back --------------------------------------------------------------------------


def test_what_is_open_and_who_has_it_come_first(monday: Desk) -> None:
    back(monday)
    view = monday.here(see_back)
    assert view.last == "Last here Monday 23 November, 3 days ago"
    assert view.about == "home"
    (row,) = view.open
    assert row.label == "Housing team" and row.now_words.startswith("has not answered since Monday 10:15, was due by")
    assert row.owner == "Asha asked them, and has it until somebody there says yes"
    assert any(line.endswith("booked") for line in view.agreed)


def test_why_they_are_back_is_written_against_the_earlier_try(monday: Desk) -> None:
    first = monday.contact
    back(monday)
    handoff = monday.here(see_back).open[0].handoff_id
    assert "Choose from the list" in monday.refused(record_back, monday.contact, handoff)
    view = monday.here(record_back, handoff, "no_reply")
    assert view.open[0].why == "no reply"
    (row,) = monday.rows(rec.CameBack)
    assert (row.handoff_id, row.service, row.why) == (handoff, TO, "no_reply")
    case = monday.here(load)
    assert (case.answers["RE3"], case.answers["RE3a"]) == ("yes", "no_reply")  # told once
    monday.here(record_back, handoff, "still_waiting")
    assert [row.why for row in monday.rows(rec.CameBack)] == ["still_waiting"]

    page = dict(monday.do(summary, monday.contact).sections)
    assert any(
        "Housing team" in line and "Monday 23 November" in line for line in page["Back because of an earlier try"]
    )
    first = dict(monday.do(summary, first).sections)
    assert any("still waiting" in line for line in first["Came back because of it"])
    view = monday.do(today)
    assert view.rows[0].back == ("back because of the Housing team: still waiting",)
    assert view.came_back == (
        "Had to ask again: 1 of 1 who were asked",
        "Back because of the Housing team: 1 (still waiting 1)",
    )


def test_only_what_is_open_can_be_the_reason(monday: Desk) -> None:
    back(monday)
    assert "not open any more" in monday.refused(record_back, monday.contact, "somebody else's", "no_reply")


def test_a_sensitive_service_or_need_is_never_named(desk: Desk) -> None:
    from triage.usecases.reception.contacts import move_contact

    desk.contact = desk.do(open_contact).contact_id
    desk.here(move_contact, "GP")
    answers = {
        "F0": {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"},
        "S3": ["no"], "RE1": {"about": ["health"]}, "PR1": "yes", "W5": "low", "W5b": "no",
        "HO1": {"name": "Sam Reed", "born": "1992-03-01"},
    }  # fmt: skip
    for question, raw in answers.items():
        desk.here(give_answer, question, raw)
    needs = desk.here(read_back).needs
    assert any(need.code.startswith("health.mental") for need in needs)
    desk.here(confirm_needs, [NeedDecision(need.code, "later") for need in needs])
    desk.at(THURSDAY)
    back(desk)
    view = desk.here(see_back)
    said = " ".join([view.about, *view.agreed, *(row.label + row.now_words for row in view.open)]).lower()
    assert "health" not in said and "feel" not in said and "low" not in said


# --- confirmed, not asked again -----------------------------------------------------------------------------------------


def to_the_reason(desk: Desk) -> Any:
    desk.here(give_answer, "ST2", "here")
    return desk.here(give_answer, "S3", ["no"])


def test_confirmed_section_by_section_with_its_age(monday: Desk) -> None:
    view = back(monday)
    assert view.carried is None  # what cannot wait is asked first
    view = to_the_reason(monday)
    assert view.question.id == "RE1"
    offers = []
    while (carried := view.carried) is not None:
        offers.append(carried.questions)
        assert all(line.startswith("Last time (23 Nov), ") for line in carried.lines)
        view = monday.here(still_right, carried.questions)
    assert offers == [("CO1", "CO2"), ("H1",)]
    case = monday.here(load)
    assert case.answers["H1"] == "private" and case.answers["CO2"] == frozenset({"large_print"})
    source = json.loads(case.rows["H1"].source)
    assert source["carried"]["said"].startswith("2026-11-23")
    page = dict(monday.do(summary, monday.contact).sections)
    assert (
        "Where you live: first said Monday 23 November, 3 days ago" in page["Said at an earlier visit, and still right"]
    )


def test_not_right_any_more_is_asked_and_not_offered_again(monday: Desk) -> None:
    back(monday)
    view = to_the_reason(monday)
    view = monday.here(not_any_more, view.carried.questions)
    assert view.carried.questions == ("H1",)
    view = monday.here(not_any_more, ("H1",))
    assert view.carried is None
    monday.here(give_answer, "RE1", {"about": ["home"]})
    case = monday.here(load)
    assert not {"CO1", "CO2", "H1"} & set(case.answers)
    assert "not offered" in monday.refused(still_right, monday.contact, ("H1",))
    assert case.state == "opened"  # it stands as it stood


def test_the_same_day_says_so(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.agree_all()
    desk.here(start_handoff, TO, "booked")
    finish(desk)
    desk.clock.later(240)
    back(desk)
    view = to_the_reason(desk)
    assert view.carried.lines[0].startswith("Earlier today (10:15), where you live: ")


def test_confirmed_again_keeps_when_it_was_first_said(monday: Desk) -> None:
    for days in (0, 7):
        monday.at(THURSDAY + timedelta(days=days))
        back(monday)
        view = to_the_reason(monday)
        while view.carried is not None:
            view = monday.here(still_right, view.carried.questions)
    row = monday.here(load).rows["H1"]
    assert json.loads(row.source)["carried"]["said"].startswith("2026-11-23")


def test_never_what_changes_by_the_day_nor_anything_private(monday: Desk) -> None:
    """Even if content marked everything to be carried (contract.md 9)."""
    from dataclasses import replace

    from triage.usecases.visit.carrying import NEVER, may_carry

    def offered(rows: Rows, house: House, ctx: Context, contact_id: str) -> set[str]:
        case = load(rows, house, ctx, contact_id)
        everything = {id: replace(q, carry=True) for id, q in house.question_set.by_id.items()}
        said = {
            id: rec.Answer(**stamp(ctx), contact_id="x", question_id=id, value=json.dumps(_some(q)), source="{}")
            for id, q in everything.items()
        }
        open_house = replace(house, question_set=replace(house.question_set, by_id=everything))
        whole = replace(case, before=replace(case.before, said=said))
        return {id for id in everything if may_carry(open_house, whole, id)}

    back(monday)
    found = monday.here(offered)
    private = {q.id for m in monday.office.house.question_set.modules if m.alone for q in m.questions}
    assert {"H1", "CO1", "K2"} <= found
    assert not found & (NEVER | private | {"M6", "W8", "W9"})


def _some(question: Any) -> object:
    """An answer that points at something, where there is one."""
    ids = [o.id for o in question.options if o.id not in ("no", "none")]
    if question.kind == "many":
        return ids[:1]
    if question.kind == "parts":
        return {p.id: (p.options[0].id if p.options else "x") for p in question.parts if p.kind in ("one", "text")}
    return ids[-1] if ids else {"number": 1, "date": "none", "text": "x"}[question.kind.value]


# --- together, and the code ---------------------------------------------------------------------------------------------


def test_two_who_come_together_are_linked_and_neither_sees_the_other(monday: Desk) -> None:
    back(monday)
    sam = monday.contact
    kay = monday.do(open_contact).contact_id
    monday.do(give_answer, kay, "H1", "outside")
    code = code_of(monday)
    assert code in dict(monday.do(see_together, kay).others)[sam]
    view = monday.do(link_together, kay, code)
    assert view.linked == ((sam, code),) and sam not in dict(view.others)
    assert monday.do(link_together, kay, sam).linked == view.linked  # said again
    assert monday.do(see_together, sam).linked[0][0] == kay
    case = monday.do(load, kay)
    assert case.before.visits == () and case.before.said == {} and case.situation.visits_90_days == 0
    assert monday.here(load).answers.get("H1") is None
    assert any(code in line for line in dict(monday.do(summary, kay).sections)["Visit"])
    assert monday.do(unlink, sam, kay).linked == ()
    assert monday.do(see_together, kay).linked == ()


def test_a_code_typed_there_tells_nothing(monday: Desk) -> None:
    code, kay = code_of(monday), monday.do(open_contact).contact_id
    assert monday.refused(link_together, kay, code) == monday.refused(link_together, kay, "NM-2222")


def test_somebody_without_a_name_comes_back_with_the_code_on_their_slip(desk: Desk) -> None:
    answers = {**SAM, "HO1": "pnts"}
    desk.arrive(answers)
    desk.agree_all()
    desk.here(start_handoff, TO, "booked")
    code = code_of(desk)
    assert desk.here(see_finish).way_back == code
    slip = desk.here(make_slip)
    assert f"Your code, to come back with: {code}" in slip.lines
    finish(desk)
    desk.at(THURSDAY)
    (known,) = desk.do(find_before, {"code": code[3:].lower()}).people
    assert known.words == "–, here Monday 23 November, 3 days ago (the same code)"
    desk.contact = desk.do(come_back, "desk2", {"code": code}, known.person_id, "same").contact_id
    assert [row.label for row in desk.here(see_back).open] == ["Housing team"]
    assert to_the_reason(desk).carried.questions == ("H1",)


def test_no_fixed_address_and_only_a_first_name(desk: Desk) -> None:
    desk.arrive({**SAM, "HO1": {"name": "Sam", "no_fixed_address": "yes"}})
    code = code_of(desk)
    assert f"Your code, to come back with: {code}" in desk.here(make_slip).lines
    assert desk.do(find_before, {"code": code}).people == ()  # a slip says more than its code
    assert len(desk.do(find_before, {"name": "sam", "code": code}).people) == 1


def test_whoever_can_be_found_otherwise_has_no_code_on_paper(sam: Desk) -> None:
    sam.here(start_handoff, TO, "booked")
    assert code_of(sam) not in "\n".join(sam.here(make_slip).lines)
    assert sam.here(see_finish).way_back == ""


def test_where_there_is_no_paper_the_code_is_said(desk: Desk) -> None:
    desk.contact = desk.do(open_contact).contact_id
    from triage.usecases.reception.contacts import move_contact

    desk.here(move_contact, "GP")
    for question, raw in (
        ("F0", {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}),
        ("F1", "no"), ("F2", "yes"), ("F2a", ["partner"]), ("F2b", "no"),
    ):  # fmt: skip
        desk.here(give_answer, question, raw)
    slip = desk.here(make_slip)
    assert slip.lines == () and code_of(desk) in slip.why_not
