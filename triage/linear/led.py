"""My people, a line at a time: who keeps whom together, what is next, and the end of a visit of one's own. Called by `desk`."""

from __future__ import annotations

from triage.linear.finish import end_one
from triage.linear.steps import sentence
from triage.linear.talk import Talk, Visit
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.handoff.finish import finish_contact, see_finish
from triage.usecases.reception.desk_views import LedRow

_YES = (("yes", "Yes, finish it"),)


def tell_my_people(talk: Talk) -> None:
    """Who keeps whom together, and what is next; whoever keeps a visit together that is still open may finish it."""
    view = talk.do(my_people)
    if view is None:
        return
    lines = [f"{n} {_led(row)}" for n, row in enumerate(view.rows, 1)]
    talk.show(*(lines or ["Nobody is kept together by anybody yet."]))
    mine = [(row.contact_id, row.code) for row in view.rows if row.mine and row.under_way]
    chosen = talk.choose("Yours, and not finished yet. Finish which? Enter for none:", mine) if mine else None
    if chosen is not None:
        _finish(talk, Visit(chosen, dict(mine)[chosen]))


def _finish(talk: Talk, visit: Visit) -> None:
    view = talk.do(see_finish, visit.contact_id)
    for place, end in enumerate(view.ends if view else (), 1):
        if end.how == "open" and not end_one(talk, visit, end, place):
            return
    view = talk.do(see_finish, visit.contact_id)
    if view is None:
        return
    if view.blockers:
        talk.show("It cannot be finished yet.", *[sentence(words) for words in view.blockers])
    elif talk.choose(f"Everything has an end. {view.goodbye} Finish {visit.code}?", _YES) == "yes":
        if talk.do(finish_contact, visit.contact_id) is not None:
            talk.say(f"{visit.code} is finished. Well done.")
    else:
        talk.say("Left as it is.")


def _led(row: LedRow) -> str:
    who = row.initials if row.initials.strip("–") else "no name"
    said = "said yes" if row.said_yes else "told"
    you = ", that is you" if row.mine else ""
    return f"{row.worker}{you}, {row.label}, {said}, keeps {row.code}, {who}. Next: {'; '.join(row.next)}."
