"""The terminal turned to the person: cleared, one question, numbered answers, nothing else (practice.md G4).

Only for questions whose content says so. What was said before comes back with `again`, once it is turned back. Called
by `assessment`.
"""

from __future__ import annotations

from triage.linear.reading import NotRead, plain, read_many, read_one
from triage.linear.talk import BACK, Talk
from triage.usecases.views import QuestionView

ONLY_POINTED = "This one is not for showing. Ask it aloud."
KINDS = ("one", "many")


def show_question(talk: Talk, question: QuestionView) -> object | None:
    """The raw answer that was pointed at; None when it is not for showing, after back, and when cancelled."""
    if not question.by_pointing or question.staff or question.kind not in KINDS:
        talk.say(ONLY_POINTED)
        return None
    lines = [(o.id, o.text) for o in (*question.options, *question.declines)]
    talk.clear()
    talk.show(question.text, *[f"{n} {words}" for n, (_, words) in enumerate(lines, 1)])
    raw = _pointed_at(talk, question, lines)
    talk.clear()
    talk.remember()
    if raw is not None:
        talk.say("Thank you.")
        talk.words("Turn it back, then Enter:")
    return raw


def _pointed_at(talk: Talk, question: QuestionView, lines: list[tuple[str, str]]) -> object | None:
    alone = frozenset(question.exclusive | {decline.id for decline in question.declines})
    while typed := talk.ask("Number:" if question.kind == "one" else "Numbers:"):
        if plain(typed) in BACK:
            return None
        try:
            found = [read_one(typed, lines)] if question.kind == "one" else read_many(typed, lines, alone)
        except NotRead as problem:
            talk.say(str(problem))
            continue
        declined = any(decline.id == found[0] for decline in question.declines)
        return found if question.kind == "many" and not declined else found[0]
    return None
