"""The walk: which question comes next, and what the answers so far lead to (contract.md 1).

A pure replay. Given the same answers, in whatever order they were given, it says the same thing; changing an answer and
changing it back restores everything. Locks (place, privacy, age, the cap) limit what is *asked*, never what is *known*.

Called by the use cases after every answer, and by `triage assess`. It knows no service, no clock and no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.core.cards import FiredCard, find_cards
from triage.core.conditions import NOT_SURE, PNTS, TODAY, Value, Values
from triage.core.facts import FACTS, PlaceKind, Situation, all_clear, companion
from triage.core.needs import Need, NeedRule, Severity, find_needs, worst
from triage.core.questions import Layer, Module, Option, Question, QuestionSet, Where

CAP = 60  # questions put aloud; practice.md A1
_ROUTINE = frozenset({"ST", "RE", "PR", "CO", "HO", "ZZ"})
_ENDINGS = {("RE5", "no"): "offered_declined", ("PR1", "no"): "declined", ("PR1", "no_writing"): "no_record"}
_WHERE = {PlaceKind.POD: Where.POD, PlaceKind.PRIVATE_ROOM: Where.PRIVATE}


@dataclass(frozen=True, slots=True)
class NotCovered:
    """A question that stays open, and why: locked, place, pnts, not_sure, dropped or not_reached."""

    question: str
    because: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What the answers so far lead to. `waiting` lists the questions still to be put here, the next one first."""

    asked: tuple[str, ...]
    next: str | None
    waiting: tuple[str, ...]
    set_aside: tuple[str, ...]
    opened: tuple[str, ...]
    needs: tuple[Need, ...]
    cards: tuple[FiredCard, ...]
    sections: Mapping[str, str]
    not_covered: tuple[NotCovered, ...]
    prompts: tuple[str, ...]
    ended: str | None
    values: Values


def walk(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation) -> Walk:
    """Replay `answers` (by question id, typed as core.answers says) through the question set."""
    known = _replay(question_set, answers, situation)
    presented = present(question_set, known.values)
    privacy = privacy_here(known.values, situation)
    ended = next((how for (q, said), how in _ENDINGS.items() if known.values.get(q) == said), None)

    waiting: list[str] = []
    not_covered: list[NotCovered] = []
    asked = tuple(q for q in presented if q in answers)
    due = [q for q in presented if q not in answers and _to_be_asked(question_set.by_id[q], known, situation)]
    dropped = _over_the_cap(question_set, asked, due)
    for question_id in presented:
        question = question_set.by_id[question_id]
        if question_id in answers:
            again, why = _left_open(question, known.values, situation, privacy)
            if again:
                waiting.append(question_id)
            if why:
                not_covered.append(NotCovered(question_id, why))
        elif question_id in due:
            why = _held_back(question, question_set, known.values, privacy) or (
                "dropped" if question_id in dropped else None
            )
            if why is None:
                waiting.append(question_id)
            if question.layer is not Layer.STAFF:
                not_covered.append(NotCovered(question_id, why or "not_reached"))
    if "F0" in waiting:  # put first, right after the place became private enough (contract.md 1, rule 4)
        waiting.insert(0, waiting.pop(waiting.index("F0")))
    if ended:
        waiting = []
    return Walk(
        asked=asked,
        next=waiting[0] if waiting else None,
        waiting=tuple(waiting),
        set_aside=tuple(q for q in presented if q in known.set_aside),
        opened=tuple(q for q in presented if q in known.opened),
        needs=known.needs,
        cards=known.cards,
        sections=_sections(question_set, asked, due, known.values),
        not_covered=tuple(not_covered),
        prompts=_prompts(known.values, situation),
        ended=ended,
        values=known.values,
    )


@dataclass(slots=True)
class _Known:
    """The replay as it goes: what is known, what is due whatever the locks, what was opened, what is set aside."""

    values: dict[str, Value]
    due: set[str]
    opened: set[str]
    set_aside: set[str]
    needs: tuple[Need, ...] = ()
    cards: tuple[FiredCard, ...] = ()


def _replay(question_set: QuestionSet, answers: Mapping[str, Value], situation: Situation) -> _Known:
    known = _Known({TODAY: situation.today}, set(), _opened_by_staff(question_set, situation), set())
    for node in question_set.order:
        if node.startswith("fact."):
            value = _fact(node[5:], question_set, known, situation)
            if value is not None:
                known.values[node] = value
            continue
        question = question_set.by_id[node]
        if _is_due(question, known, answers):
            known.due.add(node)
        answer = answers.get(node)
        if answer is None:
            continue
        if question.layer is Layer.FOLLOW_UP and node not in known.due:
            known.set_aside.add(node)
            continue
        _enter(question, answer, known)
    known.needs, known.cards = _needs_and_cards(question_set, known.values)
    return known


