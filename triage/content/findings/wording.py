"""How hard a whole module is to follow: a grade for each, and a warning where it is too much (practice.md A1, G3).

Imports core and its neighbours. Called by `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.content.load import Read
from triage.content.wording import GRADE, reading_grade
from triage.core.questions import Module


def grades(read: Read) -> dict[str, float]:
    """By module, the grade of all that is said in it. Licensed or tested wording is left out, and where that is all."""
    said = {module.id: " ".join(_said(module)) for module in read.content.question_set.modules}
    return {module: reading_grade(words) for module, words in said.items() if words.strip()}


def find_hard_modules(read: Read) -> None:
    """A warning at each module that somebody of ten could not follow."""
    for module, grade in grades(read).items():
        if grade > GRADE:
            at = read.modules[module]
            what = f"reading grade {grade}, and at most {GRADE} is wanted"
            at.report.warn(at.node, "wording", at.part, what, "use shorter sentences, and shorter words")


def _said(module: Module) -> Iterator[str]:
    yield module.say
    for question in module.questions:
        if not question.verbatim:
            yield from (question.say, question.text, question.more)
