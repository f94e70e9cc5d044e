"""A service or a need that was called sensitive stays so until a supervisor signs in with content that says otherwise.

Whoever may set where the content lies (`TRIAGE_CONTENT`, settings.toml) could otherwise bring a directory and needs of which
none is, and read or print what says what somebody came for (practice.md H2). As policy_kept.py does for the policy; what is
newly called sensitive is so at once, whoever signs in. Called by bootstrap where there are keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from triage.core.access import Role
from triage.core.directory import Directory
from triage.core.questions import QuestionSet
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows
from triage.usecases.write import stamp

SENSITIVE, NEEDS = "sensitive", "sensitive_needs"  # among the rights: ids of services, codes of needs, as JSON


def still_sensitive(rows: Rows, house: House, ctx: Context, staff_id: str, role: Role) -> House:
    """The house for whoever signs in first: as it is for a supervisor, and for others never less guarded than before."""
    services = {service.id for service in house.directory.services if service.sensitive}
    needs = {need.code for need in house.question_set.needs if need.sensitive}
    return replace(
        house,
        directory=_guarded(house.directory, _more(rows, ctx, staff_id, role, SENSITIVE, services)),
        question_set=as_guarded(house.question_set, _more(rows, ctx, staff_id, role, NEEDS, needs)),
    )


def _more(rows: Rows, ctx: Context, staff_id: str, role: Role, what: str, ours: set[str]) -> set[str]:
    """What was sensitive before and is to stay so. A supervisor's sign-in keeps what is so now, and nothing besides."""
    kept = rows.find(rec.Right, what=what)
    before = set(json.loads(kept[-1].words)) if kept else set()
    if role is not Role.SUPERVISOR:
        return before - ours
    if not kept or before != ours:
        made = stamp(ctx)
        made["actor_id"] = staff_id
        rows.add(rec.Right(**made, contact_id="", what=what, about="", words=json.dumps(sorted(ours)), name=""))
    return set()


def _guarded(directory: Directory, more: set[str]) -> Directory:
    if not more:
        return directory
    services = tuple(replace(one, sensitive=one.sensitive or one.id in more) for one in directory.services)
    return replace(directory, services=services, by_id={one.id: one for one in services})


def as_guarded(question_set: QuestionSet, codes: Iterable[str]) -> QuestionSet:
    """The question set with these needs sensitive, too; itself where they are."""
    plain = {need.code for need in question_set.needs if not need.sensitive} & set(codes)
    if not plain:
        return question_set
    needs = tuple(replace(need, sensitive=need.sensitive or need.code in plain) for need in question_set.needs)
    return replace(question_set, needs=needs)
