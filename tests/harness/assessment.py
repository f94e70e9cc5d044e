"""One whole assessment as somebody types it: which question is on the screen, and the keys that answer it.

The script names the questions that matter; any other is answered by its kind, so that new content does not break a
test about something else. It steers clear of action cards. Used by tests/faults and benchmarks.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from functools import cache

from tests.harness.terminal import CLEAR, ENTER, PATIENCE, TAB, UP, Terminal
from triage.content.load import load_question_set
from triage.content.where import sample_content
from triage.core.questions import Kind, Question

ASHA = "1"
WORDS = "a letter"
HOPED = "to stay at home"
NAME = "Samuel Okoro"
ANSWERS: dict[str, tuple[str, ...]] = {  # each entry is one key, or words typed without a pause
    "ST2": ("1",),
    "S3": ("1", ENTER),
    "RE1": (TAB, WORDS, ENTER, "1", "4", ENTER),
    "RE2": ("1",),
    "ZZ1": (HOPED, ENTER),
    "RE3": ("2",),
    "RE4": ("4 12 2026", ENTER, "3"),
    "PR1": ("1",),
    "HO1": (NAME, ENTER, "n", "NM1", ENTER),  # one fact of somebody: nobody is asked whether they were here before
    "HO2": ("1", "07700 900123", ENTER, "1", ENTER, "her sister", ENTER),
    "H0": ("2", "4", ENTER),
    "H1": ("3",),
    "M0": ("1", ENTER),
}
BY_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.ONE: ("2",),
    Kind.MANY: ("1", ENTER),
    Kind.TEXT: ("a few words", ENTER),
    Kind.NUMBER: ("2", ENTER),
    Kind.DATE: ("n",),
    Kind.PARTS: ("-",),
}


@cache
def _questions() -> tuple[tuple[str, Question], ...]:
    """(words, question), longest words first, so that one question inside another's words is not taken for it."""
    found = load_question_set(sample_content() / "question_sets").by_id.values()
    return tuple(sorted(((" ".join(q.text.split()), q) for q in found), key=lambda pair: -len(pair[0])))


def questions() -> tuple[Question, ...]:
    """Every question of the shipped content."""
    return tuple(question for _, question in _questions())


def question_on(terminal: Terminal) -> str:
    """The id of the question on the screen, or "" when there is none. For narrow terminals: the panel would mix in."""
    flat = terminal.flat
    return next((question.id for words, question in _questions() if words in flat), "")


def asked(terminal: Terminal) -> bool:
    return bool(question_on(terminal))


def reading_back(terminal: Terminal) -> bool:
    return "I heard:" in terminal.flat


def keys_for(question_id: str) -> tuple[str, ...]:
    """What answers it, in order; the last one saves."""
    question = next(question for _, question in _questions() if question.id == question_id)
    return ANSWERS.get(question_id, BY_KIND[question.kind])


def moved_on(terminal: Terminal, answered: str) -> bool:
    """True once the next question is painted, or there is none and it is read back."""
    return question_on(terminal) not in ("", answered) or reading_back(terminal)


def start_over(terminal: Terminal, question_id: str, filled: int) -> None:
    """In a form somebody began: back to where its script starts, and what is typed and ticked there taken away."""
    if question_id != "RE1":  # whose script goes to its words by itself
        for _ in range(filled):
            terminal.press(UP).type_key(CLEAR)
            terminal.settle()
    else:
        terminal.press(TAB, CLEAR, TAB)
        for key in re.findall(r"(\S)\s+\[✓\]", terminal.settle().body):
            terminal.press(key)


def answer(terminal: Terminal, question_id: str, after_key: Callable[[], None] = lambda: None) -> str:
    """Answer the question on the screen; the id of the next one, "" when it is read back. `after_key` after each key."""
    for part in keys_for(question_id):
        if moved_on(terminal, question_id):  # a line that excludes the others needs no Enter
            break
        before = terminal.body
        for key in part:
            terminal.type_key(key)
            after_key()
        terminal.await_change(before, part)
    terminal.wait_for(lambda t: moved_on(t, question_id))
    return question_on(terminal.settle())


def sign_in(terminal: Terminal, who: str = ASHA) -> None:
    """From the first frame to the front desk."""
    terminal.wait_for("Who is at this desk?").settle().type_key(who)
    terminal.wait_for("Here now").settle()


def new_person(terminal: Terminal) -> str:
    """A new assessment; answers the id of its first question."""
    terminal.type_key("n")
    return question_on(terminal.wait_for(asked).settle())


def park(terminal: Terminal, after_key: Callable[[], None] = lambda: None) -> None:
    """Let the person wait, with neither a place nor a reason, and be back at the front desk."""
    terminal.type_key("p")
    after_key()
    terminal.wait_for("Where do they wait?")
    for patience in (1.0, 10.0, PATIENCE):  # Enter goes to the second field, and out; neither shows in words
        terminal.settle().type_key(ENTER)
        after_key()
        with contextlib.suppress(AssertionError):
            terminal.wait_for("Here now", patience)
            break
    terminal.wait_for("Here now").settle()
