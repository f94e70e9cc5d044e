"""What makes it easier for somebody, in the words that travel: noted once, and never asked again (practice.md G1, G2).

The need is told, never why. Read by sharing, by the introduction that is read aloud, and by the summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from triage.core.conditions import is_declined
from triage.core.consent import fields_sent
from triage.core.directory import Service
from triage.core.questions import Question
from triage.core.reasons import answer_words
from triage.usecases.case import Case
from triage.usecases.ports import House


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
    said = case.answers.get("CO1")
    word = said.get(part) if isinstance(said, Mapping) else None
    return word.strip() if isinstance(word, str) and not is_declined(word) else ""
