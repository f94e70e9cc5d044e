"""Bigger content than ships, made from what ships: a question set of 500, a directory of 10,000. Always the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from triage.content.order import in_order
from triage.core.directory import Directory, Service
from triage.core.questions import Module, QuestionSet

_COUNTER = re.compile(r"[0-9]+$")


def more_questions(shipped: QuestionSet, least: int) -> QuestionSet:
    """`shipped` with its domains copied, needs and cards too, until there are `least` questions."""
    domains = [module for module in shipped.modules if module.is_domain]
    own = {question.id for module in domains for question in module.questions}
    modules, needs, cards = list(shipped.modules), list(shipped.needs), list(shipped.cards)
    copy = 1
    while sum(len(module.questions) for module in modules) < least:
        copy += 1
        names = {name: f"{name}x{copy}" for name in (*own, *(module.id for module in domains))}
        names |= {rule.code: f"{rule.code}_{copy}" for rule in shipped.needs}
        names |= {card.id: f"{card.id}-{copy}" for card in shipped.cards}
        places = [place for place, module in enumerate(modules) if module.is_domain]
        modules[places[-1] + 1 : places[-1] + 1] = [_renamed(module, names) for module in domains]
        needs += [_renamed(rule, names) for rule in shipped.needs]
        cards += [_renamed(card, names) for card in shipped.cards]
    by_id = {question.id: question for module in modules for question in module.questions}
    return replace(
        shipped,
        hash=f"{shipped.hash}-{least}",
        modules=tuple(modules),
        needs=tuple(needs),
        cards=tuple(cards),
        by_id=by_id,
        order=in_order(by_id, {}, needs, cards),
    )


def _renamed(thing: Any, names: Mapping[str, str]) -> Any:
    """The same data with each id in `names` and each reference to its parts renamed; sections stay as they are."""
    if isinstance(thing, str):
        name, dot, part = thing.partition(".")
        plain = str(thing)
        return names.get(plain) or (f"{names[name]}{dot}{part}" if dot and name in names else thing)
    if isinstance(thing, (tuple, frozenset)):
        return type(thing)(_renamed(inner, names) for inner in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        made = {field.name: _renamed(getattr(thing, field.name), names) for field in fields(thing)}
        if isinstance(thing, Module) and thing.section:
            made["section"] = f"{thing.section}{_COUNTER.findall(made['id'])[-1]}"
        return replace(thing, **made)
    return thing


# --- a directory ------------------------------------------------------------------------------------

_LATER = (0, 15, 30, 60)  # minutes by which a copy opens and closes later
_WAITS = (0, 0, 0, 1, 3, 7, 14)
_AREAS = 40


def more_services(shipped: Directory, count: int) -> Directory:
    """`shipped` with invented neighbours: its local services again and again, elsewhere, at other hours, for others."""
    chance = Random(2026)
    local = [service for service in shipped.services if not service.national and service.active]
    made = [_elsewhere(chance.choice(local), place, chance) for place in range(count - len(shipped.services))]
    services = (*shipped.services, *made)
    by_id = {service.id: service for service in services}
    return replace(shipped, hash=f"{shipped.hash}-{count}", services=services, by_id=by_id)


def _elsewhere(like: Service, place: int, chance: Random) -> Service:
    later = chance.choice(_LATER)
    spans = tuple(replace(span, start=span.start + later, end=span.end + later) for span in like.hours.spans)
    areas = tuple(f"ZZ{chance.randrange(_AREAS)}" for _ in range(chance.randrange(3)))
    return replace(
        like,
        id=f"{like.id}_{place}",
        name=f"{like.name} {place}",
        public_label=f"{like.public_label} {place}",
        in_building=False,
        conflict_with=(),
        hours=replace(like.hours, spans=spans),
        wait_days=chance.choice(_WAITS),
        lead_capable=like.lead_capable and chance.random() < 0.2,
        eligibility=replace(like.eligibility, localities=areas),
        checked_on=date(2026, 11, 20) - timedelta(days=chance.randrange(400)),
    )
