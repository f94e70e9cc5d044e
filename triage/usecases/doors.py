"""Which door each use case is behind: what is done, and which classes of what is known are seen there.

A use case that is not in this table is behind a wall: nobody may run it from a face (default deny, promises.md P20). Add a
line with the use case. Kept as text, so that looking one up imports nothing. Called by `guard`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from triage.core.policy import Action, FieldClass, Relation

TALK = tuple(kind for kind in FieldClass if kind is not FieldClass.HUB)


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
        """
        handoff.leads: see_could_lead
        reception.building: see_building say_building take_back may_be_said what_is_said
        reception.coming: offer_hours
        reception.quick: quick_questions answer_question appointments announce undo_count
        reception.whereabouts: say_where
        visit.explaining: by_code
        """,
    ),
    (
        Door(Action.LIST, at=Relation.TEAM),
        """
        afterwards.looked_at: see_loose_cards record_loose_card
        afterwards.my_people: news
        afterwards.review: today
        reception.desk: front_desk
        reception.end_of_day: see_end_of_day
        """,
    ),
    (
        Door(Action.LIST),
        """
        reception.contacts: head_of
        reception.leases: see_taken
        """,
    ),
    (Door(Action.LIST, at=Relation.LEAD), "afterwards.my_people: my_people"),
    (Door(Action.ANSWER, at=Relation.SERVICE), "handoff.inbox: see_inbox"),
    (
        Door(Action.SEND, (FieldClass.VISIT, FieldClass.NOTES), Relation.SERVICE),
        "reception.partner_desk: see_send send_over",
    ),
    (Door(Action.FIND, (FieldClass.VISIT, FieldClass.IDENTITY)), "afterwards.returning: find_before come_back"),
    (
        Door(Action.ASK, TALK, Relation.OWN),
        """
        reception.contacts: open_contact
        visit.cards: open_card close_card
        """,
    ),
    (
        _TALK,
        """
        afterwards.back: see_back record_back
        afterwards.returning: say_who take_back
        reception.contacts: see_contact resume_contact move_contact park_contact stop_contact
        reception.end_of_day: went_home hand_on
        reception.mistakes: mark_mistake see_move move_visit take_back_mark
        reception.together: see_together link_together unlink
        visit.answers: see_openable open_questions open_question question_again keep_parts give_answer ask_privacy
        visit.arranged: see_arranged arrange
        visit.confirming: still_right not_any_more
        visit.read_back: read_back confirm_needs
        visit.speaking: set_speaker
        """,
    ),
    (
        _SHARE,
        """
        handoff.conflicts: keep_out
        handoff.gate: see_gate decide
        handoff.handoffs: start_handoff record_step see_handoff open_handoffs
        handoff.leads: see_lead name_lead name_owner ask_for_lead accept_lead
        handoff.sharing: see_sharing agree
        handoff.withdraw: see_withdrawn withdraw
        reception.coming: say_coming
        reception.end_of_day: answer_try lead_said_yes
        visit.matches: see_matches choose_service
        """,
    ),
    (
        _AFTER,
        """
        afterwards.later: see_later record_later
        handoff.finish: see_finish finish_contact end_need
        handoff.handing_over: see_hand_over hand_over answer_hand_over person_told
        """,
    ),
    (
        Door(Action.SETTINGS, (FieldClass.HUB,)),
        "trust.staff: see_staff check_staff add_staff change_staff people_of staff_left",
    ),
    (Door(Action.SHARE, (FieldClass.VISIT,), Relation.TEAM), "reception.ringing: see_ring record_ring"),
    (
        Door(Action.READ),
        """
        afterwards.review: summary
        trust.asked_of_us: see_asked
        """,
    ),
    (Door(Action.READ, TALK, whole=True), "visit.explaining: why"),
    (Door(Action.READ, tells_why=True), "trust.glass: give_reason"),
    (Door(Action.AUDIT), "trust.audit: see_access see_recent_access verify heads"),
    (Door(Action.RIGHTS, TALK, whole=True), "trust.sar: draft_copy release_copy"),
    (Door(Action.RIGHTS, (FieldClass.NOTES,)), "trust.rights: correct complain"),
    (
        Door(Action.RIGHTS),
        """
        trust.keeping: propose propose_erasing confirm hold release
        trust.rights: restrict see_complaints answer_complaint
        """,
    ),
    (
        Door(Action.PAGE),
        """
        afterwards.review: summary_page
        paper.calendars: make_calendar
        paper.slips: make_slip
        """,
    ),
    (
        Door(Action.ANSWER, (FieldClass.VISIT, FieldClass.NEED, FieldClass.SAFE_CONTACT)),
        "handoff.inbox: see_sent answer_sent",
    ),
)


def _names(lines: str) -> Iterator[str]:
    """The full name of each use case in `room.module: function function`, line by line."""
    for line in lines.strip().splitlines():
        module, _, functions = line.strip().partition(": ")
        yield from (f"triage.usecases.{module}.{function}" for function in functions.split())


DOORS = {name: door for door, lines in _DOORS for name in _names(lines)}


def door_of(use_case: Callable[..., Any]) -> Door | None:
    """The door of a use case; None for one that nobody has put behind a door."""
    return DOORS.get(f"{use_case.__module__}.{use_case.__qualname__}")
