"""Where somebody is today, and who is to come: what a desk away from the hub needs beside the list. Called by `desk`."""

from __future__ import annotations

from triage.linear.later import tell_later
from triage.linear.talk import Talk, Visit
from triage.linear.walking import Walking
from triage.usecases.handoff.handoffs import see_handoff
from triage.usecases.reception.desk_views import ExpectedView, FrontDeskView
from triage.usecases.reception.whereabouts import ELSEWHERE, KINDS, say_where
from triage.usecases.say import clock

_NAME = "A name for it, such as St Mark's hall; never somebody's address. Enter skips:"
WHERE = ("where", "where i am", "w")


def where_today(talk: Talk) -> None:
    """Ask, and write it down; Enter or back changes nothing."""
    kind = talk.choose("Where are you today? It holds until midnight.", KINDS)
    if kind is None:
        talk.say("Nothing is changed.")
        return
    named = talk.words(_NAME) if kind == ELSEWHERE else None
    view = talk.do(say_where, kind, named or "")
    if view is not None:
        talk.say(f"{view.words}: nothing is a walk-over from here." if view.words else "At the hub.")


def expected_lines(view: FrontDeskView) -> list[str]:
    """Who is to come today, numbered on after who is here."""
    return [f"{n} {_words(one)}" for n, one in enumerate(view.expected, len(view.people) + 1)]


def expected_meant(typed: str, view: FrontDeskView) -> ExpectedView | None:
    """By the number in the list."""
    place = int(typed) - len(view.people) - 1 if typed.isdecimal() else -1
    return view.expected[place] if 0 <= place < len(view.expected) else None


def they_came(talk: Talk, one: ExpectedView) -> None:
    """The way there and who has them; once somebody said yes, what came after."""
    if one.worker:
        tell_later(talk, one.contact_id)
    elif (view := talk.do(see_handoff, one.handoff_id)) is not None:
        Walking(talk, Visit(one.contact_id, one.code), view, came=True).run()


def _words(one: ExpectedView) -> str:
    when = f"{'was ' if one.late else ''}expected at {clock(one.at)}"
    who = one.initials if one.initials.strip("–") else "no name"
    return ", ".join([one.code, who, when, one.label, *([f"{one.worker} said yes"] if one.worker else [])])
