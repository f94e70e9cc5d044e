"""Somebody here for an appointment, or with a quick question: two keys on top of whatever is open, and nobody's name.

The answer stands in the message strip of the screen below, so no key is needed to put it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from triage.tui import keys
from triage.tui.base import Deskside
from triage.tui.modals.pick import PickModal
from triage.tui.widgets.options import DIGITS, Choice
from triage.usecases.reception.desk_views import QuickView
from triage.usecases.reception.quick import announce, answer_question, appointments, quick_questions, undo_count

APPOINTMENT, UNDO = "\0appointment", "\0undo"  # beside ids of the directory, which hold no such letter
SPARE = "ax"  # keys with a meaning of their own


class QuickModal(PickModal, inherit_bindings=False):
    """One key for each line: 1 to 9, then every letter. Answers the line's id."""

    CSS_PATH = "../styles/desk.tcss"
    LINE_KEYS = DIGITS + ascii_lowercase
    BINDINGS = keys.bind(keys.LINES_DOWN, keys.LINES_UP, keys.LINES_CLOSE)

    def __init__(self, title: str, view: QuickView, first: Sequence[Choice] = ()) -> None:
        last = [Choice("x", UNDO, f"Not the last one: {view.last}", aside=True)] if view.last else []
        super().__init__(title, ())
        pool = iter([*DIGITS, *(letter for letter in ascii_lowercase if letter not in SPARE)])
        self._choices = [*first, *(Choice(next(pool, ""), id, words) for id, words in view.lines), *last]


async def quick(screen: Deskside[None]) -> None:
    """`q`, then one key; or `a` and one more. Only inside a turn."""
    view = await screen.do(quick_questions)
    if view is None:
        return
    here_for = Choice("a", APPOINTMENT, "Here for an appointment")
    chosen = await screen.ask(QuickModal("A quick question", view, [here_for]))
    if chosen == APPOINTMENT:
        await appointment(screen)
    elif chosen == UNDO:
        await _undo(screen)
    elif chosen and (counted := await screen.do(answer_question, chosen)):
        screen.say(counted.words)


async def appointment(screen: Deskside[None]) -> None:
    """`a`, then one key. Only inside a turn."""
    view = await screen.do(appointments)
    if view is None:
        return
    chosen = await screen.ask(QuickModal("Here to see", view))
    if chosen == UNDO:
        await _undo(screen)
    elif chosen and (counted := await screen.do(announce, chosen)):
        screen.say(counted.words)


async def _undo(screen: Deskside[None]) -> None:
    if counted := await screen.do(undo_count):
        screen.say(counted.words)
