"""What may be passed on: one spoken sentence each, then exactly what goes. Nothing is agreed beforehand.

Only a yes, a no, a limit or a "not today" that was typed is written down; Enter and a cancelled prompt leave it unasked,
and then nothing is sent. Called by `after`.
"""

from __future__ import annotations

from triage.linear.gate import without_asking
from triage.linear.steps import AGREED, LEAVE_STEP, ON, Step, ask_step, number_in, sentence, tries, try_words, under_way
from triage.linear.taken_back import take_back
from triage.linear.talk import Talk, Visit
from triage.linear.walking import set_off
from triage.usecases.handoff.leads import see_lead
from triage.usecases.handoff.sharing import SHARE_LESS, agree, see_sharing
from triage.usecases.say import NOTHING_SENT, listed
from triage.usecases.views import SharingRow, SharingView

THEIR_CHOICE = "That’s their choice and changes nothing else. Offer: they do it themselves, with our help."
_STATES = {
    "given": "yes",
    "given_with_limits": "yes, with limits",
    "refused": "no",
    "withdrawn": "taken back",
    "not_needed_legal": "by law",
}
_YES, _NO, _LIMITS, _NOT_TODAY = ("yes", "y"), ("no", "n"), ("limits", "yes but", "yes, but", "l"), ("not today", "t")
_ASK = "yes, no, limits, not today:"
_ASK_HELP = (
    "Say the sentence as it stands and wait. Only what is listed goes, and only after a yes.",
    "limits and their words: yes, but less. not today: nothing goes; it can be asked another day. Enter: not asked yet.",
)
_BACK, _GATE = ("take back",), ("without asking",)
_HELP = (
    "walk 1 sets off to that one, calls or books it. ask 1 asks again. Enter goes on.",
    "take back: they take a yes back; who has it already is told to stop.",
    "without asking: somebody must be told without a yes; a lead decides, by name.",
)


def share(talk: Talk, visit: Visit) -> Step:
    """Ask about each service and need nobody asked about, set off where it is agreed, then go on."""
    view = talk.do(see_sharing, visit.contact_id)
    if view is None:
        return Step.HELPERS
    for row in view.rows:
        if row.state not in _STATES and not _ask_row(talk, visit, row):
            return Step.HELPERS
    reminded, before = False, [""]
    while (view := talk.do(see_sharing, visit.contact_id)) is not None:
        lines, waiting = _rows(talk, visit, view)
        if lines != before:
            talk.show(*lines)
        before = lines
        prompt = "walk sets off, or ask, or Enter goes on:" if waiting else "Enter goes on, or ask, walk:"
        word, rest = ask_step(talk, visit, prompt, ("walk", "w", "ask", *_BACK, *_GATE), _HELP)
        if word == LEAVE_STEP:
            return Step.HELPERS
        if word == ON and waiting and not reminded:
            reminded = True
            talk.say("That is agreed, and nobody has set off. Enter once more goes on all the same.")
        elif word == ON:
            break
        elif word == "ask":
            if (place := number_in(talk, rest, len(view.rows))) is not None:
                _ask_row(talk, visit, view.rows[place])
        elif word in _BACK:
            take_back(talk, visit, view)
        elif word in _GATE:
            if (service := without_asking(talk, visit)) and (step := set_off(talk, visit, service)):
                return step
        elif (service := _where_to(talk, view, waiting, rest)) and (step := set_off(talk, visit, service)):
            return step
    lead = talk.do(see_lead, visit.contact_id)
    return Step.LEAD if lead is not None and lead.state in ("proposed", "told") else Step.FINISH


def _ask_row(talk: Talk, visit: Visit, row: SharingRow) -> bool:
    """One recipient, one need. False when the step was left; nothing is written down then."""
    talk.show(f"Say: {row.sentence}")
    while True:
        word, rest = ask_step(talk, visit, f"{row.label}. {_ASK}", (*_YES, *_NO, *_LIMITS, *_NOT_TODAY), _ASK_HELP)
        if word in (ON, LEAVE_STEP):
            if word == ON:
                talk.say(f"Not asked. {NOTHING_SENT}.")
            return word == ON
        if rest and word not in _LIMITS:
            talk.say("Type only yes, no, limits or not today. limits takes their words.")
            continue
        state = "given" if word in _YES else "refused" if word in _NO else "not_today"
        limits = ""
        if word in _LIMITS:
            state, limits = "given_with_limits", rest or talk.words("Which limits? In their words:") or ""
            if not limits:
                talk.say("Nothing is written down.")
                continue
        by = ""
        if state in AGREED and (known := talk.do(see_sharing, visit.contact_id)) and known.who:
            by = talk.choose("Who says yes?", known.who) or ""
            if not by:
                talk.say("Nothing is written down.")
                continue
        view = talk.do(agree, visit.contact_id, row.service, row.need, state, limits, SHARE_LESS, by)
        if view is not None:
            _tell_row(talk, view, row, state)
            return True


def _tell_row(talk: Talk, view: SharingView, asked: SharingRow, state: str) -> None:
    """What was written down and, word for word, what goes."""
    row = next((r for r in view.rows if (r.service, r.need) == (asked.service, asked.need)), None)
    if state not in AGREED:
        said = "not today" if state == "not_today" else "no"
        talk.say(f"Written down: {said}. {NOTHING_SENT}. {THEIR_CHOICE}")
    elif row is not None:
        limits = f" “{row.limits}”" if row.limits else ""
        said = f"Written down: {_STATES[row.state]}.{limits}"
        if row.sends == (NOTHING_SENT,):
            talk.say(f"{said} {NOTHING_SENT}: nothing is known to tell.")
        else:
            talk.say(f"{said} This goes, and nothing else:", *row.sends)


def _where_to(talk: Talk, view: SharingView, waiting: list[str], rest: str) -> str:
    """The one service that waits needs no number; empty, with a sentence said, when it is not clear."""
    if len(waiting) == 1 and not rest:
        return waiting[0]
    place = number_in(talk, rest, len(view.rows))
    return "" if place is None else view.rows[place].service


def _rows(talk: Talk, visit: Visit, view: SharingView) -> tuple[list[str], list[str]]:
    """Each row with its answer as a line, and the services that are agreed and wait for somebody to set off."""
    tried = tries(talk, visit)
    lines = ["What may be passed on." if view.rows else "There is nobody to tell anything."]
    for number, row in enumerate(view.rows, 1):
        said = _STATES.get(row.state, "not asked yet")
        how_far = try_words(tried.get(row.service))
        lines.append(f"{number} {row.label}. {sentence(row.need_words)} {sentence(said)}{how_far}")
    lines += [f"{listed(list(view.later))}: asked later, by whoever keeps it together."] if view.later else []
    agreed = [row for row in view.rows if row.state in AGREED and not under_way(tried.get(row.service))]
    return lines, list(dict.fromkeys(row.service for row in agreed))
