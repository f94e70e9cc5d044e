"""One lead hands over to another: a named one, who says yes; until then the one before stays responsible (practice.md D3).

No gap: the row of the one before stands until the new one accepts, and everywhere it is still they who are named. The
person is told the day it happens; until somebody wrote that down, it is what comes next on the list of the new one.
"""

from __future__ import annotations

from triage.usecases import records as rec
from triage.usecases.case import Case, load
from triage.usecases.handoff.after_views import HandOverView
from triage.usecases.handoff.leads import accept_lead, name_lead, rewritten, see_could_lead
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.visit.sitting import LEAD_CHANGE
from triage.usecases.write import stamp

TOLD, TO_TELL = "told", "to_tell"
YES, NO = "yes", "no"
# Why a lead changes, as practice.md D3 lists it.
CHANGES = (
    ("asked", "The person asks for somebody else"),
    ("away", "They leave, or are away for more than a few days"),
    ("over", "What they led on is over"),
    ("law", "Somebody has this duty by law now, or not any more"),
    ("trust", "It does not work between them"),
    ("conflict", "They know somebody involved"),
)
NO_GAP = "Bring the two together, with the person if they can come. Until the new one says yes nothing changes."
KNOWS = ((TOLD, "Yes, they were told today"), (TO_TELL, "Not yet: they are to be told today"))
TELL, AGAIN = "tell", "again"
AFTER_A_CHANGE = ((TELL, "They were told who has them now"), (AGAIN, "Hand over to somebody else"))
_NOBODY = "Nobody has said yes to keeping it together yet. Say first who does."


def see_hand_over(rows: Rows, house: House, ctx: Context, contact_id: str) -> HandOverView:
    """Who has it, who was named next, and what may be said now. Raises UseCaseError where nobody said yes yet."""
    case = load(rows, house, ctx, contact_id)
    lead, after = case.lead, case.next_lead
    if lead is None or lead.state != "accepted":
        raise UseCaseError(_NOBODY)
    choices = ((YES, f"{after.worker} said yes"), (NO, f"{after.worker} said no")) if after else ()
    return HandOverView(
        contact_id=contact_id,
        code=case.contact.code,
        worker=lead.worker,
        label=_label(house, lead),
        next_worker=after.worker if after else "",
        next_label=_label(house, after) if after else "",
        because=after.because if after else "",
        choices=choices,
        to_tell=to_tell(case),
        could=see_could_lead(rows, house, ctx),
    )


def hand_over(
    rows: Rows, house: House, ctx: Context, contact_id: str, service: str, worker: str, why: str
) -> HandOverView:
    """Name who is to take over, and why it changes hands. Raises UseCaseError as `name_lead` does, and without a reason."""
    see_hand_over(rows, house, ctx, contact_id)
    if why not in dict(CHANGES):
        raise UseCaseError("Why does it change hands? Choose from the list.")
    name_lead(rows, house, ctx, contact_id, service, worker, dict(CHANGES)[why])
    return see_hand_over(rows, house, ctx, contact_id)


def answer_hand_over(
    rows: Rows, house: House, ctx: Context, contact_id: str, said: str, told: str = TO_TELL
) -> HandOverView:
    """The new one said yes or no. After a yes: whether the person was `told` already. After a no nothing changes hands."""
    case = load(rows, house, ctx, contact_id)
    if case.next_lead is None or said not in (YES, NO) or told not in (TOLD, TO_TELL):
        raise UseCaseError("Nobody was asked to take over. Go back and look again.")
    if said == NO:
        rows.replace([case.next_lead.id], rewritten(case.next_lead, ctx, "ended"))
    else:
        accept_lead(rows, house, ctx, contact_id)
        if told == TOLD:
            person_told(rows, house, ctx, contact_id)
    return see_hand_over(rows, house, ctx, contact_id)


def person_told(rows: Rows, house: House, ctx: Context, contact_id: str) -> HandOverView:
    """The person knows who has them now."""
    case = load(rows, house, ctx, contact_id)
    change = _change(case)
    if change is None or not to_tell(case):
        raise UseCaseError("They know already who has them.")
    rows.add(
        rec.Review(
            **stamp(ctx), contact_id=contact_id, what=LEAD_CHANGE, about=change.about, found=TOLD, name="", because=""
        )
    )
    return see_hand_over(rows, house, ctx, contact_id)


def to_tell(case: Case) -> bool:
    """True while nobody wrote down that the person knows of the latest change."""
    change = _change(case)
    return change is not None and change.found == TO_TELL


def _change(case: Case) -> rec.Review | None:
    """The last that was said of the lead there is now."""
    of_lead = [row for row in case.reviews if row.what == LEAD_CHANGE and case.lead and row.about == case.lead.id]
    return of_lead[-1] if of_lead else None


def _label(house: House, lead: rec.Lead) -> str:
    service = house.directory.by_id.get(lead.service)
    return service.public_label if service else ""
