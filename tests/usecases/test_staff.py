"""Who works here: added, changed, gone; a leaver's people have somebody by name, and there is always a supervisor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.keyed import copy_keyed
from triage.core.access import Role
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import open_contact
from triage.usecases.reception.end_of_day import hand_on
from triage.usecases.trust.staff import StaffView, add_staff, change_staff, people_of, see_staff, staff_left
from triage.usecases.write import stamp


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = copy_keyed(tmp_path / "home").open("mira")
    yield opened
    opened.close()


def named(office: Office) -> list[tuple[str, str]]:
    return [(one.name, one.role.value) for one in office.do(see_staff).result()]


def test_in_the_order_they_came_and_once_each(office: Office) -> None:
    assert named(office) == [("Mira", "supervisor"), ("Asha", "assistant"), ("Ben", "assistant")]
    asha = next(one for one in office.do(see_staff).result() if one.id == "asha")
    office.do(change_staff, StaffView(asha.id, "Asha Rao", (Role.LEAD, Role.ASSISTANT), may_lead=True)).result()
    assert named(office) == [("Mira", "supervisor"), ("Asha Rao", "lead"), ("Ben", "assistant")]
    history = office.do(lambda rows, _h, _c: rows.history(rec.Staff, staff_id="asha")).result()
    assert [row.name for row in history] == ["Asha", "Asha Rao"]


@pytest.mark.parametrize(
    ("staff", "why"),
    [
        (StaffView("x", "asha", (Role.ASSISTANT,)), "has that name already"),
        (StaffView("x", "desk 2", (Role.ASSISTANT,)), "A name is needed"),
        (StaffView("x", "Xenia", ()), "Choose a role"),
        (StaffView("x", "Xenia", (Role.NOBODY,)), "Choose a role"),
        (StaffView("x", "Xenia", (Role.SERVICE,)), "Which service"),
        (StaffView("x", "Xenia", (Role.SERVICE,), ("no_such",)), "no service called no_such"),
    ],
)
def test_refused(office: Office, staff: StaffView, why: str) -> None:
    with pytest.raises(UseCaseError, match=why):
        office.do(add_staff, staff).result()
    assert len(named(office)) == 3


def test_there_is_always_a_supervisor(office: Office) -> None:
    with pytest.raises(UseCaseError, match="only supervisor"):
        office.do(staff_left, "mira").result()
    with pytest.raises(UseCaseError, match="only supervisor"):
        office.do(change_staff, StaffView("mira", "Mira", (Role.ASSISTANT,))).result()
    office.do(add_staff, StaffView("x", "Xenia", (Role.SUPERVISOR,))).result()
    office.do(staff_left, "mira").result()
    assert ("Mira", "supervisor") not in named(office)


def led_by_ben(rows: Rows, house: House, ctx: Context, contact_id: str) -> None:
    contact = rows.get(rec.Contact, contact_id)
    assert contact is not None
    rows.add(
        rec.Lead(
            **stamp(ctx),
            person_id=contact.person_id,
            contact_id=contact_id,
            worker="Ben",
            service="navigator",
            state="accepted",
            rule="chosen",
            because="they know each other",
            cover="",
            reach="01632 960102, extension 4102",
        )
    )


def test_a_leavers_people_have_somebody_by_name(office: Office) -> None:
    """One whom Ben leads, one who was passed on to him: both are Asha's, who has still to say yes."""
    led, passed = (office.do(open_contact).result() for _ in range(2))
    office.do(led_by_ben, led.contact_id).result()
    office.do(hand_on, passed.contact_id, "Ben").result()
    assert office.do(people_of, "ben").result() == 2
    for nobody in ("", "desk 2", "ben"):
        with pytest.raises(UseCaseError):
            office.do(staff_left, "ben", nobody).result()
    handed = office.do(staff_left, "ben", "Asha").result()
    assert (handed.led, handed.waiting) == (1, 1)
    (row,) = office.do(my_people).result().rows
    assert (row.worker, row.said_yes) == ("Asha", False) and "ask Asha: no yes yet" in row.next[0]
    (lead,) = office.do(lambda rows, _h, _c: rows.find(rec.Lead)).result()
    assert (lead.because, lead.reach) == ("Ben has left", "01632 960102")
    last = office.do(lambda rows, _h, _c: rows.find(rec.ContactEvent, contact_id=passed.contact_id)).result()[-1]
    assert (last.event, last.to) == ("passed_to", "Asha")
    left = next(one for one in office.do(see_staff, also_left=True).result() if one.id == "ben")
    assert left.left_on and not left.on_duty and json.dumps(left.left_on)
    assert office.do(people_of, "asha").result() == 2
    assert office.do(staff_left, "ben").result().led == 0  # twice does nothing
