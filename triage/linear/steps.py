"""What the steps after the questions share: their names, and a prompt where back, park, cards and find always work.

Called by every step; `after` puts them in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from triage.core.handoff import FINAL
from triage.core.text import upper_first
from triage.linear.cards import pick_card
from triage.linear.finding import find_somebody
from triage.linear.parking import park
from triage.linear.quick import APPOINTMENT, QUICK, appointment, quick
from triage.linear.talk import BACK, Talk, Visit
from triage.usecases.handoff.handoffs import open_handoffs
from triage.usecases.say import clock
from triage.usecases.views import WalkView

ON, LEAVE_STEP, PARK, CARDS, FIND = "", "back", "park", "cards", "find"
AGREED = ("given", "given_with_limits", "not_needed_legal")


class Step(Enum):
    QUESTIONS = "questions"
    READ_BACK = "read back"
    HELPERS = "who can help"
    SHARING = "sharing"
    LEAD = "one name"
    FINISH = "finish"


def ask_step(talk: Talk, visit: Visit, prompt: str, words: Sequence[str], help: Sequence[str]) -> tuple[str, str]:
    """One of `words` with the rest of the line; ON for Enter alone; LEAVE_STEP for back and for a cancelled prompt."""
    more = (
        "back: one step back; nothing is lost. park: they wait. cards: what to do first when something cannot wait.",
        "find and some words: who helps with it; then back here.",
        "quick, appointment: somebody else has a quick question or is here for an appointment.",
    )
    while True:
        found = talk.command(prompt, (*words, *BACK, PARK, CARDS, FIND, QUICK, APPOINTMENT), (*help, *more))
        if found is None:
            talk.say("Stopped. Nothing is written down here.")
            return LEAVE_STEP, ""
        word, rest = found
        if word in BACK and word not in words:
            return LEAVE_STEP, ""
        if word == PARK:
            park(talk, visit)
        elif word == CARDS:
            pick_card(talk, visit)
        elif word == FIND:
            find_somebody(talk, rest)
        elif word == QUICK:
            quick(talk)
        elif word == APPOINTMENT:
            appointment(talk)
        else:
            return word, rest


def number_in(talk: Talk, rest: str, most: int, what: str = "line") -> int | None:
    """The place (from 0) that `rest` names; None, with a sentence said, when it names none. One line needs no number."""
    if not rest and most == 1:
        return 0
    if rest.isdecimal() and 1 <= int(rest) <= most:
        return int(rest) - 1
    talk.say(f"Which {what}? Type its number after the word, 1 to {most}." if most else f"There is no {what} here.")
    return None


def tries(talk: Talk, visit: Visit) -> dict[str, WalkView]:
    """The latest try for each service."""
    return {view.service: view for view in talk.do(open_handoffs, visit.contact_id) or ()}


def under_way(view: WalkView | None) -> bool:
    return view is not None and view.now not in FINAL


def try_words(view: WalkView | None) -> str:
    """How far a try has come: `Priya said yes.`"""
    if view is None:
        return ""
    if view.worker and view.now not in FINAL:
        return f" {view.worker} said yes."
    return f" {sentence(f'{view.now_words}, {clock(view.since)}')}"


def sentence(words: str) -> str:
    """Words as a sentence: a capital, one full stop."""
    return f"{upper_first(words.rstrip('. '))}." if words else ""
