"""Sending somebody to the front desk with what they said here, a line at a time (docs/adr/0022)."""

from __future__ import annotations

from triage.linear.reading import NotRead, plain, read_many
from triage.linear.talk import BACK, Talk
from triage.usecases.reception.partner_desk import SendView, see_send, send_over

SEND_OVER = ("send", "send over", "send to front desk", "s")


def send_somebody(talk: Talk) -> None:
    """What brought them in, in their words, what to call them; then under which code they wait."""
    view = talk.do(see_send)
    about = _ticks(talk, view) if view else None
    if about is None:
        talk.say("Nobody is sent.")
        return
    words = talk.ask("In their words, or Enter:")
    called = talk.ask("What to call them, or Enter. Lists show initials only:") if words is not None else None
    done = talk.do(send_over, about, words, called) if words is not None and called is not None else None
    talk.say(done.words if done else "Nobody is sent.")


def _ticks(talk: Talk, view: SendView) -> list[str] | None:
    """Enter takes what this service is about; None when left."""
    ids, named = [id for id, _ in view.options], dict(view.options)
    lines = [f"{n} {words}" for n, (_, words) in enumerate(view.options, 1)]
    talk.show(f"Sent from {view.desk}. What brought them in? Only what they said; they hear it.", *lines)
    ready = f" Enter for {', '.join(str(ids.index(id) + 1) for id in view.ticked)}," if view.ticked else ""
    while (typed := talk.ask(f"Up to {view.most}.{ready} or back:")) is not None and plain(typed) not in BACK:
        if not typed:
            return [id for id in view.ticked if id in named]
        try:
            return read_many(typed, view.options, most=view.most)
        except NotRead as problem:
            talk.say(str(problem))
    return None
