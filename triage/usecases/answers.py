"""Taking an answer: one answer, one transaction, one durable commit (design.md 3, idea 8)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from triage.core.answers import NotAnAnswer, read_answer, write_answer
from triage.core.conditions import DECLINED, Value, Values, is_declined
from triage.core.dates import read_date
from triage.core.facts import companion
from triage.core.flow import walk
from triage.core.presenting import options_now, privacy_here
from triage.core.questions import Kind, Layer, Question
from triage.usecases import records as rec
from triage.usecases.answers_view import assessment_view, question_view
from triage.usecases.case import DETAIL_OF, FIELD_CLASS, GIVEN, Case, assessed, load, with_answer
from triage.usecases.contacts import forget_privacy
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.write import add_event, stamp

_READ_AGAIN = frozenset({"ST1", *FIELD_CLASS})  # these change more rows than their own
_IN_THE_PAST = frozenset({"HO1.born", "M4.decided"})


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
        raise UseCaseError("That visit is already finished. Press n to start a new one.")
    values = walk(house.question_set, case.answers, case.situation).values
    value = _with_earlier_ticks(question, _typed(question, raw, ctx.today), case, values)
    case = _write(rows, house, ctx, case, question, value, values, pointed)
    result = assessed(case, house, ctx.now)
    if result.walk.ended:
        return _end(rows, house, ctx, case, result.walk.ended)
    return assessment_view(house, ctx, case, result)


def question_again(rows: Rows, house: House, ctx: Context, contact_id: str, question_id: str) -> QuestionView:
    """A question to put once more, with what was answered before: `b`, a change, or "I notice…" (ST1)."""
    case = load(rows, house, ctx, contact_id)
    question = house.question_set.by_id[question_id]
    return question_view(house, case, question, assessed(case, house, ctx.now).walk, again=True)


def open_questions(rows: Rows, house: House, ctx: Context, contact_id: str, names: Sequence[str]) -> AssessmentView:
    """`f`: ask a section in full, or open a single question somebody's words called for."""
    case = load(rows, house, ctx, contact_id)
    add_event(rows, ctx, contact_id, "opened_questions", detail=json.dumps(list(names)))
    case = load(rows, house, ctx, contact_id)
    return assessment_view(house, ctx, case, assessed(case, house, ctx.now))


def _typed(question: Question, raw: object, today: date) -> Value:
    try:
        return read_answer(question, _dates_read(question, raw, today))
    except NotAnAnswer as problem:
        raise UseCaseError(_at_the_desk(question, problem)) from None
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None


def _at_the_desk(question: Question, problem: NotAnAnswer) -> str:
    """Files are told which question and option; somebody at a desk only what to do next."""
    part = question.part(problem.part.partition(".")[0])
    kind = part.kind if part else question.kind
    if kind is Kind.MANY:
        return "Tick at least one, or say that none fits. “None” cannot go with others, and three are the most for a reason."
    if kind is Kind.NUMBER:
        return "Type a whole number, such as 2."
    if kind is Kind.DATE:
        return "That is not a day in the calendar. Type it like 4 dec or 4/12/2026."
    if kind is Kind.TEXT:
        return "Type a few words, without special characters, and a little shorter if they do not fit."
    return "Choose one of the answers on the screen."


def _dates_read(question: Question, raw: object, today: date) -> object:
    """Dates as people type them ("4 dec") become dates; everything else stays as it came."""
    if question.kind is Kind.DATE and isinstance(raw, str) and raw not in DECLINED | {"none"}:
        return read_date(raw, today).isoformat()
    if isinstance(raw, Mapping):
        read = dict(raw)
        for part in question.parts:
            text = read.get(part.id)
            if part.kind is Kind.DATE and isinstance(text, str) and text.strip() and text not in DECLINED | {"none"}:
                past = f"{question.id}.{part.id}" in _IN_THE_PAST
                read[part.id] = read_date(text, today, past=past).isoformat()
        return {key: inner for key, inner in read.items() if inner not in ("", None)}
    return raw


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
    row = rec.Answer(
        **stamp(ctx),
        contact_id=case.contact.id,
        question_id=question.id,
        value=json.dumps(stored, ensure_ascii=False),
        source=json.dumps(source),
    )
    earlier = case.rows.get(question.id)
    rows.replace([earlier.id] if earlier else [], row)
    if question.id == "ST1":
        forget_privacy(rows, ctx, case)
    if question.id in _READ_AGAIN:
        return load(rows, house, ctx, case.contact.id)
    return with_answer(house, ctx, case, row, value)


def _left_out(question: Question, values: Values, case: Case) -> list[str]:
    """Of an opener, the options that could not be said aloud here: they are put when the place allows."""
    if question.layer is not Layer.OPENER:
        return []
    shown = {option.id for option in options_now(question, values, case.situation)}
    before = case.situation.left_out.get(question.id)
    hidden = {option.id for option in question.options if option.where is not None} if before is None else before
    return sorted(hidden - shown)


def _write_details(rows: Rows, ctx: Context, case: Case, question_id: str, given: object) -> None:
    fields: dict[str, object] = {}
    if question_id == "HO1" and isinstance(given, dict):
        fields = dict(given)
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
    for kind in (rec.Answer, rec.PersonDetail):
        rows.erase(kind, contact_id=case.contact.id)
    add_event(rows, ctx, case.contact.id, "closed", detail=json.dumps({"how": how}))
    rows.add(rec.Tally(**stamp(ctx), what="visit", how=how))
    return view
