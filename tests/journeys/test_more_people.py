"""Visitors 7 to 12 of practice.md I in both faces: by keys in the app, a line at a time, and the same rows stay behind.

What is found is held to the same table as the files (expected.py), read from the store each face left.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.journeys.desk import NARROW, Hands, Morning
from tests.journeys.expected import Expected
from tests.journeys.more_people import CARD_TO, VISITS, Visit
from tests.journeys.moves import want_all
from tests.journeys.test_faces_agree import what_is_left
from tests.linear.script import Player, Reply
from triage.linear.desk import Desk
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.case import assessed, load
from triage.usecases.ports import Context, House, Rows
from triage.usecases.visit.assessment import Assessed

GO_ON, STOP = "Go on with the questions", "Stop here for now"


SHOWN = dict(list(VISITS.items())[-amount(1, len(VISITS)) :])  # all of them in `make check`


@thorough
@pytest.mark.parametrize("visit", SHOWN.values(), ids=list(SHOWN))
def test_the_same_visit_in_both_faces(tmp_path: Path, visit: Visit) -> None:
    left: list[str] = []

    async def journey(hands: Hands) -> None:
        await by_keys(hands, visit)
        office = hands.app.office
        assert isinstance(office, Office)
        as_the_table_says(office, visit.expected)
        left.extend(what_is_left(office))

    Morning(tmp_path / "app").sit_down(NARROW, journey, paint=False)
    office = Morning(tmp_path / "linear").open_office()
    try:
        office.sign_in("asha")
        assert Desk(office, AtTheDesk(office, visit)).run() == 0
        as_the_table_says(office, visit.expected)
        assert what_is_left(office) == left
    finally:
        office.close()


async def by_keys(hands: Hands, visit: Visit) -> None:
    """From the front desk and back to it: they wait, or stopped at a card."""
    await hands.press("n")
    await hands.notice(*visit.seen)
    await hands.press("m")
    await hands.choose(visit.place)
    await hands.talk(visit.says)
    while hands.at != "ReadBack":
        assert hands.at == "Card", hands.text
        while hands.at == "Card":
            await hands.press("2")
            await hands.type(CARD_TO)
            await hands.press("enter")
        if visit.stops:
            await hands.choose(STOP)
            assert hands.at == "FrontDesk"
            return
        await hands.choose(GO_ON)
        await hands.talk(visit.says)
    await want_all(hands)
    await hands.press("p", "enter", "enter")
    assert hands.at == "FrontDesk"


class AtTheDesk(Player):
    """The same a line at a time: before the first answer, what is seen and where they go."""

    def __init__(self, office: Office, visit: Visit) -> None:
        at_the_desk = ["quit", "new"]
        after = STOP if visit.stops else GO_ON

        def line(player: Player) -> str:
            asked = ("Where do you go together?", "How do you want to go on?")
            last = next(said for said in reversed(player.said) if said in asked)
            return visit.place if last == asked[0] else after

        replies: dict[str, Reply] = {
            "^Front desk": lambda player: at_the_desk.pop(),
            "^Leave triage": "yes",
            "^Number or words, or back": line,
            "^1 done, 2 passed": f"passed to {CARD_TO}",
            "^1 now, 2 later": "now",
            "^Anything missed": "park",
            "^Where do they wait": "",
            "^What for": "",
        }
        super().__init__(office, visit.says | {"ST1": visit.seen}, replies)
        self._before = ["move", "notice"]

    def _answer(self, prompt: str, recent: Sequence[str]) -> str:
        if self._before and self._asked == "ST2":
            return self._before.pop()
        return super()._answer(prompt, recent)


def as_the_table_says(office: Office, expected: Expected) -> None:
    """Needs at exactly that severity, the cards in their order and passed on, who helps, and who may lead."""
    found, cards = office.do(newest).result()
    severities = {need.code: need.severity.value for need in found.needs}
    assert expected.needs.items() <= severities.items()
    assert cards == [(card, "passed_to", CARD_TO) for card in expected.cards]
    helpers = {code: item.service for item in found.plan.items for code in item.needs}
    for need, may in expected.helpers.items():
        assert helpers[need] in may, need
    if expected.lead is not None:
        assert (found.lead.service if found.lead else "") in (expected.lead or {""})


def newest(rows: Rows, house: House, ctx: Context) -> tuple[Assessed, list[tuple[str, str, str]]]:
    """The last visit worked out as the desk does it, and what became of its cards."""
    contact = rows.find(rec.Contact)[-1]
    cards = [(e.card, e.event, e.to) for e in rows.find(rec.CardEvent, contact_id=contact.id)]
    return assessed(load(rows, house, ctx, contact.id), house, ctx.now), cards
