"""The one place every use case of both faces and every command goes through: may this be done, and who saw it.

`enter` asks the policy before a use case runs, with how the actor stands to the visit; `note` writes down who saw what
after it ran. Both in the use case's own transaction. A no is written down too, so it is an answer here and an error only
once that is saved. Called by bootstrap, which every face goes through.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from triage.core.access import AT_THE_DESK
from triage.core.policy import NOT_NAMED, Action, Decision, Effect, Relation, Thing, may, strictest
from triage.usecases import records as rec
from triage.usecases.doors import Door, door_of
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.glass import reason_given
from triage.usecases.trust.kept_back import ask_first
from triage.usecases.trust.relations import thing
from triage.usecases.trust.trail import REFUSED, note_look, write_down

NO_DOOR = "That cannot be done from here."
GONE = "That person is no longer in the list. Go back to the front desk and look again."


class Refused(UseCaseError):
    """The policy says no, in its own words."""


class ReasonNeeded(Refused):
    """It may be done once a reason is given (`glass.give_reason`); `contact_id` says for which visit."""

    def __init__(self, sentence: str, contact_id: str) -> None:
        super().__init__(sentence)
        self.contact_id = contact_id


@dataclass(frozen=True, slots=True)
class Entered:
    """What the policy said. `error` is raised once the transaction is saved; else the use case runs with `context`."""

    context: Context
    door: Door
    contact_id: str
    error: Refused | None = None


def enter(
    rows: Rows, house: House, ctx: Context, use_case: Callable[..., Any], args: tuple[Any, ...], more: Mapping[str, Any]
) -> Entered:
    """Ask the policy. Raises UseCaseError for a visit that is not there, and for a use case without a door."""
    door = door_of(use_case)
    if door is None:
        raise UseCaseError(NO_DOOR)
    contact: rec.Contact | None = None
    contact_id, handoff_id = ("", "") if door.about_nobody else _about(rows, use_case, args, more)
    if not contact_id:
        what = Thing(frozenset({door.at} if _stands(door.at, ctx) else {Relation.NONE}))
    else:
        contact = rows.get(rec.Contact, contact_id)
        if contact is None:
            raise UseCaseError(GONE)
        what = thing(rows, ctx, contact, handoff_id)
    said = strictest(may(house.policy, ctx.actor, door.action, what, seen) for seen in door.seen)
    entered = Entered(replace(ctx, relations=what.relations), door, contact_id)
    if said.allowed or (said.effect is Effect.MASK and not door.whole):
        return entered
    if said.effect is Effect.REASON and (door.tells_why or reason_given(rows, ctx, contact_id)):
        return entered
    if contact is not None and said.because == NOT_NAMED and (ask := ask_first(rows, house, ctx, contact)):
        said = replace(said, because=ask)
    return replace(entered, error=_refuse(rows, ctx, door, contact_id, said))


def note(rows: Rows, house: House, entered: Entered) -> None:
    """Write down who saw what of a visit. Lists show codes only, and finding writes down whom it found."""
    if entered.contact_id and entered.door.action is not Action.LIST and not entered.door.tells_why:
        note_look(rows, house, entered.context, entered.contact_id, entered.door.action, entered.door.seen)


def _refuse(rows: Rows, ctx: Context, door: Door, contact_id: str, said: Decision) -> Refused:
    if said.effect is Effect.REASON:
        return ReasonNeeded(said.because, contact_id)
    if contact_id:
        write_down(rows, ctx, contact_id, door.action, door.seen, REFUSED)
    return Refused(said.because)


def _about(rows: Rows, use_case: Callable[..., Any], args: tuple[Any, ...], more: Mapping[str, Any]) -> tuple[str, str]:
    """The visit it is about and, if it is about one try, that try; empty where it is about neither."""
    name, place = _subject(use_case)
    if not name:
        return "", ""
    given = str((more[name] if name in more else args[place] if place < len(args) else "") or "")
    if name == "contact_id":
        return given, ""
    handoff = rows.get(rec.Handoff, given)
    if handoff is None:
        raise UseCaseError(GONE)
    return handoff.contact_id, given


@cache
def _subject(use_case: Callable[..., Any]) -> tuple[str, int]:
    """The first argument that names a visit or a try, and its place after rows, house and context."""
    names = list(inspect.signature(use_case).parameters)[3:]
    return next(((name, place) for place, name in enumerate(names) if name in ("contact_id", "handoff_id")), ("", 0))


def _stands(at: Relation, ctx: Context) -> bool:
    """Whether the actor stands to a list, or to what is only about to be, as the door says."""
    if at is Relation.TEAM:
        return ctx.actor.role in AT_THE_DESK
    return at is not Relation.SERVICE or bool(ctx.actor.services)
