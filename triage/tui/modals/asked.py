"""What somebody asks of us about what is written down: put right, complained about, who may see them; from their page."""

from __future__ import annotations

from triage.core.reasons import date_words
from triage.tui.base import Deskside
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.usecases.trust import asked_of_us as ask
from triage.usecases.trust.asked_of_us import AskedView, see_asked
from triage.usecases.trust.rights import answer_complaint, complain, correct, restrict

DONE = "\0done"


async def asked(screen: Deskside[None], contact_id: str) -> bool:
    """Ask what it is and write it down; True once that is done. Only inside a turn."""
    view = await screen.do(see_asked, contact_id)
    if view is None:
        return False
    what = await screen.ask(PickModal(ask.TITLE, view.asks))
    if what is None:
        return False
    if what == ask.CORRECT:
        return await _correct(screen, contact_id, view)
    if what in (ask.RESTRICT, ask.FOR_ALL):
        return await _restrict(screen, contact_id, view, lift=what == ask.FOR_ALL)
    if what == ask.COMPLAIN:
        words = await screen.ask(ReasonModal(ask.WHAT_IS_WRONG))
        made = await screen.do(complain, contact_id, words) if words else None
        if made:
            screen.say(ask.complained(date_words(made.due.date())))
        return made is not None
    words = await screen.ask(ReasonModal(ask.WHAT_WAS_DONE))
    answered = await screen.do(answer_complaint, what.removeprefix(ask.ANSWER), words) if words else None
    if answered:
        screen.say("Written down.")
    return answered is not None


async def _correct(screen: Deskside[None], contact_id: str, view: AskedView) -> bool:
    which = await screen.ask(PickModal(ask.WHICH, view.questions))
    if not which:
        return False
    words = await screen.ask(ReasonModal(ask.WHAT_IS_RIGHT))
    if not words:
        return False
    done = await screen.do(correct, contact_id, which, words)
    if done:
        screen.say(ask.WRITTEN)
    return bool(done)


async def _restrict(screen: Deskside[None], contact_id: str, view: AskedView, *, lift: bool) -> bool:
    names: list[str] = []
    while not lift:
        left = [(id, words) for id, words in view.staff if id not in names]
        title = ask.WHO_ELSE if names else ask.WHO
        first = [(DONE, ask.NOBODY_ELSE)] if names else []
        one = await screen.ask(PickModal(title, [*first, *left]))
        if one is None:
            return False
        if one == DONE:
            break
        names.append(one)
    told = await screen.do(restrict, contact_id, names)
    if told is not None:
        screen.say(ask.told(told))
    return told is not None
