"""For somebody at a service, a line at a time: what was sent to it, and what came of it. Called by `desk`."""

from __future__ import annotations

from triage.linear.led import tell_my_people
from triage.linear.reading import plain
from triage.linear.send_over import SEND_OVER, send_somebody
from triage.linear.talk import Talk
from triage.usecases import say
from triage.usecases.handoff.inbox import answer_sent, see_inbox, see_sent
from triage.usecases.handoff.inbox_views import AT_NO_SERVICE, NO_SERVICE, InboxRow, InboxView

_HELP = (
    "A number or a code: opens one, and reads exactly what they agreed that you know. That you looked is written down.",
    "send: somebody at your desk goes to the front desk, with what they told you.",
    "list: everybody sent to you. my people: whom you keep together. leave: leaves triage.",
)


def at_the_service(talk: Talk) -> None:
    """Until somebody leaves. Raises Leave."""
    view = _tell(talk)
    while True:
        typed = talk.ask("Sent to you. A number, or help:", _HELP)
        word = plain(typed or "") or typed
        if typed is None or word in ("leave", "x"):
            talk.quit()
        elif word in ("list", "l"):
            view = _tell(talk)
        elif word in ("my people", "people", "m"):
            tell_my_people(talk)
        elif word in SEND_OVER:
            send_somebody(talk)
        elif typed:
            row = _meant(typed, view)
            if row is None:
                talk.say(f"“{typed}” is nobody in the list. Type help to hear the words.")
            elif _open(talk, row):
                view = _tell(talk)


def _tell(talk: Talk) -> InboxView | None:
    if not (talk.office.actor and talk.office.actor.services):
        talk.say(NO_SERVICE)
        return AT_NO_SERVICE
    view = talk.do(see_inbox)
    if view is not None:
        talk.show(f"{view.label}: {len(view.rows) or 'nobody'} sent to you.", *map(_line, enumerate(view.rows, 1)))
    return view


def _whose(row: InboxRow) -> str:
    return f"{row.code}, {row.label}" if row.label else row.code


def _line(numbered: tuple[int, InboxRow]) -> str:
    n, row = numbered
    parts = (row.label, row.mode_words, f"since {say.clock(row.since)}", row.worker, row.now_words, row.waits)
    return f"{n} {row.code}. {'. '.join(part for part in parts if part)}."


def _meant(typed: str, view: InboxView | None) -> InboxRow | None:
    rows = view.rows if view else ()
    if typed.isdecimal():
        return rows[int(typed) - 1] if 0 < int(typed) <= len(rows) else None
    return next((row for row in rows if row.code == typed.strip().upper()), None)


def _open(talk: Talk, row: InboxRow) -> bool:
    """Whether something was written down."""
    view = talk.do(see_sent, row.handoff_id)
    if view is None:
        return False
    talk.show(f"{_whose(row)}. They agreed that you know:", *view.sends, *filter(None, [view.no_way]))
    step = talk.choose("What do you say?", view.choices) if view.choices else None
    if step is None:
        talk.say("Nothing is written down.")
        return False
    ask = view.ask(step)
    said = talk.choose(ask.title, ask.options) if ask else ""
    if said is None or talk.do(answer_sent, row.handoff_id, step, said) is None:
        talk.say("Nothing is written down.")
        return False
    talk.say(f"Written down: {dict(view.choices)[step]}.")
    return True
