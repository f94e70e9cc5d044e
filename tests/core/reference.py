"""What is due, once more and slowly: contract.md 1 read aloud, to compare the walk with. It shares no rule with it.

Everything is asked for when it is needed, by recursion: nothing is kept, nothing is ordered, nothing is fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from triage.core import conditions as c
from triage.core.facts import Situation
from triage.core.questions import Question, QuestionSet


class Reference:
    """`due`, `opened` and `set_aside`, for one question at a time."""

    def __init__(self, rules: QuestionSet, answers: Mapping[str, Any], at: Situation) -> None:
        self.rules, self.answers, self.at = rules, answers, at

    # --- what is known

    def value(self, ref: str) -> Any:
        """None where it is not known: not answered, set aside, a missing part, a fact nobody can tell."""
        if ref.startswith("fact."):
            return getattr(self, ref[5:])()
        question_id, _, part = ref.partition(".")
        if question_id not in self.answers or self.set_aside(question_id):
            return None
        answer = self.answers[question_id]
        return (answer.get(part) if isinstance(answer, Mapping) else None) if part else answer

    def ticks(self, ref: str) -> frozenset[str]:
        said = self.value(ref)
        return said if isinstance(said, frozenset) else frozenset([said] if isinstance(said, str) else [])

    def place(self) -> str:
        return self.at.place.value

    def visits_90_days(self) -> int:
        return self.at.visits_90_days

    def beside(self) -> bool:
        return bool(self.ticks("ST1") & {"with_adult", "someone_answering"})

    def under_18(self) -> str | None:
        born = self.value("HO1.born")
        if isinstance(born, date) and born <= self.at.today:
            birthdays = sum(born.replace(year=year) <= self.at.today for year in range(born.year + 1, 2027))
            return "yes" if birthdays < 18 else "no"
        return "yes" if "seems_under_18" in self.ticks("ST1") else None

    def alone_and_private(self) -> str | None:
        parts = [self.value(f"F0.{part}") for part in ("alone", "private", "interpreter_ok", "no_child_over_2")]
        if self.place() == "counter" or self.at.speaker != "self" or self.beside() or "no" in parts:
            return "no"
        return "yes" if parts == ["yes"] * 4 else None

    def top_severity(self) -> str:
        """The highest line of any need that holds, one higher where a fact raises it; urgent where a card fires."""
        names, found = ["none", "emerging", "significant", "urgent"], [0]
        for card in self.rules.cards:
            if self.holds(card.when) is True:
                found.append(3)
        for need in self.rules.needs:
            lines = [names.index(severity.value) for severity, line in need.lines if self.holds(line) is True]
            more = any(self.value(f"fact.{fact}") == "yes" for fact in need.raise_by)
            found.append(min(3, max(lines) + more) if lines else 0)
        return names[max(found)]

    def holds(self, condition: Any) -> bool | None:
        match condition:
            case c.All(of=of):
                parts = [self.holds(part) for part in of]
                return False if False in parts else None if None in parts else True
            case c.Any(of=of):
                parts = [self.holds(part) for part in of]
                return True if True in parts else None if None in parts else False
            case c.Not(of=part):
                return {True: False, False: True, None: None}[self.holds(part)]
            case c.Asked(ref=ref):
                return self.value(ref) is not None
            case c.Answered(ref=ref):
                return self.value(ref) not in (None, "not_sure", "pnts")
        said = self.value(condition.ref)
        if said is None:
            return None
        match condition:
            case c.AnyOf(options=wanted):
                held = bool(self.ticks(condition.ref) & wanted) if isinstance(said, frozenset) else str(said) in wanted
                return held or (None if said in ("not_sure", "pnts") else False)
            case c.Equals(wanted=wanted):
                return said == wanted or (None if said in ("not_sure", "pnts") else False)
        if said in ("not_sure", "pnts"):
            return None
        match condition:
            case c.Compare(bound=bound, at_least=at_least, ranks=ranks):
                rank = list(ranks).index(said) if isinstance(said, str) else said
                return rank >= bound if at_least else rank <= bound
            case c.WithinDays(days=days):
                return said != "none" and said <= self.at.today + timedelta(days=days)
        raise AssertionError(condition)

    # --- what is due

    def opened(self, question_id: str) -> bool:
        """By staff, by the full check, or by a tick that counts."""
        question = self.rules.by_id[question_id]
        section = self.rules.module(question.module).section
        if question_id in self.at.opened or (question.layer == "gateway" and section in self.at.opened):
            return True
        for other in self.rules.by_id.values():
            for ref, options in [(other.id, other.options)] + [(f"{other.id}.{p.id}", p.options) for p in other.parts]:
                opening = {option.id for option in options if question_id in option.opens + option.first}
                if opening and opening & self.ticks(ref):
                    return True
        return False

    def due(self, question_id: str) -> bool:
        """Rules 1 to 4, before any lock."""
        question = self.rules.by_id[question_id]
        if question.known and self.holds(question.known) is True:
            return False  # known beats opening
        if question.layer == "staff":
            return question_id == "F0"
        if question_id == "RE2":
            return len(self.ticks("RE1.about")) >= 2
        if self.opened(question_id):
            return True  # opening beats when
        if question.layer == "cue":
            return False  # only staff open it
        when = self.holds(question.when) if question.when else None
        everybody = question.module in ("ST", "RE", "PR", "CO", "HO", "ZZ") or question.everybody
        if question.layer == "opener" or (question.layer == "gateway" and everybody):
            return when is not False
        return when is True

    def set_aside(self, question_id: str) -> bool:
        """An answered follow-up that is not due. A gateway once answered counts as opened."""
        answered = question_id in self.answers
        return answered and self.rules.by_id[question_id].layer == "follow_up" and not self.due(question_id)

    # --- what may be asked here

    def to_be_asked(self, question: Question) -> bool:
        """Due and not answered; under 18 only what is short, and all gateways of that; F0 in a quiet place only."""
        if question.id in self.answers:
            return False
        if question.id == "F0":
            return self.place() in ("pod", "private_room") and not self.beside()
        if self.under_18() == "yes":
            gateway = question.layer == "gateway" and not (question.known and self.holds(question.known) is True)
            return question.short and (gateway or self.due(question.id))
        return self.due(question.id)

    def privacy(self) -> int:
        """0 counter, 1 pod, 2 private. Phone and outreach are a counter until F0 is all yes."""
        parts = [self.value(f"F0.{part}") for part in ("alone", "private", "interpreter_ok", "no_child_over_2")]
        room = {"pod": 1, "private_room": 2}.get(self.place(), 0)
        if self.beside():
            return min(1, room)
        return 2 if self.place() != "counter" and parts == ["yes"] * 4 else room

    def why_not_here(self, question: Question) -> str | None:
        if question.alone and self.alone_and_private() != "yes":
            return "locked"
        if question.module == "F" and self.beside():
            return "locked"
        return "place" if question.where.value - question.show_card > self.privacy() else None
