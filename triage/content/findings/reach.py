"""Questions that nobody can ever be asked, and answers that nothing reads (contract.md 1).

A question is reached as `core.flow` puts it: for everybody, by a tick of a question that is itself reached, by a `when`
that could hold, by the full check, by staff. An answer leads somewhere if it opens or moves something, if a condition or
a fact reads it, if a service asks for it, or if it is passed on. Imports core and its neighbours. Called by `check`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from triage.content.findings.answers import conditions, pairs
from triage.content.load import Read
from triage.content.nodes import ListNode, MapNode
from triage.content.order import TOP
from triage.content.reader import Cell, Fields
from triage.core.conditions import All, Answered, Any, Asked, Condition, Not
from triage.core.facts import FACTS
from triage.core.questions import Kind, Layer, Option, Question, QuestionSet, Where

_BY_STAFF = ("ST1", "F0")  # the only questions of this layer that are ever put (contract.md 1, rule 4)
# Read by the code itself, by id: endings, what comes first, the safe way to reach them, what the next desk must offer.
IN_CODE = frozenset({"RE2", "RE5", "PR1", "HO1", "HO2", "CO2"})
_PASSED_ON = frozenset({"H", "M", "W", "K"})  # told to a service if the person agrees (practice.md C4), but for ticks
_READ_BY = "let a condition read it, or write in `read_by` who does"
_NOTHING = frozenset({"no", "none", "other"})  # by nature: nothing is wrong, or only their own words say what is


def find_unreachable(read: Read) -> None:
    """A problem at each question that no answer and no member of staff can bring up."""
    rules = read.content.question_set
    reached = _reached(rules)
    for question in rules.by_id.values():
        if question.id not in reached:
            at = read.questions[question.id]
            what, mend = _why_not(question, reached)
            at.add("unreachable", what, mend)


def find_leading_nowhere(read: Read) -> None:
    """A warning at each answer that nothing reads and that `read_by` does not explain."""
    rules = read.content.question_set
    seen = _Seen(read)
    for question in rules.by_id.values():
        at = read.questions[question.id]
        if question.id in IN_CODE or at.get("read_by"):
            continue
        for ref, kind, options, cell in _answers(question, at):
            dead = [option for option in options if not seen.leads(question, ref, option)]
            if len(dead) == len(options):
                cell.report.warn(cell.node, "leads-nowhere", cell.part, "nothing reads any of these answers", _READ_BY)
                continue
            for option in _unexplained(question, kind, options, dead):
                item = _where(cell, options.index(option))
                if (fields := item.fields() if isinstance(item.node, MapNode) else None) and fields.get("read_by"):
                    continue
                what = f"nothing reads the answer `{option.id}`"
                item.report.warn(item.node, "leads-nowhere", item.part, what, _READ_BY)


# --- what can be reached ------------------------------------------------------------------------------


def _reached(rules: QuestionSet) -> set[str]:
    """Grown until nothing more is reached: each question by those before it."""
    reached: set[str] = set()
    while new := {q.id for q in rules.by_id.values() if q.id not in reached and _put(q, rules, reached)}:
        reached |= new
    return reached


def _put(question: Question, rules: QuestionSet, reached: Collection[str]) -> bool:
    if question.alone and "F0" not in reached:
        return False
    if question.layer is Layer.STAFF:
        return question.id in _BY_STAFF
    if question.layer is not Layer.FOLLOW_UP:  # by itself, by the full check, or by staff who see a reason
        return True
    if any(question.id in (*o.opens, *o.first) for other in reached for o in _options(rules.by_id[other])):
        return True
    return question.when is not None and _may(question.when, True, reached)


def _may(condition: Condition, truth: bool, reached: Collection[str]) -> bool:
    """Whether a condition could come out as `truth`, if only what is reached is answered. Never no by mistake."""
    if isinstance(condition, Not):
        return _may(condition.of, not truth, reached)
    if isinstance(condition, All | Any):
        every = isinstance(condition, All) is truth
        return (all if every else any)(_may(part, truth, reached) for part in condition.of)
    if isinstance(condition, Asked | Answered) and not truth:
        return True
    return all(_known(ref, reached) for ref in condition.refs())


def _known(ref: str, reached: Collection[str]) -> bool:
    if not ref.startswith("fact."):
        return ref.split(".", 1)[0] in reached
    reads = FACTS[ref.removeprefix("fact.")].reads
    return ref == TOP or not reads or any(_known(other, reached) for other in reads)


def _why_not(question: Question, reached: Collection[str]) -> tuple[str, str]:
    if question.layer is Layer.STAFF:
        return f"of this layer only {' and '.join(_BY_STAFF)} are put", "write another `layer`"
    if question.alone and "F0" not in reached:
        return "it is locked, and there is no F0 to unlock it", "add F0 as it came, or write `alone: no`"
    mend = "add it to an option's `opens`, write another `when`, or make it `layer: cue`"
    if question.when is None:
        return "no tick opens it, and it has no `when`", mend
    unasked = sorted(ref for ref in question.when.refs() if not _known(ref, reached))
    return f"no tick opens it, and its `when` cannot hold: nobody is asked {', '.join(unasked)}", mend


# --- what leads somewhere -----------------------------------------------------------------------------


class _Seen:
    """Which answers something reads."""

    def __init__(self, read: Read) -> None:
        rules, services = read.content.question_set, read.content.directory.services
        self.answers = {pair for condition in conditions(rules) for pair in pairs(condition)}
        self.answers |= {("H1", tenure) for service in services for tenure in service.eligibility.tenure}
        self.facts = {ref for fact in FACTS.values() for ref in fact.reads}

    def leads(self, question: Question, ref: str, option: Option) -> bool:
        if option.opens or option.first or option.moves or (ref, option.id) in self.answers:
            return True
        told = question.module in _PASSED_ON and question.layer is not Layer.OPENER
        return not self.facts.isdisjoint({ref, question.id}) or (told and question.where is not Where.PRIVATE)


def _options(question: Question) -> tuple[Option, ...]:
    return (*question.options, *(option for part in question.parts for option in part.options))


def _answers(question: Question, at: Fields) -> Iterator[tuple[str, Kind, Sequence[Option], Cell]]:
    """The closed lists of answers of a question and of its parts, each with where it stands."""
    if question.options and (cell := at.get("options")):
        yield question.id, question.kind, question.options, cell
    parts = at.get("parts")
    for part, item in zip(question.parts, parts.items() if parts else (), strict=True):
        if part.options and (fields := item.fields()) and (cell := fields.get("options")):
            yield f"{question.id}.{part.id}", part.kind, part.options, cell


def _where(cell: Cell, index: int) -> Cell:
    """Where one answer stands; the short form `yes_no` is one place for both."""
    return cell.items()[index] if isinstance(cell.node, ListNode) else cell


def _unexplained(question: Question, kind: Kind, options: Sequence[Option], dead: Sequence[Option]) -> list[Option]:
    """Without what leads nowhere by nature: "no", "other", the well end of a scale, the one answer left over."""
    if kind is Kind.ONE and len(dead) == 1:
        return []
    if question.ordered:
        ends = [*takewhile(dead.__contains__, options), *takewhile(dead.__contains__, reversed(options))]
        dead = [option for option in dead if option not in ends]
    return [option for option in dead if option.id not in _NOTHING]
