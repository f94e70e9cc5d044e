"""After a visit: what came of each try, what is to be asked, and what is to be looked at again. Called by `lists`."""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.looked_at import record_loose_card, see_loose_cards
from triage.usecases.handoff.after_views import Ask, LaterRow


def tell_later(talk: Talk, contact_id: str) -> None:
    """Each thing to come back to, and what may be written down now; Enter or back changes nothing."""
    while (view := talk.do(see_later, contact_id)) is not None:
        if not view.rows:
            talk.say("There is nothing to come back to here.")
            return
        talk.show(*[f"{n} {_words(row)}" for n, row in enumerate(view.rows, 1)])
        lines = [(row.key, row.label) for row in view.rows]
        key = talk.choose("What came after? Which one:", lines, listed=False)
        row = next((row for row in view.rows if row.key == key), None)
        if row is None:
            return
        if not row.choices:
            talk.say("There is nothing more to write down for this one.")
            continue
        step = talk.choose(f"{row.label}. What came after?", row.choices)
        said = _said(talk, row.asked(step)) if step else None
        if step is None or said is None:
            talk.say("Nothing is written down.")
        elif talk.do(record_later, contact_id, row.key, step, *said) is not None:
            talk.say(f"Written down: {dict(row.choices)[step]}.")


def tell_loose_cards(talk: Talk) -> None:
    """Cards used with nobody's visit open, for a supervisor to look at; one after the other."""
    while (view := talk.do(see_loose_cards)) is not None and view.rows:
        talk.show(*[f"{n} {_words(row)}" for n, row in enumerate(view.rows, 1)])
        key = talk.choose("Which was looked at?", [(row.key, row.label) for row in view.rows], listed=False)
        row = next((row for row in view.rows if row.key == key), None)
        found = talk.choose(f"{row.label}. How was it?", row.choices) if row else None
        said = _said(talk, row.asked(found)) if row and found else None
        if row is None or found is None or said is None:
            talk.say("Nothing is written down.")
            return
        if talk.do(record_loose_card, row.key, found, *said) is not None:
            talk.say(f"Written down: {dict(row.choices)[found]}.")


def _said(talk: Talk, asks: tuple[Ask, ...]) -> list[str] | None:
    """What a step must also say, one after the other; None as soon as one is left."""
    said: list[str] = []
    for ask in asks:
        names = [name for name, _ in ask.options]
        answer = talk.name(ask.title, names) if ask.name else talk.choose(ask.title, ask.options)
        if answer is None:
            return None
        said.append(answer)
    return said


def _words(row: LaterRow) -> str:
    return ". ".join(part for part in (row.label, row.worker, row.now_words, row.waits) if part) + "."