def _opened_by_staff(question_set: QuestionSet, situation: Situation) -> set[str]:
    opened: set[str] = set()
    for name in situation.opened:
        if name in question_set.by_id:
            opened.add(name)
        for module in question_set.modules:
            if name == module.section:  # `f`, the full check: every gateway of the domain
                opened.update(q.id for q in module.questions if q.layer is Layer.GATEWAY)
    return opened


def _fact(name: str, question_set: QuestionSet, known: _Known, situation: Situation) -> Value | None:
    if name == "top_severity":
        needs, _ = _needs_and_cards(question_set, known.values)
        return worst(need.severity for need in needs).value
    return FACTS[name].compute(known.values, situation)


def _is_due(question: Question, known: _Known, answers: Mapping[str, Value]) -> bool:
    """The due rule of contract.md 1, before any lock: `known` beats opening, opening beats `when`."""
    if question.known is not None and question.known.holds(known.values) is True:
        return False
    if question.id in known.opened:
        return True
    when = None if question.when is None else question.when.holds(known.values)
    if question.id == "F0":
        return True
    if question.layer in (Layer.STAFF, Layer.CUE):
        return False
    if question.id == "RE2":
        return len(_ticks(known.values.get("RE1.about"))) >= 2
    if question.layer is Layer.FOLLOW_UP:
        return when is True
    if question.everybody or question.layer is Layer.OPENER or question.module in _ROUTINE:
        return when is not False
    return when is True


def _enter(question: Question, answer: Value, known: _Known) -> None:
    """Make an answer known: the whole, its parts, and whatever its ticks open."""
    known.values[question.id] = answer
    pairs: list[tuple[tuple[Option, ...], object]] = [(question.options, answer)]
    if isinstance(answer, Mapping):
        for part in question.parts:
            if (inner := answer.get(part.id)) is not None:
                known.values[f"{question.id}.{part.id}"] = inner
                pairs.append((part.options, inner))
    for options, value in pairs:
        ticked = _ticks(value)
        for option in options:
            if option.id in ticked:
                known.opened.update(option.opens)
                known.opened.update(option.first)


def _ticks(value: object) -> frozenset[str]:
    if isinstance(value, frozenset):
        return value
    return frozenset({value}) if isinstance(value, str) else frozenset()


def _needs_and_cards(question_set: QuestionSet, values: Values) -> tuple[tuple[Need, ...], tuple[FiredCard, ...]]:
    """Needs by their conditions, and an urgent need for each card that fired (practice.md B3)."""
    needs = {need.code: need for need in find_needs(question_set.needs, values)}
    cards = find_cards(question_set.cards, values)
    for fired in cards:
        for made in question_set.card(fired.card).needs:
            if made.when is None or made.when.holds(values) is True:
                needs[made.code] = with_card(needs.get(made.code), made.code, fired)
    order: Mapping[str, int] = _need_order(question_set.needs)
    return tuple(sorted(needs.values(), key=lambda need: order[need.code])), cards


def with_card(need: Need | None, code: str, fired: FiredCard) -> Need:
    """The need at urgent because of a card, remembering what it would be without it."""
    before = need or Need(code, Severity.NONE)
    return Need(
        code=code,
        severity=Severity.URGENT,
        refs=tuple(dict.fromkeys((*before.refs, *fired.refs))),
        raised=before.raised,
        cards=(*before.cards, fired.card),
        without_cards=before.without_cards,
        source=before.source,
    )


def _need_order(rules: Iterable[NeedRule]) -> dict[str, int]:
    return {rule.code: place for place, rule in enumerate(rules)}


# --- in which order, and where -------------------------------------------------------------------


def present(question_set: QuestionSet, values: Values) -> tuple[str, ...]:
    """All questions in the order they would be put: what matters most to the person first (contract.md 1)."""
    ticked = _ticks(values.get("RE1.about"))
    priority = _ticks(values.get("RE2"))
    moved: list[str] = []
    about = question_set.by_id["RE1"].part("about") if "RE1" in question_set.by_id else None
    for wanted in (priority & ticked, ticked):
        for option in about.options if about else ():
            to = option.moves if option.id in wanted else None
            safe = to != "F" or values.get("fact.alone_and_private") == "yes"
            if to and to not in moved and safe:
                moved.append(to)
    domains = [m for m in question_set.modules if m.is_domain]
    domains.sort(key=lambda m: moved.index(m.id) if m.id in moved else len(moved))
    modules = iter(domains)
    order: list[str] = []
    for module in question_set.modules:
        order.extend(q.id for q in (next(modules) if module.is_domain else module).questions)
    _move(order, "ZZ1", after="RE2")
    first: list[str] = []
    started = question_set.by_id.get("S3")
    for option in started.options if started else ():
        if option.id in _ticks(values.get("S3")):
            first.extend(q for q in option.first if q not in first)
    for question_id in reversed(first):
        _move(order, question_id, after="S3")
    return tuple(order)


