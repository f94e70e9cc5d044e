"""A hub with one of each role and a few visits, for tests of who may do and see what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.usecases.conftest import SAM, Desk
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead
from triage.usecases.ports import Context, House, Rows
from triage.usecases.write import add_event

STAFF = {
    "assistant": "tom",
    "outreach": "ben",
    "lead": "grace",
    "service": "priya",
    "supervisor": "mira",
    "governance": "ines",
    "administrator": "rosa",
}


def as_(desk: Desk, staff: str, fn: Callable[..., Any], *args: Any) -> Any:
    """Do it as somebody else, then be Asha again."""
    desk.office.sign_in(staff)
    try:
        return desk.do(fn, *args)
    finally:
        desk.office.sign_in("asha")


def trusted_hub(home: Path) -> Desk:
    """Sam was here with Asha, goes to Priya's service, and Grace keeps it together."""
    desk = Desk(home)
    desk.arrive(SAM)
    desk.agree_all()
    desk.sent = desk.here(start_handoff, "housing_duty").handoff_id
    desk.here(name_lead, "navigator", "Grace", "Sam asked for Grace")
    desk.here(accept_lead)
    return desk


def over_since(desk: Desk, days: int) -> None:
    """The visit ended now, and then that many days went by."""

    def close(rows: Rows, _house: House, ctx: Context) -> None:
        add_event(rows, ctx, desk.contact, "closed", detail='{"how": "finished"}')

    desk.office.inside(close).result()
    desk.at(desk.clock.now + timedelta(days=days))
