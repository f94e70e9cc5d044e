"""Opening, parking, moving and resuming a contact: where it is and who is with it (contract.md 7)."""

from __future__ import annotations

import json

from triage.core.facts import AWAY
from triage.core.handoff import is_a_name
from triage.core.too_much import tells_the_hall
from triage.usecases import records as rec
from triage.usecases.case import Case, assessed, load, named_in, place_name, with_known
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk import front_desk, last_event
from triage.usecases.reception.desk_views import FrontDeskView
from triage.usecases.reception.leases import COMES, RESUMED, let_go
from triage.usecases.reception.whereabouts import desk_place, place_here, pod_here, setting_here
from triage.usecases.views import AssessmentView
from triage.usecases.visit.answers_view import assessment_view
from triage.usecases.write import add_event, stamp

_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I: a code is read out and written on cards


def open_contact(rows: Rows, house: House, ctx: Context, place: str = "desk2") -> AssessmentView:
    """`n`: a new person at this desk. Nothing is asked yet and nothing known: anonymous until they say otherwise."""
    contact = new_contact(rows, house, ctx, place)
    return see_contact(rows, house, ctx, contact.id)


def new_contact(rows: Rows, house: House, ctx: Context, place: str, event: str = "opened") -> rec.Contact:
    """The rows of a birth: a person, a contact with a fresh code, and the event that opened it."""
    person = rec.Person(**stamp(ctx))
    rows.add(person)
    setting, channel = setting_here(rows, ctx)
    contact = rec.Contact(
        **stamp(ctx),
        person_id=person.id,
        setting=setting,
        channel=channel,
        code=_fresh_code(rows, house, ctx),
        locality=house.directory.hub.id,
        question_set_hash=house.question_set.hash,
        directory_hash=house.directory.hash,
    )
    rows.add(contact)
    here, named = place_here(rows, ctx, place)
    add_event(rows, ctx, contact.id, event, place=here, detail=named_detail(named))
    return contact


