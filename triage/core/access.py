"""Who is using the tool, and from where. Sign-in and the policy of who may see what come with the trusted terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ASSISTANT = "assistant"
    OUTREACH = "outreach"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff."""

    id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Terminal:
    """A machine somebody works at; `name` is what staff call it ("Desk 2")."""

    id: str
    name: str
