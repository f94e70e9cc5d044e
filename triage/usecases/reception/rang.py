"""What rings came to, as it is shown: beside who is ready, in the summary, and in whom to ask for (`ringing` writes it)."""

from __future__ import annotations

import json

from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.case import Case
from triage.usecases.ports import House
from triage.usecases.visit.sitting import RANG

YES, NO_ANSWER, NOT_NOW, FULL_TODAY = "yes", "no_answer", "not_now", "full"
_WORDS = {NO_ANSWER: "no answer", NOT_NOW: "not just now", FULL_TODAY: "full today"}


def rang_words(case: Case, service: str) -> str:
    """What the last ring there came to: "10:17 Priya can see them"; empty when nobody rang."""
    rung = [(event, said) for event, said in rings(case.events) if said["service"] == service]
    return _words(*rung[-1]) if rung else ""


def rang_lines(house: House, case: Case) -> tuple[str, ...]:
    """Every ring of a visit, oldest first, for whoever reads it later."""
    named = ((event, said, house.directory.by_id.get(said["service"])) for event, said in rings(case.events))
    return tuple(f"{service.public_label}: {_words(event, said)}" for event, said, service in named if service)


def said_yes_first(case: Case, service: str, workers: tuple[str, ...]) -> tuple[str, ...]:
    """Who is on duty, whoever said yes when rung first: the person is walked over to them."""
    yes = [said["worker"] for _, said in rings(case.events) if said["service"] == service and said["how"] == YES]
    return tuple(dict.fromkeys((*reversed([name for name in yes if name in workers]), *workers)))


def rings(events: tuple[rec.ContactEvent, ...]) -> list[tuple[rec.ContactEvent, dict[str, str]]]:
    return [(event, json.loads(event.detail)) for event in events if event.event == RANG]


def _words(event: rec.ContactEvent, said: dict[str, str]) -> str:
    words = _WORDS.get(said["how"]) or f"{said['worker']} can see them"
    return f"{say.clock(event.at)} {words}"
