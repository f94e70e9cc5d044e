"""What is arranged beside the questions, line by line: an interpreter, or a word of their own. Called by `assessment`."""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.handoff.after_views import ArrangedLine
from triage.usecases.visit.arranged import WHAT, arrange, see_arranged

_OPEN = ("", "Leave it open")


def arrange_beside(talk: Talk, contact_id: str) -> None:
    """Until it is left; each line is saved by itself."""
    what = talk.choose("What is to be arranged?", WHAT)
    view = talk.do(see_arranged, contact_id, what) if what else None
    if view is not None:
        talk.say(f"{view.title}.", view.words)
    while view is not None:
        lines = [(line.id, f"{line.label}: {line.said or 'not said'}") for line in view.lines]
        chosen = talk.choose("Which line?", lines)
        line = next((line for line in view.lines if line.id == chosen), None)
        if line is None:
            return
        said = _said(talk, line)
        changed = talk.do(arrange, contact_id, view.what, line.id, said) if said is not None else None
        talk.say("Written down." if changed else "Nothing is changed.")
        view = changed or view


def _said(talk: Talk, line: ArrangedLine) -> str | None:
    """What was said, "" to leave it open; None when it was left."""
    if line.options:
        return talk.choose(line.label, (*line.options, _OPEN))
    typed = talk.words(f"{line.label}, or open to leave it open ({line.hint}):")
    return "" if typed is not None and typed.casefold() == "open" else typed
