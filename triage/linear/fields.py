"""One line for one field: the prompt, the commands, what was typed read as the field's kind of answer.

A question that is not in parts is one field itself. Called by `asking`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triage.core.hours import LONDON
from triage.linear import commands as c
from triage.linear.reading import LEFT_OUT, Line, NotRead, plain, read_day, read_many, read_number, read_one, unquoted
from triage.linear.talk import Talk
from triage.usecases.views import PartView, QuestionView
from triage.usecases.visit.typed import text_problem

MANY_LINES = 15  # more than that are not all read out at once
DECLINES = {c.SKIP: "pnts", c.UNSURE: "not_sure"}
_WAYS = {
    "one": "Number or words",
    "many": "Numbers or words",
    "text": "A few words",
    "number": "A number",
    "date": "A day, such as 4 dec, or none",
}


@dataclass(frozen=True, slots=True)
class Given:
    """The raw answer; None for a part that was passed over."""

    raw: object


Reply = Given | c.Command | None


def ask_field(talk: Talk, question: QuestionView, part: PartView, help: Sequence[str], on_enter: str) -> Reply:
    """One line for one field; the question itself is a field, too."""
    today = talk.office.now().astimezone(LONDON).date()
    read: dict[str, Callable[[str], object]] = {
        "one": lambda typed: read_one(typed, lines_by_number(part)),
        "many": lambda typed: read_many(
            typed, lines_by_number(part), question.exclusive, question.most, question.contradicting
        ),
        "number": read_number,
        "date": lambda typed: read_day(typed, today),
        "text": lambda typed: fitting(offered(typed, part) or unquoted(typed), part),
    }
    while True:
        typed = talk.ask(prompt(question, part, on_enter), help)
        if typed is None:
            return None
        if not typed and on_enter:
            return Given(None) if part.id else c.KEEP
        if plain(typed) == "list" and part.options:
            talk.say(*[f"{n} {option.text}" for n, option in part.places])
            continue
        exact = any(plain(option.text) == plain(typed) for option in part.options)
        command = None if exact else c.command_in(typed, letters=part.kind != "text")
        if command is not None:
            if (reply := declined(talk, question, command)) is not None:
                return reply
            if command in DECLINES:
                continue
            return command
        try:
            if not typed:
                raise NotRead("Nothing was typed, and nothing is written down." + or_decline(question))
            return Given(read[part.kind](typed))
        except NotRead as problem:
            talk.say(str(problem))


def declined(talk: Talk, question: QuestionView, command: c.Command) -> Given | None:
    """Rather not say, not sure: if this question takes it; otherwise that is said."""
    how = DECLINES.get(command, "")
    if not how:
        return None
    if any(decline.id == how for decline in question.declines):
        return Given(how)
    other = "back leaves it." if question.staff else "skip, for rather not say."
    talk.say(f"“{command.word}” is no answer here. Type {other}")
    return None


def prompt(question: QuestionView, part: PartView, on_enter: str) -> str:
    way = "Yes or no" if is_yes_no(part) else _WAYS["one" if part.options and part.kind == "text" else part.kind]
    stop = "" if part.text.endswith("?") else "."
    title = (
        f"{part.text}{stop} {way}" if part.id and (is_yes_no(part) or not part.options or part.kind == "text") else way
    )
    return f"{title}; {on_enter}:" if on_enter else f"{title}:"


def or_decline(question: QuestionView) -> str:
    words = [command.word for command, id in DECLINES.items() if any(d.id == id for d in question.declines)]
    return f" Or type {' or '.join(words)}." if words else ""


def option_lines(part: PartView, exclusive: frozenset[str], titled: bool = False) -> list[str]:
    if not part.options or is_yes_no(part):
        return []
    head = [part.text] if titled and part.kind != "text" else []  # a text field has its title in the prompt
    numbered = [(f"{n} {option.text}", option.id in exclusive) for n, option in part.places]
    if len(numbered) <= MANY_LINES:
        return head + [line for line, _ in numbered]
    nothing = [line for line, excludes in numbered if excludes]
    return [
        *head,
        *nothing,
        f"{len(numbered)} lines in all: type words, such as {part.options[1].text.lower()}, or list to hear them.",
    ]


def lines_by_number(part: PartView) -> list[Line]:
    """The lines in their places; what is left out here and now leaves its place empty, so that no number moves."""
    placed = {place: (option.id, option.text) for place, option in part.places}
    return [placed.get(place, LEFT_OUT) for place in range(1, max(placed, default=0) + 1)]


def is_yes_no(part: PartView) -> bool:
    return [plain(option.text) for option in part.options] == ["yes", "no"]


def offered(typed: str, part: PartView) -> str:
    """The line of a text field that is meant; empty where none is offered or the words stand for themselves."""
    try:
        return read_one(typed, lines_by_number(part)) if part.options else ""
    except NotRead:
        if typed.strip().isdecimal():
            raise
        return ""


def fitting(words: str, part: PartView) -> str:
    if problem := text_problem(part.id, words):
        raise NotRead(problem)
    if len(words) > part.max_chars:
        raise NotRead(f"That is {len(words)} characters, and {part.max_chars} fit. Say it a little shorter.")
    return words
