"""Who saw what goes after two years, by two people; what is left is still verified, and a cut nobody signed is found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.conftest import Desk
from tests.usecases.trusted import as_, over_since, trusted_hub
from triage.cli.cutting import genuine, sign
from triage.core.chain import Head
from triage.exchange.heads import read_heads
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.ports import Rows, UseCaseError
from triage.usecases.trust.audit import VerifyView, see_access, verify
from triage.usecases.trust.keeping import ProposalView, confirm, hold, propose
from triage.usecases.trust.trimming import CUT


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Desk]:
    """Several people looked at one visit; two years and a day go by, and somebody looks again."""
    desk = trusted_hub(tmp_path / "home")
    for staff in ("mira", "tom", "grace"):
        as_(desk, staff, summary, desk.contact)
    over_since(desk, 0)
    desk.office.keep_heads(tmp_path / "away")
    desk.at(desk.clock.now + timedelta(days=731))
    as_(desk, "ines", see_access, desk.contact)
    yield desk
    desk.office.close()


def proposed(desk: Desk) -> ProposalView:
    found: ProposalView = as_(desk, "ines", propose, genuine(desk.office))
    return found


def confirmed(desk: Desk, id: str) -> ProposalView:
    found: ProposalView = as_(desk, "mira", confirm, id, genuine(desk.office), sign(desk.office))
    return found


def looked(desk: Desk, away: Path | None = None) -> VerifyView:
    kept = read_heads(away).heads if away else ()
    return desk.office.inside(verify, kept, genuine(desk.office, away)).result()


def looks(desk: Desk) -> list[int]:
    every = desk.office.inside(lambda rows, _house, _ctx: rows.find(rec.Access)).result()
    return sorted(row.number for row in every)


def touch(desk: Desk, change: Callable[[Rows], None]) -> None:
    desk.office.inside(lambda rows, _house, _ctx: change(rows)).result()


def test_a_proposal_takes_nothing_and_two_take_the_old_rows_alone(old: Desk, tmp_path: Path) -> None:
    before, away = looks(old), tmp_path / "away"
    made = proposed(old)
    assert looks(old) == before and any("who saw what" in rule for rule, _ in made.counts)
    with pytest.raises(UseCaseError, match="second person"):
        as_(old, "ines", confirm, made.id, genuine(old.office), sign(old.office))
    done = confirmed(old, made.id)
    gone = dict(done.counts)["who saw what, long ago"]
    assert gone == before[-1] - 1 and looks(old) == [before[-1], before[-1] + 1], "the latest look, and that it was cut"
    for folder in (None, away):
        view = looked(old, folder)
        assert view.wrong == () and view.gone == gone
    old.office.keep_heads(away)
    as_(old, "ines", see_access, old.contact)
    assert looked(old, away).wrong == (), "and it goes on"


def test_it_can_be_cut_again_and_again(old: Desk, tmp_path: Path) -> None:
    confirmed(old, proposed(old).id)
    old.at(old.clock.now + timedelta(days=731))
    as_(old, "ines", see_access, old.contact)
    first = looks(old)[0]
    confirmed(old, proposed(old).id)
    assert looks(old)[0] > first and looked(old, tmp_path / "away").wrong == ()


def test_without_somebody_to_sign_nothing_of_it_goes(old: Desk) -> None:
    before = looks(old)
    made = proposed(old)
    as_(old, "mira", confirm, made.id)
    assert looks(old) == before


def test_a_hold_keeps_the_record_too(old: Desk) -> None:
    before, made = looks(old), proposed(old)
    as_(old, "ines", hold, old.contact, "a court asked for it")
    confirmed(old, made.id)
    assert looks(old)[: len(before)] == before


def test_what_is_not_whole_is_not_cut(old: Desk) -> None:
    made = proposed(old)

    def change(rows: Rows) -> None:
        row = min(rows.find(rec.Access), key=lambda one: one.number)
        rows.erase(rec.Access, id=row.id)
        rows.add(replace(row, actor_id="nobody"))

    touch(old, change)
    before = looks(old)
    confirmed(old, made.id)
    assert looks(old) == before
    (note,) = proposed(old).notes
    assert "not whole" in note


def forged(words: dict[str, Any]) -> Callable[[Rows], None]:
    """The beginning taken out by somebody with the file, who writes a word of their own beside it."""

    def change(rows: Rows) -> None:
        chain = rows.find(rec.Access)[0].terminal_id
        last = max((one for one in rows.find(rec.Access) if one.number <= 2), key=lambda one: one.number)
        rows.erase_up_to(rec.Access, "number", 2, terminal_id=chain)
        said = json.dumps({"count": 2, "hash": last.hash} | words)
        base = {"id": "x", "at": last.at, "actor_id": "mira", "terminal_id": chain}
        rows.add(rec.Right(**base, contact_id="", what=CUT, about=chain, words=said, name=""))  # type: ignore[arg-type]

    return change


@pytest.mark.parametrize(
    "words", [{}, {"key": "00" * 32, "signature": "00" * 64}, {"count": "many"}, {"count": 10**400}]
)
def test_a_beginning_that_somebody_took_out_is_found(old: Desk, words: dict[str, Any]) -> None:
    touch(old, forged(words))
    wrong = looked(old).wrong
    assert any("row 1: removed" in one for one in wrong) and any("not as it was signed" in one for one in wrong)


def test_even_signed_it_counts_only_where_the_chain_says_so(old: Desk) -> None:
    """Somebody who also has the key of this data folder still has to write the chain anew, which the kept ends see."""

    def change(rows: Rows) -> None:
        chain = rows.find(rec.Access)[0].terminal_id
        last = next(one for one in rows.find(rec.Access) if one.number == 2)
        key, signature = sign(old.office)(Head(chain, 2, last.hash))
        forged({"key": key, "signature": signature})(rows)

    touch(old, change)
    assert any("row 1: removed" in one for one in looked(old).wrong)
