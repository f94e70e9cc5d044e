"""What is said must be understood by a ten-year-old: short sentences, common words (practice.md G3, contract.md 9).

Nothing here hears tone; a person reads it aloud. Imports the standard library only. Called by `reader` for all that is
said or read by somebody, and by `findings.wording` for a module as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SENTENCE = 16  # words
GRADE = 6  # the American school year of pupils aged 11 and 12: beyond it, words for a ten-year-old are too hard

# What it begins with, or the whole phrase → how to say it instead.
HARD: Mapping[str, str] = {
    "entitle": 'say "what you can get"',
    "eligib": 'say "who can get it"',
    "criteri": 'say "the rules"',
    "statutory": 'say "by law"',
    "tenure": 'say "if you rent or own"',
    "presenting": 'say "what brought you in"',
    "disclos": 'say "tell"',
    "vulnerab": 'say what makes it harder, such as "a small child"',
    "assessment": 'say "some questions"',
    "referr": 'say "ask them to help you"',
    "safeguard": 'say "keeping people safe"',
    "domestic abuse": 'say "hurting or scaring you"',
    "carer": 'say "look after someone"',
    "income maximis": 'say "all the money you can get"',
    "intentionally": "say what happened, and judge nobody",
    "alleg": 'say "says"',
    "failed": "say what happened, and judge nobody",
    "don't worry": "leave it out: it makes light of things",
    "calm down": "leave it out: it makes light of things",
    "why didn't you": 'ask "what happened?"',
}
_HARD = re.compile(rf"\b(?:{'|'.join(HARD)})\w*", re.IGNORECASE)
_END = re.compile(r"[.?!](?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeioudt])ed$|(?<=[^aeiouscxz])es$")


def sentences(text: str) -> list[str]:
    return [said for said in _END.split(text) if said.strip()]


def hard_words(text: str) -> Iterator[tuple[str, str]]:
    """Each hard word as it stands there, with how to say it instead."""
    for found in _HARD.finditer(text):
        word = found[0]
        yield word, next(mend for begins, mend in HARD.items() if word.lower().startswith(begins))


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: roughly the American school year that can read it. 0.0 for no words at all."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(_syllables(word.lower()) for word in words)
    grade = 0.39 * len(words) / max(1, len(sentences(text))) + 11.8 * syllables / len(words) - 15.59
    return round(max(0.0, grade), 1)


def _syllables(word: str) -> int:
    """Near enough for a grade: groups of vowels, without the silent ones at the end."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word))))
