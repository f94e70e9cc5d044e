"""Somebody here for an appointment, or with a quick question: on top of whatever is open, and nobody's name.

Called by `desk`, `assessment` and `steps`.
"""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.reception.desk_views import QuickView
from triage.usecases.reception.quick import announce, answer_question, appointments, quick_questions, undo_count

QUICK, APPOINTMENT = "quick", "appointment"
_UNDO = "undo"


def quick(talk: Talk) -> None:
    """Which question, then the answer; one is counted."""
    chosen = _chosen(talk, talk.do(quick_questions), "Which question?")
    if chosen and chosen != _UNDO and (counted := talk.do(answer_question, chosen)):
        talk.say(counted.words)


def appointment(talk: Talk) -> None:
    """Whom they are here to see, then whom to tell and how; one is counted."""
    chosen = _chosen(talk, talk.do(appointments), "Here to see:")
    if chosen and chosen != _UNDO and (counted := talk.do(announce, chosen)):
        talk.say(counted.words)


def _chosen(talk: Talk, view: QuickView | None, title: str) -> str | None:
    """A line's id; the last line takes back what was counted a moment ago."""
    if view is None:
        return None
    last = [(_UNDO, f"Not the last one: {view.last}")] if view.last else []
    chosen = talk.choose(title, (*view.lines, *last))
    if chosen == _UNDO and (counted := talk.do(undo_count)):
        talk.say(counted.words)
    return chosen
