"""Two equal faces (design.md 3, idea 11): the same person says the same things, and the same rows stay behind.

Once by keys in the app, once a line at a time; then every row of the store is compared, with names for ids.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.harness.amount import thorough
from tests.journeys import people
from tests.journeys.desk import NARROW, Hands, Morning
from tests.journeys.moves import mr_a_whole, sam_whole
from tests.linear.script import Player, Reply, code_of
from triage.linear.desk import Desk
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows

# What a row is about is compared; when and under which id it was written is not.
OF_THE_MOMENT = {"at", "terminal_id", "happened_at", "code", "until"}
OF_THE_HOUSE = (rec.Content, rec.Terminal, rec.Actor, rec.Access)

# Everything at the linear desk that is not a question, by the beginning of its prompt.
SAM_REPLIES: dict[str, Reply] = {
    "^Leave triage": "yes",
    "go on here": "1",
    "^read back, move": "read back",
    "^1 now, 2 later": "now",
    "^Anything missed": "",
    "^Enter goes on to sharing": "",
    "limits, not today": "yes",
    "^walk sets off": "walk",
    r" has Sam\?": "yes Priya",
    "^Enter goes on, or ask": lambda player: "" if "Priya said yes" in player.said[-1] else "walk 1",
    "^A number, slip": "back",
    "^Enter finishes": "",
    "^Number or words, or back": "1",
}


@thorough
@pytest.mark.parametrize(
    ("says", "replies", "called", "by_keys"),
    [(people.SAM, SAM_REPLIES, "Sam", sam_whole), (people.MR_A, {"^Leave triage": "yes"}, "", mr_a_whole)],
    ids=("Sam", "Mr A"),
)
def test_both_faces_leave_the_same_rows(
    tmp_path: Path,
    says: people.Says,
    replies: dict[str, Reply],
    called: str,
    by_keys: Callable[[Hands], Awaitable[None]],
) -> None:
    left: list[str] = []

    async def journey(hands: Hands) -> None:
        await by_keys(hands)
        office = hands.app.office
        assert isinstance(office, Office)
        left.extend(what_is_left(office))

    Morning(tmp_path / "app").sit_down(NARROW, journey)
    office = Morning(tmp_path / "linear").open_office()
    try:
        office.sign_in("asha")
        at_the_desk = ["quit", code_of(office, called) if called else "new"]
        at_the_desk_first: dict[str, Reply] = {"^Front desk": lambda player: at_the_desk.pop()}
        assert Desk(office, Player(office, says, at_the_desk_first | replies)).run() == 0
        assert what_is_left(office) == left
    finally:
        office.close()


def what_is_left(office: Office) -> list[str]:
    """Every current row as one line, kind by kind; an id reads as the kind and number of the row that bears it."""

    def read(rows: Rows, house: House, ctx: Context) -> list[str]:
        found = {kind: rows.find(kind) for kind in rec.RECORDS if kind not in OF_THE_HOUSE}
        names = {row.id: f"{kind.__name__} {n}" for kind, these in found.items() for n, row in enumerate(these, 1)}
        lines: list[str] = []
        for kind, these in found.items():
            for row in these:
                fields = {f.name: getattr(row, f.name) for f in dataclasses.fields(row) if f.name not in OF_THE_MOMENT}
                about = {
                    name: names.get(value, value) if isinstance(value, str) else value for name, value in fields.items()
                }
                lines.append(f"{kind.__name__}: {about}")
        return lines

    return office.do(read).result()
