"""What is arranged beside the questions: an interpreter, and a word of their own for safe contact (practice.md G1, B2).

Both are facts about the person, kept line by line like the rest of it, so any line may be said, changed or left open. A
relative, a child or whoever came along cannot be written down as an interpreter: there is no such line. The word stays
here: it is asked for before anything is said of an earlier visit, and never leaves (docs/adr/0013).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from triage.core.appointments import appointment_words, read_appointment
from triage.core.hours import LONDON
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases.case import Case, arranged, load
from triage.usecases.handoff.after_views import ArrangedLine, ArrangedView
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.access_needs import interpreter_for
from triage.usecases.write import stamp

INTERPRETER, SAFE_WORD = "interpreter", "safe_word"
WHAT = ((INTERPRETER, "An interpreter"), (SAFE_WORD, "A word of their own, and safe calls"))
BESIDE = "Somebody is beside them. Find a moment alone first."
_YES_NO = (("yes", "Yes"), ("no", "No"))
_TIME = "interpreter_booked"


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    most: int = 60


_LINES: dict[str, dict[str, _Line]] = {
    INTERPRETER: {
        "interpreter_how": _Line(
            "How", (("phone", "By phone"), ("video", "By video"), ("here", "Face to face"), ("no", "None is wanted"))
        ),
        "interpreter_dialect": _Line("Dialect or region", hint="as they call it"),
        "interpreter_prefers": _Line("Man or woman", (("woman", "A woman"), ("man", "A man"), ("either", "Either"))),
        "interpreter_community": _Line("Nobody from their community", _YES_NO),
        _TIME: _Line("Booked for", hint="tue 10:00 · 24 nov 9:30"),
    },
    SAFE_WORD: {
        "code_word": _Line("Their word", hint="one they choose and will remember", most=30),
        "cover_reason": _Line("If somebody asks, the call is about", hint="something true and dull", most=60),
        "no_answer": _Line(
            "If nobody answers",
            (
                ("nothing", "Do nothing"),
                ("worker", "Tell the worker who has them"),
                ("check", "Ask that somebody looks in on them"),
            ),
        ),
        "withheld_number_only": _Line("Only from a withheld number", _YES_NO),
    },
}
_WORDS = {
    INTERPRETER: (
        "Ours only: never family, a friend, a child or whoever came along. Ask if a man or a woman is better."
        " The agency hears the language and the time; of the reason only “confidential”."
    ),
    SAFE_WORD: (
        "From then on nothing of an earlier visit is said to anybody without the word, at the desk or by phone."
        " It is never printed and never passed on."
    ),
}


def see_arranged(rows: Rows, house: House, ctx: Context, contact_id: str, what: str) -> ArrangedView:
    """The lines of an interpreter or of the safe word, as they stand. Raises UseCaseError for the word with company."""
    return _view(house, _may_see(load(rows, house, ctx, contact_id), what), what)


def arrange(rows: Rows, house: House, ctx: Context, contact_id: str, what: str, line: str, said: str) -> ArrangedView:
    """Write one line down; "" leaves it open again. Raises UseCaseError for what is no such line, choice or time."""
    case = _may_see(load(rows, house, ctx, contact_id), what)
    value = _read(what, line, " ".join(said.split()), ctx)
    person = case.contact.person_id
    detail = rec.PersonDetail(
        **stamp(ctx),
        person_id=person,
        contact_id=contact_id,
        field=line,
        value=json.dumps(value, ensure_ascii=False),
        field_class="access" if what == INTERPRETER else "safe contact",
    )
    rows.replace([old.id for old in rows.find(rec.PersonDetail, person_id=person, field=line)], detail)
    return see_arranged(rows, house, ctx, contact_id, what)


def safe_rules(case: Case) -> tuple[str, ...]:
    """What else holds when somebody gets in touch with them; the word itself is not among it."""
    lines = _LINES[SAFE_WORD]
    told = []
    if arranged(case, "withheld_number_only") == "yes":
        told.append("only from a withheld number")
    if cover := arranged(case, "cover_reason"):
        told.append(f"if somebody asks, it is about {cover}")
    if said := arranged(case, "no_answer"):
        words = dict(lines["no_answer"].options)[said]
        told.append(f"if nobody answers: {lower_first(words)}")
    return tuple(told)


def word_words(case: Case) -> str:
    """For whoever gets in touch, on their page alone: the word, and when to ask for it."""
    word = arranged(case, "code_word")
    return f"Their word is “{word}”: let them say it before you say anything" if word else ""


def _may_see(case: Case, what: str) -> Case:
    if what not in _LINES:
        raise UseCaseError("That cannot be arranged here. Go back and look again.")
    if what == SAFE_WORD and not case.before.alone:
        raise UseCaseError(BESIDE)
    return case


def _read(what: str, line: str, said: str, ctx: Context) -> str:
    field = _LINES[what].get(line)
    if field is None:
        raise UseCaseError("Which line? Choose from the list.")
    if field.options and said and said not in dict(field.options):
        raise UseCaseError("Which one? Choose from the list.")
    if len(said) > field.most:
        raise UseCaseError(f"A little shorter, please: {field.most} letters at most.")
    if line == _TIME and said:
        try:
            return read_appointment(said, ctx.now.astimezone(LONDON)).isoformat()
        except ValueError as problem:
            raise UseCaseError(str(problem)) from None
    return said


def _view(house: House, case: Case, what: str) -> ArrangedView:
    about = interpreter_for(house, case) if what == INTERPRETER else ""
    title = dict(WHAT)[what]
    return ArrangedView(
        contact_id=case.contact.id,
        what=what,
        title=f"{title}: {about}" if about else title,
        words=_WORDS[what],
        lines=tuple(
            ArrangedLine(id, line.label, _said(id, line, arranged(case, id)), line.options, line.hint, line.most)
            for id, line in _LINES[what].items()
        ),
    )


def _said(id: str, line: _Line, value: str) -> str:
    """In words. Of the word itself only that there is one: whoever stands beside the desk reads along."""
    if id == "code_word" and value:
        return "agreed"
    return dict(line.options).get(value, "") if line.options else appointment_words(value) or value
