"""Finishing: every wanted need ends in exactly one way; then the slip, if there may be one, and back to the front desk.

Called by `after`. Enter on an open one leaves it open; nothing ends by a cancelled prompt.
"""

from __future__ import annotations

from triage.linear.slip import see_slip
from triage.linear.steps import LEAVE_STEP, ON, Step, ask_step, number_in, sentence
from triage.linear.talk import Talk, ToDesk, Visit
from triage.usecases import say
from triage.usecases.handoff.after_views import EndView, FinishView
from triage.usecases.handoff.finish import end_need, finish_contact, see_finish

_HELP = (
    "Each thing they want help with ends in exactly one way. A number, such as 1, says how that one ends.",
    "slip: what the person may take with them. helpers: who can help. one name: who keeps it together.",
    "finish, or Enter: finishes the visit. Not ready? park lets them wait with everything kept.",
)
_WORDS = ("finish", "slip", "helpers", "one name", *[str(n) for n in range(1, 100)])


def finish(talk: Talk, visit: Visit) -> Step:
    """End what is open, offer the slip, and finish (ToDesk) once nothing stands in the way."""
    view = talk.do(see_finish, visit.contact_id)
    if view is None:
        return Step.READ_BACK
    for place, end in enumerate(view.ends, 1):
        if end.how == "open" and not end_one(talk, visit, end, place):
            break
    before = [""]
    while (view := talk.do(see_finish, visit.contact_id)) is not None:
        lines = _lines(view)
        if lines != before:
            talk.show(*lines)
        before = lines
        prompt = (
            "A number, slip, helpers, one name, park:" if view.blockers else "Enter finishes, or slip, a number, park:"
        )
        word, _ = ask_step(talk, visit, prompt, _WORDS, _HELP)
        if word == LEAVE_STEP:
            return _before(view)
        if word in (ON, "finish"):
            _close(talk, visit, view)
        elif word == "slip":
            see_slip(talk, visit)
        elif word == "helpers":
            return Step.HELPERS
        elif word == "one name":
            return Step.LEAD
        elif (at := number_in(talk, word, len(view.ends))) is not None:
            end_one(talk, visit, view.ends[at], at + 1)
    return Step.READ_BACK


def _before(view: FinishView) -> Step:
    return Step.SHARING if view.ends else Step.READ_BACK


def _lines(view: FinishView) -> list[str]:
    lines = ["How it ends." if view.ends else "No help was wanted. That is fine."]
    for number, end in enumerate(view.ends, 1):
        because = f" ({end.because})" if end.because else ""
        lines.append(f"{number} {sentence(end.plain)} {end.how_words}{because}.")
    lines += [sentence(words) for words in view.handoffs]
    if view.lead:
        state = say.LEAD_STATE.get(view.lead.state, view.lead.state)
        lines.append(f"Keeps it together: {view.lead.worker or view.lead.label}, {state}.")
    if view.way_back:
        lines.append(f"Their way back is the code {view.way_back}: on the slip, or to copy on a card.")
    lines += [f"Before you finish: {sentence(words)}" for words in view.blockers]
    return lines if view.blockers else [*lines, view.goodbye]


def end_one(talk: Talk, visit: Visit, end: EndView, place: int) -> bool:
    """Ask how one need ends, and write it down. False when the rest is not to be asked now; nothing is written down then."""
    own = f"What they can do: {end.self_help}" if end.self_help else ""
    if own:
        talk.say(own)
    how = talk.choose(f"{place}. {sentence(end.plain)} How does this end?", end.choices)
    if how is None:
        talk.say("Left as it is.")
        return False
    because = talk.choose("Why?", tuple(say.UNMET.items())) if how == "unmet" else ""
    if because is None or talk.do(end_need, visit.contact_id, end.code, how, because) is None:
        talk.say("Left as it is.")
        return False
    talk.say(f"Written down: {sentence(dict(end.choices)[how])}")
    return True


def _close(talk: Talk, visit: Visit, view: FinishView) -> None:
    if view.blockers:
        talk.say("It cannot be finished yet.")
    elif talk.do(finish_contact, visit.contact_id) is not None:
        raise ToDesk(f"{visit.code} is finished. Well done.")
