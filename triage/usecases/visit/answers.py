"""Taking an answer: one answer, one transaction, one durable commit (design.md 3, idea 8)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from triage.core.answers import GIVEN, as_said, write_answer
from triage.core.conditions import Value, Values, is_declined
from triage.core.facts import companion
from triage.core.flow import openable
from triage.core.people import tidy_postcode
from triage.core.presenting import options_now, privacy_here
from triage.core.questions import Layer, Question
from triage.usecases import records as rec
from triage.usecases.case import (
    DETAIL_OF,
    FIELD_CLASS,
    HO1_PARTS,
    SO_FAR,
    Case,
    assessed,
    load,
    with_answer,
    with_known,
)
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import forget_privacy
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers_view import assessment_view, question_view
from triage.usecases.visit.typed import typed_answer, typed_parts
from triage.usecases.write import add_event, stamp

_READ_AGAIN = frozenset({"ST1", *FIELD_CLASS})  # these change more rows than their own


def give_answer(
    rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str, raw: object, pointed: bool = False
) -> AssessmentView:
    """Write down what was said or declined, and say where that leads.

    `raw` is what a face has: an option id, ticks, text, a number, a mapping of parts, "pnts" or "not_sure"; dates as
    typed. Raises UseCaseError with a sentence to show when it cannot be an answer to this question.
    """
    case = load(rows, house, ctx, contact_id)
    question = house.question_set.by_id.get(question_id)
    if question is None or case.closed:
        raise UseCaseError("That visit is already finished. Start a new one at the front desk.")
    values = as_said(case.answers)
    value = _with_earlier_ticks(question, typed_answer(question, raw, ctx.today), case, values)
    case = _write(rows, house, ctx, case, question, value, values, pointed)
    result = assessed(case, house, ctx.now)
    if result.walk.ended:
        return _end(rows, house, ctx, case, result.walk.ended)
    return assessment_view(house, ctx, case, result)


def keep_parts(
    rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str, raw: Mapping[str, object]
) -> bool:
    """Write down how far a form has come, so that nobody is asked twice when the plug is pulled (promises.md P2).

    It answers nothing yet. A form that was answered before keeps its answer until the new one is whole. Raises
    UseCaseError for a part that cannot be right.
    """
    case = load(rows, house, ctx, contact_id)
    question = house.question_set.by_id[question_id]
    if case.closed or question_id in case.rows or not raw:
        return False
    stored: object = write_answer(typed_parts(question, raw, ctx.today))
    if question_id in FIELD_CLASS:
        _write_details(rows, ctx, case, question_id, stored)
        stored = GIVEN
    replace_answer(rows, ctx, case, question_id, stored, {"place": case.place_id, SO_FAR: True})
    return True


def question_again(rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str) -> QuestionView:
    """A question to put once more, with what was answered before: `b`, a change, or "I notice…" (ST1)."""
    case = load(rows, house, ctx, contact_id)
    question = house.question_set.by_id[question_id]
    return question_view(house, ctx, case, question, assessed(case, house, ctx.now).walk, again=True)


def ask_privacy(rows: Rows, house: House, ctx: Context, contact_id: str) -> QuestionView:
    """Away from the hub: whether anybody can overhear, asked of the worker (F0). Raises UseCaseError beside somebody.

    In a pod it is put by itself; in a hall or a home only whoever is there knows when it may be (contract.md 1, rule 4).
    """
    case = load(rows, house, ctx, contact_id)
    if companion(case.answers):
        raise UseCaseError("Somebody is beside them. First say with i that they are on their own.")
    return question_again(rows, house, ctx, contact_id, "F0")


def open_questions(rows: Rows, house: House, ctx: Context, contact_id: str, names: Sequence[str]) -> AssessmentView:
    """`f`: ask a section in full, or open a single question somebody's words called for."""
    case = load(rows, house, ctx, contact_id)
    add_event(rows, ctx, contact_id, "opened_questions", detail=json.dumps(list(names)))
    case = load(rows, house, ctx, contact_id)
    return assessment_view(house, ctx, case, assessed(case, house, ctx.now))


