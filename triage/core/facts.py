"""Facts: the closed list of things worked out from answers, each with its reason in words (contract.md 1).

Arithmetic on dates and counts lives here and never in YAML. A fact declares what it reads, so that questions and facts
form one graph; the loader refuses a cycle, and the walk computes facts in that order. Like an answer, a fact may be
*not known*, which is None.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from triage.core.conditions import Value, Values, is_declined
from triage.core.people import age_on
from triage.core.text import counted


class PlaceKind(StrEnum):
    """Where the conversation is happening (contract.md 1)."""

    COUNTER = "counter"
    POD = "pod"
    PRIVATE_ROOM = "private_room"
    PHONE = "phone"
    OUTREACH = "outreach"


AWAY = frozenset({PlaceKind.PHONE, PlaceKind.OUTREACH})  # not in the building: nobody can be walked over from here


class Speaker(StrEnum):
    """Who is speaking (practice.md A0)."""

    SELF = "self"
    FOR_CHILD = "for_child"
    FOR_ADULT = "for_adult"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What the walk before this one led to; only ZZ may read it."""

    wanted_count: int = 0
    lead_needed: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a walk may know besides the answers. `opened` lists question ids or section names.

    `left_out`: for an opener already put, the options that could not be said aloud where it was put. `minutes`: how
    long they have talked; only what staff are prompted to do depends on it, never what is asked or found.
    """

    today: date
    place: PlaceKind = PlaceKind.COUNTER
    speaker: Speaker = Speaker.SELF
    visits_90_days: int = 0
    opened: tuple[str, ...] = ()
    wrap_up: WrapUp = WrapUp()
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it reads, how it is worked out, how it reads in a reason. `options` is empty for numbers."""

    name: str
    reads: tuple[str, ...]
    compute: Callable[[Values, Situation], Value | None]
    words: Callable[[Value], str]
    options: tuple[str, ...] = ()
    ordered: bool = False


WRAP_UP = frozenset({"fact.wanted_count", "fact.lead_needed"})  # only ZZ may read these
COMPANIONS = frozenset({"with_adult", "someone_answering"})
SEVERITIES = ("none", "emerging", "significant", "urgent")
YES_NO = ("yes", "no")
F0_PARTS = ("alone", "private", "interpreter_ok", "no_child_over_2")


def ticks(value: object) -> frozenset[str]:
    """What is ticked: the ticks of a tick list, or the one answer chosen."""
    if isinstance(value, frozenset):
        return value
    return frozenset({value}) if isinstance(value, str) else frozenset()


def companion(values: Values) -> bool:
    """True while somebody is beside the person or answers for them (ST1)."""
    seen = values.get("ST1")
    return isinstance(seen, frozenset) and not seen.isdisjoint(COMPANIONS)


def all_clear(values: Values) -> bool:
    """True when F0 says yes to all four: alone, not overheard, interpreter fine, no child who understands."""
    return all(values.get(f"F0.{part}") == "yes" for part in F0_PARTS)


def month_after(day: date) -> date:
    """One calendar month later; the last day of the month where that day does not exist (31 January → 28 February)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _number(values: Values, ref: str) -> int | None:
    value = values.get(ref)
    return value if isinstance(value, int) else None


def _date(values: Values, ref: str) -> date | None:
    value = values.get(ref)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _either(*truths: bool | None) -> str | None:
    """Kleene's or, as yes, no or not known."""
    if any(truth is True for truth in truths):
        return "yes"
    return "no" if all(truth is False for truth in truths) else None


def _is(values: Values, ref: str, *options: str) -> bool | None:
    value = values.get(ref)
    if value is None or is_declined(value):
        return None
    return value in options


def _age(values: Values, situation: Situation) -> int | None:
    born = _date(values, "HO1.born")
    return None if born is None or born > situation.today else age_on(born, situation.today)


def _under_18(values: Values, situation: Situation) -> str | None:
    age = _number(values, "fact.age")
    if age is not None:
        return "yes" if age < 18 else "no"
    seen = values.get("ST1")
    return "yes" if isinstance(seen, frozenset) and "seems_under_18" in seen else None


def _child_under_5(values: Values, situation: Situation) -> str | None:
    small = _number(values, "HO3.age_0_4")
    return _either(None if small is None else small > 0, _is(values, "HO3.baby_under_1", "yes"))


def _pregnant(values: Values, situation: Situation) -> str | None:
    return _either(_is(values, "HO3.pregnant", "yes"))


