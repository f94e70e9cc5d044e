"""Somebody restricted is nowhere by name or initials for anybody not named: a code and whom to ask, and nobody is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.usecases.conftest import SAM, Desk
from tests.usecases.trusted import as_
from triage.core.returning import Verdict
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import my_people, news
from triage.usecases.afterwards.review import today
from triage.usecases.afterwards.same import say_of
from triage.usecases.doors import DOORS
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.inbox import see_inbox
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import park_contact, resume_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.end_of_day import see_end_of_day
from triage.usecases.reception.mistakes import see_move
from triage.usecases.reception.together import link_together, see_together
from triage.usecases.trust.rights import complain, restrict, see_complaints

NAME, INITIALS = "Quentin Xavier", "QX"
LISTS = (front_desk, today, see_end_of_day, my_people, news, see_inbox, see_complaints)
EVERYBODY = ("asha", "tom", "ben", "grace", "priya", "ines", "rosa")  # and Mira, who is named


def restricted_hub(desk: Desk) -> Desk:
    """Quentin is here, waits, goes to Priya's service, is kept together by Grace; only Mira may see him."""
    desk.arrive(SAM | {"HO1": {"name": NAME, "born": "1 3 1992", "postcode": "ZZ99 3AA"}})
    desk.agree_all()
    desk.sent = desk.here(start_handoff, "housing_duty").handoff_id
    desk.here(name_lead, "navigator", "Grace", "he asked for Grace")
    desk.here(accept_lead)
    desk.here(complain, "You told my sister")
    desk.here(park_contact, "Priya from housing", "the blue chairs")
    as_(desk, "mira", restrict, desk.contact, ["Mira"])
    return desk


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = restricted_hub(Desk(tmp_path_factory.mktemp("kept_back")))
    yield desk
    desk.office.close()


def seen(desk: Desk, staff: str) -> str:
    """Every list this member of staff may open, as one text."""
    found = []
    for listed in LISTS:
        try:
            found.append(repr(as_(desk, staff, listed)))
        except UseCaseError:
            continue
    return "\n".join(found)


@pytest.mark.parametrize("staff", EVERYBODY)
def test_no_list_names_them_to_anybody_not_named(hub: Desk, staff: str) -> None:
    text = seen(hub, staff)
    assert not [word for word in (INITIALS, "Quentin", "Xavier", "blue chairs", "my sister") if word in text]


def test_whoever_is_named_sees_them_as_ever(hub: Desk) -> None:
    text = seen(hub, "mira")
    assert text.count(INITIALS) >= 4 and "blue chairs" in text, "the control: these lists do show initials"


def test_the_lists_looked_at_are_all_lists_there_are(hub: Desk) -> None:
    """A use case that needs nothing said first and is about people is in the list above, or shows nobody."""
    lists = {name.rpartition(".")[2] for name, door in DOORS.items() if door.action.value in ("list", "answer")}
    about_one = {"head_of", "see_taken", "see_sent", "answer_sent", "record_loose_card", "see_loose_cards"}
    assert lists - about_one <= {listed.__name__ for listed in LISTS}


def test_the_desk_still_knows_that_somebody_waits_and_whom_to_ask(hub: Desk) -> None:
    (line,) = [one for one in as_(hub, "tom", front_desk).people if one.contact_id == hub.contact]
    assert (line.initials, line.waits_for, line.where, line.state) == ("", "", "ask Mira", "waiting")
    (row,) = [one for one in as_(hub, "tom", today).rows if one.contact_id == hub.contact]
    assert (row.state, row.came_for, row.who_has) == ("ask Mira", "–", "–")
    (left,) = [one for one in as_(hub, "tom", see_end_of_day).rows if one.contact_id == hub.contact]
    assert left.initials == "ask Mira" and left.words[0].startswith("waiting since") and not left.choices
    with pytest.raises(UseCaseError, match=f"Please ask Mira to come.*{line.code} stays in the list"):
        as_(hub, "tom", resume_contact, hub.contact)


def test_nobody_is_linked_with_them_or_given_their_visit(hub: Desk) -> None:
    theirs = hub.contact
    mine = next(one for one in as_(hub, "tom", front_desk).people if one.contact_id != theirs).contact_id
    assert theirs not in dict(as_(hub, "tom", see_together, mine).others)
    assert theirs not in dict(as_(hub, "tom", see_move, mine))
    (hidden,) = [one.code for one in as_(hub, "tom", front_desk).people if one.contact_id == theirs]
    with pytest.raises(UseCaseError, match="Only somebody who is here today"):
        as_(hub, "tom", link_together, mine, hidden)


def test_a_restriction_of_an_earlier_record_holds_for_this_one(desk: Desk) -> None:
    """The same person, said to be so by an assistant, came again under another record."""
    restricted_hub(desk)
    earlier = desk.contact
    desk.at(desk.clock.now + timedelta(days=1))
    desk.arrive(SAM | {"HO1": {"name": NAME, "born": "1 3 1992", "postcode": "ZZ99 3AB"}})

    def same(rows: Rows, _house: House, ctx: Context) -> None:
        here, before = rows.get(rec.Contact, desk.contact), rows.get(rec.Contact, earlier)
        assert here is not None and before is not None
        say_of(rows, ctx, here, before.person_id, Verdict.SAME)

    assert INITIALS in repr(as_(desk, "tom", front_desk))
    desk.office.inside(same).result()
    assert INITIALS not in seen(desk, "tom") and INITIALS in repr(as_(desk, "mira", front_desk))


def test_where_nobody_named_works_here_any_more_a_supervisor_is_asked(desk: Desk) -> None:
    restricted_hub(desk)

    def gone(rows: Rows, _house: House, _ctx: Context) -> None:
        (row,) = [one for one in rows.find(rec.PersonDetail) if one.field == "restricted"]
        rows.erase(rec.PersonDetail, id=row.id)
        rows.add(replace(row, value='["somebody who left"]'))

    desk.office.inside(gone).result()
    (line,) = [one for one in as_(desk, "mira", front_desk).people if one.contact_id == desk.contact]
    assert line.where == "ask a supervisor"
