"""What came after: the first time together, how it turned out, or that the person did not come. Called by `lists`."""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.later import reasons_for, record_later, see_later
from triage.usecases.views import LaterRow


def tell_later(talk: Talk, contact_id: str) -> None:
    """Each service that said yes, and what may be written down now; Enter or back changes nothing."""
    while (view := talk.do(see_later, contact_id)) is not None:
        if not view.rows:
            talk.say("Nobody has said yes to this one yet.")
            return
        talk.show(*[f"{n} {_words(row)}" for n, row in enumerate(view.rows, 1)])
        lines = [(row.handoff_id, row.label) for row in view.rows if row.choices]
        handoff = talk.choose("What came after? Which one:", lines, listed=False) if lines else None
        row = next((row for row in view.rows if row.handoff_id == handoff), None)
        if row is None:
            return
        step = talk.choose(f"{row.label}. What came after?", row.choices)
        reasons = reasons_for(step) if step else ()
        because = talk.choose(dict(row.choices)[step], reasons) if step and reasons else ""
        if step is None or because is None:
            talk.say("Nothing is written down.")
        elif talk.do(record_later, contact_id, row.handoff_id, step, because) is not None:
            talk.say(f"Written down: {dict(row.choices)[step]}.")


def _words(row: LaterRow) -> str:
    return ". ".join(part for part in (row.label, row.worker, row.now_words, row.waits) if part) + "."
