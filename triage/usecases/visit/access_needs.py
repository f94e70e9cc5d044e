"""What makes it easier for somebody, in the words that travel: noted once, and never asked again (practice.md G1, G2).

The need is told, never why. Read by sharing, by the introduction that is read aloud, and by the summary.
"""

from __future__ import annotations

from datetime import datetime

from triage.core.appointments import appointment_words
from triage.core.consent import fields_sent
from triage.core.directory import Service
from triage.core.questions import Question
from triage.core.reasons import answer_words
from triage.usecases.case import Case, arranged
from triage.usecases.ports import House

_BY_HAND = {
    "bsl_interpreter": "British Sign Language",
    "deafblind_interpreter": "deafblind",
    "speech_to_text": "speech to text",
    "note_taker": "note-taker",
}
_HOW = {"phone": "by phone", "video": "by video", "here": "face to face"}
_PREFERS = {"woman": "a woman", "man": "a man"}


def access_words(house: House, case: Case) -> str:
    """What they asked for (CO2), and that letters are read out (CO3); empty when there is nothing."""
    told = []
    asked, question = case.answers.get("CO2"), house.question_set.by_id.get("CO2")
    if isinstance(question, Question) and isinstance(asked, frozenset) and asked != {"none"}:
        told.append(answer_words(question, asked))
    if case.answers.get("CO3") == "yes":
        told.append("letters read out")
    return ", ".join(told)


def language_words(case: Case) -> str:
    """The language to speak and, where it is another, the one to write in; empty when English does for both."""
    speak, read, other = _named(case, "speak"), _named(case, "read"), other_language(case)
    reads = f"reads {read}" if read and read.casefold() != (speak or "english").casefold() else ""
    return ", ".join(word for word in (other, reads) if word)


def other_language(case: Case) -> str:
    """What they would rather speak than English; empty when English does."""
    speak = _named(case, "speak")
    return speak if speak.casefold() != "english" else ""


def interpreter_for(house: House, case: Case) -> str:
    """What somebody must interpret, if anybody: a language, or signing and the like; empty when nobody needs to."""
    asked = case.answers.get("CO2")
    ticks = asked if isinstance(asked, frozenset) else frozenset()
    by_hand = [words for tick, words in _BY_HAND.items() if tick in ticks]
    spoken = other_language(case) or ("their language" if "spoken_language_interpreter" in ticks else "")
    return ", ".join(dict.fromkeys(word for word in (spoken, *by_hand) if word))


def interpreter_words(house: House, case: Case) -> str:
    """The language, and what was arranged about an interpreter: what a service may be told, so that nobody asks again."""
    how = arranged(case, "interpreter_how")
    details = [
        arranged(case, "interpreter_dialect"),
        "no interpreter wanted" if how == "no" else f"interpreter {_HOW[how]}" if how else "",
        _PREFERS.get(arranged(case, "interpreter_prefers"), ""),
        "nobody from their community" if arranged(case, "interpreter_community") == "yes" else "",
    ]
    if booked := arranged(case, "interpreter_booked"):
        details.append(f"booked for {appointment_words(booked)}")
    elif how in _HOW:
        details.append("not booked yet")
    return ", ".join(word for word in (language_words(case), *details) if word)


def told_aloud(house: House, case: Case, service: Service, needs: tuple[str, ...], now: datetime) -> tuple[str, ...]:
    """Sentences for the introduction: only what they agreed that this service may know."""
    fields = {
        field for need in needs for field in fields_sent(service, case.marks.agreements.get((service.id, need)), now)
    }
    told = []
    if "interpreter" in fields and (language := language_words(case)):
        told.append(f"Best language: {language}.")
    if "access_needs" in fields and (access := access_words(house, case)):
        told.append(f"What makes it easier for {case.first_name or 'them'}: {access}.")
    return tuple(told)


def _named(case: Case, part: str) -> str:
    return str(case.parts("CO1").get(part, "")).strip()
