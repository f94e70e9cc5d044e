"""A staff account of the wrong role, of another service, or with nobody's yes any more gets nothing (issue 5; practice.md H 6, 8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, PINS, copy_keyed
from tests.usecases.conftest import NEED, SAM, Desk
from tests.usecases.test_gate import WHOLE
from tests.usecases.trusted import STAFF, as_, over_since, trusted_hub
from triage.bootstrap import open_locked
from triage.core.access import Actor, Role
from triage.usecases import records as rec
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.my_people import my_people, news
from triage.usecases.afterwards.review import summary
from triage.usecases.guard import ReasonNeeded
from triage.usecases.handoff.finish import THE_DESKS, finish_contact, see_finish
from triage.usecases.handoff.gate import decide
from triage.usecases.handoff.handing_over import hand_over
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.inbox import NO_WAY, answer_sent, see_inbox, see_sent
from triage.usecases.handoff.sharing import agree
from triage.usecases.handoff.withdraw import withdraw
from triage.usecases.paper.slips import make_slip
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.together import link_together, see_together, unlink
from triage.usecases.trust.asked_of_us import see_asked
from triage.usecases.trust.glass import give_reason
from triage.usecases.trust.relations import Relation, thing
from triage.usecases.trust.rights import correct, restrict
from triage.usecases.trust.sar import Part, draft_copy
from triage.usecases.trust.staff import StaffView, add_staff, change_staff, see_staff, staff_left
from triage.usecases.visit.cards import open_card
from triage.usecases.visit.explaining import by_code
from triage.usecases.visit.read_back import NeedDecision, confirm_needs

SAFE = {"channel": "text", "value": "07700 900123", "voicemail": "no"}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Desk]:
    made = trusted_hub(tmp_path)
    yield made
    made.office.close()


def code_of(desk: Desk, contact_id: str) -> str:
    def look(rows: Rows, _house: House, _ctx: Context) -> str:
        contact = rows.get(rec.Contact, contact_id)
        assert contact is not None
        return contact.code

    return desk.office.inside(look).result()


def stands(desk: Desk, actor: Actor) -> frozenset[Relation]:
    """How somebody stands to the visit in hand."""

    def look(rows: Rows, _house: House, ctx: Context) -> frozenset[Relation]:
        contact = rows.get(rec.Contact, desk.contact)
        assert contact is not None
        return thing(rows, replace(ctx, actor=actor), contact).relations

    return desk.office.inside(look).result()


# --- taken back, also after somebody said yes


def test_taken_back_after_a_yes_the_service_reads_nothing_of_it_any_more(hub: Desk) -> None:
    as_(hub, "priya", answer_sent, hub.sent, "accepted")
    assert len(as_(hub, "priya", see_inbox).rows) == 1, "the control: until then it is theirs"
    hub.here(withdraw, "housing_duty")
    assert as_(hub, "priya", see_inbox).rows == ()
    for fn, *args in ((see_sent, hub.sent), (answer_sent, hub.sent, "first_contact")):
        with pytest.raises(UseCaseError):
            as_(hub, "priya", fn, *args)
    hub.here(agree, "housing_duty", NEED, "given")
    assert len(as_(hub, "priya", see_inbox).rows) == 1, "agreed again it is theirs again"


def test_taken_back_from_everybody_whoever_keeps_it_together_reads_no_page_and_is_asked_to_stop(hub: Desk) -> None:
    assert as_(hub, "grace", summary, hub.contact).sections and as_(hub, "grace", my_people).rows
    told = hub.here(withdraw).has_it
    assert as_(hub, "grace", my_people).rows == ()
    with pytest.raises(UseCaseError):
        as_(hub, "grace", summary, hub.contact)
    (stop,) = [one for one in told if one.worker == "Grace"]
    assert "To Grace" in stop.message and "Please do not use it any further" in stop.message


def test_taken_back_from_one_service_whoever_keeps_it_together_goes_on(hub: Desk) -> None:
    hub.here(agree, "navigator", NEED, "given")
    assert not [one for one in hub.here(withdraw, "housing_duty").has_it if one.worker == "Grace"]
    assert as_(hub, "grace", summary, hub.contact).sections


# --- whose somebody is


def test_a_first_name_is_many_people_s_and_another_service_s_worker_leads_nobody(hub: Desk) -> None:
    assert Relation.LEAD in stands(hub, Actor("grace", "Grace", Role.LEAD, ("navigator",))), "the control"
    for role in (Role.SERVICE, Role.LEAD):
        assert stands(hub, Actor("another", "Grace", role, ("housing_duty",))) == {Relation.SERVICE}
        assert stands(hub, Actor("another", "Grace", role, ("pharmacy",))) == {Relation.NONE}


def test_until_the_next_one_says_yes_whoever_keeps_it_together_still_reads_the_page(hub: Desk) -> None:
    hub.here(hand_over, "carers", "Glenda", "asked")
    assert as_(hub, "grace", summary, hub.contact).sections


def test_a_leaver_s_people_are_the_next_one_s_at_the_next_one_s_service(hub: Desk) -> None:
    mira = StaffView("mira", "Mira", (Role.SUPERVISOR,))
    grace = StaffView("grace", "Grace", (Role.LEAD,), ("navigator",))
    kim = StaffView("kim", "Kim", (Role.LEAD,), ("advice",))
    for one in (mira, grace, kim):
        as_(hub, "mira", add_staff, one)
    as_(hub, "mira", staff_left, "grace", "Kim")
    assert Relation.LEAD in stands(hub, Actor("kim", "Kim", Role.LEAD, ("advice",)))
    assert Relation.LEAD not in stands(hub, Actor("grace", "Grace", Role.LEAD, ("navigator",)))


# --- what is long over, and what is most private


def test_what_may_be_put_right_names_no_answer_of_a_visit_long_over_without_a_reason(hub: Desk) -> None:
    over_since(hub, 100)
    with pytest.raises(ReasonNeeded):
        as_(hub, "tom", see_asked, hub.contact)
    as_(hub, "tom", give_reason, hub.contact, "complaint")
    assert as_(hub, "tom", see_asked, hub.contact).questions


def test_what_was_put_right_about_safety_is_on_nobody_s_page_who_may_not_read_that(hub: Desk) -> None:
    hub.here(correct, "F2b", "he has a key again")
    hub.here(correct, "H1", "it is my sister's room")

    def page(staff: str) -> str:
        return repr(as_(hub, staff, summary, hub.contact).sections)

    assert "he has a key again" in page("mira") and "my sister" in page("tom")
    for staff in ("tom", "asha", "grace"):
        assert (
            "a key" not in page(staff) and "Danger today" not in page(staff) and "a supervisor reads it" in page(staff)
        )


@pytest.fixture
def decided(hub: Desk) -> Desk:
    """Something about a child: a card, and the team for that is told without asking, which Sam is not to know."""
    hub.here(open_card, "RF-CHILD")
    child = NeedDecision("safety.child_at_risk", "no", severity="urgent", because="said so", added=True)
    hub.here(confirm_needs, [child])
    powers = ("child_safeguarding",)
    hub.here(decide, replace(WHOLE, service="mash", need="safety.child_at_risk", powers=powers, fields=("name",)))
    hub.other = hub.here(start_handoff, "mash").handoff_id
    return hub


def test_whoever_keeps_it_together_learns_nothing_of_what_was_done_without_asking(decided: Desk) -> None:
    """Not that a card was used, nor whom it went to, by any page or list of theirs; the desk sees all of it as ever."""
    tells = ("Miriam", "without asking", "Rosa Field", "Card 4", "Family advice", decided.other)
    for fn, *args in (
        (summary, decided.contact),
        (see_later, decided.contact),
        (see_finish, decided.contact),
        (my_people,),
    ):
        theirs, desks = repr(as_(decided, "grace", fn, *args)), repr(as_(decided, "mira", fn, *args))
        assert not [word for word in tells if word in theirs], fn
        waits = desks.count("Support team: no answer")
        assert theirs.count("Support team: no answer") == 0 and (waits or any(word in desks for word in tells)), fn
    (card,) = [row.key for row in as_(decided, "mira", see_later, decided.contact).rows if row.label == "Card 4"]
    for key, step in ((card, "right"), (decided.other, "accepted")):
        with pytest.raises(UseCaseError, match="does not come next"):
            as_(decided, "grace", record_later, decided.contact, key, step, "Mira")
    assert THE_DESKS in as_(decided, "grace", see_finish, decided.contact).blockers, (
        "nor do they finish it over our heads"
    )
    with pytest.raises(UseCaseError):
        as_(decided, "grace", finish_contact, decided.contact)


def test_a_copy_for_them_says_by_itself_nothing_that_was_decided_without_telling_them(decided: Desk) -> None:
    decided.here(record_later, _the_decision(decided), "right", "Mira")
    view = as_(decided, "ines", draft_copy, decided.contact, "photo", "in_hand")
    apart = [item for item in view.items if item.part is Part.RESTRICTED]
    assert not [item for item in apart if item.include] and len(apart) >= 5
    said = " ".join(f"{item.about}: {item.words}" for item in view.included)
    assert not [word for word in ("Support team: asked", "not needed", "Looked at again", "Card") if word in said], said
    assert "Housing team: asked them" in said, "the control: what they agreed to is in it"


def _the_decision(desk: Desk) -> str:
    return next(row.key for row in desk.here(see_later).rows if row.now_words == "told without asking")


# --- restricted


def test_a_household_does_not_say_whose_relative_somebody_restricted_is(desk: Desk) -> None:
    desk.arrive(SAM | {"HO1": {"name": "Quentin Xavier", "born": "1 3 1992", "postcode": "ZZ99 3AA"}})
    theirs = desk.contact
    desk.arrive(SAM | {"HO1": {"name": "Ann Lee", "born": "1 3 1982", "postcode": "ZZ99 3AA"}})
    desk.here(link_together, theirs)
    code = code_of(desk, theirs)
    assert code in repr(as_(desk, "tom", see_together, desk.contact)) and code in repr(
        as_(desk, "tom", summary, desk.contact)
    )
    as_(desk, "mira", restrict, theirs, ["Mira"])
    for look in (see_together, summary):
        assert code not in repr(as_(desk, "tom", look, desk.contact))
        assert code in repr(as_(desk, "mira", look, desk.contact))
    with pytest.raises(UseCaseError):
        as_(desk, "tom", unlink, desk.contact, theirs)


def test_their_code_is_answered_like_one_that_is_nobodys(hub: Desk) -> None:
    code = code_of(hub, hub.contact)
    assert {as_(hub, staff, by_code, code) for staff in STAFF.values()} == {hub.contact}, "the control"
    as_(hub, "mira", restrict, hub.contact, ["Mira"])
    over_since(hub, 1)
    for staff in set(STAFF.values()) - {"mira"}:
        said = []
        for one in (code, "NM-ZZZZ"):
            with pytest.raises(UseCaseError) as refused:
                as_(hub, staff, by_code, one)
            said.append(str(refused.value).replace(one, "CODE"))
        assert said[0] == said[1]
    assert as_(hub, "mira", by_code, code) == hub.contact


# --- a safe way: unknown means no


@pytest.mark.parametrize(
    ("safe", "promised"), [(SAFE, True), (None, False), ({"channel": "none"}, False)], ids=["a way", "unknown", "none"]
)
def test_nobody_is_promised_or_made_a_call_without_a_safe_way(
    desk: Desk, safe: dict[str, str] | None, promised: bool
) -> None:
    desk.arrive(SAM | ({"HO2": safe} if safe else {}))
    desk.agree_all()
    desk.sent = desk.here(start_handoff, "housing_duty").handoff_id
    assert (as_(desk, "priya", see_sent, desk.sent).no_way == NO_WAY) != promised
    slip = _slip_of_a_referral(desk)
    assert ("will get in touch" in slip) == promised and ("come or ring us" in slip) != promised
    for step, said in (("accepted", ""), ("did_not_attend", "not_known")):
        as_(desk, "priya", answer_sent, desk.sent, step, said)
    (row,) = [row for row in desk.here(see_later).rows if row.key == desk.sent]
    (ask,) = dict(row.asks)["try"]
    assert ("safe_way" in dict(ask.options)) == promised


def _slip_of_a_referral(desk: Desk) -> str:
    """What the slip says where a service gets in touch by itself."""

    def send(rows: Rows, _house: House, ctx: Context) -> None:
        (sent,) = rows.find(rec.Handoff, contact_id=desk.contact)
        referral = replace(sent, id=ctx.new_id(), mode="referral")
        rows.add(referral)
        for step in rows.find(rec.HandoffStep, handoff_id=sent.id):
            if step.step in ("proposed", "agreed", "sent"):
                rows.add(replace(step, id=ctx.new_id(), handoff_id=referral.id))

    desk.office.inside(send).result()
    page = desk.here(make_slip).page
    assert page is not None
    return "\n".join(page.lines)


# --- the list of staff


def test_what_somebody_may_do_is_changed_at_every_desk_once_they_next_sign_in(tmp_path: Path) -> None:
    keyed = copy_keyed(tmp_path / "home")
    here = keyed.open("ben")
    there = open_locked(replace(keyed.settings, terminal="Desk 3"), "mira", PASSPHRASES["mira"])
    try:
        assert here.do(front_desk).result().people == ()
        (ben,) = [one for one in there.do(see_staff).result() if one.id == "ben"]
        there.do(change_staff, replace(ben, roles=(Role.SERVICE,), services=("advice",))).result()
        here.sign_in("ben", PINS["ben"])
        assert here.actor is not None and (here.actor.role, here.actor.services) == (Role.SERVICE, ("advice",))
        with pytest.raises(UseCaseError):
            here.do(front_desk).result()
    finally:
        here.close()
        there.close()


def test_whoever_has_settings_and_no_people_makes_nobody_a_supervisor_and_is_told_on(hub: Desk) -> None:
    mira, rosa = StaffView("mira", "Mira", (Role.SUPERVISOR,)), StaffView("rosa", "Rosa", (Role.ADMINISTRATOR,))
    for one in (mira, rosa):
        as_(hub, "mira", add_staff, one)
    assert not [line for line in as_(hub, "mira", news) if "list of staff" in line]
    for role in (Role.SUPERVISOR, Role.GOVERNANCE):
        with pytest.raises(UseCaseError, match="Only a supervisor"):
            as_(hub, "rosa", add_staff, StaffView("kim", "Kim", (role,)))
        with pytest.raises(UseCaseError, match="by themselves"):
            as_(hub, "rosa", change_staff, replace(rosa, roles=(role,)))
    with pytest.raises(UseCaseError, match="by themselves"):
        as_(hub, "rosa", change_staff, replace(rosa, roles=(Role.ADMINISTRATOR, Role.ASSISTANT)))
    as_(hub, "rosa", add_staff, StaffView("kim", "Kim", (Role.SERVICE,), ("advice",)))
    hub.at(hub.clock.now + timedelta(days=1))
    (line,) = [line for line in as_(hub, "mira", news) if "list of staff" in line]
    assert line.startswith("Rosa put Kim on the list of staff") and "works at a service, advice" in line
    assert not [line for line in as_(hub, "tom", news) if "list of staff" in line]
    as_(hub, "mira", add_staff, StaffView("lee", "Lee", (Role.SUPERVISOR,)))
    assert json.dumps(as_(hub, "mira", news)).count("list of staff") == 1, "what a supervisor does is no news to them"
