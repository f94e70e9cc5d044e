"""Who is using the tool, as what, and from where. What each may do is in core.policy and the policy file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here as. `NOBODY` is whoever has not said who they are yet; no directory can give it."""

    ASSISTANT = "assistant"
    OUTREACH = "outreach"
    LEAD = "lead"
    SERVICE = "service"
    SUPERVISOR = "supervisor"
    GOVERNANCE = "governance"
    ADMINISTRATOR = "administrator"
    NOBODY = "nobody"


ROLE_WORDS = {
    Role.ASSISTANT: "front desk",
    Role.OUTREACH: "outreach",
    Role.LEAD: "keeps it together for people",
    Role.SERVICE: "works at a service",
    Role.SUPERVISOR: "supervisor",
    Role.GOVERNANCE: "looks after records",
    Role.ADMINISTRATOR: "settings",
    Role.NOBODY: "nobody yet",
}
AT_A_SERVICE = frozenset({Role.SERVICE, Role.LEAD})
AT_THE_DESK = frozenset({Role.ASSISTANT, Role.OUTREACH, Role.SUPERVISOR})


def no_screen(role: Role) -> str:
    """What is said to whoever has no screen here: what is theirs to do and how; empty for everybody else."""
    if role in AT_THE_DESK | AT_A_SERVICE:
        return ""
    commands = {
        Role.GOVERNANCE: "triage audit (who saw what), triage sar (a copy for somebody), "
        "triage rights (corrections, complaints, what is due to go)",
        Role.ADMINISTRATOR: "triage staff (who works here), triage backup (a copy of the data), "
        "triage doctor (what is well here)",
    }
    how = (
        f"Type one in a terminal; --help says more: {commands[role]}."
        if role in commands
        else "There are none for you."
    )
    return f"This screen is for the desk. Your work is done by commands. {how}"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff. `services` are the ids of those they work at, the main one first, for those who do."""

    id: str
    name: str
    role: Role
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terminal:
    """A machine somebody works at; `name` is what staff call it ("Desk 2")."""

    id: str
    name: str
