"""The person's slip: said word for word, and as a file to print when asked for (practice.md H2). Called by `finish`."""

from __future__ import annotations

from triage.linear.steps import ask_step
from triage.linear.talk import Talk, Visit
from triage.usecases.slips import make_slip

_HELP = (
    "file: writes it as a file to print. Enter goes back. Some people are safer without paper: offer to keep it here.",
)


def see_slip(talk: Talk, visit: Visit) -> None:
    """Nothing is written anywhere until `file`."""
    view = talk.do(make_slip, visit.contact_id)
    if view is None or not view.lines:
        talk.say(view.why_not if view else "There is no slip now.")
        return
    talk.show("The slip, as they get it:", *[line.strip() for line in view.lines if line.strip()], "End of the slip.")
    while True:
        word, _ = ask_step(talk, visit, "file writes it to print, Enter goes back:", ("file",), _HELP)
        if word != "file":
            return
        try:
            path = talk.office.save_slip(view)
        except OSError as problem:
            talk.say(f"The file could not be written ({problem.strerror}). Copy the lines on a card instead.")
        else:
            talk.say(f"Written to {path}. Print it, then remove it.")