def _lives_alone(values: Values, situation: Situation) -> str | None:
    said = _is(values, "HO3.alone", "yes")
    if said is not None:
        return "yes" if said else "no"
    counts = [_number(values, f"HO3.{part}") for part in ("adults", "age_0_4", "age_5_15", "age_16_17")]
    return "no" if any(count for count in counts) else None


def _ng6_vulnerable(values: Values, situation: Situation) -> str | None:
    age = _number(values, "fact.age")
    return _either(
        None if age is None else age >= 65,
        _is(values, "fact.child_under_5", "yes"),
        _is(values, "fact.pregnant", "yes"),
        _is(values, "W2", "little", "lot"),
        _is(values, "W5", "low", "struggling"),
        _is(values, "H5b.vulnerable", "yes"),
    )


def _alone_and_private(values: Values, situation: Situation) -> str | None:
    if situation.place is PlaceKind.COUNTER or situation.speaker is not Speaker.SELF or companion(values):
        return "no"
    if all_clear(values):
        return "yes"
    return "no" if any(values.get(f"F0.{part}") == "no" for part in F0_PARTS) else None


def _deadline_days(values: Values, situation: Situation) -> int | None:
    dates = [day for ref in ("RE4.date", "H3b") if (day := _date(values, ref)) is not None]
    return min(((day - situation.today).days for day in dates), default=None)


def _appeal_days(values: Values, situation: Situation) -> int | None:
    decided = _date(values, "M4.decided")
    return None if decided is None else (month_after(decided) - situation.today).days


def days_words(days: int) -> str:
    """A number of days as staff would say it: "today", "in 54 days", "3 days ago"."""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _yes_no(yes: str, no: str) -> Callable[[Value], str]:
    return lambda value: yes if value == "yes" else no


_ALL = (
    Fact("age", ("HO1.born",), _age, lambda v: f"aged {v}"),
    Fact("under_18", ("fact.age", "ST1"), _under_18, _yes_no("under 18", "18 or over"), YES_NO),
    Fact("child_under_5", ("HO3",), _child_under_5, _yes_no("child under 5", "no child under 5"), YES_NO),
    Fact("pregnant", ("HO3",), _pregnant, _yes_no("pregnancy at home", "nobody pregnant"), YES_NO),
    Fact("lives_alone", ("HO3",), _lives_alone, _yes_no("lives alone", "lives with others"), YES_NO),
    Fact(
        "ng6_vulnerable",
        ("fact.age", "fact.child_under_5", "fact.pregnant", "W2", "W5", "H5b"),
        _ng6_vulnerable,
        _yes_no("cold is harder on somebody at home", "nobody at home whom cold hits harder"),
        YES_NO,
    ),
    Fact("month", (), lambda v, s: s.today.month, lambda v: date(2000, int(str(v)), 1).strftime("%B")),
    Fact("place", (), lambda v, s: s.place.value, lambda v: f"place: {v}", tuple(p.value for p in PlaceKind)),
    Fact(
        "alone_and_private",
        ("F0", "ST1"),
        _alone_and_private,
        _yes_no("alone and in private", "not alone and in private"),
        YES_NO,
    ),
    Fact("speaker", (), lambda v, s: s.speaker.value, lambda v: f"speaking: {v}", tuple(s.value for s in Speaker)),
    Fact("visits_90_days", (), lambda v, s: s.visits_90_days, lambda v: f"{v} visits in 90 days"),
    Fact("deadline_days", ("RE4", "H3b"), _deadline_days, lambda v: f"date {days_words(int(str(v)))}"),
    Fact("appeal_days", ("M4",), _appeal_days, lambda v: f"last day to challenge {days_words(int(str(v)))}"),
    # The walk fills this one in: it reads every question that a need or a card reads.
    Fact("top_severity", (), lambda v, s: None, lambda v: f"most serious: {v}", SEVERITIES, ordered=True),
    Fact("wanted_count", (), lambda v, s: s.wrap_up.wanted_count, lambda v: f"{v} wanted"),
    Fact(
        "lead_needed",
        (),
        lambda v, s: "yes" if s.wrap_up.lead_needed else "no",
        _yes_no("one person to keep it together", "no lead needed"),
        YES_NO,
    ),
)
FACTS: Mapping[str, Fact] = {fact.name: fact for fact in _ALL}
BY_REF: Mapping[str, Fact] = {f"fact.{fact.name}": fact for fact in _ALL}  # as conditions name them
