"""Ringing a service without leaving the questions: the numbers, what to say first, and what came of it.

Called by `assessment` with a visit in hand, and by `finding` without one.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.linear.talk import Talk
from triage.usecases.reception.rang import YES
from triage.usecases.reception.ringing import record_ring, see_ring


def ring(talk: Talk, services: Sequence[tuple[str, str]], contact_id: str = "") -> None:
    """Ring one of `services` ((id, words)). Enter or back writes nothing down."""
    service = services[0][0] if len(services) == 1 else talk.choose("Whom to ring?", services)
    view = talk.do(see_ring, service, contact_id) if service else None
    if view is None:
        talk.say("Nobody is rung.")
        return
    talk.say(f"Ring {view.label}.", *[f"{who}: {number}." for who, number in view.numbers])
    talk.say(f"Say first: {view.first}")
    if view.said:
        talk.say(f"Rang {view.said}.")
    how = talk.choose("What came of it?", view.ends) if view.ends else None
    worker = talk.name("Who said yes?", view.workers) or "" if how == YES else ""
    if how is None or (how == YES and not worker):
        talk.say("Nothing is written down of the call.")
    elif done := talk.do(record_ring, view.service, how, contact_id, worker):
        talk.say(f"Written down. {done.label}: {done.said or 'full today'}.")
