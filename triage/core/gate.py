"""Sharing without agreement: a gate, not a button (practice.md C5). What must be said before it opens.

Necessary, a power, proportionate, told first, and who decided: every part is asked, none has a default, and a named
safeguarding lead or duty lead decides. The assistant alone may decide only about a call to 999. Deciding *not* to share
is recorded too. `missing` is the whole gate: nothing is written, and so nothing sent, until it has nothing to say.

Called by `usecases.handoff.gate` before it writes a decision, and whenever one is read back before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.core.directory import Service
from triage.core.handoff import is_a_name

EMERGENCY = "uk_e999"  # the one line the assistant may decide to ring alone
NOT_ENOUGH = (
    "a partner asked", "it might be useful", "debts", "suspected fraud", "immigration", "curiosity",
    "a manager finds it easier",
)  # fmt: skip


class Decider(StrEnum):
    SAFEGUARDING_LEAD = "safeguarding_lead"
    DUTY_LEAD = "duty_lead"
    ASSISTANT = "assistant"


class Power(StrEnum):
    VITAL_INTERESTS = "vital_interests"
    CHILD_SAFEGUARDING = "child_safeguarding"
    ADULT_SAFEGUARDING = "adult_safeguarding"
    CRIME_S115 = "crime_s115"
    CRIME_DPA = "crime_dpa"
    SLAVERY_S52 = "slavery_s52"
    PREVENT = "prevent"
    COURT_ORDER = "court_order"
    STATUTE = "statute"
    CAPACITY = "capacity"
    PUBLIC_INTEREST = "public_interest"


POWER_WORDS: Mapping[Power, str] = {
    Power.VITAL_INTERESTS: "Life or serious injury (vital interests)",
    Power.CHILD_SAFEGUARDING: "A child’s safety (Children Act 1989 ss.17 and 47, 2004 s.11, s.16LA once in force)",
    Power.ADULT_SAFEGUARDING: "An adult at risk (Care Act 2014 ss.42 and 45)",
    Power.CRIME_S115: "Crime and Disorder Act 1998 s.115: a power, not a duty",
    Power.CRIME_DPA: "Preventing or finding a crime (DPA 2018 Sch 2 para 2)",
    Power.SLAVERY_S52: "Modern Slavery Act 2015 s.52: nothing that names an adult",
    Power.PREVENT: "Counter-Terrorism and Security Act 2015 s.26",
    Power.COURT_ORDER: "A court order",
    Power.STATUTE: "Another law that asks for it",
    Power.CAPACITY: "They cannot decide now: best interests (MCA 2005 ss.1-4)",
    Power.PUBLIC_INTEREST: "Serious harm to others (public interest)",
}
DECIDER_WORDS: Mapping[Decider, str] = {
    Decider.SAFEGUARDING_LEAD: "safeguarding lead",
    Decider.DUTY_LEAD: "duty lead",
    Decider.ASSISTANT: "assistant, for 999 only",
}


@dataclass(frozen=True, slots=True)
class Deciding:
    """One decision as far as it has been filled in; empty means nobody has said yet. `told`: yes or no."""

    service: str = ""
    need: str = ""
    share: bool = True
    decided_by: str = ""
    role: str = ""
    powers: tuple[str, ...] = ()
    harm: str = ""
    reasoning: str = ""
    fields: tuple[str, ...] = ()
    told: str = ""
    why_not_told: str = ""
    follow_up: date | None = None


def missing(one: Deciding, service: Service | None, today: date) -> str | None:
    """The first thing that still stands in the way, in a sentence; None once every part is there."""
    if service is None or not one.need:
        return "Who would be told, and about what?"
    if not one.harm.strip():
        return "What harm, to whom and how soon?"
    if not is_a_name(one.decided_by):
        return "Who decides? A name is needed, not a desk."
    if one.role not in {role.value for role in Decider}:
        return "Is that the safeguarding lead or the duty lead?"
    if one.role == Decider.ASSISTANT and service.id != EMERGENCY:
        return "Alone you may decide only about 999. Ring the safeguarding lead or the duty lead."
    if not one.reasoning.strip():
        return "Why, in two or three lines?"
    if one.follow_up is None or one.follow_up < today:
        return "When will somebody look at it again?"
    return _missing_to_share(one, service) if one.share else None


def _missing_to_share(one: Deciding, service: Service) -> str | None:
    if not one.powers or not set(one.powers) <= {power.value for power in Power}:
        return "Which power? Choose at least one from the list."
    if not one.fields and service.id != EMERGENCY:
        return "What is the least that helps? Choose what goes."
    if one.fields and not set(one.fields) <= set(service.receives):
        return f"{service.public_label} may not get all of that. Choose from the list."
    if one.told not in ("yes", "no"):
        return "Are they told first?"
    if one.told == "no" and not one.why_not_told.strip():
        return "Why not tell them? Only if it adds risk, or spoils an investigation."
    return None