def head_of(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[str, str]:
    """A visit's code and where it is: the head of every screen about it."""
    case = load(rows, house, ctx, contact_id)
    return case.contact.code, place_name(house, case.place_id)


def see_contact(rows: Rows, house: House, ctx: Context, contact_id: str) -> AssessmentView:
    """Where a contact stands. Writes nothing."""
    case = with_known(rows, house, ctx, load(rows, house, ctx, contact_id))
    return assessment_view(house, ctx, case, assessed(case, house, ctx.now))


def resume_contact(
    rows: Rows, house: House, ctx: Context, contact_id: str, place: str = "", because: str = ""
) -> AssessmentView:
    """Pick somebody up again at the question they had reached; `place` where that now is, if it changed.

    Whoever waited sat in the open meanwhile, and another desk is another place: it is this terminal's own then, and
    whether anybody can overhear is asked again (contract.md 1, rule 4). A start after a crash goes on where they sat.
    While another desk has them open, `because` is why they are taken over, and is told there. Raises HeldElsewhere
    without it.
    """
    case = _open_case(rows, house, ctx, contact_id)
    add_event(rows, ctx, contact_id, RESUMED, detail=let_go(rows, ctx, case.events, because))
    last = last_event(case.events)
    came = last is None or last.event not in COMES or last.terminal_id != ctx.terminal.id
    away = case.situation.place in AWAY or not case.place_id  # sent from another desk, and here now
    own = desk_place(house, ctx) if away or came else pod_here(house, ctx)
    here, named = place_here(rows, ctx, place or own)
    moved = bool(here) and (here != case.place_id or named != named_in(case.events))
    if moved:
        add_event(rows, ctx, contact_id, "moved", place=here, detail=named_detail(named))
    if moved or came:
        forget_privacy(rows, ctx, case)
    return see_contact(rows, house, ctx, contact_id)


def park_contact(
    rows: Rows, house: House, ctx: Context, contact_id: str, waits_for: str = "", where: str = "", to: str = ""
) -> FrontDeskView:
    """`p`: they wait, under their code, with everything kept. `to`: who goes on with them, by name, at whichever desk."""
    case = _open_case(rows, house, ctx, contact_id)
    if tells_the_hall(f"{waits_for} / {where} / {to}"):
        raise UseCaseError("Anybody at the desk can read this list. Say it in other words, such as “a worker”.")
    if to.strip() and not is_a_name(to.strip()):
        raise UseCaseError("Who goes on with them? A name is needed, not a desk.")
    said = {"waits_for": waits_for.strip()[:60], "where": where.strip()[:60]}
    detail = json.dumps(_waited_before(case) | {name: words for name, words in said.items() if words})
    add_event(rows, ctx, contact_id, "passed_to" if to.strip() else "parked", detail=detail, to=to.strip()[:60])
    return front_desk(rows, house, ctx)


def _waited_before(case: Case) -> dict[str, str]:
    """What the list said of them before, if they were only picked up and nothing was asked: their turn stays theirs."""
    waited = next((e for e in reversed(case.events) if e.event in ("waiting", "parked", "passed_to")), None)
    came = next((e for e in reversed(case.events) if e.event in COMES), None)
    if waited is None or came is None or came.at < waited.at:
        return {}
    before = json.loads(waited.detail) if waited.detail else {}
    if any(row.at >= came.at for row in case.rows.values() if row.value != "null"):
        return {}
    return before | {"since": before.get("since", waited.at.isoformat())}


def stop_contact(rows: Rows, house: House, ctx: Context, contact_id: str) -> FrontDeskView:
    """Stop part-way, after a card: nothing forces anybody to go on, and nothing is lost (practice.md 0.1 rule 1)."""
    _open_case(rows, house, ctx, contact_id)
    add_event(rows, ctx, contact_id, "interrupted")
    return front_desk(rows, house, ctx)


def move_contact(rows: Rows, house: House, ctx: Context, contact_id: str, place_id: str) -> AssessmentView:
    """Go somewhere else together. Whether anybody can overhear is unknown again (contract.md 1, rule 4)."""
    case = _open_case(rows, house, ctx, contact_id)
    known = {place.id for place in house.directory.places} | {kind.value for kind in AWAY}
    if place_id not in known:
        raise UseCaseError("There is no such place in this building. Choose one from the list.")
    here, named = place_here(rows, ctx, "")
    add_event(rows, ctx, contact_id, "moved", place=place_id, detail=named_detail(named if here == place_id else ""))
    forget_privacy(rows, ctx, case)
    return see_contact(rows, house, ctx, contact_id)


def named_detail(named: str) -> str:
    """What an event of a visit away from the hub carries: the hall or the school, as the header shows it."""
    return json.dumps({"named": named}, ensure_ascii=False) if named else ""


def forget_privacy(rows: Rows, ctx: Context, case: Case) -> None:
    """Put F0 back to unknown: the room or the company has changed."""
    row = case.rows.get("F0")
    if row is not None and row.value != "null":
        blank = rec.Answer(**stamp(ctx), contact_id=case.contact.id, question_id="F0", value="null", source="{}")
        rows.replace([row.id], blank)


def _open_case(rows: Rows, house: House, ctx: Context, contact_id: str) -> Case:
    case = load(rows, house, ctx, contact_id)
    if case.closed:
        raise UseCaseError("That visit is already finished. Start a new one at the front desk.")
    return case


def _fresh_code(rows: Rows, house: House, ctx: Context) -> str:
    """A code nobody has: five tries are plenty for a million codes; the id's random end is where it comes from."""
    for _ in range(50):
        number = int(ctx.new_id().replace("-", "")[-12:], 16)
        letters = "".join(_CODE_LETTERS[(number >> 5 * place) % 32] for place in range(4))
        code = f"{house.directory.hub.code_prefix}-{letters}"
        if not rows.find(rec.Contact, code=code):
            return code
    raise UseCaseError("No free code was found. Try once more.")
