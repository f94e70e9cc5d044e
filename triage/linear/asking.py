"""One question put, and what was typed turned into the raw answer `give_answer` takes.

A question with parts is asked part by part; its `Draft` outlives a command in between, so nothing typed is lost. Says
and asks only through `talk`; saves nothing. Called by `assessment`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from triage.core.questions import part_asked
from triage.linear import commands as c
from triage.linear.fields import DECLINES, Given, Reply, ask_field, declined, fitting, lines_by_number, option_lines
from triage.linear.reading import NotRead, read_many, read_ticks_and_words, unquoted
from triage.linear.talk import Talk
from triage.usecases.views import PartView, QuestionView

Keep = Callable[[Mapping[str, object]], object]
_A_FEW = 2  # words that may still mean a line of the list


@dataclass(slots=True)
class Draft:
    """How far a question with parts has come."""

    values: dict[str, object] = field(default_factory=dict)
    at: int = 0


def new_draft(question: QuestionView, again: bool) -> Draft:
    """With what was given before: of an answer, Enter keeps it part by part; of a form begun, it goes on behind it."""
    before = question.answer
    if not isinstance(before, Mapping):
        return Draft()
    values = {part: _raw(value) for part, value in before.items()}
    if again:
        return Draft(values)
    at = next((n for n, part in enumerate(question.parts) if part.id not in values), 0)
    return Draft(values, at)


def lines_of(question: QuestionView) -> list[str]:
    """What is read out for a question, apart from parts: the words to say, the question, its lines."""
    said = [f"Say: {question.say}"] if question.say else []
    said.append(question.text)
    if question.by_pointing:
        said.append("Let them point at the card, or say a number.")
    return said + option_lines(question.whole, question.exclusive)


def ask_question(
    talk: Talk, question: QuestionView, draft: Draft, help: Sequence[str], again: bool, keep: Keep
) -> Reply:
    """The answer, a command, or None when cancelled. `again`: answered before, so Enter keeps it.

    `keep` is called with what a form holds after each of its parts.
    """
    if _is_ticks_and_words(question):
        return _ask_ticks_and_words(talk, question, help, again)
    if question.kind == "parts":
        return _ask_parts(talk, question, draft, help, again, keep)
    on_enter = ("Enter leaves it" if question.answer is None else "Enter keeps it") if again else ""
    return ask_field(talk, question, question.whole, help, on_enter)


def _ask_parts(talk: Talk, question: QuestionView, draft: Draft, help: Sequence[str], again: bool, keep: Keep) -> Reply:
    while draft.at < len(question.parts):
        part = question.parts[draft.at]
        if not part_asked(part, draft.values):
            draft.values.pop(part.id, None)
            draft.at += 1
            continue
        lines = option_lines(part, frozenset(), titled=True)
        talk.remember(question.text, *(lines or [part.text]))
        talk.say(*lines)
        reply = ask_field(talk, question, part, help, "Enter keeps it" if part.id in draft.values else "Enter goes on")
        if reply is c.BACK and draft.at:
            draft.at = max(n for n in range(draft.at) if part_asked(question.parts[n], draft.values))
            continue
        if isinstance(reply, Given):
            given = reply.raw
            if given in DECLINES.values() and not any(id != part.id for id in draft.values):
                return reply
            if given is not None:
                draft.values[part.id] = given
            draft.at += 1
            if draft.at < len(question.parts):
                keep(draft.values)
            continue
        return reply
    if draft.values or again:
        return Given(dict(draft.values)) if draft.values else c.KEEP
    draft.at = 0
    return _nothing_given(talk, question, help)


def _nothing_given(talk: Talk, question: QuestionView, help: Sequence[str]) -> Reply:
    """Every part was passed over: that may be meant, and it may be a heavy thumb."""
    while True:
        typed = talk.ask("Nothing was given. Enter goes on without, or back, skip, unsure:", help)
        if not typed:
            return None if typed is None else Given({})
        command = c.command_in(typed, letters=True)
        if command is not None:
            return declined(talk, question, command) or command
        talk.say("Enter goes on without an answer; back asks it again.")


def _ask_ticks_and_words(talk: Talk, question: QuestionView, help: Sequence[str], again: bool) -> Reply:
    """A tick list and the person's own words, on one line: numbers first."""
    ticks = next(part for part in question.parts if part.kind == "many")
    words = next(part for part in question.parts if part.kind == "text")
    talk.say(*option_lines(ticks, frozenset()))
    up_to = f"Up to {question.most} numbers" if question.most else "Numbers"
    prompt = f"{up_to}, then their words if you like" + ("; Enter keeps it:" if again else ":")
    own = ""
    while True:
        typed = talk.ask(prompt, help)
        if typed is None:
            return None
        if not typed and again and not own:
            return c.KEEP
        command = c.command_in(typed, letters=True)
        if command is not None:
            if (reply := declined(talk, question, command)) is not None:
                return reply
            if command in DECLINES:
                continue
            return command
        try:
            found, said = _ticks_and_words(typed, ticks, question.most)
            own = fitting(said, words) or own
        except NotRead as problem:
            talk.say(str(problem))
            continue
        if found:
            given: dict[str, object] = {ticks.id: found}
            return Given(given | ({words.id: own} if own else {}))
        if own and not typed:
            return Given({words.id: own})
        if own:
            talk.say(f"In their words: {own}")
            prompt = "What is it about? Numbers, or Enter for none of them:"
        else:
            talk.say("Type at least one number, such as 1, or a few of their words.")


def _ticks_and_words(typed: str, ticks: PartView, most: int) -> tuple[list[str], str]:
    """Numbers and words; or lines by a word or two of theirs, with commas. Longer words are the person's own."""
    lines = lines_by_number(ticks)
    if typed and all(len(piece.split()) <= _A_FEW for piece in typed.split(",")) and not typed[0].isdecimal():
        try:
            return read_many(typed, lines, most=most), ""
        except NotRead:
            return [], unquoted(typed)
    return read_ticks_and_words(typed, lines, most)


def _is_ticks_and_words(question: QuestionView) -> bool:
    return question.kind == "parts" and sorted(part.kind for part in question.parts) == ["many", "text"]


def _raw(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
