"""The person's slip: said word for word, as a file, as lines for a card, and the calendar file. Called by `finish`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from triage.linear.steps import ask_step
from triage.linear.talk import Talk, Visit
from triage.usecases.office import Form, Written
from triage.usecases.paper.calendars import make_calendar
from triage.usecases.paper.slips import make_slip
from triage.usecases.ports import UseCaseError
from triage.usecases.say import not_written, written

FORMS = {"pdf": Form.PDF, "large print": Form.LARGE, "large": Form.LARGE, "file": Form.TEXT, "text": Form.TEXT}
_HELP = (
    "pdf: writes it to print, in large letters. large print: in very large letters. file: as plain text.",
    "card: the lines to copy on a card. calendar: the time agreed, where their email is safe and theirs alone.",
    "Enter goes back. Some people are safer without paper: offer to keep it here.",
)


def see_slip(talk: Talk, visit: Visit) -> None:
    """Nothing is written anywhere until a file is asked for."""
    view = talk.do(make_slip, visit.contact_id)
    if view is None or view.page is None:
        talk.say(view.why_not if view else "There is no slip now.")
        return
    talk.show("The slip, as they get it:", *[line.strip() for line in view.lines if line.strip()], "End of the slip.")
    while True:
        prompt = "pdf, large print or file writes it, card, calendar, Enter goes back:"
        word, _ = ask_step(talk, visit, prompt, (*FORMS, "card", "calendar"), _HELP)
        if word in FORMS:
            write(talk, talk.office.write_page, view.page, FORMS[word])
        elif word == "card":
            talk.show(*[f"{n} {line}" for n, line in enumerate(view.card, 1)])
        elif word == "calendar":
            calendar = talk.do(make_calendar, visit.contact_id)
            if calendar is not None and calendar.entries:
                write(talk, talk.office.write_calendar, calendar)
            elif calendar is not None:
                talk.say(calendar.why_not)
        else:
            return


def write(talk: Talk, make: Callable[..., Written], *args: Any) -> None:
    """Make a file and say where it is, or why there is none."""
    try:
        talk.say(written(make(*args)))
    except UseCaseError as problem:
        talk.say(str(problem))
    except OSError as problem:
        talk.say(not_written(problem))
