"""Nobody left with nobody. Called by `desk`."""

from __future__ import annotations

from triage.linear.parking import who_is_meant
from triage.linear.taking import pick_up
from triage.linear.talk import Talk
from triage.usecases import say
from triage.usecases.handoff.known_names import who_may_go_on
from triage.usecases.reception.desk_views import EndOfDayView, LeftRow
from triage.usecases.reception.end_of_day import (
    ANSWER,
    CARRY_ON,
    HAND_ON,
    SAID_YES,
    WENT_HOME,
    answer_try,
    hand_on,
    lead_said_yes,
    see_end_of_day,
    went_home,
)
from triage.usecases.views import AssessmentView

_ANSWERS = (("yes", "Somebody there said yes, by name"), ("no", "They said no"))


def end_of_day(talk: Talk) -> AssessmentView | None:
    """Each who has nobody, until all have or Enter. Answers the visit to go on with, if that is what was chosen."""
    while (view := talk.do(see_end_of_day)) is not None:
        if not view.rows:
            talk.show("Everybody has somebody. Good night.")
            return None
        talk.show(f"Still with nobody: {len(view.rows)}.", *[f"{n} {_left(row)}" for n, row in enumerate(view.rows, 1)])
        lines = [(row.contact_id, row.code) for row in view.rows]
        chosen = talk.choose("Who? A number or a code, or Enter:", lines, listed=False)
        row = next((row for row in view.rows if row.contact_id == chosen), None)
        if row is None:
            return None
        if not row.choices:
            talk.say(f"{row.code}: {row.initials}.")
            continue
        what = talk.choose(f"{row.code}. What now?", row.choices)
        if what == CARRY_ON:
            return pick_up(talk, row.contact_id, row.code)
        if what is None or not _do(talk, view, row, what):
            talk.say("Nothing is changed.")
    return None


def _do(talk: Talk, view: EndOfDayView, row: LeftRow, what: str) -> bool:
    """True once something was written down."""
    if what == HAND_ON:
        name = talk.name(f"Who has {row.code} from here?", view.names)
        known = who_may_go_on(talk.office.house, talk.office.now())
        name = who_is_meant(talk, name, known) if name else None
        return bool(name) and talk.do(hand_on, row.contact_id, name) is not None
    if what == WENT_HOME:
        asks, means = say.WENT_HOME
        talk.say(means)
        return bool(talk.yes_or_no(asks.format(row.code))) and talk.do(went_home, row.contact_id) is not None
    if what == SAID_YES:
        return talk.do(lead_said_yes, row.contact_id) is not None
    said = talk.choose("What came of it?", _ANSWERS) if what == ANSWER else None
    if said == "yes":
        name = talk.name("Who said yes?", row.workers)
        return bool(name) and talk.do(answer_try, row.handoff_id, name) is not None
    if said == "no":
        why = talk.reason("Why not?", [(words, words) for _, words in say.DECLINE_REASONS])
        return bool(why) and talk.do(answer_try, row.handoff_id, "", why) is not None
    return False


def _left(row: LeftRow) -> str:
    who = row.initials if row.initials.strip("–") else "no name"
    return f"{row.code}, {who}, {'; '.join(row.words)}."
