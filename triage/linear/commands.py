"""The words that work at a question, declared once: what may be typed, and what help says of each.

They are the keys of the app as words; the letters work too where nothing is typed in. Called by `asking` and
`assessment`.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.linear.reading import plain


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the desk. `also` are other words for it, `letter` the key of the app."""

    word: str
    help: str
    letter: str = ""
    also: tuple[str, ...] = ()


SKIP = Command(
    "skip", "they would rather not say; it is not asked again", "-", ("rather not say", "i'd rather not say")
)
UNSURE = Command("unsure", "they are not sure", "s", ("not sure",))
BACK = Command("back", "the answer before, to change it", "b")
KEEP = Command("keep", "leaves the earlier answer as it was")
HEARD = Command("heard", "what was said so far")
READY = Command("ready", "who in the building could see them now")
RING = Command("ring", "rings somebody who could see them now: the number, and what to say first", "r")
SHOW = Command("show", "clears the terminal for them to point: this one question with numbers", "*")
NOTE = Command("note", "a note for you, if there is one")
NOTICE = Command("notice", "what you see or hear yourself; not asked aloud", "i", ("i notice",))
CARDS = Command("cards", "what to do first when something cannot wait", "!", ("card",))
FIND = Command("find", "who helps with some words; then back to this question", "/")
MOVE = Command("move", "you go somewhere quieter together", "m")
FULL = Command("full", "asks everything in this part", "f", ("full check",))
ONE_MORE = Command("one question", "asks one question that something you heard or saw calls for", "+", ("one more",))
SPEAKER = Command("speaking", "who is speaking: they themselves, or somebody for them", "a", ("who is speaking",))
PARK = Command("park", "they wait, and you go on later at the same question", "p")
LAST_TIME = Command("last time", "what is open from last time, for somebody who was here before", "=", ("before",))
TOGETHER = Command("together", "somebody came with them or lives with them: links the two", "&")
ARRANGE = Command(
    "arrange", "an interpreter, or a word of their own for safe contact", "@", ("interpreter", "safe word")
)
READ_BACK = Command("read back", "reads back what was said, and goes on to who can help", "g", ("readback",))
QUICK = Command("quick", "somebody else has a quick question; this visit stays as it is", "q", ("quick question",))
APPOINTMENT = Command("appointment", "somebody else is here for an appointment; whom to tell, and how")
ALL = (
    SKIP,
    UNSURE,
    BACK,
    KEEP,
    HEARD,
    READY,
    RING,
    SHOW,
    NOTE,
    NOTICE,
    CARDS,
    FIND,
    MOVE,
    FULL,
    ONE_MORE,
    SPEAKER,
    LAST_TIME,
    TOGETHER,
    ARRANGE,
    PARK,
    READ_BACK,
    QUICK,
    APPOINTMENT,
)


def command_in(typed: str, *, letters: bool) -> Command | None:
    """The command that is meant by the whole line, if any. Letters count only where words are not typed in."""
    words = plain(typed)
    for command in ALL:
        if words and words in (command.word, *command.also):
            return command
        marked = command.letter and not command.letter.isalnum()
        if command.letter and typed.strip().casefold() == command.letter and (letters or marked):
            return command
    return None


def help_lines() -> tuple[str, ...]:
    return tuple(f"{command.word}: {command.help}." for command in ALL)
