"""`cards.yaml` → action cards, in the order they are to be worked (practice.md B).

Imports core and its neighbours. Called by `load` once every question and need is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from triage.content.conditions import Names, optional_condition
from triage.content.reader import Fields
from triage.core.cards import ActionCard, CardNeed, CardNumber
from triage.core.needs import Severity

GROUPS = ("life", "children", "adults", "basic", "staff")
_CARD_ID = re.compile(r"RF-[A-Z0-9]+(-[A-Z0-9]+)*")
_STEP = 20  # words
_NO_NEED = 100


def read_cards(fields: Fields, known: Names, codes: Collection[str] | None) -> dict[str, tuple[ActionCard, Fields]]:
    """By id, each with where it stands. `codes`: every need there is, None to take any."""
    cards: dict[str, tuple[ActionCard, Fields]] = {}
    fields.need("cards", empty=True)
    for item in fields.each("cards"):
        card = _card(item, known, codes)
        if card.id in cards:
            what = f"{card.id} is already used, in line {cards[card.id][1].node.line}"
            item.add("duplicate-id", what, "delete one, or give it another id")
        elif card.id:
            cards[card.id] = (card, item)
    fields.done()
    _check_order(cards)
    return dict(sorted(cards.items(), key=lambda pair: pair[1][0].order))


def _card(fields: Fields, known: Names, codes: Collection[str] | None) -> ActionCard:
    cell = fields.need("id")
    fields.need("order")
    steps, say = fields.need("steps"), fields.get("say")
    fields.text("no_need", _NO_NEED)  # for people, and for `triage check`
    return ActionCard(
        id=(cell.id(_CARD_ID, "RF- and capital letters, such as RF-ROOF") if cell else None) or "",
        number=fields.need_text("number", 4),
        title=fields.need_text("title", 40),
        order=fields.whole("order", 1, 9999) or 0,
        group=fields.need_choice("group", GROUPS) or "",
        when=optional_condition(fields, "when", known),
        trigger=fields.need_text("trigger", 400),
        needs=tuple(need for item in fields.each("needs", name="") if (need := _need(item, known, codes))),
        steps=steps.said(300, _STEP, staff=True) if steps else (),
        say=say.said() if say else (),
        never=fields.texts("never"),
        write=fields.texts("write"),
        numbers=tuple(
            CardNumber(item.need_text("who", 60), item.need_text("number", 40))
            for item in fields.each("numbers", name="")
        ),
        by_whom=fields.text("by_whom"),
        share_basis=fields.text("share_basis", 400),
    )


def _need(fields: Fields, known: Names, codes: Collection[str] | None) -> CardNeed | None:
    cell = fields.need("code")
    code = (cell.text(60) if codes is None else cell.choice(codes, "a need")) if cell else None
    when = optional_condition(fields, "when", known)
    severity = fields.choice("severity", ("significant", "urgent")) or "urgent"
    return None if code is None else CardNeed(code, when, Severity(severity))


def _check_order(cards: dict[str, tuple[ActionCard, Fields]]) -> None:
    """`order` is unique, and what keeps somebody alive comes before everything else (practice.md B, behaviour 8)."""
    by_order = sorted(cards.values(), key=lambda pair: pair[0].order)
    for (before, _), (card, fields) in pairwise(by_order):
        at = fields.get("order")
        if at is None or not (before.group and card.group):
            continue
        if card.order == before.order:
            at.add("order", f"{before.id} has the same order", "give one of them another number")
        elif GROUPS.index(card.group) < GROUPS.index(before.group):
            what = f"{card.id} ({card.group}) comes after {before.id} ({before.group})"
            at.add("order", what, f"keep the order of the groups: {', '.join(GROUPS)}")
