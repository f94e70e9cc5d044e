"""Somebody at a service, or at another desk, sends a person to the shared check, with what they already said (practice.md 0).

One session, one story: what brought them in is told once, at the desk where they first said it. It is a new visit with
that answer in it and nothing else; it waits in the front desk's list until a desk picks it up, and there it is confirmed,
not asked again (`sent_here`). The answer keeps saying whose desk it was said at (docs/adr/0022). Called by both faces.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from triage.core.answers import write_answer
from triage.core.conditions import Values
from triage.core.directory import Service
from triage.core.presenting import privacy_here
from triage.core.questions import Option, QuestionSet
from triage.core.readers import references
from triage.usecases import say
from triage.usecases.case import load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import new_contact
from triage.usecases.reception.sent_here import REASON, SENT_BY, SENT_FROM
from triage.usecases.trust.relations import works_at
from triage.usecases.visit.answers import replace_answer
from triage.usecases.visit.typed import typed_answer
from triage.usecases.write import add_event

ABOUT = "about"
MOST = 3
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class SendView:
    """What may be said of them: (id, words). `ticked`: what this service is about. `desk`: as the front desk reads it."""

    desk: str
    options: tuple[tuple[str, str], ...]
    ticked: tuple[str, ...]
    most: int = MOST


@dataclass(frozen=True, slots=True)
class SentOverView:
    """They wait in the front desk's list under `code`."""

    code: str
    words: str


def see_send(rows: Rows, house: House, ctx: Context) -> SendView:
    """What brought them in, as far as it may be said here: what is only for alone is left for a private place."""
    services = works_at(house, ctx)
    options = _options(house.question_set)
    return SendView(
        desk=_desk(house, ctx),
        options=tuple((option.id, option.text) for option in options),
        ticked=_about(house.question_set, services[0], options) if len(services) == 1 else (),
    )


def send_over(
    rows: Rows, house: House, ctx: Context, about: Sequence[str], words: str = "", called: str = ""
) -> SentOverView:
    """Begin their visit for the front desk. `called`: what to call them; a list shows no more than initials of it.

    Raises UseCaseError where nothing is ticked or said, for too many ticks, and for what is not in the list.
    """
    may_be_said = dict(see_send(rows, house, ctx).options)
    if not about and not words.strip():
        raise UseCaseError("What brought them in? Tick at least one, or write it in their words.")
    if not set(about) <= set(may_be_said) or len(set(about)) > MOST:
        raise UseCaseError(f"Up to {MOST} from the list. Take one away, or leave it to the front desk.")
    question = house.question_set.by_id[REASON]
    value = typed_answer(question, {"words": words.strip(), ABOUT: list(about)}, ctx.today)
    contact = new_contact(rows, house, ctx, "")
    case = load(rows, house, ctx, contact.id)
    nothing_known: Values = {}
    source = {
        "place": case.place_id,
        "private": privacy_here(nothing_known, case.situation).name.lower(),
        "pointed": False,
        "left_out": [],
        "beside": False,
        "speaker": case.situation.speaker.value,
        SENT_BY: {"desk": _desk(house, ctx), "who": ctx.actor.name, "said": ctx.now.isoformat()},
    }
    replace_answer(rows, ctx, case, REASON, write_answer(value), source)
    detail = {"called": called.strip()[:_LONGEST_NAME], SENT_FROM: _desk(house, ctx)}
    add_event(rows, ctx, contact.id, "waiting", detail=json.dumps(detail, ensure_ascii=False))
    return SentOverView(
        contact.code, f"{contact.code} waits in the front desk's list. Give them the code, and the way."
    )


def _desk(house: House, ctx: Context) -> str:
    """What anybody at the front desk may read: the public label of their service, or where this terminal stands."""
    return say.listed([service.public_label for service in works_at(house, ctx)]) or ctx.terminal.name


def _options(question_set: QuestionSet) -> tuple[Option, ...]:
    part = question_set.by_id[REASON].part(ABOUT)
    return tuple(option for option in part.options if not option.alone) if part else ()


def _about(question_set: QuestionSet, service: Service, options: Sequence[Option]) -> tuple[str, ...]:
    """What most of the needs it serves are about, from content alone: at most two, and nothing where its kind would tell.

    A part of the check is ticked by what names it (`moves`); by something narrower, such as food, where every need it
    serves there is read from what only that opens.
    """
    if service.sensitive:
        return ()
    served = [rule for rule in question_set.needs if not rule.sensitive and service.serves(rule.code, rule.kinds)]
    module_of = {id: question.module for id, question in question_set.by_id.items()}
    reads = [{ref.partition(".")[0] for ref in references(*[line for _, line in rule.lines])} for rule in served]
    count = Counter(module for refs in reads for module in {module_of.get(ref) for ref in refs})
    moving = {option.moves: [one for one in options if one.moves == option.moves] for option in options if option.moves}
    ticked = []
    for module, number in count.most_common():
        if module in moving and number * 2 >= max(count[one] for one in moving):
            here = [refs for refs in reads if any(module_of.get(ref) == module for ref in refs)]
            narrow = (
                one
                for one in moving[module]
                if _only_here(one, module_of) and all(refs & set(one.opens) for refs in here)
            )
            ticked.append(next(narrow, moving[module][0]).id)
    return tuple(ticked[:2])


def _only_here(option: Option, module_of: Mapping[str, str]) -> bool:
    """It opens something, and all of it in the part of the check it is about."""
    return bool(option.opens) and {module_of.get(opened) for opened in option.opens} == {option.moves}
