"""What the screens after the walk over are given to draw: decisions, taking back, later, the lead, the end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GateView:
    """What the gate asks, and what may be chosen (practice.md C5). Nothing in it is chosen beforehand.

    `about`: (service, need) → both in words. `fields`: what a service may be told of what is known. `bases`: what the
    cards of this visit say about telling others.
    """

    contact_id: str
    code: str
    about: tuple[tuple[tuple[str, str], str], ...]
    fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    deciders: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    powers: tuple[tuple[str, str], ...]
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopView:
    """One service that already has what was agreed: who there, how to reach them, and the words to read or copy."""

    label: str
    worker: str
    reach: str
    message: str


@dataclass(frozen=True, slots=True)
class WithdrawView:
    """What was stopped by taking an agreement back, and who has it already: past sharing is not undone."""

    contact_id: str
    stopped: tuple[str, ...]
    has_it: tuple[StopView, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that must be said as well: one of `options`, or a name of theirs or any other (`name`)."""

    title: str
    options: tuple[tuple[str, str], ...]
    name: bool = False


@dataclass(frozen=True, slots=True)
class ArrangedLine:
    """One line that may be said or left open: one of `options`, or words of at most `most` letters."""

    id: str
    label: str
    said: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    most: int = 60


@dataclass(frozen=True, slots=True)
class ArrangedView:
    """What is arranged beside the questions: an interpreter, or a word of their own. `words` say what it is for."""

    contact_id: str
    what: str
    title: str
    words: str
    lines: tuple[ArrangedLine, ...]


@dataclass(frozen=True, slots=True)
class LaterRow:
    """One thing to come back to after the visit: a try, a time to ask how it went, a decision.

    `choices`: (step, words) that may be recorded now. `asks`: what a step must also say, in order.
    """

    key: str
    label: str
    worker: str
    now_words: str
    waits: str
    choices: tuple[tuple[str, str], ...]
    asks: tuple[tuple[str, tuple[Ask, ...]], ...] = ()

    def asked(self, step: str) -> tuple[Ask, ...]:
        return dict(self.asks).get(step, ())


@dataclass(frozen=True, slots=True)
class LaterView:
    contact_id: str
    code: str
    rows: tuple[LaterRow, ...]


@dataclass(frozen=True, slots=True)
class LeadView:
    """Who keeps it together, and the rule that fired, in words. `state` is proposed, told, accepted or ended.

    `next_worker`: named to take over; until they say yes it is still `worker`.
    """

    service: str
    label: str
    worker: str
    workers: tuple[str, ...]
    rule: str
    rule_words: str
    because: str
    state: str
    reach: str
    cover: str = ""
    why_needed: str = ""
    next_worker: str = ""


@dataclass(frozen=True, slots=True)
class HandOverView:
    """Who keeps it together (`worker`), and who was named to take over, if anybody. `choices`: what they may have said.

    `to_tell`: it changed hands, and the person does not know yet. `could`: (service, label, workers) to choose from.
    """

    contact_id: str
    code: str
    worker: str
    label: str
    next_worker: str
    next_label: str
    because: str
    choices: tuple[tuple[str, str], ...]
    to_tell: bool
    could: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class EndView:
    """How one wanted need ends; `how` is open until it does. `choices` are the ends that can be chosen now."""

    code: str
    plain: str
    how: str
    how_words: str
    because: str
    choices: tuple[tuple[str, str], ...]
    self_help: str = ""


@dataclass(frozen=True, slots=True)
class FinishView:
    """`blockers` says in plain words what still stands in the way of finishing; empty means it can be finished.

    `way_back`: the code, for somebody who can only be found again by it. `goodbye` is said aloud at the end.
    """

    contact_id: str
    code: str
    ends: tuple[EndView, ...]
    lead: LeadView | None
    blockers: tuple[str, ...]
    slip_allowed: bool
    handoffs: tuple[str, ...] = ()
    way_back: str = ""
    goodbye: str = ""
