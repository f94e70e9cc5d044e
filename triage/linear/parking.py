"""They wait, under their code, with everything kept. Called at any moment of a visit."""

from __future__ import annotations

from collections.abc import Sequence

from triage.core.handoff import is_a_name
from triage.linear.reading import plain, split_command, unquoted
from triage.linear.talk import BACK, Talk, ToDesk, Visit
from triage.usecases import say
from triage.usecases.handoff.known_names import ALL_THE_SAME, as_known, unknown, who_may_go_on
from triage.usecases.reception.contacts import park_contact, stop_contact
from triage.usecases.reception.mistakes import mark_mistake

_HELP = (
    "They wait under their code; everything is kept. Enter says nothing. back: they do not wait after all.",
    "to and a name: that person goes on with them, at whichever desk.",
)
_TO = "to"


def who_is_meant(talk: Talk, typed: str, names: Sequence[str], sure: str = ALL_THE_SAME) -> str | None:
    """The name as it is known here, or as typed once somebody has said that it is right; None if not.

    What cannot be a name goes through: the use case says what is needed instead.
    """
    if known := as_known(typed, names):
        return known
    if not is_a_name(typed):
        return typed
    talk.say(unknown(typed, names))
    return typed if talk.yes_or_no(sure) else None


def park(talk: Talk, visit: Visit) -> None:
    """Ask where and what for, then leave for the front desk (ToDesk). Cancelled or back: nothing happens."""
    told: list[str] = []
    names = who_may_go_on(talk.office.house, talk.office.now())
    help_ = (*_HELP, f"Known here today: {', '.join(names)}.")
    for prompt in ("Where do they wait? Enter to skip:", "What for, or to and a name? Enter to skip:"):
        typed = talk.ask(prompt, help_)
        if typed is None or plain(typed) in BACK:
            talk.say("Not parked. You are where you were.")
            return
        told.append(unquoted(typed))
    word, name = split_command(told[1], (_TO,))
    waits_for, to = ("", who_is_meant(talk, name, names)) if word and name else (told[1], "")
    if to is None:
        talk.say("Not parked. You are where you were.")
        return
    if talk.do(park_contact, visit.contact_id, waits_for, told[0], to) is not None:
        raise ToDesk(f"{visit.code} waits{f' for {to}' if to else ''}. Everything is kept.")


def not_yet(talk: Talk, visit: Visit) -> None:
    """Back from the first question: they wait on as before, or there was nobody (ToDesk). Cancelled: nothing happens."""
    how = talk.choose(say.NOTHING_SAID, say.NOT_YET)
    if how == "wait" and talk.do(park_contact, visit.contact_id) is not None:
        raise ToDesk(say.WAITS_ON.format(code=visit.code))
    if how == "by_mistake" and talk.do(mark_mistake, visit.contact_id, how) is not None:
        raise ToDesk(say.WAS_NOBODY.format(code=visit.code))


def leave_stopped(talk: Talk, visit: Visit) -> None:
    """Stop part-way after a card, and leave for the front desk."""
    if talk.do(stop_contact, visit.contact_id) is not None:
        raise ToDesk(f"{visit.code} stopped part-way. Everything is kept.")