def see_openable(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[tuple[str, str, str], ...]:
    """(id, what it is about, which part) of each question that may be opened by itself here and now."""
    case = load(rows, house, ctx, contact_id)
    found = openable(house.question_set, assessed(case, house, ctx.now).walk, case.situation)
    questions = [house.question_set.by_id[id] for id in found]
    return tuple((q.id, q.about, house.question_set.module(q.module).title) for q in questions)


def open_question(rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str) -> QuestionView:
    """Open one question that somebody's words or looks called for, and put it now. Raises UseCaseError where it may not be."""
    if question_id not in {id for id, _, _ in see_openable(rows, house, ctx, contact_id)}:
        raise UseCaseError("That cannot be asked here and now. Choose another, or find a quieter place first.")
    add_event(rows, ctx, contact_id, "opened_questions", detail=json.dumps([question_id]))
    return question_again(rows, house, ctx, contact_id, question_id)


def _with_earlier_ticks(question: Question, value: Value, case: Case, values: Values) -> Value:
    """An opener put once more with only some of its options: the new row holds both (contract.md 1).

    Ticks among the options offered now are as said now, so that a mistake can be unticked; the others stay. Rather not
    say to the rest leaves what was said before.
    """
    before = case.answers.get(question.id)
    if question.layer is not Layer.OPENER or not isinstance(before, frozenset):
        return value
    offered = {option.id for option in options_now(question, values, case.situation)}
    kept = {tick for tick in before - offered if tick != "none"}
    if not isinstance(value, frozenset):
        return frozenset(kept) if kept else value
    ticked = kept | (value - {"none"})
    return frozenset(ticked) if ticked else frozenset({"none"})


def _write(
    rows: Rows,
    house: House,
    ctx: Context,
    case: Case,
    question: Question,
    value: Value,
    values: Values,
    pointed: bool,
) -> Case:
    """Insert the answer's row and give the case as it now stands, without reading it all again."""
    stored: object = write_answer(value)
    if question.id in FIELD_CLASS:
        stored = value if is_declined(value) else GIVEN
        _write_details(rows, ctx, case, question.id, write_answer(value) if stored == GIVEN else {})
    source = {
        "place": case.place_id,
        "private": privacy_here(values, case.situation).name.lower(),
        "pointed": pointed,
        "left_out": _left_out(question, values, case),
        "beside": companion(values),
        "speaker": case.situation.speaker.value,
    }
    row = replace_answer(rows, ctx, case, question.id, stored, source)
    if question.id == "ST1":
        forget_privacy(rows, ctx, case)
    if question.id in _READ_AGAIN:
        return with_known(rows, house, ctx, load(rows, house, ctx, case.contact.id))
    return with_answer(house, ctx, case, row, value)


def replace_answer(
    rows: Rows, ctx: Context, case: Case, question_id: str, stored: object, source: Mapping[str, object]
) -> rec.Answer:
    """Insert an answer's row in place of the one before. `stored` is what its value says, as JSON knows it."""
    row = rec.Answer(
        **stamp(ctx),
        contact_id=case.contact.id,
        question_id=question_id,
        value=json.dumps(stored, ensure_ascii=False),
        source=json.dumps(source),
    )
    earlier = case.rows.get(question_id) or case.begun.get(question_id)
    rows.replace([earlier.id] if earlier else [], row)
    return row


def _left_out(question: Question, values: Values, case: Case) -> list[str]:
    """Of an opener, the options that could not be said aloud here: they are put when the place allows."""
    if question.layer is not Layer.OPENER:
        return []
    shown = {option.id for option in options_now(question, values, case.situation)}
    before = case.situation.left_out.get(question.id)
    hidden = {option.id for option in question.options if option.where is not None} if before is None else before
    return sorted(hidden - shown)


def _write_details(rows: Rows, ctx: Context, case: Case, question_id: str, given: object) -> None:
    """The details as they are said now; what was said before and is not any more becomes empty."""
    fields: dict[str, object] = {part: "" for part in HO1_PARTS if question_id == "HO1" and part in case.details}
    if question_id == "HO1" and isinstance(given, dict):
        fields |= given
        postcode = given.get("postcode")
        if isinstance(postcode, str):  # written one way, so that it can be found again
            fields["postcode"] = tidy_postcode(postcode) or postcode
    elif question_id in DETAIL_OF:
        fields = {DETAIL_OF[question_id]: given}
    for name, value in fields.items():
        detail = rec.PersonDetail(
            **stamp(ctx),
            person_id=case.contact.person_id,
            contact_id=case.contact.id,
            field=name,
            value=json.dumps(value, ensure_ascii=False),
            field_class=FIELD_CLASS[question_id],
        )
        earlier = rows.find(rec.PersonDetail, person_id=case.contact.person_id, field=name)
        rows.replace([old.id for old in earlier], detail)


def _end(rows: Rows, house: House, ctx: Context, case: Case, how: str) -> AssessmentView:
    """The person wants no check, or nothing written: what they said goes, a count stays (contract.md 6)."""
    view = assessment_view(house, ctx, case, assessed(case, house, ctx.now), closed_as=how)
    for kind in (rec.Answer, rec.PersonDetail, rec.SamePerson, rec.Household, rec.CameBack):
        rows.erase(kind, contact_id=case.contact.id)
    add_event(rows, ctx, case.contact.id, "closed", detail=json.dumps({"how": how}))
    rows.add(rec.Tally(**stamp(ctx), what="visit", how=how))
    return view
