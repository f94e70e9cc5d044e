"""How each wanted need ends: exactly one way (contract.md 4)."""

from __future__ import annotations

from triage.usecases import records as rec
from triage.usecases.case import Case
from triage.usecases.ports import Context, Rows
from triage.usecases.write import stamp


def end_row(rows: Rows, ctx: Context, case: Case, need: rec.Need, how: str, because: str) -> None:
    """Write how a need ended, replacing an earlier end of it."""
    old = case.ends.get(need.id)
    row = rec.NeedEnd(**stamp(ctx), need_id=need.id, contact_id=case.contact.id, how=how, because=because)
    rows.replace([old.id] if old else [], row)
