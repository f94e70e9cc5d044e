"""In which order questions are put, and what may be put here and now (contract.md 1).

Order: the modules as they stand, what matters most to the person moved forward, what cannot wait first. Place and
company limit what is said aloud. Called by the walk, and by the use cases to draw one question.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from triage.core.conditions import NOT_SURE, PNTS, Values
from triage.core.facts import PlaceKind, Situation, all_clear, companion, ticks
from triage.core.questions import Layer, Option, Part, Question, QuestionSet, Where

SEATED = frozenset({PlaceKind.POD, PlaceKind.PRIVATE_ROOM})  # where F0 is put by itself
_WHERE = {PlaceKind.POD: Where.POD, PlaceKind.PRIVATE_ROOM: Where.PRIVATE}


def present(question_set: QuestionSet, values: Values) -> tuple[str, ...]:
    """All questions in the order they would be put: what matters most to the person first."""
    first: list[str] = []
    started = question_set.by_id.get("S3")
    for option in started.options if started else ():
        if option.id in ticks(values.get("S3")):
            first.extend(q for q in option.first if q not in first)
    return _in_order(question_set, tuple(_moved_forward(question_set, values)), tuple(first))


@lru_cache(maxsize=64)
def _in_order(question_set: QuestionSet, moved: tuple[str, ...], first: tuple[str, ...]) -> tuple[str, ...]:
    """The modules in order, those `moved` before other domains; the questions that come `first` right after S3."""
    domains = [module for module in question_set.modules if module.is_domain]
    domains.sort(key=lambda module: moved.index(module.id) if module.id in moved else len(moved))
    modules = iter(domains)
    order: list[str] = []
    for module in question_set.modules:
        order.extend(q.id for q in (next(modules) if module.is_domain else module).questions)
    _move(order, "ZZ1", after="RE2")
    for question_id in reversed(first):
        _move(order, question_id, after="S3")
    return tuple(order)


def _moved_forward(question_set: QuestionSet, values: Values) -> list[str]:
    """Modules by RE1's ticks, RE2's first; Safety only when the person is alone and in private."""
    ticked = ticks(values.get("RE1.about"))
    about = question_set.by_id["RE1"].part("about") if "RE1" in question_set.by_id else None
    moved: list[str] = []
    for wanted in (ticks(values.get("RE2")) & ticked, ticked):
        for option in about.options if about else ():
            to = option.moves if option.id in wanted else None
            safe = to != "F" or values.get("fact.alone_and_private") == "yes"
            if to and to not in moved and safe:
                moved.append(to)
    return moved


def _move(order: list[str], question_id: str, after: str) -> None:
    if question_id in order and after in order:
        order.remove(question_id)
        order.insert(order.index(after) + 1, question_id)


def said_before(question: Question, question_set: QuestionSet, asked: Collection[str]) -> str:
    """The words said aloud before a question: its own, or its module's when it is the first of the module to be put.

    How to point at a tick list is told once a visit, with the first of them; the way out of a private question each time.
    """
    if question.layer is Layer.STAFF:
        return ""
    if question.say:
        lists = (q for q in question_set.by_id.values() if q.layer is Layer.OPENER and q.id in asked and q != question)
        told = question.layer is Layer.OPENER and any(q.say == question.say for q in lists)
        return "" if told else question.say
    module = question_set.module(question.module)
    started = any(q.id in asked for q in module.questions if q.layer is not Layer.STAFF)
    return "" if started else module.say


def privacy_here(values: Values, situation: Situation) -> Where:
    """How private this place is now. Away from the counter, F0 all yes makes it private (docs/adr/0003).

    A room with somebody beside the person is no more private than a pod, whatever its door says.
    """
    room = _WHERE.get(situation.place, Where.COUNTER)
    if companion(values):
        return Where.POD if room is Where.PRIVATE else room
    return Where.PRIVATE if situation.place is not PlaceKind.COUNTER and all_clear(values) else room


def options_now(question: Question, values: Values, situation: Situation) -> tuple[Option, ...]:
    """The options that may be put here and now; on the second asking of an opener, only those left out before, or none."""
    options = _sayable(question, values, situation)
    if question.id == "RE2":
        return tuple(o for o in options if o.id in ticks(values.get("RE1.about")))
    if question.id in values and _once_more(question, options, situation):
        return tuple(o for o in options if o.exclusive or o.id in situation.left_out[question.id])
    return options


def part_options_now(part: Part, values: Values) -> tuple[Option, ...]:
    """The options of one part that may be put here and now."""
    beside = companion(values)
    return tuple(option for option in part.options if not (option.alone and beside))


def _sayable(question: Question, values: Values, situation: Situation) -> tuple[Option, ...]:
    privacy = privacy_here(values, situation)
    beside = companion(values)
    return tuple(
        o for o in question.options if (o.where is None or privacy.allows(o.where)) and not (o.alone and beside)
    )


def _once_more(question: Question, options: tuple[Option, ...], situation: Situation) -> bool:
    """True if some of an opener's options were left out where it was put, and may be said here."""
    return any(o.id in situation.left_out.get(question.id, ()) for o in options)


def held_back(question: Question, question_set: QuestionSet, values: Values, privacy: Where) -> str | None:
    """Why a question that is due is not put here and now: `locked`, `place` or nothing."""
    if question.alone and values.get("fact.alone_and_private") != "yes":
        return "locked"
    if companion(values) and question_set.module(question.module).alone:  # also F3, which may be about somebody else
        return "locked"
    return None if privacy.allows(question.asked_in) else "place"


def left_open(question: Question, values: Values, situation: Situation, privacy: Where) -> tuple[bool, str | None]:
    """For an answered question: (to be put once more now, why it is not covered)."""
    answer = values.get(question.id)
    if answer is None:
        return False, None
    for declined in (PNTS, NOT_SURE):
        if answer == declined or (isinstance(answer, Mapping) and declined in answer.values()):
            return False, declined
    if question.layer is not Layer.OPENER:
        return False, None
    left_out = situation.left_out.get(question.id)
    if left_out is None:  # nobody kept where it was put: it counts as put here
        hidden = {o.id for o in question.options if o.where is not None and not privacy.allows(o.where)}
        return False, "place" if hidden and not hidden & ticks(answer) else None
    if values.get("fact.under_18") != "yes" and _once_more(question, _sayable(question, values, situation), situation):
        return True, "not_reached"
    return False, "place" if left_out else None
