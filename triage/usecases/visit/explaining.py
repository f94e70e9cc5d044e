"""A visit for the command line: found by its code, and worked out so that `triage explain` can say why."""

from __future__ import annotations

from triage.core.text import visible
from triage.usecases import records as rec
from triage.usecases.case import assessed, load
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.kept_back import ask_first, kept_back
from triage.usecases.visit.assessment import Assessed, Marks


def by_code(rows: Rows, house: House, ctx: Context, code: str) -> str:
    """The id of the visit with this code, and nothing else about it. Raises UseCaseError when there is none.

    In the same words for somebody restricted, unless their line is in the list of whoever asks.
    """
    found = rows.find(rec.Contact, code=code)
    if not found or (kept_back(rows, house, ctx, found) and not ask_first(rows, house, ctx, found[0])):
        raise UseCaseError(f"There is no visit {visible(code)} here. The code is on the front desk's list.")
    return found[0].id


def why(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[Assessed, Marks]:
    """Everything that follows from what was said, and what was decided beside the answers."""
    case = load(rows, house, ctx, contact_id)
    return assessed(case, house, ctx.now), case.marks
