"""Somebody who works for two services has what was sent to both, each with what was agreed for it and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, copy_keyed
from tests.linear.script import Lines
from tests.usecases.conftest import NEED, SAM, Desk
from tests.usecases.trusted import as_, trusted_hub
from triage.bootstrap import open_locked
from triage.core.access import Actor, Role
from triage.core.policy import Relation
from triage.linear.desk import Desk as LinearDesk
from triage.tui.screens.inbox import _block
from triage.usecases import records as rec
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.inbox import answer_sent, see_inbox, see_sent
from triage.usecases.handoff.sharing import agree
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.partner_desk import see_send
from triage.usecases.trust.relations import thing
from triage.usecases.trust.staff import StaffView, add_staff, change_staff, see_staff, staff_left

BOTH = ("housing_duty", "advice")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Desk]:
    """Sam goes to the housing team, somebody like him to the advice centre, who are told less; Priya works at both."""
    made = trusted_hub(tmp_path)
    sam = made.contact
    made.arrive(SAM)
    made.here(agree, "advice", NEED, "given_with_limits", "only my name")
    made.other = made.here(start_handoff, "advice").handoff_id
    made.contact = sam
    house = made.office.house
    staff = tuple(replace(one, services=BOTH) if one.id == "priya" else one for one in house.directory.staff)
    made.office.house = replace(house, directory=replace(house.directory, staff=staff))
    yield made
    made.office.close()


def test_both_are_in_one_list_that_says_which_is_which(hub: Desk) -> None:
    view = as_(hub, "priya", see_inbox)
    labels = {row.handoff_id: row.label for row in view.rows}
    names = {id: hub.office.house.directory.by_id[id].public_label for id in BOTH}
    assert view.label == " and ".join(names[id] for id in BOTH)
    assert labels == {hub.sent: names["housing_duty"], hub.other: names["advice"]}
    drawn = [_block(row).plain for row in view.rows]
    assert all(row.label in text for row, text in zip(view.rows, drawn, strict=True))


def test_each_shows_what_was_agreed_for_that_service_alone(hub: Desk) -> None:
    housing, advice = (as_(hub, "priya", see_sent, one) for one in (hub.sent, hub.other))
    assert set(advice.sends) < set(housing.sends)
    assert [row.worker for row in as_(hub, "priya", answer_sent, hub.other, "accepted").rows].count("Priya") == 1


def test_whoever_works_at_one_has_that_one_only(hub: Desk) -> None:
    house = hub.office.house
    staff = tuple(replace(one, services=("advice",)) if one.id == "priya" else one for one in house.directory.staff)
    hub.office.house = replace(house, directory=replace(house.directory, staff=staff))
    (row,) = as_(hub, "priya", see_inbox).rows
    assert (row.handoff_id, row.label) == (hub.other, "")
    with pytest.raises(UseCaseError):
        as_(hub, "priya", see_sent, hub.sent)


@pytest.mark.parametrize("services", [BOTH, BOTH[::-1]])
def test_the_policy_stands_to_each_of_them(hub: Desk, services: tuple[str, ...]) -> None:
    def ways(handoff: str, of: tuple[str, ...]) -> frozenset[Relation]:
        def look(rows: Rows, _house: House, ctx: Context) -> frozenset[Relation]:
            sent = rows.get(rec.Handoff, handoff)
            assert sent is not None
            contact = rows.get(rec.Contact, sent.contact_id)
            assert contact is not None
            return thing(rows, replace(ctx, actor=Actor("k", "Kim", Role.SERVICE, of)), contact, handoff).relations

        return hub.office.inside(look).result()

    assert all(ways(one, services) == {Relation.SERVICE} for one in (hub.sent, hub.other))
    assert ways(hub.sent, ("advice",)) == {Relation.NONE}, "the control"


def test_whoever_keeps_it_together_may_do_so_at_their_second_service(hub: Desk) -> None:
    kim = StaffView("kim", "Kim", (Role.LEAD,), ("advice", "navigator"))
    for one in (
        StaffView("mira", "Mira", (Role.SUPERVISOR,)),
        StaffView("grace", "Grace", (Role.LEAD,), ("navigator",)),
        kim,
    ):
        as_(hub, "mira", add_staff, one)
    as_(hub, "mira", staff_left, "grace", "Kim")
    (lead,) = hub.office.inside(lambda rows, _h, _c: rows.find(rec.Lead, worker="Kim")).result()
    assert lead.service == "navigator", "the service stays the one they were led from, where the next one is of it"


def test_send_over_says_both_desks_and_ticks_nothing_for_them(hub: Desk) -> None:
    view = as_(hub, "priya", see_send)
    assert view.desk.count(" and ") == 1 and view.ticked == ()


def test_a_line_at_a_time_it_says_which_is_which(hub: Desk) -> None:
    hub.office.actor = None
    script = Lines("Priya", "leave", "yes", office=hub.office)
    assert LinearDesk(hub.office, script).run() == 0
    label = hub.office.house.directory.by_id["advice"].public_label
    assert "2 sent to you" in script.all and f". {label}. " in script.all


def test_the_list_of_staff_gives_all_of_them(tmp_path: Path) -> None:
    """What broke: whoever was added with two services got the first."""
    keyed = copy_keyed(tmp_path / "home")
    there = keyed.open("mira")
    try:
        (ben,) = [one for one in there.staff if one.id == "ben"]
        (view,) = [one for one in there.do(see_staff).result() if one.id == ben.id]
        there.do(change_staff, replace(view, roles=(Role.SERVICE,), services=BOTH)).result()
    finally:
        there.close()
    here = open_locked(keyed.settings, "ben", PASSPHRASES["ben"])
    try:
        assert here.actor is not None and here.actor.services == BOTH
    finally:
        here.close()
