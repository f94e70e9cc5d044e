"""The half of a Monday morning that needs no assessment: somebody here for an appointment, a quick question (design.md 6).

No name is asked and no person is made: a count without a person, and a line that says whom to tell or what to answer.
A count made by mistake is replaced by one that says so; what was written stays.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from triage.core.directory import Service
from triage.core.hours import slots
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.building import in_the_building, said_today
from triage.usecases.reception.desk_views import CountedView, QuickView
from triage.usecases.visit.matches import duty_lead
from triage.usecases.write import stamp

VISIT, APPOINTMENT, QUESTION, MISTAKE = "visit", "appointment", "question", "mistake"
ELSEWHERE = "elsewhere"  # an appointment with somebody no list may name
_A_MOMENT = timedelta(minutes=2)
_COUNTED = {APPOINTMENT: ("appointment", "appointments"), QUESTION: ("quick question", "quick questions")}


def quick_questions(rows: Rows, house: House, ctx: Context) -> QuickView:
    """What is asked all day long, in the order of the directory."""
    lines = tuple((question.id, question.ask) for question in house.directory.quick_questions)
    return QuickView(lines, _last_words(rows, house, ctx))


def appointments(rows: Rows, house: House, ctx: Context) -> QuickView:
    """Whom somebody may be here to see: neutral labels, always in the same order, so that fingers learn the keys."""
    services = sorted(in_the_building(house), key=lambda service: service.public_label)
    lines = [(service.id, service.public_label) for service in services]
    return QuickView((*lines, (ELSEWHERE, "Somebody else")), _last_words(rows, house, ctx))


def answer_question(rows: Rows, house: House, ctx: Context, question: str) -> CountedView:
    """Count it, and answer it. Raises UseCaseError for a question that is not in the directory."""
    found = next((one for one in house.directory.quick_questions if one.id == question), None)
    if found is None:
        raise UseCaseError("That question is not in the list. Choose one that is.")
    rows.add(rec.Tally(**stamp(ctx), what=QUESTION, how=question))
    times = f"{_times(house, ctx)} " if found.times else ""
    return CountedView(f"{times}{found.say}")


def announce(rows: Rows, house: House, ctx: Context, service: str) -> CountedView:
    """Count somebody who is here for an appointment, and say whom to tell and how. Raises UseCaseError."""
    found = next((one for one in in_the_building(house) if one.id == service), None)
    if found is None and service != ELSEWHERE:
        raise UseCaseError("That is not in the list. Choose one that is, or somebody else.")
    rows.add(rec.Tally(**stamp(ctx), what=APPOINTMENT, how=found.id if found else ""))
    if found is None:
        words = f"Ask whom they are here to see, and ring that person. No answer: {duty_lead(house)}."
        return CountedView(words)
    return CountedView(_tell(found, ctx, ", ".join(said_today(rows, house, ctx, found.id))))


def undo_count(rows: Rows, house: House, ctx: Context) -> CountedView:
    """Take back what this terminal counted a moment ago: a row that says so takes its place. Raises UseCaseError."""
    last = _last(rows, ctx)
    if last is None:
        raise UseCaseError("Nothing was counted here in the last two minutes.")
    rows.replace([last.id], rec.Tally(**stamp(ctx), what=MISTAKE, how=f"{last.what}:{last.how}"))
    return CountedView(f"Taken back: {_words(house, last)}.")


def counted_today(rows: Rows, ctx: Context) -> tuple[tuple[str, int], ...]:
    """(words, number) of what was counted today without a visit; only what there was."""
    counts = Counter(tally.what for tally in rows.since(rec.Tally, ctx.midnight))
    return tuple((words[counts[what] > 1], counts[what]) for what, words in _COUNTED.items() if counts[what])


def _tell(service: Service, ctx: Context, said: str) -> str:
    there = service.on_duty(ctx.today)
    numbers = [f"ring {worker.name} on {worker.extension}" for worker in there if worker.extension]
    how = ", or ".join(numbers) or f"nobody is listed as in today; ring {service.phone}"
    return f"{service.public_label}: {how}. Say: “Somebody is here for an appointment.”" + (
        f" ({said})" if said else ""
    )


def _times(house: House, ctx: Context) -> str:
    today = slots(house.directory.hub.hours, ctx.today, house.directory.closed_dates)
    spans = [f"{say.clock(slot.start)} to {say.clock(slot.end)}" for slot in today]
    return f"We are open today from {say.listed(spans)}." if spans else "We are closed today."


def _last(rows: Rows, ctx: Context) -> rec.Tally | None:
    """What this terminal counted last, if it was a moment ago and stands."""
    made = [t for t in rows.since(rec.Tally, ctx.now - _A_MOMENT) if t.terminal_id == ctx.terminal.id]
    return next((tally for tally in reversed(made) if tally.what in _COUNTED), None)


def _last_words(rows: Rows, house: House, ctx: Context) -> str:
    last = _last(rows, ctx)
    return f"{_words(house, last)}, {say.clock(last.at)}" if last else ""


def _words(house: House, tally: rec.Tally) -> str:
    if tally.what == QUESTION:
        asked = next((one.ask for one in house.directory.quick_questions if one.id == tally.how), tally.how)
        return f"quick question, {asked}"
    service = house.directory.by_id.get(tally.how)
    return f"appointment, {service.public_label if service else 'somebody else'}"
