"""The building today: who can see somebody, and saying what is different. Called by `desk`."""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.reception.building import ASKS, WHAT, may_be_said, say_building, see_building, take_back
from triage.usecases.reception.desk import front_desk

_TAKE_BACK = ("take_back", "Take it back")


def tell_building(talk: Talk) -> None:
    """Say it, then take what is different of one service after the other; Enter or back goes to the desk."""
    view = talk.do(front_desk)
    services = view.services if view else ()
    said = [f"{s.label}: {s.words}" for s in services if s.said]
    lines = [", ".join(p for p in (s.label, s.who, s.words) if p) for s in services if s.open_now and not s.said]
    closed = [f"{s.label}: {s.words}" for s in services if not s.open_now and not s.said]
    talk.show(
        *([f"Different today. {'; '.join(said)}."] if said else []),
        "Can see somebody today:",
        *lines,
        *([f"Not now. {'; '.join(closed)}."] if closed else []),
    )
    while _say_one(talk):
        pass


def _say_one(talk: Talk) -> bool:
    """One service, what is different, and a time where that is asked. False when nothing more is to be said."""
    view = talk.do(see_building)
    rows = {row.service: row for row in view.rows} if view else {}
    lines = [(row.service, row.label) for row in rows.values()]
    prompt = "Is anything different? Which service, or Enter:"
    service = talk.choose(prompt, lines, listed=False) if lines else None
    if service is None:
        return False
    row = rows[service]
    if row.said:
        talk.say(f"{row.label}: {', '.join(row.said)}.")
    what = talk.choose(f"{row.label}. What is different?", (*WHAT, *([_TAKE_BACK] if row.said else [])))
    value = "" if what is None else _value(talk, what)
    if what is None or value is None:
        talk.say("Nothing is changed.")
        return True
    done = talk.do(take_back, service) if what == _TAKE_BACK[0] else talk.do(say_building, service, what, value)
    now = next((one for one in done.rows if one.service == service), None) if done else None
    if now is not None:
        talk.say(f"{now.label}: {', '.join(now.said) or 'as the directory says'}.")
    return True


def _value(talk: Talk, what: str) -> str | None:
    """The time or the length, as chosen or typed; empty where none is asked. None when cancelled."""
    if what not in ASKS:
        return ""
    return talk.reason(ASKS[what], [(value, value) for value in talk.do(may_be_said, what) or ()])
