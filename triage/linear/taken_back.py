"""Taking a yes back: what stops, and the words for whoever has it already. Called by `sharing`."""

from __future__ import annotations

from triage.linear.talk import Talk, Visit
from triage.usecases.handoff.after_views import WithdrawView
from triage.usecases.handoff.withdraw import see_withdrawn, withdraw
from triage.usecases.views import SharingView

_GIVEN = ("given", "given_with_limits")


def take_back(talk: Talk, visit: Visit, view: SharingView) -> None:
    """Ask who gets nothing more, stop that, and read out whom to tell. Cancelled or back: nothing is taken back."""
    given = {row.service: f"only {row.label}" for row in view.rows if row.state in _GIVEN}
    if not given:
        _tell(talk, talk.do(see_withdrawn, visit.contact_id))
        return
    who = talk.choose("Who gets nothing more?", [*given.items(), ("all", "all of them")])
    if who is None:
        talk.say("Nothing is taken back.")
        return
    taken = talk.do(withdraw, visit.contact_id, "" if who == "all" else who)
    if taken is not None:
        talk.say("Taken back. Nothing more goes.", *taken.stopped)
        _tell(talk, taken)


def _tell(talk: Talk, view: WithdrawView | None) -> None:
    if view is None or not view.has_it:
        talk.say("Nobody has been told anything that was taken back.")
        return
    talk.say("Tell each of them now, by phone or in person:")
    for stop in view.has_it:
        talk.show(", ".join(part for part in (stop.label, stop.worker, stop.reach) if part), stop.message)
