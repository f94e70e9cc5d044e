"""A service that was called sensitive stays so until a supervisor signs in with a directory that says otherwise.

Whoever may set where the content lies (`TRIAGE_CONTENT`, settings.toml) could otherwise bring a directory in which none is,
and read or print names that say what somebody came for (practice.md H2). As policy_kept.py does for the policy; a service
that is newly called sensitive is so at once, whoever signs in. Called by bootstrap where there are keys.
"""

from __future__ import annotations

import json
from dataclasses import replace

from triage.core.access import Role
from triage.core.directory import Directory
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows
from triage.usecases.write import stamp

SENSITIVE = "sensitive"  # among the rights: the ids of those services, as JSON


def still_sensitive(rows: Rows, house: House, ctx: Context, staff_id: str, role: Role) -> Directory:
    """The directory for whoever signs in first: as it is for a supervisor, and for others never less guarded than before."""
    ours = sorted(service.id for service in house.directory.services if service.sensitive)
    kept = rows.find(rec.Right, what=SENSITIVE)
    before = list(json.loads(kept[-1].words)) if kept else []
    if role is Role.SUPERVISOR:
        if not kept or before != ours:
            made = stamp(ctx)
            made["actor_id"] = staff_id
            rows.add(rec.Right(**made, contact_id="", what=SENSITIVE, about="", words=json.dumps(ours), name=""))
        return house.directory
    if set(before) <= set(ours):
        return house.directory
    guarded = tuple(replace(one, sensitive=one.sensitive or one.id in before) for one in house.directory.services)
    return replace(house.directory, services=guarded, by_id={one.id: one for one in guarded})