def _move(order: list[str], question_id: str, after: str) -> None:
    if question_id in order and after in order:
        order.remove(question_id)
        order.insert(order.index(after) + 1, question_id)


def privacy_here(values: Values, situation: Situation) -> Where:
    """How private this place is now. Away from the counter, F0 all yes makes it private (docs/adr/0003)."""
    if situation.place is not PlaceKind.COUNTER and all_clear(values) and not companion(values):
        return Where.PRIVATE
    return _WHERE.get(situation.place, Where.COUNTER)


def options_now(question: Question, values: Values, situation: Situation) -> tuple[Option, ...]:
    """The options that may be put here and now; on the second asking of an opener, only those left out before."""
    privacy = privacy_here(values, situation)
    beside = companion(values)
    options = tuple(
        o for o in question.options if (o.where is None or privacy.allows(o.where)) and not (o.alone and beside)
    )
    if question.id == "RE2":
        return tuple(o for o in options if o.id in _ticks(values.get("RE1.about")))
    left_out = situation.left_out.get(question.id)
    if left_out and question.id in values:
        return tuple(o for o in options if o.id in left_out)
    return options


def _to_be_asked(question: Question, known: _Known, situation: Situation) -> bool:
    """Due, and not held back by what this person is simply not asked: the short version for under-18s, F0's moment."""
    if question.id == "F0":
        return situation.place in _WHERE and not companion(known.values)
    if known.values.get("fact.under_18") == "yes":
        if not question.short:
            return False
        if question.layer is Layer.GATEWAY:
            return question.known is None or question.known.holds(known.values) is not True
    return question.id in known.due


def _held_back(question: Question, question_set: QuestionSet, values: Values, privacy: Where) -> str | None:
    if _locked(question, question_set, values):
        return "locked"
    return None if privacy.allows(question.asked_in) else "place"


def _locked(question: Question, question_set: QuestionSet, values: Values) -> bool:
    return question.alone and values.get("fact.alone_and_private") != "yes"


def _left_open(question: Question, values: Values, situation: Situation, privacy: Where) -> tuple[bool, str | None]:
    """For an answered question: (to be put once more now, why it is not covered)."""
    answer = values.get(question.id)
    if answer is None:
        return False, None
    for declined in (PNTS, NOT_SURE):
        if answer == declined or (isinstance(answer, Mapping) and declined in answer.values()):
            return False, declined
    if question.layer is not Layer.OPENER:
        return False, None
    hidden = {o.id for o in question.options if o.where is not None and not privacy.allows(o.where)}
    left_out = situation.left_out.get(question.id)
    if left_out is None:
        return False, "place" if hidden and not hidden & _ticks(answer) else None
    can_be_put = {o.id for o in options_now(question, values, situation)}
    return (True, "not_reached") if can_be_put else (False, "place" if left_out else None)


def _over_the_cap(question_set: QuestionSet, asked: tuple[str, ...], due: list[str]) -> frozenset[str]:
    """What goes once more than 60 would be put: `drop` 1 first, the last in order first (contract.md 1)."""
    counted = [q for q in (*asked, *due) if question_set.by_id[q].layer is not Layer.STAFF]
    over = len(counted) - CAP
    dropped: list[str] = []
    for turn in (1, 2, 3):
        for question_id in reversed(due):
            if len(dropped) < over and question_set.by_id[question_id].drop == turn:
                dropped.append(question_id)
    return frozenset(dropped)


# --- what to tell ---------------------------------------------------------------------------------


def _sections(question_set: QuestionSet, asked: tuple[str, ...], due: list[str], values: Values) -> dict[str, str]:
    return {m.section: _section(m, asked, due, values) for m in question_set.modules if m.section is not None}


def _section(module: Module, asked: tuple[str, ...], due: list[str], values: Values) -> str:
    put = [q for q in module.questions if q.id in asked and q.layer is not Layer.STAFF]
    gateways = [q for q in module.questions if q.layer is Layer.GATEWAY]
    if all(q.id in asked for q in gateways):
        return "covered"
    if any(q.layer is Layer.OPENER for q in put) and not any(q.id in due for q in module.questions):
        return "opener"
    if put:
        return "part"
    return "locked" if module.alone and values.get("fact.alone_and_private") != "yes" else "not_covered"


def _prompts(values: Values, situation: Situation) -> tuple[str, ...]:
    prompts = []
    unsafe = "unsafe" in _ticks(values.get("RE1.about")) or "not_safe" in _ticks(values.get("S3"))
    refused = any(
        values.get(f"F0.{part}") == "no" for part in ("alone", "private", "interpreter_ok", "no_child_over_2")
    )
    alone = values.get("fact.alone_and_private") == "yes"
    if not alone and (companion(values) or unsafe or refused):
        prompts.append("make_safe_moment")
    if values.get("fact.under_18") == "yes":
        prompts.append("young_people_worker")
    return tuple(prompts)
