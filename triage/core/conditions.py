"""Conditions: a closed tree over what is known, answering yes, no or *not known*.

Content says *when* a question, a need or a card applies; this file says what that means (contract.md 1). There are no
expression strings and no `eval`: the ten words of the contract are nine small frozen dataclasses, of which `Compare` is
both `at_least` and `at_most`. Each answers three questions: `holds`, is it so; `because`, which references made it so;
`refs`, which references it reads. `None` is Kleene's third value, *not known*; it is never read as "no".

A condition is read against `Values`: a mapping from a reference (`H1`, `RE4.date`, `fact.age`) to what was said. A
question that was not asked, or whose answer is set aside, is simply not in the mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

NOT_SURE = "not_sure"
PNTS = "pnts"
DECLINED = frozenset({NOT_SURE, PNTS})
NO_DATE = "none"

Scalar = str | int | date
Value = str | int | date | frozenset[str] | Mapping[str, "str | int | date | frozenset[str]"]
Values = Mapping[str, Value]
Truth = bool | None

TODAY = "today"  # the reference under which a walk keeps its own date


def is_declined(value: object) -> bool:
    """True for `not_sure` and `pnts`: something was said, and it is not known what holds."""
    return isinstance(value, str) and value in DECLINED


@dataclass(frozen=True, slots=True)
class _OfOneRef:
    """A condition on one reference, which is then both all it reads and its whole reason."""

    ref: str

    def because(self, values: Values) -> tuple[str, ...]:
        return (self.ref,)

    def refs(self) -> frozenset[str]:
        return frozenset({self.ref})


@dataclass(frozen=True, slots=True)
class Equals(_OfOneRef):
    """The answer is exactly this; for a tick list, exactly these ticks and no other."""

    wanted: str | int | frozenset[str]

    def holds(self, values: Values) -> Truth:
        value = values.get(self.ref)
        if value is None:
            return None
        if is_declined(value):
            return True if value == self.wanted else None
        return value == self.wanted


@dataclass(frozen=True, slots=True)
class AnyOf(_OfOneRef):
    """The answer is one of these; for a tick list, at least one of these is ticked."""

    options: frozenset[str]

    def holds(self, values: Values) -> Truth:
        value = values.get(self.ref)
        if value is None:
            return None
        if isinstance(value, frozenset):
            return not value.isdisjoint(self.options)
        if is_declined(value):
            return True if value in self.options else None
        return str(value) in self.options


@dataclass(frozen=True, slots=True)
class Compare(_OfOneRef):
    """`at_least` or `at_most`: on a number, or on a question whose options are `ordered` (then `ranks` says the order)."""

    bound: int
    at_least: bool
    ranks: tuple[str, ...] = ()

    def holds(self, values: Values) -> Truth:
        value = values.get(self.ref)
        if isinstance(value, str) and value in self.ranks:
            value = self.ranks.index(value)
        if not isinstance(value, int):  # not asked, declined, or no option of that question
            return None
        return value >= self.bound if self.at_least else value <= self.bound


@dataclass(frozen=True, slots=True)
class WithinDays(_OfOneRef):
    """The date is at most `days` whole days from today; dates already past count. "No date" is a known no."""

    days: int

    def holds(self, values: Values) -> Truth:
        value = values.get(self.ref)
        today = values.get(TODAY)
        if value == NO_DATE:
            return False
        if not isinstance(value, date) or not isinstance(today, date):  # not asked, declined, or no date
            return None
        return (value - today).days <= self.days


@dataclass(frozen=True, slots=True)
class Asked(_OfOneRef):
    """Any response was given, "rather not say" included. Only ever yes or no."""

    def holds(self, values: Values) -> Truth:
        return self.ref in values


@dataclass(frozen=True, slots=True)
class Answered(_OfOneRef):
    """A real value was given: not "not sure", not "rather not say". Only ever yes or no."""

    def holds(self, values: Values) -> Truth:
        return self.ref in values and not is_declined(values[self.ref])


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. One known no is a no, whatever is not known beside it."""

    of: tuple[Condition, ...]

    def holds(self, values: Values) -> Truth:
        truth: Truth = True
        for part in self.of:
            held = part.holds(values)
            if held is False:
                return False
            if held is None:
                truth = None
        return truth

    def because(self, values: Values) -> tuple[str, ...]:
        return _once(ref for part in self.of for ref in part.because(values))

    def refs(self) -> frozenset[str]:
        return frozenset().union(*(part.refs() for part in self.of))


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds. One known yes is a yes, whatever is not known beside it."""

    of: tuple[Condition, ...]

    def holds(self, values: Values) -> Truth:
        truth: Truth = False
        for part in self.of:
            held = part.holds(values)
            if held is True:
                return True
            if held is None:
                truth = None
        return truth

    def because(self, values: Values) -> tuple[str, ...]:
        """Only the parts that hold are reasons; where none holds, every part is."""
        holding = [part for part in self.of if part.holds(values) is True] or list(self.of)
        return _once(ref for part in holding for ref in part.because(values))

    def refs(self) -> frozenset[str]:
        return frozenset().union(*(part.refs() for part in self.of))


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. What is not known stays not known."""

    of: Condition

    def holds(self, values: Values) -> Truth:
        held = self.of.holds(values)
        return None if held is None else not held

    def because(self, values: Values) -> tuple[str, ...]:
        return self.of.because(values)

    def refs(self) -> frozenset[str]:
        return self.of.refs()


Condition = Equals | AnyOf | Compare | WithinDays | Asked | Answered | All | Any | Not


def _once(refs: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(refs))
