"""One try to get somebody to a service: which step may follow which (contract.md 5; practice.md D1, D2).

A handoff is its list of steps, oldest first; nothing else is kept about it. The person stays with the sender until a
named worker says yes. What is final stays final: the next try is a new handoff that `follows` the old one.

Called by the use cases before they write a step, and by the screens that offer the next one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class StepKind(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    SENT = "sent"
    RECEIVED = "received"
    WALKING = "walking"
    NOBODY_THERE = "nobody_there"
    MET = "met"
    ACCEPTED = "accepted"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    FIRST_CONTACT = "first_contact"
    DID_NOT_ATTEND = "did_not_attend"
    OUTCOME = "outcome"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"
    MISTAKE = "mistake"


FINAL = frozenset({StepKind.DECLINED, StepKind.REDIRECTED, StepKind.WITHDRAWN, StepKind.MISTAKE, StepKind.CLOSED})
TURNED_AWAY = frozenset({StepKind.DECLINED, StepKind.REDIRECTED})
_ANSWERS = TURNED_AWAY | {StepKind.ACCEPTED}
_ONWARD: Mapping[StepKind, frozenset[StepKind]] = {
    StepKind.PROPOSED: frozenset({StepKind.AGREED}),
    StepKind.AGREED: frozenset({StepKind.SENT}),
    StepKind.SENT: _ANSWERS | {StepKind.RECEIVED, StepKind.WALKING, StepKind.NOBODY_THERE},
    StepKind.RECEIVED: _ANSWERS,
    StepKind.WALKING: frozenset({StepKind.MET, StepKind.NOBODY_THERE}),
    StepKind.NOBODY_THERE: frozenset({StepKind.WALKING, StepKind.SENT}),
    StepKind.MET: _ANSWERS,
    StepKind.ACCEPTED: frozenset({StepKind.FIRST_CONTACT, StepKind.DID_NOT_ATTEND}),
    StepKind.DID_NOT_ATTEND: frozenset({StepKind.SENT, StepKind.CLOSED}),
    StepKind.FIRST_CONTACT: frozenset({StepKind.OUTCOME}),
    StepKind.OUTCOME: frozenset({StepKind.CLOSED}),
}
# What may follow a state. `escalated` is never a state but a note beside whatever the state is, so `allowed` adds it.
NEXT: Mapping[StepKind, frozenset[StepKind]] = {
    step: _ONWARD[step] | {StepKind.WITHDRAWN, StepKind.MISTAKE} if step in _ONWARD else frozenset()
    for step in StepKind
}

# How each step is said ("After “on the way there” comes …"); screens never show the code names.
STEP_WORDS: Mapping[StepKind, str] = {
    StepKind.PROPOSED: "suggested",
    StepKind.AGREED: "agreed with the person",
    StepKind.SENT: "asked them",
    StepKind.RECEIVED: "they have the message",
    StepKind.WALKING: "on the way there",
    StepKind.NOBODY_THERE: "nobody was there",
    StepKind.MET: "introduced",
    StepKind.ACCEPTED: "they said yes",
    StepKind.REDIRECTED: "they sent it on to someone else",
    StepKind.DECLINED: "they said no",
    StepKind.FIRST_CONTACT: "first time together",
    StepKind.DID_NOT_ATTEND: "the person did not come",
    StepKind.OUTCOME: "how it turned out",
    StepKind.CLOSED: "finished",
    StepKind.WITHDRAWN: "called off",
    StepKind.ESCALATED: "told a manager",
    StepKind.MISTAKE: "entered by mistake",
}

_NO_NAME = re.compile(r"\d|\b(desk|reception|team|office|inbox|mailbox|voicemail|answerphone)\b", re.IGNORECASE)


def state(path: Sequence[StepKind]) -> StepKind:
    """Where a handoff stands: its last step that is not a note. One without steps yet is only proposed."""
    return next((step for step in reversed(path) if step is not StepKind.ESCALATED), StepKind.PROPOSED)


def allowed(path: Sequence[StepKind], *, legal_power: bool = False) -> frozenset[StepKind]:
    """The steps that may come next. A recorded legal power lets `sent` follow `proposed` without agreement."""
    if not path:
        return frozenset({StepKind.PROPOSED})
    now = state(path)
    unagreed = {StepKind.SENT} if legal_power and now is StepKind.PROPOSED else set()
    return NEXT[now] | unagreed | {StepKind.ESCALATED}


def check_step(
    path: Sequence[StepKind], step: StepKind, worker: str | None = None, *, legal_power: bool = False
) -> str | None:
    """None if this step may be written now; otherwise a plain sentence saying what is wrong or missing."""
    possible = allowed(path, legal_power=legal_power)
    now = state(path)
    if step in possible:
        if step is StepKind.ACCEPTED and not is_a_name(worker):
            return "Who said yes? A name is needed, not a desk."
        return None
    if not path:
        return "Nothing has been suggested yet. Suggest a service first."
    if now in FINAL:
        return f"This one is finished ({STEP_WORDS[now]}). Start a new one that follows it."
    if now is StepKind.PROPOSED and step is StepKind.SENT:
        return "The person has not agreed yet, so nothing can be sent. Ask them first."
    onward = " or ".join(f"“{STEP_WORDS[s]}”" for s in StepKind if s in _ONWARD[now])
    return f"“{STEP_WORDS[step]}” cannot come after “{STEP_WORDS[now]}”. Next is {onward}."


def is_a_name(worker: str | None) -> bool:
    """True for something that can be a person's name: not empty, and not a desk, a team or a number."""
    return bool(worker) and any(c.isalpha() for c in worker or "") and not _NO_NAME.search(worker or "")


def bounces(chain: Sequence[Sequence[StepKind]]) -> int:
    """How often somebody was sent on or turned away along `follows`; `chain` holds each try's steps."""
    return sum(state(path) in TURNED_AWAY for path in chain)
