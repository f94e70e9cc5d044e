"""The policy that holds is the one a supervisor last signed in with: kept in the data, which is locked, not beside it.

Whoever may set where the content lies (`TRIAGE_CONTENT`, settings.toml) could otherwise bring a policy of their own and see all.
So a changed policy.yaml waits for a supervisor; until then the one from before holds, and nobody's work stops. That it was
changed is told to supervisors for a week. Called by bootstrap where there are keys, and by `my_people`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from triage.core.access import Role
from triage.core.policy import Policy
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.write import stamp

POLICY = "policy"  # among the rights: what was read, as it stood, and by its hash
WAITS = (
    "policy.yaml was changed, and the one from before cannot be read by this triage. A supervisor signs in first, once."
)
_WEEK = timedelta(days=7)


def holding(
    rows: Rows, house: House, ctx: Context, body: str, staff_id: str, role: Role, read: Callable[[str], Policy | None]
) -> Policy:
    """The policy for whoever signs in: `house.policy`, which was read from `body`, or the one kept from before.

    `read` reads what was kept; None where it cannot. Raises UseCaseError then.
    """
    kept = rows.find(rec.Right, what=POLICY)
    if kept and kept[-1].about == _hash(body):
        return house.policy
    if role is not Role.SUPERVISOR:
        before = read(kept[-1].words) if kept else house.policy  # until a supervisor first comes, as it is
        if before is None:
            raise UseCaseError(WAITS)
        return before
    made = stamp(ctx)
    made["actor_id"] = staff_id
    rows.add(rec.Right(**made, contact_id="", what=POLICY, about=_hash(body), words=body, name=""))
    return house.policy


def told_of_policy(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
    """`Who may see what was changed (policy.yaml), by Mira's sign-in, today.` For supervisors, in the week after."""
    if ctx.actor.role is not Role.SUPERVISOR:
        return ()
    changed = [row for row in rows.find(rec.Right, what=POLICY)[1:] if row.at >= ctx.now - _WEEK]
    if not changed:
        return ()
    last = changed[-1]
    who = next((one.name for one in house.directory.staff if one.id == last.actor_id), "a supervisor")
    return (
        f"Who may see what was changed (policy.yaml): it holds since {who} signed in, {say.ago(last.at, ctx.now)}. If nobody"
        " meant that, tell whoever looks after triage now.",
    )


def _hash(body: str) -> str:
    return sha256(body.encode()).hexdigest()
