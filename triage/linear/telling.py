"""One line each: where we are in words, what was answered before, what was written down. Called by `assessment`.

Only what the view holds is told, so that nothing is said that this place must not hear.
"""

from __future__ import annotations

from triage.usecases.ports import House
from triage.usecases.views import AssessmentView, QuestionView


def position(house: House, question: QuestionView, place: int, more: int) -> str:
    """Question 4, about 6 more. Home. (The part by its neutral title; never a percentage.)"""
    if question.staff:
        return "For you, not aloud."
    rest = f"about {more} more" if more > 1 else ("one more" if more == 1 else "the last for now")
    rules = house.question_set
    return f"Question {place}, {rest}. {rules.module(rules.by_id[question.id].module).title}."


def answered_before(view: AssessmentView, question: QuestionView) -> list[str]:
    """As far as this place may hear it; what staff ticked by the numbers of its lines only."""
    if question.answer is None:
        return []
    said = [heard.says for heard in view.heard if heard.question == question.id]
    if question.staff and isinstance(question.answer, frozenset):
        numbers = [str(n) for n, option in question.whole.places if option.id in question.answer]
        said = [f"lines {', '.join(numbers)}; a new answer replaces them"]
    return [f"Before: {words}. Enter keeps it." for words in said] or ["Enter keeps the earlier answer."]


def written(view: AssessmentView, question: QuestionView, raw: object) -> str:
    """What was written down; the answer itself only where this place may hear it."""
    if raw == "pnts":
        return "That’s fine. Written down: rather not say."
    heard = next((heard.says for heard in view.heard[:1] if heard.question == question.id), "")
    if heard:
        return f"Written down. {heard}."
    return "Written down." if raw != "not_sure" else "Written down: not sure."
