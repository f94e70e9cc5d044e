"""Which door each use case is behind: what is done, and which classes of what is known are seen there.

A use case that is not in this table is behind a wall: nobody may run it from a face (default deny, promises.md P20). Add a
line with the use case. Kept as text, so that looking one up imports nothing. Called by `guard`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from triage.core.policy import Action, FieldClass, Relation

TALK = tuple(kind for kind in FieldClass if kind is not FieldClass.HUB)
_USECASES = "triage.usecases."


@dataclass(frozen=True, slots=True)
class Door:
    """`at`: how somebody stands to what is behind it where that is no one visit: a list, a new visit, nobody at all."""

    action: Action
    seen: tuple[FieldClass, ...] = (FieldClass.VISIT,)
    at: Relation = Relation.NONE
    whole: bool = False  # nothing is masked behind it, so whoever may see only a mask may not see it at all
    tells_why: bool = False  # giving a reason is what opens the others

    @property
    def about_nobody(self) -> bool:
        return self.seen == (FieldClass.HUB,)


_DESK = Door(Action.DESK, (FieldClass.HUB,))
_TALK = Door(Action.ASK, TALK)
_SHARE = Door(Action.SHARE, TALK)
_AFTER = Door(Action.SHARE, (FieldClass.VISIT, FieldClass.NEED))  # also for whoever keeps it together
_DOORS: tuple[tuple[Door, str], ...] = (
    (
        _DESK,
        "building.see_building building.say_building building.take_back building.may_be_said building.what_is_said whereabouts.say_where coming.offer_hours quick.quick_questions"
        " quick.answer_question quick.appointments quick.announce quick.undo_count leads.see_could_lead explaining.by_code",
    ),
    (
        Door(Action.LIST, at=Relation.TEAM),
        "desk.front_desk end_of_day.see_end_of_day review.today my_people.news looked_at.see_loose_cards"
        " looked_at.record_loose_card",
    ),
    (Door(Action.LIST), "contacts.head_of leases.see_taken"),
    (Door(Action.LIST, at=Relation.LEAD), "my_people.my_people"),
    (Door(Action.ANSWER, at=Relation.SERVICE), "inbox.see_inbox"),
    (
        Door(Action.SEND, (FieldClass.VISIT, FieldClass.NOTES), Relation.SERVICE),
        "partner_desk.see_send partner_desk.send_over",
    ),
    (Door(Action.FIND, (FieldClass.VISIT, FieldClass.IDENTITY)), "returning.find_before returning.come_back"),
    (Door(Action.ASK, TALK, Relation.OWN), "contacts.open_contact cards.open_card cards.close_card"),
    (
        _TALK,
        "contacts.see_contact contacts.resume_contact contacts.move_contact contacts.park_contact contacts.stop_contact"
        " answers.see_openable answers.open_questions answers.open_question answers.question_again answers.keep_parts"
        " answers.give_answer answers.ask_privacy arranged.see_arranged arranged.arrange back.see_back back.record_back confirming.still_right"
        " confirming.not_any_more speaking.set_speaker returning.say_who returning.take_back together.see_together"
        " together.link_together together.unlink mistakes.mark_mistake mistakes.see_move mistakes.move_visit mistakes.take_back_mark end_of_day.went_home end_of_day.hand_on"
        " read_back.read_back read_back.confirm_needs",
    ),
    (
        _SHARE,
        "coming.say_coming matches.see_matches matches.choose_service sharing.see_sharing sharing.agree gate.see_gate gate.decide"
        " conflicts.keep_out withdraw.see_withdrawn withdraw.withdraw handoffs.start_handoff handoffs.record_step"
        " handoffs.see_handoff handoffs.open_handoffs end_of_day.answer_try end_of_day.lead_said_yes leads.see_lead"
        " leads.name_lead leads.name_owner leads.ask_for_lead leads.accept_lead",
    ),
    (
        _AFTER,
        "later.see_later later.record_later handing_over.see_hand_over handing_over.hand_over"
        " handing_over.answer_hand_over handing_over.person_told finish.see_finish finish.finish_contact finish.end_need",
    ),
    (
        Door(Action.SETTINGS, (FieldClass.HUB,)),
        "staff.see_staff staff.check_staff staff.add_staff staff.change_staff staff.people_of staff.staff_left",
    ),
    (Door(Action.SHARE, (FieldClass.VISIT,), Relation.TEAM), "ringing.see_ring ringing.record_ring"),
    (Door(Action.READ), "review.summary asked_of_us.see_asked"),
    (Door(Action.READ, TALK, whole=True), "explaining.why"),
    (Door(Action.READ, tells_why=True), "glass.give_reason"),
    (Door(Action.AUDIT), "audit.see_access audit.see_recent_access audit.verify audit.heads"),
    (Door(Action.RIGHTS, TALK, whole=True), "sar.draft_copy sar.release_copy"),
    (Door(Action.RIGHTS, (FieldClass.NOTES,)), "rights.correct rights.complain"),
    (
        Door(Action.RIGHTS),
        "rights.restrict keeping.propose keeping.propose_erasing keeping.confirm keeping.hold keeping.release"
        " rights.see_complaints rights.answer_complaint",
    ),
    (Door(Action.PAGE), "review.summary_page slips.make_slip calendars.make_calendar"),
    (
        Door(Action.ANSWER, (FieldClass.VISIT, FieldClass.NEED, FieldClass.SAFE_CONTACT)),
        "inbox.see_sent inbox.answer_sent",
    ),
)
DOORS = {f"{_USECASES}{name}": door for door, names in _DOORS for name in names.split()}


def door_of(use_case: Callable[..., Any]) -> Door | None:
    """The door of a use case; None for one that nobody has put behind a door."""
    return DOORS.get(f"{use_case.__module__}.{use_case.__qualname__}")
