"""What somebody asks of us about what is written down, a line at a time: the same as the dialog on the page of a visit."""

from __future__ import annotations

from triage.core.reasons import date_words
from triage.linear.talk import Talk
from triage.usecases.trust import asked_of_us as ask
from triage.usecases.trust.asked_of_us import AskedView, see_asked
from triage.usecases.trust.rights import answer_complaint, complain, correct, restrict

DONE = "\0done"


def tell_asked(talk: Talk, contact_id: str) -> None:
    """Ask what it is, and write it down."""
    view = talk.do(see_asked, contact_id)
    if view is None:
        return
    what = talk.choose(f"{view.code}. {ask.TITLE}", view.asks)
    if what is None or not _do(talk, contact_id, view, what):
        talk.say("Nothing is changed.")


def _do(talk: Talk, contact_id: str, view: AskedView, what: str) -> bool:
    if what == ask.CORRECT:
        which = talk.choose(ask.WHICH, view.questions)
        words = talk.words(ask.WHAT_IS_RIGHT) if which else None
        if not which or not words:
            return False
        done = talk.do(correct, contact_id, which, words)
        if done:
            talk.say(ask.WRITTEN)
        return bool(done)
    if what in (ask.RESTRICT, ask.FOR_ALL):
        names = [] if what == ask.FOR_ALL else _names(talk, view)
        told = talk.do(restrict, contact_id, names) if names is not None else None
        if told is not None:
            talk.say(ask.told(told))
        return told is not None
    if what == ask.COMPLAIN:
        words = talk.words(ask.WHAT_IS_WRONG)
        made = talk.do(complain, contact_id, words) if words else None
        if made:
            talk.say(ask.complained(date_words(made.due.date())))
        return made is not None
    words = talk.words(ask.WHAT_WAS_DONE)
    answered = talk.do(answer_complaint, what.removeprefix(ask.ANSWER), words) if words else None
    if answered:
        talk.say("Written down.")
    return answered is not None


def _names(talk: Talk, view: AskedView) -> list[str] | None:
    """The ids of those named; None when cancelled."""
    names: list[str] = []
    while left := [(id, words) for id, words in view.staff if id not in names]:
        first = [(DONE, ask.NOBODY_ELSE)] if names else []
        one = talk.choose(ask.WHO_ELSE if names else ask.WHO, [*first, *left])
        if one is None:
            return None
        if one == DONE:
            break
        names.append(one)
    return names
